"""The verbs for numbers that wait: what a system has sent and whoever answers for it has not looked at."""

from __future__ import annotations

from initiatives.waiting import WaitingNumber
from storage import tables
from storage.rows import Rows


class Waiting:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def waiting_number(self, organisation: str, number: str) -> WaitingNumber | None:
        return await self._rows.get(tables.WAITING_NUMBERS, organisation, number)

    async def waiting_numbers(self, organisation: str, initiative: str) -> list[WaitingNumber]:
        """Those of an initiative that nobody has said anything about."""
        return await self._rows.find(tables.WAITING_NUMBERS, organisation, "open", initiative)

    async def asked_in(self, organisation: str, question: str) -> list[WaitingNumber]:
        """Those that one message asks about, whatever became of them."""
        return await self._rows.find(tables.WAITING_NUMBERS, organisation, "question", question)

    async def keep_waiting_number(self, number: WaitingNumber) -> None:
        await self._rows.put(tables.WAITING_NUMBERS, number)
