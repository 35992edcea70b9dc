"""Slack's markup undone."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.plain import channels_in, mentioned, plain


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@UBOT> what can you do?", "what can you do?"),
        ("<@UBOT>, propose", "propose"),
        ("hey <@UBOT> propose", "hey propose"),
        ("ask <@U2> and <@U3|grace>", "ask @Ada and @grace"),
        ("ask <@U9>", "ask @U9"),
        ("in <#C1|wins> and <#C2>", "in #wins and #C2"),
        ("<!here> and <!channel|@channel> and <!subteam^S1|@it>", "@here and @channel and @it"),
        ("<!date^1764000000^{date}|24 November>", "24 November"),
        ("see <https://erp.example.org/a?b=1&amp;c=2>", "see https://erp.example.org/a?b=1&c=2"),
        ("see <http://example.org|example.org>", "see example.org"),
        ("see <https://erp.example.org|the list>", "see the list (https://erp.example.org)"),
        ("write <mailto:a@example.org|a@example.org>", "write a@example.org"),
        ("R&amp;D costs &lt; 3 &amp;lt;", "R&D costs < 3 &lt;"),
        ("  3 hours\na week ", "3 hours\na week"),
        ("", ""),
    ],
)
def test_a_sentence_reads_as_it_was_typed(typed: str, read: str) -> None:
    assert plain(typed, {"U2": "Ada"}, "UBOT") == read


def test_everybody_named_is_found_once() -> None:
    assert mentioned("<@U2> <@W3|x> <@U2> &lt;@U4&gt;") == ("U2", "W3")


def test_channels_are_found_by_name_or_by_id() -> None:
    assert channels_in("<#C1|wins> <#C2> <#C3|>") == {"wins": "C1", "C2": "C2", "C3": "C3"}


@given(st.text())
def test_whatever_is_typed_comes_back_as_typed(typed: str) -> None:
    assert plain(html.escape(typed, quote=False), {}, "UBOT") == typed.strip()
