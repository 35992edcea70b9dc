"""What follows when somebody's time off or stand-in changes: their plan, the week's open question, and whoever stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.asking import nudged, replanned
from handlers.bundles import redrawn
from handlers.conversation import Also, Card, Change, Post, Remove, Turn
from handlers.unasked import say_unasked
from initiatives.absence import ahead
from initiatives.calendar import at_hour, calendar_of, days_later, iso_week, local_day, monday_of, working_moment
from initiatives.people import Organisation, Person, TimeOff
from initiatives.snoozing import in_its_week
from storage.records import Delivery, DeliveryState, To
from storage.weeks import Nudge, NudgeState

STANDING_IN = "away.standing_in"
Told = tuple[str, str, str]
"""Whom, and of which first and last day."""


async def keep(turn: Turn, before: Person, after: Person) -> Also:
    """Stores the person as they are now; returns the messages that change."""
    planned = after
    if calendar_of(before, turn.organisation) != calendar_of(after, turn.organisation):
        planned = await replanned(turn.store, turn.organisation, after, turn.now)
    await turn.store.keep_person(planned)
    if (before.time_off, before.stand_in) == (after.time_off, after.stand_in):
        return ()
    for other in sorted({before.stand_in, after.stand_in} - {""}):
        await nudged(turn.store, turn.organisation, other, turn.now)
    return (*await _open_question(turn, before, planned), *await _stand_ins_told(turn, planned))


async def _open_question(turn: Turn, before: Person, after: Person) -> Also:
    """A week asked about already: its reminder waits for the return, and its message says so."""
    week = iso_week(local_day(turn.now, after.zone))
    if periods_in(before, week) == periods_in(after, week):
        return ()
    also: list[Change] = []
    for nudge in await turn.store.open_nudges(turn.org, after.id):
        if nudge.week == week:
            moved = with_reminder(after, turn.organisation, nudge, turn)
            await turn.store.change_nudge(moved)
            also.append(redrawn(moved))
    return tuple(also)


def with_reminder(person: Person, organisation: Organisation, nudge: Nudge, turn: Turn) -> Nudge:
    """The nudge with its reminder where the person's calendar puts it now: in its week, else there is none."""
    if nudge.reminder or not nudge.waits:
        return nudge
    wanted = nudge.remind_at
    if nudge.state is NudgeState.OPEN:
        after = organisation.remind_after
        wanted = days_later(person, organisation, nudge.at, after) if after else None
    moment = working_moment(person, organisation, max(wanted, turn.now)) if wanted is not None else None
    return replace(nudge, remind_at=in_its_week(person, moment, nudge.week))


def periods_in(person: Person, week: str) -> tuple[TimeOff, ...]:
    """The time off that touches that ISO week."""
    monday = date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)
    return tuple(one for one in person.time_off if one.last >= monday and one.first <= monday + timedelta(days=6))


async def _stand_ins_told(turn: Turn, person: Person) -> Also:
    """Each period is told to its stand-in once; what was told and holds no longer is taken back where it stands."""
    today = local_day(turn.now, person.zone)
    wanted = {(person.stand_in, one.first.isoformat(), one.last.isoformat()) for one in ahead(person, today)}
    wanted = wanted if person.stand_in else set()
    rows = [row for row in await turn.store.deliveries_about(turn.org, STANDING_IN, person.id) if _stands(row, today)]
    also: list[Change | Remove] = []
    for row in rows:
        if _told(row) not in wanted:
            ended = Card(STANDING_IN, {**row.about, "ended": "yes"}, subject=person.id)
            also.append(Change(row.id, ended) if row.message else Remove(row.id))
    for told in sorted(wanted - {_told(row) for row in rows}):
        await _tell(turn, person, told)
    return tuple(also)


def _told(row: Delivery) -> Told:
    return row.about["stand_in"], row.about["begins"], row.about["ends"]


def _stands(row: Delivery, today: date) -> bool:
    """Not taken back, and about days that are not over."""
    gone = row.remove or row.state in (DeliveryState.REMOVED, DeliveryState.FAILED) or bool(row.about.get("ended"))
    return not gone and monday_of(date.fromisoformat(row.about["ends"])) >= monday_of(today)


async def _tell(turn: Turn, person: Person, told: Told) -> None:
    stand_in, first, last = told
    about = {"person": person.id, "stand_in": stand_in, "begins": first, "ends": last}
    card = Card(STANDING_IN, about, subject=person.id)
    over = at_hour(date.fromisoformat(last) + timedelta(days=1), 0, person.zone)
    post = Post(To(person=stand_in), card, key=f"standing_in.{turn.new_id()}")
    await say_unasked(turn.store, stand_in, turn.organisation, post, turn.now, until=over)
