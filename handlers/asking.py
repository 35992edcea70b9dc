"""When somebody is asked next: worked out anew after their calendar, or their organisation's, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.answering import is_asked, is_stood_in_for, may_be_asked
from handlers.bundles import show, taken_in
from initiatives.calendar import NotAsked, is_paused, iso_week, local_day, look_after, next_look
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from storage.port import Transaction
from storage.records import Nudge, NudgeState, nudge_id


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
    if await _is_due(store, person, now):
        return person
    week = iso_week(local_day(now, person.zone))
    if await store.nudge(person.organisation, person.id, week) is not None:
        return replace(person, nudge_at=look_after(person, organisation, now))
    planned = replace(person, nudge_at=next_look(person, organisation, now))
    if _week_of(person) == week != _week_of(planned):
        key, why = nudge_id(person.id, week), NotAsked.MOVED.value
        await store.claim_nudge(Nudge(key, person.organisation, person.id, week, "", now, (), NudgeState.SKIPPED, why))
    return planned


async def _is_due(store: Transaction, person: Person, now: datetime) -> bool:
    """Due already and not sent yet: a change made in that very minute must not swallow the week."""
    if person.nudge_at is None or person.nudge_at > now or is_paused(person, local_day(now, person.zone)):
        return False
    week = iso_week(local_day(now, person.zone))
    return await store.nudge(person.organisation, person.id, week) is None


def _week_of(person: Person) -> str:
    return iso_week(local_day(person.nudge_at, person.zone)) if person.nudge_at is not None else ""
