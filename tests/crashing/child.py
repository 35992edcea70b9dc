"""A whole process over a store and a platform: it does what is due, and dies where it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from bot.slack.connection import new_client, new_session
from bot.slack.messenger import SlackMessenger
from bot.teams.chats import Chats
from bot.teams.connector import Connector
from bot.teams.hosts import Hosts
from bot.teams.messenger import TeamsMessenger
from bot.teams.pace import Pace
from bot.teams.tokens import Tokens, by_secret
from bot.wiring import Engine, engine, new_id, new_salt
from handlers.messenger import Messenger
from scheduler.delivery import Sender
from scheduler.heartbeat import Heartbeat
from scheduler.points import Point
from storage.database import Database
from storage.rows import StorageFailed
from storage.sql import SqlStore
from storage.tables import TABLES
from storage.tiny import TinyStore
from tests.crashing.answering import answering
from tests.crashing.orders import FileClock, Orders
from tests.fakes.slack_api import BOT_TOKEN
from tests.fakes.teams_cloud import APP_ID, SECRET, TENANT
from tests.world import ORG
from tests.world import SECRET as SEAL

AnyStore = TinyStore | SqlStore
PAUSE = 0.01


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def opened(address: str) -> AnyStore:
    """The store of that file or address."""
    if "://" in address:
        return SqlStore(Database(address), TABLES, new_id=new_id, new_salt=new_salt)
    return TinyStore(Path(address), TABLES, new_id=new_id, new_salt=new_salt)


def ways_out(orders: Orders, session: aiohttp.ClientSession, store: AnyStore, clock: FileClock) -> dict[str, Messenger]:
    """To every workspace, by its id: T0, T1 and so on in Slack, the one tenant in Teams."""
    if orders.platform == "teams":
        tokens = Tokens(by_secret(session, TENANT, APP_ID, SECRET, orders.api), lambda: clock.now().timestamp())
        connector = Connector(
            session, tokens, Pace(asyncio.get_running_loop().time), Hosts(also=frozenset({orders.api}))
        )
        return {TENANT: TeamsMessenger(connector, Chats(ORG, TENANT, f"28:{APP_ID}", store, connector, clock.now))}
    client = new_client(BOT_TOKEN, session, orders.api)
    return {f"T{number}": SlackMessenger(client, f"T{number}") for number in range(orders.workspaces)}


@asynccontextmanager
async def process(orders: Orders) -> AsyncIterator[tuple[Engine, Sender, Heartbeat]]:
    """The parts of a process as wiring makes them, with a sender that dies where it is told to."""
    clock, store = FileClock(Path(orders.clock)), opened(orders.store)

    def passing(point: Point, subject: str) -> None:
        if point == orders.point and subject.startswith(orders.subject):
            if not orders.into:
                die()
            threading.Timer(orders.into, die).start()

    async with new_session() as session:
        built = engine(store, SEAL, clock, ways_out(orders, session, store, clock))
        sender = Sender(store, built.builder, built.messengers, clock, passing)
        yield built, sender, Heartbeat(store, sender, clock)
    await store.close()


async def run(orders: Orders) -> None:
    """What the process is there for; a worker and a web process have no end of their own."""
    async with process(orders) as (built, sender, heartbeat):
        if orders.role == "web":
            await answering(orders, built)
        if orders.role == "once":
            await heartbeat.settle()
        while orders.role == "worker":
            with suppress(StorageFailed):  # another process was quicker, too often: as in the heartbeat, it goes on
                if await sender.idle() <= 0 or not await _is_quiet(heartbeat, orders):
                    await heartbeat.settle()
            await asyncio.sleep(PAUSE)


async def _is_quiet(heartbeat: Heartbeat, orders: Orders) -> bool:
    now = FileClock(Path(orders.clock)).now()
    return heartbeat.ticked_at is not None and (now - heartbeat.ticked_at).total_seconds() < 30
