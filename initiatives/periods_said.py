"""Stretches of days as people say them, in English and French: “from 3 to 14 August”, “next week”, “jusqu'à lundi”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Literal

from initiatives.said_days import (
    BARE,
    DAY,
    HAS_MONTH,
    MONTH,
    WEEKDAY,
    Exact,
    Monthly,
    Said,
    Weekly,
    Yearly,
    day_said,
    month_of,
    on_or_after,
    on_or_before,
)


class Lasting(Enum):
    """How the words bound the days: one day, an open end, up to a day that may be the one of the return, or both ends."""

    DAY = "day"
    FROM = "from"
    UNTIL = "until"
    SPAN = "span"


@dataclass(frozen=True)
class Spoken:
    """The first and last day in each way to read it (the same day twice where no end was said); none where there is no such day.

    `undated`: the year was not said. `backwards`: the end was said to come before the beginning.
    """

    pairs: tuple[tuple[date, date], ...]
    lasting: Lasting
    undated: bool = False
    backwards: bool = False

    @property
    def firsts(self) -> tuple[date, ...]:
        return tuple(dict.fromkeys(first for first, _ in self.pairs))


COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "un": 1, "une": 1, "deux": 2,
    "trois": 3, "quatre": 4, "cinq": 5,
}  # fmt: skip
FOR = re.compile(
    r"(?:for|pendant|pour)(?: the)?(?: next| les)? (?P<count>\d{1,2}|[a-z]+)(?: prochaine?s)? (?P<unit>days?|weeks?|jours?|semaines?)"
)
THIS_WEEK = re.compile(
    r"(?:for )?(?:this week|(?:all|the whole|the rest of the|the rest of this|all this) ?(?:week)?|cette semaine"
    r"|toute la semaine|toute cette semaine|le reste de la semaine)"
)
NEXT_WEEK = re.compile(
    r"(?:for )?(?:(?:all|the whole|all of)(?: of)? )?next week|(?:toute )?la semaine prochaine|la semaine qui vient"
)
END_OF = re.compile(
    rf"(?:the )?end of (?:(?:the |this )?(?P<unit>week|month|year)|(?P<month>{MONTH}))"
    rf"|(?:la )?fin (?:de |du |d')?(?:la |l')?(?P<unite>semaine|mois|annee|(?P<mois>{MONTH}))"
)
UNTIL = re.compile(
    r"(?:(?P<from>.+?)[ ,]+)?(?:up )?(?:until|till?|jusqu'(?:au|a la|a l'|a|en)|jusque) ?(?:and )?(?P<including>including )?(?P<end>.+?)"
    r"(?P<inclusive> (?:inclusive|included|inclu(?:se?|s)|compris))?"
)
BETWEEN = (
    re.compile(r"(?:from |between )?(?P<from>.+?) (?:to|through|thru|and including|-) (?P<to>.+)"),
    re.compile(r"(?:du |de |d'|entre )?(?P<from>.+?) (?:au|a|-) (?P<to>.+)"),
)
INCLUSIVE = re.compile(r" (?:inclusive|included|inclu(?:se?|s)|compris)$")
BEGIN = re.compile(
    r"^(?:(?:from|starting(?: on| from)?|as of|as from|beginning|du|des?|a partir (?:du|de)) |(?:a partir )?d')"
)
DAYISH = re.compile(
    r"(?:(?:from|starting|as of|on|the|le|du|de|a partir (?:de|du)) )*"
    rf"(?:\d|today|tomorrow|aujourd'hui|demain|this|next|cette|{WEEKDAY}|{MONTH})\b"
)


def period_said(text: str, today: date, *, french: bool) -> Spoken | None:
    """The days those words (folded) name; None when they are about something else."""
    words = text.strip()
    return (
        _week_said(words, today)
        or _counted(words, today)
        or _until_said(words, today, french)
        or _between(words, today, french)
        or _one_day(words, today, french)
    )


def _week_said(words: str, today: date) -> Spoken | None:
    sunday = today + (6 - today.weekday()) * DAY
    if THIS_WEEK.fullmatch(words) and words not in ("all", "for all"):
        return Spoken(((today, sunday),), Lasting.SPAN)
    if NEXT_WEEK.fullmatch(words):
        return Spoken(((sunday + DAY, sunday + 7 * DAY),), Lasting.SPAN)
    return None


def _counted(words: str, today: date) -> Spoken | None:
    """“For three days”: with a weekend in between, working days may be meant or not."""
    found = FOR.fullmatch(words)
    count = COUNTS.get(found["count"], 0) or (int(found["count"]) if found["count"].isdecimal() else 0) if found else 0
    if found is None or not count:
        return None
    if found["unit"].startswith(("week", "semaine")):
        return Spoken(((today, today + timedelta(weeks=count, days=-1)),), Lasting.SPAN)
    last, left = today, count - (today.weekday() < 5)
    while left > 0:
        last += DAY
        left -= last.weekday() < 5
    lasts = sorted({today + (count - 1) * DAY, last})
    return Spoken(tuple((today, each) for each in lasts), Lasting.SPAN)


def _until_said(words: str, today: date, french: bool) -> Spoken | None:
    found = UNTIL.fullmatch(words)
    if found is None:
        return None
    first = day_said(BEGIN.sub("", found["from"]), today, french=french) if found["from"] else Exact((today,))
    if first is None:
        return None
    end = _end_of(found["end"], today)
    if end is None and NEXT_WEEK.fullmatch(found["end"]):
        end = today + (6 - today.weekday()) * DAY
    if end is not None:
        return Spoken(tuple((begin, end) for begin in on_or_after(first, today)), Lasting.SPAN)
    last = day_said(found["end"], today, french=french)
    if last is None:
        return None
    lasting = Lasting.SPAN if found["including"] or found["inclusive"] else Lasting.UNTIL
    return _ranged(first, last, today, lasting)


def _end_of(words: str, first: date) -> date | None:
    found = END_OF.fullmatch(words)
    if found is None:
        return None
    named = found["month"] or found["mois"]
    if named:
        month = month_of(named)
        return _last_of(first.year + (month < first.month), month)
    match (found["unit"] or found["unite"])[0]:
        case "w" | "s":
            return first + (6 - first.weekday()) * DAY
        case "m":
            return _last_of(first.year, first.month)
        case _:
            return date(first.year, 12, 31)


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def _between(words: str, today: date, french: bool) -> Spoken | None:
    plain = INCLUSIVE.sub("", words)
    for pattern in BETWEEN:
        found = pattern.fullmatch(plain)
        if found is None:
            continue
        begin, end = _with_months(found["from"].strip(), found["to"].strip())
        first, last = day_said(begin, today, french=french), day_said(end, today, french=french)
        if first is not None and last is not None:
            return _ranged(first, last, today, Lasting.SPAN)
    return None


def _with_months(begin: str, end: str) -> tuple[str, str]:
    """A number alone takes the month, and the year, that the other one names."""
    if BARE.fullmatch(begin) and (month := HAS_MONTH.search(end)) is not None:
        return f"{begin} {month.group()}", end
    if BARE.fullmatch(end) and (month := HAS_MONTH.search(begin)) is not None:
        return begin, f"{end} {month.group()}"
    return begin, end


def _ranged(first: Said, last: Said, today: date, lasting: Lasting) -> Spoken:
    """Both ends found: a year that was not said is the one in which it is not over yet."""
    undated = isinstance(first, Yearly) or isinstance(last, Yearly)
    if isinstance(first, Yearly) and isinstance(last, Yearly):
        pairs = [(day, end) for end in on_or_after(last, today) for day in on_or_before(first, end)]
        one_way = len(first.dates) == len(last.dates) == 1
        return Spoken(tuple(pairs), lasting, undated, one_way and _turned(first.dates[0], last.dates[0]))
    if isinstance(first, Yearly) and isinstance(last, Exact):
        return Spoken(tuple((day, end) for end in last.days for day in on_or_before(first, end)), lasting, undated)
    pairs = [(begin, end) for begin in on_or_after(first, today) for end in _after(last, begin)]
    return Spoken(tuple(pairs), lasting, undated)


def _after(last: Said, begin: date) -> tuple[date, ...]:
    """The end that belongs to a beginning; a day of the week is the first one after it."""
    if isinstance(last, Weekly) and last.which != "next":
        return (begin + ((last.weekday - begin.weekday() - 1) % 7 + 1) * DAY,)
    return on_or_after(last, begin)


def _turned(first: tuple[int, int], last: tuple[int, int]) -> bool:
    """The same month with the later day first: nobody is away for a year but a few days."""
    return first[0] == last[0] and first[1] > last[1]


def _one_day(words: str, today: date, french: bool) -> Spoken | None:
    begun = BEGIN.sub("", words)
    said = day_said(begun, today, french=french)
    if said is None:
        return None
    lasting: Literal[Lasting.FROM, Lasting.DAY] = Lasting.FROM if begun != words else Lasting.DAY
    days = on_or_after(said, today)
    return Spoken(tuple((day, day) for day in days), lasting, isinstance(said, Yearly | Monthly))
