"""Campaigns: their days, their questions as they are typed, and their end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from initiatives.campaigns import Campaign, Extra, as_typed, by_stage, ended, extras_in, planned
from initiatives.initiative import Stage
from initiatives.people import Organisation
from initiatives.rules import Rule, RuleBroken
from tests.storage.company import initiative

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PARIS = Organisation("acme", "acme", "Acme", zone="Europe/Paris")
ONE = Campaign("c", "acme", "Invoices", TODAY, TODAY + timedelta(days=4), "p")


def test_questions_are_typed_one_a_line_with_their_choices_behind_a_colon() -> None:
    found = extras_in("Which site:  Lyon, Paris ,\n\nWho tried it  before?\nNote: only this\nWhich site: Lyon, Paris")
    assert found == (
        Extra("Which site", ("Lyon", "Paris")),
        Extra("Who tried it before?"),
        Extra("Note: only this"),
    )
    assert extras_in(as_typed(found)) == found
    assert len({one.key for one in found}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"Question {n}" for n in range(6)),
        "x" * 121,
        "Which: " + ", ".join(map(str, range(11))),
        "Which: a, " + "b" * 61,
    ],
)
def test_more_than_a_form_can_ask_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        extras_in(text)
    assert (broken.value.field, broken.value.rule) == ("extras", Rule.EXTRA_QUESTIONS)


def test_it_is_announced_on_its_first_day_and_told_of_the_day_after_its_last() -> None:
    made = planned(ONE, PARIS, TODAY, announced=False)
    assert made.begin_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert made.close_at == datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
    assert made.due_at == made.begin_at
    assert planned(ONE, PARIS, TODAY, announced=True).due_at == made.close_at


@pytest.mark.parametrize(
    ("first", "last", "announced", "field", "rule"),
    [
        (-1, 4, False, "first", Rule.START_TOO_EARLY),
        (3, 2, False, "last", Rule.PERIOD_BACKWARDS),
        (-5, -1, True, "last", Rule.PERIOD_OVER),
        (0, 367, False, "last", Rule.PERIOD_FAR),
    ],
)
def test_days_that_cannot_be_meant_are_refused(first: int, last: int, announced: bool, field: str, rule: Rule) -> None:
    wrong = replace(ONE, first=TODAY + timedelta(days=first), last=TODAY + timedelta(days=last))
    with pytest.raises(RuleBroken) as broken:
        planned(wrong, PARIS, TODAY, announced=announced)
    assert (broken.value.field, broken.value.rule) == (field, rule)


def test_it_is_open_from_its_first_day_to_its_last_unless_it_was_ended() -> None:
    days = [ONE.is_open(TODAY + timedelta(days=n)) for n in (-1, 0, 4, 5)]
    assert days == [False, True, True, False]
    assert not ended(planned(ONE, PARIS, TODAY, announced=True), NOW).is_open(TODAY)


def test_one_that_was_never_announced_ends_without_a_word() -> None:
    assert ended(planned(ONE, PARIS, TODAY, announced=False), NOW).due_at is None
    over = ended(planned(ONE, PARIS, TODAY, announced=True), NOW)
    assert over.due_at == NOW
    with pytest.raises(RuleBroken):
        ended(over, NOW)


def test_proposals_are_counted_by_where_they_stand() -> None:
    made = [initiative("acme", n, stage=stage) for n, stage in enumerate((Stage.TRIAL, Stage.PROPOSED, Stage.TRIAL))]
    assert by_stage(made) == ((Stage.PROPOSED, 1), (Stage.TRIAL, 2))
