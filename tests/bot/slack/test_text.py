"""Strings are cleaned, cut between letters and escaped, whatever was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text import cut_escaped, escape
from bot.text import clean, cut, is_visible, one_line
from tests.hostile import FAMILY, HOSTILE

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


def test_clean_text_can_be_sent_and_holds_no_control_characters() -> None:
    for typed in HOSTILE:
        cleaned = clean(typed)
        cleaned.encode()
        assert not {c for c in cleaned if unicodedata.category(c) == "Cc"} - {"\n", "\t"}, repr(typed[:80])
        assert clean(cleaned) == cleaned


def test_what_turns_the_following_words_round_is_taken_out() -> None:
    assert clean("\u202egnp.exe\u2066") == "gnp.exe"
    assert clean("\u200fשלום\u200e") == "\u200fשלום\u200e"


def test_line_ends_of_every_system_are_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"
    assert one_line(" a\r\n b\t c ") == "a b c"


@pytest.mark.parametrize("typed", ["", "  ", "\n\t", "\u200b\u200d", "\u3164", "\u2800", "\ufeff", "\u00a0", "\u2067"])
def test_what_nobody_can_see_is_not_visible(typed: str) -> None:
    assert not is_visible(clean(typed))


@pytest.mark.parametrize("typed", ["a", "0", "–", " a", "é", "日", "👍", "\u200bx"])
def test_what_can_be_seen_is_visible(typed: str) -> None:
    assert is_visible(typed)


@pytest.mark.parametrize(
    ("typed", "most", "shown"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("abe\u0301d", 4, "ab…"),
        ("ab" + FAMILY + "cd", 6, "ab…"),
        ("ab👍🏽cd", 4, "ab…"),
        ("a🇫🇷🇩🇪b", 5, "a🇫🇷…"),
        ("a🇫🇷🇩🇪b", 3, "a…"),
        ("👩\u200d" * 30, 30, None),
    ],
)
def test_a_cut_falls_between_letters(typed: str, most: int, shown: str | None) -> None:
    assert len(cut(typed, most)) <= most
    assert shown is None or cut(typed, most) == shown


@given(ANY_TEXT, st.integers(2, 60))
def test_a_cut_keeps_its_limit_and_the_beginning(typed: str, most: int) -> None:
    result = cut(typed, most)
    assert len(result) <= most
    assert result == typed or (result.endswith("…") and typed.startswith(result[:-1]))
    assert not result[:-1].endswith("\u200d") or result == typed


@given(ANY_TEXT)
def test_escaping_can_be_undone_and_leaves_nothing_to_parse(typed: str) -> None:
    escaped = escape(typed)
    assert not set("<>") & set(escaped)
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == typed


@given(st.text("<>&a ", max_size=200), st.integers(6, 60))
def test_a_cut_never_tears_an_escape(typed: str, most: int) -> None:
    result = cut_escaped(typed, most)
    assert len(result) <= most
    rest = result.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in rest
