"""The rows of one transaction over the working set: made at once, remembered, and undone when it comes to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from storage.audit import ENTRIES, HEAD, HEADS, VALUES, AuditHead, Auditor, Cause, audible
from storage.codec import codec
from storage.rows import CannotStore, R, StorageFailed, Table
from storage.wording import Words
from storage.working_set import Key, Row, Shelf, WorkingSet

Touched = tuple[Shelf[Any], Key]


class Change(NamedTuple):
    """What became of one record, and its JSON where it was made already."""

    table: Table[Any]
    organisation: str
    before: Row[Any] | None
    after: Row[Any] | None
    made: bytes

    def text(self) -> bytes:
        """The record's JSON; empty when there is no record any more."""
        if self.made or self.after is None:
            return self.made
        return codec(self.table.record).encode(self.after.record)

    def told(self) -> bool:
        """Whether it leaves an audit entry."""
        if not self.table.audited:
            return False
        before, after = (row.record if row else None for row in (self.before, self.after))
        return audible(self.table, before, after)


class Changes:
    """`Rows` for one transaction.

    Transactions run one after the other, so changes go straight into the working set, where indexes show them at once.
    Unless `checked`, a record is taken without making sure that it could be written and read back.
    """

    def __init__(self, working_set: WorkingSet, at: datetime, auditor: Auditor | None, *, checked: bool = True) -> None:
        self._set = working_set
        self._checked = checked
        self.at = at
        self._auditor = auditor
        self._cause = Cause(by="quickwin", action="system", at=at)
        self._before: dict[Touched, Row[Any] | None] = {}
        self._texts: dict[Touched, bytes] = {}
        self._over: Exception | None = None

    async def get(self, table: Table[R], organisation: str, id_: str) -> R | None:
        return self._get(table, (organisation, id_))

    async def find(self, table: Table[R], organisation: str, index: str, value: str) -> list[R]:
        self._check()
        return self._set.shelf(table).find(organisation, index, value)

    async def all(self, table: Table[R], organisation: str) -> list[R]:
        self._check()
        return self._set.shelf(table).all(organisation)

    async def matching(self, table: Table[R], organisation: str, words: Words, limit: int) -> list[R]:
        self._check()
        return self._set.shelf(table).matching(organisation, words, limit)

    async def due(self, table: Table[R], until: datetime, limit: int) -> list[R]:
        self._check()
        return self._set.shelf(table).due(until, limit)

    async def next_due(self, table: Table[Any]) -> datetime | None:
        self._check()
        return self._set.shelf(table).next_due()

    async def put(self, table: Table[R], record: R) -> None:
        self._put(table, record)

    async def insert(self, table: Table[R], record: R) -> bool:
        if self._get(table, (record.organisation, record.id)) is not None:
            return False
        self._put(table, record)
        return True

    async def remove(self, table: Table[R], organisation: str, id_: str) -> bool:
        if self._get(table, (organisation, id_)) is None:
            return False
        touched = shelf, key = self._set.shelf(table), (organisation, id_)
        self._set_row(touched, shelf.get(key), None)
        return True

    def because(self, *, by: str, action: str) -> None:
        self._cause = Cause(by=by, action=action, at=self.at)

    def fail(self, why: str) -> None:
        """Undo, and refuse whatever else is asked."""
        self.undo()
        self._over = StorageFailed(why)

    def undo(self) -> None:
        for (shelf, key), row in self._before.items():
            shelf.set(key, row)
        self._before.clear()
        self._texts.clear()

    def end(self) -> None:
        self._over = RuntimeError("This transaction is over.")

    def settle(self) -> list[Change]:
        """What has changed in the end, audit entries included; nothing more may be asked afterwards."""
        self._check()
        net = list(self._net())
        audited = [change for change in net if change.told()] if self._auditor is not None else []
        if self._auditor is None or not audited:
            return net
        known = len(self._before)
        self._audit(self._auditor, audited)
        return [*net, *self._net(known)]

    def _check(self) -> None:
        if self._over is not None:
            raise self._over

    def _get(self, table: Table[R], key: Key) -> R | None:
        if self._over is not None:
            raise self._over
        row = self._set.shelf(table).get(key)
        return row.record if row else None

    def _put(self, table: Table[R], record: R) -> None:
        self._check()
        if type(record) is not table.record:
            raise CannotStore(f"The table {table.name} keeps {table.record.__name__}, not {type(record).__name__}.")
        text = codec(table.record).encode(record) if self._checked else b""
        self._texts[self._write(table, record)] = text

    def _write(self, table: Table[R], record: R) -> Touched:
        touched = shelf, key = self._set.shelf(table), (record.organisation, record.id)
        before = shelf.get(key)
        self._set_row(touched, before, Row(before.number if before else shelf.next_number(), record))
        return touched

    def _set_row(self, touched: Touched, before: Row[Any] | None, row: Row[Any] | None) -> None:
        shelf, key = touched
        self._before.setdefault(touched, before)
        shelf.set(key, row)

    def _net(self, first: int = 0) -> Iterator[Change]:
        for (shelf, key), before in islice(self._before.items(), first, None):
            after = shelf.get(key)
            if _differ(before, after):
                yield Change(shelf.table, key[0], before, after, self._texts.get((shelf, key), b""))

    def _audit(self, auditor: Auditor, changes: list[Change]) -> None:
        heads: dict[str, AuditHead] = {}
        for table, organisation, before, after, _ in changes:
            records = before.record if before else None, after.record if after else None
            previous = heads.get(organisation) or self._get(HEADS, (organisation, HEAD))
            entry, value, heads[organisation] = auditor.follow(previous, self._cause, table, *records)
            self._write(ENTRIES, entry)
            self._write(VALUES, value)
        for head in heads.values():
            self._write(HEADS, head)


def _differ(before: Row[Any] | None, after: Row[Any] | None) -> bool:
    """Field by field up to the first that differs, which most changes have near the beginning."""
    if before is None or after is None:
        return before is not after
    return before.number != after.number or vars(before.record) != vars(after.record)
