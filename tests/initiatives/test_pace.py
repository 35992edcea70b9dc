"""How fast a number moves, and when it comes to its target."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.calendar import iso_week
from initiatives.kpi import Direction, Kpi, Reading
from initiatives.pace import FITTED, Outlook, forecast, line, measured
from initiatives.wins import Point

MONDAY = date(2026, 11, 2)
HOURS = Kpi("k1", "hours on invoices", "h", Direction.DOWN, Decimal(40), MONDAY, Decimal(20))
SHARE = Kpi("k2", "satisfied customers", "%", Direction.UP, Decimal(60), MONDAY, Decimal(90))


def points(*values: object, apart: int = 7) -> list[Point]:
    days = [MONDAY + timedelta(days=apart * number) for number in range(len(values))]
    return [Point(Decimal(str(value)), day, iso_week(day)) for value, day in zip(values, days, strict=True)]


def reading(value: int, day: date, *, kpi: str = "k1", hour: int = 9) -> Reading:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Reading(f"{kpi}{day}{hour}", "org", "one", kpi, Decimal(value), day, iso_week(day), at, "ada")


@pytest.mark.parametrize(
    ("kpi", "values", "outlook", "weeks"),
    [
        (HOURS, [40], Outlook.TOO_EARLY, 0),
        (HOURS, [40, 35], Outlook.TOO_EARLY, 0),
        (HOURS, [40, 36, 32], Outlook.COMES, 3),
        (HOURS, [40, 36, 32, 28], Outlook.COMES, 2),
        (HOURS, [40, 36, 32, 28, 24.1], Outlook.COMES, 1),
        (SHARE, [60, 65, 70], Outlook.COMES, 4),
        (HOURS, [40, 40, 40], Outlook.FLAT, 0),
        (HOURS, [40, 40, 39.5], Outlook.FLAT, 0),
        (HOURS, [40, 25, 41, 24, 40], Outlook.FLAT, 0),
        (HOURS, [30, 34, 38], Outlook.AWAY, 0),
        (SHARE, [70, 66, 62], Outlook.AWAY, 0),
        (HOURS, [40, 30, 20], Outlook.REACHED, 0),
        (HOURS, [40, 19], Outlook.REACHED, 0),
        (HOURS, [1000, 998, 996, 994], Outlook.FAR, 0),
    ],
)
def test_the_pace_says_when_the_target_comes(kpi: Kpi, values: list[float], outlook: Outlook, weeks: int) -> None:
    found = forecast(kpi, points(*values))
    assert found is not None
    assert (found.outlook, found.weeks) == (outlook, weeks)
    last = points(*values)[-1].on
    assert found.on == (last + timedelta(weeks=weeks) if weeks else None)


def test_a_target_more_than_a_year_away_is_far() -> None:
    slow = Kpi("k", "tickets", "", Direction.DOWN, Decimal(1000), MONDAY, Decimal(0))
    found = forecast(slow, points(1000, 985, 970, 955, 940))
    assert found is not None and (found.outlook, found.weeks) == (Outlook.FAR, 0)


def test_without_a_target_or_a_reading_nothing_is_foretold() -> None:
    assert forecast(Kpi("k", "hours", "h", Direction.DOWN, Decimal(42)), points(42, 40, 38)) is None
    assert forecast(HOURS, []) is None


def test_one_odd_reading_does_not_bend_the_line() -> None:
    straight, odd = line(points(40, 38, 36, 34, 32, 30)), line(points(40, 38, 36, 340, 32, 30))
    assert straight is not None and odd is not None
    assert odd.per_day == pytest.approx(straight.per_day, rel=0.2)
    assert odd.level == pytest.approx(straight.level, abs=1)


def test_readings_of_a_few_days_show_no_pace() -> None:
    assert line(points(40, 38, 36, apart=5)) is None
    assert line(points(40, 38, 36, apart=6)) is not None


def test_only_the_newest_readings_are_fitted() -> None:
    old = [100, 300, 20, 7]
    new = [40 - n for n in range(FITTED)]
    both, alone = line(points(*old, *new)), line(points(*new))
    assert both is not None and alone is not None
    assert (both.per_day, both.level) == pytest.approx((alone.per_day, alone.level))


@given(st.integers(3, 12), st.integers(-400, 400), st.integers(1, 90))
def test_readings_on_a_line_give_that_line(count: int, start: int, step: int) -> None:
    found = line(points(*(start + step * n for n in range(count))))
    assert found is not None
    assert found.per_day * 7 == pytest.approx(step)
    assert found.level == pytest.approx(start + step * (count - 1))


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=12))
def test_whatever_was_read_a_forecast_lies_ahead(values: list[int]) -> None:
    found = forecast(HOURS, points(*values))
    assert found is not None
    assert (found.outlook is Outlook.COMES) == (found.on is not None) == (found.weeks > 0)
    assert found.on is None or found.on > points(*values)[-1].on


def test_a_week_counts_once_with_what_was_said_last_and_the_baseline_stands_in_front() -> None:
    second, third = MONDAY + timedelta(days=7), MONDAY + timedelta(days=14)
    read = [
        reading(40, MONDAY),
        reading(31, third),
        reading(36, second),
        reading(35, second, hour=11),
        reading(7, third, kpi="other"),
    ]
    assert [(int(one.value), one.on) for one in measured(HOURS, read)] == [(40, MONDAY), (35, second), (31, third)]


def test_a_number_whose_baseline_has_no_day_begins_with_its_first_reading() -> None:
    unknown = Kpi("k1", "hours", "h", Direction.DOWN, target=Decimal(20))
    assert [one.value for one in measured(unknown, [reading(31, MONDAY)])] == [31]
