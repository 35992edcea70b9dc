"""What every backend offers beneath the domain verbs: records found by id, by index and by when they are due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from storage.wording import Words

Values = str | tuple[str, ...] | None


class Record(Protocol):
    """What is stored: a frozen standard dataclass that knows its own id and the organisation that owns it."""

    @property
    def id(self) -> str: ...

    @property
    def organisation(self) -> str: ...


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Table(Generic[R]):
    """The declaration of one kind of record and of the ways it is looked up.

    `indexes` are for equality: a function gives the value or None for not indexed, and those named in `many` may give
    several values as a tuple.
    `due` is the one index ordered by time. `audited` makes every change leave an audit entry, unless it only moves what
    the bot has `planned` by itself. `finished` says that a
    record is final: it may move to the table's archive, after which `get`, `find` and `all` no longer see it and
    `insert` would take its key again. What must stay unique for longer keeps its key in a table of its own.
    `text` is what a record says, for those that are searched by their words.
    """

    name: str
    record: type[R]
    indexes: Mapping[str, Callable[[R], Values]] = field(default_factory=dict)
    due: Callable[[R], datetime | None] | None = None
    audited: bool = False
    finished: Callable[[R], bool] | None = None
    many: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    text: Callable[[R], str] | None = None


class Rows(Protocol):
    """The records as one transaction sees them, its own changes included.

    A key is (organisation, id), so a record of another organisation cannot be read by accident. Lists come in the order
    in which the records were first stored.
    """

    async def get(self, table: Table[R], organisation: str, id_: str) -> R | None: ...

    async def find(self, table: Table[R], organisation: str, index: str, value: str) -> list[R]: ...

    async def all(self, table: Table[R], organisation: str) -> list[R]: ...

    async def matching(self, table: Table[R], organisation: str, words: Words, limit: int) -> list[R]:
        """Those whose text shares most of these words (`storage.wording`), best first; the newer of two that share as much."""
        ...

    async def due(self, table: Table[R], until: datetime, limit: int) -> list[R]:
        """Those due at `until` or before, of every organisation, earliest first."""
        ...

    async def next_due(self, table: Table[Any]) -> datetime | None: ...

    async def put(self, table: Table[R], record: R) -> None:
        """Insert or replace."""
        ...

    async def insert(self, table: Table[R], record: R) -> bool:
        """False, and nothing changed, when the key is taken."""
        ...

    async def remove(self, table: Table[R], organisation: str, id_: str) -> bool:
        """False when there is no such record."""
        ...

    def because(self, *, by: str, action: str) -> None:
        """Who does what, for the audit entries of this transaction; the last call counts."""
        ...


class StorageFailed(Exception):
    """A change could not be made durable, so it has not happened; the same may succeed later."""


class Overtaken(StorageFailed):
    """Somebody else changed what this was about at the same moment; the same, read anew, may be tried at once."""


class CannotStore(ValueError):
    """The record holds something that could not be read back; nothing was changed."""


class CannotOpen(Exception):
    """The store cannot be used as it is; the sentence says why and what to do."""
