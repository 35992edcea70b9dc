"""The verbs for campaigns: themes with their days, and which proposal was made for which."""

from __future__ import annotations

from datetime import datetime

from initiatives.campaigns import Campaign, Entry
from storage import tables
from storage.rows import Rows


class Campaigning:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def campaign(self, organisation: str, campaign: str) -> Campaign | None:
        return await self._rows.get(tables.CAMPAIGNS, organisation, campaign)

    async def keep_campaign(self, campaign: Campaign) -> None:
        await self._rows.put(tables.CAMPAIGNS, campaign)

    async def campaigns(self, organisation: str) -> list[Campaign]:
        """All there ever were: for admins who look at them, never for a turn."""
        return await self._rows.all(tables.CAMPAIGNS, organisation)

    async def campaigns_standing(self, organisation: str) -> list[Campaign]:
        """Those to come and those that go on."""
        return await self._rows.find(tables.CAMPAIGNS, organisation, "stands", "yes")

    async def campaigns_due(self, until: datetime, limit: int) -> list[Campaign]:
        """Those to be announced, or whose end is to be told, earliest first."""
        return await self._rows.due(tables.CAMPAIGNS, until, limit)

    async def entry(self, organisation: str, initiative: str) -> Entry | None:
        """For which campaign a proposal was made."""
        return await self._rows.get(tables.CAMPAIGN_ENTRIES, organisation, initiative)

    async def keep_entry(self, entry: Entry) -> None:
        await self._rows.put(tables.CAMPAIGN_ENTRIES, entry)

    async def entries_of(self, organisation: str, campaign: str) -> list[Entry]:
        return await self._rows.find(tables.CAMPAIGN_ENTRIES, organisation, "campaign", campaign)
