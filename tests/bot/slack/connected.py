"""A bot on a real port, connected to the fake Slack, with a desk that answers what the test wants."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.app import PATH, new_app, routes
from bot.slack.connection import new_client, new_session, recognised
from bot.slack.guard import Guard
from bot.slack.messenger import SlackMessenger
from bot.slack.place import SlackPlace
from bot.slack.profiles import Profiles
from bot.slack.screen import Screen
from handlers.requests import Answer, Request, ShowForm, ShowMessage, ShowNothing, Visitor
from handlers.ui import Button, Buttons, Form, Message, Para, PersonPick, ShortText, ShownForm
from handlers.words import Reader, Text, Typed, Untranslated, say
from tests.fakes.slack import FakeSlack

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
READER = Reader("en", "UTC", Untranslated())


@dataclass
class FakeDesk:
    """Remembers what it was asked; `answers` are given in turn, and then nothing is shown. `before` runs first."""

    asked: list[Request] = field(default_factory=list)
    answers: list[Answer | Exception] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    async def handle(self, request: Request) -> Answer:
        self.before()
        self.asked.append(request)
        answer = self.answers.pop(0) if self.answers else ShowNothing()
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def last(self) -> Request:
        return self.asked[-1]


@dataclass(frozen=True)
class Connected:
    """`profiles_heard` and `gone` are what the place told about people and workspaces."""

    slack: FakeSlack
    desk: FakeDesk
    place: SlackPlace
    app: AsyncApp
    client: AsyncWebClient
    messenger: SlackMessenger
    profiles_heard: list[tuple[Visitor, bool]]
    gone: list[str]


@asynccontextmanager
async def connected(slack: FakeSlack, clock: Callable[[], float] = time.time) -> AsyncIterator[Connected]:
    desk, heard, gone = FakeDesk(), list[tuple[Visitor, bool]](), list[str]()

    async def on_profile(visitor: Visitor, is_active: bool) -> None:
        heard.append((visitor, is_active))

    async def on_uninstalled(workspace: str, _at: float) -> None:
        gone.append(workspace)

    async with new_session() as session:
        client = new_client(slack.bot_token, session, slack.api)
        bot = await recognised(client)
        place = SlackPlace(
            organisation="acme",
            bot=bot,
            desk=desk,
            profiles=Profiles(client, bot, slack.workspace.now, keep_seconds=600),
            screen=Screen(client, (slack.hooks,)),
            readers=lambda language, zone: Reader(language, zone, Untranslated()),
            clock=lambda: NOW,
            on_profile=on_profile,
            on_uninstalled=on_uninstalled,
            new_reference=lambda: "ab12",
        )
        app = new_app(place, client)
        async with _served(routes(Guard(slack.secret, clock), app)) as address:
            slack.bot_at(address + PATH, slack.secret)
            yield Connected(slack, desk, place, app, client, SlackMessenger(client, bot.team), heard, gone)


@asynccontextmanager
async def _served(found: list[web.RouteDef]) -> AsyncIterator[str]:
    server = web.Application()
    server.add_routes(found)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def form(sealed: str, *, errors: dict[str, Text] | None = None, last: bool = True) -> ShowForm:
    questions = (
        ShortText(name="pain", label=say("What takes too long?")),
        PersonPick(name="owner", label=say("Who runs it?"), required=False),
    )
    asked = Form(say("Propose an initiative"), say("Propose it"), questions)
    return ShowForm(ShownForm(asked, sealed, errors=errors or {}, last=last), READER)


def message(words: str, *buttons: str) -> Message:
    pressed = tuple(Button(Typed(label), "act", token=f"token:{label}") for label in buttons)
    return Message(Typed(words), (Para(Typed(words)), *([Buttons(pressed)] if pressed else [])))


def told(words: str, *buttons: str) -> ShowMessage:
    return ShowMessage(message(words, *buttons), READER)
