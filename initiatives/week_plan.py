"""When somebody is asked in a week, or why not, and when their week is next looked at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from initiatives.calendar import (
    Calendar,
    at_hour,
    calendar_of,
    is_off,
    is_paused,
    local_day,
    moment_on,
    monday_of,
    remembered,
)
from initiatives.people import Cadence, Organisation, Person

WEEKS_BACK = 8
"""How many weeks that nobody looked at are written down at most."""
RIGHT_AFTER = timedelta(microseconds=1)


class NotAsked(StrEnum):
    """Why somebody is not asked in a week."""

    OPTED_OUT = "opted_out"
    PAUSED = "paused"
    OFF = "off"
    NO_WORKING_DAY = "no_working_day"
    NOT_THEIR_WEEK = "not_their_week"
    UP_TO_DATE = "up_to_date"
    NOTHING_BEGUN = "nothing_begun"
    SET_ASIDE = "set_aside"
    NO_TIME_LEFT = "no_time_left"
    NOT_RUNNING = "not_running"
    MOVED = "moved"


def asked_in_week(person: Person, organisation: Organisation, monday: date, earliest: datetime) -> datetime | NotAsked:
    """When the person is asked in the week of that Monday, no sooner than `earliest`, or why not.

    On their day, else the nearest working day after it, else the nearest before.
    """
    calendar = calendar_of(person, organisation)
    return _asked_in_week(calendar, _last_asked(person, calendar), monday, earliest)


@remembered
def _asked_in_week(calendar: Calendar, last: date | None, monday: date, earliest: datetime) -> datetime | NotAsked:
    if not calendar.nudges:
        return NotAsked.OPTED_OUT
    weekday, _ = calendar.slot
    if not _is_their_week(calendar.cadence, last, monday + timedelta(days=weekday)):
        return NotAsked.NOT_THEIR_WEEK
    days = [monday + timedelta(days=number) for number in (*range(weekday, 7), *reversed(range(weekday)))]
    for day in days:
        moment = moment_on(calendar, day, earliest, None)
        if moment is not None:
            return moment
    return _why_not(calendar, days)


def _why_not(calendar: Calendar, days: list[date]) -> NotAsked:
    if any(calendar.is_working_day(day) for day in days):
        return NotAsked.NO_TIME_LEFT
    working = [day for day in days if day.weekday() in calendar.days]
    if any(is_paused(calendar, day) for day in working):
        return NotAsked.PAUSED
    if any(is_off(calendar, day) for day in working):
        return NotAsked.OFF
    return NotAsked.NO_WORKING_DAY


def _last_asked(person: Person, calendar: Calendar) -> date | None:
    """The day they were last asked, where it says whether a week is theirs."""
    return person.asked_on if calendar.cadence is not Cadence.WEEKLY else None


def _is_their_week(cadence: Cadence, last: date | None, day: date) -> bool:
    """Whether it is their turn on that day, after when they were last asked."""
    if last is None or cadence is Cadence.WEEKLY:
        return True
    weeks = (monday_of(day) - monday_of(last)).days // 7
    if cadence is Cadence.FORTNIGHTLY:
        return weeks >= 2
    return weeks >= 3 and (day.year, day.month) != (last.year, last.month)


def next_week_begins(person: Person, now: datetime) -> datetime:
    """The first moment of the ISO week after today's, where the person is."""
    return at_hour(monday_of(local_day(now, person.zone)) + timedelta(weeks=1), 0, person.zone)


def end_of_week(person: Person, monday: date) -> datetime:
    """When a week without a question is written down: late on its Sunday, where the person is."""
    return _end_of_week(person.zone, monday)


def _end_of_week(zone: str, monday: date) -> datetime:
    return at_hour(monday + timedelta(days=6), 23, zone)


def look_at(person: Person, organisation: Organisation, after: datetime, monday: date | None = None) -> datetime:
    """When the person's week is next looked at, later than `after`: to ask them, or at its end to write down why not.

    `monday` is of the first week that counts, today's unless given.
    """
    calendar, week = calendar_of(person, organisation), monday or monday_of(local_day(after, person.zone))
    return _look_at(calendar, _last_asked(person, calendar), after, week)


@remembered
def _look_at(calendar: Calendar, last: date | None, after: datetime, monday: date) -> datetime:
    moment = _asked_in_week(calendar, last, monday, after + RIGHT_AFTER)
    at = _end_of_week(calendar.zone, monday) if isinstance(moment, NotAsked) else moment
    return at if at > after else _look_at(calendar, last, after, monday + timedelta(weeks=1))


def next_look(person: Person, organisation: Organisation, now: datetime) -> datetime:
    """When the person is next looked at by a calendar that has just changed: a slot of this week that has passed is not made up for."""
    monday = monday_of(local_day(now, person.zone))
    planned = asked_in_week(person, organisation, monday, at_hour(monday, 0, person.zone))
    if isinstance(planned, NotAsked):
        return look_at(person, organisation, now)
    return planned if planned > now else look_after(person, organisation, now)


def next_question(person: Person, organisation: Organisation, now: datetime) -> datetime:
    """When the person is asked next, as their calendar stands; no further ahead than a year, where it gives up looking."""
    first = max(person.nudge_at or next_look(person, organisation, now), now)
    monday = monday_of(local_day(first, person.zone))
    for week in range(53):
        moment = asked_in_week(person, organisation, monday + timedelta(weeks=week), first)
        if not isinstance(moment, NotAsked):
            return moment
    return first + timedelta(weeks=52)


def look_after(person: Person, organisation: Organisation, now: datetime) -> datetime:
    """When the week after today's is looked at: where the person stands once this week is done with."""
    following = monday_of(local_day(now, person.zone)) + timedelta(weeks=1)
    return look_at(person, organisation, now, following)
