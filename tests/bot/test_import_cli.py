"""`quickwin import readings` as it is typed: all rows or none, line by line what is wrong, and nothing twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from initiatives.initiative import Initiative, Stage, Trial
from initiatives.kpi import Evidence, Reading
from initiatives.people import Organisation, Person, Workspace
from storage.migrating import migrate
from tests.storage.company import address, initiative, opened

NOW = datetime.now(UTC)
TODAY = NOW.date()
HEAD = "initiative,day,value,comment\n"


@pytest.fixture(params=["tiny", "sqlite"])
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store that is set, with one running initiative."""
    found = address(request.param, tmp_path)
    if "://" in found:
        monkeypatch.setenv("DATABASE_URL", found)
    else:
        monkeypatch.setenv("QUICKWIN_DATA", str(Path(found).parent))
    asyncio.run(filled(found))
    return found


async def filled(found: str, *organisations: str) -> None:
    if "://" in found:
        await migrate(found)
    store = await opened(found)
    async with store.transaction(NOW) as kept:
        for org in organisations or ("acme",):
            await kept.found(Organisation(org, org, "Acme"))
            await kept.connect(Workspace("W1", org, "slack", "Acme"))
            await kept.keep_person(Person("p1", org, "Ada"))
            started = Trial(TODAY - timedelta(weeks=3), 8, NOW + timedelta(weeks=5))
            made = initiative(org, 1, stage=Stage.TRIAL, trial=started, proposer="p1", reviewers=())
            await kept.add_initiative(replace(made, kpis=(replace(made.leading, unit="hours"),)))
    await store.close()


async def kept(found: str) -> tuple[Initiative, list[Reading]]:
    store = await opened(found)
    async with store.transaction(NOW) as transaction:
        about = await transaction.initiative("acme", "i1")
        readings = await transaction.readings("acme", "i1")
    await store.close()
    assert about is not None
    return about, readings


def typed(tmp_path: Path, text: str | bytes, *more: str) -> Result:
    file = tmp_path / "sap.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(app, ["import", "readings", str(file), *more])


def day(weeks: int) -> date:
    return TODAY - timedelta(weeks=weeks)


def test_rows_are_kept_as_measured_in_the_order_of_their_days(name: str, tmp_path: Path) -> None:
    text = f"{HEAD}i1,{day(0)},28,\ni1,{day(2)},35,from the export\ni1,{day(1)},31.5,\n"
    done = typed(tmp_path, text)
    assert (done.exit_code, done.stdout) == (
        0,
        "Kept: 3 (initiatives: 1, counting for their week: 3, there already: 0).\n",
    )
    about, readings = asyncio.run(kept(name))
    assert [point.value for point in about.recent] == [35, Decimal("31.5"), 28]
    assert {(one.evidence, one.source) for one in readings} == {(Evidence.MEASURED, "sap.csv")}


def test_a_file_imported_again_keeps_nothing_twice(name: str, tmp_path: Path) -> None:
    text = f"{HEAD}i1,{day(1)},31,\n"
    typed(tmp_path, text)
    again = typed(tmp_path, f"{text}i1,{day(0)},30,\n")
    assert again.stdout == "Kept: 1 (initiatives: 1, counting for their week: 1, there already: 1).\n"
    assert len(asyncio.run(kept(name))[1]) == 2


def test_a_dry_run_says_the_same_and_keeps_nothing(name: str, tmp_path: Path) -> None:
    done = typed(tmp_path, f"{HEAD}i1,{day(1)},31,\n", "--dry-run")
    assert done.stdout.startswith("Would be kept: 1 (")
    assert asyncio.run(kept(name))[1] == []


def test_each_wrong_line_is_named_and_nothing_is_kept(name: str, tmp_path: Path) -> None:
    text = f'{HEAD}i1,{day(1)},31,\ni1,yesterday,"31,5",\ni1,{day(1)}\ni1,,3,\n'
    done = typed(tmp_path, text)
    lines = done.stderr.splitlines()
    assert done.exit_code == 1 and [line.split(":")[0] for line in lines[:-1]] == [
        "Line 3, value", "Line 3, day", "Line 4", "Line 5, day",
    ]  # fmt: skip
    assert lines[-1] == "Nothing is imported. Problems found: 4."
    assert asyncio.run(kept(name))[1] == []


def test_a_line_that_breaks_a_rule_undoes_the_others(name: str, tmp_path: Path) -> None:
    text = f"{HEAD}i1,{day(1)},31,\nnothing,{day(1)},31,\ni1,{TODAY + timedelta(days=3)},31,\n"
    done = typed(tmp_path, text)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[:2] == [
        "Line 3, initiative: No initiative has that id.",
        "Line 4, day: That day is in the future.",
    ]
    assert asyncio.run(kept(name))[1] == []
    assert typed(tmp_path, f"{HEAD}i1,{day(1)},31,\n").exit_code == 0, "right the second time"


def test_spreadsheets_that_write_semicolons_and_a_mark_in_front_are_read(name: str, tmp_path: Path) -> None:
    text = f"\ufeffInitiative; Day ;Value;Unit\r\ni1;{day(1)};31;hours\r\n\r\n"
    assert typed(tmp_path, text).exit_code == 0
    assert len(asyncio.run(kept(name))[1]) == 1


@pytest.mark.parametrize(
    "text", ["", "initiative,value\ni1,3\n", "day,value,what\n", HEAD, b"\xff\xfe\x00", "day,value,day\n"]
)
def test_a_file_that_is_none_is_refused_with_a_sentence(name: str, tmp_path: Path, text: str | bytes) -> None:
    done = typed(tmp_path, text)
    assert done.exit_code == 1 and done.stderr.strip() and "Traceback" not in done.stderr


def test_a_store_file_that_the_bot_has_open_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = address("tiny", tmp_path)
    monkeypatch.setenv("QUICKWIN_DATA", str(Path(found).parent))
    asyncio.run(filled(found))

    async def meanwhile() -> Result:
        store = await opened(found)
        try:
            return await asyncio.to_thread(typed, tmp_path, f"{HEAD}i1,{day(1)},31,\n")
        finally:
            await store.close()

    done = asyncio.run(meanwhile())
    assert done.exit_code == 1 and done.stderr.strip()
    assert asyncio.run(kept(found))[1] == []


def test_with_several_organisations_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = address("tiny", tmp_path)
    monkeypatch.setenv("QUICKWIN_DATA", str(Path(found).parent))
    asyncio.run(filled(found, "acme", "other"))
    text = f"{HEAD}i1,{day(1)},31,\n"
    assert "--organisation: acme, other" in typed(tmp_path, text).stderr
    assert typed(tmp_path, text, "--organisation", "acme", "--source", "SAP").exit_code == 0
    assert asyncio.run(kept(found))[1][0].source == "SAP"


def test_lines_that_look_like_a_slip_wait_and_are_named(name: str, tmp_path: Path) -> None:
    text = f"{HEAD}i1,{day(1)},35,\ni1,{day(0)},3500,\n"
    lines = ["Line 3: 3500 looks like a slip, last time it was 35."]
    would = typed(tmp_path, text, "--dry-run").stdout.splitlines()
    assert would[1:-1] == lines and would[-1].startswith("Waiting: 1. Whoever answers for it would be asked")
    done = typed(tmp_path, text).stdout.splitlines()
    assert done[0].startswith("Kept: 1 (") and done[1:-1] == lines and done[-1].startswith("Waiting: 1.")
    assert [one.value for one in asyncio.run(kept(name))[1]] == [35]
    assert typed(tmp_path, text, "--sure").stdout.startswith("Kept: 1 (")
    assert [one.value for one in asyncio.run(kept(name))[1]] == [35, 3500]


def test_a_line_says_itself_that_it_is_meant(name: str, tmp_path: Path) -> None:
    text = f"initiative,day,value,sure\ni1,{day(1)},35,\ni1,{day(0)},3500,TRUE\n"
    assert typed(tmp_path, text).stdout.startswith("Kept: 2 (")
