"""Styled words as Block Kit: sections, quotes and small print in which nothing anybody typed is read as markup.

Slack has three ways to write a text, and this module picks the first that shows it exactly as it was typed:

1. `plain_text`: never parsed. It has no bold, so it serves where nothing is bold, and where bold can be done without.
2. `mrkdwn`: parsed. `&`, `<` and `>` have escapes, but `*`, `_`, `~`, a backtick, `:name:` and a `>` that begins a line
   have none, so it is used only for a text without these, and sent `verbatim`, so that Slack makes no links in it.
3. `rich_text`: not parsed, with bold and quotes. It is exact for every text, and Slack's clients draw it everywhere;
   but other programs that speak Block Kit (local emulators, archives) often leave it out, so it comes last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.slack import limits
from bot.slack.text import escape
from bot.text import DASH, boundary, clean, cut, is_visible, one_line
from handlers.words import Span

Json = dict[str, Any]

_LIVE = re.compile(r"[*_~`]|:[^\s:]+:|^\s*>", re.MULTILINE)
_PERSON = re.compile(r"[UW][A-Z0-9]{1,20}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,20}")
_OPENING = "([\"'“‘«"
_CLOSING = ".,;:!?)]\"'”’»…"
_ROOM_FOR_MARKS = 100
_MOST_SPANS = 50
"""In one block: half of them bold take two marks each, so the marks fit their room."""
_NEW_LINE = Span("\n")
_NEAR = 300
"""How far before a forced split a line end or a space is looked for."""


def plain(text: str, most: int) -> Json:
    """One line of plain text, `:names:` of emoji left as typed."""
    line = one_line(text)
    return _plain(cut(line, most) if is_visible(line) else DASH)


def said(spans: Sequence[Span]) -> str:
    """What a screen reader says: the words alone."""
    return clean(_joined(spans))


def paragraph(spans: Sequence[Span], *, quoted: bool = False) -> list[Json]:
    """The words as one block, or several where they are too long for one."""
    return [_paragraph(part, quoted) for part in _parts(spans, limits.SECTION)]


def note(spans: Sequence[Span]) -> list[Json]:
    """Small print; a link in it whose words need it is a paragraph, which can show every word."""
    return [_note(part) for part in _parts(spans, limits.NOTE)]


def _note(spans: Sequence[Span]) -> Json:
    if any(span.address for span in spans) and _marked(spans, limits.NOTE) is None:
        return _paragraph(spans, quoted=False)
    return {"type": "context", "elements": [_text(spans, limits.NOTE)]}


def fields(pairs: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> list[Json]:
    """Labels in bold above their values, ten to a section."""
    drawn = [_field(label, value) for label, value in pairs]
    rows = limits.FIELDS_PER_SECTION
    return [{"type": "section", "fields": drawn[at : at + rows]} for at in range(0, len(drawn), rows)]


def _joined(spans: Sequence[Span]) -> str:
    return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def _paragraph(spans: Sequence[Span], quoted: bool) -> Json:
    if not quoted and not any(span.bold or span.points for span in spans):
        return {"type": "section", "text": _plain(_joined(spans))}
    marked = _marked(spans, limits.SECTION, "> " if quoted else "")
    if marked is not None:
        return {"type": "section", "text": _verbatim(marked)}
    return {"type": "rich_text", "elements": [_rich(spans, "rich_text_quote" if quoted else "rich_text_section")]}


def _text(spans: Sequence[Span], most: int) -> Json:
    """For places that take no rich text: bold where it is exact, plain otherwise."""
    marked = _marked(spans, most) if any(span.bold or span.points for span in spans) else None
    return _plain(_joined(spans)) if marked is None else _verbatim(marked)


def _field(label: Sequence[Span], value: Sequence[Span]) -> Json:
    typed = one_line(_joined(label))
    name = cut(typed, limits.HEADER) if is_visible(typed) else DASH
    room = limits.FIELD - len(name) - _ROOM_FOR_MARKS
    parts = _parts(value, room)
    shown = parts[0] if len(parts) == 1 else [*parts[0], Span("…")]
    return _text([Span(name, bold=True), _NEW_LINE, *shown], limits.FIELD)


def _verbatim(marked: str) -> Json:
    return {"type": "mrkdwn", "text": marked, "verbatim": True}


def _rich(spans: Sequence[Span], kind: str) -> Json:
    return {"type": kind, "elements": [_rich_text(span) for span in spans]}


def _rich_text(span: Span) -> Json:
    if _is_channel(span):
        return {"type": "channel", "channel_id": span.channel}
    if _is_person(span):
        return {"type": "user", "user_id": span.person}
    if span.address:
        return {"type": "link", "url": span.address, "text": span.text}
    element: Json = {"type": "text", "text": span.text}
    return element | {"style": {"bold": True}} if span.bold else element


def _marked(spans: Sequence[Span], most: int, line_start: str = "") -> str | None:
    """The words in `mrkdwn`, or None where that would not show them exactly or be too long."""
    text = _joined(spans)
    if _LIVE.search(text):
        return None
    marked, at = "", 0
    for span in spans:
        end = at + len(span.text)
        if span.bold and not _can_be_bold(text, at, end):
            return None
        if span.address and ("|" in span.text or "\n" in span.text):
            return None
        marked += _mark(span)
        at = end
    if line_start:
        marked = line_start + marked.replace("\n", "\n" + line_start)
    return marked if len(marked) <= most else None


def _mark(span: Span) -> str:
    if _is_channel(span):
        return f"<#{span.channel}>"
    if _is_person(span):
        return f"<@{span.person}>"
    if span.address:
        return f"<{escape(span.address)}|{escape(span.text)}>"
    return f"*{escape(span.text)}*" if span.bold else escape(span.text)


def _is_person(span: Span) -> bool:
    return bool(span.person and _PERSON.fullmatch(span.person))


def _is_channel(span: Span) -> bool:
    """Only what can be a channel's id of Slack's is ever made a live mention."""
    return bool(span.channel and _CHANNEL.fullmatch(span.channel))


def _can_be_bold(text: str, start: int, end: int) -> bool:
    """Slack sees a `*` as a mark only at the edge of a word, on one line."""
    bold = text[start:end]
    starts = start == 0 or text[start - 1].isspace() or text[start - 1] in _OPENING
    ends = end == len(text) or text[end].isspace() or text[end] in _CLOSING
    return starts and ends and "\n" not in bold and bold == bold.strip()


def _parts(spans: Sequence[Span], most: int) -> list[list[Span]]:
    """Clean spans, in groups of at most `most` characters with the marks; at least one group, none of them empty."""
    whole = _merged(spans)
    most -= _ROOM_FOR_MARKS
    fits = sum(len(span.text) for span in whole) <= most and len(whole) <= _MOST_SPANS
    parts = [whole] if fits else _split(whole, most)
    return [part for part in parts if is_visible(_joined(part))] or [[Span(DASH)]]


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Clean, without empty spans, and neighbours of one style as one."""
    merged: list[Span] = []
    text, bold = "", False
    for span in spans:
        here, points = clean(span.text), span.points
        if points or (here and span.bold != bold):
            merged += [Span(text, bold)] if text else []
            text, bold = "", span.bold
        if points:
            merged.append(span._replace(text=here))
        else:
            text += here
    return [*merged, Span(text, bold)] if text else merged


def _split(spans: Sequence[Span], most: int) -> list[list[Span]]:
    parts: list[list[Span]] = [[]]
    room = most
    for span in spans:
        rest = span.text
        while len(rest) > room or len(parts[-1]) >= _MOST_SPANS:
            at = _split_at(rest, room) if len(rest) > room else 0
            parts[-1].extend([Span(rest[:at], span.bold)] if at else [])
            rest, room = rest[at:], most
            parts.append([])
        if rest:
            parts[-1].append(Span(rest, span.bold))
            room -= len(rest)
    return parts


def _split_at(text: str, room: int) -> int:
    """Where to break a text that is longer than `room`: after a line, else after a word, else between letters."""
    near = max(room - _NEAR, 0)
    for end in ("\n", " "):
        at = text.rfind(end, near, room)
        if at >= 0:
            return at + 1
    return boundary(text, room) if room else 0
