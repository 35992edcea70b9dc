"""Draws messages and forms as HTML: pure, complete, and everything that was typed is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from typing import assert_never

from bot.charts.links import Pictures, nowhere
from bot.charts.plan import planned
from bot.charts.sparkline import signs
from bot.sandbox.markup import Html, cut, element, joined, spans, written
from bot.sandbox.questions import Directory, question
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
from handlers.words import Reader, Text, say, say_n

HEADING_MOST = 300
BUTTON_MOST = 80
TEXT_MOST = 12_000

__all__ = ["Directory", "form", "message"]


def message(shown: Message, reader: Reader, pictures: Pictures = nowhere) -> str:
    """The message's blocks; its summary is for whoever lists or announces it. `pictures` says where charts are."""
    return joined(_block(block, reader, pictures) for block in shown.blocks)


def form(shown: ShownForm, reader: Reader, directory: Directory | None = None) -> str:
    """One step of a form. `directory` names the people and channels that can be picked."""
    known = directory or Directory()
    asked = shown.form
    parts = [
        element("h2", spans(asked.title, reader, HEADING_MOST), id="form-title", tabindex="-1"),
        element("p", spans(asked.intro, reader), cls="intro") if asked.intro else Html(""),
        _what_is_wrong(shown, reader),
        *(question(each, shown, reader, known) for each in asked.questions),
        _feet(shown, reader),
    ]
    return element("form", joined(parts), novalidate=True, data_token=shown.token, aria_labelledby="form-title")


def _what_is_wrong(shown: ShownForm, reader: Reader) -> Html:
    """How many answers need a look, and every error that no question of this step can carry."""
    if not shown.errors:
        return Html("")
    asked = {each.name for each in shown.form.questions}
    loose = [text for name, text in shown.errors.items() if name not in asked]
    beside = len(shown.errors) - len(loose)
    told: list[Text] = [*loose]
    if beside:
        told.append(say_n("One answer needs another look.", "{n} answers need another look.", beside))
    return element("div", joined(element("p", spans(text, reader)) for text in told), cls="wrong", role="alert")


def _feet(shown: ShownForm, reader: Reader) -> Html:
    submit = shown.form.submit if shown.last else say("Next")
    close = element("button", spans(say("Cancel"), reader), type="button", cls="button", data_close=True)
    send = element("button", spans(submit, reader, BUTTON_MOST), type="submit", cls="button primary")
    return element("div", joined((close, send)), cls="feet")


def _block(block: Block, reader: Reader, pictures: Pictures) -> Html:
    match block:
        case Heading(text):
            return element("h3", spans(text, reader, HEADING_MOST))
        case Para(text):
            return element("p", spans(text, reader, TEXT_MOST))
        case Quote(text):
            return element("blockquote", spans(text, reader, TEXT_MOST))
        case Note(text):
            return element("p", spans(text, reader, TEXT_MOST), cls="note")
        case Fields(pairs):
            return element("dl", joined(_pair(label, value, reader) for label, value in pairs), cls="fields")
        case Bar(share, label):
            return _bar(share, label, reader)
        case Picture():
            return _picture(block, reader, "" if block.small else pictures(planned(block.chart, reader)))
        case Divider():
            return Html("<hr>")
        case Buttons(buttons):
            return _buttons(buttons, reader)
        case _:
            assert_never(block)


def _pair(label: Text, value: Text, reader: Reader) -> Html:
    return element("div", joined((element("dt", spans(label, reader)), element("dd", spans(value, reader, TEXT_MOST)))))


def _bar(share: float, label: Text, reader: Reader) -> Html:
    """The width is an attribute of the drawing, because styles inside the page are forbidden."""
    width = f"{round(_inside(share) * 100)}%"
    track = element("rect", Html(""), cls="track", width="100%", height="100%")
    way = element("rect", Html(""), cls="way", width=width, height="100%")
    drawing = element("svg", joined((track, way)), aria_hidden="true", focusable="false")
    words = element("span", spans(label, reader), aria_hidden="true")
    return element("div", joined((drawing, words)), cls="bar", role="img", aria_label=reader.read(label))


def _picture(shown: Picture, reader: Reader, address: str) -> Html:
    if address:
        alt = cut(reader.read(shown.alt), TEXT_MOST)
        return element("img", Html(""), cls="chart", src=address, alt=alt, width="720", height="416")
    before = element("span", written(signs(shown.chart)), aria_hidden="true")
    return element("p", joined((before, spans(shown.alt, reader, TEXT_MOST))), cls="chart")


def _inside(share: float) -> float:
    """Between 0 and 1, whatever came in; what is not a number is no way made."""
    return min(max(share, 0.0), 1.0) if not isnan(share) else 0.0


def _buttons(buttons: Iterable[Button], reader: Reader) -> Html:
    return element("div", joined(_button(button, reader) for button in buttons), cls="buttons")


def _button(button: Button, reader: Reader) -> Html:
    looks = "button" if button.style == "plain" else f"button {button.style}"
    label = written(cut(reader.read(button.label), BUTTON_MOST))
    return element("button", label, type="button", cls=looks, data_token=button.token)
