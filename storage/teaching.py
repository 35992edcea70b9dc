"""The verbs for short cards on a topic: who has read which."""

from __future__ import annotations

from initiatives.learning import Learnt, Topic, learnt_id
from storage import tables
from storage.rows import Rows


class Teaching:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def keep_learnt(self, learnt: Learnt) -> None:
        await self._rows.put(tables.LEARNT, learnt)

    async def drop_learnt(self, learnt: Learnt) -> bool:
        return await self._rows.remove(tables.LEARNT, learnt.organisation, learnt.id)

    async def learnt_by(self, organisation: str, person: str) -> list[Learnt]:
        """What somebody has read."""
        return await self._rows.find(tables.LEARNT, organisation, "person", person)

    async def has_learnt(self, organisation: str, person: str, topic: Topic) -> Learnt | None:
        return await self._rows.get(tables.LEARNT, organisation, learnt_id(person, topic))

    async def readers_of(self, organisation: str, topic: Topic) -> list[Learnt]:
        """Everybody who has read a topic: for counts, never shown by name."""
        return await self._rows.find(tables.LEARNT, organisation, "topic", topic)
