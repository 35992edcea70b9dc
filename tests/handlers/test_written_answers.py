"""Answers are kept beside what waits, and come back as the values they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handlers.answers import Answers, Read

VALUES: st.SearchStrategy[Read] = st.one_of(
    st.text(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.booleans(),
    st.dates(),
    st.lists(st.text()).map(tuple),
)


@given(st.dictionaries(st.text(), VALUES))
def test_what_is_written_is_read_back_as_it_was(values: dict[str, Read]) -> None:
    back = Answers.read_back(Answers(values).written()).values
    assert back == values
    assert {name: type(value) for name, value in back.items()} == {name: type(value) for name, value in values.items()}


def test_an_answer_left_empty_stays_empty() -> None:
    answers = Answers.read_back(Answers({"tool": None, "hours": Decimal("3.5"), "on": date(2026, 11, 23)}).written())
    assert (answers.text("tool"), answers.number("hours"), answers.day("on")) == (
        "",
        Decimal("3.5"),
        date(2026, 11, 23),
    )
