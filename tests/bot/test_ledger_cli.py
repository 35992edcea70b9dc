"""`quickwin next-week` and `quickwin ledger` as they are typed, while the bot has the store open."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from initiatives.calendar import iso_week
from initiatives.initiative import Stage, Trial
from initiatives.people import Organisation, Person
from initiatives.week_plan import look_at
from storage.records import Delivery, DeliveryState, To
from storage.weeks import Nudge, NudgeState, nudge_id
from tests.made import initiative
from tests.storage.company import KINDS, address, opened

NOW = datetime.now(UTC)
WEEK = iso_week(NOW.date())
BEFORE = iso_week(NOW.date() - timedelta(weeks=1))


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


async def _filled(name: str, during: bool) -> Result | None:
    store = await opened(name)
    acme = Organisation("acme", "acme", "Acme")
    ada = Person("ada", "acme", "=cmd()\x1b[31m", zone="Europe/Paris")
    async with store.transaction(NOW) as kept:
        await kept.found(acme)
        await kept.keep_person(replace(ada, nudge_at=look_at(ada, acme, NOW)))
        await kept.keep_person(Person("ben", "acme", "Ben"))
        trial = Trial(date(2025, 1, 1), 30, None)
        await kept.add_initiative(
            initiative(1, "ada", organisation="acme", owner="ada", stage=Stage.TRIAL, trial=trial)
        )
        row = Delivery("d", "acme", "check_in.nudge", {}, To(person="ada"), "once", NOW, None, state=DeliveryState.SENT)
        await kept.queue(replace(row, sent_at=NOW))
        answered = Nudge(nudge_id("ada", BEFORE), "acme", "ada", BEFORE, "d", NOW, ("i1",), NudgeState.ANSWERED)
        await kept.claim_nudge(replace(answered, answered_at=NOW))
        await kept.claim_nudge(
            Nudge(nudge_id("ben", BEFORE), "acme", "ben", BEFORE, "", NOW, (), NudgeState.SKIPPED, "off")
        )
    result = await asyncio.to_thread(typed, "next-week", "--store", name) if during else None
    await store.close()
    return result


def filled(tmp_path: Path, kind: str = "tiny") -> str:
    name = address(kind, tmp_path)
    asyncio.run(_filled(name, during=False))
    return name


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_week_is_listed_beside_a_running_bot(kind: str, tmp_path: Path) -> None:
    result = asyncio.run(_filled(address(kind, tmp_path), during=True))
    assert result is not None and result.exit_code == 0, result
    assert "Acme: 1 person is asked, 0 are not." in result.stdout
    assert "Europe/Paris" in result.stdout and "is asked about Read invoices 1" in result.stdout
    assert "\x1b" not in result.stdout


def test_the_next_week_is_read_by_programs_and_leaves_the_store_alone(tmp_path: Path) -> None:
    name = filled(tmp_path)
    before = Path(name).read_bytes()
    (one,) = [each for each in json.loads(typed("next-week", "--json", "--store", name).stdout) if each["asked"]]
    assert (one["kind"], one["person"], one["zone"], one["about"]) == (
        "check_in", "ada", "Europe/Paris", ["Read invoices 1"],
    )  # fmt: skip
    assert NOW <= datetime.fromisoformat(one["at"]) <= NOW + timedelta(days=7)
    assert Path(name).read_bytes() == before


def test_the_ledger_counts_weeks_and_lists_one(tmp_path: Path) -> None:
    name = filled(tmp_path)
    counted = typed("ledger", "--store", name).stdout
    assert BEFORE in counted and "1 asked, 1 answered (100 %), 1 not asked (they are off)" in counted
    listed = typed("ledger", "--week", BEFORE, "--store", name).stdout
    assert "Ben" in listed and "they are off" in listed
    mine = json.loads(typed("ledger", "--person", "BEN", "--json", "--store", name).stdout)
    assert [(row["person"], row["outcome"], row["reason"]) for row in mine] == [("ben", "not asked", "off")]


def test_a_spreadsheet_gets_text_and_no_formula(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(typed("ledger", "--csv", "--store", filled(tmp_path)).stdout)))
    assert {row["name"] for row in rows} == {"'=cmd()", "Ben"}
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("command", ["ledger", "next-week"])
def test_a_week_that_does_not_exist_is_answered_with_what_one_looks_like(command: str, tmp_path: Path) -> None:
    result = typed(command, "--week", "2025-W53", "--store", str(tmp_path / "none.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2025-W53 is no ISO week; one looks like 2026-W48." in result.stderr


@pytest.mark.parametrize("command", ["ledger", "next-week"])
def test_a_store_that_is_missing_is_said_in_a_sentence(command: str, tmp_path: Path) -> None:
    result = typed(command, "--store", str(tmp_path / "none.json"))
    assert result.exit_code == 1
    assert "is missing" in result.stderr and "Traceback" not in result.output
