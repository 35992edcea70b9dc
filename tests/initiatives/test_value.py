"""What an initiative is worth: sums of what was read, never more, and the day on which they reach the cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.calendar import iso_week
from initiatives.initiative import Decision, Effort, Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Evidence, Kpi, Reading
from initiatives.value import HOLDS, Rate, Value, set_up_cost, value_of

START = date(2026, 9, 7)  # a Monday
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
EURO = Rate(Decimal(50), "EUR")
HOURS = Kpi(
    "hours", "hours a week on invoices", "hours a week", Direction.DOWN, Decimal(42), date(2026, 9, 1), Decimal(20)
)
ERRORS = Kpi(
    "errors",
    "wrong invoices",
    "errors a week",
    Direction.DOWN,
    Decimal(12),
    date(2026, 9, 1),
    Decimal(2),
    leading=False,
)


def running(*kpis: Kpi, **changes: Any) -> Initiative:
    made: dict[str, Any] = {
        "stage": Stage.TRIAL, "trial": Trial(START, 12, None), "effort_estimated": Effort(None, Decimal(1000), "EUR", START)
    }  # fmt: skip
    return Initiative(
        "i",
        "acme",
        "t",
        "p",
        "r",
        Decimal(3),
        "i",
        "",
        Sensitivity.INTERNAL,
        kpis or (HOURS,),
        "p",
        "",
        AT,
        **{**made, **changes},
    )


def read(
    value: int | str, days: int, *, kpi: str = "hours", evidence: Evidence = Evidence.SELF_REPORTED, later: int = 0
) -> Reading:
    on = START + timedelta(days=days)
    at = AT + timedelta(days=days, hours=later)
    return Reading(f"r{days}.{later}", "acme", "i", kpi, Decimal(value), on, iso_week(on), at, "p", evidence)


def after(days: int, *readings: Reading, rate: Rate = EURO, about: Initiative | None = None) -> Value:
    return value_of(about or running(), readings, rate, START + timedelta(days=days))


def test_a_number_holds_until_the_next_one() -> None:
    found = after(14, read(32, 0), read(22, 7))
    assert found.hours is not None
    assert found.hours.so_far == 10 + 20 and found.hours.a_week == 20
    assert found.returned == 30 * 50


def test_a_number_nobody_renews_holds_for_two_weeks_and_no_longer() -> None:
    soon, late = after(14, read(32, 0)), after(60, read(32, 0))
    assert soon.hours is not None and late.hours is not None
    assert soon.hours.so_far == late.hours.so_far == 20
    assert soon.hours.a_week == 10 and late.hours.a_week is None


def test_what_is_worse_than_before_counts_against_it() -> None:
    found = after(14, read(52, 0), read(32, 7))
    assert found.hours is not None and found.hours.so_far == 0


def test_the_split_says_what_backs_each_hour() -> None:
    found = after(14, read(32, 0), read(22, 7, evidence=Evidence.MEASURED))
    assert found.hours is not None
    assert found.hours.parts == ((Evidence.SELF_REPORTED, Decimal(10)), (Evidence.MEASURED, Decimal(20)))


def test_a_corrected_week_counts_as_corrected() -> None:
    found = after(7, read(2, 0), read(32, 0, later=1))
    assert found.hours is not None and found.hours.so_far == 10


def test_numbers_before_the_start_and_without_a_baseline_before_it_are_left_out() -> None:
    assert after(7, read(2, -1)).hours is None
    unknown = Kpi("hours", "n", "hours a week", Direction.DOWN)
    late = Kpi("hours", "n", "hours a week", Direction.DOWN, Decimal(42), START)
    assert [after(7, read(2, 0), about=running(kpi)).hours for kpi in (unknown, late)] == [None, None]


def test_it_ends_with_the_initiative() -> None:
    ended = Decision("p", Stage.STOPPED, "", datetime(2026, 9, 14, 9, 0, tzinfo=UTC))
    found = after(40, read(32, 0), about=running(stage=Stage.STOPPED, decisions=(ended,)))
    assert found.hours is not None and found.hours.so_far == 10
    assert (found.hours.a_week, found.pays_back_on) == (None, None)


def test_errors_are_counted_and_put_into_no_money() -> None:
    found = after(7, read(5, 0, kpi="errors"), about=running(HOURS, ERRORS))
    assert found.errors is not None and found.errors.so_far == 7
    assert (found.hours, found.returned, found.pays_back_on) == (None, None, None)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("%", "errors"),
        ("hours a week", "hours on errors"),
        ("errors a month", "errors"),
        ("€", "cost of errors"),
        ("", "trips"),
    ],
)
def test_what_is_no_count_of_errors_a_week_is_none(unit: str, name: str) -> None:
    kpi = Kpi("errors", name, unit, Direction.DOWN, Decimal(12), date(2026, 9, 1))
    assert after(7, read(5, 0, kpi="errors"), about=running(kpi)).errors is None


@pytest.mark.parametrize(
    ("effort", "rate", "cost"),
    [
        (Effort(Decimal(2), Decimal(200), "EUR", START), EURO, 200 + 2 * 8 * 50),
        (Effort(None, Decimal(200), "EUR", START), Rate(None, "EUR"), 200),
        (Effort(Decimal(2), None, "EUR", START), Rate(None, "EUR"), None),
        (Effort(None, Decimal(200), "USD", START), EURO, None),
        (Effort(None, None, "EUR", START), EURO, None),
        (None, EURO, None),
    ],
)
def test_the_cost_in_front_is_what_is_known_of_it(effort: Effort | None, rate: Rate, cost: int | None) -> None:
    assert set_up_cost(running(effort_estimated=effort), rate) == cost


def test_what_was_spent_takes_the_place_of_what_was_expected() -> None:
    spent = Effort(None, Decimal(77), "EUR", START)
    assert set_up_cost(running(effort_actual=spent), EURO) == 77


def test_without_a_rate_there_is_no_money_and_no_day() -> None:
    found = after(14, read(32, 0), rate=Rate(None, "EUR"))
    assert (found.returned, found.pays_back_on) == (None, None) and found.hours is not None


def test_the_day_it_pays_back_is_when_the_hours_reach_the_cost() -> None:
    # 1000 EUR are 20 hours; 10 a week reach them at the end of the 14th day.
    assert after(3, read(32, 0)).pays_back_on == START + timedelta(days=13)
    assert after(14, read(32, 0), read(32, 7)).pays_back_on == START + timedelta(days=13)


def test_what_does_not_hold_any_more_pays_nothing_back() -> None:
    assert after(30, read(41, 0)).pays_back_on is None
    assert after(7, read(42, 0)).pays_back_on is None
    assert after(7, read("41.99", 0)).pays_back_on is None, "later than anybody should count on"


VALUES = st.lists(st.integers(0, 80), min_size=1, max_size=12)


def weekly(values: list[int]) -> list[Reading]:
    return [read(value, 7 * week, evidence=tuple(Evidence)[week % 3]) for week, value in enumerate(values)]


@given(VALUES)
def test_the_parts_are_the_whole(values: list[int]) -> None:
    found = after(7 * len(values), *weekly(values)).hours
    assert found is not None
    assert sum(amount for _, amount in found.parts) == found.so_far == sum(42 - value for value in values)


@given(VALUES, st.integers(1, 500))
def test_money_is_hours_times_the_rate(values: list[int], hour: int) -> None:
    found = after(7 * len(values), *weekly(values), rate=Rate(Decimal(hour), "EUR"))
    assert found.hours is not None and found.returned == found.hours.so_far * hour


@given(VALUES, st.integers(0, 11), st.integers(1, 6))
def test_saying_a_number_again_changes_nothing(values: list[int], week: int, day: int) -> None:
    readings = weekly(values)
    same = readings[week % len(readings)]
    again = read(str(same.value), (same.on - START).days + day)
    days = 7 * len(values)
    told, retold = after(days, *readings).hours, after(days, *readings, again).hours
    assert told is not None and retold is not None
    # The later day of a week counts for it: what held before that day is the week before.
    before = 42 - readings[week % len(readings) - 1].value if week % len(readings) else Decimal(0)
    moved = (before - (42 - same.value)) * day / 7
    assert abs(retold.so_far - told.so_far - moved) < Decimal("1e-20")


@given(st.integers(0, 41), st.integers(1, 5000), st.integers(1, 13))
def test_the_day_foretold_is_the_day_it_happens_if_nothing_changes(value: int, cost: int, day: int) -> None:
    about = running(effort_estimated=Effort(None, Decimal(cost), "EUR", START))
    foretold = after(day, read(value, 0), about=about).pays_back_on
    assert foretold is not None or (42 - value) * 50 * 260 < cost
    if foretold is None or foretold > START + timedelta(weeks=60):
        return
    weeks = [read(value, 7 * week) for week in range(70)]
    assert after(7 * 70, *weeks, about=about).pays_back_on == foretold


@given(VALUES, st.integers(1, 3000))
def test_on_the_day_it_pays_back_the_cost_is_reached_and_not_before(values: list[int], cost: int) -> None:
    about = running(effort_estimated=Effort(None, Decimal(cost), "EUR", START))
    readings = weekly(values)
    back = after(7 * len(values), *readings, about=about).pays_back_on
    if back is None or back >= START + timedelta(days=7 * len(values)):
        return
    on, before = ((back - START).days + 1, (back - START).days)
    reached, not_yet = after(on, *readings, about=about).returned, after(before, *readings, about=about).returned
    assert reached is not None and reached >= cost - Decimal("1e-9")
    assert not_yet is None or not_yet < cost


def test_two_weeks_are_how_long_a_number_holds() -> None:
    assert timedelta(days=14) == HOLDS, "the docs say so"
