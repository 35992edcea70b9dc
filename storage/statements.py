"""What is asked of one SQL table: every statement written once, so that SQLAlchemy prepares each a single time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Delete,
    Insert,
    Integer,
    Select,
    Text,
    Update,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from storage.columns import Moment, column_text
from storage.full_text import WordStatements
from storage.held import Held
from storage.rows import Record, Table
from storage.schema import Kept, build
from storage.wording import column_words, words_of

Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete
Parameters = dict[str, Any]
CAREFUL_ONES = 0x43617265  # any number, but always the same one
Found = Sequence[Sequence[Any]]
"""The rows a statement gives back."""


def one_careful_at_a_time(dialect: str) -> Select[*tuple[Any, ...]] | None:
    """Two that lock the same in another order would wait for each other: careful transactions go one after the other."""
    return select(func.pg_advisory_xact_lock(CAREFUL_ONES)) if dialect == "postgresql" else None


@lru_cache(maxsize=16)
def statements_of(tables: tuple[Table[Any], ...], dialect: str) -> Mapping[str, Statements]:
    """The statements of every table by its name; written once, for any number of stores."""
    return {name: Statements(kept, dialect) for name, kept in build(tables)[1].items()}


class Statements:
    """The statements of one table. A row is read as number, version and record, in that order."""

    def __init__(self, kept: Kept, dialect: str) -> None:
        self.kept = kept
        self.lists = dialect == "postgresql"  # whether a whole column can be given as one list
        rows = kept.rows
        self._every = select(rows.c.number, rows.c.version, rows.c.record)
        mine = rows.c.organisation == bindparam("organisation")
        self.by_key = self._every.where(mine, rows.c.id == bindparam("id"))
        these = tuple_(rows.c.organisation, rows.c.id).in_(bindparam("keys", expanding=True))
        self.by_keys = self._every.where(these).order_by(rows.c.number).with_for_update()
        self.all = self._every.where(mine).order_by(rows.c.number)
        self.page = self.all.where(rows.c.number > bindparam("after")).limit(bindparam("most", type_=Integer))
        self.find = {name: self._find(name) for name in kept.table.indexes}
        self.locked = {id(one): one.with_for_update() for one in (self.by_key, *self.find.values())}
        self._due()
        self.insert = self._insert(dialect)
        self.update_one, self.update_many = self._update_one(), self._update_many()
        read = tuple_(rows.c.number, rows.c.version).in_(bindparam("read", expanding=True))
        self.delete = delete(rows).where(read).returning(rows.c.number)
        if kept.values is not None:
            self._of_values(kept.values)
        self.words = WordStatements(kept.words, dialect) if kept.words is not None else None
        self.by_numbers = self._every.where(mine, rows.c.number.in_(bindparam("numbers", expanding=True)))

    def careful(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """The same, keeping what it finds from others until the transaction ends."""
        return self.locked[id(statement)]

    def columns(self, record: Any, text: bytes) -> Parameters:
        """Every column of a record's row but number and version."""
        table = self.kept.table
        row: Parameters = {
            "organisation": column_text(record.organisation),
            "id": column_text(record.id),
            "record": text.decode(),
        }
        for name in self.kept.singles:
            value = table.indexes[name](record)
            if value is not None and not isinstance(value, str):
                raise TypeError(f"The index {name} of {table.name} gives several values and is not among its `many`.")
            row[name] = None if value is None else column_text(value)
        if table.due is not None:
            row["due_at"] = table.due(record)
        return row

    def values(self, record: Record | None) -> set[tuple[str, str]]:
        """The values of the indexes that can have several, each with its index."""
        found: set[tuple[str, str]] = set()
        for name in self.kept.table.many if record is not None else ():
            given = self.kept.table.indexes[name](record) or ()
            found |= {(name, column_text(value)) for value in ((given,) if isinstance(given, str) else given)}
        return found

    def value_rows(self, held: Held[Any], values: Iterable[tuple[str, str]]) -> list[Parameters]:
        """The rows of such values."""
        number, organisation = held.stored.number if held.stored else 0, column_text(held.key[0])
        return [
            {"organisation": organisation, "index_name": name, "value": value, "number": number}
            for name, value in values
        ]

    def word_rows(self, records: Iterable[tuple[int, Record]]) -> list[Parameters]:
        """The words of records by their numbers, for those of which there are any."""
        text = self.kept.table.text
        told = ((number, one.organisation, words_of(text(one))) for number, one in records) if text else ()
        return [
            {"number": number, "told": " ".join(column_words(organisation, words))}
            for number, organisation, words in told
            if words
        ]

    def _find(self, name: str) -> Select[*tuple[Any, ...]]:
        rows, values = self.kept.rows, self.kept.values
        mine = rows.c.organisation == bindparam("organisation")
        if values is None or name not in self.kept.table.many:
            return self._every.where(mine, rows.c[name] == bindparam("value")).order_by(rows.c.number)
        found = select(values.c.number).where(
            values.c.organisation == bindparam("organisation"),
            values.c.index_name == name,
            values.c.value == bindparam("value"),
        )
        return self._every.where(rows.c.number.in_(found)).order_by(rows.c.number)

    def _due(self) -> None:
        rows = self.kept.rows
        if self.kept.table.due is None:
            return
        due = self._every.where(rows.c.due_at <= bindparam("until")).order_by(rows.c.due_at, rows.c.number)
        # What another worker holds is that worker's: this one takes the next.
        self.due = due.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)
        unread = rows.c.number == bindparam("unread_number")
        self.put_off = update(rows).where(unread).values(due_at=bindparam("later", type_=Moment()))
        self.next_due = select(rows.c.due_at).where(rows.c.due_at.is_not(None)).order_by(rows.c.due_at).limit(1)

    def _insert(self, dialect: str) -> Insert:
        """Rows whose keys are free; it returns organisation, id and number of each that was."""
        rows = self.kept.rows
        made = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(rows)
        return made.on_conflict_do_nothing().returning(rows.c.organisation, rows.c.id, rows.c.number)

    def _changing(self) -> Sequence[str]:
        return ("record", *self.kept.singles, *(("due_at",) if self.kept.table.due else ()))

    def _update_one(self) -> Update:
        rows = self.kept.rows
        read = (rows.c.number == bindparam("read_number"), rows.c.version == bindparam("read_version"))
        new = {name: bindparam(f"new_{name}", type_=rows.c[name].type) for name in self._changing()}
        return update(rows).where(*read).values(version=rows.c.version + 1, **new).returning(rows.c.number)

    def _update_many(self) -> Update:
        """Many rows in one statement, each column given as one list."""
        rows = self.kept.rows
        types: dict[str, TypeEngine[Any]] = {"read_number": BigInteger(), "read_version": Integer()}
        for name in self._changing():
            types[f"new_{name}"] = Moment() if name == "due_at" else Text()
        lists = (bindparam(name, type_=ARRAY(type_)) for name, type_ in types.items())
        given = func.unnest(*lists).table_valued(*(column(name, type_) for name, type_ in types.items()), name="given")
        given = given.render_derived()
        read = (rows.c.number == given.c.read_number, rows.c.version == given.c.read_version)
        new = {name: given.c[f"new_{name}"] for name in self._changing()}
        return update(rows).where(*read).values(version=rows.c.version + 1, **new).returning(rows.c.number)

    def _of_values(self, values: Any) -> None:
        self.insert_values = insert(values)
        told = tuple_(values.c.organisation, values.c.index_name, values.c.value, values.c.number)
        self.delete_values = delete(values).where(told.in_(bindparam("told", expanding=True)))
        self.delete_every_value = delete(values).where(values.c.number.in_(bindparam("numbers", expanding=True)))
