"""What was to stand in a channel and does not, or may not: the admins hear of it, and post it again."""

from __future__ import annotations

from datetime import datetime

from handlers import campaign_days, digests, lesson_months
from handlers.conversation import Card, Post
from handlers.unasked import say_unasked
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, To

TOLD = "lost_posts.told"
WITH_STORIES = (digests.CARD, lesson_months.CARD)
"""What goes where stories go, wherever that is by now."""
POSTED = (*WITH_STORIES, campaign_days.BEGUN, campaign_days.OVER)
"""The cards of a channel that are looked after here; a story is looked after by whoever tells it."""


async def not_posted(store: Transaction, row: Delivery, now: datetime) -> None:
    """Called with every delivery that has ended; one message to each admin about a post that its channel did not take, or may not have."""
    if row.card not in POSTED or row.to.person or row.to.only_for or not is_in_doubt(row):
        return
    organisation = await store.organisation(row.organisation)
    for admin in await store.admins(row.organisation):
        post = Post(To(person=admin.id), told(row), key=f"ended.{row.id}.{admin.id}")
        await say_unasked(store, admin.id, organisation, post, now)


def told(row: Delivery) -> Card:
    return Card(TOLD, {"delivery": row.id, "card": row.card}, subject=row.id)


def is_in_doubt(row: Delivery) -> bool:
    """Whether it is not in its channel, or nobody knows."""
    return row.state in (DeliveryState.FAILED, DeliveryState.UNCONFIRMED)


def again(delivery: str) -> str:
    """The one post that takes the place of another."""
    return f"{delivery}.again"


async def lost(store: Transaction, organisation: str, delivery: str) -> Delivery | None:
    """The post while it is not there, or nobody knows, and was not posted again."""
    row = await store.delivery(organisation, delivery)
    if row is None or row.card not in POSTED or not is_in_doubt(row):
        return None
    return row if await store.delivery(organisation, again(delivery)) is None else None
