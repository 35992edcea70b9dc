"""The embedded store: a working set in memory, kept in one TinyDB file; commits that wait are written together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from storage.archive import Archive, archive_path
from storage.changes import Change, Changes
from storage.codec import codec
from storage.disk import Disk
from storage.locking import Lock
from storage.memory import MemoryStore
from storage.reading import every_once, fill
from storage.rows import CannotOpen, R, StorageFailed, Table
from storage.snapshot import Changed, Document, Snapshot, last_good, new_tables, read_tables, refusal

T = TypeVar("T")

log = logging.getLogger(__name__)

PATIENCE = 100  # rounds of the event loop
ARCHIVE_FROM = 200  # final records in a table before they are worth a move


@dataclass
class Group:
    """Commits that are written together; `outcome` tells why they could not be, or None."""

    outcome: asyncio.Future[str | None]
    at: datetime
    transactions: list[Changes] = field(default_factory=list)
    tables: dict[str, Changed] = field(default_factory=dict)

    def add(self, changes: Changes, net: Sequence[Change]) -> None:
        texts = [change.text() for change in net]  # first: if one cannot be made, the group is as it was
        self.at = changes.at
        self.transactions.append(changes)
        for change, text in zip(net, texts, strict=True):
            documents = self.tables.setdefault(change.table.name, {})
            if change.before is not None:
                documents[change.before.number] = None
            if change.after is not None:
                documents[change.after.number] = Document(change.after.number, text)


class TinyStore(MemoryStore):
    """Opened by making it: takes the lock and reads the file, or raises CannotOpen with a sentence.

    Beside `quickwin.json` stand its lock, the last good copy (the snapshot before the first commit after start-up, and
    then the one of an hour ago at most), and an archive for each table that has one.
    """

    def __init__(
        self,
        path: Path,
        tables: Iterable[Table[Any]],
        *,
        new_id: Callable[[], str],
        new_salt: Callable[[], str],
        written_by: str = "quickwin",
        archive_from: int = ARCHIVE_FROM,
        disk: Disk | None = None,
    ) -> None:
        super().__init__(tables, new_id=new_id, new_salt=new_salt)
        self._disk = disk or Disk()
        self._path = path.absolute().resolve()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = Lock(self._path)
            self._snapshot = self._open_or_release(written_by)
        except OSError as error:
            raise CannotOpen(f"{self._path} cannot be used: {_reason(error)}.") from error
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="quickwin-store")
        self._writing: Group | None = None
        self._waiting: Group | None = None
        self._behind = False  # a failed write may have got as far as the file, which then has what nobody was promised
        self._closing = False
        self._last_at: datetime | None = None
        self._archiving: asyncio.Task[None] | None = None
        self._archive_from = 1  # at start-up whatever is final moves with the first commit
        self._archive_later_from = archive_from

    def _open_or_release(self, written_by: str) -> Snapshot:
        try:
            return self._open(written_by)
        except BaseException:
            self._lock.release()
            raise

    def _open(self, written_by: str) -> Snapshot:
        if self._path.exists():
            tables = read_tables(self._path)
            fill(self._set, tables, self._path)
            for shelf in self._set:
                shelf.read_words()
            return Snapshot(self._path, self._disk, tables | new_tables(written_by))
        if last_good(self._path).exists() or any(self._path.parent.glob(archive_path(self._path, "*").name)):
            raise CannotOpen(refusal(self._path, "is missing"))
        snapshot = Snapshot(self._path, self._disk, new_tables(written_by))
        snapshot.file.flush()
        return snapshot

    def _keep(self, changes: Changes, net: Sequence[Change]) -> asyncio.Future[str | None] | None:
        if net:
            if self._waiting is None:
                self._waiting = Group(asyncio.get_running_loop().create_future(), changes.at)
                asyncio.get_running_loop().call_soon(self._write_soon)
            self._waiting.add(changes, net)
        newest = self._waiting or self._writing
        return newest.outcome if newest else None

    def _write_soon(self, patience: int = PATIENCE) -> None:
        """Let the transactions that are about to end come along, but wait for none that is slow."""
        loop = asyncio.get_running_loop()
        if self._writing is not None or self._waiting is None:
            return
        if self._queue and patience:
            loop.call_soon(self._write_soon, patience - 1)
        else:
            group, self._waiting = self._waiting, None
            self._writing = group
            job = loop.run_in_executor(self._writer, self._snapshot.commit, group.tables, group.at)
            job.add_done_callback(self._written)

    def _written(self, job: asyncio.Future[None]) -> None:
        group, self._writing = self._writing, None
        if group is None:
            return
        error = job.exception()
        self._behind = error is not None
        if error:
            self._give_up(group, error)
        else:
            self._last_at = group.at
            group.outcome.set_result(None)
            self._announce(frozenset(group.tables))
            self._write_soon()
            self._archive_soon(group.at)

    def _give_up(self, group: Group, error: BaseException) -> None:
        """Go back to what the disk has: whoever came after this group has seen what is not there."""
        log.error("the store could not be written: %s", error)
        why = f"The store could not write to {self._path} ({_reason(error)}), so nothing was changed."
        later, self._waiting = self._waiting, None
        if self._running is not None:
            self._running.fail(why)
        for lost in (later, group):
            if lost is not None:
                for changes in reversed(lost.transactions):
                    changes.undo()
                lost.outcome.set_result(why)

    def _archive_soon(self, at: datetime) -> None:
        full = any(shelf.count_finished() >= self._archive_from for shelf in self._set)
        if full and not self._closing and (self._archiving is None or self._archiving.done()):
            self._archiving = asyncio.get_running_loop().create_task(self._archive_or_warn(at))

    async def _archive_or_warn(self, at: datetime) -> None:
        self._archive_from = self._archive_later_from
        try:
            await self._archive(at)
        except (OSError, StorageFailed) as error:
            log.warning("final records stay in the store for now: %s", error)

    async def _archive(self, at: datetime) -> None:
        """Move final records; each is durable in the archive before the commit that drops it from the snapshot."""
        async with self.rows(at, audited=False):  # its end waits until all that is found here is durable
            final: dict[Table[Any], dict[int, Any]] = {
                shelf.table: shelf.finished() for shelf in self._set if shelf.count_finished()
            }
        await self._in_writer(self._append, {table.name: list(records) for table, records in final.items()})
        async with self.rows(at, audited=False) as rows:
            for table, records in final.items():
                for record in records.values():
                    key = record.organisation, record.id
                    if await rows.get(table, *key) is record:
                        await rows.remove(table, *key)

    def _append(self, numbers: dict[str, list[int]]) -> None:
        for name, wanted in numbers.items():
            self._archive_of(name).append(self._snapshot.texts(name, wanted))

    def _archive_of(self, name: str) -> Archive:
        return Archive(archive_path(self._path, name), self._disk)

    async def _in_writer(self, function: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, function, *arguments)

    async def archived(self, table: Table[R], organisation: str, *, at: datetime) -> AsyncIterator[R]:
        async with self.rows(at) as rows:
            live = await rows.all(table, organisation)
        for record in await self._in_writer(every_once, self._archive_of(table.name), table, organisation, live):
            yield record

    async def forget(self, table: Table[R], organisation: str, match: Callable[[R], bool], *, at: datetime) -> int:
        gone = await super().forget(table, organisation, match, at=at)
        try:
            return gone + await self._in_writer(self._forget_kept, table, organisation, match)
        except OSError as error:
            raise StorageFailed(f"Not everything could be erased ({_reason(error)}). Erase again.") from error

    def _forget_kept(self, table: Table[R], organisation: str, match: Callable[[R], bool]) -> int:
        def wanted(text: bytes) -> bool:
            record = codec(table.record).decode(text)
            return record.organisation != organisation or not match(record)

        gone = self._archive_of(table.name).keep_only(wanted)
        self._snapshot.file.renew_last_good()
        return gone

    async def close(self) -> None:
        """Finish what is being written, move what is final, and let go of the file."""
        if self._closing:
            return
        self._closing = True
        if self._archiving is not None:
            await asyncio.wait([self._archiving])
        if self._last_at is not None:
            await self._archive_or_warn(self._last_at)
        await super().close()
        while self._writing is not None:
            await asyncio.shield(self._writing.outcome)
        if self._behind:
            with suppress(OSError):
                await self._in_writer(self._snapshot.file.flush)
        await asyncio.to_thread(self._writer.shutdown)
        self._snapshot.close()
        self._lock.release()


def _reason(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
