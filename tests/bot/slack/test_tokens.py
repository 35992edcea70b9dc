"""Tokens are renewed in time, by one process, and what is stored opens only where it belongs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.keyring import Keyring, new_key
from bot.slack.tokens import BEFORE, LEASE, Granted, TokenEnded, Tokens
from storage.installations import OPERATOR, Installation
from storage.memory import MemoryStore
from storage.port import Transaction
from storage.rows import StorageFailed
from storage.tables import TABLES
from tests.bot.slack.hosted import hosting, process
from tests.fakes.slack_rules import broken, refused, slow
from tests.storage.notes import counter
from tests.world import NOW, Clock

TWELVE = timedelta(hours=12)


class Slack:
    """Grants a token for a refresh token, once; waits for `free` where a test holds it."""

    def __init__(self) -> None:
        self.spent: list[str] = []
        self.begun, self.free = asyncio.Event(), asyncio.Event()
        self.free.set()

    async def renew(self, refresh: str) -> Granted:
        assert refresh not in self.spent, "spent twice"
        self.spent.append(refresh)
        self.begun.set()
        await self.free.wait()
        number = len(self.spent)
        return Granted(f"xoxe.xoxb-{number}", f"xoxe-1-{number}", int(TWELVE.total_seconds()))


class Office:
    """Two processes over one store."""

    def __init__(self) -> None:
        self.clock, self.slack, self.keys = Clock(NOW), Slack(), [new_key()]
        self.store = MemoryStore(TABLES, new_id=counter("a"), new_salt=lambda: "salt")
        self.one, self.other = self.process(), self.process()

    def process(self) -> Tokens:
        return Tokens(self.store, Keyring(self.keys), self.slack.renew, self.clock.now, self._pause)

    async def _pause(self, _seconds: float) -> None:
        await asyncio.sleep(0)

    async def installed(self, workspace: str = "T1", **changes: object) -> None:
        locked = self.one.locked(workspace, "xoxe.xoxb-0", "xoxe-1-0")
        row = Installation(workspace, OPERATOR, "acme", "UBOT", "B", (), "U1", NOW, locked, expires_at=NOW + TWELVE)
        async with self.store.transaction(NOW) as kept:
            await kept.keep_installation(replace(row, **changes))  # type: ignore[arg-type]

    async def row(self, workspace: str = "T1") -> Installation:
        async with self.store.transaction(NOW) as kept:
            found = await kept.installation(OPERATOR, workspace)
        assert found is not None
        return found

    async def token(self, tokens: Tokens) -> str:
        opened = await tokens.current("T1")
        assert opened is not None
        return opened.token


async def test_a_token_is_renewed_when_less_than_two_hours_are_left() -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE - BEFORE
    assert await office.token(office.one) == "xoxe.xoxb-0"
    office.clock.at += timedelta(seconds=1)
    assert await office.token(office.one) == "xoxe.xoxb-1"
    assert await office.token(office.other) == "xoxe.xoxb-1"
    assert office.slack.spent == ["xoxe-1-0"]
    office.clock.at += TWELVE - BEFORE + timedelta(seconds=1)
    assert await office.token(office.other) == "xoxe.xoxb-2"
    assert (await office.row()).refreshing_until is None


async def test_many_who_need_it_at_once_in_two_processes_spend_it_once() -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE - timedelta(minutes=5)
    found = await asyncio.gather(*(office.token(tokens) for tokens in (office.one, office.other) * 8))
    assert office.slack.spent == ["xoxe-1-0"]
    assert set(found) <= {"xoxe.xoxb-0", "xoxe.xoxb-1"} and "xoxe.xoxb-1" in found


class Overtaking:
    """A store in which somebody else changes the same row first, in the transactions that `troubles` says."""

    def __init__(self, store: MemoryStore, *troubles: bool) -> None:
        self._store, self._troubles = store, list(troubles)

    @asynccontextmanager
    async def transaction(self, at: datetime) -> AsyncIterator[Transaction]:
        async with self._store.transaction(at) as kept:
            yield kept
            if self._troubles and self._troubles.pop(0):
                raise StorageFailed("somebody else changed it at the same moment")


async def test_whoever_is_overtaken_in_claiming_spends_nothing() -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE - timedelta(minutes=5)
    store: Any = Overtaking(office.store, False, True)
    overtaken = Tokens(store, Keyring(office.keys), office.slack.renew, office.clock.now, office._pause)
    assert await office.token(overtaken) == "xoxe.xoxb-0"
    assert office.slack.spent == []
    assert await office.token(overtaken) == "xoxe.xoxb-1"


async def test_while_one_process_renews_the_other_goes_on_with_what_is_still_good() -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE - timedelta(minutes=5)
    office.slack.free.clear()
    renewing = asyncio.create_task(office.token(office.one))
    await office.slack.begun.wait()
    assert await office.token(office.other) == "xoxe.xoxb-0"
    office.slack.free.set()
    assert await renewing == "xoxe.xoxb-1"


async def test_a_token_that_has_ended_is_waited_for_while_another_process_renews_it() -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE + timedelta(minutes=5)
    office.slack.free.clear()
    renewing = asyncio.create_task(office.token(office.one))
    await office.slack.begun.wait()
    with pytest.raises(TokenEnded):
        await office.token(office.other)
    waiting = asyncio.create_task(office.token(office.other))
    office.slack.free.set()
    assert await waiting == await renewing == "xoxe.xoxb-1"


async def test_a_renewal_that_another_process_left_unfinished_is_begun_again_after_its_lease() -> None:
    office = Office()
    office.clock.at = NOW + TWELVE - timedelta(minutes=5)
    await office.installed(refreshing_until=office.clock.at + LEASE)
    assert await office.token(office.one) == "xoxe.xoxb-0"
    assert office.slack.spent == []
    office.clock.at += LEASE
    assert await office.token(office.one) == "xoxe.xoxb-1"


async def test_somebody_who_stops_waiting_does_not_lose_the_new_token() -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE - timedelta(minutes=5)
    office.slack.free.clear()
    impatient = asyncio.create_task(office.token(office.one))
    await office.slack.begun.wait()
    impatient.cancel()
    await asyncio.gather(impatient, return_exceptions=True)
    office.slack.free.set()
    await asyncio.gather(*office.one._renewing.values())
    assert await office.token(office.other) == "xoxe.xoxb-1"


async def test_what_was_installed_anew_meanwhile_is_not_replaced() -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE - timedelta(minutes=5)
    office.slack.free.clear()
    renewing = asyncio.create_task(office.token(office.one))
    await office.slack.begun.wait()
    newest = office.one.locked("T1", "xoxe.xoxb-new", "xoxe-1-new")
    await office.installed(locked=newest, installed_at=office.clock.at, expires_at=office.clock.at + TWELVE)
    office.slack.free.set()
    assert await renewing == "xoxe.xoxb-new"
    assert (await office.row()).locked == newest


async def test_a_store_that_is_busy_for_a_moment_does_not_lose_the_new_token(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    await office.installed()
    office.clock.at = NOW + TWELVE - timedelta(minutes=5)
    stored, troubles = office.one._stored, [StorageFailed("busy"), StorageFailed("busy")]

    async def busy(claimed: Installation, granted: Granted) -> Installation | None:
        if troubles:
            raise troubles.pop()
        return await stored(claimed, granted)

    monkeypatch.setattr(office.one, "_stored", busy)
    assert await office.token(office.one) == "xoxe.xoxb-1"


async def test_the_tokens_of_one_workspace_open_nothing_in_the_row_of_another(caplog: pytest.LogCaptureFixture) -> None:
    office = Office()
    await office.installed(locked=office.one.locked("T2", "xoxb-of-another", ""))
    assert await office.one.current("T1") is None
    assert "QUICKWIN_KEYS" in caplog.text and "xoxb-of-another" not in caplog.text


async def test_at_the_start_everything_is_locked_with_the_newest_key() -> None:
    office = Office()
    for workspace in ("T1", "T2"):
        await office.installed(workspace)
    newest = new_key()
    office.keys.insert(0, newest)
    assert await office.process().lock_anew() == 2
    assert await office.process().lock_anew() == 0
    office.keys[:] = [newest]
    assert await office.token(office.process()) == "xoxe.xoxb-0"


async def test_a_key_that_is_lost_is_named_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    office = Office()
    await office.installed()
    office.keys[:] = [new_key()]
    lost = office.process()
    assert await lost.lock_anew() == 0
    assert await lost.current("T1") is None
    assert "open with none of QUICKWIN_KEYS" in caplog.text


@pytest.mark.parametrize("trouble", [refused("invalid_refresh_token"), broken(503), refused("ratelimited")])
async def test_a_renewal_that_slack_refuses_costs_nothing_while_the_token_is_good(
    trouble: object, caplog: pytest.LogCaptureFixture
) -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace")
        await bot.cloud.install(acme, grace)
        bot.clock.at += timedelta(hours=11)
        bot.cloud.oauth.faults["oauth.v2.access"] = [trouble]  # type: ignore[list-item]
        assert (await grace.command("help")).status == 200
        assert "the token of T1 could not be renewed" in caplog.text and "xox" not in caplog.text
        bot.clock.at += LEASE
        assert (await grace.command("help")).status == 200
        assert len(bot.cloud.oauth.given) == 4, "the second attempt was granted"
        assert not grace.troubles


async def test_two_processes_on_the_fake_slack_never_spend_a_refresh_token_twice() -> None:
    async with hosting(processes=2) as bot:
        acme = bot.cloud.workspace("T1", "acme")
        people = [acme.person(f"U{number}", name=f"Ada {number}") for number in range(6)]
        await bot.cloud.install(acme, people[0])
        for _ in range(4):
            bot.clock.at += timedelta(hours=11)
            bot.cloud.oauth.faults["oauth.v2.access"] = [slow(0.05)]
            for at in bot.processes:
                acme.bot_at(f"{at.address}/slack/events", acme.secret)
                await asyncio.gather(*(person.command("help") for person in people))
        assert len(bot.cloud.oauth.given) == 2 * 5
        assert bot.cloud.oauth.spent_twice == []


async def test_an_operator_changes_keys_without_anybody_installing_again() -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace")
        await bot.cloud.install(acme, grace)
        newest = new_key()
        for keys in (f"{newest},{bot.keys}", newest):
            bot.keys = keys
            async with process(bot) as restarted:
                acme.bot_at(f"{restarted.address}/slack/events", acme.secret)
                assert (await grace.command("help")).status == 200
        assert not grace.troubles
