"""When somebody is asked next: worked out anew after their calendar, or their organisation's, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.answering import asked_about, is_asked, is_stood_in_for, may_be_asked
from handlers.bundles import show, taken_in
from handlers.nudges import keep_missed_weeks, skipped
from initiatives.calendar import is_paused, iso_week, local_day, monday_of
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from initiatives.week_plan import NotAsked, look_after, look_at, next_look
from storage.port import Transaction


async def nudged(store: Transaction, organisation: Organisation, person_id: str, now: datetime) -> None:
    """Keeps the person's next nudge right after something of theirs began or ended."""
    person = await store.person(organisation.id, person_id)
    if person is None:
        return
    planned = await replanned(store, organisation, person, now)
    if planned != person:
        await store.keep_person(planned)


async def asked_anew(store: Transaction, organisation: Organisation, about: Initiative, now: datetime) -> None:
    """The same for everybody who may be asked about an initiative that has begun, ended, or went to somebody else."""
    for person in await may_be_asked(store, about):
        await nudged(store, organisation, person, now)


async def replanned(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> Person:
    """The person with the next nudge where their calendar puts it now: never in a week that has had one, never without need.

    A week that was still to come and is passed over now says so.
    """
    if not await is_asked(store, person):
        return replace(person, nudge_at=None)
    if is_stood_in_for(person, organisation, now):
        theirs = await store.asked_of(person.organisation, person.id)
        await show(store, person.organisation, await taken_in(store, person.stand_in, theirs, now), now)
    before = await store.person(organisation.id, person.id) or person
    running = await asked_about(store, organisation, person, now)
    today = local_day(now, person.zone)
    if running:
        await keep_missed_weeks(store, before, organisation, monday_of(today), now)
    if await _is_due(store, person, now):
        return person
    week = iso_week(today)
    if await store.nudge(person.organisation, person.id, week) is not None:
        return replace(person, nudge_at=look_after(person, organisation, now))
    look = look_at if _has_travelled(before, person, week) else next_look
    planned = replace(person, nudge_at=look(person, organisation, now))
    if running and _week_of(before) == week != _week_of(planned):
        await store.claim_nudge(skipped(person, week, NotAsked.MOVED, now))
    return planned


def _has_travelled(before: Person, person: Person, week: str) -> bool:
    """Whoever was to be asked by this week and is in another zone now is asked in it, though its slot may have passed there."""
    return before.zone != person.zone and "" < _week_of(before) <= week


async def _is_due(store: Transaction, person: Person, now: datetime) -> bool:
    """Due already and not sent yet: a change made in that very minute must not swallow the week."""
    if person.nudge_at is None or person.nudge_at > now or is_paused(person, local_day(now, person.zone)):
        return False
    week = iso_week(local_day(now, person.zone))
    return await store.nudge(person.organisation, person.id, week) is None


def _week_of(person: Person) -> str:
    return iso_week(local_day(person.nudge_at, person.zone)) if person.nudge_at is not None else ""
