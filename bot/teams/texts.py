"""Styled words as rich text: runs that no client reads as markup, one block for each line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.teams.gate import Json
from bot.text import DASH, clean, cut, is_visible, one_line
from handlers.words import Span

_ZERO_WIDTH = "\u200b"
_LIVE = re.compile(r"[\\`*_~<>\[\]{}#|&]")


def inert(text: str) -> str:
    """The same to the eye; clients would turn `{{DATE(…)}}` into a date of their own."""
    return text.replace("{{", f"{{{_ZERO_WIDTH}{{")


def line(text: str, most: int) -> str:
    """One line of plain text, for what has only one: labels, buttons, options."""
    plain = one_line(text)
    return inert(cut(plain, most)) if is_visible(plain) else DASH


def paragraph(spans: Sequence[Span], most: int, **style: Any) -> list[Json]:
    """The words, a block for each line of them; `style` goes to every run."""
    lines = _lines(_cut(spans, most))
    drawn = [_block(each, style) for each in lines if any(is_visible(span.text) for span in each)]
    for following in drawn[1:]:
        following["spacing"] = "Small"
    return drawn or [_block([Span(DASH)], style)]


def brief(spans: Sequence[Span], most: int, **style: Any) -> list[Json]:
    """The words on one line in one style, the smallest way to say them; nothing when there is no room at all."""
    return paragraph([Span(one_line(said(spans)))], most, **style) if most else []


def said(spans: Sequence[Span]) -> str:
    """The words alone."""
    return clean("".join(span.text for span in spans))


def mention(name: str) -> str:
    """How a mention stands in a text, the same as in the entity that explains it."""
    return f"<at>{_LIVE.sub('', one_line(name))}</at>"


def _block(spans: Sequence[Span], style: Json) -> Json:
    if any(span.person for span in spans):
        # Only this kind of block can mention somebody, and it reads Markdown: what could be some goes.
        marked = (mention(span.text[1:]) if span.person else _LIVE.sub("", span.text) for span in spans)
        return {"type": "TextBlock", "wrap": True, "text": "".join(marked), **style}
    return {"type": "RichTextBlock", "inlines": [_run(span, style) for span in spans if span.text]}


def _run(span: Span, style: Json) -> Json:
    bold: Json = {"weight": "Bolder"} if span.bold else {}
    leads: Json = {"selectAction": {"type": "Action.OpenUrl", "url": span.address}} if span.address else {}
    return {"type": "TextRun", "text": inert(span.text), **style, **bold, **leads}


def _lines(spans: Sequence[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        if span.person:
            lines[-1].append(span)
            continue
        first, *others = clean(span.text).split("\n")
        lines[-1].append(Span(first, span.bold, address=span.address))
        lines += [[Span(other, span.bold, address=span.address)] for other in others]
    return lines


def _cut(spans: Sequence[Span], most: int) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        text = cut(span.text, most) if most > 1 else ""
        if text:
            kept.append(span._replace(text=text))
        if len(span.text) >= most:
            break
        most -= len(span.text)
    return kept
