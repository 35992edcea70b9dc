"""When somebody is asked next: worked out anew after their calendar, or their organisation's, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from initiatives.calendar import iso_week, local_day, next_nudge, nudge_in_next_week
from initiatives.people import Organisation, Person
from storage.port import Transaction


async def nudged(store: Transaction, organisation: Organisation, person_id: str, now: datetime) -> None:
    """Keeps the person's next nudge right after something of theirs began or ended."""
    person = await store.person(organisation.id, person_id)
    if person is None:
        return
    planned = await replanned(store, organisation, person, now)
    if planned != person:
        await store.keep_person(planned)


async def replanned(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> Person:
    """The person with the next nudge where their calendar puts it now: never in a week that has had one, never without need."""
    if not person.nudges or not await store.asked_of(organisation.id, person.id):
        return replace(person, nudge_at=None)
    if await _is_due(store, person, now):
        return person
    slot = next_nudge(person, organisation, now)
    if await _asked_in_week_of(store, person, slot):
        slot = nudge_in_next_week(person, organisation, slot)
    return replace(person, nudge_at=slot)


async def _is_due(store: Transaction, person: Person, now: datetime) -> bool:
    """Due already and not sent yet: a change made in that very minute must not swallow the week."""
    if person.nudge_at is None or person.nudge_at > now:
        return False
    if person.snoozed_until is not None and person.snoozed_until > local_day(now, person.zone):
        return False
    return not await _asked_in_week_of(store, person, now)


async def _asked_in_week_of(store: Transaction, person: Person, at: datetime) -> bool:
    week = iso_week(local_day(at, person.zone))
    return await store.nudge(person.organisation, person.id, week) is not None
