"""What people typed is text on the page, whatever it looks like."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from bot.sandbox import render
from bot.sandbox.turns import DIRECTORY
from handlers import ui
from handlers.words import Bold, Reader, Typed, Untranslated, say
from tests.hostile import HOSTILE

READER = Reader("en", "UTC", Untranslated())
LAYOUT = {
    "article",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "section",
    "header",
    "footer",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "hr",
}
WORDS = {"strong", "br", "blockquote", "small", "span", "em", "bdi", "abbr"}
INPUTS = {"form", "fieldset", "legend", "label", "input", "textarea", "select", "option", "button", "output"}
DRAWN = {"svg", "rect", "progress", "title", "g", "path", "line", "circle"}
ALLOWED = LAYOUT | WORDS | INPUTS | DRAWN


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def tags(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    return found


def everything(text: str) -> ui.Message:
    typed = Typed(text)
    blocks = (
        ui.Heading(typed),
        ui.Para(say("How did {title} go?", title=Bold(text))),
        ui.Quote(typed),
        ui.Note(typed),
        ui.Fields(((typed, typed),)),
        ui.Bar(0.4, typed),
        ui.Picture(typed, ui.Chart(((date(2026, 11, 2), Decimal(40)), (date(2026, 11, 9), Decimal(31))), unit=text)),
        ui.Buttons((ui.Button(typed, "a.b", token=text),)),
    )
    return ui.Message(typed, blocks)


def form(text: str) -> ui.ShownForm:
    typed = Typed(text)
    options = (ui.Option("a", typed), ui.Option("b", typed))
    questions: tuple[ui.Input, ...] = (
        ui.ShortText(name="short", label=typed, hint=typed),
        ui.LongText(name="long", label=typed),
        ui.Number(name="number", label=typed, unit=typed),
        ui.Choice(name="choice", label=typed, options=options),
        ui.Choices(name="choices", label=typed, options=options),
        ui.YesNo(name="yes", label=typed),
        ui.DayPick(name="day", label=typed),
        ui.PersonPick(name="person", label=typed),
        ui.PeoplePick(name="people", label=typed),
        ui.ChannelPick(name="channel", label=typed),
    )
    names = [question.name for question in questions]
    return ui.ShownForm(
        ui.Form(typed, typed, questions, typed), text, dict.fromkeys(names, text), dict.fromkeys(names, typed)
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_becomes_markup(text: str) -> None:
    for html in (render.message(everything(text), READER), render.form(form(text), READER, DIRECTORY)):
        found = tags(html)
        assert found.names <= ALLOWED, found.names - ALLOWED
        assert not {
            name for name in found.attributes if name.startswith("on") or name in ("style", "href", "src", "srcdoc")
        }


def test_a_form_names_its_fields_and_ties_errors_to_them() -> None:
    html = render.form(form("x"), READER, DIRECTORY)
    found = tags(html)
    assert {"label", "fieldset", "textarea", "select"} <= found.names
    assert "aria-describedby" in found.attributes
    assert "aria-invalid" in found.attributes
