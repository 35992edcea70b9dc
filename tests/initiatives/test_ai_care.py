"""The class that the answers about an AI suggest, and who has to look at it for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from initiatives.ai_care import Affected, AiClass, Approved, Area, Care, Outward, Whose, classed, renamed
from initiatives.ai_routing import must_look
from initiatives.initiative import Sensitivity
from initiatives.people import Function
from initiatives.rules import Rule, RuleBroken
from tests.made import MADE_AT, initiative

HARMLESS = Care(Whose.NOBODYS, Affected.USERS, Outward.NOTHING, Approved.YES, Area.NONE, "ada", MADE_AT)
OPEN = Care(Whose.UNKNOWN, Affected.UNKNOWN, Outward.UNKNOWN, Approved.UNKNOWN, Area.UNKNOWN, "ada", MADE_AT)


@pytest.mark.parametrize(
    ("changes", "found", "article"),
    [
        ({"area": Area.SCORING}, AiClass.PROHIBITED, "5 (1) (c)"),
        ({"area": Area.EMOTIONS}, AiClass.PROHIBITED, "5 (1) (f)"),
        ({"area": Area.BIOMETRICS}, AiClass.HIGH, "III, 1"),
        ({"area": Area.WORK}, AiClass.HIGH, "III, 4"),
        ({"area": Area.CREDIT, "outward": Outward.TALKED}, AiClass.HIGH, "III, 5 (b, c)"),
        ({"outward": Outward.TALKED}, AiClass.LIMITED, "50"),
        ({"outward": Outward.SEEN}, AiClass.LIMITED, "50"),
        ({}, AiClass.MINIMAL, ""),
        ({"outward": Outward.UNKNOWN}, AiClass.UNKNOWN, ""),
        ({"area": Area.UNKNOWN}, AiClass.UNKNOWN, ""),
        ({"area": Area.UNKNOWN, "outward": Outward.TALKED}, AiClass.UNKNOWN, ""),
    ],
)
def test_the_answers_suggest_a_class_with_its_article(changes: dict[str, object], found: AiClass, article: str) -> None:
    care = replace(HARMLESS, **changes)  # type: ignore[arg-type]
    assert care.suggested == (found, article)
    assert care.ai_class is found


def test_every_area_but_none_and_unknown_has_an_article() -> None:
    assert all(replace(HARMLESS, area=area).suggested[1] for area in set(Area) - {Area.NONE, Area.UNKNOWN})


def test_another_class_needs_a_reason_and_holds_from_then_on() -> None:
    high = replace(HARMLESS, area=Area.WORK)
    with pytest.raises(RuleBroken) as broken:
        classed(high, AiClass.MINIMAL, why=" ", by="grace", at=MADE_AT)
    assert (broken.value.field, broken.value.rule) == ("why", Rule.EMPTY)
    set_ = classed(high, AiClass.MINIMAL, why="It only sorts files", by="grace", at=MADE_AT)
    assert (set_.ai_class, set_.suggested[0]) == (AiClass.MINIMAL, AiClass.HIGH)
    assert set_.classed is not None and (set_.classed.by, set_.classed.why) == ("grace", "It only sorts files")


@pytest.mark.parametrize(
    ("changes", "sensitivity", "functions"),
    [
        ({}, Sensitivity.INTERNAL, ()),
        ({"personal": Whose.EMPLOYEES}, Sensitivity.INTERNAL, (Function.HR,)),
        ({"personal": Whose.CUSTOMERS}, Sensitivity.INTERNAL, (Function.IT,)),
        ({"personal": Whose.BOTH}, Sensitivity.INTERNAL, (Function.IT, Function.HR)),
        ({}, Sensitivity.CONFIDENTIAL, (Function.IT,)),
        ({}, Sensitivity.PERSONAL, (Function.IT,)),
        ({"approved": Approved.NO}, Sensitivity.PUBLIC, (Function.IT,)),
        ({"outward": Outward.SEEN}, Sensitivity.PUBLIC, (Function.MARKETING,)),
        ({"area": Area.CREDIT}, Sensitivity.PUBLIC, (Function.MANAGEMENT,)),
        ({"area": Area.WORK}, Sensitivity.PUBLIC, (Function.HR, Function.MANAGEMENT)),
        ({"area": Area.SCORING}, Sensitivity.PUBLIC, (Function.MANAGEMENT,)),
    ],
)
def test_what_it_touches_says_who_must_look(
    changes: dict[str, object], sensitivity: Sensitivity, functions: tuple[Function, ...]
) -> None:
    care = replace(HARMLESS, **changes)  # type: ignore[arg-type]
    assert must_look(initiative(1, "ada", care=care, sensitivity=sensitivity)) == functions


def test_what_nobody_has_answered_calls_nobody() -> None:
    assert must_look(initiative(1, "ada")) == ()
    assert must_look(initiative(1, "ada", care=OPEN)) == ()


def test_a_class_that_was_lowered_calls_the_management_no_more() -> None:
    high = replace(HARMLESS, area=Area.CREDIT)
    lowered = classed(high, AiClass.MINIMAL, why="Only sorts letters", by="grace", at=MADE_AT)
    assert must_look(initiative(1, "ada", care=lowered)) == ()


def test_who_answered_may_turn_out_to_be_somebody_else() -> None:
    said = renamed(classed(HARMLESS, AiClass.HIGH, why="w", by="old", at=MADE_AT), "new", "old")
    assert said.by == "ada" and said.classed is not None and said.classed.by == "new"
    assert renamed(HARMLESS, "new", "ada").by == "new"
