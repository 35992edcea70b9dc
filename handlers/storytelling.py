"""What becomes of a story whose post the channel did not take, or may not have taken: its owner hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.conversation import Card, Post
from handlers.deliveries import STORY, change, row_of
from handlers.facts import grade, title
from handlers.words import Typed, Words, say
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence
from initiatives.wins import Story, StoryState, WinKind
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, To

SHOWN_IN = ("story.offer", "story.preview", "story.refused", "story.unconfirmed")
"""The owner's messages about a story, drawn again whenever it moves."""


async def not_posted(store: Transaction, row: Delivery, now: datetime) -> None:
    """Called with every delivery that has ended; only a post that failed, or may have, of a story that counts as told does anything."""
    if row.card != STORY or row.state not in (DeliveryState.FAILED, DeliveryState.UNCONFIRMED):
        return
    story = await store.story(row.organisation, row.about["story"])
    if story is None or story.state is not StoryState.POSTED or story.delivery != row.id:
        return
    told = "story.unconfirmed"
    if row.state is DeliveryState.FAILED:
        told = "story.refused"
        await store.keep_story(replace(story, state=StoryState.OFFERED, posted_at=None, delivery="", refused=True))
        await _redraw(store, story, now)
    post = Post(To(person=story.owner), Card(told, {"story": story.id}, subject=story.id))
    await store.queue(row_of(row.organisation, post, f"ended.{row.id}", now))


async def _redraw(store: Transaction, story: Story, now: datetime) -> None:
    for name in SHOWN_IN:
        for shown in await store.deliveries_about(story.organisation, name, story.id):
            await change(store, story.organisation, shown.id, Card(name, dict(shown.about), subject=story.id), now)


async def regraded(store: Transaction, before: Initiative, after: Initiative, now: datetime) -> None:
    """The same win is backed by more or less than before: its stories keep their words and say so, the posted one too."""
    if after.win is None or after.win == before.win or not after.win.is_result(before.win):
        return
    for story in await store.stories(after.organisation, after.id):
        if after.win.is_result(story.win):
            await store.keep_story(replace(story, win=after.win))
            await _redraw(store, story, now)
            if story.state is StoryState.POSTED:
                card = Card(STORY, {"story": story.id}, subject=story.id)
                await change(store, story.organisation, story.delivery, card, now)


def told_by(story: Story) -> Words:
    """Who tells it, and what its numbers are backed by."""
    name = Typed(story.shown_as)
    if story.win.kind is not WinKind.FIRST_RESULT:
        return say("Told by {name}. {grade}", name=name, grade=grade(story.win.evidence))
    match story.win.evidence:
        case Evidence.SELF_REPORTED:
            return say("Told by {name}. A first result, self-reported.", name=name)
        case Evidence.MEASURED:
            return say("Told by {name}. A first result, measured.", name=name)
        case Evidence.CONFIRMED:
            return say("Told by {name}. A first result, confirmed.", name=name)


def news(initiative: Initiative, story: Story) -> Words:
    """The result, in one sentence."""
    match story.win.kind:
        case WinKind.FIRST_RESULT:
            return say(
                "{title} reached its target. Others may want to hear of this first result.", title=title(initiative)
            )
        case WinKind.HALF_WAY:
            return say("{title} has held more than half the way for three check-ins.", title=title(initiative))
        case WinKind.HOLDING:
            return say("{title} holds its target. Others may want to hear of it.", title=title(initiative))
