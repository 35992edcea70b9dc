"""What is too much gives way at the end, says so, and keeps the last buttons."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.fitting import Part, Room, fitted
from bot.slack.paragraphs import Json, paragraph
from handlers.words import Reader, Span, Untranslated
from tests.bot.slack.seen import words

READER = Reader("en", "UTC", Untranslated())
LINE = Part([{"type": "divider"}], "")


def worded(text: str) -> Part:
    return Part(paragraph((Span(text),)), text)


def pressed(*labels: str) -> Part:
    buttons = [{"type": "button", "text": {"type": "plain_text", "text": label}} for label in labels]
    return Part([{"type": "actions", "elements": [button]} for button in buttons], "", buttons=True)


def size(blocks: list[Json]) -> int:
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def test_what_fits_is_left_alone() -> None:
    parts = [worded("a"), LINE, worded("b"), pressed("Open")]
    assert fitted(parts, Room(4, 1_000), READER) == [block for part in parts for block in part.blocks]


def test_left_out_are_counted_things_not_blocks() -> None:
    long = worded("x" * 6_000)
    assert len(long.blocks) == 3
    blocks = fitted([worded("a"), LINE, long, LINE, worded("b")], Room(4, 50_000), READER)
    assert words(blocks[-1]) == "… and 2 more"


def test_only_buttons_left_out_still_count_as_one() -> None:
    blocks = fitted([worded("a"), pressed("1", "2", "3", "4", "5")], Room(4, 5_000), READER)
    assert words(blocks[-1]) == "… and 1 more"
    assert len(blocks) == 4


def test_no_line_stands_before_the_rest() -> None:
    blocks = fitted([worded("a"), LINE, worded("b"), worded("c")], Room(3, 5_000), READER)
    assert [block["type"] for block in blocks] == ["section", "context"]


@given(
    st.lists(
        st.sampled_from([worded("a"), worded("é" * 500), worded("x" * 5_000), LINE, pressed("p"), pressed(*"abcdefg")])
    ),
    st.integers(2, 12),
    st.integers(1_000, 9_000),
)
def test_any_parts_fit_any_room(parts: list[Part], places: int, characters: int) -> None:
    blocks = fitted(parts, Room(places, characters), READER)
    assert len(blocks) <= places
    assert size(blocks) <= characters
    if parts and parts[-1] == pressed("p"):
        assert blocks[-1] == parts[-1].blocks[0]
