"""The link beside a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.backing import LONGEST, NAMED, File, backed_by, file_of, link_alone, without_link
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


@pytest.mark.parametrize(
    ("name", "address", "kept"),
    [
        ("Q4.xlsx", "https://a.example/files/Q4.xlsx", ("Q4.xlsx", "https://a.example/files/Q4.xlsx")),
        ("Q4.xlsx", "https://a.example/My Files/Q4 é.xlsx", ("Q4.xlsx", "https://a.example/My%20Files/Q4%20%C3%A9.xlsx")),
        ("", "https://a.example/My%20Files/Q4.xlsx?web=1", ("Q4.xlsx", "https://a.example/My%20Files/Q4.xlsx?web=1")),
        ("a\nb\u202e.pdf", "https://a.example/a", ("a b .pdf", "https://a.example/a")),
        ("half \ud83d.pdf", "https://a.example/\ud83d", ("half .pdf", "https://a.example/?")),
        ("Q4.xlsx", "http://a.example/Q4.xlsx", ("Q4.xlsx", "")),
        ("Q4.xlsx", "javascript:alert(1)", ("Q4.xlsx", "")),
        ("Q4.xlsx", f"https://a.example/{'x' * 500}", ("Q4.xlsx", "")),
        ("", "", ("", "")),
    ],
)  # fmt: skip
def test_a_file_is_kept_by_a_name_of_one_line_and_an_address_without_signs_of_markup(
    name: str, address: str, kept: tuple[str, str]
) -> None:
    assert file_of(name, address) == File(*kept)


def test_a_long_name_keeps_the_end_that_says_what_kind_it_is() -> None:
    name = file_of(f"{'quarter ' * 20}.xlsx").name
    assert len(name) <= NAMED and name.endswith("….xlsx") and name.startswith("quarter quarter")
    assert len(file_of("x" * 200).name) == NAMED


@pytest.mark.parametrize("typed", ["https://a.example/b", " http://a.example/b ", "https://a.example/b."])
def test_a_link_typed_alone_stands_for_a_file(typed: str) -> None:
    assert link_alone(typed) == File("", typed.strip().rstrip("."))


@pytest.mark.parametrize(
    "typed", ["", "31", "31 https://a.example/b", "see https://a.example/b", "a.example", "https://"]
)
def test_a_link_among_words_is_none(typed: str) -> None:
    assert link_alone(typed) is None


def test_beside_a_file_a_link_that_was_typed_is_a_word_like_the_others() -> None:
    file = File("Q4.xlsx", "https://a.example/q4")
    assert backed_by(file, "as agreed", "https://b.example") == ("as agreed https://b.example", file.link, file.name)
    for none in (None, File("Q4.xlsx")):
        assert backed_by(none, "as agreed", "https://b.example") == ("as agreed", "https://b.example", "")
