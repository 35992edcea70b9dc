"""Which hours count as freed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.freed import Freed, freed, hours_of, says_hours_a_week
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Evidence, Kpi
from initiatives.wins import Point, Win, WinKind

BASELINE_ON, START = date(2026, 9, 4), date(2026, 9, 7)
KPI = Kpi("k", "Time spent on invoices", "hours a week", Direction.DOWN, Decimal(12), BASELINE_ON, Decimal(5))
WON = Win(WinKind.HALF_WAY, "k", Decimal(7), date(2026, 10, 5))
AT_SEVEN = Initiative(
    id="i", organisation="o", title="Invoices", pain="p", reach="r", hours=Decimal(40), idea="i", tool="",
    sensitivity=Sensitivity.UNKNOWN, kpis=(KPI,), proposer="a", team="", created_at=datetime(2026, 9, 1, tzinfo=UTC),
    stage=Stage.VALIDATION, owner="a", trial=Trial(START, 4, None),
    recent=(Point(Decimal(9), date(2026, 9, 28), "2026-W40"), Point(Decimal(7), date(2026, 10, 5), "2026-W41")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("hours a week", "Time"),
        ("Hours per week", "Time"),
        ("h/week", "Time"),
        ("h / wk", "Time"),
        ("hrs each week", "Time"),
        ("person-hours a week", "Time"),
        ("hours weekly", "Time"),
        ("heures par semaine", "Temps"),
        ("h/semaine", "Temps"),
        ("heures hebdomadaires", "Temps"),
        ("", "hours a week on invoices"),
        ("hours", "Hours a week on invoices"),
        ("h", "heures par semaine sur les factures"),
    ],
)
def test_these_say_hours_a_week(unit: str, name: str) -> None:
    assert says_hours_a_week(replace(KPI, unit=unit, name=name))


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("hours", "Time spent on invoices"),
        ("hours", "Hours until a customer has an answer, asked each week"),
        ("hours a month", "Time"),
        ("hours a day", "Time"),
        ("minutes a week", "Time"),
        ("minutes", "Hours a week on invoices"),
        ("%", "Hours a week on invoices"),
        ("errors a week", "Errors"),
        ("invoices a week", "Hours a week on invoices"),
        ("", ""),
        ("", "Weeks until it is done, in hours"),
        ("euros", "Cost of hours a week"),
    ],
)
def test_these_do_not(unit: str, name: str) -> None:
    assert not says_hours_a_week(replace(KPI, unit=unit, name=name))


def test_what_is_freed_is_the_baseline_less_the_latest_value_never_what_was_guessed() -> None:
    assert hours_of(AT_SEVEN) == Decimal(5)


@pytest.mark.parametrize("stage", [Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING])
def test_from_validation_on_it_counts_without_a_win(stage: Stage) -> None:
    assert hours_of(replace(AT_SEVEN, stage=stage)) == Decimal(5)


def test_a_trial_counts_with_a_win_only() -> None:
    trial = replace(AT_SEVEN, stage=Stage.TRIAL)
    assert hours_of(trial) is None
    assert hours_of(replace(trial, win=WON)) == Decimal(5)


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.DECLINED, Stage.PARKED, Stage.STOPPED])
def test_what_is_not_under_way_frees_nothing_even_with_a_win(stage: Stage) -> None:
    assert hours_of(replace(AT_SEVEN, stage=stage, win=WON)) is None


def test_without_a_baseline_from_before_the_start_nothing_counts() -> None:
    on_the_day = AT_SEVEN.with_kpi(replace(KPI, baseline_on=START))
    unknown = AT_SEVEN.with_kpi(replace(KPI, baseline=None, baseline_on=None))
    assert hours_of(on_the_day) is None and hours_of(unknown) is None


def test_without_a_check_in_nothing_counts() -> None:
    assert hours_of(replace(AT_SEVEN, recent=())) is None


def test_hours_that_are_meant_to_grow_are_not_freed() -> None:
    assert hours_of(AT_SEVEN.with_kpi(replace(KPI, direction=Direction.UP))) is None


def test_only_the_leading_number_counts() -> None:
    leading = replace(KPI, id="errors", unit="errors a month", name="Errors")
    assert hours_of(replace(AT_SEVEN, kpis=(replace(KPI, leading=False), leading))) is None


def test_the_sum_says_from_how_many_and_takes_away_what_got_worse() -> None:
    worse = replace(AT_SEVEN, recent=(Point(Decimal(14), date(2026, 10, 5), "2026-W41"),))
    other = replace(AT_SEVEN, stage=Stage.PROPOSED)
    reported = Evidence.SELF_REPORTED
    assert freed([AT_SEVEN, worse, other]) == Freed(Decimal(3), 2, ((reported, Decimal(3)),))
    assert freed([worse]) == Freed(Decimal(0), 1, ((reported, Decimal(-2)),))
    assert freed([]) == Freed(Decimal(0), 0)


VALUES = st.decimals(min_value=0, max_value=12, places=2)


@given(st.lists(st.tuples(VALUES, st.sampled_from(Evidence))))
def test_the_parts_by_evidence_add_up_to_the_sum(readings: list[tuple[Decimal, Evidence]]) -> None:
    day = date(2026, 10, 5)
    found = freed(replace(AT_SEVEN, recent=(Point(value, day, "2026-W41", grade),)) for value, grade in readings)
    assert sum((hours for _, hours in found.parts), Decimal(0)) == found.hours
    assert [grade for grade, _ in found.parts] == [one for one in Evidence if one in {grade for _, grade in readings}]


def test_the_latest_reading_says_what_an_initiatives_hours_are_backed_by() -> None:
    first, latest = AT_SEVEN.recent
    measured = replace(AT_SEVEN, recent=(first, replace(latest, evidence=Evidence.MEASURED)))
    assert freed([AT_SEVEN, measured]).parts == (
        (Evidence.SELF_REPORTED, Decimal(5)),
        (Evidence.MEASURED, Decimal(5)),
    )
