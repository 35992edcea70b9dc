"""The rows of one SQL transaction: each record read once, changes gathered and written together when they are asked for."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select

from storage.audit import Auditor, Cause
from storage.codec import CannotRead, codec
from storage.columns import column_text
from storage.failures import overtaken
from storage.held import Held, Key, Stored
from storage.rows import CannotStore, R, Table
from storage.statements import Found, Parameters, Statement, Statements
from storage.wording import Words, best, column_words, rare_words
from storage.writing import Asking, write, write_new

T = TypeVar("T")

PUT_OFF = timedelta(hours=1)
"""For how long a record that cannot be read counts as not due."""

log = logging.getLogger(__name__)


class SqlRows:
    """`Rows` over one connection.

    What was read keeps the version it had: a write finds that version or the transaction was overtaken. That nothing was
    there counts as read, too. A `careful` one locks what it reads, so that nobody can overtake it.
    """

    def __init__(
        self,
        ask: Asking,
        statements: Mapping[str, Statements],
        at: datetime,
        auditor: Auditor | None,
        *,
        careful: bool = False,
    ) -> None:
        self._ask_database = ask
        self._statements = statements
        self._careful = careful
        self.auditor = auditor
        self.cause = Cause(by="quickwin", action="system", at=at)
        self._by_key: dict[tuple[str, Key], Held[Any]] = {}
        self._by_number: dict[tuple[str, int], Held[Any]] = {}
        self._unwritten: dict[str, dict[Key, Held[Any]]] = {}
        self.touched: dict[tuple[str, Key], Held[Any]] = {}
        self._read: dict[tuple[str, int], Any] = {}
        self.over: BaseException | None = None

    async def get(self, table: Table[R], organisation: str, id_: str) -> R | None:
        return (await self._get(table, (organisation, id_))).now

    async def find(self, table: Table[R], organisation: str, index: str, value: str) -> list[R]:
        asked = self._of(table)
        if index not in asked.find:
            raise LookupError(f"The table {table.name} has no index {index}.")
        statement = asked.careful(asked.find[index]) if self._careful else asked.find[index]
        wanted = {"organisation": column_text(organisation), "value": column_text(value)}
        return await self._list(table, statement, wanted)

    async def all(self, table: Table[R], organisation: str) -> list[R]:
        return await self._list(table, self._of(table).all, {"organisation": column_text(organisation)})

    async def matching(self, table: Table[R], organisation: str, words: Words, limit: int) -> list[R]:
        asked = self._of(table)
        if asked.words is None:
            raise LookupError(f"The table {table.name} is not searched by its words.")
        if not words:
            return []
        await self.flush(table)
        wanted = column_words(organisation, words)
        if asked.words.at_most is not None and asked.words.common is not None:
            await self._ask(asked.words.at_most, {})
            counted = await self._ask(asked.words.common, {"asked": wanted})
            wanted = rare_words(wanted, {word: records for word, records in counted if records > 0})
        found = await self._ask(asked.words.find, asked.words.asked(wanted))
        numbers = best(asked.words.postings(found, words), limit)
        if not numbers:
            return []
        rows = {
            row[0]: row
            for row in await self._ask(
                asked.by_numbers, {"organisation": column_text(organisation), "numbers": numbers}
            )
        }
        return [self._met(table, rows[number]) for number in numbers if number in rows]

    async def due(self, table: Table[R], until: datetime, limit: int) -> list[R]:
        asked = self._of(table)
        if table.due is None or limit <= 0:
            return []
        await self.flush(table)
        while True:
            rows = await self._ask(asked.due, {"until": until, "most": limit})
            unread = [row for row in rows if not self._can_read(table, row)]
            if not unread:
                return [self._met(table, row) for row in rows]
            for number, _, _ in unread:
                await self._ask(asked.put_off, {"unread_number": number, "later": until + PUT_OFF})

    async def next_due(self, table: Table[Any]) -> datetime | None:
        asked = self._of(table)
        if table.due is None:
            return None
        await self.flush(table)
        rows = await self._ask(asked.next_due, {})
        return rows[0][0] if rows else None

    async def put(self, table: Table[R], record: R) -> None:
        text = self._text(table, record)
        key = (record.organisation, record.id)
        held = self._by_key.get((table.name, key))
        if held is None:
            held = self._keep(Held(table, key, blind=True))
        self._change(held, record, text)

    async def insert(self, table: Table[R], record: R) -> bool:
        text = self._text(table, record)
        key = (record.organisation, record.id)
        held = self._by_key.get((table.name, key))
        if held is None:
            return await self._insert_now(Held(table, key), record, text)
        if held.now is not None:
            return False
        self._change(held, record, text)
        return True

    async def remove(self, table: Table[R], organisation: str, id_: str) -> bool:
        held = await self._get(table, (organisation, id_))
        if held.now is None:
            return False
        if held.blind:
            await self.flush(table)
        self._change(held, None, b"")
        return True

    def because(self, *, by: str, action: str) -> None:
        self.cause = Cause(by=by, action=action, at=self.cause.at)

    async def page(self, table: Table[R], organisation: str, after: int, most: int) -> list[tuple[int, R]]:
        """The next records behind a number, each with its own; they are not remembered."""
        wanted = {"organisation": column_text(organisation), "after": after, "most": most}
        await self.flush(table)
        rows = await self._ask(self._of(table).page, wanted)
        return [(number, codec(table.record).decode(text.encode())) for number, _, text in rows]

    async def locked(self, table: Table[R], organisation: str, id_: str, unless: R) -> R:
        """The record as it is at this moment, kept from others from now on; `unless` is stored where there is none."""
        asked, key = self._of(table), (organisation, id_)
        wanted = {"organisation": column_text(organisation), "id": column_text(id_)}
        while not (rows := await self._ask(asked.careful(asked.by_key), wanted)):
            await self._insert_now(Held(table, key), unless, self._text(table, unless))
        self._by_key.pop((table.name, key), None)
        return self._met(table, rows[0], anew=True)

    async def flush(self, table: Table[Any]) -> None:
        """Write what was changed in a table."""
        if waiting := self._unwritten.pop(table.name, None):
            await self._guarded(lambda: write(self._ask, self._of(table), list(waiting.values()), self._refresh))
            self._by_number |= {(table.name, held.stored.number): held for held in waiting.values() if held.stored}

    async def flush_all(self) -> None:
        for name in sorted(self._unwritten):  # always in the same order, so that two seldom wait for each other
            await self.flush(self._statements[name].kept.table)

    def check(self) -> None:
        if self.over is not None:
            raise self.over

    # reading

    async def _get(self, table: Table[R], key: Key) -> Held[R]:
        asked = self._of(table)
        held = self._by_key.get((table.name, key))
        if held is None:
            statement = asked.careful(asked.by_key) if self._careful else asked.by_key
            wanted = {"organisation": column_text(key[0]), "id": column_text(key[1])}
            rows = await self._ask(statement, wanted)
            if not rows:
                return self._keep(Held(table, key))
            self._met(table, rows[0])
        return self._by_key[table.name, key]

    async def _list(self, table: Table[R], statement: Select[*tuple[Any, ...]], wanted: Parameters) -> list[R]:
        await self.flush(table)
        rows = await self._ask(statement, wanted)
        return [self._met(table, row) for row in rows]

    def _met(self, table: Table[R], row: Sequence[Any], *, anew: bool = False) -> R:
        """The record of a row, as it was met first; another version of one that is known shows that we were overtaken."""
        number, version, text = row
        known = self._by_number.get((table.name, number))
        if known is not None and not anew:
            if known.stored is None or known.stored.version != version:
                raise self._fail(overtaken())
            met: R = known.stored.record
            return met
        record = self._read.pop((table.name, number), None) or codec(table.record).decode(text.encode())
        key = (record.organisation, record.id)
        if (table.name, key) in self._by_key:  # there was none when it was looked for
            raise self._fail(overtaken())
        self._keep(Held(table, key, Stored(number, version, record), now=record, before=record))
        return record

    def _can_read(self, table: Table[Any], row: Sequence[Any]) -> bool:
        """A record that is damaged, or of a later version, holds up none of the others that are due."""
        number, _, text = row
        if (table.name, number) in self._by_number:
            return True
        try:
            self._read[table.name, number] = codec(table.record).decode(text.encode())
        except CannotRead:
            log.exception("record %d of %s is due and cannot be read", number, table.name)
            return False
        return True

    async def _refresh(self, asked: Statements, blind: Sequence[Held[Any]]) -> None:
        """Read what was put without having been read and turned out to be there."""
        keys = [(column_text(held.key[0]), column_text(held.key[1])) for held in blind]
        rows = await self._ask(asked.by_keys, {"keys": keys})
        for number, version, text in rows:
            record = codec(asked.kept.table.record).decode(text.encode())
            held = self._by_key[asked.kept.table.name, (record.organisation, record.id)]
            held.stored, held.before = Stored(number, version, record), record

    # changing

    def _text(self, table: Table[R], record: R) -> bytes:
        self._of(table)
        if type(record) is not table.record:
            raise CannotStore(f"The table {table.name} keeps {table.record.__name__}, not {type(record).__name__}.")
        return codec(table.record).encode(record)

    def _change(self, held: Held[R], record: R | None, text: bytes) -> None:
        name = held.table.name
        waiting = self._unwritten.setdefault(name, {})
        if held.now is None:  # one that comes anew takes its place behind the others
            waiting.pop(held.key, None)
        held.change(record, text)
        waiting[held.key] = held
        self.touched.setdefault((name, held.key), held)

    async def _insert_now(self, held: Held[R], record: R, text: bytes) -> bool:
        """At once, because somebody else may do the same: the one of us who is first waits for nobody."""
        await self.flush(held.table)
        held.change(record, text)
        asked = self._of(held.table)
        if not await self._guarded(lambda: write_new(self._ask, asked, [held])):
            return False
        self._keep(held)
        self.touched.setdefault((held.table.name, held.key), held)
        return True

    def _keep(self, held: Held[R]) -> Held[R]:
        self._by_key[held.table.name, held.key] = held
        if held.stored is not None:
            self._by_number[held.table.name, held.stored.number] = held
        return held

    # the database

    def _of(self, table: Table[Any]) -> Statements:
        self.check()
        asked = self._statements.get(table.name)
        if asked is None or asked.kept.table is not table:
            raise LookupError(f"The store was opened without the table {table.name}.")
        return asked

    async def _ask(self, statement: Statement, given: Parameters | Sequence[Parameters]) -> Found:
        return await self._guarded(lambda: self._ask_database(statement, given))

    async def _guarded(self, work: Callable[[], Awaitable[T]]) -> T:
        """After a failure the transaction is lost, whatever the body makes of the exception."""
        self.check()
        try:
            return await work()
        except BaseException as error:
            raise self._fail(error) from None

    def _fail(self, error: BaseException) -> BaseException:
        self.over = self.over or error
        return error
