"""Every live record in memory, with the indexes that find it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, takewhile
from typing import Any, Generic, NamedTuple, TypeVar

from storage.in_order import InOrder
from storage.rows import R, Table, Values
from storage.word_index import WordIndex
from storage.wording import MOST_OF_A_WORD, Words, best, words_of

Key = tuple[str, str]
K = TypeVar("K")
Numbers = int | set[int]
"""One alone takes no set around it: most values of most indexes find one record."""


class Row(NamedTuple, Generic[R]):
    """A record and its place in the order of first storing."""

    number: int
    record: R


Place = tuple[Sequence[Values], datetime | None, bool]
"""Where a record is found: its values in every index, in their order, when it is due, and whether it is final."""


class Shelf(Generic[R]):
    """The rows of one table."""

    def __init__(self, table: Table[R]) -> None:
        self.table = table
        self._indexes = tuple((name, function, name in table.many) for name, function in table.indexes.items())
        self._buckets: dict[str, dict[Key, Numbers]] = {name: {} for name in table.indexes}
        self._nowhere: Place = (None,) * len(table.indexes), None, False
        self._of: dict[str, Numbers] = {}
        self._rows: dict[Key, Row[R]] = {}
        self._records: dict[int, R] = {}
        self._due = InOrder()
        self._finished: set[int] = set()
        self._words = WordIndex(words_of) if table.text else None
        self._next = 1

    def __len__(self) -> int:
        return len(self._rows)

    def next_number(self) -> int:
        self._next += 1
        return self._next - 1

    def get(self, key: Key) -> Row[R] | None:
        return self._rows.get(key)

    def set(self, key: Key, row: Row[R] | None) -> None:
        """Make `row` the only one under `key`; None leaves the key empty."""
        # First, so that nothing has moved when one of the table's own functions raises.
        place = self._nowhere if row is None else self._place(row.record)
        before = self._rows.get(key)
        left = self._nowhere if before is None else self._place(before.record)
        if before is not None and (row is None or row.number != before.number):
            self._drop(key, before.number, left)
            before, left = None, self._nowhere
        if row is not None:
            self._say(row.number, key[0], before.record if before else None, row.record)
            if before is None:
                _add(self._of, key[0], row.number)
                if row.number >= self._next:
                    self._next = row.number + 1
            self._rows[key], self._records[row.number] = row, row.record
            self._move(key[0], row.number, left, place)

    def _place(self, record: R) -> Place:
        values: list[Values] = []
        for name, function, many in self._indexes:
            value = function(record)
            if not many and value is not None and not isinstance(value, str):
                raise TypeError(
                    f"The index {name} of {self.table.name} gives several values and is not among its `many`."
                )
            values.append(value)
        due, finished = self.table.due, self.table.finished
        return values, due(record) if due else None, finished(record) if finished else False

    def _drop(self, key: Key, number: int, left: Place) -> None:
        self._say(number, key[0], self._records[number], None)
        del self._rows[key], self._records[number]
        _discard(self._of, key[0], number)
        self._move(key[0], number, left, self._nowhere)

    def _move(self, organisation: str, number: int, left: Place, place: Place) -> None:
        """Only what finds it by something else from now on is touched."""
        (keys, moment, final), (new_keys, new_moment, new_final) = left, place
        for bucket, old, new in zip(self._buckets.values(), keys, new_keys, strict=True):
            if old != new:
                for value in _each(old):
                    _discard(bucket, (organisation, value), number)
                for value in _each(new):
                    _add(bucket, (organisation, value), number)
        if moment != new_moment:
            if moment is not None:
                self._due.remove((moment, number))
            if new_moment is not None:
                self._due.add((new_moment, number))
        if new_final:
            self._finished.add(number)
        elif final:
            self._finished.discard(number)

    def _say(self, number: int, organisation: str, before: R | None, now: R | None) -> None:
        text = self.table.text
        if self._words is not None and text is not None:
            texts = (None if record is None else text(record) for record in (before, now))
            self._words.changed(number, organisation, *texts)

    def matching(self, organisation: str, words: Words, limit: int) -> list[R]:
        if self._words is None:
            raise LookupError(f"The table {self.table.name} is not searched by its words.")
        found = best(self._words.postings(organisation, words, MOST_OF_A_WORD, self._said), limit)
        return [self._records[number] for number in found]

    def read_words(self) -> None:
        """At once, where the first search would have to wait for it."""
        if self._words is not None:
            self._words.catch_up(self._said)

    def _said(self, number: int) -> tuple[str, str]:
        record, text = self._records[number], self.table.text
        assert text is not None  # noqa: S101 only such a table has words
        return record.organisation, text(record)

    def find(self, organisation: str, index: str, value: str) -> list[R]:
        if index not in self._buckets:
            raise LookupError(f"The table {self.table.name} has no index {index}.")
        return self._in_order(self._buckets[index].get((organisation, value), ()))

    def all(self, organisation: str) -> list[R]:
        return self._in_order(self._of.get(organisation, ()))

    def due(self, until: datetime, limit: int) -> list[R]:
        earliest = islice(self._due, max(limit, 0))
        return [self._records[number] for moment, number in takewhile(lambda entry: entry[0] <= until, earliest)]

    def next_due(self) -> datetime | None:
        return next((moment for moment, _ in self._due), None)

    def numbered(self) -> list[tuple[int, R]]:
        """Every record with its number, whoever owns it, in the order of first storing."""
        return sorted(self._records.items(), key=lambda each: each[0])

    def finished(self) -> dict[int, R]:
        """By number, those that may move to the archive."""
        return dict(zip(sorted(self._finished), self._in_order(self._finished), strict=True))

    def count_finished(self) -> int:
        return len(self._finished)

    def _in_order(self, numbers: int | Iterable[int]) -> list[R]:
        if isinstance(numbers, int):
            return [self._records[numbers]]
        return [self._records[number] for number in sorted(numbers)]


def _each(values: Values) -> Iterable[str]:
    if values is None:
        return ()
    return (values,) if isinstance(values, str) else values


def _add(sets: dict[K, Numbers], key: K, number: int) -> None:
    numbers = sets.setdefault(key, number)
    if isinstance(numbers, set):
        numbers.add(number)
    elif numbers != number:
        sets[key] = {numbers, number}


def _discard(sets: dict[K, Numbers], key: K, number: int) -> None:
    numbers = sets.get(key)
    if isinstance(numbers, set):
        numbers.discard(number)
        if not numbers:
            del sets[key]
    elif numbers == number:
        del sets[key]


class WorkingSet:
    """The shelves, by table."""

    def __init__(self, tables: Iterable[Table[Any]]) -> None:
        self._shelves: dict[str, Shelf[Any]] = {}
        for table in tables:
            if table.name in self._shelves:
                raise ValueError(f"Two tables are named {table.name}.")
            self._shelves[table.name] = Shelf(table)

    def __iter__(self) -> Iterator[Shelf[Any]]:
        return iter(self._shelves.values())

    def shelf(self, table: Table[R]) -> Shelf[R]:
        shelf = self._shelves.get(table.name)
        if shelf is None or shelf.table is not table:
            raise LookupError(f"The store was opened without the table {table.name}.")
        return shelf
