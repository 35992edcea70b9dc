"""What is drawn, kept within what one card may hold: the end gives way, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import orjson

from bot.teams import limits, texts
from bot.teams.gate import Json
from handlers.words import Reader, say_n

_NOTE_UNITS = 400


class Part(NamedTuple):
    """One thing shown: its elements, and whether it says something (lines and buttons do not)."""

    elements: list[Json]
    says: bool
    buttons: bool = False


def fitted(parts: Sequence[Part], reader: Reader) -> list[Json]:
    """All elements where they fit; otherwise the first ones, how much is left out, and the buttons at the very end."""
    elements = [element for part in parts for element in part.elements]
    if size(elements) <= limits.CARD_UNITS:
        return elements
    tail = parts[-1].elements if parts[-1].buttons and size(parts[-1].elements) <= limits.CARD_UNITS // 2 else []
    return _shortened(parts[:-1] if tail else parts, tail, reader)


def size(value: object) -> int:
    """As JSON, in UTF-16 units."""
    return len(orjson.dumps(value).decode().encode("utf-16-le")) // 2


def _shortened(parts: Sequence[Part], tail: list[Json], reader: Reader) -> list[Json]:
    kept: list[Json] = []
    left = limits.CARD_UNITS - size(tail) - _NOTE_UNITS
    for number, part in enumerate(parts):
        for element in part.elements:
            left -= size(element) + 1
            if left < 0:
                return [*kept, *_more(parts[number:], reader), *tail]
            kept.append(element)
    return [*kept, *tail]


def _more(left_out: Sequence[Part], reader: Reader) -> list[Json]:
    n = max(1, sum(part.says for part in left_out))
    spans = reader.spans(say_n("… and {n} more", "… and {n} more", n))
    return texts.paragraph(spans, limits.PARAGRAPH, size="Small", isSubtle=True)
