"""The verbs for workshops and the places people take in them."""

from __future__ import annotations

from datetime import datetime

from initiatives.workshops import Place, Workshop, place_id
from storage import tables
from storage.counted import places_taken
from storage.rows import Rows
from storage.teaching import count


class Workshops:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def workshop(self, organisation: str, workshop: str) -> Workshop | None:
        return await self._rows.get(tables.WORKSHOPS, organisation, workshop)

    async def keep_workshop(self, workshop: Workshop) -> None:
        await self._rows.put(tables.WORKSHOPS, workshop)

    async def workshops(self, organisation: str) -> list[Workshop]:
        """All there ever were: for whoever keeps them, never for another turn."""
        return await self._rows.all(tables.WORKSHOPS, organisation)

    async def workshops_standing(self, organisation: str) -> list[Workshop]:
        """Those to come and those on demand; one that has just begun may still be among them."""
        return await self._rows.find(tables.WORKSHOPS, organisation, "stands", "yes")

    async def workshops_of(self, organisation: str, host: str) -> list[Workshop]:
        """Those that somebody holds or has held."""
        return await self._rows.find(tables.WORKSHOPS, organisation, "host", host)

    async def workshops_due(self, until: datetime, limit: int) -> list[Workshop]:
        """Those with news for whoever comes, and those that begin, earliest first."""
        return await self._rows.due(tables.WORKSHOPS, until, limit)

    async def place(self, organisation: str, workshop: str, person: str) -> Place | None:
        return await self._rows.get(tables.PLACES, organisation, place_id(workshop, person))

    async def keep_place(self, place: Place) -> None:
        """Counted when it was not taken before: two that want the last one change the same tally, and one is asked anew."""
        known = await self._rows.get(tables.PLACES, place.organisation, place.id)
        await self._rows.put(tables.PLACES, place)
        if known is None:
            await count(self._rows, place.organisation, places_taken(place.workshop), 1)

    async def drop_place(self, place: Place) -> bool:
        dropped = await self._rows.remove(tables.PLACES, place.organisation, place.id)
        if dropped:
            await count(self._rows, place.organisation, places_taken(place.workshop), -1)
        return dropped

    async def places_in(self, organisation: str, workshop: str) -> list[Place]:
        return await self._rows.find(tables.PLACES, organisation, "workshop", workshop)

    async def places_of(self, organisation: str, person: str) -> list[Place]:
        """Where somebody said that they come, workshops that are over included."""
        return await self._rows.find(tables.PLACES, organisation, "person", person)

    async def places_due(self, until: datetime, limit: int) -> list[Place]:
        """Those whose person is to be reminded, earliest first."""
        return await self._rows.due(tables.PLACES, until, limit)
