"""Draws messages and forms as Adaptive Cards 1.5: the same input, the same output, within every limit of Teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from bot.charts.links import Pictures, nowhere
from bot.charts.plan import planned
from bot.charts.sparkline import signs
from bot.teams import buttons, fitting, inputs, limits, texts
from bot.teams.fitting import Lengths, Part
from bot.teams.gate import Json
from bot.teams.inputs import Drawing
from bot.teams.picks import Directory, Pick
from bot.text import DASH, cut, is_visible, one_line
from handlers.ui import Bar, Block, Buttons, Divider, Fields, Heading, Message, Note, Para, Picture, Quote, ShownForm
from handlers.words import Reader, Span, Text, say

__all__ = ["Directory", "Pick", "dialog", "form", "message", "summary", "title"]

_STEPS = 10


class Ink(NamedTuple):
    """How much is drawn of a message: `words` is how long a text may be; buttons may do without a form for old clients."""

    words: int = limits.PARAGRAPH
    for_old: bool = True


_INKS = (Ink(), Ink(for_old=False), Ink(1_500, for_old=False), Ink(400, for_old=False))


def message(shown: Message, reader: Reader, pictures: Pictures = nowhere) -> Json:
    """A card of the message's blocks: all of it, or long texts cut, so that every button stays where that is possible.

    `pictures` says where charts are; where it does not they are shown in words.
    """
    entities = _mentions(shown, reader)
    room = limits.CARD_BYTES - fitting.size(_card([], entities=entities))
    parts = _parts(shown, reader, _INKS[0], pictures)
    for ink in _INKS[1:]:
        if fitting.size([element for part in parts for element in part.elements]) <= room:
            break
        parts = _parts(shown, reader, ink, pictures)
    return _card(fitting.fitted(parts, room, reader), entities=entities)


def summary(shown: Message, reader: Reader) -> str:
    """What a notification says."""
    line = one_line(reader.read(shown.summary))
    return cut(line, limits.HEADING) if is_visible(line) else DASH


def form(shown: ShownForm, reader: Reader, directory: Directory) -> Json:
    """A form as a card in the chat."""
    submit = _submit(shown, reader)
    execute = {"type": "Action.Execute", "verb": "submit", **submit, "data": buttons.data(shown.token)}
    actions = [{**execute, "fallback": _old_submit(shown, reader)}]

    def draw(lengths: Lengths, names: int) -> Json:
        title = _heading(reader.spans(shown.form.title), lengths.title)
        return _card([title, *inputs.elements(shown, Drawing(reader, directory, lengths, names))], actions)

    return fitting.form(draw, directory.longest)


def dialog(shown: ShownForm, reader: Reader, directory: Directory) -> Json:
    """The same inside a dialog, which has its title above it."""
    actions = [_old_submit(shown, reader)]

    def draw(lengths: Lengths, names: int) -> Json:
        body = inputs.elements(shown, Drawing(reader, directory, lengths, names))
        return _card(body or texts.paragraph((), limits.PARAGRAPH), actions)

    return fitting.form(draw, directory.longest)


def title(shown: ShownForm, reader: Reader) -> str:
    """What stands above a dialog, and what a notification of a form says."""
    return texts.line(reader.read(shown.form.title), limits.FORM_TITLE)


def _mentions(shown: Message, reader: Reader) -> list[Json]:
    """Who is mentioned: clients look the words up here."""
    texts_shown = [block.text for block in shown.blocks if isinstance(block, Heading | Para | Quote | Note)]
    spans = [span for text in texts_shown for span in reader.spans(text) if span.person]
    found = {span.person: span.text[1:] for span in spans}
    return [
        {"type": "mention", "text": texts.mention(name), "mentioned": {"id": person, "name": one_line(name)}}
        for person, name in found.items()
    ]


def _card(body: list[Json], actions: list[Json] | None = None, entities: list[Json] | None = None) -> Json:
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": body,
        **({"actions": actions} if actions else {}),
        "msteams": {"width": "Full", **({"entities": entities} if entities else {})},
    }


def _submit(shown: ShownForm, reader: Reader) -> Json:
    label = shown.form.submit if shown.last else say("Next")
    return {"title": texts.line(reader.read(label), limits.BUTTON_LABEL), "style": "positive"}


def _old_submit(shown: ShownForm, reader: Reader) -> Json:
    return {"type": "Action.Submit", **_submit(shown, reader), "data": {**buttons.data(shown.token), "verb": "submit"}}


def _parts(shown: Message, reader: Reader, ink: Ink, pictures: Pictures) -> list[Part]:
    parts: list[Part] = []
    divided = False
    rows = [len(block.buttons) for block in shown.blocks if isinstance(block, Buttons)]
    seats = iter(buttons.seats(rows))
    for block in shown.blocks:
        if isinstance(block, Divider):
            divided = bool(parts)
            continue
        seen = next(seats) if isinstance(block, Buttons) else 0
        part = _draw(block, reader, seen, ink, pictures)
        if not part.elements:
            continue
        if divided:
            first = {**part.elements[0], "separator": True, "spacing": "Medium"}
            part = part._replace(elements=[first, *part.elements[1:]])
        divided = False
        parts.append(part)
    if sum(rows) > limits.ACTIONS:
        parts[-1:] = [_pointed_out(parts[-1], reader)]
    return parts or [_words(shown.summary, reader, ink)]


def _pointed_out(last: Part, reader: Reader) -> Part:
    """The end of a card whose buttons are not all seen at once says where the others are."""
    note = texts.paragraph(reader.spans(buttons.BEHIND_DOTS), limits.PARAGRAPH, size="Small", isSubtle=True)
    return last._replace(elements=[*note, *last.elements] if last.buttons else [*last.elements, *note])


def _draw(block: Block, reader: Reader, seen: int, ink: Ink, pictures: Pictures) -> Part:
    """`seen` is how many buttons of a row are seen at once."""
    match block:
        case Heading(text):
            return Part([_heading(reader.spans(text))], says=True)
        case Para(text):
            return _words(text, reader, ink)
        case Quote(text):
            items = texts.paragraph(reader.spans(text), ink.words)
            return Part([{"type": "Container", "style": "emphasis", "items": items}], says=True)
        case Note(in_thread=True):
            return Part([], says=False)  # the chats of one person with the bot, where these go, have no threads
        case Note(text):
            drawn = texts.paragraph(reader.spans(text), ink.words, size="Small", isSubtle=True)
            return Part(drawn, says=True)
        case Fields(pairs):
            return Part([_pair(label, value, reader, ink) for label, value in pairs], says=True)
        case Bar(share, label):
            return Part(texts.paragraph([Span(_bar(share)), *reader.spans(label)], ink.words), says=True)
        case Picture(chart=chart, small=small):
            return _picture(block, reader, ink, "" if small else pictures(planned(chart, reader)))
        case Divider():
            return Part([], says=False)
        case Buttons(row):
            return Part(buttons.drawn(row, reader, seen, for_old=ink.for_old), says=False, buttons=True)
        case _:
            assert_never(block)


def _heading(spans: Sequence[Span], most: int = limits.HEADING) -> Json:
    (drawn,) = texts.paragraph([Span(one_line(texts.said(spans)))], most, size="Large", weight="Bolder")
    return drawn


def _words(text: Text, reader: Reader, ink: Ink) -> Part:
    return Part(texts.paragraph(reader.spans(text), ink.words), says=True)


def _picture(shown: Picture, reader: Reader, ink: Ink, address: str) -> Part:
    if not address:
        words = [Span(signs(shown.chart)), *reader.spans(shown.alt)]
        return Part(texts.paragraph(words, ink.words), says=True)
    said = one_line(reader.read(shown.alt))
    alt = cut(said, ink.words) if is_visible(said) else DASH
    return Part([{"type": "Image", "url": address, "altText": alt, "size": "Stretch"}], says=True)


def _pair(label: Text, value: Text, reader: Reader, ink: Ink) -> Json:
    """One under the other reads well on a phone, where two columns leave no room."""
    above = texts.paragraph(reader.spans(label), limits.LABEL, size="Small", isSubtle=True)
    below = texts.paragraph(reader.spans(value), ink.words)
    return {
        "type": "Container",
        "spacing": "Small",
        "items": [*above, *({**each, "spacing": "None"} for each in below)],
    }


def _bar(share: float) -> str:
    """Ten steps, full only when the way is done; the label beside it says it in words."""
    full = _STEPS if share >= 1 else int(share * _STEPS + 1e-9) if share > 0 else 0
    return "▰" * full + "▱" * (_STEPS - full) + " "
