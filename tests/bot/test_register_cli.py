"""`quickwin export register` as it is typed: a line for each initiative, safe for a spreadsheet."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.cli import app
from handlers.register import COLUMNS
from initiatives.ai_care import Affected, AiClass, Approved, Area, Care, Outward, Whose, classed
from initiatives.byline import Byline, Named
from initiatives.initiative import Sensitivity
from initiatives.people import Organisation, Person
from tests.made import initiative
from tests.storage.company import address, opened

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
HIRING = Care(Whose.EMPLOYEES, Affected.APPLICANTS, Outward.NOTHING, Approved.NO, Area.WORK, "ada", NOW)


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


async def _filled(name: str) -> None:
    store = await opened(name)
    async with store.transaction(NOW) as kept:
        await kept.found(Organisation("acme", "acme", "Acme"))
        await kept.keep_person(Person("ada", "acme", "=cmd()"))
        await kept.keep_person(Person("grace", "acme", "Grace"))
        said = classed(HIRING, AiClass.LIMITED, why="It sorts letters", by="grace", at=NOW)
        made = initiative(1, "ada", organisation="acme", tool="@sum", sensitivity=Sensitivity.CONFIDENTIAL)
        await kept.add_initiative(replace(made, title="B", care=said))
        await kept.add_initiative(initiative(2, "ada", organisation="acme", title="C", care=HIRING))
        await kept.add_initiative(initiative(3, "ada", organisation="acme", title="A"))
    await store.close()


def filled(tmp_path: Path) -> str:
    name = address("tiny", tmp_path)
    asyncio.run(_filled(name))
    return name


def test_the_register_has_a_line_for_each_initiative_the_weightiest_first(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(typed("export", "register", "--store", filled(tmp_path)).stdout)))
    assert [row["title"] for row in rows] == ["C", "B", "A"]
    high, limited, unsaid = rows
    assert (high["ai_class"], high["suggested_class"], high["article"], high["set_by"]) == (
        "high",
        "high",
        "III, 4",
        "",
    )
    assert (limited["ai_class"], limited["suggested_class"]) == ("limited", "high")
    assert (limited["set_by"], limited["set_by_name"], limited["reason"]) == ("grace", "Grace", "It sorts letters")
    assert limited["set_at"] == limited["answered_at"] == NOW.isoformat()
    assert (limited["content"], limited["tool_approved"]) == ("confidential", "No, or not yet")
    assert (unsaid["ai_class"], unsaid["personal_data"], unsaid["stage"]) == ("", "", "proposed")


def test_a_spreadsheet_gets_text_and_no_formula(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(typed("export", "register", "--store", filled(tmp_path)).stdout)))
    assert {row["owner_name"] for row in rows} == {"'=cmd()"}
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


async def _with_names_kept_back(name: str) -> None:
    store = await opened(name)
    async with store.transaction(NOW) as kept:
        await kept.found(Organisation("acme", "acme", "Acme"))
        for person in ("Ada", "Grace", "Olga"):
            await kept.keep_person(Person(person.lower(), "acme", person))
        said = classed(HIRING, AiClass.LIMITED, why="It sorts letters", by="grace", at=NOW)
        for number, named in enumerate(Named):
            made = initiative(number, "ada", organisation="acme")
            await kept.add_initiative(replace(made, title=named.value, owner="", care=said))
            if named is not Named.EVERYBODY:
                await kept.keep_byline(Byline(made.id, "acme", "grace", named))
        owned = initiative(7, "ada", organisation="acme", owner="olga")
        await kept.add_initiative(replace(owned, title="owned", care=HIRING))
        await kept.keep_byline(Byline(owned.id, "acme", named=Named.NOBODY))
    await store.close()


def test_nobody_is_named_in_a_table_who_asked_not_to_be_but_its_owner_is(tmp_path: Path) -> None:
    name = address("tiny", tmp_path)
    asyncio.run(_with_names_kept_back(name))
    rows = {row["title"]: row for row in json.loads(typed("export", "register", "--json", "--store", name).stdout)}
    mentioned = ("owner", "owner_name", "set_by", "set_by_name", "answered_by")
    assert [rows["everybody"][column] for column in mentioned] == ["ada", "Ada", "grace", "Grace", "ada"]
    for named in ("reviewers", "nobody"):
        assert not {"ada", "Ada", "grace", "Grace"} & set(rows[named].values())
        assert rows[named]["reason"] == "It sorts letters"
    assert [rows["owned"][column] for column in mentioned] == ["olga", "Olga", "", "", ""]


def test_programs_read_the_same_and_the_store_stays_as_it_is(tmp_path: Path) -> None:
    name = filled(tmp_path)
    before = Path(name).read_bytes()
    rows = json.loads(typed("export", "register", "--json", "--store", name).stdout)
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert Path(name).read_bytes() == before


def test_a_store_that_is_missing_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = typed("export", "register", "--store", str(tmp_path / "none.json"))
    assert result.exit_code == 1 and "is missing" in result.stderr
