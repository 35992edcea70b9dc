"""From files to records: the working set at start-up, and the view of commands that only read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from storage.archive import Archive, archive_path
from storage.audit import AUDIT_TABLES
from storage.changes import Changes, Touched
from storage.codec import CannotRead, codec
from storage.disk import Disk
from storage.rows import CannotOpen, CannotStore, R, Table
from storage.snapshot import Document, Documents, read_tables, refusal
from storage.working_set import Row, Shelf, WorkingSet


def fill(working_set: WorkingSet, tables: dict[str, Documents], path: Path) -> None:
    for shelf in working_set:
        try:
            _fill(shelf, tables.get(shelf.table.name, {}))
        except (CannotRead, ValueError) as error:
            raise CannotOpen(refusal(path, f"is damaged in its table {shelf.table.name}")) from error


def _fill(shelf: Shelf[Any], documents: Documents) -> None:
    decode = codec(shelf.table.record).decode
    for number in sorted(map(int, documents)):
        document = documents[str(number)]
        if not isinstance(document, Document):
            raise CannotRead("not as it was read")
        record = decode(document.text)
        key = (record.organisation, record.id)
        if shelf.get(key) is not None:
            raise CannotRead(f"the id {record.id} twice")
        shelf.set(key, Row(number, record))


def every_once(archive: Archive, table: Table[R], organisation: str, live: Iterable[R]) -> list[R]:
    """The archived records, then the live ones; one that is both is taken as it is live, in its first place."""
    archived = map(codec(table.record).decode, archive.read())
    mine = (record for record in archived if record.organisation == organisation)
    return list({record.id: record for record in chain(mine, live)}.values())


class ReadOnlyRows(Changes):
    """`Rows` over a file as it was when opened; whatever would change something is refused."""

    def __init__(self, path: Path, working_set: WorkingSet) -> None:
        super().__init__(working_set, datetime.min.replace(tzinfo=UTC), None)
        self._path = path

    def _set_row(self, touched: Touched, before: Row[Any] | None, row: Row[Any] | None) -> None:
        raise CannotStore(f"{self._path} was opened for reading only.")

    async def archived(self, table: Table[R], organisation: str) -> list[R]:
        """Every record of the table, those moved to its archive first, each once and in the order of storing."""
        archive = Archive(archive_path(self._path, table.name), Disk())
        return every_once(archive, table, organisation, await self.all(table, organisation))


def read_snapshot(path: Path, tables: Iterable[Table[Any]]) -> ReadOnlyRows:
    """Read the file without its lock: a live process replaces it as a whole, so what is read is one state."""
    if not path.exists():
        raise CannotOpen(refusal(path, "is missing"))
    working_set = WorkingSet((*tables, *AUDIT_TABLES))
    fill(working_set, read_tables(path), path)
    return ReadOnlyRows(path, working_set)
