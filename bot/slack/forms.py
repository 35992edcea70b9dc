"""The inputs of a modal: one input block per question, filled with what was answered so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

from bot.slack import limits, paragraphs
from bot.slack.fitting import Part
from bot.slack.paragraphs import Json
from bot.text import clean, is_visible, one_line
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
from handlers.words import Reader, Span, Text, Words, say

_RADIOS = 5
"""Up to here all options are seen and picked with one tap; a menu takes two taps and hides them."""

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
_YES_NO = (Option("yes", say("Yes")), Option("no", say("No")))


def parts(shown: ShownForm, reader: Reader) -> list[Part]:
    """The form from top to bottom: its words, what is wrong with no input of its own, then the inputs."""
    form = shown.form
    names = {question.name for question in form.questions}
    top = [] if form.intro is None else [_words(form.intro, reader)]
    top += [_wrong(why, reader) for name, why in shown.errors.items() if name not in names]
    return top + [_asked(question, shown, reader) for question in form.questions]


def _asked(question: Input, shown: ShownForm, reader: Reader) -> Part:
    typed = shown.answers.get(question.name, question.default)
    blocks = [_input(question, typed, reader)]
    if question.name in shown.errors:
        blocks += _wrong(shown.errors[question.name], reader).blocks
    return Part(blocks, question.name)


def _words(text: Text, reader: Reader) -> Part:
    spans = reader.spans(text)
    return Part(paragraphs.paragraph(spans), paragraphs.said(spans))


def _wrong(why: Text, reader: Reader) -> Part:
    # Drawn in the view too: Slack takes errors beside their inputs only as the answer to a submission.
    spans = [Span("⚠ "), *reader.spans(why)]
    return Part(paragraphs.note(spans), paragraphs.said(spans))


def _input(question: Input, typed: str, reader: Reader) -> Json:
    hint = _hint(question, reader)
    return {
        "type": "input",
        "block_id": question.name,
        "label": paragraphs.plain(_label(question, reader), limits.INPUT_LABEL),
        "element": {**_element(question, typed, reader), "action_id": question.name},
        "optional": not question.required,
    } | ({"hint": paragraphs.plain(hint, limits.INPUT_HINT)} if hint else {})


def _label(question: Input, reader: Reader) -> str:
    label = reader.read(question.label)
    unit = reader.read(question.unit) if isinstance(question, Number) and question.unit is not None else ""
    return f"{label} ({unit})" if unit.strip() else label


def _hint(question: Input, reader: Reader) -> str:
    words = [] if question.hint is None else [reader.read(question.hint)]
    if isinstance(question, Number) and (bounds := _bounds(question)) is not None:
        words.append(reader.read(bounds))
    return one_line(" · ".join(words))


def _bounds(question: Number) -> Words | None:
    match question.low, question.high:
        case None, None:
            return None
        case Decimal() as low, None:
            return say("At least {low}", low=low)
        case None, Decimal() as high:
            return say("At most {high}", high=high)
        case low, high:
            return say("From {low} to {high}", low=low or Decimal(), high=high or Decimal())


def _element(question: Input, typed: str, reader: Reader) -> Json:
    match question:
        case ShortText(most=most):
            return _text_input(typed, most, several_lines=False)
        case LongText(most=most):
            return _text_input(typed, most, several_lines=True)
        case Number():
            # Slack's own number field would refuse "2,5", which is how half of Europe writes it.
            return _text_input(typed, limits.INPUT_NUMBER, several_lines=False)
        case Choice(options=options):
            # Radio buttons cannot be unpicked, a menu can.
            radios = question.required and len(options) <= _RADIOS
            return _one_of(options, typed, "radio_buttons" if radios else "static_select", reader)
        case Choices(options=options):
            return _some_of(options, typed, reader)
        case YesNo():
            return _one_of(_YES_NO, typed, "radio_buttons", reader)
        case DayPick():
            return {"type": "datepicker"} | _initial("initial_date", _day(typed))
        case PersonPick():
            return {"type": "users_select"} | _initial("initial_user", _ids(typed, _PERSON)[:1])
        case PeoplePick():
            return {"type": "multi_users_select"} | _initial("initial_users", _ids(typed, _PERSON))
        case ChannelPick():
            return _channel(typed)
        case _:
            assert_never(question)


def _text_input(typed: str, most: int, *, several_lines: bool) -> Json:
    text = clean(typed) if several_lines else clean(typed).replace("\n", " ")
    text = text[: limits.INPUT_TEXT] if is_visible(text) else ""
    # A longer answer may come from a chat, where nothing limits it: it stays, and the error says what is wrong.
    longest = min(max(most, len(text), 1), limits.INPUT_TEXT)
    asked = {"type": "plain_text_input", "multiline": several_lines, "max_length": longest}
    return asked | _initial("initial_value", text)


def _one_of(options: Sequence[Option], typed: str, kind: str, reader: Reader) -> Json:
    picked = [_option(option, reader) for option in options if option.value == typed]
    return {"type": kind} | _offered(options, reader) | _initial("initial_option", picked[0] if picked else None)


def _some_of(options: Sequence[Option], typed: str, reader: Reader) -> Json:
    kind = "checkboxes" if len(options) <= limits.CHECKBOXES else "multi_static_select"
    values = set(typed.split(","))
    picked = [_option(option, reader) for option in options if option.value in values]
    return {"type": kind} | _offered(options, reader) | _initial("initial_options", picked)


def _offered(options: Sequence[Option], reader: Reader) -> Json:
    """A plain list, or groups of a hundred where Slack takes no longer list."""
    size = limits.OPTIONS_PER_GROUP
    drawn = [_option(option, reader) for option in options[: size * limits.OPTION_GROUPS]]
    if len(drawn) <= size:
        return {"options": drawn}
    groups = [(at, drawn[at : at + size]) for at in range(0, len(drawn), size)]
    return {
        "option_groups": [
            {"label": paragraphs.plain(f"{at + 1}–{at + len(group)}", limits.OPTION_LABEL), "options": group}
            for at, group in groups
        ]
    }


def _option(option: Option, reader: Reader) -> Json:
    return {"text": paragraphs.plain(reader.read(option.label), limits.OPTION_LABEL), "value": option.value}


def _channel(typed: str) -> Json:
    # Channels only, which leaves out people and bots; and none shared with another company: what is posted is our own.
    return {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    } | _initial("initial_conversation", _ids(typed, _CHANNEL)[:1])


def _initial(name: str, value: object) -> Json:
    """The property that fills an input, left out where there is nothing Slack would accept."""
    if name in {"initial_user", "initial_conversation"} and isinstance(value, list):
        value = value[0] if value else None
    return {name: value} if value else {}


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        return ""


def _ids(typed: str, shape: re.Pattern[str]) -> list[str]:
    ids = (part.strip() for part in typed.split(","))
    return list(dict.fromkeys(one for one in ids if shape.fullmatch(one)))
