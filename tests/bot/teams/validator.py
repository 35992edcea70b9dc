"""Says what is wrong with a card before Teams does: its shape by version 1.5, and the limits of Teams beside it.

`problems_of` returns sentences, none for a card that Teams draws as it is meant; `must_be_a_card` raises.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

MOST_ACTIONS = 6
MOST_BYTES = 24 * 1024
MOST_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Check = Callable[[Any], bool]
Shape = Mapping[str, Check]


class Refused(AssertionError):
    """Teams would not draw this as it is meant; the sentences say why."""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _several(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value.casefold() in {each.casefold() for each in values}


_SPACING = _one_of("default", "none", "small", "medium", "large", "extraLarge", "padding")
_FONT: Shape = {
    "color": _one_of("default", "dark", "light", "accent", "good", "warning", "attention"),
    "isSubtle": _flag,
    "size": _one_of("small", "default", "medium", "large", "extraLarge"),
    "weight": _one_of("lighter", "default", "bolder"),
}
_ELEMENT: Shape = {"id": _said, "separator": _flag, "spacing": _SPACING, "isVisible": _flag}
_INPUT: Shape = {**_ELEMENT, "label": _said, "isRequired": _flag, "errorMessage": _said}
_ACTION: Shape = {
    "title": _said,
    "style": _one_of("default", "positive", "destructive"),
    "mode": _one_of("primary", "secondary"),
    "associatedInputs": _one_of("auto", "none"),
    "data": _mapping,
    "id": _said,
}
# Every property we use of every element we use, with what it may be; what is not here is a mistake or a new decision.
SHAPES: Mapping[str, tuple[Shape, frozenset[str]]] = {
    "AdaptiveCard": (
        {"$schema": _said, "version": _one_of("1.5"), "body": _several, "actions": _several, "msteams": _mapping},
        frozenset({"version", "body"}),
    ),
    "RichTextBlock": ({**_ELEMENT, "inlines": _several}, frozenset({"inlines"})),
    "TextRun": ({**_FONT, "text": _text, "selectAction": _mapping}, frozenset({"text"})),
    "Action.OpenUrl": ({"url": lambda value: _said(value) and value.startswith("https://")}, frozenset({"url"})),
    "TextBlock": ({**_ELEMENT, **_FONT, "text": _said, "wrap": _flag}, frozenset({"text"})),
    "Image": (
        {
            **_ELEMENT, "url": lambda value: _said(value) and value.startswith("https://"), "altText": _said,
            "size": _one_of("auto", "stretch", "small", "medium", "large"),
        },
        frozenset({"url", "altText"}),
    ),
    "Container": (
        {**_ELEMENT, "items": _several, "style": _one_of("default", "emphasis", "good", "attention", "warning", "accent")},
        frozenset({"items"}),
    ),
    "ActionSet": ({**_ELEMENT, "actions": _several}, frozenset({"actions"})),
    "Input.Text": (
        {**_INPUT, "value": _text, "maxLength": _whole, "isMultiline": _flag},
        frozenset({"id", "label"}),
    ),
    "Input.Date": (
        {**_INPUT, "value": lambda value: _text(value) and bool(MOST_DATE.fullmatch(value))},
        frozenset({"id", "label"}),
    ),
    "Input.ChoiceSet": (
        {
            **_INPUT, "choices": lambda value: isinstance(value, list), "isMultiSelect": _flag, "value": _text,
            "wrap": _flag, "style": _one_of("compact", "expanded", "filtered"), "choices.data": _mapping,
        },
        frozenset({"id", "label", "choices"}),
    ),
    # Not in version 1.5, but documented for Teams whatever the version: https://learn.microsoft.com, "People Picker in Adaptive Cards".
    "Data.Query": ({"dataset": _one_of("graph.microsoft.com/users")}, frozenset({"dataset"})),
    "Input.Choice": ({"title": _said, "value": _text}, frozenset({"title", "value"})),
    "Action.Execute": ({**_ACTION, "verb": _said, "fallback": _mapping}, frozenset({"title", "verb", "data"})),
    "Action.Submit": (_ACTION, frozenset({"title", "data"})),
}  # fmt: skip


def problems_of(card: Mapping[str, Any]) -> list[str]:
    """Of a card as it is attached to a message, shown in a dialog, or put in place of another."""
    wrong = [] if card.get("type") == "AdaptiveCard" else ["card: its type must be AdaptiveCard"]
    things = list(_things(card, "card"))
    wrong += [sentence for place, thing in things for sentence in _shape(place, thing)]
    ids = Counter(thing["id"] for _, thing in things if "id" in thing)
    wrong += [f"card: the id {name} is there {n} times" for name, n in ids.items() if n > 1]
    shown = [
        thing
        for place, thing in things
        if str(thing.get("type")).startswith("Action.")
        and not place.endswith(".selectAction")
        and thing.get("mode") != "secondary"
        and ".fallback" not in place
    ]
    if len(shown) > MOST_ACTIONS:
        wrong.append(f"card: {len(shown)} buttons are seen at once, more than {MOST_ACTIONS}")
    text = json.dumps(card, ensure_ascii=False, separators=(",", ":"))
    if max(len(text.encode("utf-8", "replace")), len(text.encode("utf-16-le", "replace"))) > MOST_BYTES - 500:
        wrong.append(f"card: with its activity it is above {MOST_BYTES} bytes")
    return wrong


def must_be_a_card(card: Mapping[str, Any]) -> None:
    if wrong := problems_of(card):
        raise Refused("\n".join(wrong))


def _things(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if "type" in value:
            yield place, value
        elif "title" in value and "value" in value:
            yield place, {"type": "Input.Choice", **value}
        for name, inner in value.items():
            if name not in ("data", "msteams"):
                yield from _things(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _things(inner, f"{place}[{number}]")


def _shape(place: str, thing: Mapping[str, Any]) -> Iterator[str]:
    kind = thing["type"]
    if kind not in SHAPES:
        yield f"{place}: there is no {kind}"
        return
    shape, needed = SHAPES[kind]
    yield from (f"{place}: a {kind} needs {name}" for name in sorted(needed - thing.keys()))
    for name, value in thing.items():
        if name != "type" and name not in shape:
            yield f"{place}: a {kind} has no {name}"
        elif name != "type" and not shape[name](value):
            yield f"{place}: {name} cannot be {value!r:.80}"
    if kind.startswith("Input.") and thing.get("isRequired") and "errorMessage" not in thing:
        yield f"{place}: a required input needs errorMessage"
