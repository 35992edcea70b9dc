"""One person's chat with the bot on each platform, behind the same few verbs: what they read, press, type and fill in."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any, Protocol

from bot.sandbox.bodies import Presses, Says, Submits
from bot.sandbox.people import direct
from bot.sandbox.records import ORGANISATION as SANDBOX
from bot.sandbox.records import WORKSPACE, Entry
from bot.sandbox.start import Sandbox
from bot.sandbox.turns import Turns
from bot.wiring import ORGANISATION, Engine, new_id
from tests.bot.slack.seen import words
from tests.bot.slack.test_loop import company as on_slack
from tests.bot.teams.company import company as on_teams
from tests.fakes import slack_rules
from tests.fakes.slack_person import Person as SlackPerson
from tests.fakes.teams_client import Person as TeamsPerson
from tests.moving import all_out
from tests.second_step import LATER
from tests.world import Clock

TOKEN = re.compile(r'<button[^>]*data-token="([^"]*)"[^>]*>(.*?)</button>', re.DOTALL)
FORM = re.compile(r'<form[^>]*data-token="([^"]*)"')


@dataclass(frozen=True)
class Place:
    """Where it is lived: the engine behind it, its organisation, the person's account, and a channel they can post in."""

    engine: Engine
    organisation: str
    workspace: str
    external: str
    channel: str
    now: datetime


class Chat(Protocol):
    """`newest` is the last message in the personal chat, `buttons` what stands on it."""

    place: Place

    def newest(self) -> str: ...

    def buttons(self) -> list[str]: ...

    async def says(self, text: str) -> None: ...

    async def press(self, label: str) -> None: ...

    async def fill(self, **answers: str) -> None: ...

    async def settled(self) -> None: ...


@dataclass
class OnSlack:
    place: Place
    person: SlackPerson
    clock: Clock

    def newest(self) -> str:
        return words(self.person.messages()[-1])

    def buttons(self) -> list[str]:
        return slack_rules.labels(self.person.messages()[-1])

    async def says(self, text: str) -> None:
        await self.person.dm(text)
        await self.settled()

    async def press(self, label: str) -> None:
        await self.person.press(self.person.messages()[-1], label)
        await self.settled()

    async def fill(self, **answers: str) -> None:
        await self.person.submit(self.person.view, **answers)
        await self.settled()

    async def settled(self) -> None:
        await all_out(self.place.engine.sender, self.clock)


@dataclass
class OnTeams:
    place: Place
    person: TeamsPerson
    clock: Clock

    def newest(self) -> str:
        return self.person.reads()[-1]

    def buttons(self) -> list[str]:
        return self.person.buttons()

    async def says(self, text: str) -> None:
        await self.person.says(text)
        await self.settled()

    async def press(self, label: str) -> None:
        await self.person.press(label)
        await self.settled()

    async def fill(self, **answers: str) -> None:
        await self.person.fill(**answers)
        await self.settled()

    async def settled(self) -> None:
        await all_out(self.place.engine.sender, self.clock)


@dataclass
class InSandbox:
    """By the same turns that the page's requests become; what is seen is the page's own HTML."""

    place: Place
    turns: Turns
    entries: Callable[[], Any]
    form: Mapping[str, Any] | None = None
    seen: tuple[Entry, ...] = ()

    def newest(self) -> str:
        return unescape(re.sub(r"<[^>]*>", " ", self.seen[-1].html))

    def buttons(self) -> list[str]:
        return [unescape(re.sub(r"<[^>]*>", "", label)) for _, label in TOKEN.findall(self.seen[-1].html)]

    async def says(self, text: str) -> None:
        await self.turns.say(Says.model_validate({**self._acts(), "text": text}))
        await self.settled()

    async def press(self, label: str) -> None:
        found = {unescape(re.sub(r"<[^>]*>", "", words)): token for token, words in TOKEN.findall(self.seen[-1].html)}
        assert label in found, f"no {label!r}, only {sorted(found)}"
        answer = await self.turns.press(Presses.model_validate({**self._acts(), "token": unescape(found[label])}))
        self.form = answer if answer["kind"] == "form" else None
        await self.settled()

    async def fill(self, **answers: str) -> None:
        assert self.form is not None, "no form is open"
        answer = await self._step(self.form["html"], answers)
        if answer["kind"] == "form" and _filled(answer["html"]).keys() <= LATER:
            answer = await self._step(answer["html"], {})
        assert answer["kind"] != "form", answer
        await self.settled()

    async def _step(self, html: str, answers: Mapping[str, str]) -> Mapping[str, Any]:
        (token,) = FORM.findall(html)
        sent = {**self._acts(), "token": unescape(token), "answers": {**_filled(html), **answers}}
        return await self.turns.submit(Submits.model_validate(sent))

    async def settled(self) -> None:
        await self.place.engine.sender.drain()
        self.seen = tuple(entry for entry in await self.entries() if entry.html)

    def _acts(self) -> dict[str, str]:
        return {"as": self.place.external, "place": direct(self.place.external)}


def _filled(html: str) -> dict[str, str]:
    """What a form proposes, as a browser would send it."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<(?:input|option)[^>]*>", html):
        if re.search(r'type="(?:radio|checkbox)"', tag) and " checked" not in tag:
            continue
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and value:
            found[name[1]] = unescape(value[1])
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL):
        found[name] = unescape(text)
    for name, inside in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        picked = re.search(r'<option[^>]* value="([^"]*)"[^>]* selected', inside)
        found[name] = unescape(picked[1]) if picked else ""
    return found


@asynccontextmanager
async def slack(_folder: Path) -> AsyncIterator[Chat]:
    async with on_slack() as acme:
        acme.slack.channel("C0WINS", acme.grace, label="wins", bot=True)
        team = acme.slack.workspace.team
        yield OnSlack(
            Place(acme.engine, ORGANISATION, team, acme.grace.id, "C0WINS", acme.clock.at), acme.grace, acme.clock
        )


@asynccontextmanager
async def teams(_folder: Path) -> AsyncIterator[Chat]:
    async with on_teams() as acme:
        (grace,) = await acme.joined("Grace")
        wins = acme.teams.channel("wins", grace, installed=False)
        await grace.adds_to(wins)
        await acme.settled()
        yield OnTeams(
            Place(acme.engine, ORGANISATION, acme.teams.tenant, grace.aad, wins.id, acme.clock.at), grace, acme.clock
        )


@asynccontextmanager
async def sandbox(folder: Path) -> AsyncIterator[Chat]:
    running = Sandbox(folder, b"a secret for tests only", 0)
    await running.open()
    place = Place(running.engine, SANDBOX, WORKSPACE, "mara", "wins", running.clock.now())
    turns = Turns(running.engine.desk, running.workspace, running.clock, new_id, "http://localhost", "propose")

    async def entries() -> list[Entry]:
        return await running.workspace.read(direct("mara"), "mara", running.clock.now())

    try:
        yield InSandbox(place, turns, entries)
    finally:
        await running.close()


PLACES: Mapping[str, Callable[[Path], AbstractAsyncContextManager[Chat]]] = {
    "slack": slack,
    "teams": teams,
    "sandbox": sandbox,
}
