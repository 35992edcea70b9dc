"""The verbs for short cards: those an organisation adds, and who has read which."""

from __future__ import annotations

from initiatives.learning import Learnt, OwnCard, learnt_id
from storage import tables
from storage.counted import Tally, readers_of
from storage.rows import Rows


async def count(rows: Rows, organisation: str, tally: str, more: int) -> None:
    """So many more of something, or fewer."""
    known = await rows.get(tables.TALLIES, organisation, tally)
    number = (known.count if known is not None else 0) + more
    await rows.put(tables.TALLIES, Tally(tally, organisation, max(number, 0)))


class Teaching:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def keep_learnt(self, learnt: Learnt) -> None:
        """Counted when it was not known before."""
        known = await self._rows.get(tables.LEARNT, learnt.organisation, learnt.id)
        await self._rows.put(tables.LEARNT, learnt)
        if known is None:
            await count(self._rows, learnt.organisation, readers_of(learnt.of), 1)

    async def drop_learnt(self, learnt: Learnt) -> bool:
        dropped = await self._rows.remove(tables.LEARNT, learnt.organisation, learnt.id)
        if dropped:
            await count(self._rows, learnt.organisation, readers_of(learnt.of), -1)
        return dropped

    async def learnt_by(self, organisation: str, person: str) -> list[Learnt]:
        """What somebody has read, and the workshops they were at."""
        return await self._rows.find(tables.LEARNT, organisation, "person", person)

    async def has_learnt(self, organisation: str, person: str, of: str) -> Learnt | None:
        return await self._rows.get(tables.LEARNT, organisation, learnt_id(person, of))

    async def tally(self, organisation: str, tally: str) -> Tally | None:
        """How many there are of something; None when there was never any."""
        return await self._rows.get(tables.TALLIES, organisation, tally)

    async def own_card(self, organisation: str, card: str) -> OwnCard | None:
        return await self._rows.get(tables.OWN_CARDS, organisation, card)

    async def keep_own_card(self, card: OwnCard) -> None:
        await self._rows.put(tables.OWN_CARDS, card)

    async def own_cards(self, organisation: str) -> list[OwnCard]:
        """All there ever were, those taken away too: for whoever keeps them, never for another turn."""
        return await self._rows.all(tables.OWN_CARDS, organisation)

    async def own_cards_offered(self, organisation: str) -> list[OwnCard]:
        return await self._rows.find(tables.OWN_CARDS, organisation, "active", "yes")
