"""Workshops: when they take place or on demand, how many find room, who comes, and when that is looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from initiatives.calendar import calendar_of, local_day, moment_on
from initiatives.learning import Need
from initiatives.people import Organisation, Person
from initiatives.rules import Rule, RuleBroken

MOST_WORKSHOPS, MOST_PLACES = 50, 200
"""How many are to come at once, and how many people one has room for at most."""
AHEAD = timedelta(days=366)
OFFERED_AHEAD = timedelta(days=60)
"""How soon a workshop has to come to be offered beside a proposal."""
ASKED_BACK = timedelta(days=30)
"""How long after it began it is known who had a place, and whoever had one finds it in the list to say that they were there."""
SEARCHED = 14


@dataclass(frozen=True)
class Workshop:
    """Without `at` it takes place on demand; without `places` it has room for everybody, as far as one can have.

    `look_at` is when it is looked at next: at once when there is `news` for those who come, else when it begins, after which
    it is `over`, and when its places are forgotten. One that was called off is not `active` any more.
    """

    id: str
    organisation: str
    title: str
    about: str
    host: str = ""
    where: str = ""
    at: datetime | None = None
    places: int | None = None
    need: Need | None = None
    active: bool = True
    over: bool = False
    news: bool = False
    look_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is to come, as far as it has been looked at."""
        return self.active and not self.over

    @property
    def room(self) -> int:
        return MOST_PLACES if self.places is None else self.places

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can say that they come."""
        return self.active and not self.begun(now)

    def begun(self, now: datetime) -> bool:
        return self.at is not None and self.at <= now

    @property
    def forget_at(self) -> datetime | None:
        """When nobody has to know any more who had a place."""
        return self.at + ASKED_BACK if self.at is not None else None

    def may_have_been(self, now: datetime) -> bool:
        """Whether somebody can have been there by now."""
        return self.active and (self.at is None or self.begun(now))


@dataclass(frozen=True)
class Place:
    """Somebody said that they come. `remind_at` is when they are reminded, None afterwards or when there is no day before."""

    id: str
    organisation: str
    workshop: str
    person: str
    taken_at: datetime
    remind_at: datetime | None = None


def place_id(workshop: str, person: str) -> str:
    """One for each person and workshop."""
    return f"{workshop}.{person}"


def clock_in(text: str) -> time:
    """The time of day in “14:30”, “9” or “9h30”; raises RuleBroken on field `hour` when it is none."""
    found = re.fullmatch(r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?)?", text.strip(), re.ASCII)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise RuleBroken("hour", Rule.NOT_A_TIME)
    return time(hour, minute)


def beginning(day: date | None, clock: str, zone: str) -> datetime | None:
    """The moment of a day and a time of day as typed; None when neither is said.

    Raises:
        RuleBroken: one of the two is missing, or the time is none.
    """
    if day is None and not clock.strip():
        return None
    if day is None or not clock.strip():
        raise RuleBroken("day" if day is None else "hour", Rule.EMPTY)
    return datetime.combine(day, clock_in(clock), ZoneInfo(zone)).astimezone(UTC)


def planned(before: Workshop | None, workshop: Workshop, now: datetime, standing: int) -> Workshop:
    """The workshop as it may be kept. Those who come hear of another day or place; `standing` are to come already.

    Raises:
        RuleBroken: nothing is said, it is to begin in the past or too far ahead, it is over, or there are too many.
    """
    for field, said in (("title", workshop.title), ("about", workshop.about)):
        if not said:
            raise RuleBroken(field, Rule.EMPTY)
    if before is None and standing >= MOST_WORKSHOPS:
        raise RuleBroken("title", Rule.ENOUGH_TO_LEARN)
    if before is not None and not before.is_open(now):
        raise RuleBroken("", Rule.WRONG_STAGE)
    if workshop.at is not None and workshop.at <= now:
        raise RuleBroken("day", Rule.START_TOO_EARLY)
    if workshop.at is not None and workshop.at > now + AHEAD:
        raise RuleBroken("day", Rule.PERIOD_FAR)
    news = before is not None and (before.news or (before.at, before.where) != (workshop.at, workshop.where))
    return replace(workshop, news=news, look_at=now if news else workshop.at)


def called_off(workshop: Workshop, now: datetime) -> Workshop:
    """It does not take place, which those who come are told; raises RuleBroken when it has begun."""
    if not workshop.is_open(now):
        raise RuleBroken("", Rule.WRONG_STAGE)
    return replace(workshop, active=False, news=True, look_at=now)


def looked_at(workshop: Workshop, now: datetime) -> Workshop:
    """Everything that was due is done; what comes next has its moment."""
    moments = (workshop.at, workshop.forget_at) if workshop.active else ()
    later = next((moment for moment in moments if moment is not None and moment > now), None)
    return replace(workshop, news=False, over=workshop.over or workshop.begun(now), look_at=later)


def taken(workshop: Workshop, person: Person, organisation: Organisation, others: int, now: datetime) -> Place:
    """A place for somebody; raises RuleBroken when it has begun, is called off, or `others` have every place."""
    if not workshop.is_open(now):
        raise RuleBroken("", Rule.WRONG_STAGE)
    if others >= workshop.room:
        raise RuleBroken("", Rule.NO_PLACE_LEFT)
    key = place_id(workshop.id, person.id)
    remind_at = reminder(workshop, person, organisation, now)
    return Place(key, organisation.id, workshop.id, person.id, now, remind_at)


def reminder(workshop: Workshop, person: Person, organisation: Organisation, now: datetime) -> datetime | None:
    """The person's check-in hour on their last working day before it; None when that day is here already."""
    if workshop.at is None or not workshop.active:
        return None
    calendar, today = calendar_of(person, organisation), local_day(now, person.zone)
    day = local_day(workshop.at, person.zone)
    for _ in range(SEARCHED):
        day -= timedelta(days=1)
        if day <= today:
            return None
        if (moment := moment_on(calendar, day, now, None)) is not None:
            return moment
    return None
