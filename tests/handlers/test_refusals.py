"""Every rule that can be broken has a sentence of its own, in every language."""

from __future__ import annotations

import pytest

from bot.languages import readers
from handlers.acquaintance import LANGUAGES
from handlers.refusals import GONE, GUEST, NOT_YOURS, UNREADABLE, of, reason_of, sentence
from initiatives.rules import Rule, RuleBroken

BROKEN_WITH = {
    "low": "2", "high": "12", "unit": "hours", "value": "420", "last": "42", "begin": "19", "end": "8", "hour": "9",
    "name": "Scribe", "stage": "trial",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_rule_is_said_in_a_sentence_of_its_own(language: str) -> None:
    reader = readers()(language, "UTC")
    said = {rule: reader.read(of(rule, BROKEN_WITH)) for rule in Rule}
    assert all(text.endswith((".", "?")) for text in said.values())
    assert len(set(said.values())) == len(said)


def test_what_was_doubted_names_both_numbers_and_the_first_one_alone_where_there_is_no_other() -> None:
    reader = readers()("en", "UTC")
    assert "Last time it was 42 hours" in reader.read(of(Rule.DOUBTFUL, BROKEN_WITH))
    assert (
        reader.read(of(Rule.DOUBTFUL, {**BROKEN_WITH, "last": ""})) == "Is it really 420 hours? Send it again if it is."
    )


@pytest.mark.parametrize("reason", [NOT_YOURS, GONE, GUEST, UNREADABLE])
def test_what_the_engine_refuses_is_said_too(reason: str) -> None:
    assert readers()("en", "UTC").read(sentence(reason, {})).endswith(".")


def test_a_broken_rule_travels_to_its_sentence() -> None:
    broken = RuleBroken("weeks", Rule.WEEKS_OUT_OF_RANGE, low="2", high="12")
    plain = reason_of(broken)
    assert readers()("en", "UTC").read(sentence(plain["reason"], plain)) == "A trial takes 2 to 12 weeks."
