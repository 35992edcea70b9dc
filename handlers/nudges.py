"""The weekly nudge: whoever is due is claimed for the week and one bundle queued, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from initiatives.calendar import iso_week, local_day, nudge_in_next_week
from initiatives.people import Person
from storage.port import Transaction
from storage.records import Nudge, NudgeState, To, nudge_id

CARD = "check_in.nudge"


async def send_due(store: Transaction, now: datetime, _new_id: Callable[[], str], limit: int) -> int:
    """Claims and queues the nudges due by now, at most `limit`; how many people were looked at."""
    people = await store.nudges_due(now, limit)
    for person in people:
        await _nudge(store, person, now)
    return len(people)


async def _nudge(store: Transaction, person: Person, now: datetime) -> None:
    organisation = await store.organisation(person.organisation)
    asked = await store.asked_of(person.organisation, person.id)
    following = nudge_in_next_week(person, organisation, now) if asked else None
    await store.keep_person(replace(person, nudge_at=following))
    if not asked:
        return
    week = iso_week(local_day(now, person.zone))
    delivery = f"nudge.{person.id}.{week}"
    initiatives = tuple(initiative.id for initiative in asked)
    claim = Nudge(nudge_id(person.id, week), person.organisation, person.id, week, delivery, now, initiatives)
    if await store.claim_nudge(claim):
        await _close_earlier(store, person, week)
        card = Card(CARD, {"person": person.id, "week": week}, subject=person.id)
        await store.queue(row_of(person.organisation, Post(To(person=person.id), card), delivery, now))


async def _close_earlier(store: Transaction, person: Person, week: str) -> None:
    for nudge in await store.open_nudges(person.organisation, person.id):
        if nudge.week != week:
            await store.change_nudge(replace(nudge, state=NudgeState.MISSED, reason="not answered that week"))
