"""Which card a proposal shows the need for, and which cards of its own an organisation may keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from initiatives.initiative import Initiative, Sensitivity
from initiatives.learning import MOST_CARDS, Need, OwnCard, Topic, checked, needed, needs
from initiatives.rules import Rule, RuleBroken
from tests.storage.company import initiative

PLAIN = replace(initiative("acme", 0), sensitivity=Sensitivity.INTERNAL, tool="SAP")
UNMEASURED = tuple(replace(kpi, baseline=None, baseline_on=None) for kpi in PLAIN.kpis)
OWN = OwnCard("own", "acme", "Contracts", ("Read them first",), need=Need.UNMEASURED)


def first(proposal: Initiative, known: Collection[str], *own: OwnCard) -> OwnCard | Topic | None:
    """What is offered of cards alone."""
    return next((card for need in needs(proposal) if (card := needed(need, known, own)) is not None), None)


@pytest.mark.parametrize("kind", [Sensitivity.PERSONAL, Sensitivity.CONFIDENTIAL])
def test_sensitive_content_comes_first(kind: Sensitivity) -> None:
    assert first(replace(PLAIN, sensitivity=kind, kpis=UNMEASURED, tool=""), ()) is Topic.DATA


def test_a_number_nobody_knows_today_shows_the_need_to_measure() -> None:
    assert first(replace(PLAIN, kpis=UNMEASURED), ()) is Topic.MEASURING


def test_what_was_read_is_not_offered_again_and_the_next_one_is() -> None:
    unclear = replace(PLAIN, sensitivity=Sensitivity.UNKNOWN, kpis=UNMEASURED, tool=" ")
    known: list[str] = []
    while isinstance(topic := first(unclear, known), Topic):
        known.append(topic)
    assert known == [Topic.MEASURING, Topic.DATA, Topic.LIMITS]


def test_a_proposal_that_shows_no_need_is_offered_nothing() -> None:
    assert first(PLAIN, (), OWN, replace(OWN, id="two", need=None)) is None


def test_an_own_card_goes_before_the_one_that_was_always_there_only_where_it_names_the_need() -> None:
    unmeasured = replace(PLAIN, kpis=UNMEASURED)
    assert first(unmeasured, (), replace(OWN, need=Need.NO_TOOL), OWN) == OWN
    assert first(unmeasured, ("own",), OWN) is Topic.MEASURING
    assert first(unmeasured, (), replace(OWN, active=False)) is Topic.MEASURING
    assert first(unmeasured, (), replace(OWN, need=None)) is Topic.MEASURING
    assert first(replace(unmeasured, sensitivity=Sensitivity.PERSONAL), (), OWN) is Topic.DATA


@pytest.mark.parametrize(
    ("wrong", "field", "rule"),
    [
        ({"title": ""}, "title", Rule.EMPTY),
        ({"said": ()}, "first", Rule.EMPTY),
        ({"link": "http://example.com"}, "link", Rule.NOT_A_LINK),
        ({"link": "https://a b"}, "link", Rule.NOT_A_LINK),
        ({"link": "javascript:alert(1)"}, "link", Rule.NOT_A_LINK),
    ],
)
def test_a_card_that_cannot_be_kept_says_why(wrong: dict[str, object], field: str, rule: Rule) -> None:
    with pytest.raises(RuleBroken) as broken:
        checked(replace(OWN, **wrong), ())  # type: ignore[arg-type]
    assert (broken.value.field, broken.value.rule) == (field, rule)
    assert checked(replace(OWN, link="https://example.com/a?b=1"), ()).said == OWN.said


def test_a_full_list_takes_changes_and_nothing_new() -> None:
    full = [replace(OWN, id=str(n)) for n in range(MOST_CARDS)]
    assert checked(full[0], full) == full[0]
    with pytest.raises(RuleBroken):
        checked(OWN, full)
    assert checked(OWN, full[1:]) == OWN
