"""The whole bot behind a small Teams: real adapter, desk, store and scheduler, a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from pydantic import SecretStr

from bot.settings import Settings
from bot.teams.adapter import PATH
from bot.teams.start import Cloud, start
from bot.wiring import Engine, engine
from tests.fakes.teams import APP, SECRET, TENANT, FakeTeams, fake_teams
from tests.stores import new_store
from tests.world import NOW, Clock


@dataclass
class Company:
    """A tenant with the bot in it."""

    teams: FakeTeams
    engine: Engine
    clock: Clock

    async def at(self, moment: datetime) -> None:
        heartbeat = self.engine.heartbeat
        while (due := await heartbeat.next_due(self.clock.at)) < moment:
            self.clock.at = due
            await heartbeat.settle()
        self.clock.at = moment
        await heartbeat.settle()

    async def next_monday(self) -> None:
        days = (7 - self.clock.at.weekday()) or 7
        await self.at((self.clock.at + timedelta(days=days)).replace(hour=9, minute=5))

    async def settled(self) -> None:
        await self.engine.sender.drain()


@asynccontextmanager
async def company() -> AsyncIterator[Company]:
    ids = iter(range(10**6))
    async with fake_teams() as teams:
        clock = Clock(NOW)
        settings = Settings(
            _env_file=None, teams_app_id=APP, teams_app_password=SecretStr(SECRET), teams_tenant_id=TENANT
        )
        store = new_store(lambda: f"a{next(ids)}")
        built = engine(store, b"a secret for tests only", clock, {})
        cloud = Cloud(teams.base, f"{teams.base}/openid", frozenset({teams.base}))
        place = await start(settings, built, clock, cloud)
        app = web.Application()
        app.add_routes(place.routes)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.bot = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        try:
            yield Company(teams, built, clock)
        finally:
            await runner.cleanup()
            await place.close()
