"""What a person sees of a card: its words, its buttons, its inputs; and what a client would read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Card = Mapping[str, Any]

_MENTION = re.compile(r"<at>([^<>]*)</at>")
_MARKDOWN = re.compile(r"[\\`*_~<>\[\]{}#|&]")


def words(card: Card) -> str:
    """Everything that can be read, line by line."""
    return "\n".join(_lines(card))


def buttons(card: Card) -> dict[str, Mapping[str, Any]]:
    """The actions by their titles, those behind the three dots included."""
    found = (thing for thing in things(card) if str(thing.get("type")).startswith("Action."))
    return {thing["title"]: thing for thing in found if thing["type"] != "Action.OpenUrl"}


def inputs(card: Card) -> dict[str, Mapping[str, Any]]:
    return {thing["id"]: thing for thing in things(card) if str(thing.get("type")).startswith("Input.")}


def parsed_by_teams(card: Card) -> list[str]:
    """Texts that a client reads as Markdown or as a date of its own: there is none where typed words may stand."""
    every = list(things(card))
    blocks = [str(thing["text"]) for thing in every if thing.get("type") == "TextBlock"]
    found = [text for text in blocks if _MARKDOWN.search(_MENTION.sub("", text))]
    runs = [str(thing["text"]) for thing in every if thing.get("type") == "TextRun"]
    return found + [run for run in runs if "{{" in run or "\n" in run]


def things(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every element and action, fallbacks left out."""
    if isinstance(value, Mapping):
        if "type" in value:
            yield value
        for name, inner in value.items():
            if name not in ("data", "fallback"):
                yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


def _lines(card: Card) -> Iterator[str]:
    for thing in things(card):
        kind = str(thing.get("type"))
        if kind == "RichTextBlock":
            yield "".join(run["text"] for run in thing["inlines"])
        elif kind == "TextBlock":
            yield _MENTION.sub(r"@\1", thing["text"])
        elif kind.startswith("Input."):
            yield str(thing.get("label"))
