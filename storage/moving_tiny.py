"""A TinyDB store as the beginning or the end of a copy: read without its lock, written as one file."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from storage.archive import Archive, archive_path
from storage.codec import codec
from storage.disk import Disk
from storage.locking import Lock
from storage.memory import MemoryStore
from storage.moving import BATCH, EVERY, Line, Page, line, summed
from storage.rows import CannotOpen, StorageFailed, Table
from storage.snapshot import ABOUT, Document, Documents, Snapshot, last_good, new_tables, read_tables, refusal
from storage.working_set import Row, Shelf

TRIES = 50


class Moment(NamedTuple):
    """The files of a store as they were at one moment; an archive by its identity and the length it had."""

    tables: dict[str, Documents]
    archives: Mapping[str, tuple[int, int]]


class TinySource:
    """What a file holds, read once when this is made, and its archives up to where they were then."""

    unique = False

    def __init__(self, path: Path, *, batch: int = BATCH) -> None:
        """Raises CannotOpen with a sentence when it cannot be read."""
        self._path = path.absolute().resolve()
        self.name = str(self._path)
        self._batch = batch
        try:
            self._kept = _one_moment(self._path)
        except OSError as why:
            raise CannotOpen(f"{self._path} cannot be read ({why.strerror}).") from None
        strange = set(self._kept.tables) - {table.name for table in EVERY} - {ABOUT, "_default"}
        if unknown := sorted(name for name in strange if self._kept.tables[name]):
            raise CannotOpen(f"{self._path} holds a table that this version does not know: {unknown[0]}.")

    async def pages(self, tables: Iterable[Table[Any]] = EVERY) -> AsyncIterator[Page]:
        for table in tables:
            held: list[Line] = []
            for each in self._lines(table):
                held.append(each)
                if len(held) == self._batch:
                    yield table, held
                    held = []
            if held:
                yield table, held

    async def counts(self) -> Mapping[str, int]:
        live = (table for table in EVERY if table.name not in self._kept.archives)
        return {table.name: len(self._kept.tables.get(table.name, {})) for table in live}

    async def close(self) -> None:
        """Nothing is held."""

    def _lines(self, table: Table[Any]) -> Iterator[Line]:
        """The archived records, then the live ones; one that is both is taken as it is live, in its first place."""
        if table.name not in self._kept.archives:
            yield from self._live(table)
            return
        every = {(each.record.organisation, each.record.id): each for each in self._archived(table)}
        every |= {(each.record.organisation, each.record.id): each for each in self._live(table)}
        for number, each in enumerate(every.values(), start=1):
            yield each._replace(number=number)

    def _archived(self, table: Table[Any]) -> Iterator[Line]:
        path = archive_path(self._path, table.name)
        identity, length = self._kept.archives[table.name]
        if path.stat().st_ino != identity:
            raise StorageFailed(f"{path} was written anew while it was read. Repeat the command.")
        for number, text in enumerate(Archive(path, Disk()).read(until=length), start=1):
            yield line(str(path), table, number, text)

    def _live(self, table: Table[Any]) -> Iterator[Line]:
        documents = self._kept.tables.get(table.name, {})
        for number in sorted(map(int, documents)):
            document = documents[str(number)]
            assert isinstance(document, Document)  # noqa: S101 as `read_tables` makes them
            yield line(self.name, table, number, document.text)


def _one_moment(path: Path) -> Moment:
    """A final record is in its archive before a new file without it takes the old one's place: while that has not
    happened, the file and the archives belong together.
    """
    if not path.exists():
        raise CannotOpen(refusal(path, "is missing"))
    for _ in range(TRIES):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            archives = {table.name: archive_path(path, table.name) for table in EVERY if table.finished}
            sizes = {name: each.stat() for name, each in archives.items() if each.exists()}
            text = file.read()
            after = path.stat()
            if (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns):
                ends = {name: (size.st_ino, size.st_size) for name, size in sizes.items()}
                return Moment(read_tables(path, text), ends)
    raise StorageFailed(f"{path} is changed faster than it can be read. Repeat the command when less happens.")


class Filling(MemoryStore):
    """The records of a store that is being made, in memory until it is complete."""

    def add(self, table: Table[Any], lines: Sequence[Line]) -> None:
        shelf: Shelf[Any] = self._set.shelf(table)
        for number, record, _ in lines:
            key = (record.organisation, record.id)
            if shelf.get(key) is not None:
                raise CannotOpen(f"The id {record.id} is twice in {table.name}; nothing was written.")
            shelf.set(key, Row(number, record))

    def every(self, table: Table[Any]) -> list[tuple[int, Any]]:
        """All records of a table, whoever owns them, each with its number."""
        return self._set.shelf(table).numbered()


class TinyTarget:
    """A store file that does not exist yet, or holds nothing. It is written whole or not at all, so that an interrupted
    copy leaves nothing behind and begins anew.
    """

    def __init__(self, path: Path, store: Filling, *, batch: int = BATCH, disk: Disk | None = None) -> None:
        """Takes the lock of the file.

        Raises:
            CannotOpen: when another process has it, or there is something in it.
        """
        self._path = path.absolute().resolve()
        self.name = str(self._path)
        self.store = store
        self._batch = batch
        self._disk = disk or Disk()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = Lock(self._path)
        except OSError as why:
            raise CannotOpen(f"{self._path} cannot be used: {why.strerror}.") from None

    async def begin(self, source: str) -> bool:
        beside = [last_good(self._path), *(archive_path(self._path, table.name) for table in EVERY)]
        found = any(path.exists() for path in beside if not self._path.exists())
        if self._path.exists():
            found = bool(await summed_count(TinySource(self._path)))
        if found:
            raise CannotOpen(
                f"{self._path} holds something already. A copy goes into an empty store only; name another."
            )
        return False

    async def pages(self, tables: Iterable[Table[Any]] = EVERY) -> AsyncIterator[Page]:
        for table in tables:
            lines = [line(self.name, table, *each) for each in self._texts(table)]
            for first in range(0, len(lines), self._batch):
                yield table, lines[first : first + self._batch]

    async def add(self, table: Table[Any], lines: Sequence[Line]) -> None:
        self.store.add(table, lines)

    async def empty(self) -> None:
        """What is in memory was put there by this copy, which has just begun."""

    async def copied(self) -> None:
        """Nothing is kept before the end."""

    async def finish(self) -> None:
        tables = {
            table.name: {str(number): Document(number, text) for number, text in self._texts(table)} for table in EVERY
        }
        part = self._path.with_name(self._path.name + ".copy")
        try:
            snapshot = Snapshot(part, self._disk, new_tables("quickwin") | _some(tables))
            snapshot.file.flush()
            snapshot.close()
            if await summed(TinySource(part).pages()) != await summed(self.pages()):
                raise StorageFailed(f"{self._path} would not hold what was written to it, so there is no copy.")
            self._disk.rename(part, self._path)
            self._disk.sync_folder(self._path.parent)
        except OSError as why:
            raise StorageFailed(f"{self._path} could not be written ({why.strerror}), so there is no copy.") from None
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    async def close(self) -> None:
        self._lock.release()

    def _texts(self, table: Table[Any]) -> Iterator[tuple[int, bytes]]:
        return ((number, codec(table.record).encode(record)) for number, record in self.store.every(table))


async def summed_count(source: TinySource) -> int:
    """How many records there are."""
    return sum([told.records for told in (await summed(source.pages())).values()])


def _some(tables: Mapping[str, Mapping[str, Document]]) -> dict[str, Any]:
    """Without the tables that hold nothing, which a store makes when it needs them."""
    return {name: dict(documents) for name, documents in tables.items() if documents}
