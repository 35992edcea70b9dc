"""Draws messages, homes and forms as Block Kit: the same input, the same output, within every limit of Slack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import assert_never

from bot.charts.links import Pictures, nowhere
from bot.charts.plan import planned
from bot.charts.sparkline import signs
from bot.slack import fitting, forms, limits, paragraphs
from bot.slack.fitting import Part, fitted
from bot.slack.paragraphs import Json
from bot.slack.text import cut_escaped
from bot.text import DASH, cut, is_visible, one_line
from handlers.ui import (
    Bar,
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    Heading,
    Message,
    Note,
    Para,
    Picture,
    Quote,
    ShownForm,
)
from handlers.words import Reader, Span, Text, Words, say

FORM = "form"
"""The `callback_id` of every form: which one it is stands in its token."""

_STEPS = 10


def message(shown: Message, reader: Reader, pictures: Pictures = nowhere) -> Json:
    """`text` and `blocks` for any call that posts or changes a message; `pictures` knows the files of charts."""
    parts = _parts(shown, reader, pictures)
    return {"text": _fallback(shown, parts, reader), "blocks": fitted(parts, fitting.MESSAGE, reader)}


def home(shown: Message, reader: Reader) -> Json:
    """The view of the App Home."""
    return {"type": "home", "blocks": fitted(_parts(shown, reader), fitting.VIEW, reader)}


def modal(shown: ShownForm, reader: Reader) -> Json:
    """The view of a form. What is wrong so far stands under its inputs."""
    submit = shown.form.submit if shown.last else say("Next")
    parts = forms.parts(shown, reader) or [_worded(paragraphs.paragraph(()), "")]
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": shown.token,
        "notify_on_close": True,
        "title": _view_word(shown.form.title, reader),
        "submit": _view_word(submit, reader),
        "close": _view_word(say("Close"), reader),
        "blocks": fitted(parts, fitting.VIEW, reader),
    }


def told(shown: Message, reader: Reader) -> Json:
    """A view that only says something: the last word after a form."""
    return {
        "type": "modal",
        "title": _view_word(say("Quickwin"), reader),
        "close": _view_word(say("Close"), reader),
        "blocks": fitted(_parts(shown, reader), fitting.VIEW, reader),
    }


def field_errors(shown: ShownForm, reader: Reader) -> dict[str, str]:
    """For `response_action: errors`, by block id; empty where one belongs to no input shown: then update the view."""
    names = {question.name for question in shown.form.questions}
    if not shown.errors.keys() <= names:
        return {}
    return {name: paragraphs.plain(reader.read(why), limits.INPUT_ERROR)["text"] for name, why in shown.errors.items()}


def _parts(shown: Message, reader: Reader, pictures: Pictures = nowhere) -> list[Part]:
    numbers = count()
    parts = [part for block in shown.blocks if (part := _draw(block, reader, numbers, pictures)).blocks]
    return parts or [_words(shown.summary, reader)]


def _draw(block: Block, reader: Reader, numbers: Iterator[int], pictures: Pictures) -> Part:
    match block:
        case Heading(text):
            return (_heading_once if _says_the_same(text) else _heading)(reader.read(text))
        case Para(text):
            return _words(text, reader)
        case Quote(text):
            spans = reader.spans(text)
            return Part(paragraphs.paragraph(spans, quoted=True), paragraphs.said(spans))
        case Note(text):
            return (_note_once if _says_the_same(text) else _note)(reader.spans(text))
        case Fields(pairs):
            return _fields(pairs, reader)
        case Bar(share, label):
            spans = reader.spans(label)
            return Part(paragraphs.paragraph([Span(_bar(share)), *spans]), paragraphs.said(spans))
        case Picture(chart=chart, small=small):
            return _picture(block, reader, "" if small else pictures(planned(chart, reader)))
        case Divider():
            return Part([{"type": "divider"}], "")
        case Buttons(buttons):
            return Part(_rows([_button(button, reader, numbers) for button in buttons]), "", buttons=True)
        case _:
            assert_never(block)


def _picture(shown: Picture, reader: Reader, file: str) -> Part:
    spans = reader.spans(shown.alt)
    words = paragraphs.said(spans)
    if not file:
        return Part(paragraphs.paragraph([Span(signs(shown.chart)), *spans]), words)
    alt = cut(one_line(words), limits.ALT_TEXT) if is_visible(words) else DASH
    return Part([{"type": "image", "slack_file": {"id": file}, "alt_text": alt}], words)


def _says_the_same(text: Text) -> bool:
    """Whether it holds nothing of anybody's, so that what was drawn of it once may be kept."""
    return isinstance(text, Words) and not text.values


def _heading(line: str) -> Part:
    return _worded([{"type": "header", "text": paragraphs.plain(line, limits.HEADER)}], line)


def _note(spans: tuple[Span, ...]) -> Part:
    return Part(paragraphs.note(spans), paragraphs.said(spans))


_heading_once, _note_once = lru_cache(maxsize=512)(_heading), lru_cache(maxsize=512)(_note)
_label_once = lru_cache(maxsize=512)(paragraphs.plain)


def _words(text: Text, reader: Reader) -> Part:
    spans = reader.spans(text)
    return Part(paragraphs.paragraph(spans), paragraphs.said(spans))


def _worded(blocks: list[Json], words: str) -> Part:
    return Part(blocks, one_line(words))


def _fields(pairs: Sequence[tuple[Text, Text]], reader: Reader) -> Part:
    read = [(reader.spans(label), reader.spans(value)) for label, value in pairs]
    lines = (f"{paragraphs.said(label)}: {paragraphs.said(value) or DASH}" for label, value in read)
    return Part(paragraphs.fields(read), "\n".join(lines))


def _bar(share: float) -> str:
    """Ten steps, full only when the way is done; the label beside it says it in words."""
    full = _STEPS if share >= 1 else int(share * _STEPS + 1e-9) if share > 0 else 0
    return "▰" * full + "▱" * (_STEPS - full) + " "


def _button(button: Button, reader: Reader, numbers: Iterator[int]) -> Json:
    drawn: Json = {
        "type": "button",
        "text": (_label_once if _says_the_same(button.label) else paragraphs.plain)(
            reader.read(button.label), limits.BUTTON_LABEL
        ),
        "action_id": f"{button.action}:{next(numbers)}",
    }
    if button.token:
        drawn["value"] = button.token
    if button.style != "plain":
        drawn["style"] = button.style
    return drawn


def _rows(buttons: Sequence[Json]) -> list[Json]:
    row = limits.BUTTONS_PER_ROW
    return [{"type": "actions", "elements": list(buttons[at : at + row])} for at in range(0, len(buttons), row)]


def _view_word(text: Text, reader: Reader) -> Json:
    return paragraphs.plain(reader.read(text), limits.VIEW_WORD)


def _fallback(shown: Message, parts: Sequence[Part], reader: Reader) -> str:
    """What notifications and screen readers get instead of the blocks: the summary, then all their words, each once.

    Buttons are left out: a screen reader finds them by themselves.
    """
    lines = dict.fromkeys([one_line(reader.read(shown.summary)), *(part.said for part in parts)])
    text = "\n".join(line for line in lines if is_visible(line))
    return cut_escaped(text or DASH, limits.FALLBACK)
