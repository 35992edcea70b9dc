"""Weeks and due moments in a person's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from initiatives.days_off import is_holiday
from initiatives.people import Cadence, Organisation, Person
from initiatives.rules import Rule, RuleBroken

NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})
"""Files of the zone database that name the machine's own zone, or none."""
HORIZON = 400
"""Days looked ahead for one on which somebody works."""
WEEKS_BACK = 8
"""How many weeks that nobody looked at are written down at most."""
RIGHT_AFTER = timedelta(microseconds=1)


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; raises RuleBroken on field `zone` when there is none."""
    if name in NO_PLACES:
        raise RuleBroken("zone", Rule.UNKNOWN_ZONE)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RuleBroken("zone", Rule.UNKNOWN_ZONE) from None


def local_day(now: datetime, zone: str) -> date:
    """The calendar day at `now` where the person is."""
    return now.astimezone(ZoneInfo(zone)).date()


def iso_week(day: date) -> str:
    """The ISO week of a day, as `2026-W53`; sorts by time."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


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


def is_working_day(person: Person, organisation: Organisation, day: date) -> bool:
    """A day on which the person works: a working day of theirs, no public holiday, not off and no pause."""
    return not (
        day.weekday() not in (person.working_days or organisation.working_days)
        or is_off(person, day)
        or is_paused(person, day)
        or _is_holiday(person, organisation, day)
    )


def is_off(person: Person, day: date) -> bool:
    return any(period.holds(day) for period in person.time_off)


def is_paused(person: Person, day: date) -> bool:
    return person.snoozed_until is not None and day < person.snoozed_until


def _is_holiday(person: Person, organisation: Organisation, day: date) -> bool:
    if person.country:
        return is_holiday(day, person.country, person.region)
    return is_holiday(day, organisation.country, organisation.region)


def calendar_of(person: Person, organisation: Organisation) -> tuple[object, ...]:
    """Everything by which somebody's weeks are planned: as long as it is the same, so is the plan."""
    own = (person.zone, person.nudges, person.snoozed_until, person.time_off)
    place = (person.country, person.region) if person.country else (organisation.country, organisation.region)
    days, cadence = person.working_days or organisation.working_days, person.cadence or organisation.cadence
    return *own, nudge_slot(person, organisation), quiet_hours(person, organisation), place, days, cadence


def check_hour(person: Person, organisation: Organisation, field: str, rule: Rule) -> None:
    """Raises RuleBroken on that field when their check-in hour lies in their quiet hours."""
    _, hour = nudge_slot(person, organisation)
    begin, end = quiet_hours(person, organisation)
    if is_quiet(hour, (begin, end)):
        raise RuleBroken(field, rule, hour=str(hour), begin=str(begin), end=str(end))


def working_moment(person: Person, organisation: Organisation, after: datetime) -> datetime | None:
    """The first moment from `after` on at which the person may be written to; on a later day at their check-in hour.

    None when they are off for a year and more.
    """
    today = local_day(after, person.zone)
    for number in range(HORIZON):
        day = today + timedelta(days=number)
        moment = _moment_on(person, organisation, day, after, None if number else 0)
        if moment is not None:
            return moment
    return None


def days_later(person: Person, organisation: Organisation, now: datetime, days: int) -> datetime | None:
    """The moment that many working days after today, at the check-in hour; None when they are off for a year and more."""
    day, left = local_day(now, person.zone), days
    for _ in range(HORIZON):
        day += timedelta(days=1)
        left -= is_working_day(person, organisation, day)
        if left <= 0 and (moment := _moment_on(person, organisation, day, now, None)) is not None:
            return moment
    return None


def _moment_on(
    person: Person, organisation: Organisation, day: date, earliest: datetime, hour: int | None
) -> datetime | None:
    """The first moment from `earliest` on at which the person may be written to that day, no sooner than `hour` of it."""
    if not is_working_day(person, organisation, day):
        return None
    quiet = quiet_hours(person, organisation)
    begin = nudge_slot(person, organisation)[1] if hour is None else hour
    for full in range(begin, 24):
        at = max(at_hour(day, full, person.zone), earliest)
        local = at.astimezone(ZoneInfo(person.zone))
        if local.date() == day and not is_quiet(local.hour, quiet):
            return at
    if hour is None and begin:  # the check-in hour itself was quiet to the end of the day
        return _moment_on(person, organisation, day, earliest, 0)
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
    if not person.nudges:
        return NotAsked.OPTED_OUT
    weekday, _ = nudge_slot(person, organisation)
    if not _is_their_week(person, organisation, monday + timedelta(days=weekday)):
        return NotAsked.NOT_THEIR_WEEK
    days = [monday + timedelta(days=number) for number in (*range(weekday, 7), *reversed(range(weekday)))]
    for day in days:
        moment = _moment_on(person, organisation, day, earliest, None)
        if moment is not None:
            return moment
    return _why_not(person, organisation, days)


def _why_not(person: Person, organisation: Organisation, days: list[date]) -> NotAsked:
    if any(is_working_day(person, organisation, day) for day in days):
        return NotAsked.NO_TIME_LEFT
    working = [day for day in days if day.weekday() in (person.working_days or organisation.working_days)]
    if any(is_paused(person, day) for day in working):
        return NotAsked.PAUSED
    if any(is_off(person, day) for day in working):
        return NotAsked.OFF
    return NotAsked.NO_WORKING_DAY


def _is_their_week(person: Person, organisation: Organisation, day: date) -> bool:
    """Whether it is their turn on that day, after when they were last asked."""
    last, cadence = person.asked_on, person.cadence or organisation.cadence
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
    return at_hour(monday + timedelta(days=6), 23, person.zone)


def look_at(person: Person, organisation: Organisation, after: datetime, monday: date | None = None) -> datetime:
    """When the person's week is next looked at, later than `after`: to ask them, or at its end to write down why not.

    `monday` is of the first week that counts, today's unless given.
    """
    week = monday or monday_of(local_day(after, person.zone))
    moment = asked_in_week(person, organisation, week, after + RIGHT_AFTER)
    at = end_of_week(person, week) if isinstance(moment, NotAsked) else moment
    return at if at > after else look_at(person, organisation, after, week + timedelta(weeks=1))


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
