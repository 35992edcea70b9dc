"""From what was typed to what was meant: each kind of question reads its answer, or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

import orjson

from handlers import ui
from handlers.words import Amount, Text, Words, say
from initiatives.numbers import Ambiguous, NotANumber, read_number
from initiatives.plausible import likely

Read = str | Decimal | bool | date | tuple[str, ...] | None

YES = frozenset({"yes", "y", "true", "oui", "o", "ok"})
NO = frozenset({"no", "n", "false", "non"})


@dataclass(frozen=True)
class Answers:
    """The answers of a flow as values, by question name; what was not shown or left empty is None or empty."""

    values: Mapping[str, Read]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> Decimal:
        """The number; raises KeyError if it was not asked as required."""
        value = self.maybe_number(name)
        if value is None:
            raise KeyError(name)
        return value

    def maybe_number(self, name: str) -> Decimal | None:
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def yes(self, name: str) -> bool:
        return self.values.get(name) is True

    def several(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def written(self) -> dict[str, str]:
        """The values as JSON texts, whatever language they were typed in; what was left empty is left out."""
        return {name: orjson.dumps(_named(value)).decode() for name, value in self.values.items() if value is not None}

    @classmethod
    def read_back(cls, written: Mapping[str, str]) -> Answers:
        """The answers of which these are what `written` gave."""
        return cls({name: _value(*orjson.loads(text)) for name, text in written.items()})


def _named(value: Read) -> tuple[str, str | bool | tuple[str, ...]]:
    match value:
        case Decimal():
            return "number", format(value, "f")
        case date():
            return "day", value.isoformat()
        case bool() | str() | tuple():
            return "as it is", value
        case None:
            raise ValueError("Nothing was answered.")


def _value(kind: str, kept: str | bool | list[str]) -> Read:
    if kind == "number":
        return Decimal(str(kept))
    if kind == "day":
        return date.fromisoformat(str(kept))
    return tuple(kept) if isinstance(kept, list) else kept


class Unreadable(Exception):
    """The answer cannot be used; `why` is the sentence for the person."""

    def __init__(self, why: Words) -> None:
        super().__init__(why.one)
        self.why = why


def shown(questions: tuple[ui.Input, ...], answers: Mapping[str, str]) -> list[ui.Input]:
    """The questions that are asked, given what is answered so far."""
    return [question for question in questions if _applies(question, answers)]


def _applies(question: ui.Input, answers: Mapping[str, str]) -> bool:
    if question.only_when is not None and not question.only_when(answers):
        return False
    condition = question.only_if
    if condition is None:
        return True
    given = {part.strip() for part in answers.get(condition.name, "").split(",")}
    return bool(given & set(condition.values))


def read_all(
    questions: tuple[ui.Input, ...], answers: Mapping[str, str], language: str
) -> tuple[Answers, dict[str, Text]]:
    """Every shown answer read; the second part says by field what is wrong."""
    values: dict[str, Read] = {}
    errors: dict[str, Text] = {}
    for question in shown(questions, answers):
        try:
            values[question.name] = read(question, answers.get(question.name, ""), language)
        except Unreadable as wrong:
            errors[question.name] = wrong.why
    return Answers(values), errors


def read(question: ui.Input, typed: str, language: str) -> Read:
    """One answer as its value; None when it was left empty and may be.

    Raises:
        Unreadable: with the sentence that says what is wrong.
    """
    text = typed.replace("\x00", "").strip()
    if not text:
        if question.required:
            raise Unreadable(say("This one is needed."))
        return None
    value = _read(question, text, language)
    wrong = question.check(value) if question.check else None
    if wrong is not None:
        raise Unreadable(wrong)
    return value


def _read(question: ui.Input, text: str, language: str) -> Read:
    match question:
        case ui.ShortText(most=most) | ui.LongText(most=most):
            return _text(text, most)
        case ui.Number():
            return _number(question, text, language)
        case ui.Choice(options=options):
            return _one_of(options, text)
        case ui.Choices(options=options):
            return tuple(_one_of(options, part) for part in text.split(",") if part.strip())
        case ui.YesNo():
            return _yes_or_no(text)
        case ui.DayPick():
            return _day(text)
        case ui.PersonPick():
            return text
        case ui.ChannelPick():
            return _channel(text)
        case ui.PeoplePick():
            return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        case _:
            assert_never(question)


def _channel(text: str) -> str:
    """A channel's id: what was typed as a name and is none of the channels known here stays a name."""
    if text.startswith("#") or len(text.split()) > 1:
        raise Unreadable(say("I do not know that channel. Pick it from the list, or write its name like #wins."))
    return text


def _text(text: str, most: int) -> str:
    if len(text) > most:
        raise Unreadable(say("This is {n} characters long; {most} fit.", n=len(text), most=most))
    return text


def _number(question: ui.Number, text: str, language: str) -> Decimal:
    try:
        value = read_number(text, language, question.word)
    except Ambiguous as unsure:
        value = _likely(question, unsure.choices)
    except NotANumber:
        raise Unreadable(say("Write a number, for example 3 or 2.5.")) from None
    if question.low is not None and value < question.low:
        raise Unreadable(say("It has to be {low} or more.", low=Amount(question.low)))
    if question.high is not None and value > question.high:
        raise Unreadable(say("It has to be {high} or less.", high=Amount(question.high)))
    return value


def _likely(question: ui.Number, choices: tuple[Decimal, Decimal]) -> Decimal:
    """Which of two ways to read it what it was before tells."""
    fitting = likely(choices, question.word, question.last)
    if len(fitting) == 1:
        return fitting[0]
    low, high = choices
    raise Unreadable(say("Is that {low} or {high}? Write it without a separator.", low=low, high=high))


def _one_of(options: tuple[ui.Option, ...], text: str) -> str:
    wanted = text.strip()
    for option in options:
        if option.value == wanted:
            return option.value
    raise Unreadable(say("Pick one of the answers offered."))


def _yes_or_no(text: str) -> bool:
    said = text.casefold().rstrip(".!")
    if said in YES:
        return True
    if said in NO:
        return False
    raise Unreadable(say("Answer yes or no."))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(say("Write the day like 2026-11-23.")) from None
