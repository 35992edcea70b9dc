"""The store's one JSON file, in TinyDB's format and held by TinyDB: read once, and replaced as a whole."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

from pydantic_core import from_json
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table as TinyTable

from storage.codec import canonical
from storage.disk import Disk, replace_file
from storage.rows import CannotOpen

SCHEMA = 1
ABOUT = "_quickwin"
LAST_GOOD_EVERY = timedelta(hours=1)
BLOCK = 1 << 20


class Document(Mapping[str, Any]):
    """A document as it stands in the file, number and all; read only when TinyDB looks inside."""

    __slots__ = ("entry",)

    def __init__(self, number: int, text: bytes) -> None:
        self.entry = b'"%d":%b' % (number, text)

    @property
    def text(self) -> bytes:
        return self.entry[self.entry.index(b":") + 1 :]

    def __getitem__(self, name: str) -> Any:
        return from_json(self.text)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(from_json(self.text))

    def __len__(self) -> int:
        return len(from_json(self.text))


Documents = dict[str, Mapping[str, Any]]  # by number, as text: TinyDB's format
Changed = dict[int, Document | None]


class WholeTable(TinyTable):
    """Takes over all changes of a commit at once; TinyDB's own update copies the table for each document."""

    def take(self, changes: Mapping[int, Mapping[str, Any] | None]) -> dict[int, Mapping[str, Any] | None]:
        """Set documents, or drop those that are None; returns what takes it back."""
        tables = self.storage.read() or {}
        documents = tables.setdefault(self.name, {})
        back = {}
        for number, document in changes.items():
            back[number] = documents.get(str(number))
            if document is None:
                documents.pop(str(number), None)
            else:
                documents[str(number)] = document
        self.storage.write(tables)
        self.clear_cache()
        return back


class SnapshotStorage(Storage):
    """Keeps TinyDB's tables in memory; `flush` puts them on the disk."""

    def __init__(self, path: Path, disk: Disk, tables: dict[str, Documents]) -> None:
        self._path = path
        self._disk = disk
        self._tables = tables
        self._last_good_at: datetime | None = None

    def read(self) -> dict[str, Documents]:
        return self._tables

    def write(self, data: dict[str, Any]) -> None:
        self._tables = data

    def flush(self, at: datetime | None = None) -> None:
        """Durable when it returns. With `at`, the snapshot it replaces may become the last good copy."""
        turn = at is not None and self._path.exists() and self._last_good_is_old(at)
        replace_file(self._disk, self._path, _blocks(self._tables), self._keep_last_good if turn else None)
        if turn:
            self._last_good_at = at

    def renew_last_good(self) -> None:
        """Make the last good copy hold what the store holds, for the sake of what was erased."""
        if last_good(self._path).exists():
            replace_file(self._disk, last_good(self._path), _blocks(self._tables))

    def _last_good_is_old(self, at: datetime) -> bool:
        last = self._last_good_at
        return last is None or not last <= at < last + LAST_GOOD_EVERY

    def _keep_last_good(self) -> None:
        new = self._path.with_name(self._path.name + ".last-good.new")
        self._disk.link(self._path, new)
        self._disk.rename(new, last_good(self._path))


class Snapshot(TinyDB):
    """The TinyDB of a store. One thread at a time uses it."""

    table_class = WholeTable

    def __init__(self, path: Path, disk: Disk, tables: dict[str, Documents]) -> None:
        super().__init__(path, disk, tables, storage=SnapshotStorage)

    @property
    def file(self) -> SnapshotStorage:
        return cast("SnapshotStorage", self.storage)

    def commit(self, changes: Mapping[str, Changed], at: datetime) -> None:
        """Hand over each table once and write; when that fails the tables are as before."""
        back = {name: self._take(name, changed) for name, changed in changes.items()}
        try:
            self.file.flush(at)
        except BaseException:
            for name, changed in back.items():
                self._take(name, changed)
            raise

    def _take(self, name: str, changed: Mapping[int, Any]) -> Mapping[int, Any]:
        return cast("WholeTable", self.table(name)).take(changed)

    def texts(self, name: str, numbers: Iterable[int]) -> list[bytes]:
        """The JSON of those documents that are there."""
        documents = self.file.read().get(name, {})
        return [_text(documents[str(number)]) for number in numbers if str(number) in documents]


def last_good(path: Path) -> Path:
    return path.with_name(path.name + ".last-good")


def new_tables(written_by: str) -> dict[str, Documents]:
    return {ABOUT: {"1": {"schema": SCHEMA, "written_by": written_by}}}


def read_tables(path: Path, text: bytes | None = None) -> dict[str, Documents]:
    """What the file holds; CannotOpen, with the way back, when it is not a whole store of this schema.

    `text` is what was read from it, where that was done already.
    """
    text = path.read_bytes() if text is None else text
    if not text.strip():
        raise CannotOpen(refusal(path, "is empty"))
    try:
        tables = from_json(text)
        schema = tables[ABOUT]["1"]["schema"]
        if schema > SCHEMA:
            raise CannotOpen(
                f"{path} was written by a newer Quickwin (schema {schema}; this one knows {SCHEMA}). "
                "Start the newer one instead; the file is unchanged."
            )
        return {name: {number: _kept(number, it) for number, it in table.items()} for name, table in tables.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotOpen(refusal(path, "is damaged, or not a Quickwin store")) from None


def refusal(path: Path, what: str) -> str:
    """Says what is wrong with the file, and the way back."""
    copy = last_good(path)
    start = f"{path} {what}. It is not taken for an empty store, and nothing was changed. "
    if copy.exists():
        command = f"cp {shlex.quote(str(copy))} {shlex.quote(str(path))}"
        return f"{start}To go back to the last good copy, which may lack the last hour's changes: {command}"
    return f"{start}There is no last good copy beside it: restore a backup, or move it away to begin anew."


def _kept(number: str, values: Any) -> Document:
    if not isinstance(values, dict):
        raise TypeError("a document is an object")
    return Document(int(number), canonical(values))


def _text(document: Mapping[str, Any]) -> bytes:
    return document.text if isinstance(document, Document) else canonical(dict(document))


def _blocks(tables: Mapping[str, Documents]) -> Iterator[bytes]:
    """The whole file in pieces of about a megabyte, so that no other thread waits long while one is joined."""
    held, size = [], 0
    for piece in chain(*map(_table_pieces, tables.items(), chain((b"{",), iter(lambda: b",", None))), (b"}",)):
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _table_pieces(table: tuple[str, Documents], before: bytes) -> Iterator[bytes]:
    name, documents = table
    yield before + canonical(name) + b":{"
    entries = (_entry(number, document) for number, document in documents.items())
    comma = b""
    while batch := list(islice(entries, 1000)):
        yield comma + b",".join(batch)
        comma = b","
    yield b"}"


def _entry(number: str, document: Mapping[str, Any]) -> bytes:
    return document.entry if isinstance(document, Document) else b'"%b":%b' % (number.encode(), _text(document))
