"""The demo company's campaign: two weeks into it, with the proposals that were made for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from handlers.campaign_days import BEGUN
from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from initiatives.calendar import at_hour
from initiatives.campaigns import Campaign, Entry, Extra, planned
from initiatives.people import Organisation, Person, Spot
from storage.port import Transaction
from storage.records import To

ID = "demo-campaign"
THEME = "Nothing typed twice"
WHY = "What one screen knows should not be typed into another one. Show us where it still is, however small."
EXTRAS = (
    Extra("Which two places is it typed into?"),
    Extra("How often?", ("every day", "every week", "less often")),
)
ANSWERED = ("mara", "omar")
JOINED: Mapping[str, tuple[str, str]] = {
    "customs": ("The invoice and the portal of customs", "every day"),
    "addresses": ("The mail, the customer file, billing and the label printer", "every day"),
    "samples": ("Le courriel et le fichier des envois", "every week"),
}
"""By proposal, what was answered to its questions."""
BEGAN, LASTS = timedelta(weeks=2), timedelta(weeks=5)


async def keep_campaign(
    store: Transaction, company: Organisation, members: Mapping[str, Person], spot: Spot, monday: date
) -> None:
    """Announced in the channel of the stories on a Monday two weeks ago."""
    first = monday - BEGAN
    by = members["mara"].id
    answered = tuple(members[name].id for name in ANSWERED)
    last = first + LASTS - timedelta(days=3)
    campaign = Campaign(ID, company.id, THEME, first, last, by, WHY, EXTRAS, answered, spot)
    await store.keep_campaign(planned(campaign, company, first, announced=True))
    for plan, said in JOINED.items():
        asked = tuple((extra.text, one) for extra, one in zip(EXTRAS, said, strict=True))
        await store.keep_entry(Entry(f"demo-{plan}", company.id, ID, asked))
    await _announced(store, company, spot, at_hour(first, company.check_in_hour, company.zone))


async def _announced(store: Transaction, company: Organisation, spot: Spot, at: datetime) -> None:
    to = To(workspace=spot.workspace, channel=spot.channel)
    post = Post(to, Card(BEGUN, {"campaign": ID}, subject=ID))
    await store.queue(row_of(company.id, post, f"{BEGUN}.{ID}", at))
