"""What is drawn, kept within what one message or view may hold: the end gives way, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import orjson

from bot.slack import limits, paragraphs
from bot.slack.paragraphs import Json
from handlers.words import Reader, say_n


class Room(NamedTuple):
    blocks: int
    characters: int


MESSAGE = Room(limits.MESSAGE_BLOCKS, limits.MESSAGE_CHARACTERS)
VIEW = Room(limits.VIEW_BLOCKS, limits.VIEW_CHARACTERS)

_NOTE_CHARACTERS = 200


class Part(NamedTuple):
    """One thing shown: its blocks, and what a screen reader says of it (empty for lines and buttons)."""

    blocks: list[Json]
    said: str
    buttons: bool = False


def fitted(parts: Sequence[Part], room: Room, reader: Reader) -> list[Json]:
    """All blocks where they fit; otherwise the first ones, how much is left out, and the buttons at the very end."""
    blocks = [block for part in parts for block in part.blocks]
    if len(blocks) <= room.blocks and _size(blocks) <= room.characters:
        return blocks
    tail = parts[-1].blocks if parts[-1].buttons else []
    if len(tail) <= room.blocks // 2 and _size(tail) <= room.characters // 2:
        return _shortened(parts[:-1] if tail else parts, tail, room, reader)
    return _shortened(parts, [], room, reader)


def _shortened(parts: Sequence[Part], tail: list[Json], room: Room, reader: Reader) -> list[Json]:
    kept: list[Json] = []
    places = room.blocks - len(tail) - 1
    left = room.characters - _size(tail) - _NOTE_CHARACTERS
    for number, part in enumerate(parts):
        for block in part.blocks:
            left -= _size(block) + 1
            if left < 0 or len(kept) == places:
                return [*_without_line(kept), *_more(parts[number:], reader), *tail]
            kept.append(block)
    return [*kept, *tail]


def _more(left_out: Sequence[Part], reader: Reader) -> list[Json]:
    n = max(1, sum(1 for part in left_out if part.said))
    return paragraphs.note(reader.spans(say_n("… and {n} more", "… and {n} more", n)))


def _without_line(blocks: list[Json]) -> list[Json]:
    return blocks[:-1] if blocks and blocks[-1]["type"] == "divider" else blocks


def _size(blocks: Json | list[Json]) -> int:
    """In characters of JSON. Bytes would count an accent twice."""
    return len(orjson.dumps(blocks).decode())
