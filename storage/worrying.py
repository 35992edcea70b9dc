"""The verbs for anonymous questions and worries."""

from __future__ import annotations

from datetime import datetime

from initiatives.worries import Worry, WorryMark
from storage import tables
from storage.rows import Rows


class Worrying:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def worry(self, organisation: str, worry: str) -> Worry | None:
        return await self._rows.get(tables.WORRIES, organisation, worry)

    async def keep_worry(self, worry: Worry) -> None:
        await self._rows.put(tables.WORRIES, worry)

    async def worries_answered_in(self, organisation: str, month: str) -> list[Worry]:
        """Those answered for everybody in a month (`2026-11`)."""
        return await self._rows.find(tables.WORRIES, organisation, "month", month)

    async def worries_open(self, organisation: str) -> list[Worry]:
        """Those the admins were told of and none has dealt with."""
        return await self._rows.find(tables.WORRIES, organisation, "open", "yes")

    async def worries_due(self, until: datetime, limit: int) -> list[Worry]:
        """Those the admins are to be told of, earliest first."""
        return await self._rows.due(tables.WORRIES, until, limit)

    async def worry_mark(self, organisation: str, mark: str) -> WorryMark | None:
        return await self._rows.get(tables.WORRY_MARKS, organisation, mark)

    async def keep_worry_mark(self, mark: WorryMark) -> None:
        await self._rows.put(tables.WORRY_MARKS, mark)
