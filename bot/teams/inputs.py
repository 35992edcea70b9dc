"""The inputs of a form: one for each question, filled with what was answered so far, and what is wrong below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.teams import limits, texts
from bot.teams.fitting import Part
from bot.teams.gate import Json
from bot.text import clean, is_visible
from handlers.ui import (
    ChannelPick,
    Choice,
    Choices,
    DayPick,
    Input,
    LongText,
    Number,
    Option,
    PeoplePick,
    PersonPick,
    ShortText,
    ShownForm,
    YesNo,
)
from handlers.words import Reader, Text, Typed, say

_RADIOS = 5
"""Up to here all options are seen and picked with one tap."""

_YES_NO = (Option("yes", say("Yes")), Option("no", say("No")))


@dataclass(frozen=True)
class Pick:
    """Somebody or something to choose: the platform's id and a name."""

    id: str
    name: str


@dataclass(frozen=True)
class Directory:
    """Whom and what a form offers: a card has no search of its own."""

    people: tuple[Pick, ...] = ()
    channels: tuple[Pick, ...] = ()


def parts(shown: ShownForm, reader: Reader, directory: Directory) -> list[Part]:
    """The form from top to bottom: its words, what is wrong with no input of its own, then the inputs."""
    form = shown.form
    names = {question.name for question in form.questions}
    top = [] if form.intro is None else [Part(texts.paragraph(reader.spans(form.intro), limits.PARAGRAPH), says=True)]
    top += [Part(_wrong(why, reader), says=True) for name, why in shown.errors.items() if name not in names]
    return top + [_asked(question, shown, reader, directory) for question in form.questions]


def _asked(question: Input, shown: ShownForm, reader: Reader, directory: Directory) -> Part:
    typed = shown.answers.get(question.name, question.default)
    elements = [_input(question, typed, reader, directory)]
    if question.hint is not None:
        hint = texts.paragraph(reader.spans(question.hint), limits.HINT, size="Small", isSubtle=True)
        elements += [{**element, "spacing": "None"} for element in hint]
    if question.name in shown.errors:
        elements += _wrong(shown.errors[question.name], reader)
    return Part(elements, says=True)


def _wrong(why: Text, reader: Reader) -> list[Json]:
    drawn = texts.paragraph(reader.spans(why), limits.HINT, color="Attention", size="Small", weight="Bolder")
    return [{**element, "spacing": "Small"} for element in drawn]


def _input(question: Input, typed: str, reader: Reader, directory: Directory) -> Json:
    needed = {"isRequired": True, "errorMessage": reader.read(say("This one is needed."))} if question.required else {}
    label = texts.line(_label(question, reader), limits.LABEL)
    return {"id": question.name, "label": label, **_element(question, typed, reader, directory), **needed}


def _label(question: Input, reader: Reader) -> str:
    label = reader.read(question.label)
    unit = reader.read(question.unit) if isinstance(question, Number) and question.unit is not None else ""
    return f"{label} ({unit})" if unit.strip() else label


def _element(question: Input, typed: str, reader: Reader, directory: Directory) -> Json:
    match question:
        case ShortText(most=most):
            return _text(typed, most, several_lines=False)
        case LongText(most=most):
            return _text(typed, most, several_lines=True)
        case Number():
            # A number field of the client's would refuse "2,5", which is how half of Europe writes it.
            return _text(typed, 40, several_lines=False)
        case Choice(options=options):
            return _one_of(options, typed, reader, all_seen=question.required and len(options) <= _RADIOS)
        case Choices(options=options):
            return {**_choices(options, typed, reader), "isMultiSelect": True}
        case YesNo():
            return _one_of(_YES_NO, typed, reader, all_seen=True)
        case DayPick():
            return {"type": "Input.Date"} | ({"value": typed.strip()} if typed.strip() else {})
        case PersonPick():
            return {**_choices(_picks(directory.people), typed, reader), "style": "filtered"}
        case PeoplePick():
            return {**_choices(_picks(directory.people), typed, reader), "isMultiSelect": True}
        case ChannelPick():
            return {**_choices(_picks(directory.channels), typed, reader), "style": "compact"}
        case _:
            assert_never(question)


def _text(typed: str, most: int, *, several_lines: bool) -> Json:
    text = clean(typed) if several_lines else clean(typed).replace("\n", " ")
    text = text[: limits.INPUT_TEXT] if is_visible(text) else ""
    # A longer answer may come from a chat, where nothing limits it: it stays, and the error says what is wrong.
    longest = min(max(most, len(text), 1), limits.INPUT_TEXT)
    asked: Json = {"type": "Input.Text", "isMultiline": several_lines, "maxLength": longest}
    return asked | ({"value": text} if text else {})


def _one_of(options: Sequence[Option], typed: str, reader: Reader, *, all_seen: bool) -> Json:
    return {**_choices(options, typed, reader), "style": "expanded" if all_seen else "compact"}


def _choices(options: Sequence[Option], typed: str, reader: Reader) -> Json:
    values = {option.value for option in options}
    picked = ",".join(value for value in typed.split(",") if value in values)
    choices = [
        {"title": texts.line(reader.read(option.label), limits.OPTION_LABEL), "value": option.value}
        for option in options
    ]
    return {"type": "Input.ChoiceSet", "choices": choices, "wrap": True} | ({"value": picked} if picked else {})


def _picks(picks: Sequence[Pick]) -> tuple[Option, ...]:
    return tuple(Option(pick.id, Typed(pick.name)) for pick in picks)
