"""Any message and any form there could be, for hypothesis: hostile strings in every place a text can stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from handlers.ui import (
    Bar,
    Block,
    Button,
    Buttons,
    ChannelPick,
    Chart,
    Choice,
    Choices,
    DayPick,
    Divider,
    Fields,
    Form,
    Heading,
    Input,
    LongText,
    Message,
    Note,
    Number,
    Option,
    Para,
    PeoplePick,
    PersonPick,
    Picture,
    Quote,
    ShortText,
    ShownForm,
    YesNo,
)
from handlers.words import Amount, Bold, Day, Hour, Listed, Moment, Text, Typed, Weekday, say, say_n
from tests.hostile import HOSTILE

STRINGS: SearchStrategy[str] = st.sampled_from(HOSTILE) | st.text(st.characters(codec=None), max_size=200)
IDS = st.text("abcdefgh0123456789_-", min_size=1, max_size=40)
TOKENS = st.text("abcdefghijklmnopqrstuvwxyz0123456789.-_", max_size=1_500)


def _sentence(typed: str, other: str) -> Text:
    return say("{a} and ({b}), {c} on {d}.", a=Bold(typed), b=Bold(other), c=typed, d=Day(date(2026, 11, 23)))


def _glued(typed: str) -> Text:
    return say("x{a}x{n} <b> & {moment}", a=Bold(typed), n=3, moment=Moment(datetime(2026, 11, 23, 8, tzinfo=UTC)))


def _many(typed: list[str]) -> Text:
    listed = Listed(tuple(say("{it}", it=Bold(one)) for one in typed))
    return say_n("{n} thing: {all} {hour}", "{n} things: {all} {hour}", len(typed), all=listed, hour=Hour(9))


TEXTS: SearchStrategy[Text] = st.one_of(
    STRINGS.map(Typed),
    st.builds(_sentence, STRINGS, STRINGS),
    STRINGS.map(_glued),
    st.lists(STRINGS, max_size=70).map(_many),
    STRINGS.map(lambda unit: say("{x} {day}", x=Amount(Decimal("1234.5"), unit), day=Weekday(0))),
)
BUTTONS = st.builds(
    Button, TEXTS, action=IDS, style=st.sampled_from(("plain", "primary", "danger")), token=TOKENS, about=st.just({})
)
READINGS = st.tuples(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.decimals(-1000, 1000, places=2, allow_nan=False))
CHARTS = st.builds(Chart, st.lists(READINGS, min_size=2, max_size=26).map(tuple), unit=STRINGS, outlook=TEXTS)
BLOCKS: SearchStrategy[Block] = st.one_of(
    st.builds(Heading, TEXTS),
    st.builds(Para, TEXTS),
    st.builds(Quote, TEXTS),
    st.builds(Note, TEXTS),
    st.builds(Fields, st.lists(st.tuples(TEXTS, TEXTS), max_size=24).map(tuple)),
    st.builds(Bar, st.floats(), TEXTS),
    st.builds(Picture, TEXTS, CHARTS),
    st.builds(Divider),
    st.builds(Buttons, st.lists(BUTTONS, max_size=12).map(tuple)),
)


def _repeated(blocks: list[Block], times: int) -> tuple[Block, ...]:
    return tuple(blocks * times)


MESSAGES = st.builds(
    Message, TEXTS, st.builds(_repeated, st.lists(BLOCKS, max_size=8), st.sampled_from((1, 1, 1, 9, 30)))
)

NO_TEXT: SearchStrategy[Text | None] = st.none() | TEXTS
NUMBERS = st.none() | st.decimals(-1000, 1000, places=2)
OPTIONS = st.builds(
    lambda labels: tuple(Option(f"o{n}", label) for n, label in enumerate(labels)),
    st.lists(TEXTS, min_size=1, max_size=14),
)


_SHARED: dict[str, SearchStrategy[Any]] = {
    "name": st.just(""),
    "label": TEXTS,
    "hint": NO_TEXT,
    "required": st.booleans(),
    "default": STRINGS | st.sampled_from(("o1", "o0,o3,zz", "yes", "2026-11-23", "U123,U456", "C123", "12.5")),
}
# Made once, for that costs more than to draw one; each gets its name afterwards.
INPUTS: SearchStrategy[Input] = st.one_of(
    st.builds(ShortText, **_SHARED, most=st.integers(1, 5_000)),
    st.builds(LongText, **_SHARED, most=st.integers(1, 5_000)),
    st.builds(Number, **_SHARED, low=NUMBERS, high=NUMBERS, unit=NO_TEXT),
    st.builds(Choice, **_SHARED, options=OPTIONS),
    st.builds(Choices, **_SHARED, options=OPTIONS),
    st.builds(YesNo, **_SHARED),
    st.builds(DayPick, **_SHARED),
    st.builds(PersonPick, **_SHARED),
    st.builds(PeoplePick, **_SHARED),
    st.builds(ChannelPick, **_SHARED),
)


@st.composite
def shown_forms(draw: st.DrawFn) -> ShownForm:
    names = draw(st.lists(IDS, unique=True, max_size=8))
    questions = tuple(replace(draw(INPUTS), name=name) for name in names)
    known = st.sampled_from(names) | IDS if names else IDS
    return ShownForm(
        Form(draw(TEXTS), draw(TEXTS), questions, draw(NO_TEXT)),
        draw(TOKENS),
        draw(st.dictionaries(known, STRINGS, max_size=4)),
        draw(st.dictionaries(known, TEXTS, max_size=4)),
        draw(st.booleans()),
    )
