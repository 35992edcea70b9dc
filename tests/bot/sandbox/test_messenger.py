"""The sandbox's way out: what it was given once it has once, and it can say whether it has it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from bot.sandbox.clock import MovableClock
from bot.sandbox.messenger import SandboxMessenger
from bot.sandbox.people import direct
from bot.sandbox.records import TABLES, WORKSPACE
from bot.sandbox.workspace import Workspace
from handlers.messenger import Address, Sent
from storage.memory import MemoryStore
from tests.bot.slack.connected import READER, message

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
ANA = Address(WORKSPACE, person="ana")


def messenger() -> SandboxMessenger:
    ids = count(1)
    store = MemoryStore(TABLES, new_id=lambda: f"e{next(ids)}", new_salt=lambda: "salt")
    workspace = Workspace(store)
    return SandboxMessenger(workspace, MovableClock(workspace, lambda: NOW))


async def test_what_was_sent_is_found_by_its_key_until_it_is_removed() -> None:
    sandbox = messenger()
    sent = await sandbox.send(ANA, message("Hello"), READER, "k")
    assert sent == Sent(WORKSPACE, direct("ana"), "m1")
    assert await sandbox.find(ANA, "k", NOW) == sent
    assert await sandbox.find(ANA, "another", NOW) is None
    await sandbox.remove(sent)
    assert await sandbox.find(ANA, "k", NOW) is None


async def test_every_place_can_be_looked_in() -> None:
    sandbox = messenger()
    in_channel = Address(WORKSPACE, channel="general")
    assert sandbox.looking(in_channel) == sandbox.looking(ANA) == ()
    sent = await sandbox.send(in_channel, message("Hello"), READER, "k")
    assert await sandbox.find(in_channel, "k", NOW) == sent
