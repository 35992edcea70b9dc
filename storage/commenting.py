"""The verbs for comments: what was said about an initiative, newest first, and who is still to be told."""

from __future__ import annotations

from datetime import datetime

from initiatives.comments import Comment, Talk, comment_id
from storage import tables
from storage.rows import Rows


class Commenting:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def comment(self, organisation: str, comment: str) -> Comment | None:
        return await self._rows.get(tables.COMMENTS, organisation, comment)

    async def keep_comment(self, comment: Comment) -> None:
        await self._rows.put(tables.COMMENTS, comment)

    async def comments(self, organisation: str, initiative: str, last: int, limit: int) -> list[Comment]:
        """From that number backwards, at most so many, those that are gone too: read by their keys, however many there are."""
        numbers = range(last, max(last - limit, 0), -1)
        found = [await self.comment(organisation, comment_id(initiative, number)) for number in numbers]
        return [one for one in found if one is not None]

    async def comments_by(self, organisation: str, person: str) -> list[Comment]:
        """Everything somebody wrote, oldest first."""
        return await self._rows.find(tables.COMMENTS, organisation, "by", person)

    async def talk(self, organisation: str, initiative: str) -> Talk | None:
        """None while nobody has commented."""
        return await self._rows.get(tables.TALKS, organisation, initiative)

    async def keep_talk(self, talk: Talk) -> None:
        await self._rows.put(tables.TALKS, talk)

    async def talks_with(self, organisation: str, person: str) -> list[Talk]:
        """Those whose further comments somebody hears of, having commented."""
        return await self._rows.find(tables.TALKS, organisation, "voices", person)

    async def talks_due(self, until: datetime, limit: int) -> list[Talk]:
        """Talks with comments to be told, earliest first."""
        return await self._rows.due(tables.TALKS, until, limit)
