"""The verbs for the answer promise: until when each proposal is answered, and when somebody has to be asked for it."""

from __future__ import annotations

from datetime import datetime

from initiatives.promise import Promise
from storage import tables
from storage.rows import Rows


class Promising:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def promise(self, organisation: str, promise: str) -> Promise | None:
        return await self._rows.get(tables.PROMISES, organisation, promise)

    async def keep_promise(self, promise: Promise) -> None:
        await self._rows.put(tables.PROMISES, promise)

    async def promises_due(self, until: datetime, limit: int) -> list[Promise]:
        """Those at which somebody has to be reminded or asked, or that come back, earliest first."""
        return await self._rows.due(tables.PROMISES, until, limit)

    async def promises_open(self, organisation: str) -> list[Promise]:
        """Those that wait for a decision: for the digest, and for admins who look."""
        return await self._rows.find(tables.PROMISES, organisation, "open", "yes")

    async def promises_answered_in(self, organisation: str, week: str) -> list[Promise]:
        """Those first answered in that ISO week, by UTC days."""
        return await self._rows.find(tables.PROMISES, organisation, "answered", week)
