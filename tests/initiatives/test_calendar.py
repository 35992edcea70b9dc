"""Weeks and due moments in a person's own calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.calendar import (
    at_hour,
    days_later,
    is_quiet,
    iso_week,
    local_day,
    monday_of,
    next_digest,
    nudge_slot,
    trial_end,
    working_moment,
    zone_named,
)
from initiatives.people import Cadence, Organisation, Person, TimeOff
from initiatives.rules import Rule, RuleBroken
from initiatives.week_plan import NotAsked, asked_in_week, end_of_week, look_after, look_at, next_look, next_question

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


# working time: the usual organisation works from Monday to Friday and is quiet from 19 to 8


USUAL = Organisation("o", "o", "Acme")
MONDAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}+00:00")


def asked(person: Person, organisation: Organisation = USUAL, monday: date = MONDAY, after: str = "") -> object:
    """When in the week of that Monday, in short, or why not."""
    earliest = at(after) if after else at_hour(monday, 0, person.zone)
    found = asked_in_week(person, organisation, monday, earliest)
    return found if isinstance(found, NotAsked) else found.strftime("%m-%dT%H:%M")


def ada(**own: object) -> Person:
    return replace(person(), **own)  # type: ignore[arg-type]


def off(first: str, last: str) -> tuple[TimeOff, ...]:
    return (TimeOff(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")),)


@pytest.mark.parametrize(
    ("own", "when"),
    [
        ({}, "11-23T09:00"),
        ({"nudge_day": 2, "nudge_hour": 14}, "11-25T14:00"),
        ({"nudge_day": 5}, "11-27T09:00"),  # Saturday: the last working day before
        ({"nudge_day": 6, "working_days": (1, 6)}, "11-29T09:00"),
        ({"nudge_day": 4, "working_days": (1, 2)}, "11-25T09:00"),
        ({"working_days": (3,)}, "11-26T09:00"),
        ({"time_off": off("11-20", "11-24")}, "11-25T09:00"),
        ({"nudge_day": 4, "time_off": off("11-27", "12-04")}, "11-26T09:00"),
        ({"nudge_day": 4, "time_off": off("11-26", "12-04")}, "11-25T09:00"),
        ({"snoozed_until": date(2026, 11, 26)}, "11-26T09:00"),
        ({"nudge_hour": 6}, "11-23T08:00"),  # the first hour that is not quiet
        ({"nudge_hour": 23}, "11-23T08:00"),
        ({"nudge_hour": 19}, "11-23T08:00"),
        ({"nudge_hour": 18}, "11-23T18:00"),
        ({"nudge_hour": 23, "quiet_from": 0, "quiet_to": 6}, "11-23T23:00"),
        ({"nudge_hour": 3, "quiet_from": 0, "quiet_to": 6}, "11-23T06:00"),
        ({"nudge_hour": 3, "quiet_from": 7, "quiet_to": 7}, "11-23T03:00"),
        ({"nudges": False}, NotAsked.OPTED_OUT),
        ({"snoozed_until": date(2026, 11, 28)}, NotAsked.PAUSED),
        ({"time_off": off("11-20", "11-27")}, NotAsked.OFF),
        ({"time_off": off("11-23", "11-25"), "snoozed_until": date(2026, 11, 23)}, "11-26T09:00"),
    ],
)
def test_somebody_is_asked_on_their_day_else_the_next_working_day_else_the_one_before(
    own: dict[str, object], when: object
) -> None:
    assert asked(ada(**own)) == when


@pytest.mark.parametrize(
    ("after", "when"),
    [
        ("11-23T09:00", "11-23T09:00"), ("11-23T11:17", "11-23T11:17"), ("11-23T18:59", "11-23T18:59"),
        ("11-23T19:00", "11-24T09:00"), ("11-24T03:00", "11-24T09:00"), ("11-27T18:30", "11-27T18:30"),
        ("11-27T19:00", NotAsked.NO_TIME_LEFT), ("11-29T12:00", NotAsked.NO_TIME_LEFT),
    ],
)  # fmt: skip
def test_a_slot_that_was_missed_comes_later_in_the_week_in_working_time(after: str, when: object) -> None:
    assert asked(ada(), after=after) == when


def test_public_holidays_are_those_of_the_person_s_place_else_the_organisation_s() -> None:
    french, corpus_christi = replace(USUAL, country="FR"), date(2026, 6, 1)  # the Thursday of that week, in Bavaria
    assert asked(ada(nudge_day=3), french, corpus_christi) == "06-04T09:00"
    assert asked(ada(nudge_day=3, country="DE", region="BY"), french, corpus_christi) == "06-05T09:00"
    assert asked(ada(nudge_day=3, country="DE", region="BE"), french, corpus_christi) == "06-04T09:00"
    may = date(2026, 4, 27)
    assert asked(ada(nudge_day=4), french, may) == "04-30T09:00"  # the first of May is a Friday
    assert asked(ada(working_days=(4,), nudge_day=4), french, may) is NotAsked.NO_WORKING_DAY


@pytest.mark.parametrize(
    ("cadence", "last", "weeks"),
    [
        (Cadence.WEEKLY, date(2026, 11, 23), [1, 2, 3, 4, 5, 6]),
        (Cadence.FORTNIGHTLY, date(2026, 11, 23), [2, 4, 6]),
        (Cadence.FORTNIGHTLY, date(2026, 11, 25), [2, 4, 6]),  # two days late changes nothing
        (Cadence.MONTHLY, date(2026, 11, 2), [2, 6]),  # December the 7th and January the 4th
        (Cadence.MONTHLY, date(2026, 11, 30), [4, 7]),  # three weeks at least: December the 21st, January the 11th
    ],
)
def test_a_cadence_counts_from_the_last_question(cadence: Cadence, last: date, weeks: list[int]) -> None:
    now, found = ada(cadence=cadence, asked_on=last), []
    for number in range(1, 8):
        monday = MONDAY + timedelta(weeks=number)
        moment = asked_in_week(now, USUAL, monday, at_hour(monday, 0, "UTC"))
        if not isinstance(moment, NotAsked):
            found.append(number)
            now = replace(now, asked_on=moment.date())
    assert [number for number in found if number <= max(weeks)] == weeks


def test_the_organisation_s_cadence_holds_for_whoever_has_none() -> None:
    fortnightly = replace(USUAL, cadence=Cadence.FORTNIGHTLY)
    assert asked(ada(asked_on=date(2026, 11, 16)), fortnightly) is NotAsked.NOT_THEIR_WEEK
    assert asked(ada(asked_on=date(2026, 11, 16), cadence=Cadence.WEEKLY), fortnightly) == "11-23T09:00"


@given(st.integers(0, 23), st.tuples(st.integers(0, 23), st.integers(0, 23)))
def test_quiet_hours_are_those_met_on_the_way_from_their_begin_to_their_end(hour: int, quiet: tuple[int, int]) -> None:
    begin, end = quiet
    met = set()
    while begin != end:
        met.add(begin)
        begin = (begin + 1) % 24
    assert is_quiet(hour, quiet) is (hour in met)


@pytest.mark.parametrize(
    ("now", "own", "then"),
    [
        ("11-23T10:20", {}, "11-23T10:20"),
        ("11-23T07:59", {}, "11-23T08:00"),
        ("11-23T20:00", {}, "11-24T09:00"),
        ("11-27T19:00", {}, "11-30T09:00"),
        ("11-27T19:00", {"time_off": off("11-30", "12-02")}, "12-03T09:00"),
        ("11-27T19:00", {"nudge_hour": 23}, "11-30T08:00"),
        ("11-23T23:30", {"quiet_from": 6, "quiet_to": 23}, "11-23T23:30"),
        ("11-23T12:30", {"quiet_from": 6, "quiet_to": 23}, "11-23T23:00"),
    ],
)
def test_somebody_may_be_written_to_in_their_working_time(now: str, own: dict[str, object], then: str) -> None:
    assert working_moment(ada(**own), USUAL, at(now)) == at(then)


def test_whoever_is_off_for_years_may_not_be_written_to() -> None:
    away = ada(time_off=(TimeOff(date(2026, 1, 1), date(2031, 1, 1)),))
    assert working_moment(away, USUAL, at("11-23T10:00")) is None
    assert days_later(away, USUAL, at("11-23T10:00"), 2) is None


@pytest.mark.parametrize(
    ("now", "days", "own", "then"),
    [
        ("11-23T09:00", 2, {}, "11-25T09:00"),
        ("11-26T16:00", 2, {}, "11-30T09:00"),
        ("11-28T16:00", 1, {}, "11-30T09:00"),
        ("11-23T09:00", 2, {"time_off": off("11-24", "11-25")}, "11-27T09:00"),
        ("11-23T09:00", 1, {"nudge_hour": 22}, "11-24T08:00"),
    ],
)
def test_working_days_later_leaves_out_the_others(now: str, days: int, own: dict[str, object], then: str) -> None:
    assert days_later(ada(**own), USUAL, at(now), days) == at(then)


@pytest.mark.parametrize(
    ("now", "own", "then"),
    [
        ("11-23T08:00", {}, "11-23T09:00"),
        ("11-23T09:00", {}, "11-30T09:00"),  # this week's time has passed
        ("11-25T12:00", {"nudge_day": 4}, "11-27T09:00"),
        ("11-25T12:00", {"nudges": False}, "11-29T23:00"),  # the end of the week, to write down why not
        ("11-25T12:00", {"time_off": off("11-20", "12-06")}, "11-29T23:00"),
        ("11-29T23:00", {"nudges": False}, "12-06T23:00"),
    ],
)
def test_a_calendar_that_changed_is_looked_at_where_it_says(now: str, own: dict[str, object], then: str) -> None:
    assert next_look(ada(**own), USUAL, at(now)) == at(then)


def test_the_next_question_leaves_out_weeks_without_one() -> None:
    away = ada(time_off=off("11-20", "12-06"), nudge_at=at("11-29T23:00"))
    assert next_question(away, USUAL, at("11-25T12:00")) == at("12-07T09:00")
    assert end_of_week(away, MONDAY) == at("11-29T23:00")


@pytest.mark.parametrize(
    ("own", "company", "when"),
    [
        ({"nudge_hour": 11}, {}, "11-23T11:00"), ({}, {"check_in_hour": 11}, "11-23T11:00"),
        ({"nudge_day": 1}, {}, "11-24T09:00"), ({}, {"check_in_day": 1}, "11-24T09:00"),
        ({"zone": "Asia/Kolkata"}, {}, "11-23T03:30"), ({"nudges": False}, {}, NotAsked.OPTED_OUT),
        ({"working_days": (2,)}, {}, "11-25T09:00"), ({}, {"working_days": (2,)}, "11-25T09:00"),
        ({"time_off": off("11-23", "11-23")}, {}, "11-24T09:00"), ({"snoozed_until": date(2026, 11, 24)}, {}, "11-24T09:00"),
        ({"quiet_from": 8, "quiet_to": 10}, {}, "11-23T10:00"), ({}, {"quiet_from": 8, "quiet_to": 10}, "11-23T10:00"),
        ({"country": "JP"}, {}, "11-24T09:00"), ({}, {"country": "JP"}, "11-24T09:00"),
        ({"cadence": Cadence.MONTHLY}, {}, NotAsked.NOT_THEIR_WEEK), ({}, {"cadence": Cadence.MONTHLY}, NotAsked.NOT_THEIR_WEEK),
    ],
)  # fmt: skip
def test_what_changed_counts_at_once_though_the_same_week_was_asked_about_before(
    own: dict[str, object], company: dict[str, object], when: object
) -> None:
    last = date(2026, 11, 16)
    there = replace(USUAL, **company)  # type: ignore[arg-type]
    assert asked(ada(asked_on=last)) == "11-23T09:00"
    assert asked(ada(asked_on=last, **own), there) == when
    assert asked(ada(asked_on=last)) == "11-23T09:00"
