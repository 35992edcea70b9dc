"""Strings made fit to be shown anywhere: control characters out, cuts between letters."""

from __future__ import annotations

import re
import unicodedata

DASH = "–"
"""Drawn where nothing was typed: platforms refuse empty texts."""

# Directional embeddings, overrides and isolates go too: left open, they turn round the words that follow. The marks
# (U+200E, U+200F, U+061C) stay, they only help the letter beside them.
_GONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2065"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]+"
)

_JOINER = "\u200d"
_LOOK_BACK = 40
"""How far a cut steps back to keep a letter or an emoji whole; longer clusters are jokes."""


def clean(text: str) -> str:
    """Without control characters and half characters; every line end is a newline."""
    if text.isprintable():
        return text
    return _SURROGATES.sub("\ufffd", _GONE.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """Clean, and on one line, for what has only one: headings, buttons, options."""
    return " ".join(clean(text).split())


def is_visible(text: str) -> bool:
    """Whether anything of it is seen: spaces and zero-width characters alone count as empty."""
    return bool(text and ("!" <= text[0] <= "~" or _INVISIBLE.sub("", text)))


def cut(text: str, most: int) -> str:
    """At most `most` characters; what is cut ends with an ellipsis."""
    if len(text) <= most:
        return text
    return text[: boundary(text, most - 1)].rstrip().rstrip(_JOINER) + "…"


def boundary(text: str, at: int) -> int:
    """The nearest place at or before `at` that does not tear a letter from its accents or an emoji apart."""
    for place in range(at, max(at - _LOOK_BACK, 0), -1):
        if not _is_inside(text, place):
            return place
    return at


def _is_inside(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the one before it."""
    if at >= len(text):
        return False
    here = text[at]
    if here == _JOINER or text[at - 1] == _JOINER or unicodedata.category(here) in {"Mn", "Mc", "Me"}:
        return True
    if "\U0001f3fb" <= here <= "\U0001f3ff" or "\U000e0020" <= here <= "\U000e007f":
        return True
    return _is_flag_letter(here) and _flag_letters_before(text, at) % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return at - start
