"""What a button carries: signed, small in every script, and whole where it fits."""

from __future__ import annotations

import pytest

from handlers.presses import CARRIED, CARRIED_BYTES, Seal, carried
from handlers.ui import Button, Buttons, Message
from handlers.words import Typed
from tests.hostile import HOSTILE

SLACK_MOST = 2000
LONG_ABOUT = {"initiative": "i" * 32, "draft": "d" * 32, "week": "2026-W48", "same": "yes"}


def token(text: str) -> str:
    """The token of a button that carries the text, beside as much as any button does."""
    button = Button(Typed("-"), "misunderstood.to_prompt", {**LONG_ABOUT, "text": carried(text)})
    (row,) = Seal(b"a secret for tests only").message(Message(Typed("-"), (Buttons((button,)),)), "d" * 32, 99).blocks
    assert isinstance(row, Buttons)
    return row.buttons[0].token


@pytest.mark.parametrize("letter", ["a", "é", "漢", "\U0001f600", "\U0010fffd", '"', "\\", "\n", "\x01"])
def test_a_button_is_within_the_limit_in_bytes_whatever_it_carries(letter: str) -> None:
    assert len(token(letter * 5000).encode()) <= SLACK_MOST


@pytest.mark.parametrize(
    "text", [text.encode("utf-8", "replace").decode() for text in HOSTILE], ids=range(len(HOSTILE))
)
def test_a_hostile_text_comes_back_as_it_was_carried(text: str) -> None:
    press = Seal(b"a secret for tests only").press(token(text))
    assert press is not None and press.about["text"] == carried(text)


def test_four_byte_characters_are_carried_up_to_the_limit_and_not_beyond() -> None:
    room = CARRIED_BYTES // 4
    exactly = "\U0001f600" * room
    assert carried(exactly) == exactly
    assert carried(exactly + "\U0001f600") == exactly
    assert carried("é" * CARRIED) == "é" * CARRIED
    assert carried("a" * (CARRIED + 1)) == "a" * CARRIED
