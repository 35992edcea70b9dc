"""A campaign's first day and its end, told in its channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.conversation import Card, Post
from handlers.deliveries import change, row_of
from initiatives.campaigns import Campaign
from storage.port import Transaction
from storage.records import To

BEGUN, OVER = "campaigns.begun", "campaigns.over"


async def look(store: Transaction, campaign: Campaign, now: datetime) -> None:
    """One message for its first day and one for its end; where both are due at once, nothing is left to announce."""
    over = campaign.close_at is None or campaign.close_at <= now
    await store.keep_campaign(replace(campaign, begin_at=None, close_at=None if over else campaign.close_at))
    if over:
        await _redraw(store, campaign, now)
    spot = campaign.spot
    if spot is None:
        return
    name, day = (OVER, campaign.last) if over else (BEGUN, campaign.first)
    shown = Card(name, {"campaign": campaign.id}, subject=campaign.id)
    post = Post(To(workspace=spot.workspace, channel=spot.channel), shown)
    await store.queue(row_of(campaign.organisation, post, f"{name}.{campaign.id}.{day}", now))


async def _redraw(store: Transaction, campaign: Campaign, now: datetime) -> None:
    """What was announced asks nobody any more."""
    shown = Card(BEGUN, {"campaign": campaign.id}, subject=campaign.id)
    for row in await store.deliveries_about(campaign.organisation, BEGUN, campaign.id):
        await change(store, campaign.organisation, row.id, shown, now)
