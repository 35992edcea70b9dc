"""The verbs for what help is looked for, and for who was asked."""

from __future__ import annotations

from initiatives.help_wanted import HelpAsked, HelpWanted
from storage import tables
from storage.rows import Rows


class HelpLooking:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def help_wanted(self, organisation: str, initiative: str) -> HelpWanted | None:
        return await self._rows.get(tables.HELP_WANTED, organisation, initiative)

    async def keep_help_wanted(self, wanted: HelpWanted) -> None:
        await self._rows.put(tables.HELP_WANTED, wanted)

    async def drop_help_wanted(self, wanted: HelpWanted) -> bool:
        return await self._rows.remove(tables.HELP_WANTED, wanted.organisation, wanted.id)

    async def help_wanted_with(self, organisation: str, word: str, limit: int) -> list[HelpWanted]:
        """What has the word in it, the last `limit`."""
        return (await self._rows.find(tables.HELP_WANTED, organisation, "words", word))[-limit:]

    async def help_asked(self, organisation: str, asked: str) -> HelpAsked | None:
        return await self._rows.get(tables.HELP_ASKED, organisation, asked)

    async def keep_help_asked(self, asked: HelpAsked) -> None:
        await self._rows.put(tables.HELP_ASKED, asked)

    async def drop_help_asked(self, asked: HelpAsked) -> bool:
        return await self._rows.remove(tables.HELP_ASKED, asked.organisation, asked.id)

    async def asked_to_help(self, organisation: str, initiative: str) -> list[HelpAsked]:
        """Everybody who was asked to help with it, or has offered to."""
        return await self._rows.find(tables.HELP_ASKED, organisation, "initiative", initiative)

    async def help_asked_of(self, organisation: str, person: str) -> list[HelpAsked]:
        return await self._rows.find(tables.HELP_ASKED, organisation, "person", person)
