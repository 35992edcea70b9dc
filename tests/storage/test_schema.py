"""The SQL tables: each way of looking a record up has an index that PostgreSQL uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.dialects.postgresql import asyncpg

from storage.audit import AUDIT_TABLES
from storage.columns import KEY
from storage.rows import Table
from storage.schema import build
from storage.statements import Statement, Statements
from storage.tables import EXPIRING, SCHEDULED, TABLES
from tests.databases import server
from tests.storage.notes import Note

METADATA, KEPT = build((*TABLES, *AUDIT_TABLES))
FOR_POSTGRESQL = asyncpg.dialect()  # type: ignore[no-untyped-call]  # of the library


def asked(statements: Statements) -> Iterator[Statement]:
    yield statements.by_key
    yield statements.all
    yield statements.page
    yield from statements.find.values()
    yield statements.update_one
    if statements.words is not None:
        yield statements.words.find
    if statements.kept.table.due is not None:
        yield statements.due
        yield statements.next_due


@pytest.fixture(scope="module")
def plans() -> dict[str, str]:
    """By statement, how the server would go about it if it could avoid reading everything."""
    made = "; ".join(str(one) for one in _definitions())
    server().sql("create database planned")
    found = {}
    for statements in (Statements(kept, "postgresql") for kept in KEPT.values()):
        for statement in asked(statements):
            text = str(statement.compile(dialect=FOR_POSTGRESQL))
            found[text] = text
    script = "; ".join(f"select {number} as number; explain (generic_plan) {text}" for number, text in enumerate(found))
    said = server().sql(f"\\c planned\n{made}; set enable_seqscan = off; {script}")
    return dict(zip(found, said.split(" number \n")[1:], strict=True))


def _definitions() -> Iterator[str]:
    from sqlalchemy.schema import CreateIndex, CreateTable  # noqa: PLC0415

    for table in METADATA.sorted_tables:
        yield str(CreateTable(table).compile(dialect=FOR_POSTGRESQL))
        yield from (str(CreateIndex(index).compile(dialect=FOR_POSTGRESQL)) for index in table.indexes)


def test_no_look_up_reads_a_whole_table(plans: dict[str, str]) -> None:
    assert len(plans) > 100
    assert {text: plan for text, plan in plans.items() if "Seq Scan" in plan or "Scan" not in plan} == {}


def test_what_is_due_is_read_in_the_order_of_its_index(plans: dict[str, str]) -> None:
    due = {text: plan for text, plan in plans.items() if "SKIP LOCKED" in text}
    assert len(due) == len(SCHEDULED) + len(EXPIRING)
    assert {text: plan for text, plan in due.items() if "Sort" in plan} == {}


def test_an_index_cannot_take_the_name_of_a_column_that_every_table_has() -> None:
    with pytest.raises(ValueError, match="version"):
        build([Table("notes", Note, indexes={"version": lambda note: note.text})])


def test_two_tables_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="notes"):
        build([Table("notes", Note), Table("notes", Note)])


def test_keys_are_compared_byte_by_byte() -> None:
    assert KEY.dialect_impl(FOR_POSTGRESQL).collation == "C"  # type: ignore[attr-defined]


def test_an_index_with_several_values_has_to_be_declared_as_such() -> None:
    _, kept = build([Table("wrong", Note, indexes={"label": lambda note: note.labels})])
    with pytest.raises(TypeError, match="index label of wrong"):
        Statements(kept["wrong"], "postgresql").columns(Note("1", labels=("x",)), b"{}")
