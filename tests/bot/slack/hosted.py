"""A bot that any workspace may install, as one process or several over one store, on a fake of all of Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

from aiohttp import web
from pydantic import SecretStr

from bot.keyring import new_key
from bot.settings import Settings
from bot.slack.start import Slack, start
from bot.wiring import Engine, engine
from initiatives.people import Organisation, Spot
from storage.installations import OPERATOR, Installation
from storage.memory import MemoryStore
from storage.port import Store
from storage.tables import TABLES
from tests.fakes.slack import SECRET
from tests.fakes.slack_cloud import FakeCloud, fake_cloud
from tests.moving import monday_after, moved
from tests.world import NOW, Clock

KEY = new_key()


@dataclass
class Process:
    """One process of the bot: its engine, what it started for Slack, and its address."""

    engine: Engine
    slack: Slack
    address: str


@dataclass
class Hosting:
    """The operator's side: one store, one clock, and Slack."""

    cloud: FakeCloud
    clock: Clock
    store: Store
    keys: str = KEY
    url: str = ""
    app_token: str = ""
    processes: list[Process] = field(default_factory=list)

    @property
    def engine(self) -> Engine:
        return self.processes[0].engine

    async def settled(self) -> None:
        for process in self.processes:
            if process.slack.rest is not None:
                await process.slack.rest()
        await self.engine.sender.drain()

    async def at(self, **time: float) -> None:
        """Moves time on, stopping wherever something is due."""
        await moved(self.engine, self.clock, self.clock.at + timedelta(**time))

    async def next_monday(self) -> None:
        await moved(self.engine, self.clock, monday_after(self.clock.at))

    async def installation(self, workspace: str) -> Installation | None:
        async with self.store.transaction(self.clock.at) as kept:
            return await kept.installation(OPERATOR, workspace)

    async def whose(self, workspace: str) -> str:
        async with self.store.transaction(self.clock.at) as kept:
            belonging = await kept.belonging(OPERATOR, workspace)
        return belonging.belongs_to if belonging else ""

    async def organisation(self, workspace: str) -> Organisation:
        ours = await self.whose(workspace)
        async with self.store.transaction(self.clock.at) as kept:
            return await kept.organisation(ours)

    async def stories_go_to(self, workspace: str, channel: str) -> None:
        organisation = await self.organisation(workspace)
        async with self.store.transaction(self.clock.at) as kept:
            spot = Spot(workspace, channel)
            await kept.change_organisation(replace(organisation, stories=spot, set_up=True))


@asynccontextmanager
async def hosting(
    *, processes: int = 1, rotates: bool = True, store: Store | None = None, socket_mode: bool = False
) -> AsyncIterator[Hosting]:
    """The processes are up, and Slack sends to the first."""
    ids, clock = count(1), Clock(NOW)
    kept = store or MemoryStore(TABLES, new_id=lambda: f"a{next(ids)}", new_salt=lambda: "salt")
    async with fake_cloud(clock.seconds) as cloud, AsyncExitStack() as stack:
        cloud.oauth.rotates = rotates
        made = Hosting(cloud, clock, kept)
        if socket_mode:
            made.app_token = cloud.workspace("T1", "acme").app_token
        for _ in range(processes):
            made.processes.append(await stack.enter_async_context(process(made)))
        cloud.bot_at(made.processes[0].address)
        yield made


@asynccontextmanager
async def process(hosting: Hosting) -> AsyncIterator[Process]:
    cloud = hosting.cloud
    settings = Settings(
        _env_file=None,
        slack_client_id=cloud.oauth.client_id,
        slack_client_secret=SecretStr(cloud.oauth.client_secret),
        slack_signing_secret=SecretStr(SECRET),
        slack_api=cloud.api,
        slack_app_token=SecretStr(hosting.app_token),
        keys=SecretStr(hosting.keys),
        url=hosting.url,
    )
    built = engine(hosting.store, b"a secret for tests only", hosting.clock, {})
    slack = await start(settings, built, hosting.clock)
    app = web.Application()
    app.add_routes(slack.routes)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await slack.listen()
    try:
        yield Process(built, slack, f"http://127.0.0.1:{runner.addresses[0][1]}")
    finally:
        await slack.stop_listening()
        await runner.cleanup()
        await slack.session.close()
