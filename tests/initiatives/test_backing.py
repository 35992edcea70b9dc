"""The link beside a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.backing import LONGEST, without_link
from tests.initiatives.answering import taken


@pytest.mark.parametrize(
    ("text", "rest", "link"),
    [
        ("31", "31", ""),
        ("31 https://bi.example.com/r/12", "31", "https://bi.example.com/r/12"),
        ("31, https://bi.example.com/r?x=12.", "31", "https://bi.example.com/r?x=12"),
        ("31 (https://bi.example.com/r)", "31", "https://bi.example.com/r"),
        ("31 <https://bi.example.com/r> short week", "31 short week", "https://bi.example.com/r"),
        ("31 https://e.example/a_(b)", "31", "https://e.example/a_(b)"),
        ("javascript://alert 31", "javascript://alert 31", ""),
        (f"31 https://e.example/{'x' * LONGEST}", f"31 https://e.example/{'x' * LONGEST}", ""),
    ],
)
def test_the_first_link_is_taken_out_and_the_rest_stays(text: str, rest: str, link: str) -> None:
    assert without_link(text) == (rest, link)


@given(st.text())
def test_whatever_is_typed_nothing_breaks_and_a_link_was_in_the_text(text: str) -> None:
    rest, link = without_link(text)
    assert link in text and (link or rest == text)


@pytest.mark.parametrize("text", ["31 https://e.example/r/42?week=48", "https://e.example/r/42 31"])
def test_numbers_in_a_link_are_no_answers(text: str) -> None:
    found = taken(text, "en", "hours")
    assert found is not None
    assert found.value == 31 and not found.comment
    assert text.replace("31", "").strip() == found.link


def test_a_second_number_beside_the_link_is_still_asked_back() -> None:
    assert taken("31 https://e.example/r 42", "en", "hours") is None
