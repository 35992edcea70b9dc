"""Days, weeks and moments in a person's own calendar: when they work, and when they may be written to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
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

Answer = TypeVar("Answer", bound=Callable[..., object])


def remembered(function: Answer) -> Answer:
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


@remembered
def local_day(now: datetime, zone: str) -> date:
    """The calendar day at `now` where the person is."""
    return now.astimezone(ZoneInfo(zone)).date()


@remembered
def iso_week(day: date) -> str:
    """The ISO week of a day, as `2026-W53`; sorts by time."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday_in(week: str) -> date:
    """The first day of an ISO week."""
    return date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)


def monday_of(day: date) -> date:
    """The first day of its ISO week."""
    return day - timedelta(days=day.weekday())


@remembered
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
        moment = moment_on(calendar, day, after, None if number else 0)
        if moment is not None:
            return moment
    return None


def days_later(person: Person, organisation: Organisation, now: datetime, days: int) -> datetime | None:
    """The moment that many working days after today, at the check-in hour; None when they are off for a year and more."""
    return _days_later(calendar_of(person, organisation), now, days)


@remembered
def _days_later(calendar: Calendar, now: datetime, days: int) -> datetime | None:
    day, left = local_day(now, calendar.zone), days
    for _ in range(HORIZON):
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
        if left <= 0 and (moment := moment_on(calendar, day, now, None)) is not None:
            return moment
    return None


def moment_on(calendar: Calendar, day: date, earliest: datetime, hour: int | None) -> datetime | None:
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
        return moment_on(calendar, day, earliest, 0)
    return None


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
