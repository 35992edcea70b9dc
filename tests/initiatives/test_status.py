"""The status that a number's way suggests, at its edges and in both directions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from initiatives.calendar import iso_week
from initiatives.check_ins import Confidence
from initiatives.initiative import Initiative, Trial
from initiatives.kpi import Direction, Kpi
from initiatives.status import Suggestion, looks, suggested
from initiatives.wins import Point
from tests.made import initiative

START = date(2026, 11, 2)
DOWN = Kpi("k", "hours", "h", Direction.DOWN, Decimal(40), START, Decimal(20))
UP = Kpi("k", "offers", "", Direction.UP, Decimal(20), START, Decimal(40))


def weekly(*values: int) -> list[Point]:
    """A reading a week after the start and every week from then on."""
    days = [START + timedelta(weeks=n + 1) for n in range(len(values))]
    return [Point(Decimal(value), on, iso_week(on)) for value, on in zip(values, days, strict=True)]


def kind(kpi: Kpi, *values: int, weeks: int = 10) -> Confidence | None:
    found = suggested(kpi, weekly(*values), START, weeks)
    return found.kind if found is not None else None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((38,), None),  # one week of ten: too early
        ((38, 36), Confidence.ON_TRACK),  # 20 % of the way, 20 % of the weeks
        ((39, 37), Confidence.AT_RISK),  # 15 % of the way, 16 % would do
        ((39, 36, 35), Confidence.ON_TRACK),  # 25 %, 24 % would do
        ((36, 36, 36, 36), Confidence.STUCK),  # 20 % of 40, and no move in two weeks
        ((38, 37, 36, 35), Confidence.AT_RISK),  # behind, and moving
        ((45, 45, 45), Confidence.STUCK),  # away from the target, and no move back
        ((20,), Confidence.ON_TRACK),  # reached, however early
        ((15, 15, 15, 15), Confidence.ON_TRACK),
    ],
)
def test_the_way_is_held_against_the_weeks(values: tuple[int, ...], expected: Confidence | None) -> None:
    assert kind(DOWN, *values) is expected
    assert kind(UP, *(60 - value for value in values)) is expected


def test_a_first_reading_at_the_baseline_is_no_standstill_yet_but_the_second_is() -> None:
    assert kind(DOWN, 40, weeks=4) is Confidence.AT_RISK
    assert kind(DOWN, 40, 40, weeks=4) is Confidence.STUCK


def test_after_the_weeks_the_whole_way_is_expected() -> None:
    found = suggested(DOWN, weekly(36, 32, 28, 26, 24, 22), START, 4)
    assert found == Suggestion(Confidence.ON_TRACK, 0.9, 1.0)
    assert kind(DOWN, 36, 32, 28, 26, 25, weeks=4) is Confidence.AT_RISK


def test_it_says_for_how_many_weeks_nothing_moved() -> None:
    found = suggested(DOWN, weekly(36, 36, 36, 36), START, 10)
    assert found is not None and (found.still, round(found.come, 2), round(found.gone, 2)) == (2, 0.2, 0.4)


def test_answers_given_in_one_sitting_show_no_standstill() -> None:
    one_day = [Point(Decimal(39), START + timedelta(days=28), week) for week in ("2026-W46", "2026-W47", "2026-W48")]
    found = suggested(DOWN, one_day, START, 5)
    assert found is not None and found.kind is Confidence.AT_RISK


@pytest.mark.parametrize("kpi", [replace(DOWN, target=None), replace(DOWN, baseline=None)])
def test_without_a_baseline_or_a_target_nothing_is_suggested(kpi: Kpi) -> None:
    assert suggested(kpi, weekly(30, 30, 30), START, 4) is None


def test_without_readings_or_weeks_nothing_is_suggested() -> None:
    assert suggested(DOWN, [], START, 4) is None
    assert suggested(DOWN, weekly(30), START, 0) is None


def test_a_target_reached_before_the_start_suggests_nothing() -> None:
    assert looks(begun(replace(DOWN, baseline=Decimal(20)), 20, 20), "2026-W52") is None


def test_before_the_trial_nothing_is_suggested() -> None:
    assert looks(replace(begun(DOWN, 39, 39, 39), trial=None), "2026-W52") is None


def test_an_earlier_week_looks_as_it_did_then() -> None:
    first, second = (iso_week(START + timedelta(weeks=n)) for n in (1, 2))
    then, now = looks(begun(DOWN, 39, 30), first), looks(begun(DOWN, 39, 30), second)
    assert then is not None and then.kind is Confidence.AT_RISK
    assert now is not None and now.kind is Confidence.ON_TRACK


def begun(kpi: Kpi, *values: int) -> Initiative:
    """A trial of four weeks with these readings."""
    return initiative(1, "ada", kpis=(kpi,), trial=Trial(START, 4, None), recent=tuple(weekly(*values)))
