"""The inputs of a form: one for each question, filled with what was answered so far, and what is wrong below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from bot.teams import limits, picks, texts
from bot.teams.fitting import Lengths
from bot.teams.gate import Json
from bot.teams.picks import Directory
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
from handlers.words import Reader, Text, say

_RADIOS = 5
"""Up to here all options are seen and picked with one tap."""

_YES_NO = (Option("yes", say("Yes")), Option("no", say("No")))

Answered = ShortText | LongText | Number | Choice | Choices | YesNo | DayPick
"""What one input shows whole, whoever and whatever there is to pick."""


@dataclass(frozen=True)
class Drawing:
    """For whom a form is drawn, and how: `names` is how many people and channels each list offers."""

    reader: Reader
    directory: Directory
    lengths: Lengths
    names: int

    def room(self, question: Input) -> int | None:
        """How many characters of an answer are shown; None where none are typed."""
        match question:
            case ShortText(most=most) | LongText(most=most):
                return min(most, limits.INPUT_TEXT) if self.lengths.own_limits else limits.INPUT_TEXT
            case Number():
                return limits.INPUT_NUMBER if self.lengths.own_limits else limits.INPUT_TEXT
            case _:
                return None

    def words(self, text: Text, most: int, **style: Any) -> list[Json]:
        draw = texts.brief if self.lengths.brief else texts.paragraph
        return draw(self.reader.spans(text), most, **style)


def elements(shown: ShownForm, drawing: Drawing) -> list[Json]:
    """The form from top to bottom: its words, what is wrong with no input of its own, then the inputs."""
    form = shown.form
    names = {question.name for question in form.questions}
    top = [] if form.intro is None else drawing.words(form.intro, drawing.lengths.intro)
    wrong = [_wrong(why, drawing) for name, why in shown.errors.items() if name not in names]
    asked = [_asked(question, shown, drawing) for question in form.questions]
    return [*top, *(element for each in (*wrong, *asked) for element in each)]


def _asked(question: Input, shown: ShownForm, drawing: Drawing) -> list[Json]:
    typed = shown.answers.get(question.name, question.default)
    drawn = _input(question, typed, drawing)
    if question.hint is not None:
        drawn += _small(question.hint, drawing.lengths.hint, drawing)
    if question.name in shown.errors:
        return drawn + _wrong(shown.errors[question.name], drawing)
    return drawn + _cut(question, typed, drawing)


def _cut(question: Input, typed: str, drawing: Drawing) -> list[Json]:
    """Says what was left out of an answer that is longer than a card takes."""
    room = drawing.room(question)
    if room is None or len(clean(typed)) <= room:
        return []
    return _wrong(say("Cut to {most} characters.", most=room), drawing)


def _small(text: Text, most: int, drawing: Drawing) -> list[Json]:
    return [{**element, "spacing": "None"} for element in drawing.words(text, most, size="Small", isSubtle=True)]


def _wrong(why: Text, drawing: Drawing) -> list[Json]:
    drawn = drawing.words(why, drawing.lengths.remark, color="Attention", size="Small", weight="Bolder")
    return [{**element, "spacing": "Small"} for element in drawn]


def _input(question: Input, typed: str, drawing: Drawing) -> list[Json]:
    """The input, and below it what helps to answer it where it cannot show everything."""
    match question:
        case PersonPick() | PeoplePick():
            return _people(question, typed, drawing)
        case ChannelPick():
            return _channels(question, typed, drawing)
        case _:
            return [{**_head(question, drawing), **_element(question, typed, drawing), **_needed(question, drawing)}]


def _people(question: PersonPick | PeoplePick, typed: str, drawing: Drawing) -> list[Json]:
    lengths = drawing.lengths
    offer = picks.people(drawing.directory, typed, drawing.names, lengths.option)
    how = (
        {"isMultiSelect": True} if isinstance(question, PeoplePick) else {"style": "filtered"} if offer.is_whole else {}
    )
    drawn = {**_head(question, drawing), **offer.element, **how, **_needed(question, drawing)}
    return [drawn, *(_small(offer.remark, lengths.remark, drawing) if offer.remark else ())]


def _channels(question: ChannelPick, typed: str, drawing: Drawing) -> list[Json]:
    lengths = drawing.lengths
    offer = picks.channels(drawing.directory, typed, drawing.names, lengths.option)
    drawn = {**_head(question, drawing), **offer.element, "style": "compact"}
    if offer.is_whole:
        return [{**drawn, **_needed(question, drawing)}]
    # Either of the two is enough, which a client cannot check.
    return [drawn, picks.by_name(question.name, drawing.reader, lengths.label)]


def _head(question: Input, drawing: Drawing) -> Json:
    return {"id": question.name, "label": texts.line(_label(question, drawing.reader), drawing.lengths.label)}


def _needed(question: Input, drawing: Drawing) -> Json:
    if not question.required:
        return {}
    return {"isRequired": True, "errorMessage": drawing.reader.read(say("This one is needed."))}


def _label(question: Input, reader: Reader) -> str:
    label = reader.read(question.label)
    unit = reader.read(question.unit) if isinstance(question, Number) and question.unit is not None else ""
    return f"{label} ({unit})" if unit.strip() else label


def _element(question: Answered, typed: str, drawing: Drawing) -> Json:
    match question:
        case ShortText(most=most):
            return _text(typed, most, drawing.room(question), several_lines=False)
        case LongText(most=most):
            return _text(typed, most, drawing.room(question), several_lines=True)
        case Number():
            # A number field of the client's would refuse "2,5", which is how half of Europe writes it.
            return _text(typed, limits.INPUT_NUMBER, drawing.room(question), several_lines=False)
        case Choice(options=options):
            return _one_of(options, typed, drawing, all_seen=question.required and len(options) <= _RADIOS)
        case Choices(options=options):
            return {**_choices(options, typed, drawing), "isMultiSelect": True}
        case YesNo():
            return _one_of(_YES_NO, typed, drawing, all_seen=True)
        case DayPick():
            return {"type": "Input.Date"} | _day(typed)
        case _:
            assert_never(question)


def _text(typed: str, most: int, room: int | None, *, several_lines: bool) -> Json:
    text = clean(typed) if several_lines else clean(typed).replace("\n", " ")
    text = text[:room] if is_visible(text) else ""
    # A longer answer may come from a chat, where nothing limits it: it stays, and the error says what is wrong.
    longest = min(max(most, len(text), 1), limits.INPUT_TEXT)
    asked: Json = {"type": "Input.Text", "isMultiline": several_lines, "maxLength": longest}
    return asked | ({"value": text} if text else {})


def _day(typed: str) -> Json:
    """A day in the one way clients read it; words from a chat that are no day have no place in the field."""
    try:
        return {"value": date.fromisoformat(typed.strip()).isoformat()}
    except ValueError:
        return {}


def _one_of(options: Sequence[Option], typed: str, drawing: Drawing, *, all_seen: bool) -> Json:
    return {**_choices(options, typed, drawing), "style": "expanded" if all_seen else "compact"}


def _choices(options: Sequence[Option], typed: str, drawing: Drawing) -> Json:
    values = {option.value for option in options}
    picked = ",".join(value for value in typed.split(",") if value in values)
    choices = [
        {"title": texts.line(drawing.reader.read(option.label), drawing.lengths.option), "value": option.value}
        for option in options
    ]
    return {"type": "Input.ChoiceSet", "choices": choices, "wrap": True} | ({"value": picked} if picked else {})
