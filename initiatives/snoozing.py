"""When a check-in that was put off comes back: in working time of the same week, or not before the next one."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from initiatives.calendar import at_hour, days_later, is_quiet, is_working_day, iso_week, local_day, quiet_hours
from initiatives.people import Organisation, Person

WORKING_HOURS = 3
STEP = timedelta(minutes=15)


class Snooze(StrEnum):
    """Until when a check-in is put off."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"


def snoozed_to(person: Person, organisation: Organisation, snooze: Snooze, now: datetime) -> datetime | None:
    """When it comes back; None when that is not in this week any more, so that the next check-in asks again.

    Later today is three working hours on, else the last hour before the quiet ones; when today has no such hour left, tomorrow.
    """
    if snooze is Snooze.NEXT_WEEK:
        return None
    if snooze is Snooze.TODAY and (today := _later_today(person, organisation, now)) is not None:
        return today
    moment = days_later(person, organisation, now, 1)
    return moment if moment is not None and _same_week(person, moment, now) else None


def in_its_week(person: Person, moment: datetime | None, week: str) -> datetime | None:
    """The moment, unless it lies outside that ISO week of theirs."""
    return moment if moment is not None and iso_week(local_day(moment, person.zone)) == week else None


def _same_week(person: Person, moment: datetime, now: datetime) -> bool:
    return in_its_week(person, moment, iso_week(local_day(now, person.zone))) is not None


def _later_today(person: Person, organisation: Organisation, now: datetime) -> datetime | None:
    today, zone = local_day(now, person.zone), ZoneInfo(person.zone)
    if not is_working_day(person, organisation, today):
        return None
    quiet = quiet_hours(person, organisation)
    at, left = now, timedelta(hours=WORKING_HOURS)
    while at.astimezone(zone).date() == today:
        working = not is_quiet(at.astimezone(zone).hour, quiet)
        if left <= timedelta() and working:
            return at
        at += STEP
        left -= STEP if working else timedelta()
    hours = [at_hour(today, hour, person.zone) for hour in reversed(range(24)) if not is_quiet(hour, quiet)]
    return next((hour for hour in hours if hour > now and hour.astimezone(zone).date() == today), None)
