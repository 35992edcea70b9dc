"""A store is looked through: what is missing, doubled, unreadable or cut out of the audit trail is said."""

# ruff: noqa: ASYNC240 - the files of a test are small
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.moving import EVERY
from storage.named import source_of
from storage.rows import Table
from storage.tables import ACCOUNTS, INITIATIVES, NUDGES, PEOPLE, READINGS, TABLES
from storage.verifying import MOST_TOLD, REFERENCES, Findings, verify
from tests.storage.company import KINDS, address, lived_in, opened, put
from tests.storage.notes import NOW


async def looked(name: str) -> Findings:
    source = await source_of(name, batch=10)
    try:
        return await verify(source, tell=lambda table, done: None)
    finally:
        await source.close()


async def without(name: str, table: Table[Any], id_: str) -> None:
    """Taken away behind the bot's back."""
    store = await opened(name)
    async with store.rows(NOW, audited=False) as rows:
        assert await rows.remove(table, "acme", id_)
    await store.close()


def test_whatever_is_referred_to_is_read_before_what_refers_to_it() -> None:
    order = [table.name for table in EVERY]
    pairs = [(table, wanted) for table, references in REFERENCES.items() for wanted in references]
    assert len(pairs) > 10
    assert all(order.index(wanted.name) <= order.index(table.name) for table, wanted in pairs)
    assert set(TABLES) < set(EVERY)


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_wrong_with_a_store_as_the_bot_leaves_it(kind: str, tmp_path: Path) -> None:
    name = address(kind, tmp_path)
    await lived_in(name)
    findings = await looked(name)
    assert (findings.problems, findings.count, findings.unreadable) == ([], 0, "")
    assert min(told.records for told in findings.sums.values()) > 0


@pytest.mark.parametrize(
    ("table", "id_", "said"),
    [
        (PEOPLE, "p1", "people: q refers to p1"),
        (PEOPLE, "p2", "accounts: W1:U2 refers to p2, which is not among the people"),
        (PEOPLE, "p2", "nudges: p2.2025-W48 refers to p2"),
        (PEOPLE, "p1", "initiatives: i1 refers to p1"),
        (INITIATIVES, "i2", "readings: r2 refers to i2"),
        (INITIATIVES, "i0", "adoptions: o1 refers to i0"),
    ],
)
async def test_what_is_referred_to_must_be_there(table: Table[Any], id_: str, said: str, tmp_path: Path) -> None:
    name = address("sqlite", tmp_path)
    await lived_in(name, people=3)
    store = await opened(name)
    async with store.rows(NOW) as rows:
        person = await rows.get(PEOPLE, "acme", "p1")
        assert person is not None
        await rows.put(PEOPLE, replace(person, id="q", merged_into="p1"))
    await store.close()
    assert (await looked(name)).count == 0
    await without(name, table, id_)
    assert any(said in problem for problem in (await looked(name)).problems)


async def test_what_another_organisation_has_does_not_count(tmp_path: Path) -> None:
    name = address("sqlite", tmp_path)
    await lived_in(name, people=3)
    await without(name, INITIATIVES, "i2")
    assert any("readings: r2" in problem for problem in (await looked(name)).problems)
    assert all("o.other" not in problem for problem in (await looked(name)).problems)


async def test_many_problems_are_counted_and_the_first_are_told(tmp_path: Path) -> None:
    name = address("sqlite", tmp_path)
    await lived_in(name, people=30)
    await without(name, PEOPLE, "p0")
    findings = await looked(name)
    assert len(findings.problems) == MOST_TOLD < findings.count


async def told(name: str, *statements: str) -> None:
    database = Database(name)
    async with database.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await database.engine.dispose()


CUT = "delete from audit where number = (select max(number) - {} from audit where organisation = 'acme')"


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (CUT.format(0), "acme: The audit entries end at number"),
        (CUT.format(1), "does not follow"),
        ('update audit set record = replace(record, \'"by":"ada"\', \'"by":"bob"\')', "does not follow"),
        ("delete from audit_heads where organisation = 'acme'", "audit trail of acme has no record of where it ends"),
        ("delete from audit where organisation = 'acme'", "acme: The audit entries end at number 0"),
    ],
)
async def test_an_audit_trail_somebody_has_changed_is_found_out(
    kind: str, statement: str, said: str, tmp_path: Path
) -> None:
    name = address(kind, tmp_path)
    await lived_in(name, people=2)
    await told(name, statement)
    assert any(said in problem for problem in (await looked(name)).problems)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_record_that_cannot_be_read_is_named(kind: str, tmp_path: Path) -> None:
    name = address(kind, tmp_path)
    await lived_in(name, people=2)
    await told(name, "update readings set record = '{}' where number = 2")
    findings = await looked(name)
    assert "record 2 of readings cannot be read" in findings.unreadable


def doubled(tables: dict[str, Any]) -> None:
    tables["people"]["99"] = tables["people"]["1"]


def spoilt(tables: dict[str, Any]) -> None:
    tables["people"]["1"].pop("name")


@pytest.mark.parametrize(("damage", "said"), [(doubled, "people: p0 is there twice"), (spoilt, "record 1 of people")])
async def test_a_store_file_somebody_has_changed_is_found_out(
    damage: Callable[[dict[str, Any]], None], said: str, tmp_path: Path
) -> None:
    name = address("tiny", tmp_path)
    await lived_in(name, people=2)
    tables = json.loads(Path(name).read_bytes())
    damage(tables)
    Path(name).write_text(json.dumps(tables))
    assert any(said in problem for problem in (await looked(name)).problems)


async def test_looking_changes_nothing(tmp_path: Path) -> None:
    name = address("tiny", tmp_path)
    await lived_in(name, people=2)
    before = {path.name: path.read_bytes() for path in Path(name).parent.iterdir()}
    await looked(name)
    assert {path.name: path.read_bytes() for path in Path(name).parent.iterdir()} == before


async def test_an_id_that_is_empty_refers_to_nobody(tmp_path: Path) -> None:
    name = address("sqlite", tmp_path)
    await lived_in(name, people=2)
    store = await opened(name)
    async with store.rows(NOW) as rows:
        made = await rows.get(INITIATIVES, "acme", "i1")
        assert made is not None
    await store.close()
    await put(name, INITIATIVES, replace(made, owner="", sponsor=""))
    assert (await looked(name)).count == 0
    assert {ACCOUNTS, NUDGES, READINGS} < set(REFERENCES)
