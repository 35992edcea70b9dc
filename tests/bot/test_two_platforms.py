"""Slack and Teams in one process: one organisation, and one nudge a week for somebody who is on both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.settings import Settings
from bot.slack.start import start as start_slack
from bot.teams.adapter import PATH
from bot.teams.start import Cloud
from bot.teams.start import start as start_teams
from bot.wiring import ORGANISATION, Engine, engine
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack, fake_slack
from tests.fakes.slack_person import Person
from tests.fakes.teams_cloud import FakeTeams, fake_teams
from tests.moving import Moving
from tests.stores import new_store
from tests.world import NOW, Clock


@dataclass
class Both(Moving):
    """The two platforms and the one engine between them."""

    slack: FakeSlack
    teams: FakeTeams
    engine: Engine
    clock: Clock
    grace: Person


@asynccontextmanager
async def both() -> AsyncIterator[Both]:
    ids = iter(range(10**6))
    clock = Clock(NOW)
    async with fake_slack(clock=clock.seconds) as slack, fake_teams() as teams:
        grace = slack.person("U0GRACE", name="Grace", admin=True)
        settings = Settings(
            _env_file=None,
            slack_bot_token=SecretStr(slack.bot_token),
            slack_signing_secret=SecretStr(slack.secret),
            slack_api=slack.api,
            teams_app_id=teams.app_id,
            teams_app_password=SecretStr(teams.secret),
            teams_tenant_id=teams.tenant,
        )
        store = new_store(lambda: f"a{next(ids)}")
        built = engine(store, b"a secret for tests only", clock, {})
        on_slack = await start_slack(settings, built, clock)
        cloud = Cloud(teams.login_url, teams.openid_url, frozenset({teams.address}))
        on_teams = await start_teams(settings, built, clock, cloud)
        app = web.Application()
        app.add_routes([*on_slack.routes, *on_teams.routes])
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        slack.bot_at(f"{address}/slack/events", slack.secret)
        await teams.connect(f"{address}{PATH}")
        try:
            yield Both(slack, teams, built, clock, grace)
        finally:
            await runner.cleanup()
            await on_slack.session.close()
            await on_teams.close()


@pytest.mark.parametrize("address", ["ada@acme.example", ""])
async def test_a_tenant_joins_with_a_code_and_an_address_shows_who_is_who(address: str) -> None:
    async with both() as acme:
        ada = acme.slack.person("U0ADA", name="Ada", email=address)
        grace = acme.grace
        boss = acme.teams.person("Grace", installed=False)
        await boss.installs()
        await boss.says("propose")
        await acme.settled()
        assert "not connected yet" in boss.reads()[-1]
        await grace.dm("connect")
        await acme.settled()
        code = words(grace.messages()[-1]).split("connect ")[1].split()[0]
        await boss.says(f"connect {code}")
        assert "belongs to" in boss.reads()[-1]

        await ada.dm("help")
        there = acme.teams.person("Ada", email=address)
        await there.says("help")
        await acme.settled()
        async with acme.engine.store.transaction(acme.clock.at) as store:
            here = await store.account(ORGANISATION, acme.slack.workspace.team, "U0ADA")
            other = await store.account(ORGANISATION, acme.teams.tenant, there.aad)
        assert here is not None and other is not None
        assert (here.person == other.person) is bool(address)
