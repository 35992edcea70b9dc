"""What counts as a win."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.kpi import Direction, Evidence, Kpi
from initiatives.wins import Point, Win, WinKind, win_of

MONDAY = date(2026, 11, 2)
HOURS = Kpi("k1", "hours on invoices", "h", Direction.DOWN, Decimal(42), MONDAY, Decimal(20))
SHARE = Kpi("k2", "satisfied customers", "%", Direction.UP, Decimal(60), MONDAY, Decimal(90))


def points(*values: str, apart: int = 7) -> list[Point]:
    days = [MONDAY + timedelta(days=apart * number) for number in range(len(values))]
    return [Point(Decimal(value), day, f"W{day}") for value, day in zip(values, days, strict=True)]


@pytest.mark.parametrize(
    ("kpi", "values", "kind"),
    [
        (HOURS, [], None),
        (HOURS, ["42"], None),
        (HOURS, ["20.01"], None),
        (HOURS, ["20"], "first_result"),
        (HOURS, ["42", "20"], "first_result"),
        (HOURS, ["20", "21"], None),
        (HOURS, ["20", "19"], "holding"),
        (HOURS, ["20", "42", "20"], "first_result"),
        (HOURS, ["31", "31"], None),
        (HOURS, ["31", "31", "31"], "half_way"),
        (HOURS, ["31", "31.01", "31"], None),
        (HOURS, ["31", "42", "31", "31"], None),
        (HOURS, ["31", "31", "20"], "half_way"),
        (HOURS, ["31", "20", "20"], "holding"),
        (HOURS, ["53", "53", "53"], None),
        (SHARE, ["90", "91"], "holding"),
        (SHARE, ["75", "75", "75"], "half_way"),
        (SHARE, ["20", "20", "20"], None),
    ],
)
def test_the_newest_check_ins_say_which_win_it_is(kpi: Kpi, values: list[str], kind: str | None) -> None:
    found = win_of(kpi, points(*values))
    expected = Win(WinKind(kind), kpi.id, Decimal(values[-1]), points(*values)[-1].on) if kind else None
    assert found == expected


@pytest.mark.parametrize(("apart", "kind"), [(5, WinKind.FIRST_RESULT), (6, WinKind.HOLDING)])
def test_two_results_hold_only_six_days_apart(apart: int, kind: WinKind) -> None:
    found = win_of(HOURS, points("20", "20", apart=apart))
    assert found is not None and found.kind is kind


def test_without_a_target_nothing_is_won_and_without_a_baseline_half_the_way_is_not_known() -> None:
    assert win_of(Kpi("k", "hours", "h", Direction.DOWN, Decimal(42)), points("1", "1", "1")) is None
    without = Kpi("k", "hours", "h", Direction.DOWN, target=Decimal(20))
    assert win_of(without, points("25", "25", "25")) is None
    assert win_of(without, points("20")) is not None


def test_a_target_that_the_baseline_had_reached_is_never_a_win() -> None:
    kpi = Kpi("k", "hours", "h", Direction.DOWN, Decimal(10), MONDAY, Decimal(20))
    assert win_of(kpi, points("25", "25", "25")) is None
    assert win_of(kpi, points("15", "15")) is None


@given(st.lists(st.integers(0, 100).map(str), min_size=1, max_size=8), st.sampled_from([HOURS, SHARE]))
def test_a_win_is_never_at_a_worse_value_than_the_baseline(values: list[str], kpi: Kpi) -> None:
    found = win_of(kpi, points(*values))
    if found is not None:
        assert (kpi.share(found.value) or 0) >= 0.5
        assert (found.value, found.on) == (points(*values)[-1].value, points(*values)[-1].on)


def test_each_kind_of_win_beats_those_before_it_once() -> None:
    order = [Win(kind, "k", Decimal(1), MONDAY) for kind in (WinKind.FIRST_RESULT, WinKind.HALF_WAY, WinKind.HOLDING)]
    for place, win in enumerate(order):
        assert win.beats(None)
        assert [win.beats(earlier) for earlier in order] == [place > other for other in range(3)]


@pytest.mark.parametrize(
    ("values", "grades", "expected"),
    [
        (["20"], ["measured"], "measured"),
        (["20", "19"], ["measured", "confirmed"], "measured"),
        (["20", "19"], ["confirmed", "self_reported"], "self_reported"),
        (["42", "20"], ["self_reported", "confirmed"], "confirmed"),
        (["31", "31", "31"], ["confirmed", "self_reported", "measured"], "self_reported"),
    ],
)
def test_a_win_is_backed_by_no_more_than_the_least_of_the_check_ins_it_stands_on(
    values: list[str], grades: list[str], expected: str
) -> None:
    backed = [replace(point, evidence=Evidence(g)) for point, g in zip(points(*values), grades, strict=True)]
    found = win_of(HOURS, backed)
    assert found is not None and found.evidence is Evidence(expected)
