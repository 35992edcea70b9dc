"""`say()`: a sentence for people, translatable, with its values beside it and never inside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from string import Formatter
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal


@dataclass(frozen=True)
class Bold:
    """A value shown in bold: usually a title somebody typed."""

    text: str


@dataclass(frozen=True)
class Day:
    """A calendar day, shown the way the reader's language writes it."""

    day: date


@dataclass(frozen=True)
class Moment:
    """An instant, shown in the reader's time zone."""

    at: datetime


@dataclass(frozen=True)
class Weekday:
    """A day of the week, 0 is Monday."""

    number: int


@dataclass(frozen=True)
class Hour:
    """A full hour of the day, 0 to 23, shown as a time."""

    number: int


@dataclass(frozen=True)
class Channel:
    """A channel, named by the platform's id of it: each place shows its name."""

    id: str


@dataclass(frozen=True)
class Member:
    """Somebody of the workspace, named so that the platform tells them: its id of them, and their name."""

    id: str
    name: str


@dataclass(frozen=True)
class Link:
    """Words that lead to an address, where a place can show that; the words are what somebody named it."""

    text: str
    address: str


@dataclass(frozen=True)
class Amount:
    """A number with the unit somebody typed beside it (may be empty)."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Listed:
    """Several values in one sentence, joined by commas."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Words:
    """One sentence: `one` is the English text and the message id; `many` and `n` only where it counts something."""

    one: str
    values: tuple[tuple[str, Value], ...] = ()
    many: str = ""
    n: int = 0


@dataclass(frozen=True)
class Typed:
    """What a person typed: data, never markup, never translated."""

    text: str


Text = Words | Typed
Value = (
    str
    | int
    | Decimal
    | Bold
    | Day
    | Moment
    | Weekday
    | Hour
    | Amount
    | Channel
    | Member
    | Link
    | Listed
    | Words
    | Typed
)


_ADDRESS = re.compile(r"(?:https://|http://(?=(?:127\.0\.0\.1|localhost)[:/]))[A-Za-z0-9][!#-;=?-\[\]_a-z~]*")
"""An address in which no sign could end the markup around it: encrypted, or on the reader's own machine."""


def leads(address: str) -> bool:
    """Whether a link is shown as one."""
    return _ADDRESS.fullmatch(address) is not None


def say(sentence: str, **values: Value) -> Words:
    """The English `sentence` with `{names}`; every value stands beside it until the edge escapes it."""
    return Words(sentence, tuple(values.items()))


def say_n(one: str, many: str, n: int, **values: Value) -> Words:
    """A sentence that counts: `{n}` is the count, and each language picks its own plural."""
    return Words(one, (("n", n), *values.items()), many, n)


class Span(NamedTuple):
    """A run of text with one style: what the edges escape and mark up.

    `channel` is the platform's id of a channel it names, `person` of somebody it mentions, `address` where it leads.
    """

    text: str
    bold: bool = False
    channel: str = ""
    person: str = ""
    address: str = ""

    @property
    def points(self) -> bool:
        """Whether it stands for something of the platform's own, or leads somewhere."""
        return bool(self.channel or self.person or self.address)


class Translations(Protocol):
    """What gettext offers: the reader's sentence for an English one."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, n: int, /) -> str: ...


@dataclass(frozen=True)
class Reader:
    """Whoever reads: their language (`en`, `fr`), their zone, and the catalogue of that language."""

    language: str
    zone: str
    translations: Translations

    def spans(self, text: Text) -> tuple[Span, ...]:
        """The text in the reader's language, cut where the style changes; nothing in it is escaped yet."""
        if isinstance(text, Typed):
            return (Span(text.text),)
        if not text.values:
            return _always(self._sentence(text))
        return tuple(self._filled(text))

    def read(self, text: Text) -> str:
        """The text in the reader's language without any style."""
        if isinstance(text, Typed):
            return text.text
        return "".join([span.text for span in self.spans(text)])

    def _filled(self, words: Words) -> list[Span]:
        values = dict(words.values)
        spans: list[Span] = []
        for literal, name in _pieces(self._sentence(words)):
            if literal:
                spans.append(Span(literal))
            if name is not None:
                spans += [span for span in self._value(values[name]) if span.text]
        return spans

    def _sentence(self, words: Words) -> str:
        if words.many:
            return self.translations.ngettext(words.one, words.many, words.n)
        return self.translations.gettext(words.one)

    def _value(self, value: Value) -> tuple[Span, ...]:
        match value:
            case Bold(text):
                return (Span(text, bold=True),)
            case Member(id_, name):
                return (Span(f"@{name}", person=id_),)
            case Channel(channel):
                return (Span(f"#{channel}", channel=channel),)
            case Link(text, address):
                # Whatever was kept: nothing but a page is ever led to.
                return (Span(text, address=address if leads(address) else ""),)
            case Words() | Typed():
                return self.spans(value)
            case Listed(items):
                return self._joined(items)
            case _:
                return (Span(self._plain(value)),)

    def _joined(self, items: tuple[Text, ...]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for item in items:
            spans += [Span(", "), *self.spans(item)] if spans else list(self.spans(item))
        return tuple(spans)

    def _plain(self, value: str | int | Decimal | Day | Moment | Weekday | Hour | Amount) -> str:
        locale = _locale(self.language)
        match value:
            case str():
                return value
            case Day(day):
                return format_date(day, "medium", locale=locale)
            case Moment(at):
                return format_datetime(at.astimezone(ZoneInfo(self.zone)), _moment(locale), locale=locale)
            case Weekday(number):
                return str(locale.days["format"]["wide"][number])
            case Hour(number):
                return format_time(datetime(2000, 1, 1, number), "short", locale=locale)  # noqa: DTZ001 a time of day
            case Amount(amount, unit):
                return f"{self._number(amount)} {unit}".rstrip()
            case _:
                return self._number(value)

    def _number(self, number: int | Decimal) -> str:
        return _number(number, self.language)


def _moment(locale: Locale) -> str:
    return "EEE, MMM d, h:mm a" if locale.language == "en" else "EEE d MMM, HH:mm"


@lru_cache(maxsize=4096)
def _number(number: int | Decimal, language: str) -> str:
    return format_decimal(number, format="#,##0.######", locale=_locale(language))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse("en" if language == "pseudo" else language)


@lru_cache(maxsize=4096)
def _always(sentence: str) -> tuple[Span, ...]:
    """A sentence without values says the same each time."""
    text = "".join([literal for literal, _ in _pieces(sentence)])
    return (Span(text),) if text else ()


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))


class Untranslated:
    """The English catalogue: every sentence is its own translation."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        return one if n == 1 else many


Readers = Callable[[str, str], Reader]
"""Language and zone in, the reader out; unknown languages read English."""
