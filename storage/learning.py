"""The verbs for what is learnt and left behind: lessons, the months they are told in, and capabilities with what builds on them."""

from __future__ import annotations

from datetime import datetime

from initiatives.capabilities import Building, Capability
from initiatives.lessons import Lesson, LessonMonth
from storage import tables
from storage.rows import Rows
from storage.wording import words_of


class Learning:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def lesson(self, organisation: str, lesson: str) -> Lesson | None:
        return await self._rows.get(tables.LESSONS, organisation, lesson)

    async def lessons_in(self, organisation: str, month: str) -> list[Lesson]:
        """Those kept in a month (`2026-11`), oldest first."""
        return await self._rows.find(tables.LESSONS, organisation, "month", month)

    async def lessons_like(self, organisation: str, text: str, limit: int) -> list[Lesson]:
        """Those that share words or concepts with a text, the most promising first."""
        return await self._rows.matching(tables.LESSONS, organisation, words_of(text), limit)

    async def lesson_month(self, organisation: str, month: str) -> LessonMonth | None:
        return await self._rows.get(tables.LESSON_MONTHS, organisation, month)

    async def keep_lesson_month(self, month: LessonMonth) -> None:
        await self._rows.put(tables.LESSON_MONTHS, month)

    async def lesson_months_due(self, until: datetime, limit: int) -> list[LessonMonth]:
        """Months whose lessons are to be told, earliest first."""
        return await self._rows.due(tables.LESSON_MONTHS, until, limit)

    async def capability(self, organisation: str, capability: str) -> Capability | None:
        return await self._rows.get(tables.CAPABILITIES, organisation, capability)

    async def keep_capability(self, capability: Capability) -> None:
        await self._rows.put(tables.CAPABILITIES, capability)

    async def left_by(self, organisation: str, initiative: str) -> list[Capability]:
        """What an initiative left behind."""
        return await self._rows.find(tables.CAPABILITIES, organisation, "initiative", initiative)

    async def capabilities_in(self, organisation: str, month: str) -> list[Capability]:
        """Those noted in a month and not taken out since, oldest first."""
        return await self._rows.find(tables.CAPABILITIES, organisation, "month", month)

    async def capabilities_like(self, organisation: str, text: str, limit: int) -> list[Capability]:
        """Those that share words or concepts with a text and were not taken out, the most promising first."""
        return await self._rows.matching(tables.CAPABILITIES, organisation, words_of(text), limit)

    async def keep_building(self, building: Building) -> None:
        await self._rows.put(tables.BUILDINGS, building)

    async def builds_on(self, organisation: str, initiative: str) -> list[Building]:
        """What an initiative builds on."""
        return await self._rows.find(tables.BUILDINGS, organisation, "initiative", initiative)

    async def built_on(self, organisation: str, capability: str) -> list[Building]:
        """What builds on a capability."""
        return await self._rows.find(tables.BUILDINGS, organisation, "capability", capability)
