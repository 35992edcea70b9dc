"""Styled words are written in the first of Slack's three ways that shows them exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import limits
from bot.slack.paragraphs import fields, note, paragraph, plain
from bot.text import clean
from handlers.words import Span
from tests.bot.slack.seen import live, words

SPANS = st.lists(
    st.builds(
        Span,
        st.text(st.sampled_from("ab *_~`<>&:\n(.)é"), max_size=400),
        st.booleans(),
        st.just(""),
        st.just(""),
        st.just(""),
    ),
    max_size=40,
)


def way(*spans: Span, quoted: bool = False) -> str:
    (block,) = paragraph(spans, quoted=quoted)
    return "rich_text" if block["type"] == "rich_text" else str(block["text"]["type"])


def test_words_without_bold_are_plain_whatever_they_hold() -> None:
    assert way(Span("*a* <!here> & _b_")) == "plain_text"


@pytest.mark.parametrize(
    "text", ["Title", "A & B", "5 < 6 > 4", "10:30", "a - b", "https://example.org/?a=1&b=2", "l’été"]
)
def test_a_bold_word_without_marks_is_a_section(text: str) -> None:
    assert way(Span("See "), Span(text, bold=True), Span(".")) == "mrkdwn"


@pytest.mark.parametrize("text", ["*a*", "snake_case", "~5", "`x`", ":tada:", "a\nb", " a", "a ", "> a"])
def test_a_bold_word_that_slack_would_read_otherwise_is_rich_text(text: str) -> None:
    assert way(Span(text, bold=True), Span(" is here")) == "rich_text"


@pytest.mark.parametrize(("before", "after"), [("x", " y"), ("l’", " y"), ("_", "_"), (" ", "s")])
def test_bold_that_touches_a_letter_is_exact_too(before: str, after: str) -> None:
    spans = (Span(before), Span("Title", bold=True), Span(after))
    (block,) = paragraph(spans)
    assert words(block).replace("\n", "") == before + "Title" + after


def test_neighbours_of_one_style_are_one() -> None:
    (block,) = paragraph((Span("a", bold=True), Span("b", bold=True), Span(" c"), Span(" d")))
    assert block["text"]["text"] == "*ab* c d"


def test_a_quote_keeps_its_lines() -> None:
    (block,) = paragraph((Span("one\n\ntwo"),), quoted=True)
    assert block["text"]["text"] == "> one\n> \n> two"
    assert way(Span("one\n> two"), quoted=True) == "rich_text"


def test_a_quote_that_its_marks_make_too_long_is_rich_text() -> None:
    assert way(Span("a\n" * 1_400), quoted=True) == "rich_text"


def test_a_long_text_is_split_after_a_line_else_after_a_word_else_between_letters() -> None:
    line = "x" * 2_700 + "\n"
    assert len(words(paragraph((Span(line + "y y " * 100),))[0])) == len(line)
    assert words(paragraph((Span("word " * 1_000),))[0]).endswith("word ")
    assert [len(words(block)) for block in paragraph((Span("x" * 6_000),))] == [2_900, 2_900, 200]


@given(SPANS)
def test_no_letter_is_lost_or_comes_alive(spans: list[Span]) -> None:
    typed = clean("".join(span.text for span in spans)).split()
    for quoted in (False, True):
        blocks = paragraph(spans, quoted=quoted)
        assert live({"blocks": blocks}) == []
        seen = "".join(words(blocks).split())
        assert seen == ("".join(typed) or "–")


@given(SPANS)
def test_small_print_is_exact_without_rich_text(spans: list[Span]) -> None:
    blocks = note(spans)
    assert {text["type"] for block in blocks for text in block["elements"]} <= {"plain_text", "mrkdwn"}
    assert "".join(words(blocks).split()) == ("".join("".join(span.text for span in spans).split()) or "–")


def test_a_field_too_long_is_cut_and_says_so() -> None:
    (section,) = fields([((Span("L" * 300),), (Span("v" * 5_000, bold=True), Span("tail")))])
    text = section["fields"][0]["text"]
    assert len(text) <= limits.FIELD
    assert "L…" in text
    assert text.endswith("…")


def test_plain_text_is_one_line_and_never_empty() -> None:
    assert plain(" a\n b ", 10) == {"type": "plain_text", "text": "a b", "emoji": False}
    assert plain("\u200b", 10)["text"] == "–"


def test_a_channel_is_named_so_that_slack_shows_its_name_and_only_if_it_can_be_one() -> None:
    spans = [Span("Posted in "), Span("#C0123", channel="C0123"), Span(" as Ada.")]
    (block,) = paragraph(spans)
    assert block["text"] == {"type": "mrkdwn", "text": "Posted in <#C0123> as Ada.", "verbatim": True}
    (hostile,) = paragraph([Span("#C1|<!here>", channel="C1|<!here>")])
    assert "<!here>" not in hostile["text"]["text"]


def test_somebody_is_mentioned_by_their_id_and_nobody_by_what_only_looks_like_one() -> None:
    (block,) = paragraph([Span("@Ada", person="U0ADA"), Span(" has added me here.")])
    assert block["text"]["text"] == "<@U0ADA> has added me here."
    (block,) = paragraph([Span("@*all*", person="U0ADA"), Span(" *x*")])
    assert {"type": "user", "user_id": "U0ADA"} in block["elements"][0]["elements"]
    (block,) = paragraph([Span("@here", person="!here"), Span(" has added me here.")])
    assert "<" not in block["text"]["text"]
