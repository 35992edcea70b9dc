"""The verbs for finding records by what they say."""

from __future__ import annotations

from initiatives.initiative import Initiative
from storage import tables
from storage.rows import Rows
from storage.wording import words_of

CANDIDATES = 200


class Searching:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def similar(self, organisation: str, text: str, limit: int = CANDIDATES) -> list[Initiative]:
        """Initiatives at any stage that share words or concepts with a text, the most promising first."""
        return await self._rows.matching(tables.INITIATIVES, organisation, words_of(text), limit)
