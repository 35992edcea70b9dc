"""The place Slack: who acted and what they want become a request to the desk, and its answer is shown."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from slack_bolt.response import BoltResponse

from bot.slack import inbound
from bot.slack.connection import Bot
from bot.slack.guard import Json
from bot.slack.inbound import Heard
from bot.slack.plain import channels_in, plain
from bot.slack.profiles import Profiles
from bot.slack.screen import FormNotOpened, Screen, done
from bot.trouble import logged, went_wrong
from handlers.requests import (
    Answer,
    Commanded,
    FromMessage,
    HomeOpened,
    NotOpened,
    Request,
    Said,
    ShowForm,
    Submitted,
    Visitor,
    What,
)
from handlers.ui import ShownForm
from handlers.words import Readers, Words, say

log = logging.getLogger(__name__)

MOST_NAMED = 20
MOST_HOMES = 1000
"""How many open homes are remembered, the newest."""

Read = Callable[[Json, Bot], Heard | None]
OnProfile = Callable[[Visitor, bool], Awaitable[None]]
OnUninstalled = Callable[[str, float], Awaitable[None]]


class Desk(Protocol):
    async def handle(self, request: Request) -> Answer: ...


def _other_workspace() -> Words:
    return say("Quickwin is not connected to your workspace. An admin there can install it.")


async def _no_profile(visitor: Visitor, is_active: bool) -> None:
    """Nobody wants to know."""


async def _no_uninstall(workspace: str, at: float) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, kw_only=True)
class SlackPlace:
    """A connected workspace. `clock` gives the time of a turn, `new_reference` what a person may quote to an admin.

    `on_profile` hears of a changed profile and whether the account is active; `on_uninstalled` of the
    workspace's id and the second in which the bot was removed.
    """

    organisation: str
    bot: Bot
    desk: Desk
    profiles: Profiles
    screen: Screen
    readers: Readers
    clock: Callable[[], datetime]
    on_profile: OnProfile = _no_profile
    on_uninstalled: OnUninstalled = _no_uninstall
    new_reference: Callable[[], str] = lambda: secrets.token_hex(4)
    _homes: dict[str, Heard] = field(default_factory=dict)
    _drawing: set[asyncio.Task[None]] = field(default_factory=set)

    async def turn(self, body: Json, read: Read) -> BoltResponse:
        """Something a person did: one request to the desk, and its answer shown."""
        heard = read(body, self.bot)
        if heard is None or not heard.user:
            return BoltResponse(status=200)
        try:
            if not inbound.is_for(body, self.bot):
                return await self._trouble(_other_workspace(), heard)
            return await self._answered(heard)
        except Exception as error:  # the dispatch edge: a person gets a sentence, the log what happened
            return await self._trouble(went_wrong(self._logged(type(heard.what).__name__, error)), heard)

    async def event(self, body: Json) -> BoltResponse:
        """Something that happened. A failure is a 500, so that Slack brings it again: the desk knows its id."""
        if not inbound.is_for(body, self.bot):
            return BoltResponse(status=200)
        try:
            await self._noticed(body["event"], float(body.get("event_time") or self.clock().timestamp()))
            heard = inbound.event(body, self.bot)
            return BoltResponse(status=200) if heard is None else await self._answered(heard)
        except Exception as error:  # the dispatch edge: Slack tries again
            self._logged("event", error)
            return BoltResponse(status=500)

    async def _answered(self, heard: Heard) -> BoltResponse:
        request = await self._request(heard)
        answer = await self.desk.handle(request)
        self._keep_home(heard, answer)
        try:
            return await self.screen.show(answer, heard)
        except FormNotOpened as missed:
            return await self._not_opened(missed.form, request, heard)

    def _keep_home(self, heard: Heard, answer: Answer) -> None:
        """A form sent may change what its sender's home says: one opened lately is drawn again, beside the answer."""
        if isinstance(heard.what, HomeOpened):
            self._homes.pop(heard.user, None)
            self._homes[heard.user] = heard
            if len(self._homes) > MOST_HOMES:
                del self._homes[next(iter(self._homes))]
        elif isinstance(heard.what, Submitted) and not isinstance(answer, ShowForm) and heard.user in self._homes:
            task = asyncio.create_task(self._home_again(self._homes[heard.user]))
            self._drawing.add(task)
            task.add_done_callback(self._drawing.discard)

    async def _home_again(self, opened: Heard) -> None:
        try:
            await self.screen.show(await self.desk.handle(await self._request(opened)), opened)
        except Exception as error:  # nobody waits for this: the home is drawn again when it is next opened
            self._logged("home", error)

    async def _not_opened(self, form: ShownForm, request: Request, heard: Heard) -> BoltResponse:
        missed = NotOpened(form.token, form.answers)
        answer = await self.desk.handle(replace(request, what=missed, can_open_form=False))
        return done(heard) if isinstance(answer, ShowForm) else await self.screen.show(answer, heard)

    async def _request(self, heard: Heard) -> Request:
        who = await self.profiles.visitor(heard.user, heard.called, heard.foreign)
        others = await self.profiles.visitors(heard.named[:MOST_NAMED]) if heard.named else ()
        return Request(
            organisation=self.organisation,
            key=heard.key,
            platform="slack",
            who=who,
            where=heard.where,
            now=self.clock(),
            what=_unmarked(heard.what, {other.external: other.name for other in others}, self.bot.user),
            can_open_form=heard.can_open_form,
            can_answer=heard.can_answer,
            others=tuple(other for other in others if other.external != self.bot.user),
            channels=channels_in(getattr(heard.what, "text", "")),
        )

    async def _noticed(self, happened: Json, at: float) -> None:
        match happened.get("type"):
            case "user_change":
                await self._profile_changed(happened.get("user") or {})
            case "app_uninstalled":
                await self.on_uninstalled(self.bot.team, at)
            case "tokens_revoked" if self.bot.user in ((happened.get("tokens") or {}).get("bot") or ()):
                await self.on_uninstalled(self.bot.team, at)
            case "team_access_revoked" if self.bot.team in (happened.get("team_ids") or ()):
                await self.on_uninstalled(self.bot.team, at)

    async def _profile_changed(self, member: Json) -> None:
        if member.get("id") and not member.get("is_bot"):
            await self.on_profile(await self.profiles.changed(member), not member.get("deleted"))

    async def _trouble(self, sentence: Words, heard: Heard) -> BoltResponse:
        who = await self.profiles.visitor(heard.user, heard.called, heard.foreign)
        return await self.screen.trouble(sentence, self.readers(who.language, who.zone), heard)

    def _logged(self, what: str, error: Exception) -> str:
        reference = self.new_reference()
        logged(log, f"Slack {what}", error, reference)
        return reference


def _unmarked(what: What, names: dict[str, str], me: str) -> What:
    match what:
        case Said(text, files):
            return Said(plain(text, names, me), files)
        case Commanded(name, text):
            word = plain(name, names, me)
            # Phones begin a text with a capital.
            return Commanded(word.lower() if word.istitle() else word, plain(text, names, me))
        case FromMessage(entry, text, link):
            return FromMessage(entry, plain(text, names, me), link)
        case _:
            return what
