"""The lessons of a month, told together in the channel of the stories when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from initiatives.lessons import LessonMonth
from storage.port import Transaction
from storage.records import To

CARD = "lessons.month"


async def post(store: Transaction, month: LessonMonth, now: datetime) -> None:
    """One message, where there is a channel for it; a month without lessons was never due."""
    await store.keep_lesson_month(replace(month, post_at=None))
    spot = (await store.organisation(month.organisation)).stories
    if spot is None:
        return
    said = Post(To(workspace=spot.workspace, channel=spot.channel), Card(CARD, {"month": month.id}))
    await store.queue(row_of(month.organisation, said, f"lessons.{month.organisation}.{month.id}", now))
