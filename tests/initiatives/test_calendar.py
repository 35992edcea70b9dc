"""Weeks and due moments in a person's own calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.calendar import (
    NotAsked,
    asked_in_week,
    at_hour,
    iso_week,
    local_day,
    look_after,
    look_at,
    monday_of,
    next_digest,
    nudge_slot,
    trial_end,
    zone_named,
)
from initiatives.people import Organisation, Person
from initiatives.rules import Rule, RuleBroken

ZONES = [
    "UTC", "Europe/Paris", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Santiago",
    "Africa/Casablanca", "Africa/Cairo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Beirut", "Australia/Lord_Howe", "Australia/Sydney",
    "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Atlantic/Azores",
]  # fmt: skip
zones = st.sampled_from(ZONES)
slots = st.tuples(st.integers(0, 6), st.integers(0, 23))
moments = st.datetimes(datetime(2025, 12, 1), datetime(2029, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001
ACME = Organisation("o", "o", "Acme", working_days=tuple(range(7)), quiet_from=0, quiet_to=0)


def person(zone: str = "UTC", day: int | None = None, hour: int | None = None, snoozed: date | None = None) -> Person:
    return Person("p", "o", "Ada", zone=zone, nudge_day=day, nudge_hour=hour, snoozed_until=snoozed)


@given(zones, slots, moments)
def test_the_next_nudge_is_strictly_later_and_at_most_a_week_away(
    zone: str, slot: tuple[int, int], now: datetime
) -> None:
    due = look_at(person(zone, *slot), ACME, now)
    assert now < due <= now + timedelta(days=7, hours=2)


@given(zones, slots, moments)
def test_walking_from_nudge_to_nudge_meets_each_iso_week_exactly_once(
    zone: str, slot: tuple[int, int], now: datetime
) -> None:
    ada, due, days = person(zone, *slot), now, []
    for _ in range(60):
        due = look_after(ada, ACME, due)
        days.append(local_day(due, zone))
    mondays = [day - timedelta(days=day.weekday()) for day in days]
    assert [after - before for before, after in pairwise(mondays)] == [timedelta(days=7)] * 59
    assert {day.weekday() for day in days} == {slot[0]}


@given(zones, slots, moments)
def test_once_this_week_is_done_the_next_is_the_slot_of_the_week_after(
    zone: str, slot: tuple[int, int], now: datetime
) -> None:
    today = local_day(now, zone)
    due = look_after(person(zone, *slot), ACME, now)
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    assert local_day(due, zone) == monday + timedelta(days=slot[0])


@given(zones, slots, moments, st.integers(0, 60))
def test_nobody_is_asked_while_snoozed_nor_much_later(
    zone: str, slot: tuple[int, int], now: datetime, days: int
) -> None:
    until = local_day(now, zone) + timedelta(days=days)
    ada = person(zone, *slot, snoozed=until)
    due = asked_in_week(ada, ACME, monday_of(until), at_hour(monday_of(until), 0, zone))
    assert not isinstance(due, NotAsked)
    assert until <= local_day(due, zone) <= until + timedelta(days=6)
    if monday_of(until) > monday_of(local_day(now, zone)):
        before = monday_of(until) - timedelta(weeks=1)
        earlier = asked_in_week(ada, ACME, before, at_hour(before, 0, zone))
        assert earlier is NotAsked.PAUSED or local_day(now, zone) >= before


def test_a_snooze_that_is_over_changes_nothing() -> None:
    now = datetime(2026, 11, 4, 8, tzinfo=UTC)
    assert look_at(person(snoozed=date(2026, 10, 1)), ACME, now) == look_at(person(), ACME, now)


@given(zones, st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.integers(0, 23))
def test_a_local_hour_is_that_hour_unless_the_clock_skips_it(zone: str, day: date, hour: int) -> None:
    local = at_hour(day, hour, zone).astimezone(ZoneInfo(zone))
    assert local.date() == day
    assert (local.hour, local.minute) == (hour, 0) or skips(day, hour, zone)


def skips(day: date, hour: int, zone: str) -> bool:
    wall = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC).astimezone(ZoneInfo(zone)).hour != hour or zone == "Australia/Lord_Howe"


@pytest.mark.parametrize(
    ("zone", "day", "hour", "instant"),
    [
        ("Europe/Paris", "2026-03-29", 2, "2026-03-29T01:00"),
        ("Europe/Paris", "2026-03-29", 3, "2026-03-29T01:00"),
        ("Europe/Paris", "2026-10-25", 2, "2026-10-25T00:00"),
        ("America/New_York", "2026-03-08", 2, "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01", 1, "2026-11-01T05:00"),
        ("America/Santiago", "2026-09-06", 0, "2026-09-06T04:00"),
        ("Asia/Beirut", "2026-03-29", 0, "2026-03-28T22:00"),
        ("Australia/Lord_Howe", "2026-10-04", 2, "2026-10-03T15:30"),
        ("Pacific/Kiritimati", "2026-11-02", 9, "2026-11-01T19:00"),
    ],
)
def test_a_gap_gives_the_first_moment_after_it_and_a_fold_the_first_of_two(
    zone: str, day: str, hour: int, instant: str
) -> None:
    assert at_hour(date.fromisoformat(day), hour, zone) == datetime.fromisoformat(f"{instant}+00:00")


def test_a_nudge_keeps_its_local_hour_over_a_change_of_the_clock() -> None:
    paris = person("Europe/Paris")
    before = look_after(paris, ACME, datetime(2026, 10, 18, tzinfo=UTC))
    after = look_after(paris, ACME, before)
    assert (before, after) == (datetime(2026, 10, 19, 7, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-01-01", "2026-W01"), ("2025-12-29", "2026-W01"), ("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"), ("2026-11-21", "2026-W47"),
    ],
)  # fmt: skip
def test_an_iso_week_belongs_to_the_year_of_its_thursday(day: str, week: str) -> None:
    assert iso_week(date.fromisoformat(day)) == week


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_iso_weeks_sort_by_time(one: date, other: date) -> None:
    assert iso_week(min(one, other)) <= iso_week(max(one, other))


def test_the_day_is_the_one_where_the_person_is() -> None:
    now = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    assert local_day(now, "Pacific/Pago_Pago") == date(2026, 11, 1)
    assert local_day(now, "Europe/Paris") == date(2026, 11, 2)


def test_a_person_s_own_slot_goes_before_the_organisation_s_even_when_it_is_zero() -> None:
    wednesdays = Organisation("o", "o", "Acme", check_in_day=2, check_in_hour=14)
    assert nudge_slot(person(), wednesdays) == (2, 14)
    assert nudge_slot(person(day=0, hour=0), wednesdays) == (0, 0)
    assert nudge_slot(person(hour=8), wednesdays) == (2, 8)


def test_a_trial_s_end_is_looked_at_in_the_owner_s_morning() -> None:
    assert trial_end(date(2026, 11, 30), ACME, "Asia/Kolkata") == datetime(2026, 11, 30, 3, 30, tzinfo=UTC)


@given(zones, slots, moments)
def test_the_digest_is_later_on_its_day_and_once_a_week(zone: str, slot: tuple[int, int], now: datetime) -> None:
    acme = Organisation("o", "o", "Acme", zone=zone, check_in_day=slot[0], check_in_hour=slot[1])
    first = next_digest(acme, now)
    second = next_digest(acme, first)
    assert now < first <= now + timedelta(days=7, hours=2)
    assert local_day(second, zone) - local_day(first, zone) == timedelta(days=7)
    assert local_day(first, zone).weekday() == slot[0]


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "Europe", "../../etc/passwd", "/etc/localtime", "\x00", "a" * 5_000, "\ud800"]
)
def test_an_unknown_zone_is_refused_and_a_known_one_then_taken(name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        zone_named(name)
    assert (refused.value.field, refused.value.rule) == ("zone", Rule.UNKNOWN_ZONE)
    assert zone_named("Europe/Paris").key == "Europe/Paris"
