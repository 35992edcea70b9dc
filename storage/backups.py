"""Backups: one compressed file of JSON lines, whole or not there at all, that says itself what it must hold."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from storage.disk import Disk
from storage.moving import BATCH, EVERY, Line, Page, Source, Sum, Sums, Tell, Told, line
from storage.rows import CannotOpen, StorageFailed, Table

FORMAT = 1
MAGIC = b"\x1f\x8b"
BY_NAME = {table.name: table for table in EVERY}


async def back_up(
    source: Source, path: Path, *, at: datetime, schema: str, tell: Tell, disk: Disk | None = None
) -> Sums:
    """Write everything the source holds into a new file that only its owner may read; what it holds.

    `schema` is the last step of the tables this version knows. Durable when it returns.

    Raises:
        CannotOpen: when there is such a file already, or the source cannot be read.
        StorageFailed: when the file could not be written; then there is none.
    """
    disk = disk or Disk()
    _refuse_another(path)
    new = path.with_name(path.name + ".new")
    try:
        sums = await _write(disk, new, source, to_json({"quickwin_backup": FORMAT, "at": at, "schema": schema}), tell)
        disk.rename(new, path)
        disk.sync_folder(path.parent)
    except OSError as why:
        raise StorageFailed(f"{path} could not be written ({why.strerror}), so there is no backup.") from None
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    return sums


def _refuse_another(path: Path) -> None:
    if path.exists():
        raise CannotOpen(f"{path} is there already. A backup replaces none: give another name.")


async def _write(disk: Disk, new: Path, source: Source, header: bytes, tell: Tell) -> Sums:
    sums = {table.name: Sum() for table in EVERY}
    file = disk.create(new)
    try:
        with os.fdopen(file, "wb", closefd=False) as plain, gzip.GzipFile("", "wb", 6, plain, mtime=0) as packed:
            packed.write(header + b"\n")
            async for table, lines in source.pages():
                total = sums[table.name]
                for each in lines:
                    total.add(each.text)
                    packed.write(b'["%b",%b]\n' % (table.name.encode(), each.text))
                tell(table.name, total.count)
            told = {name: total.told() for name, total in sums.items()}
            packed.write(to_json({"holds": {name: each._asdict() for name, each in told.items()}}) + b"\n")
        disk.sync(file)
    finally:
        disk.close(file)
    return told


def is_backup(path: Path) -> bool:
    """Whether the file begins as backups do."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


class BackupSource:
    """A backup file; whoever reads its last page knows that it is whole."""

    unique = True  # it is proven to be what was written, and whatever it is restored into looks again

    def __init__(self, path: Path, *, known: Iterable[str], batch: int = BATCH) -> None:
        """`known` are the steps of the tables that this version knows.

        Raises:
            CannotOpen: when it is no backup, or one of a newer version.
        """
        self._path, self._batch = path, batch
        header = self._header()
        if header["quickwin_backup"] > FORMAT or header["schema"] not in known:
            raise CannotOpen(f"{path} was made by a newer Quickwin. Start that one instead.")
        self.at = datetime.fromisoformat(header["at"])
        self.name = f"the backup of {header['at']}"

    async def pages(self, tables: Iterable[Table[Any]] = EVERY) -> AsyncIterator[Page]:
        wanted = {table.name for table in tables}
        sums = {table.name: Sum() for table in EVERY}
        held: list[Line] = []
        name = ""
        for each, text in self._records(sums):
            if held and (each != name or len(held) == self._batch):
                yield BY_NAME[name], held
                held = []
            name = each
            if name in wanted:
                held.append(line(str(self._path), BY_NAME[name], sums[name].count, text))
        if held:
            yield BY_NAME[name], held

    async def counts(self) -> Mapping[str, int]:
        """Only its end tells, and that is read last."""
        return {}

    async def close(self) -> None:
        """Nothing is held."""

    def _header(self) -> Mapping[str, Any]:
        try:
            header = from_json(next(self._lines(), b""))
            datetime.fromisoformat(header["at"])
            if int(header["quickwin_backup"]) >= 1 and isinstance(header["schema"], str):
                return dict(header)
        except (ValueError, KeyError, TypeError):
            pass
        raise CannotOpen(f"{self._path} is no backup of Quickwin, or its beginning is damaged.")

    def _records(self, sums: Mapping[str, Sum]) -> Iterator[tuple[str, bytes]]:
        """Each record with its table, added up; the last line must agree with the sums."""
        lines = self._lines()
        next(lines, b"")
        for number, each in enumerate(lines, start=2):
            if each.startswith(b'{"holds"'):
                self._check(each, {name: total.told() for name, total in sums.items()})
                if next(lines, None) is not None:
                    raise CannotOpen(f"{self._path} is damaged: something follows its end.")
                return
            name, text = _parted(each)
            if name not in sums:
                raise CannotOpen(f"{self._path} is damaged in line {number}.")
            sums[name].add(text)
            yield name, text
        raise CannotOpen(f"{self._path} is damaged: its end is missing.")

    def _check(self, last: bytes, sums: Sums) -> None:
        try:
            holds = {name: Told(**told) for name, told in from_json(last)["holds"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CannotOpen(f"{self._path} is damaged in its last line.") from None
        nothing = Sum().told()
        for name in sorted({*sums, *holds}):
            there, wanted = sums.get(name, nothing), holds.get(name, nothing)
            if there != wanted:
                raise CannotOpen(
                    f"{self._path} is damaged: {name} has {there.records} records that are not the {wanted.records} it had."
                )

    def _lines(self) -> Iterator[bytes]:
        try:
            with gzip.open(self._path, "rb") as packed:
                yield from packed
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise CannotOpen(f"{self._path} is damaged, or no backup of Quickwin.") from None
        except OSError as why:
            raise CannotOpen(f"{self._path} cannot be read ({why.strerror}).") from None


def _parted(each: bytes) -> tuple[str, bytes]:
    """The name of the table and the record's JSON."""
    name, comma, rest = each.partition(b",")
    whole = comma and name.startswith(b'["') and name.endswith(b'"') and rest.endswith(b"]\n")
    return (name[2:-1].decode(errors="replace"), rest[:-2]) if whole else ("", b"")
