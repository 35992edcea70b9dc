"""Lessons and what they are found by, and the weeks that stopping early leaves for something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from initiatives.finding import fitting, nearest
from initiatives.initiative import Decision, Initiative, Stage, Trial
from initiatives.lessons import Lesson, first_of, month_after, weeks_unspent
from tests.made import initiative

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START = date(2026, 11, 2)


def lesson(about: str, reuse: str = "the prompt") -> Lesson:
    return Lesson(about, "acme", "i", "p", AT, "", "", "", reuse, about=about)


INVOICES = lesson("Reading the invoices of suppliers", "the list of fields for SAP")
SHIFTS = lesson("Planning the shifts of nurses")
CALLS = lesson("Summing up calls of the hotline")
ALL = [INVOICES, SHIFTS, CALLS]


def ended(weeks: int, *stages: Stage) -> Initiative:
    """Stopped after these stages; its trial was to take so many weeks."""
    decisions = tuple(Decision("g", stage, "", AT) for stage in (*stages, Stage.STOPPED))
    return initiative(1, "p", stage=Stage.STOPPED, trial=Trial(START, weeks, None), decisions=decisions)


@pytest.mark.parametrize(
    ("on", "weeks"),
    [
        (date(2026, 11, 2), 8),
        (date(2026, 11, 3), 7),
        (date(2026, 11, 23), 5),
        (date(2026, 12, 27), 0),
        (date(2027, 2, 1), 0),
        (date(2026, 10, 1), 8),
    ],
)
def test_the_weeks_still_to_come_when_a_trial_stops_are_counted(on: date, weeks: int) -> None:
    assert weeks_unspent(ended(8, Stage.TRIAL), on) == weeks


def test_what_was_no_trial_any_more_saves_no_weeks_of_one() -> None:
    assert weeks_unspent(ended(8, Stage.TRIAL, Stage.VALIDATION), START) == 0
    assert weeks_unspent(replace(ended(8, Stage.TRIAL), stage=Stage.TRIAL), START) == 0
    assert weeks_unspent(replace(ended(8, Stage.TRIAL), trial=None), START) == 0


@pytest.mark.parametrize(("month", "after"), [("2026-11", "2026-12"), ("2026-12", "2027-01"), ("2026-01", "2026-02")])
def test_months_follow_each_other(month: str, after: str) -> None:
    assert month_after(month) == after
    assert first_of(after) > first_of(month) + timedelta(days=27)


def test_a_lesson_belongs_to_its_month_by_one_clock_for_everybody() -> None:
    late = datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    assert replace(INVOICES, at=late).month == "2026-11"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("invoices", [INVOICES]),
        ("les factures", [INVOICES]),
        ("bills of vendors", [INVOICES]),
        ("rota", [SHIFTS]),
        ("the phone", [CALLS]),
        ("astronomy", []),
        ("invoices astronomy telescopes galaxies", []),
        ("the of a", []),
        ("", []),
    ],
)
def test_a_search_keeps_what_says_enough_of_it(search: str, found: list[Lesson]) -> None:
    assert fitting(search, ALL) == found


def test_beside_a_proposal_stands_what_is_about_the_same_things_and_nothing_else() -> None:
    assert nearest("We copy supplier invoices into SAP by hand", ALL)[0] == INVOICES
    assert nearest("Les soignants attendent leur planning des équipes", ALL)[:1] == [SHIFTS]
    assert nearest("Photos of our canteen for the website", ALL) == []
