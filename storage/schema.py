"""The SQL tables of the declared records: a real column for each way a record is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Identity, Index, Integer, MetaData, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy import Table as SqlTable

from storage.columns import KEY, NUMBER, Moment
from storage.full_text import full_text
from storage.rows import Table

OWN = ("number", "organisation", "id", "version", "due_at", "record")


@dataclass(frozen=True, eq=False)
class Kept:
    """One declared table in SQL: its rows, and beside them the values of the indexes that can have several, and the words.

    `number` is the order of first storing. `version` counts the changes of a row. `record` is the codec's JSON, kept as
    text because it has to come back exactly: a JSON column would sort keys and refuse the character 0.
    """

    table: Table[Any]
    rows: SqlTable
    values: SqlTable | None
    words: SqlTable | None = None

    @property
    def singles(self) -> tuple[str, ...]:
        return tuple(name for name in self.table.indexes if name not in self.table.many)


def build(tables: Iterable[Table[Any]]) -> tuple[MetaData, Mapping[str, Kept]]:
    """The SQL tables, and each by the name of its declaration; the same for whoever asks with the same tables."""
    return _built(tuple(tables))


@lru_cache(maxsize=16)
def _built(tables: tuple[Table[Any], ...]) -> tuple[MetaData, Mapping[str, Kept]]:
    metadata = MetaData()
    kept: dict[str, Kept] = {}
    for table in tables:
        if table.name in kept:
            raise ValueError(f"Two tables are named {table.name}.")
        values = _values(table, metadata) if table.many else None
        words = full_text(table.name, metadata) if table.text else None
        kept[table.name] = Kept(table, _rows(table, metadata), values, words)
    return metadata, kept


def _rows(table: Table[Any], metadata: MetaData) -> SqlTable:
    name = table.name
    singles = [index for index in table.indexes if index not in table.many]
    if taken := set(singles) & set(OWN):
        raise ValueError(f"The table {name} has an index named as a column of every table: {', '.join(taken)}.")
    rows = SqlTable(
        name,
        metadata,
        Column("number", NUMBER, Identity(), nullable=False),
        Column("organisation", KEY, nullable=False),
        Column("id", KEY, nullable=False),
        Column("version", Integer, nullable=False),
        *(Column(index, KEY) for index in singles),
        *([Column("due_at", Moment)] if table.due else []),
        Column("record", Text, nullable=False),
        PrimaryKeyConstraint("number", name=f"{name}_pkey"),
        UniqueConstraint("organisation", "id", name=f"{name}_once"),
        sqlite_autoincrement=True,
    )
    for index in singles:
        _only_with_a_value(f"{name}_by_{index}", rows.c[index], rows.c.organisation, rows.c[index])
    if table.due:
        _only_with_a_value(f"{name}_by_due", rows.c.due_at, rows.c.due_at, rows.c.number)
    return rows


def _only_with_a_value(name: str, given: Column[Any], *columns: Column[Any]) -> None:
    Index(name, *columns, postgresql_where=given.is_not(None), sqlite_where=given.is_not(None))


def _values(table: Table[Any], metadata: MetaData) -> SqlTable:
    name = f"{table.name}_values"
    values = SqlTable(
        name,
        metadata,
        Column("organisation", KEY, nullable=False),
        Column("index_name", KEY, nullable=False),
        Column("value", KEY, nullable=False),
        Column("number", NUMBER, nullable=False),
        PrimaryKeyConstraint("organisation", "index_name", "value", "number", name=f"{name}_pkey"),
    )
    Index(f"{name}_by_number", values.c.number)
    return values
