"""What is drawn, kept within what one card may hold: words give way, and it is said; inputs and what is typed never do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from bot.teams import limits, texts
from bot.teams.gate import Json
from handlers.words import Reader, say_n

_NOTE_BYTES = 600


class Part(NamedTuple):
    """One thing shown: its elements, and whether it says something (lines and buttons do not)."""

    elements: list[Json]
    says: bool
    buttons: bool = False


@dataclass(frozen=True)
class Lengths:
    """How many characters the words around the inputs of a form may have.

    `brief` words stand on one line in one style; with `own_limits` an answer is shown up to what its question allows.
    """

    title: int = limits.HEADING
    intro: int = limits.PARAGRAPH
    hint: int = limits.HINT
    remark: int = limits.HINT
    label: int = limits.LABEL
    option: int = limits.OPTION_LABEL
    brief: bool = True
    own_limits: bool = False


WHOLE = Lengths(brief=False)
SHORTER = Lengths(title=150, intro=600, hint=200, remark=200, label=200)
SHORT = Lengths(title=80, intro=0, hint=0, remark=80, label=80, option=40)
WITHIN_LIMITS = Lengths(title=60, intro=0, hint=0, remark=50, label=60, option=40, own_limits=True)
SHORTEST = Lengths(title=60, intro=0, hint=0, remark=40, label=24, option=24, own_limits=True)


def form(draw: Callable[[Lengths, int], Json], most: int) -> Json:
    """The first drawing that fits: fewer words around the questions first, then fewer of the `most` names to pick from.

    `draw` takes the lengths and how many names are offered. Inputs and answers are in every drawing. The last one fits every
    step that `handlers.flows.steps` makes.
    """
    for lengths in (WHOLE, SHORTER):
        card = draw(lengths, most)
        if size(card) <= limits.FORM_BYTES:
            return card
    for lengths in (SHORTER, SHORT, WITHIN_LIMITS):
        if size(draw(lengths, 0)) <= limits.FORM_BYTES:
            return _with_most_names(draw, lengths, most)
    return _with_most_names(draw, SHORTEST, most)


def _with_most_names(draw: Callable[[Lengths, int], Json], lengths: Lengths, most: int) -> Json:
    fewest = 0
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if size(draw(lengths, middle)) <= limits.FORM_BYTES:
            fewest = middle
        else:
            most = middle - 1
    return draw(lengths, fewest)


def fitted(parts: Sequence[Part], room: int, reader: Reader) -> list[Json]:
    """All elements where they fit; otherwise the first ones, how much is left out, and the end from the last buttons on."""
    if size(_together([part.elements for part in parts])) <= room:
        return _together([part.elements for part in parts])
    end = _end(parts, room // 2)
    tail = _begun(parts[end:], room // 2)
    body = _begun(parts[:end], room - size(_together(tail)) - _NOTE_BYTES)
    left_out = [part for part, found in zip(parts, [*body, *tail], strict=True) if found != part.elements]
    return [*_together(body), *(_more(left_out, reader) if left_out else []), *_together(tail)]


def _end(parts: Sequence[Part], room: int) -> int:
    """Where the end begins that stays whatever gives way: the last buttons, with what is said below them if that has room."""
    last = max((number for number, part in enumerate(parts) if part.buttons), default=len(parts))
    below = _together([part.elements for part in parts[last:]])
    return last if size(below) <= room or last == len(parts) - 1 else len(parts)


def _together(elements: Sequence[list[Json]]) -> list[Json]:
    return [element for each in elements for element in each]


def size(value: object) -> int:
    """As JSON the way it is sent, in bytes of UTF-8 or of UTF-16, whichever is more: it is not documented which one counts."""
    sent = orjson.dumps(value)
    return max(len(sent), len(sent.decode().encode("utf-16-le")))


def _begun(parts: Sequence[Part], room: int) -> list[list[Json]]:
    """What of each part fits: all of the first ones, the beginning of one, nothing of those behind it."""
    begun: list[list[Json]] = []
    for part in parts:
        found = _kept(part.elements, room)
        room = room - size(found) if found == part.elements else 0
        begun.append(found)
    return begun


def _kept(elements: Sequence[Json], room: int) -> list[Json]:
    """The first elements that fit; of a row of buttons the first buttons that do."""
    kept: list[Json] = []
    for element in elements:
        if size([*kept, element]) <= room:
            kept.append(element)
            continue
        actions = element.get("actions", [])
        fitting = [n for n in range(1, len(actions)) if size([*kept, {**element, "actions": actions[:n]}]) <= room]
        return [*kept, {**element, "actions": actions[: fitting[-1]]}] if fitting else kept
    return kept


def _more(left_out: Sequence[Part], reader: Reader) -> list[Json]:
    n = max(1, sum(part.says for part in left_out))
    spans = reader.spans(say_n("… and {n} more", "… and {n} more", n))
    return texts.paragraph(spans, limits.PARAGRAPH, size="Small", isSubtle=True)
