"""What the gallery's company has of campaigns and worries."""

from __future__ import annotations

from datetime import datetime, timedelta

from initiatives.campaigns import Campaign, Entry, Extra
from initiatives.initiative import Initiative
from initiatives.people import Spot
from initiatives.worries import Worry
from storage.port import Transaction
from tests.world import ORG, PLACE

GRACES = ("campaigns", "worry.asked", "worry.answer", "worry.open")
"""Cards and forms that Grace reads, who administers."""
CHANNELS = ("campaigns.begun", "campaigns.over")
"""Cards that a whole channel reads."""
NAMES = {"campaign": "campaign", "worry": "worry", "topic": "measuring"}


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
