"""Which card a proposal shows the need for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from initiatives.initiative import Sensitivity
from initiatives.learning import Topic, needed
from tests.storage.company import initiative

PLAIN = replace(initiative("acme", 0), sensitivity=Sensitivity.INTERNAL, tool="SAP")
UNMEASURED = tuple(replace(kpi, baseline=None, baseline_on=None) for kpi in PLAIN.kpis)


@pytest.mark.parametrize("kind", [Sensitivity.PERSONAL, Sensitivity.CONFIDENTIAL])
def test_sensitive_content_comes_first(kind: Sensitivity) -> None:
    assert needed(replace(PLAIN, sensitivity=kind, kpis=UNMEASURED, tool=""), ()) is Topic.DATA


def test_a_number_nobody_knows_today_shows_the_need_to_measure() -> None:
    assert needed(replace(PLAIN, kpis=UNMEASURED), ()) is Topic.MEASURING


def test_what_was_read_is_not_offered_again_and_the_next_one_is() -> None:
    unclear = replace(PLAIN, sensitivity=Sensitivity.UNKNOWN, kpis=UNMEASURED, tool=" ")
    known: list[Topic] = []
    while (topic := needed(unclear, known)) is not None:
        known.append(topic)
    assert known == [Topic.MEASURING, Topic.DATA, Topic.LIMITS]


def test_a_proposal_that_shows_no_need_is_offered_nothing() -> None:
    assert needed(PLAIN, ()) is None
