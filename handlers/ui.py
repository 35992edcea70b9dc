"""What can be shown, said once: messages, forms and their parts. Pure values; each platform's renderer draws them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from handlers.words import Text, Words

Args = Mapping[str, str]
"""Plain JSON that travels in a button or a delivery row: names to ids or short texts."""


@dataclass(frozen=True)
class Heading:
    text: Text


@dataclass(frozen=True)
class Para:
    text: Text


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, set apart."""

    text: Text


@dataclass(frozen=True)
class Note:
    """Small print: why this message came, who answered, when.

    `in_thread` is about a reply in the message's thread: left out where the chat has none.
    """

    text: Text
    in_thread: bool = False


@dataclass(frozen=True)
class Fields:
    """Label and value pairs, drawn in two columns where there is room."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True)
class Bar:
    """The way from baseline to target: `share` 0 to 1 (drawn cut to that), `label` says the same in words."""

    share: float
    label: Text


@dataclass(frozen=True)
class Chart:
    """A number's way as values: readings by day, oldest first.

    `ahead` is where the line of the pace stands (a day and its level) and the day on which it comes to the target;
    `outlook` says in words what the pace means.
    """

    points: tuple[tuple[date, Decimal], ...]
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    ahead: tuple[date, float, date] | None = None
    outlook: Text | None = None


@dataclass(frozen=True)
class Scatter:
    """Things by two amounts from 0 to 10: a short mark for each, how far across it stands and how far up, and what the two are."""

    dots: tuple[tuple[str, Decimal, Decimal], ...]
    across: Text
    up: Text


@dataclass(frozen=True)
class Picture:
    """A chart, drawn where an image can be shown and a line of signs elsewhere; `alt` says all that it shows.

    `small` is a line of signs everywhere: for one of many in a message.
    """

    alt: Text
    chart: Chart | Scatter
    small: bool = False


@dataclass(frozen=True)
class Divider:
    pass


Style = Literal["plain", "primary", "danger"]


class Button(NamedTuple):
    """A press of it runs `action` about `about`. `token` is filled by `presses.seal` before drawing.

    With `over` it opens a form that a place lays over what is shown, where it can.
    """

    label: Text
    action: str
    about: Args = MappingProxyType({})
    style: Style = "plain"
    token: str = ""
    over: bool = False


@dataclass(frozen=True)
class Buttons:
    buttons: tuple[Button, ...]


Block = Heading | Para | Quote | Note | Fields | Bar | Picture | Divider | Buttons


@dataclass(frozen=True)
class Message:
    """`summary` is what a notification and a screen reader say: it carries the ask and the title."""

    summary: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class OnlyIf:
    """Shown only when the question `name` was answered with one of `values`."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    value: str
    label: Text


Check = Callable[[object], Words | None]
"""The parsed answer in, the sentence that says what is wrong out, or None."""


@dataclass(frozen=True)
class Further:
    """Questions that may all be left: where one is asked after another they are announced together, and left by one tap.

    `name` tells them from others of the same form, `why` says what the answers are for. `suggests` is handed whatever a turn or a
    card may look at and what is typed so far, and says by question name which answers are likely.
    """

    name: str
    title: Text
    why: Text
    suggests: Callable[[Any, Mapping[str, str]], Awaitable[Mapping[str, str]]] | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One thing asked. Answers travel as typed text (`default` too) and are read by `handlers.answers`.

    One that is `apart` begins a step of its form. One `aside` is never asked where one is asked after another: it is among the
    answers that can be changed at the summary, so it is not required. With `only_when` it is shown only when that says so of
    everything typed so far. `suggests` makes a likely answer of what is typed so far, which is then one tap.
    """

    name: str
    label: Text
    hint: Text | None = None
    required: bool = True
    default: str = ""
    only_if: OnlyIf | None = None
    apart: bool = False
    aside: bool = False
    only_when: Callable[[Mapping[str, str]], bool] | None = None
    further: Further | None = None
    suggests: Callable[[Mapping[str, str]], str] | None = None
    check: Check | None = None


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    most: int = 150


@dataclass(frozen=True, kw_only=True)
class LongText(Question):
    most: int = 2000


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """`unit` is shown beside it; `word` is what people may write behind the number ("tickets a week").

    `last` is what it was before, where that is known: it tells which of two ways to read a number is meant.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    unit: Text | None = None
    word: str = ""
    last: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Choices(Question):
    """Several of the options; travels as their values joined by commas."""

    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class YesNo(Question):
    """Travels as `yes` or `no`."""


@dataclass(frozen=True, kw_only=True)
class DayPick(Question):
    """A calendar day; travels as ISO 8601 (`2026-11-23`)."""


@dataclass(frozen=True, kw_only=True)
class PersonPick(Question):
    """Somebody of the workspace; travels as the platform's id of them (the engine turns it into our person)."""


@dataclass(frozen=True, kw_only=True)
class PeoplePick(Question):
    """Several people; travels as the platform's ids joined by commas."""


@dataclass(frozen=True, kw_only=True)
class ChannelPick(Question):
    """A channel the bot may post to; travels as the platform's channel id."""


Input = ShortText | LongText | Number | Choice | Choices | YesNo | DayPick | PersonPick | PeoplePick | ChannelPick


@dataclass(frozen=True)
class Form:
    """A set of questions with the words around them."""

    title: Text
    submit: Text
    questions: tuple[Input, ...]
    intro: Text | None = None


@dataclass(frozen=True)
class ShownForm:
    """One step of a form as a person sees it: with what is typed so far and what is wrong with it.

    `token` says which draft, flow and step it belongs to and comes back with the answers.
    """

    form: Form
    token: str
    answers: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Text] = field(default_factory=dict)
    last: bool = True
