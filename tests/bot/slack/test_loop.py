"""The life of an initiative on Slack: through bolt's real dispatch, against a small Slack that signs, limits and remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.settings import Settings
from bot.slack.start import start
from bot.wiring import ORGANISATION, Engine, engine
from initiatives.people import Spot
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack, fake_slack
from tests.fakes.slack_person import Person
from tests.moving import Moving
from tests.stores import new_store
from tests.world import NOW, Clock

SENTENCE = "we copy invoices into SAP by hand for 12 hours a week"


@dataclass
class Company(Moving):
    """A workspace with the whole bot behind it."""

    slack: FakeSlack
    engine: Engine
    clock: Clock
    grace: Person


@asynccontextmanager
async def company(*, socket_mode: bool = False) -> AsyncIterator[Company]:
    ids = iter(range(10**6))
    clock = Clock(NOW)
    async with fake_slack(clock=clock.seconds) as slack:
        grace = slack.person("U0GRACE", name="Grace", admin=True)
        settings = Settings(
            _env_file=None,
            slack_bot_token=SecretStr(slack.bot_token),
            slack_signing_secret=SecretStr(slack.secret),
            slack_app_token=SecretStr(slack.app_token if socket_mode else ""),
            slack_api=slack.api,
        )
        store = new_store(lambda: f"a{next(ids)}")
        built = engine(store, b"a secret for tests only", clock, {}, where="https://bot.example")
        bot = await start(settings, built, clock)
        app = web.Application()
        app.add_routes(bot.routes)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        slack.bot_at(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", slack.secret)
        if bot.socket is not None:
            await bot.socket.start()
        try:
            yield Company(slack, built, clock, grace)
        finally:
            if bot.socket is not None:
                await bot.socket.stop()
            await runner.cleanup()
            await bot.session.close()


@pytest.mark.parametrize("socket_mode", [False, True], ids=["signed requests", "Socket Mode"])
async def test_a_proposal_becomes_a_story_that_somebody_else_takes_over(socket_mode: bool) -> None:
    async with company(socket_mode=socket_mode) as acme:
        slack = acme.slack
        ada, grace, linus = slack.person("U0ADA", name="Ada"), acme.grace, slack.person("U0LINUS", name="Linus")
        slack.channel("C0WINS", ada, linus, label="wins", bot=True)
        await _stories_go_to(acme, "C0WINS")

        await ada.dm(SENTENCE)
        await acme.settled()
        await ada.press(ada.messages()[-1], "Make it an initiative")
        await ada.submit(ada.view, reach="accounting", idea="Read the fields", kpi="hours a week", change="12 to 4")
        assert "Grace" in words(ada.view)

        await acme.settled()
        await grace.press(grace.messages()[-1], "Approve as a trial")
        await grace.submit(grace.view)
        await acme.settled()
        assert "Approved as a trial by Grace" in words(grace.messages()[0])

        await acme.next_monday()
        assert "Your weekly check-in" in words(ada.messages()[-1])
        await ada.dm("4")
        await acme.settled()
        assert "target 4 reached" in words(ada.messages()[-2])

        await acme.next_monday()
        nudge = ada.messages()[-1]
        await ada.press(nudge, "Same as last week")
        await acme.settled()
        await ada.press(ada.messages()[-1], "See and tell the story")
        await ada.submit(ada.view, channel="C0WINS")
        await acme.settled()
        await ada.press(ada.messages()[-1], "Post the story")
        await acme.settled()
        story = next(message for message in linus.messages("C0WINS") if "We want this" in words(message))

        await linus.press(story, "We want this")
        await linus.submit(linus.view, hours="5", reach="logistics", change="5 to 2")
        await acme.settled()
        assert "wants" in words(ada.messages()[-1])


async def _stories_go_to(acme: Company, channel: str) -> None:
    async with acme.engine.store.transaction(acme.clock.at) as store:
        organisation = await store.organisation(ORGANISATION)
        spot = Spot(acme.slack.workspace.team, channel)
        await store.change_organisation(replace(organisation, stories=spot, set_up=True))
