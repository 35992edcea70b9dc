"""Anonymous questions and worries: put to the admins at a full hour, and told in the digest once they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.conversation import Card, Post
from handlers.ui import Block, Para, Quote
from handlers.unasked import say_unasked
from handlers.words import Bold, Typed, say
from initiatives.reinvesting import month_before, month_of
from initiatives.worries import Worry
from storage.port import Transaction
from storage.records import To

ASKED = "worry.asked"


def card_of(worry: Worry) -> Card:
    return Card(ASKED, {"worry": worry.id}, subject=worry.id)


async def put(store: Transaction, worry: Worry, now: datetime) -> None:
    """One message for each admin."""
    await store.keep_worry(replace(worry, put_at=None))
    organisation = await store.organisation(worry.organisation)
    for admin in await store.admins(worry.organisation):
        post = Post(To(person=admin.id), card_of(worry), key=f"{ASKED}.{worry.id}.{admin.id}")
        await say_unasked(store, admin.id, organisation, post, now)


async def answered_in(store: Transaction, organisation: str, start: datetime, end: datetime) -> list[Worry]:
    """Those answered for everybody from an instant to another (not included)."""
    month, found = month_of(end.date()), list[Worry]()
    while month >= month_of(start.date()):
        found = [*await store.worries_answered_in(organisation, month), *found]
        month = month_before(month)
    return [one for one in found if one.answered_at is not None and start <= one.answered_at < end]


def told(worries: Sequence[Worry]) -> list[Block]:
    """Each question with its answer, as an admin wrote both."""
    blocks: list[Block] = []
    for one in worries:
        asked = say("Somebody asked: {question}", question=Bold(one.question))
        blocks += [Para(asked), Quote(Typed(one.answer))]
    return blocks
