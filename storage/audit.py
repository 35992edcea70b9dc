"""Who changed what, in a chain that shows tampering and outlives the erasure of the values it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from typing import Any, Protocol

from storage.codec import canonical, codec
from storage.rows import R, Record, Table

HEAD = "head"  # the id of the one head an organisation has
START = ""  # what the first entry of an organisation follows


@dataclass(frozen=True)
class AuditEntry:
    """One changed record: opaque ids, the names of the changed fields, salted hashes, and its link in the chain."""

    id: str
    organisation: str
    by: str
    action: str
    table: str
    subject: str
    fields: tuple[str, ...]
    before: str
    after: str
    previous: str
    at: datetime
    chain: str


@dataclass(frozen=True)
class AuditValue:
    """What the hashes of the entry with the same id stand for, as JSON; erasing it leaves the chain whole."""

    id: str
    organisation: str
    by: str
    subject: str
    salt: str
    before: str
    after: str


@dataclass(frozen=True)
class AuditHead:
    """Where the chain of an organisation has got to."""

    organisation: str
    chain: str
    count: int
    id: str = HEAD


ENTRIES: Table[AuditEntry] = Table("audit", AuditEntry, finished=lambda entry: True)
VALUES: Table[AuditValue] = Table("audit_values", AuditValue, finished=lambda value: True)
HEADS: Table[AuditHead] = Table("audit_heads", AuditHead)
AUDIT_TABLES: tuple[Table[Any], ...] = (ENTRIES, VALUES, HEADS)


@dataclass(frozen=True)
class Cause:
    """Who did what, and when."""

    by: str
    action: str
    at: datetime


@dataclass(frozen=True)
class Auditor:
    """Makes the audit records of a change; ids and salts come from outside."""

    new_id: Callable[[], str]
    new_salt: Callable[[], str]

    def follow(
        self, head: AuditHead | None, cause: Cause, table: Table[Any], before: Record | None, after: Record | None
    ) -> tuple[AuditEntry, AuditValue, AuditHead]:
        """The entry for one change, the values it hides, and the head it leaves; `head` is None for the first."""
        record = after if after is not None else before
        if record is None:
            raise ValueError("A change has a record before it or after it.")
        changed = _changed(before, after)
        old, new = _json(before, changed), _json(after, changed)
        id_, salt, previous = self.new_id(), self.new_salt(), head.chain if head else START
        told = (id_, record.organisation, cause.by, cause.action, table.name, record.id, changed)
        sealed = (*told, hidden(salt, old), hidden(salt, new), previous)
        entry = AuditEntry(*sealed, at=cause.at, chain=_seal(cause.at, sealed))
        value = AuditValue(id_, record.organisation, cause.by, record.id, salt, old, new)
        return entry, value, AuditHead(record.organisation, entry.chain, head.count + 1 if head else 1)


class ChainBroken(Exception):
    """An audit entry was altered, removed or added by somebody else; it names the entry."""


def verify_chain(entries: Iterable[AuditEntry], head: AuditHead | None = None) -> int:
    """Follow the entries of one organisation from the first; their number, or ChainBroken.

    Only `head`, the record in the store, shows that entries are missing at the end.
    """
    chain = Chain()
    for entry in entries:
        chain.add(entry)
    if head is not None:
        chain.end(head)
    return chain.count


class Chain:
    """The entries of one organisation as they come by, one after the other."""

    def __init__(self) -> None:
        self.count = 0
        self._last = START

    def add(self, entry: AuditEntry) -> None:
        """Raises ChainBroken when it does not follow."""
        if entry.previous != self._last or entry.chain != _seal(entry.at, _told(entry)):
            raise ChainBroken(f"The audit entry {entry.id} does not follow from the one before it.")
        self._last, self.count = entry.chain, self.count + 1

    def end(self, head: AuditHead) -> None:
        """Raises ChainBroken when entries are missing at the end."""
        if (head.chain, head.count) != (self._last, self.count):
            raise ChainBroken(f"The audit entries end at number {self.count}, and {head.count} were written.")


def matches(entry: AuditEntry, value: AuditValue) -> bool:
    """Whether the kept values are those the entry was made for."""
    return (entry.before, entry.after) == (hidden(value.salt, value.before), hidden(value.salt, value.after))


class Forgetful(Protocol):
    """A store that can erase."""

    async def forget(self, table: Table[R], organisation: str, match: Callable[[R], bool], *, at: datetime) -> int: ...


async def erase_values(store: Forgetful, organisation: str, mentioned: str, *, at: datetime) -> int:
    """Erase the values of every change made by, or to, this person or record; their number. The chain stays whole."""
    return await store.forget(VALUES, organisation, lambda value: mentioned in (value.by, value.subject), at=at)


def audible(table: Table[Any], before: Record | None, after: Record | None) -> bool:
    """Whether a change leaves an entry. When the bot will ask next is no change that anybody made."""
    if not table.audited or before is None or after is None or not table.planned:
        return table.audited
    changed = _changed(before, after)
    return not changed or not table.planned.issuperset(changed)


def hidden(salt: str, text: str) -> str:
    """A hash that says nothing about `text` without the salt; nothing stays nothing."""
    return blake2b(f"{salt}\0{text}".encode(), digest_size=16).hexdigest() if text else ""


def _changed(before: Record | None, after: Record | None) -> tuple[str, ...]:
    record: Any = after if after is not None else before
    names = _names(type(record))  # type: ignore[arg-type]  # a class is hashable
    if before is None or after is None:
        return names
    old, new = vars(before), vars(after)
    return tuple(name for name in names if old[name] is not new[name] and old[name] != new[name])


@cache
def _names(type_: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(type_))


def _json(record: Record | None, names: tuple[str, ...]) -> str:
    return "" if record is None else codec(type(record)).some(record, names).decode()


def _seal(at: datetime, told: tuple[str | tuple[str, ...], ...]) -> str:
    return blake2b(canonical((at.astimezone(UTC).isoformat(), *told)), digest_size=20).hexdigest()


def _told(entry: AuditEntry) -> tuple[str | tuple[str, ...], ...]:
    """What the seal covers, in the order of the fields."""
    return tuple(getattr(entry, field.name) for field in fields(entry))[: -len(("at", "chain"))]
