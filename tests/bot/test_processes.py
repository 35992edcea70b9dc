"""Whole processes as a host starts them: migrated, working beside each other, and ended calmly."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.wiring import ORGANISATION, new_id, new_salt
from initiatives.people import Account, Person, account_id
from storage.database import Database
from storage.records import Delivery, DeliveryState, To
from storage.sql import SqlStore
from storage.tables import DELIVERIES, TABLES
from tests.databases import server
from tests.fakes.slack import FakeSlack, fake_slack
from tests.fakes.slack_person import Person as SlackPerson

QUICKWIN = str(Path(sys.executable).with_name("quickwin"))
PATIENCE = 20
TEAM = "T1"


async def quickwin(
    *words: str, folder: Path, settings: dict[str, str] | None = None, stdin: int | None = None
) -> Process:
    environment = {"PATH": os.environ["PATH"], "QUICKWIN_DATA": str(folder / "data"), **(settings or {})}
    return await asyncio.create_subprocess_exec(
        QUICKWIN,
        *words,
        cwd=folder,
        env=environment,
        stdin=stdin or asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )


@asynccontextmanager
async def running(process: Process) -> AsyncIterator[Process]:
    """Ended at the latest with the test."""
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def ended(process: Process) -> tuple[int | None, str]:
    told, wrong = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, (told + wrong).decode()


async def line(process: Process, wanted: str) -> None:
    """Waits until the process says it."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while wanted not in (said := (await process.stdout.readline()).decode()):
            assert said, await ended(process)


def settings_of(slack: FakeSlack, address: str) -> dict[str, str]:
    return {
        "DATABASE_URL": address.replace("postgresql://", "postgres://"),
        "QUICKWIN_SECRET": "a secret for tests only",
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.secret,
        "SLACK_API_URL": slack.api,
    }


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(Database(address), TABLES, new_id=new_id, new_salt=new_salt)
    try:
        yield store
    finally:
        await store.close()


async def queued(address: str, slack: FakeSlack, *, people: int, each: int) -> list[SlackPerson]:
    """Messages to people of the workspace; whoever gets several gets them with a second between."""
    now = datetime.now(UTC)
    async with opened(address) as store, store.transaction(now) as kept:
        for number in range(people):
            await kept.keep_person(Person(f"p{number}", ORGANISATION, f"Person {number}"))
            account = account_id(TEAM, f"U{number}")
            await kept.keep_account(Account(account, ORGANISATION, f"p{number}", TEAM, f"U{number}"))
            to = To(person=f"p{number}", workspace=TEAM)
            for nth in range(each):
                id_ = f"d{number}.{nth}"
                await kept.queue(Delivery(id_, ORGANISATION, "help.card", {}, to, "once", now, now))
    return [slack.person(f"U{number}") for number in range(people)]


async def settled(address: str) -> list[DeliveryState]:
    """How the deliveries ended, or where they are when patience is over."""
    async with opened(address) as store:
        found: list[Delivery] = []
        for _ in range(200):
            async with store.rows(datetime.now(UTC)) as rows:
                found = await rows.all(DELIVERIES, ORGANISATION)
            if all(row.due_at is None for row in found):
                break
            await asyncio.sleep(0.2)
        return [row.state for row in found]


async def test_two_workers_send_what_is_queued_once_and_end_calmly(tmp_path: Path) -> None:
    address = server().database()
    async with fake_slack() as slack:
        slack.person("U0GRACE", name="Grace", admin=True)
        settings = settings_of(slack, address)
        code, said = await ended(await quickwin("worker", folder=tmp_path, settings=settings))
        assert code == 1 and "quickwin migrate" in said
        code, said = await ended(await quickwin("migrate", folder=tmp_path, settings=settings))
        assert code == 0 and "0001" in said
        async with running(await quickwin("worker", folder=tmp_path, settings=settings)) as alone:
            await line(alone, "Working")
            alone.send_signal(signal.SIGTERM)
            assert (await ended(alone))[0] == 0
        people = await queued(address, slack, people=5, each=3)
        async with (
            running(await quickwin("worker", folder=tmp_path, settings=settings)) as first,
            running(await quickwin("worker", folder=tmp_path, settings=settings)) as second,
        ):
            await asyncio.gather(line(first, "Working"), line(second, "Working"))
            assert await settled(address) == [DeliveryState.SENT] * 15
            assert [len(person.messages()) for person in people] == [3] * 5
            begun = time.monotonic()
            for process in (first, second):
                process.send_signal(signal.SIGTERM)
            assert [code for code, _ in await asyncio.gather(ended(first), ended(second))] == [0, 0]
            assert time.monotonic() - begun < 10


async def test_a_web_process_migrates_its_own_file_and_answers(tmp_path: Path) -> None:
    async with fake_slack() as slack:
        slack.person("U0GRACE", name="Grace", admin=True)
        settings = settings_of(slack, f"sqlite:///{tmp_path / 'kept.sqlite'}") | {"QUICKWIN_PORT": "0"}
        async with running(await quickwin("run", "--port", "18471", folder=tmp_path, settings=settings)) as web:
            await line(web, "Listening for Slack")
            async with ClientSession() as session, session.get("http://127.0.0.1:18471/healthz") as answer:
                assert answer.status == 200
            web.send_signal(signal.SIGTERM)
            assert (await ended(web))[0] == 0
    assert (tmp_path / "kept.sqlite").stat().st_size > 0


async def test_beside_a_store_file_a_worker_says_so_once_and_waits(tmp_path: Path) -> None:
    async with running(await quickwin("worker", folder=tmp_path)) as process:
        assert process.stderr is not None
        said = (await asyncio.wait_for(process.stderr.readline(), PATIENCE)).decode()
        assert "DATABASE_URL" in said
        await asyncio.sleep(0.5)
        assert process.returncode is None
        process.send_signal(signal.SIGTERM)
        assert await ended(process) == (0, "")


async def test_typed_in_a_terminal_it_ends_at_once(tmp_path: Path) -> None:
    outside, inside = pty.openpty()
    try:
        code, said = await ended(await quickwin("worker", folder=tmp_path, stdin=inside))
    finally:
        os.close(outside)
        os.close(inside)
    assert code == 2 and "DATABASE_URL" in said


@pytest.mark.parametrize("command", ["run", "worker"])
async def test_processes_that_share_a_server_need_one_secret(tmp_path: Path, command: str) -> None:
    async with fake_slack() as slack:
        settings = settings_of(slack, "postgres://ada:pass@127.0.0.1:1/quickwin") | {"QUICKWIN_SECRET": ""}
        code, said = await ended(await quickwin(command, folder=tmp_path, settings=settings))
    assert code == 1 and "QUICKWIN_SECRET" in said and "pass" not in said


async def test_without_a_database_there_is_nothing_to_migrate(tmp_path: Path) -> None:
    assert (await ended(await quickwin("migrate", folder=tmp_path)))[0] == 0


async def test_a_process_without_a_database_does_not_load_what_only_a_database_needs() -> None:
    program = "import bot.cli, bot.serving, sys; print(sorted({'sqlalchemy', 'alembic', 'asyncpg'} & {*sys.modules}))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=PIPE, stderr=PIPE)
    assert await ended(process) == (0, "[]\n")
