"""What was to stand in a channel and does not, or may not: the admins hear of it, and post it again."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation import Card, Post
from handlers.digests import again, is_in_doubt
from handlers.lesson_months import CARD as LESSONS
from handlers.unasked import say_unasked
from storage.port import Transaction
from storage.records import Delivery, To

TOLD = "lost_posts.told"
POSTED = (LESSONS,)
"""The cards of a channel that are looked after here; the digest and the stories look after their own."""


async def not_posted(store: Transaction, row: Delivery, now: datetime) -> None:
    """Called with every delivery that has ended; one message to each admin about a post that its channel did not take, or may not have."""
    if row.card not in POSTED or row.to.person or row.to.only_for or not is_in_doubt(row):
        return
    organisation = await store.organisation(row.organisation)
    for admin in await store.admins(row.organisation):
        post = Post(To(person=admin.id), told(row.id), key=f"ended.{row.id}.{admin.id}")
        await say_unasked(store, admin.id, organisation, post, now)


def told(delivery: str) -> Card:
    return Card(TOLD, {"delivery": delivery}, subject=delivery)


async def lost(store: Transaction, organisation: str, delivery: str) -> Delivery | None:
    """The post while it is not there, or nobody knows, and was not posted again."""
    row = await store.delivery(organisation, delivery)
    if row is None or row.card not in POSTED or not is_in_doubt(row):
        return None
    return row if await store.delivery(organisation, again(delivery)) is None else None
