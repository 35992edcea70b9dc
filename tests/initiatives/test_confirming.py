"""Who may confirm a number, and what is backed by it then: the week's point, and the win with all its numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from initiatives.check_ins import CheckIn, Confirmation, with_point
from initiatives.confirming import (
    backed,
    confirmed,
    confirmer_in,
    is_said_again,
    must_be_anothers,
    of_kpi,
    open_one,
    refused,
    unconfirmed,
    with_confirmation,
)
from initiatives.freed import freed
from initiatives.initiative import Initiative, Stage, Trial
from initiatives.kpi import Direction, Evidence, Kpi
from initiatives.rules import Rule, RuleBroken
from initiatives.wins import Point, Win, WinKind, graded
from tests.made import initiative

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
WEEKS = ("2026-W46", "2026-W47", "2026-W48")
ASKED = Confirmation("a", "k1", Decimal(20), "finance", "owner", AT)
DONE = CheckIn("c", "acme", "i1", WEEKS[2], "owner", AT, (("k1", Decimal(20)), ("k2", Decimal(3))))


def trial(*values: int) -> Initiative:
    """With a number for each week, all of them said by its owner."""
    hours = Kpi("k1", "hours a week", "h", Direction.DOWN, Decimal(42), date(2026, 10, 1), Decimal(20))
    made = initiative(1, "owner", owner="owner", stage=Stage.TRIAL, kpis=(hours,))
    made = replace(made, trial=Trial(date(2026, 11, 2), 8, None))
    for number, value in enumerate(values):
        day = date(2026, 11, 9) + timedelta(weeks=number)
        made = with_point(made, Point(Decimal(value), day, WEEKS[number]))
    return made


def test_a_confirmed_number_is_confirmed_wherever_the_newest_one_counts() -> None:
    before = trial(31, 20)
    after = backed(before, WEEKS[1], replace(ASKED, person="finance"))
    assert [point.evidence for point in after.recent] == [Evidence.SELF_REPORTED, Evidence.CONFIRMED]
    assert after.win is not None and before.win is not None
    assert (before.win.evidence, after.win.evidence) == (Evidence.SELF_REPORTED, Evidence.CONFIRMED)
    assert after.win.is_result(before.win)
    assert freed([before]).parts == ((Evidence.SELF_REPORTED, Decimal(22)),)
    assert freed([after]).parts == ((Evidence.CONFIRMED, Decimal(22)),)
    assert after.confirmer == "finance"


def test_a_win_of_two_numbers_is_confirmed_once_both_are() -> None:
    held = trial(20, 20)
    assert held.win is not None and held.win.kind is WinKind.HOLDING
    one = backed(held, WEEKS[1], ASKED)
    both = backed(one, WEEKS[0], ASKED)
    assert one.win is not None and both.win is not None
    assert (one.win.evidence, both.win.evidence) == (Evidence.SELF_REPORTED, Evidence.CONFIRMED)


def test_a_win_that_later_numbers_do_not_show_any_more_is_kept_when_it_is_confirmed() -> None:
    known = trial(20, 40, 41)
    after = backed(known, WEEKS[0], ASKED)
    assert known.win is not None and after.win is not None
    assert after.win == replace(known.win, evidence=Evidence.CONFIRMED)


def test_another_number_of_a_win_takes_its_grade_away_again() -> None:
    confirmed_both = backed(backed(trial(20, 20), WEEKS[0], ASKED), WEEKS[1], ASKED)
    corrected = with_point(confirmed_both, Point(Decimal(19), date(2026, 11, 9), WEEKS[0]))
    assert corrected.win is not None and corrected.win.is_result(confirmed_both.win)
    assert corrected.win.evidence is Evidence.SELF_REPORTED


def test_a_number_that_is_another_one_by_now_is_not_confirmed() -> None:
    known = trial(31)
    assert backed(known, WEEKS[0], ASKED).recent == known.recent
    assert backed(known, WEEKS[2], replace(ASKED, value=Decimal(31))).recent == known.recent


def test_a_second_number_of_an_initiative_changes_nothing_about_the_leading_one() -> None:
    known = trial(20)
    after = backed(known, WEEKS[0], replace(ASKED, kpi="k2"))
    assert (after.recent, after.win, after.confirmer) == (known.recent, known.win, "finance")


def test_a_win_whose_numbers_are_long_ago_keeps_its_grade() -> None:
    win = Win(WinKind.HOLDING, "k1", Decimal(20), date(2026, 11, 9), Evidence.MEASURED)
    assert graded(win, trial(31).recent) == win


def test_every_number_of_an_answer_is_confirmed_by_itself() -> None:
    assert unconfirmed(DONE) == ("k1", "k2")
    asked = with_confirmation(DONE, ASKED)
    assert unconfirmed(asked) == ("k1", "k2")
    over = with_confirmation(asked, confirmed(ASKED, "finance", AT))
    assert unconfirmed(over) == ("k2",)
    assert len(over.confirmations) == 1 and of_kpi(over, "k2") is None


def test_an_answer_leaves_what_was_confirmed_where_the_number_is_the_same_or_not_among_it() -> None:
    assert is_said_again(ASKED, {"k1": Decimal("20.0")}) and is_said_again(ASKED, {"k2": Decimal(1)})
    assert not is_said_again(ASKED, {"k1": Decimal(21), "k2": Decimal(20)})
    over = confirmed(ASKED, "finance", AT)
    assert [confirmer_in((over,), kpi) for kpi in ("k1", "k2")] == ["finance", ""]
    assert confirmer_in((ASKED,), "k1") == ""


def test_a_question_is_answered_once() -> None:
    asked = with_confirmation(DONE, ASKED)
    assert open_one(asked, "a") == ASKED
    over = with_confirmation(asked, refused(ASKED, "finance", AT, "Friday is missing", None))
    for known in (over, DONE, None, with_confirmation(asked, replace(ASKED, id="b"))):
        with pytest.raises(RuleBroken) as broken:
            open_one(known, "a")
        assert broken.value.rule is Rule.NUMBER_CHANGED


def test_nobody_confirms_their_own() -> None:
    must_be_anothers("finance", ["owner", "deputy"])
    with pytest.raises(RuleBroken) as broken:
        must_be_anothers("deputy", ["owner", "deputy"], "person")
    assert (broken.value.rule, broken.value.field) == (Rule.OWN_NUMBER, "person")
