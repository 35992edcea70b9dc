"""The weekly nudge: each person's week is looked at once, and one bundle queued or the reason kept, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers.conversation import Card, Change, Post
from handlers.deliveries import change, row_of
from handlers.unasked import counted
from initiatives.calendar import (
    NotAsked,
    asked_in_week,
    at_hour,
    days_later,
    end_of_week,
    is_off,
    iso_week,
    local_day,
    look_after,
    monday_of,
)
from initiatives.check_ins import check_in_id
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from storage.port import Transaction
from storage.records import Delivery, Nudge, NudgeState, To, nudge_id

CARD = "check_in.nudge"
UNANSWERED = "unanswered"
"""Why a week was missed that was asked about."""
WEEKS_BACK = 8
"""How many weeks in which nothing ran are written down at most."""


async def send_due(store: Transaction, now: datetime, _new_id: Callable[[], str], limit: int) -> int:
    """Looks at the weeks due by now, at most `limit`; how many people were looked at."""
    people = await store.nudges_due(now, limit)
    for person in people:
        await _look(store, person, now)
    return len(people)


async def _look(store: Transaction, person: Person, now: datetime) -> None:
    """Asks the person, or plans when they are looked at again; a week in which nobody is asked says why."""
    organisation = await store.organisation(person.organisation)
    running = await asked_about(store, organisation, person, now)
    if not running and not await is_asked(store, person):
        await store.keep_person(replace(person, nudge_at=None))
        return
    today = local_day(now, person.zone)
    monday, week = monday_of(today), iso_week(today)
    if running:
        await keep_missed_weeks(store, person, organisation, monday, now)
    moment = asked_in_week(person, organisation, monday, now)
    if await store.nudge(person.organisation, person.id, week) is not None:
        await _plan(store, person, organisation, now)
    elif isinstance(moment, NotAsked) and now < end_of_week(person, monday):
        await store.keep_person(replace(person, nudge_at=end_of_week(person, monday)))
    elif isinstance(moment, NotAsked):
        await _skip(store, person, organisation, week, moment if running else None, now)
    elif moment > now:
        await store.keep_person(replace(person, nudge_at=moment))
    else:
        await _ask(store, person, organisation, running, now)


async def _ask(
    store: Transaction, person: Person, organisation: Organisation, running: list[Initiative], now: datetime
) -> None:
    today = local_day(now, person.zone)
    week = iso_week(today)
    asked = await worth_asking(store, person, organisation, running, now)
    if isinstance(asked, NotAsked):
        await _skip(store, person, organisation, week, asked if running else None, now)
        return
    delivery = f"nudge.{person.id}.{week}"
    initiatives = tuple(initiative.id for initiative in asked)
    reminded = days_later(person, organisation, now, organisation.remind_after) if organisation.remind_after else None
    claim = Nudge(
        nudge_id(person.id, week), person.organisation, person.id, week, delivery, now, initiatives, remind_at=reminded
    )
    if await store.claim_nudge(claim):
        await _close_earlier(store, person, week, now)
        row = row_of(person.organisation, Post(To(person=person.id), _card(claim)), delivery, now)
        over = at_hour(monday_of(today) + timedelta(weeks=1), 0, person.zone)
        await store.queue(replace(row, unasked=True, until=over))
        await counted(store, person, now)
    await _plan(store, replace(person, asked_on=today), organisation, now)


async def worth_asking(
    store: Transaction, person: Person, organisation: Organisation, running: list[Initiative], now: datetime
) -> list[Initiative] | NotAsked:
    """What of it is asked about at that moment, or why nothing is."""
    today = local_day(now, person.zone)
    week, begun = iso_week(today), [one for one in running if one.asked_on(today)]
    asked = [one for one in begun if not await _is_known(store, organisation, one, week, today_is=now, person=person)]
    return asked or (NotAsked.UP_TO_DATE if begun else NotAsked.NOTHING_BEGUN)


async def _is_known(
    store: Transaction,
    organisation: Organisation,
    initiative: Initiative,
    week: str,
    *,
    today_is: datetime,
    person: Person,
) -> bool:
    """Its number of the week is there already, or one so new that there is no need to ask."""
    latest = initiative.latest
    age = (local_day(today_is, person.zone) - latest.on).days if latest is not None else None
    if age is not None and age < organisation.fresh_days:
        return True
    return await store.check_in(organisation.id, check_in_id(initiative.id, week)) is not None


async def _skip(
    store: Transaction, person: Person, organisation: Organisation, week: str, why: NotAsked | None, now: datetime
) -> None:
    if why is not None:
        await store.claim_nudge(skipped(person, week, why, now))
    await _plan(store, person, organisation, now)


async def keep_missed_weeks(
    store: Transaction, person: Person, organisation: Organisation, this_week: date, now: datetime
) -> None:
    """Weeks before that Monday's which nobody looked at say so, unless nobody would have been asked anyhow.

    The person is as they were when their week was planned: whoever has moved to another zone may have left one behind.
    """
    if person.nudge_at is None:
        return
    otherwise = NotAsked.NOT_RUNNING if person.nudge_at <= now else NotAsked.MOVED
    monday = max(monday_of(local_day(person.nudge_at, person.zone)), this_week - timedelta(weeks=WEEKS_BACK))
    while monday < this_week:
        moment = asked_in_week(person, organisation, monday, at_hour(monday, 0, person.zone))
        why = moment if isinstance(moment, NotAsked) else otherwise
        await store.claim_nudge(skipped(person, iso_week(monday), why, now))
        monday += timedelta(weeks=1)


def skipped(person: Person, week: str, why: NotAsked, now: datetime) -> Nudge:
    """What is kept of a week in which nobody was asked."""
    state, key = NudgeState.SKIPPED, nudge_id(person.id, week)
    return Nudge(key, person.organisation, person.id, week, "", now, (), state, why.value)


async def _plan(store: Transaction, person: Person, organisation: Organisation, now: datetime) -> None:
    await store.keep_person(replace(person, nudge_at=look_after(person, organisation, now)))


async def is_asked(store: Transaction, person: Person) -> bool:
    """Whether somebody's weeks are looked at: something of theirs is running, or of somebody they stand in for."""
    if await store.asked_of(person.organisation, person.id):
        return True
    others = await store.standing_in(person.organisation, person.id)
    return any([await store.asked_of(person.organisation, other.id) for other in others])


async def asked_about(
    store: Transaction, organisation: Organisation, person: Person, now: datetime
) -> list[Initiative]:
    """What somebody is asked about now: their own, and what belongs to whoever they stand in for and who is off all week."""
    asked = await store.asked_of(person.organisation, person.id)
    for other in await store.standing_in(person.organisation, person.id):
        if is_stood_in_for(other, organisation, now):
            asked += await store.asked_of(other.organisation, other.id)
    return asked


def is_stood_in_for(person: Person, organisation: Organisation, now: datetime) -> bool:
    """Whether a stand-in answers for them: off now, and not to be asked themselves in this week."""
    today = local_day(now, person.zone)
    whole = asked_in_week(person, organisation, monday_of(today), at_hour(monday_of(today), 0, person.zone))
    return bool(person.stand_in) and is_off(person, today) and whole is NotAsked.OFF


async def _close_earlier(store: Transaction, person: Person, week: str, now: datetime) -> None:
    """A week is over when the next one is asked about: its message loses its buttons."""
    for nudge in await store.open_nudges(person.organisation, person.id):
        if nudge.week != week:
            missed = replace(nudge, state=NudgeState.MISSED, reason=UNANSWERED)
            await store.change_nudge(missed)
            await change(store, person.organisation, nudge.delivery, _card(missed), now)


async def out_of_time(store: Transaction, row: Delivery) -> None:
    """Called with a message that its reader's week had no time left for: a nudge is kept as missed."""
    if row.card != CARD:
        return
    nudge = await store.nudge(row.organisation, row.about["person"], row.about["week"])
    if nudge is not None and nudge.delivery == row.id and nudge.waits:
        await store.change_nudge(replace(nudge, state=NudgeState.MISSED, reason=NotAsked.NO_TIME_LEFT.value))


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
    asked = [await store.initiative(organisation, one) for one in newest.initiatives]
    running = [one for one in asked if one is not None and one.asked_weekly]
    return [one for one in running if await store.check_in(organisation, check_in_id(one.id, newest.week)) is None]
