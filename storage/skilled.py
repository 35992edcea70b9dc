"""The verbs for what people offer to help with."""

from __future__ import annotations

from initiatives.skills import Skills
from storage import tables
from storage.rows import Rows


class Skilled:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def skills(self, organisation: str, person: str) -> Skills | None:
        return await self._rows.get(tables.SKILLS, organisation, person)

    async def keep_skills(self, skills: Skills) -> None:
        await self._rows.put(tables.SKILLS, skills)

    async def drop_skills(self, skills: Skills) -> bool:
        return await self._rows.remove(tables.SKILLS, skills.organisation, skills.id)

    async def skilled_in(self, organisation: str, word: str, limit: int) -> list[Skills]:
        """Those whose offer has the word in it, the first `limit`."""
        return (await self._rows.find(tables.SKILLS, organisation, "words", word))[:limit]
