"""The five steps of the guide, and which of them somebody has lived since the last fresh start."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal

from bot.sandbox.workspace import Keeper
from initiatives.wins import StoryState
from storage.rows import Rows
from storage.tables import CHECK_INS, INITIATIVES, NUDGES, STORIES

GuideStep = Literal["propose", "approve", "monday", "answer", "story"]
Lived = Callable[[datetime, datetime], Awaitable[frozenset[GuideStep]]]
"""Since when and now, in; the steps that were lived, out."""


def lived_in(store: Keeper, organisation: str) -> Lived:
    """Looks into the records themselves; what a demo company brought along, dated earlier, does not count."""

    async def lived(since: datetime, now: datetime) -> frozenset[GuideStep]:
        async with store.rows(now) as rows:
            return await _lived(rows, organisation, since)

    return lived


async def _lived(rows: Rows, organisation: str, since: datetime) -> frozenset[GuideStep]:
    own = [each for each in await rows.all(INITIATIVES, organisation) if each.created_at >= since]
    ids = {each.id for each in own}
    nudges = await rows.all(NUDGES, organisation) if ids else []
    check_ins = await rows.all(CHECK_INS, organisation) if ids else []
    stories = await rows.all(STORIES, organisation) if ids else []
    seen: dict[GuideStep, bool] = {
        "propose": bool(own),
        "approve": any(each.trial for each in own),
        "monday": any(ids.intersection(nudge.initiatives) for nudge in nudges),
        "answer": any(each.initiative in ids for each in check_ins),
        "story": any(each.initiative in ids and each.state is StoryState.POSTED for each in stories),
    }
    return frozenset(step for step, done in seen.items() if done)
