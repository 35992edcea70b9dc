"""Years of check-ins in every time zone there is: one slot a week, never in quiet hours, whatever the clock does."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from multiprocessing import get_context
from zoneinfo import ZoneInfo, available_timezones

import pytest

from initiatives.calendar import NO_PLACES, is_quiet, monday_of, quiet_hours
from initiatives.people import Organisation, Person
from initiatives.week_plan import look_after

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 2, tzinfo=UTC)
"""Three years, with a week 53 in the first."""
HOURS = (0, 2, 6, 8, 9, 12, 18, 23)
SLOTS = tuple((day, hour) for day in range(7) for hour in HOURS)
ALWAYS = Organisation("acme", "acme", "Acme", working_days=tuple(range(7)), quiet_from=0, quiet_to=0)
USUAL = Organisation("acme", "acme", "Acme")
EARLY = Organisation("acme", "acme", "Acme", working_days=(1, 6), quiet_from=3, quiet_to=23)
ORGANISATIONS = (ALWAYS, USUAL, EARLY)

HALF_AN_HOUR = timedelta(minutes=30)

Transitions = tuple[tuple[datetime, timedelta], ...]


def transitions(name: str) -> Transitions:
    """From when on which offset holds, to the second, over the years that are walked through and the weeks around them."""
    zone, at, end = ZoneInfo(name), BEGIN - timedelta(days=15), END + timedelta(days=15)
    found = [(at, offset(at, zone))]
    while at < end:
        after = at + timedelta(hours=1)
        if offset(after, zone) != found[-1][1]:
            found.append((first_with(offset(after, zone), at, after, zone), offset(after, zone)))
        at = after
    return tuple(found)


def offset(at: datetime, zone: ZoneInfo) -> timedelta:
    found = at.astimezone(zone).utcoffset()
    assert found is not None
    return found


def first_with(wanted: timedelta, early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The second at which that offset begins, between two moments."""
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (early, middle) if offset(middle, zone) == wanted else (middle, late)
    return late


@lru_cache(maxsize=1)
def groups() -> list[list[str]]:
    """Every zone there is; those whose clocks show the same at every moment of those years stand together."""
    names = sorted(available_timezones() - NO_PLACES)
    with ProcessPoolExecutor(2, get_context("forkserver")) as pool:
        known = sorted(zip(pool.map(transitions, names, chunksize=20), names, strict=True))
    return [[name for _, name in same] for _, same in groupby(known, key=lambda each: each[0])]


def walked(name: str) -> int:
    """How many slots the zone has; each is looked at."""
    return sum(one_walk(name, slot, organisation) for organisation in ORGANISATIONS for slot in SLOTS)


def one_walk(name: str, slot: tuple[int, int], organisation: Organisation) -> int:
    """From look to look over the years, as the job goes: it meets each ISO week once, at the moment that is planned for it."""
    ada, zone = Person("ada", "acme", "Ada", zone=name, nudge_day=slot[0], nudge_hour=slot[1]), ZoneInfo(name)
    at, monday, count = look_after(ada, organisation, BEGIN), monday_of(BEGIN.astimezone(zone).date()), 0
    while at < END:
        local = at.astimezone(zone)
        where = (name, slot, local)
        assert monday_of(local.date()) == monday + timedelta(weeks=1), where
        assert local.weekday() in expected_days(slot[0], organisation), where
        assert not is_quiet(local.hour, quiet_hours(ada, organisation)), where
        if not is_quiet(slot[1], quiet_hours(ada, organisation)):
            assert (local.hour, local.minute) == (slot[1], 0) or leapt_over(local, slot[1], zone), where
        monday, count = monday + timedelta(weeks=1), count + 1
        at = look_after(ada, organisation, at)
    return count


def expected_days(day: int, organisation: Organisation) -> tuple[int, ...]:
    """The day itself, else the next working day of the week, else the last one before."""
    working = organisation.working_days
    later = [each for each in working if each >= day]
    return (later[0],) if later else (working[-1],)


def leapt_over(local: datetime, hour: int, zone: ZoneInfo) -> bool:
    """Whether that hour of the day does not exist; then the question may come early in the day, or right after the leap."""
    wall = datetime(local.year, local.month, local.day, hour, tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None)


@pytest.mark.prove
def test_every_zone_has_exactly_one_slot_a_week_for_three_years() -> None:
    same = groups()
    assert sum(map(len, same)) > 590
    with ProcessPoolExecutor(2, get_context("forkserver")) as pool:
        counts = list(pool.map(walked, [names[0] for names in same]))
    weeks = len(ORGANISATIONS) * len(SLOTS)
    assert all(156 * weeks <= count <= 158 * weeks for count in counts)


@pytest.mark.prove
def test_zones_that_stand_together_show_the_same_time_at_every_half_hour() -> None:
    moments = [BEGIN + number * HALF_AN_HOUR for number in range((END - BEGIN) // HALF_AN_HOUR)]
    for names in groups():
        if len(names) > 1:
            first, *others = [ZoneInfo(name) for name in names]
            shown = [offset(at, first) for at in moments]
            for other in others:
                assert [offset(at, other) for at in moments] == shown, names


AWKWARD = (
    "Europe/Berlin", "Asia/Beirut", "Africa/Cairo", "America/Santiago", "America/Nuuk", "Antarctica/Troll",
    "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago",
)  # fmt: skip


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_zone_has_exactly_one_slot_a_week(name: str) -> None:
    for slot in ((0, 9), (3, 0), (4, 0), (5, 23), (6, 0), (6, 2), (6, 23)):
        for organisation in ORGANISATIONS:
            assert one_walk(name, slot, organisation) in (156, 157, 158)
