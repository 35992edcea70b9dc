"""Copies every record of one store into another, in the order of first storing, and goes on where it was interrupted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from storage.audit import AUDIT_TABLES
from storage.codec import CannotRead, codec
from storage.rows import CannotOpen, Rows, StorageFailed, Table
from storage.tables import TABLES

EVERY: tuple[Table[Any], ...] = (*TABLES, *AUDIT_TABLES)
"""What is copied, in this order: whatever is referred to comes before what refers to it."""

BATCH = 1000


class Line(NamedTuple):
    """One record on its way: its place in the order of first storing, and the codec's JSON of it."""

    number: int
    record: Any
    text: bytes


Page = tuple[Table[Any], list[Line]]


class Told(NamedTuple):
    """What a table holds: how many records, and one hash of all of them in their order."""

    records: int
    hash: str


Sums = dict[str, Told]
Tell = Callable[[str, int], None]
"""Gets the name of a table and how many of its records are done."""


class Sum:
    """Adds up a table, record by record."""

    def __init__(self) -> None:
        self.count = 0
        self._hash = blake2b(digest_size=16)

    def add(self, text: bytes) -> None:
        self.count += 1
        self._hash.update(b"%d:%b" % (len(text), text))

    def told(self) -> Told:
        return Told(self.count, self._hash.hexdigest())


class Source(Protocol):
    """Every record of one moment, table by table, some at a time; `unique` when no key can be there twice."""

    name: str
    unique: bool

    def pages(self, tables: Iterable[Table[Any]] = EVERY) -> AsyncIterator[Page]: ...

    async def counts(self) -> Mapping[str, int]:
        """How many records each table has, as far as that can be told beforehand."""
        ...

    async def close(self) -> None: ...


class KeepsRows(Protocol):
    """A store as what settles a copy needs it."""

    def rows(
        self, at: datetime, *, audited: bool = True, careful: bool = False
    ) -> AbstractAsyncContextManager[Rows]: ...


class Target(Protocol):
    """A store that is being filled. Nobody else uses it from `begin` to `close`."""

    name: str

    @property
    def store(self) -> KeepsRows: ...

    async def begin(self, source: str) -> bool:
        """Whether a copy of this very source had been completed, so that only the rest is to be done.

        Raises:
            CannotOpen: when it is in use, or holds something else than a part of a copy of this source.
        """
        ...

    def pages(self, tables: Iterable[Table[Any]] = EVERY) -> AsyncIterator[Page]: ...

    async def add(self, table: Table[Any], lines: Sequence[Line]) -> None:
        """Kept for good when it returns, or still to be kept by `finish`."""
        ...

    async def empty(self) -> None:
        """Drop what an interrupted copy left."""
        ...

    async def copied(self) -> None:
        """Every record is there."""
        ...

    async def finish(self) -> None:
        """From now on it is a store like any other."""
        ...

    async def close(self) -> None: ...


Settle = Callable[[Target], Awaitable[None]]
"""Done once every record is there; it may be repeated after an interruption."""


class SourceChanged(Exception):
    """What an interrupted copy left is not how the source begins now."""


def line(where: str, table: Table[Any], number: int, text: bytes) -> Line:
    """The record of a text, written anew as this version writes it.

    Raises:
        CannotOpen: when it cannot be read.
    """
    known = codec(table.record)
    try:
        record = known.decode(text)
    except CannotRead:
        raise CannotOpen(f"{where} is damaged: record {number} of {table.name} cannot be read.") from None
    return Line(number, record, known.encode(record))


async def summed(pages: AsyncIterator[Page]) -> Sums:
    """What all tables hold."""
    sums = {table.name: Sum() for table in EVERY}
    async for table, lines in pages:
        for each in lines:
            sums[table.name].add(each.text)
    return {name: each.told() for name, each in sums.items()}


async def copy(source: Source, target: Target, *, tell: Tell, settle: Settle | None = None) -> Sums:
    """Fill the target, and say what it then held; `settle` is what remains to be done to a copy of an old state.

    Interrupted, it is called again with the same source and goes on. Without `settle` everything stays as it was.

    Raises:
        CannotOpen: when source or target cannot be used, or in the end do not hold the same.
    """
    purpose = source.name if settle is None else f"{source.name}, as an old state"
    done_before = await target.begin(purpose)
    if done_before:
        sums = await summed(target.pages())
    else:
        sums = await _filled(source, target, tell)
        await target.copied()
    if settle is not None:
        await settle(target)
    await target.finish()
    return sums


async def _filled(source: Source, target: Target, tell: Tell) -> Sums:
    there = await summed(target.pages())
    try:
        sums = await _rest(source, target, there, tell)
    except SourceChanged:
        await target.empty()
        sums = await _rest(source, target, await summed(target.pages()), tell)
    _compare(source.name, sums, target.name, await summed(target.pages()))
    return sums


async def _rest(source: Source, target: Target, there: Sums, tell: Tell) -> Sums:
    """Add what is not there yet."""
    sums = {table.name: Sum() for table in EVERY}
    async for table, lines in source.pages():
        known = _passed(sums[table.name], lines, there[table.name])
        if known < len(lines):
            await target.add(table, lines[known:])
        tell(table.name, sums[table.name].count)
    if any(sums[name].count < told.records for name, told in there.items()):
        raise SourceChanged
    return {name: each.told() for name, each in sums.items()}


def _passed(total: Sum, lines: Sequence[Line], there: Told) -> int:
    """How many of the lines are there already; all of them are added up."""
    before = total.count
    for each in lines:
        total.add(each.text)
        if total.count == there.records and total.told() != there:
            raise SourceChanged
    return min(max(there.records - before, 0), len(lines))


def _compare(source: str, sums: Sums, target: str, kept: Sums) -> None:
    wrong = [name for name, told in sums.items() if kept[name] != told]
    if wrong:
        name = wrong[0]
        raise StorageFailed(
            f"{target} does not hold what {source} holds: {name} has {kept[name].records} records there and"
            f" {sums[name].records} here. Repeat the command; until then the copy is not used."
        )
