"""Draws a message as a letter: plain text and HTML of the same blocks. Pure; what was typed is never markup.

A letter has no buttons: it says in words what to do, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import assert_never

from bot.charts.sparkline import signs
from bot.text import DASH, clean, cut, is_visible, one_line
from handlers.ui import Bar, Block, Button, Buttons, Divider, Fields, Heading, Message, Note, Para, Picture, Quote
from handlers.words import Listed, Reader, Span, Text, Words, say

SUBJECT_MOST = 150
TEXT_MOST = 12_000
OTHERWISE = say("mine")
"""What to write for a button whose conversation nobody can begin by a word: everything that waits is under it."""
WHY = say(
    "You get this by e-mail because no chat could deliver it and you agreed to that. Write “settings” to Quickwin to stop it."
)

Entries = Mapping[str, Words]
"""What to write to begin a conversation, in the reader's language, by its name."""


@dataclass(frozen=True)
class Drawn:
    """A letter's words: one line for the subject, and the body twice."""

    subject: str
    text: str
    html: str


def letter(message: Message, reader: Reader, entries: Entries) -> Drawn:
    """The whole letter; `entries` tell what to write in place of a button."""
    blocks = [*message.blocks, Divider(), Note(WHY)]
    subject = cut(one_line(reader.read(message.summary)), SUBJECT_MOST)
    text = "\n\n".join(part for block in blocks if (part := _as_text(block, reader, entries)))
    body = "".join(_as_html(block, reader, entries) for block in blocks)
    html = f'<!doctype html><html lang="{escape(reader.language)}"><meta charset="utf-8"><body>{body}</body></html>'
    return Drawn(subject if is_visible(subject) else "Quickwin", f"{text}\n", html)


def _as_text(block: Block, reader: Reader, entries: Entries) -> str:
    match block:
        case Heading(text) | Para(text) | Note(text) | Bar(_, text):
            return _plain(text, reader)
        case Quote(text):
            return "\n".join(f"> {line}" for line in _plain(text, reader).split("\n"))
        case Fields(pairs):
            return "\n".join(f"{_plain(label, reader)}: {_plain(value, reader)}" for label, value in pairs)
        case Picture(alt, chart):
            return f"{signs(chart)}{_plain(alt, reader)}"
        case Divider():
            return "- - -"
        case Buttons(buttons):
            return "\n".join(f"→ {_plain(line, reader)}" for line in in_words(buttons, entries))
        case _:
            assert_never(block)


def _as_html(block: Block, reader: Reader, entries: Entries) -> str:
    match block:
        case Heading(text):
            return f"<h2>{_marked(text, reader)}</h2>"
        case Para(text) | Bar(_, text):
            return f"<p>{_marked(text, reader)}</p>"
        case Note(text):
            return f"<p><small>{_marked(text, reader)}</small></p>"
        case Quote(text):
            return f"<blockquote>{_marked(text, reader)}</blockquote>"
        case Fields(pairs):
            rows = (f"<dt>{_marked(label, reader)}</dt><dd>{_marked(value, reader)}</dd>" for label, value in pairs)
            return f"<dl>{''.join(rows)}</dl>"
        case Picture(alt, chart):
            return f"<p>{signs(chart)}{_marked(alt, reader)}</p>"
        case Divider():
            return "<hr>"
        case Buttons(buttons):
            return "".join(f"<p>→ {_marked(line, reader)}</p>" for line in in_words(buttons, entries))
        case _:
            assert_never(block)


def in_words(buttons: Iterable[Button], entries: Entries) -> list[Words]:
    """A line for each conversation the buttons belong to: what they are for, and what to write for it."""
    by_entry: dict[Words, list[Text]] = {}
    for button in buttons:
        entry = entries.get(button.action.partition(".")[0], OTHERWISE)
        by_entry.setdefault(entry, []).append(say("“{label}”", label=button.label))
    return [
        say("{labels}: write “{entry}” to Quickwin in Slack or Teams", labels=Listed(tuple(labels)), entry=entry)
        for entry, labels in by_entry.items()
    ]


def _plain(text: Text, reader: Reader) -> str:
    return "\n".join([_joined(text, reader, lambda span, words: words), *_leads(text, reader)])


def _marked(text: Text, reader: Reader) -> str:
    return "<br>".join([_joined(text, reader, _as_markup), *map(escape, _leads(text, reader))])


def _leads(text: Text, reader: Reader) -> list[str]:
    """Where the words lead, to stand below them: a letter holds nothing to click that somebody else has named."""
    return [span.address for span in reader.spans(text) if span.address]


def _as_markup(span: Span, words: str) -> str:
    lines = "<br>".join(escape(line) for line in words.split("\n"))
    return f"<strong>{lines}</strong>" if span.bold else lines


def _joined(text: Text, reader: Reader, draw: Callable[[Span, str], str]) -> str:
    """Every span drawn, cut after so many characters; a channel has no name outside its platform."""
    left, parts = TEXT_MOST, []
    for span in reader.spans(text):
        words = reader.read(say("the channel")) if span.channel else clean(span.text)
        if left > 0:
            parts.append(draw(span, cut(words, left)))
        left -= len(words)
    return "".join(parts).strip() or DASH
