"""Weeks and due moments in a person's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from initiatives.people import Organisation, Person
from initiatives.rules import Rule, RuleBroken

NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})
"""Files of the zone database that name the machine's own zone, or none."""


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
    """That local hour as an instant; in a daylight-saving gap the first moment after it, in a fold the first of the two."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def nudge_slot(person: Person, organisation: Organisation) -> tuple[int, int]:
    """The weekday (0 is Monday) and hour the person is asked: their own choice, else the organisation's."""
    day = organisation.check_in_day if person.nudge_day is None else person.nudge_day
    hour = organisation.check_in_hour if person.nudge_hour is None else person.nudge_hour
    return day, hour


def next_nudge(person: Person, organisation: Organisation, after: datetime) -> datetime:
    """The first slot later than `after`, in a week not before, and not while snoozed."""
    weekday, hour = nudge_slot(person, organisation)
    day = local_day(after, person.zone)
    if person.snoozed_until is not None:
        day = max(day, person.snoozed_until)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    slot = at_hour(day, hour, person.zone)
    return slot if slot > after else at_hour(day + timedelta(days=7), hour, person.zone)


def nudge_in_next_week(person: Person, organisation: Organisation, now: datetime) -> datetime:
    """The slot of a later ISO week than today's: where the person stands once this week's nudge exists."""
    today = local_day(now, person.zone)
    week_end = today + timedelta(days=6 - today.weekday())
    return next_nudge(person, organisation, at_hour(week_end, 23, person.zone))


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
