"""A workshop as time goes by: news and a reminder for those who come, and the question who was there for its host."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.conversation import Card, Change, Post, Remove
from handlers.deliveries import change
from handlers.unasked import say_unasked
from initiatives.people import Organisation
from initiatives.workshops import Place, Workshop, looked_at, place_id, reminder
from storage.counted import places_taken
from storage.port import Transaction
from storage.records import To

REMINDER, NEWS, HOST = "workshops.reminder", "workshops.news", "workshops.host"
ASKED_FOR = timedelta(days=7)
"""How long after it began its host can still be asked who was there."""


async def look(store: Transaction, workshop: Workshop, now: datetime) -> None:
    """News is told, one that begins is over, and one that was over long ago forgets who had a place."""
    organisation = await store.organisation(workshop.organisation)
    places = await store.places_in(workshop.organisation, workshop.id)
    await store.keep_workshop(looked_at(workshop, now))
    if workshop.news:
        await _news(store, organisation, workshop, places, now)
    if workshop.active and workshop.begun(now) and not workshop.over:
        await _redraw(store, workshop, now)
        await _ask_host(store, organisation, workshop, now)
    if not workshop.active or (workshop.forget_at is not None and workshop.forget_at <= now):
        for place in places:
            await store.drop_place(place)


async def _news(
    store: Transaction, organisation: Organisation, workshop: Workshop, places: list[Place], now: datetime
) -> None:
    """Whoever waits for a message about it reads there how it is by then."""
    rows = await store.deliveries_about(workshop.organisation, NEWS, workshop.id)
    waiting = {row.to.person for row in rows if row.due_at is not None and not row.message}
    for place in places:
        person = await store.person(workshop.organisation, place.person)
        if person is None:
            continue
        await store.keep_place(replace(place, remind_at=reminder(workshop, person, organisation, now)))
        if place.person not in waiting:
            key = f"{NEWS}.{place.id}.{now:%Y%m%d%H%M%S}"
            post = Post(To(person=place.person), card_of(NEWS, workshop), key=key)
            await say_unasked(store, place.person, organisation, post, now, until=workshop.at)
    await _redraw(store, workshop, now)


async def _redraw(store: Transaction, workshop: Workshop, now: datetime) -> None:
    """A reminder says how it is now, and once it has begun asks whether one was there."""
    for row in await store.deliveries_about(workshop.organisation, REMINDER, workshop.id):
        await change(store, workshop.organisation, row.id, card_of(REMINDER, workshop), now)


async def _ask_host(store: Transaction, organisation: Organisation, workshop: Workshop, now: datetime) -> None:
    tally = await store.tally(workshop.organisation, places_taken(workshop.id))
    if workshop.host and tally is not None and tally.count:
        post = Post(To(person=workshop.host), card_of(HOST, workshop), key=asked_host(workshop))
        await say_unasked(store, workshop.host, organisation, post, now, until=now + ASKED_FOR)


async def remind(store: Transaction, place: Place, now: datetime) -> None:
    """Once, of a workshop that is still to come."""
    await store.keep_place(replace(place, remind_at=None))
    workshop = await store.workshop(place.organisation, place.workshop)
    if workshop is None or workshop.at is None or not workshop.is_open(now):
        return
    organisation = await store.organisation(place.organisation)
    post = Post(To(person=place.person), card_of(REMINDER, workshop), key=reminder_of(workshop, place.person))
    await say_unasked(store, place.person, organisation, post, now, until=workshop.at)


def reminder_of(workshop: Workshop, person: str) -> str:
    """The message that reminds somebody of it on its day."""
    day = f"{workshop.at:%Y%m%d%H%M}" if workshop.at is not None else "on_demand"
    return f"{REMINDER}.{place_id(workshop.id, person)}.{day}"


async def reminder_shown(store: Transaction, workshop: Workshop, person: str) -> tuple[Change | Remove, ...]:
    """Where somebody is reminded already they read how it is now; a reminder that is still to come is none any more."""
    row = await store.delivery(workshop.organisation, reminder_of(workshop, person))
    if row is None:
        return ()
    return (Change(row.id, Card("workshops.one", {"workshop": workshop.id})),) if row.message else (Remove(row.id),)


def asked_host(workshop: Workshop) -> str:
    """The message that asks its host who was there."""
    return f"{HOST}.{workshop.id}"


def card_of(name: str, workshop: Workshop) -> Card:
    return Card(name, {"workshop": workshop.id}, subject=workshop.id)
