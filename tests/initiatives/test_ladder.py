"""The ladder: when somebody is reminded, and who is asked next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from initiatives.ladder import Ladder, first_rung, of_check_ins
from initiatives.people import Organisation, Person

ACME = Organisation("acme", "acme", "Acme")
ADA = Person("ada", "acme", "Ada")
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


def test_a_reminder_comes_so_many_working_days_later_over_the_weekend() -> None:
    assert Ladder(2, 2).reminded_at(ADA, ACME, THURSDAY) == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("ladder", "so_far"), [(Ladder(0, 2), 0), (Ladder(2, 2), 1), (Ladder(2, 2, 3), 3)])
def test_there_are_no_more_reminders_than_the_ladder_has(ladder: Ladder, so_far: int) -> None:
    assert ladder.reminded_at(ADA, ACME, THURSDAY, so_far) is None


def test_a_ladder_with_more_reminders_goes_on() -> None:
    assert Ladder(1, 2, 3).reminded_at(ADA, ACME, THURSDAY, 2) == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("silences", "after", "goes_on"), [(1, 2, False), (2, 2, True), (3, 2, True), (9, 0, False)])
def test_somebody_else_is_asked_after_enough_silence(silences: int, after: int, goes_on: bool) -> None:
    assert Ladder(2, after).goes_on(silences) is goes_on


def test_the_ladder_of_check_ins_is_the_organisations() -> None:
    assert of_check_ins(ACME) == Ladder(2, 2)


@pytest.mark.parametrize(
    ("here", "without", "found"),
    [
        ("sponsor approver", "", ("sponsor",)),
        ("approver admin", "", ("approver",)),
        ("sponsor admin", "sponsor", ("admin",)),
        ("", "", ()),
    ],
)
def test_the_first_rung_with_anybody_on_it_is_asked(here: str, without: str, found: tuple[str, ...]) -> None:
    rungs = (("sponsor",), ("approver", "approver"), ("admin",))
    assert first_rung(rungs, frozenset(here.split()), frozenset(without.split())) == found
