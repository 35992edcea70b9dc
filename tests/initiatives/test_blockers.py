"""What is in the way: whose it is to unblock, who solved something like it, and when it is asked about again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from initiatives.blockers import Blocker, Solved, alike, owner_of, subjects
from initiatives.check_ins import CheckIn, Confidence
from initiatives.initiative import Initiative
from initiatives.people import Function
from initiatives.status import by_hand, said, unblocked
from initiatives.wins import Point
from tests.made import MADE_AT, initiative


@pytest.mark.parametrize(
    ("why", "function"),
    [
        ("We have no access to the archive", Function.IT),
        ("The licences have not come", Function.IT),
        ("il manque les droits d’accès", Function.IT),
        ("der Zugang fehlt", Function.IT),
        ("没有系统权限", Function.IT),
        ("The works council has to agree", Function.HR),
        ("pas de formation prévue", Function.HR),
        ("nobody signed the budget", Function.MANAGEMENT),
        ("预算还没批", Function.MANAGEMENT),
        ("the campaign is not ready", Function.MARKETING),
        ("la production s'arrête", Function.OPERATIONS),
        ("the scans are too poor", None),
        ("it is personally hard to explain rapid growth", None),
        ("", None),
    ],
)
def test_the_words_tell_whose_it_is_to_unblock(why: str, function: Function | None) -> None:
    assert owner_of(why) is function


def test_texts_have_their_longer_words_in_common_whatever_their_case_or_number() -> None:
    assert subjects("No ACCESS to the Archives") == subjects("archive: access") == {"acces", "archive"}
    assert subjects("they were with us, and it is late") == {"late"}
    assert subjects("发票归档") & subjects("旧发票") == {"发票"}


ARCHIVE = Solved("a", "linus", "Sort offers", ("No access to the archive",))
TITLED = Solved("b", "kay", "Match invoices with the archive", ())
OTHER = Solved("c", "joan", "Plan the canteen", ("The menu came late",))


def test_who_solved_the_same_comes_first_and_who_did_not_is_left_out() -> None:
    assert alike("no access to the archive", "Match invoices", [OTHER, TITLED, ARCHIVE]) == [ARCHIVE, TITLED]
    assert alike("the tool is slow", "Match letters", [OTHER, TITLED, ARCHIVE]) == []


def test_one_word_in_a_title_is_not_enough() -> None:
    assert alike("it is slow", "Read the archive", [TITLED]) == []


SAID = Blocker("one", "no access", "ada", MADE_AT, "2026-W47")


def test_it_is_asked_about_in_later_weeks_once_each_until_it_has_gone() -> None:
    assert [SAID.asked_in(week) for week in ("2026-W46", "2026-W47", "2026-W48")] == [False, False, True]
    again = replace(SAID, still="2026-W48")
    assert [again.asked_in(week) for week in ("2026-W48", "2026-W49")] == [False, True]
    assert not replace(SAID, solved_at=MADE_AT).asked_in("2026-W48")


def stuck(made: Initiative, blocker: Blocker = SAID) -> Initiative:
    return said(made, Confidence.STUCK, blocker)


def test_said_twice_it_stays_one_with_what_was_left_out() -> None:
    first = stuck(initiative(1, "ada"), replace(SAID, why=""))
    again = stuck(first, replace(SAID, id="two", why="no access", week="2026-W48"))
    (kept,) = again.blockers
    assert (kept.id, kept.why, kept.week, kept.still) == ("one", "no access", "2026-W47", "2026-W48")


def test_another_status_clears_it_and_a_new_one_stands_beside_the_old() -> None:
    cleared = said(stuck(initiative(1, "ada")), Confidence.AT_RISK, replace(SAID, by="kay"))
    assert cleared.blocker is None and cleared.blockers[0].solved_by == "kay"
    assert [one.id for one in stuck(cleared, replace(SAID, id="two")).blockers] == ["one", "two"]


def test_the_status_of_a_week_that_others_followed_changes_nothing() -> None:
    later = Point(Decimal(30), date(2026, 11, 27), "2026-W48")
    made = initiative(1, "ada", recent=(later,))
    assert stuck(made) == made
    assert unblocked(made, by="ada", at=MADE_AT) == made


def test_by_hand_is_what_was_said_with_the_answer_or_else_what_is_in_the_way() -> None:
    answer = CheckIn("c", "acme", "i1", "2026-W48", "ada", MADE_AT, ())
    made = initiative(1, "ada")
    assert by_hand(made, answer) is None
    assert by_hand(stuck(made), answer) is Confidence.STUCK
    assert by_hand(stuck(made), replace(answer, week="2026-W46")) is None
    assert by_hand(stuck(made), replace(answer, confidence=Confidence.AT_RISK)) is Confidence.AT_RISK
