"""The place Teams: who acted and what they want become a request to the desk, and its answer is shown."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.teams import inbound, picks
from bot.teams.arrivals import Arrivals
from bot.teams.chats import Chats, is_group
from bot.teams.gate import Answered, Json
from bot.teams.inbound import Heard
from bot.teams.naming import named
from bot.teams.profiles import Profiles
from bot.teams.render import Directory, Pick
from bot.teams.repeats import Repeats
from bot.teams.screen import Drawn, Screen, nothing
from bot.trouble import logged, went_wrong
from handlers.acquaintance import spoken
from handlers.deliveries import Builder, Postponed, Withheld
from handlers.deliveries import Drawn as DrawnDelivery
from handlers.messenger import SendFailed
from handlers.requests import Answer, NotOpened, Pressed, Request, ShowForm, ShowNothing, Submitted
from handlers.ui import ChannelPick, PeoplePick, PersonPick, ShownForm
from handlers.words import Readers
from initiatives.people import Person
from storage.port import Store, Transaction
from storage.records import Chat
from storage.repeating import repeated

log = logging.getLogger(__name__)

MOST_PICKS = 150
"""How many people a form offers by name; the client's own search finds the others."""


class Desk(Protocol):
    async def handle(self, request: Request) -> Answer: ...


@dataclass(frozen=True, kw_only=True)
class TeamsPlace:
    """A connected tenant. `clock` gives the time of a turn, `new_reference` what a person may quote to an admin."""

    organisation: str
    tenant: str
    desk: Desk
    builder: Builder
    store: Store
    chats: Chats
    profiles: Profiles
    arrivals: Arrivals
    screen: Screen
    readers: Readers
    clock: Callable[[], datetime]
    new_reference: Callable[[], str] = lambda: secrets.token_hex(4)
    repeats: Repeats = field(default_factory=Repeats)

    async def received(self, activity: Json) -> Answered:
        """One verified activity: a turn, or news of where the bot was added or removed."""
        if activity.get("type") in ("installationUpdate", "conversationUpdate"):
            await self.arrivals.noticed(activity)
            return Answered()
        heard = inbound.read(activity)
        if heard is None:
            return Answered(501) if activity.get("type") == "invoke" else Answered()
        with self.repeats.turn(heard) as again:
            return Answered() if again else await self._turn(heard)

    async def _turn(self, heard: Heard) -> Answered:
        try:
            await self.chats.seen(heard)
            return await self._answered(heard)
        except Exception as error:  # the dispatch edge: a person gets a sentence, the log what happened
            return await self._trouble(heard, error)

    async def _answered(self, heard: Heard) -> Answered:
        request = await self._request(heard)
        answer = await self.desk.handle(request)
        try:
            return await self._shown(answer, heard)
        except SendFailed:
            if not isinstance(answer, ShowForm):
                raise
            # What has no dialog to be shown in waits in the chat, behind a button that opens it.
            missed = NotOpened(answer.form.token, answer.form.answers)
            await self.desk.handle(replace(request, what=missed, can_open_form=False))
            return nothing(heard)

    async def _shown(self, answer: Answer, heard: Heard) -> Answered:
        if isinstance(answer, ShowNothing):
            return await self.screen.show(answer, heard, Directory(), await self._present(heard))
        known = replace(answer, reader=named(answer.reader, await self.chats.channels()))
        directory = await self._directory(answer.form, heard) if isinstance(answer, ShowForm) else Directory()
        return await self.screen.show(known, heard, directory, None)

    async def _present(self, heard: Heard) -> Drawn | None:
        """The card whose button was pressed as it stands after the turn: the answer to a click takes its place."""
        press = self.builder.seal.press(heard.what.token) if isinstance(heard.what, Pressed) else None
        if press is None or heard.way != "card" or not press.delivery:
            return None
        now = self.clock()

        async def present(kept: Transaction) -> DrawnDelivery | Withheld | Postponed | None:
            row = await kept.delivery(self.organisation, press.delivery)
            return await self.builder.build(kept, row, now) if row is not None else None

        drawn = await repeated(partial(self.store.transaction, now), present)
        if not isinstance(drawn, DrawnDelivery):
            return None
        return drawn.message, named(drawn.reader, await self.chats.channels())

    async def _request(self, heard: Heard) -> Request:
        who = await self.profiles.visitor(heard)
        others = await self.profiles.others(heard) if heard.named or heard.picked else ()
        channels = {chat.name: chat.key for chat in await self._channels(heard) if chat.name}
        return Request(
            organisation=self.organisation,
            key=heard.key,
            platform="teams",
            who=who,
            where=replace(heard.where, workspace=self.tenant),
            now=self.clock(),
            what=picks.meant(heard.what, channels) if isinstance(heard.what, Submitted) else heard.what,
            can_open_form=heard.opens_forms,
            can_answer=heard.answers,
            others=others,
            channels=channels,
        )

    async def _channels(self, heard: Heard, *chosen: str) -> list[Chat]:
        """Where something may be posted: a group chat, whose name is its members' own, is offered only inside it or once chosen."""
        here = {heard.where.channel, *chosen}
        return [chat for chat in await self.chats.channels() if chat.key in here or not is_group(chat.key)]

    async def _directory(self, shown: ShownForm, heard: Heard) -> Directory:
        """Whom and what a form offers: people of this tenant who have met the bot, and channels it was added to.

        Somebody of another workspace of the organisation who stands in it already is offered too, by our own id.
        """
        form = shown.form
        if not any(isinstance(question, PersonPick | PeoplePick | ChannelPick) for question in form.questions):
            return Directory()
        picked = _picked(shown)

        async def met(kept: Transaction) -> tuple[list[tuple[str, Person | None]], bool]:
            accounts = await kept.accounts_in(self.organisation, self.tenant, MOST_PICKS + 1)
            here = [account for account in accounts[:MOST_PICKS] if not account.guest]
            people = [(account.external, await kept.person(self.organisation, account.person)) for account in here]
            elsewhere = [(one, await kept.person(self.organisation, one)) for one in picked]
            return [*people, *elsewhere], len(accounts) > MOST_PICKS

        people, more = await repeated(partial(self.store.transaction, self.clock()), met)
        known = (Pick(external, person.name) for external, person in people if person is not None and person.active)
        chosen = (question.default for question in form.questions if isinstance(question, ChannelPick))
        channels = (Pick(chat.key, chat.name or chat.key) for chat in await self._channels(heard, *chosen))
        return Directory(_by_name(known), _by_name(channels), more=more)

    async def _trouble(self, heard: Heard, error: Exception) -> Answered:
        reference = self.new_reference()
        logged(log, f"Teams {type(heard.what).__name__}", error, reference)
        reader = self.readers(spoken(heard.locale), heard.zone or "UTC")
        try:
            return await self.screen.trouble(went_wrong(reference), reader, heard)
        except SendFailed:
            return Answered()


def _picked(shown: ShownForm) -> list[str]:
    """Everybody a form names so far, by whatever id."""
    picks = (question.name for question in shown.form.questions if isinstance(question, PersonPick | PeoplePick))
    return [part for name in picks for part in shown.answers.get(name, "").split(",") if part]


def _by_name(found: Iterable[Pick]) -> tuple[Pick, ...]:
    return tuple(sorted(found, key=lambda pick: pick.name.casefold()))
