"""The verbs for bylines: whose name stands on a proposal."""

from __future__ import annotations

from initiatives.byline import Byline
from storage import tables
from storage.rows import Rows


class Bylines:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def byline(self, organisation: str, initiative: str) -> Byline | None:
        """None where the proposer wrote it themselves and is named to everybody."""
        return await self._rows.get(tables.BYLINES, organisation, initiative)

    async def keep_byline(self, byline: Byline) -> None:
        await self._rows.put(tables.BYLINES, byline)

    async def written_down_by(self, organisation: str, person: str) -> list[Byline]:
        """Those of proposals somebody wrote down for others."""
        return await self._rows.find(tables.BYLINES, organisation, "writer", person)
