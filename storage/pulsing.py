"""The verbs for the pulse: who uses an initiative, when they are asked, and what they said."""

from __future__ import annotations

from datetime import datetime

from initiatives.pulse import Pulse, PulseAnswer, User
from storage import tables
from storage.rows import Rows


class Pulsing:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def user(self, organisation: str, user: str) -> User | None:
        return await self._rows.get(tables.USERS, organisation, user)

    async def keep_user(self, user: User) -> None:
        await self._rows.put(tables.USERS, user)

    async def drop_user(self, user: User) -> bool:
        return await self._rows.remove(tables.USERS, user.organisation, user.id)

    async def users_of(self, organisation: str, initiative: str) -> list[User]:
        """Everybody named for an initiative, those who left it too."""
        return await self._rows.find(tables.USERS, organisation, "initiative", initiative)

    async def uses_of(self, organisation: str, person: str) -> list[User]:
        """Everything somebody was named for."""
        return await self._rows.find(tables.USERS, organisation, "person", person)

    async def users_due(self, until: datetime, limit: int) -> list[User]:
        """Those to be asked, earliest first."""
        return await self._rows.due(tables.USERS, until, limit)

    async def pulse(self, organisation: str, pulse: str) -> Pulse | None:
        return await self._rows.get(tables.PULSES, organisation, pulse)

    async def keep_pulse(self, pulse: Pulse) -> None:
        await self._rows.put(tables.PULSES, pulse)

    async def pulses_of(self, organisation: str, initiative: str) -> list[Pulse]:
        """Every fortnight in which somebody was asked, oldest first."""
        return await self._rows.find(tables.PULSES, organisation, "initiative", initiative)

    async def pulses_due(self, until: datetime, limit: int) -> list[Pulse]:
        """Pulses that are over and were not looked at, earliest first."""
        return await self._rows.due(tables.PULSES, until, limit)

    async def pulse_answer(self, organisation: str, answer: str) -> PulseAnswer | None:
        return await self._rows.get(tables.PULSE_ANSWERS, organisation, answer)

    async def keep_pulse_answer(self, answer: PulseAnswer) -> None:
        await self._rows.put(tables.PULSE_ANSWERS, answer)

    async def drop_pulse_answer(self, answer: PulseAnswer) -> bool:
        return await self._rows.remove(tables.PULSE_ANSWERS, answer.organisation, answer.id)

    async def answers_to(self, organisation: str, pulse: str) -> list[PulseAnswer]:
        return await self._rows.find(tables.PULSE_ANSWERS, organisation, "pulse", pulse)

    async def pulse_answers_of(self, organisation: str, person: str) -> list[PulseAnswer]:
        """Everything somebody said: to move it with them or to erase it, never to show it."""
        return await self._rows.find(tables.PULSE_ANSWERS, organisation, "person", person)

    async def forget_pulses_of(self, organisation: str, person: str) -> None:
        """Erases that somebody was named, and whatever they answered."""
        for user in await self.uses_of(organisation, person):
            await self.drop_user(user)
        for answer in await self.pulse_answers_of(organisation, person):
            await self.drop_pulse_answer(answer)
