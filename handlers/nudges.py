"""The weekly nudge: whoever is due is claimed for the week and one bundle queued, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.conversation import Card, Change, Post
from handlers.deliveries import change, row_of
from initiatives.calendar import iso_week, local_day, nudge_in_next_week
from initiatives.check_ins import check_in_id
from initiatives.initiative import Initiative
from initiatives.people import Person
from storage.port import Transaction
from storage.records import Nudge, NudgeState, To, nudge_id

CARD = "check_in.nudge"


async def send_due(store: Transaction, now: datetime, _new_id: Callable[[], str], limit: int) -> int:
    """Claims and queues the nudges due by now, at most `limit`; how many people were looked at."""
    people = await store.nudges_due(now, limit)
    for person in people:
        await ask(store, person, now)
    return len(people)


async def ask(store: Transaction, person: Person, now: datetime) -> None:
    """One person whose nudge is due: the week is claimed and the bundle queued, and the next one is due."""
    organisation = await store.organisation(person.organisation)
    running = await store.asked_of(person.organisation, person.id)
    asked = [one for one in running if one.asked_on(local_day(now, person.zone))]
    following = nudge_in_next_week(person, organisation, now) if running else None
    await store.keep_person(replace(person, nudge_at=following))
    if not asked:
        return
    week = iso_week(local_day(now, person.zone))
    delivery = f"nudge.{person.id}.{week}"
    initiatives = tuple(initiative.id for initiative in asked)
    claim = Nudge(nudge_id(person.id, week), person.organisation, person.id, week, delivery, now, initiatives)
    if await store.claim_nudge(claim):
        await _close_earlier(store, person, week, now)
        card = _card(claim)
        await store.queue(row_of(person.organisation, Post(To(person=person.id), card), delivery, now))


async def _close_earlier(store: Transaction, person: Person, week: str, now: datetime) -> None:
    """A week is over when the next one is asked about: its message loses its buttons."""
    for nudge in await store.open_nudges(person.organisation, person.id):
        if nudge.week != week:
            missed = replace(nudge, state=NudgeState.MISSED, reason="not answered that week")
            await store.change_nudge(missed)
            await change(store, person.organisation, nudge.delivery, _card(missed), now)


def redrawn(nudge: Nudge) -> Change:
    """The nudge's message, showing how it stands now."""
    return Change(nudge.delivery, _card(nudge))


def _card(nudge: Nudge) -> Card:
    return Card(CARD, {"person": nudge.person, "week": nudge.week}, subject=nudge.person)


async def unanswered(store: Transaction, organisation: str, person: str) -> list[Initiative]:
    """What the newest open nudge still waits for: asked about, running, and without an answer for that week."""
    nudges = await store.open_nudges(organisation, person)
    if not nudges:
        return []
    newest = nudges[-1]
    asked = [one for one in await store.asked_of(organisation, person) if one.id in newest.initiatives]
    return [one for one in asked if await store.check_in(organisation, check_in_id(one.id, newest.week)) is None]
