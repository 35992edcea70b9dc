"""What the gallery's company has of campaigns and worries, of short cards and workshops."""

from __future__ import annotations

from datetime import datetime, timedelta

from initiatives.campaigns import Campaign, Entry, Extra
from initiatives.initiative import Initiative
from initiatives.learning import Learnt, OwnCard, Topic, learnt_id
from initiatives.people import Spot
from initiatives.workshops import Place, Workshop, place_id
from initiatives.worries import Worry
from storage.port import Transaction
from tests.world import ORG, PLACE

GRACES = (
    "campaigns", "worry.asked", "worry.answer", "worry.open", "learn.add", "learn.change",
    "workshops.add", "workshops.change", "workshops.who_came",
    "workshops.host",
)  # fmt: skip
"""Cards and forms that Grace reads, who administers."""
CHANNELS = ("campaigns.begun", "campaigns.over")
"""Cards that a whole channel reads."""
NAMES = {"campaign": "campaign", "worry": "worry", "topic": "measuring", "own_card": "own card", "workshop": "workshop"}


async def kept(store: Transaction, initiative: Initiative, grace: str, typed: str, now: datetime) -> None:
    """A campaign goes on, for which the initiative was proposed."""
    today = now.date()
    extras = (Extra(typed[:120] or "Which site", (typed[:60] or "Lyon", "Paris")), Extra("Who has tried it before?"))
    campaign = Campaign(
        "campaign", ORG, typed[:60] or "A month without copying", today, today + timedelta(weeks=4), grace,
        typed[:600] or "What do you copy by hand?", extras, (grace,), Spot(PLACE, "wins"), close_at=now + timedelta(weeks=5),
    )  # fmt: skip
    await store.keep_campaign(campaign)
    said = tuple((extra.text, typed[:200] or "Lyon") for extra in extras)
    await store.keep_entry(Entry(initiative.id, ORG, campaign.id, said))
    asked = typed[:1000] or "Are our prompts read by anybody?"
    await store.keep_worry(Worry("worry", ORG, asked, today, None))
    await _to_learn(store, initiative.proposer, grace, typed, now)


async def _to_learn(store: Transaction, ada: str, grace: str, typed: str, now: datetime) -> None:
    """A card of the company's own, which Ada has read, and a workshop to which she comes."""
    text, link = typed[:400] or "No contract leaves the house.", "https://example.com/contracts"
    await store.keep_own_card(OwnCard("own card", ORG, typed[:60] or "Our rules for contracts", (text, text), link))
    begins = now.replace(hour=14, minute=30) + timedelta(days=8)
    workshop = Workshop(
        "workshop", ORG, typed[:60] or "Asking well", typed[:600] or "We ask together and compare.", grace,
        typed[:300] or "https://example.com/room", begins, 12, look_at=begins,
    )  # fmt: skip
    await store.keep_workshop(workshop)
    await store.keep_place(Place(place_id(workshop.id, ada), ORG, workshop.id, ada, now))
    for of in ("own card", Topic.CHECKING):
        await store.keep_learnt(Learnt(learnt_id(ada, of), ORG, ada, of, now))
