"""The verbs for who has the same as an initiative, and for proposals that wait for their proposer's word."""

from __future__ import annotations

from datetime import datetime

from initiatives.similar import Backing, Held
from storage import tables
from storage.rows import Rows


class Backings:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def backing(self, organisation: str, backing: str) -> Backing | None:
        return await self._rows.get(tables.BACKINGS, organisation, backing)

    async def keep_backing(self, backing: Backing) -> None:
        await self._rows.put(tables.BACKINGS, backing)

    async def drop_backing(self, backing: Backing) -> bool:
        return await self._rows.remove(tables.BACKINGS, backing.organisation, backing.id)

    async def backings_of(self, organisation: str, initiative: str) -> list[Backing]:
        """Everybody who has the same, whoever said so first at the front."""
        return await self._rows.find(tables.BACKINGS, organisation, "initiative", initiative)

    async def backed_by(self, organisation: str, person: str) -> list[Backing]:
        return await self._rows.find(tables.BACKINGS, organisation, "person", person)

    async def held_proposal(self, organisation: str, held: str) -> Held | None:
        return await self._rows.get(tables.HELD_PROPOSALS, organisation, held)

    async def hold_proposal(self, held: Held) -> None:
        await self._rows.put(tables.HELD_PROPOSALS, held)

    async def drop_proposal(self, held: Held) -> bool:
        return await self._rows.remove(tables.HELD_PROPOSALS, held.organisation, held.id)

    async def proposals_held_for(self, organisation: str, person: str) -> list[Held]:
        """What somebody typed and has not gone on with yet."""
        return await self._rows.find(tables.HELD_PROPOSALS, organisation, "person", person)

    async def proposals_over(self, until: datetime, limit: int) -> list[Held]:
        """Those whose time is over, earliest first."""
        return await self._rows.due(tables.HELD_PROPOSALS, until, limit)
