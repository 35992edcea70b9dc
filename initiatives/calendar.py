"""Weeks and due moments in a person's own calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from initiatives.days_off import is_holiday
from initiatives.people import Cadence, Organisation, Person, TimeOff
from initiatives.rules import Rule, RuleBroken

NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})
"""Files of the zone database that name the machine's own zone, or none."""
HORIZON = 400
"""Days looked ahead for one on which somebody works."""
WEEKS_BACK = 8
"""How many weeks that nobody looked at are written down at most."""
RIGHT_AFTER = timedelta(microseconds=1)

Answer = TypeVar("Answer", bound=Callable[..., object])


def _remembered(function: Answer) -> Answer:
    """Its answers are kept for next time: most people have the same calendar as others, and are looked at in the same moment."""
    return cast("Answer", lru_cache(4096)(function))


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; raises RuleBroken on field `zone` when there is none."""
    if name in NO_PLACES:
        raise RuleBroken("zone", Rule.UNKNOWN_ZONE)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RuleBroken("zone", Rule.UNKNOWN_ZONE) from None


@_remembered
def local_day(now: datetime, zone: str) -> date:
    """The calendar day at `now` where the person is."""
    return now.astimezone(ZoneInfo(zone)).date()


@_remembered
def iso_week(day: date) -> str:
    """The ISO week of a day, as `2026-W53`; sorts by time."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday_in(week: str) -> date:
    """The first day of an ISO week."""
    return date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)


@_remembered
def at_hour(day: date, hour: int, zone: str) -> datetime:
    """That local hour as an instant; where the clock leaps over it, as much later as it leaps; where it comes twice, the first."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def nudge_slot(person: Person, organisation: Organisation) -> tuple[int, int]:
    """The weekday (0 is Monday) and hour the person is asked: their own choice, else the organisation's."""
    day = organisation.check_in_day if person.nudge_day is None else person.nudge_day
    hour = organisation.check_in_hour if person.nudge_hour is None else person.nudge_hour
    return day, hour


def quiet_hours(person: Person, organisation: Organisation) -> tuple[int, int]:
    """From which local hour to which the person is left alone; the same hour twice means never."""
    begin = organisation.quiet_from if person.quiet_from is None else person.quiet_from
    end = organisation.quiet_to if person.quiet_to is None else person.quiet_to
    return begin, end


def is_quiet(hour: int, quiet: tuple[int, int]) -> bool:
    """Whether that full hour lies in the quiet ones, which may run over midnight."""
    begin, end = quiet
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


class Calendar(NamedTuple):
    """Everything by which somebody's weeks are planned: as long as it is the same, so is the plan."""

    zone: str
    nudges: bool
    snoozed_until: date | None
    time_off: tuple[TimeOff, ...]
    slot: tuple[int, int]
    quiet: tuple[int, int]
    place: tuple[str, str]
    days: tuple[int, ...]
    cadence: Cadence

    def is_working_day(self, day: date) -> bool:
        """A working day of theirs, no public holiday, not off and no pause."""
        free = day.weekday() not in self.days or is_off(self, day) or is_paused(self, day)
        return not (free or is_holiday(day, *self.place))


def is_off(whose: Person | Calendar, day: date) -> bool:
    return any(period.holds(day) for period in whose.time_off)


def is_paused(whose: Person | Calendar, day: date) -> bool:
    return whose.snoozed_until is not None and day < whose.snoozed_until


def calendar_of(person: Person, organisation: Organisation) -> Calendar:
    """Their own choices, and what holds for whoever has chosen nothing else."""
    own = (person.zone, person.nudges, person.snoozed_until, person.time_off)
    place = (person.country, person.region) if person.country else (organisation.country, organisation.region)
    slot, quiet = nudge_slot(person, organisation), quiet_hours(person, organisation)
    days, cadence = person.working_days or organisation.working_days, person.cadence or organisation.cadence
    return Calendar(*own, slot, quiet, place, days, cadence)


def check_hour(person: Person, organisation: Organisation, field: str, rule: Rule) -> None:
    """Raises RuleBroken on that field when their check-in hour lies in their quiet hours."""
    _, hour = nudge_slot(person, organisation)
    begin, end = quiet_hours(person, organisation)
    if is_quiet(hour, (begin, end)):
        raise RuleBroken(field, rule, hour=str(hour), begin=str(begin), end=str(end))


def is_working_day(person: Person, organisation: Organisation, day: date) -> bool:
    """A day on which the person works: a working day of theirs, no public holiday, not off and no pause."""
    return calendar_of(person, organisation).is_working_day(day)


def working_moment(person: Person, organisation: Organisation, after: datetime) -> datetime | None:
    """The first moment from `after` on at which the person may be written to; on a later day at their check-in hour.

    None when they are off for a year and more.
    """
    today, calendar = local_day(after, person.zone), calendar_of(person, organisation)
    for number in range(HORIZON):
        day = today + timedelta(days=number)
        moment = _moment_on(calendar, day, after, None if number else 0)
        if moment is not None:
            return moment
    return None


def days_later(person: Person, organisation: Organisation, now: datetime, days: int) -> datetime | None:
    """The moment that many working days after today, at the check-in hour; None when they are off for a year and more."""
    return _days_later(calendar_of(person, organisation), now, days)


@_remembered
def _days_later(calendar: Calendar, now: datetime, days: int) -> datetime | None:
    day, left = local_day(now, calendar.zone), days
    for _ in range(HORIZON):
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
        if left <= 0 and (moment := _moment_on(calendar, day, now, None)) is not None:
            return moment
    return None


def _moment_on(calendar: Calendar, day: date, earliest: datetime, hour: int | None) -> datetime | None:
    """The first moment from `earliest` on at which the person may be written to that day, no sooner than `hour` of it."""
    if not calendar.is_working_day(day):
        return None
    begin = calendar.slot[1] if hour is None else hour
    for full in range(begin, 24):
        at = max(at_hour(day, full, calendar.zone), earliest)
        local = at.astimezone(ZoneInfo(calendar.zone))
        if local.date() == day and not is_quiet(local.hour, calendar.quiet):
            return at
    if hour is None and begin:  # the check-in hour itself was quiet to the end of the day
        return _moment_on(calendar, day, earliest, 0)
    return None


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


@_remembered
def _asked_in_week(calendar: Calendar, last: date | None, monday: date, earliest: datetime) -> datetime | NotAsked:
    if not calendar.nudges:
        return NotAsked.OPTED_OUT
    weekday, _ = calendar.slot
    if not _is_their_week(calendar.cadence, last, monday + timedelta(days=weekday)):
        return NotAsked.NOT_THEIR_WEEK
    days = [monday + timedelta(days=number) for number in (*range(weekday, 7), *reversed(range(weekday)))]
    for day in days:
        moment = _moment_on(calendar, day, earliest, None)
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


def monday_of(day: date) -> date:
    """The first day of its ISO week."""
    return day - timedelta(days=day.weekday())


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


@_remembered
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


def trial_end(end: date, organisation: Organisation, zone: str) -> datetime:
    """When the end of a trial is looked at: the organisation's check-in hour on that day, in the owner's zone."""
    return at_hour(end, organisation.check_in_hour, zone)


def next_digest(organisation: Organisation, after: datetime) -> datetime:
    """The digest goes out on the check-in day, one hour after the check-ins."""
    day = local_day(after, organisation.zone)
    hour = min(organisation.check_in_hour + 1, 23)
    day += timedelta(days=(organisation.check_in_day - day.weekday()) % 7)
    slot = at_hour(day, hour, organisation.zone)
    return slot if slot > after else at_hour(day + timedelta(days=7), hour, organisation.zone)
