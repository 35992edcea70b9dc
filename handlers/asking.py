"""When somebody is next asked for their numbers: kept with the person, so that what is due is found by an index."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from initiatives.calendar import iso_week, local_day, next_nudge, nudge_in_next_week
from initiatives.people import Organisation, Person
from storage.port import Transaction


async def nudged(store: Transaction, organisation: Organisation, person_id: str, now: datetime) -> None:
    """Sets the person's next nudge: the coming slot while they own something that is asked weekly, none otherwise."""
    person = await store.person(organisation.id, person_id)
    if person is None:
        return
    asked = await store.asked_of(organisation.id, person_id)
    slot = await slot_after(store, organisation, person, now) if asked else None
    if slot != person.nudge_at:
        await store.keep_person(replace(person, nudge_at=slot))


async def slot_after(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> datetime:
    """The coming slot, in a later week when this week's nudge exists already."""
    week = iso_week(local_day(now, person.zone))
    if await store.nudge(organisation.id, person.id, week) is not None:
        return nudge_in_next_week(person, organisation, now)
    return next_nudge(person, organisation, now)
