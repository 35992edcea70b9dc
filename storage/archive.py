"""Where final records go: one append-only file for each table, a JSON line for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic_core import from_json

from storage.codec import canonical
from storage.disk import Disk, replace_file
from storage.rows import CannotOpen

SCHEMA = 1


def archive_path(store: Path, table: str) -> Path:
    return store.with_name(f"{store.name}.archive-{table}.jsonl")


class Archive:
    """One table's archive.

    A line without its end is what a crash left of an append that nobody relied on yet: it is not read, and the next
    append cuts it away. A record may stand on several lines (a crash before it left the snapshot); the last counts.
    """

    def __init__(self, path: Path, disk: Disk) -> None:
        self._path = path
        self._disk = disk

    def append(self, texts: Iterable[bytes]) -> None:
        """Durable when it returns; after an OSError the next append begins where this one did."""
        whole, is_new = self._whole(), not self._path.exists()
        file = self._disk.extend(self._path)
        try:
            self._disk.cut(file, whole)
            self._disk.write(file, b"".join(map(_line, texts)))
            self._disk.sync(file)
        finally:
            self._disk.close(file)
        if is_new:
            self._disk.sync_folder(self._path.parent)

    def read(self, until: int | None = None) -> Iterator[bytes]:
        """The JSON of each record, oldest first; of a file that grows, only what was there when it had that length."""
        if self._path.exists():
            with self._path.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.endswith(b"\n") and (until is None or lines.tell() <= until):
                        yield self._record(number, line)

    def keep_only(self, wanted: Callable[[bytes], bool]) -> int:
        """Write the file anew without the others, and say how many those were."""
        every = list(self.read())
        kept = [text for text in every if wanted(text)]
        if len(kept) < len(every):
            replace_file(self._disk, self._path, map(_line, kept))
        return len(every) - len(kept)

    def _record(self, number: int, line: bytes) -> bytes:
        try:
            kept = from_json(line)
            if kept["schema"] > SCHEMA:
                raise CannotOpen(f"{self._path} was written by a newer Quickwin. Start that one instead.")
            return canonical(kept["record"])
        except (ValueError, KeyError, TypeError):
            raise CannotOpen(f"{self._path} is damaged in line {number}. Restore the file from a backup.") from None

    def _whole(self) -> int:
        """The length up to the end of the last whole line."""
        if not self._path.exists():
            return 0
        with self._path.open("rb") as file:
            end = file.seek(0, 2)
            while end > 0:
                start = max(0, end - 65536)
                file.seek(start)
                at = file.read(end - start).rfind(b"\n")
                if at >= 0:
                    return start + at + 1
                end = start
        return 0


def _line(text: bytes) -> bytes:
    return b'{"schema":%d,"record":%b}\n' % (SCHEMA, text)
