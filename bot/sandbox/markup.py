"""The few steps from words to HTML: escape, keep the lines, isolate what would turn the direction of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NewType

from handlers.words import Reader, Span, Text

Html = NewType("Html", str)
"""Text that a browser may read as markup; made in this module only."""

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_VOID = frozenset({"img", "input"})


def written(text: str) -> Html:
    """Plain text as HTML, its line breaks kept."""
    lines = _CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Html("<br>".join(escape(line) for line in lines))


def spans(text: Text, reader: Reader, most: int = 2_000) -> Html:
    """A sentence in the reader's language, bold where it is bold, cut after `most` characters."""
    return joined(_span(span) for span in _fitting(reader.spans(text), most))


def element(name: str, inside: Html, /, **attributes: str | bool) -> Html:
    """An element. `cls` is the class, `_` in a name stands for `-`, False leaves an attribute out."""
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opened) if name in _VOID else Html(f"{opened}{inside}</{name}>")


def joined(parts: Iterable[Html]) -> Html:
    return Html("".join(parts))


def cut(text: str, most: int) -> str:
    """At most that many characters, with an ellipsis where something is missing."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _span(span: Span) -> Html:
    inside = written(span.text)
    if _TURNS.search(span.text):
        inside = Html(f"<bdi>{inside}</bdi>")
    if span.address:
        inside = element("a", inside, href=span.address, target="_blank", rel="noopener noreferrer")
    return Html(f"<strong>{inside}</strong>") if span.bold else inside


def _fitting(found: Iterable[Span], most: int) -> Iterable[Span]:
    left = most
    for span in found:
        if left <= 0:
            return
        yield Span(cut(span.text, left), span.bold, address=span.address)
        left -= len(span.text)


def _attribute(name: str, value: str | bool) -> str:
    if value is False:
        return ""
    key = "class" if name == "cls" else name.replace("_", "-")
    return f" {key}" if value is True else f' {key}="{escape(_CONTROLS.sub("", value), quote=True)}"'
