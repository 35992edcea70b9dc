"""The verbs for how reviewers score proposals, and for the first slice of what is too big for a trial."""

from __future__ import annotations

from initiatives.score import Score
from initiatives.sizing import Slice
from storage import tables
from storage.rows import Rows


class Scoring:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def score(self, organisation: str, score: str) -> Score | None:
        return await self._rows.get(tables.SCORES, organisation, score)

    async def keep_score(self, score: Score) -> None:
        await self._rows.put(tables.SCORES, score)

    async def drop_score(self, score: Score) -> bool:
        return await self._rows.remove(tables.SCORES, score.organisation, score.id)

    async def scores_of(self, organisation: str, initiative: str) -> list[Score]:
        """What every reviewer said of an initiative."""
        return await self._rows.find(tables.SCORES, organisation, "initiative", initiative)

    async def scores_by(self, organisation: str, reviewer: str) -> list[Score]:
        return await self._rows.find(tables.SCORES, organisation, "reviewer", reviewer)

    async def slice_of(self, organisation: str, initiative: str) -> Slice | None:
        return await self._rows.get(tables.SLICES, organisation, initiative)

    async def keep_slice(self, slice_: Slice) -> None:
        await self._rows.put(tables.SLICES, slice_)
