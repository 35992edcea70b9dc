"""Whom one may ask for help, how long an answer is waited for, and what fits a skill."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from initiatives.help_wanted import ANSWERS_IN, HelpAsked, HelpState, HelpWanted, answered, fitting, help_id, may_ask
from initiatives.rules import RuleBroken

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


def asked(person: str, **changes: object) -> HelpAsked:
    return replace(HelpAsked(help_id("i", person), "acme", "i", person, NOW), **changes)  # type: ignore[arg-type]


def wanted(id_: str, text: str, days: int = 0) -> HelpWanted:
    return HelpWanted(id_, "acme", text, NOW + timedelta(days=days))


def test_three_are_asked_at_once_and_an_answer_makes_room() -> None:
    three = [asked(person) for person in "abc"]
    assert may_ask(three[:2], NOW) and not may_ask(three, NOW)
    assert may_ask([*three[:2], answered(three[2], HelpState.NOT_NOW)], NOW)


def test_whoever_does_not_answer_holds_up_nobody_after_two_weeks() -> None:
    three = [asked(person) for person in "abc"]
    assert not may_ask(three, NOW + ANSWERS_IN - timedelta(seconds=1))
    assert may_ask(three, NOW + ANSWERS_IN)


def test_an_answer_can_change_and_is_not_given_twice() -> None:
    no = answered(asked("a"), HelpState.NOT_NOW)
    assert answered(no, HelpState.ACCEPTED).state is HelpState.ACCEPTED
    with pytest.raises(RuleBroken):
        answered(no, HelpState.NOT_NOW)


def test_what_has_most_words_in_common_with_a_skill_comes_first_then_the_newest() -> None:
    both, old, new = (
        wanted("both", "exports out of SAP archives"),
        wanted("old", "exports"),
        wanted("new", "an export", 1),
    )
    assert fitting("exports, archives", (old, wanted("no", "printers"), new, both)) == [both, new, old]


def test_it_is_found_by_the_words_that_are_looked_up() -> None:
    assert wanted("i", "Exports out of SAP").words == ("export",)
