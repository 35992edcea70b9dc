"""Days as people say them, in English and French: “next Monday”, “3 August”, “4/1”, “le 14”, “demain”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, assert_never

DAY = timedelta(days=1)
MONTHS = (
    "january|janvier|janv|jan", "february|fevrier|fevr|fev|feb", "march|mars|mar", "april|avril|apr|avr", "may|mai",
    "june|juin|jun", "july|juillet|juil|jul", "august|aout|aug", "september|septembre|sept|sep",
    "october|octobre|oct", "november|novembre|nov", "december|decembre|dec",
)  # fmt: skip
WEEKDAYS = (
    "monday|lundi|mon|lun", "tuesday|mardi|tues|tue", "wednesday|mercredi|wed|mer", "thursday|jeudi|thurs|thur|thu|jeu",
    "friday|vendredi|fri|ven", "saturday|samedi|sat|sam", "sunday|dimanche|sun|dim",
)  # fmt: skip
MONTH, WEEKDAY = "|".join(MONTHS), "|".join(WEEKDAYS)
NUMBER_OF_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
YEAR = r"(?:,? (?P<year>\d{4}))?"
NAMED = re.compile(
    rf"(?:(?:{WEEKDAY})\.?,? )?(?:the |le )?{NUMBER_OF_DAY}(?: of)?[ -](?P<month>{MONTH})\.?{YEAR}", re.ASCII
)
NAMED_FIRST = re.compile(rf"(?:(?:{WEEKDAY})\.?,? )?(?P<month>{MONTH})\.? (?:the )?{NUMBER_OF_DAY}{YEAR}", re.ASCII)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
DOTTED = re.compile(r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.?(?P<year>\d{4})?", re.ASCII)
SLASHED = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>\d{4}))?", re.ASCII)
NUMBERED = re.compile(
    r"(?:the|le) (?P<day>\d{1,2})(?:st|nd|rd|th|er)?|(?P<ordinal>\d{1,2})(?:st|nd|rd|th|er)", re.ASCII
)
OF_WEEK = re.compile(
    rf"(?:(?P<this>this|ce)|(?P<next>next)|(?:the )?coming|le)? ?(?P<weekday>{WEEKDAY})(?P<after> prochaine?)?",
    re.ASCII,
)
NEAR = {
    "today": 0, "aujourd'hui": 0, "tomorrow": 1, "demain": 1, "the day after tomorrow": 2, "apres-demain": 2,
    "apres demain": 2,
}  # fmt: skip
BARE = re.compile(r"(?:the |le )?\d{1,2}(?:st|nd|rd|th|er)?", re.ASCII)
"""A number alone, which is a day only beside one that names the month."""
HAS_MONTH = re.compile(rf"(?P<month>{MONTH})\b\.?{YEAR}", re.ASCII)


@dataclass(frozen=True)
class Exact:
    """Days that need no calendar to be found: several when it could be read in two ways, none when there is no such day."""

    days: tuple[date, ...]


@dataclass(frozen=True)
class Yearly:
    """Month and day without a year, in each way it could be read."""

    dates: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Monthly:
    day: int


@dataclass(frozen=True)
class Weekly:
    """A day of the week, 0 is Monday."""

    weekday: int
    which: Literal["", "this", "next"] = ""


Said = Exact | Yearly | Monthly | Weekly


def day_said(text: str, today: date, *, french: bool) -> Said | None:
    """What day those words name (folded); None when they are not a day. French writes the day before the month."""
    words = re.sub(r"^(?:on|for|pour) ", "", text.strip())
    if words in NEAR:
        return Exact((today + NEAR[words] * DAY,))
    return (
        _named(words) or _in_numbers(re.sub(r"^(?:the|le) ", "", words), french) or _of_week(words) or _of_month(words)
    )


def _named(words: str) -> Said | None:
    found = NAMED.fullmatch(words) or NAMED_FIRST.fullmatch(words)
    if found is None:
        return None
    written = ((month_of(found["month"]), int(found["day"])),)
    return _dated(written, found["year"])


def _in_numbers(words: str, french: bool) -> Said | None:
    if (iso := ISO.fullmatch(words)) is not None:
        return _dated(((int(iso["month"]), int(iso["day"])),), iso["year"])
    if (dotted := DOTTED.fullmatch(words)) is not None:
        return _dated(((int(dotted["b"]), int(dotted["a"])),), dotted["year"])
    if (slashed := SLASHED.fullmatch(words)) is None:
        return None
    a, b = int(slashed["a"]), int(slashed["b"])
    ways = ((b, a),) if french else tuple(dict.fromkeys(((b, a), (a, b))))
    return _dated(tuple((month, day) for month, day in ways if month <= 12), slashed["year"])


def _dated(written: tuple[tuple[int, int], ...], year: str | None) -> Said:
    if not year:
        return Yearly(written)
    return Exact(tuple(_existing((int(year), month, day) for month, day in written)))


def _of_week(words: str) -> Said | None:
    found = OF_WEEK.fullmatch(words)
    if found is None:
        return None
    number = next(i for i, names in enumerate(WEEKDAYS) if found["weekday"] in names.split("|"))
    return Weekly(number, "next" if found["next"] or found["after"] else "this" if found["this"] else "")


def _of_month(words: str) -> Said | None:
    found = NUMBERED.fullmatch(words)
    return Monthly(int(found["day"] or found["ordinal"])) if found is not None else None


def month_of(name: str) -> int:
    """1 to 12."""
    return next(number for number, names in enumerate(MONTHS, 1) if name in names.split("|"))


def on_or_after(said: Said, earliest: date) -> tuple[date, ...]:
    """The first such day that is no earlier, once for each way to read it; a day of the week said on that day may be two."""
    match said:
        case Exact(days):
            return days
        case Yearly(dates):
            found = [_first_of(_existing((earliest.year + n, *at) for n in range(9)), earliest) for at in dates]
            return tuple(sorted({day for day in found if day is not None}))
        case Monthly(day):
            months = (divmod(earliest.year * 12 + earliest.month - 1 + n, 12) for n in range(3))
            first = _first_of(_existing((year, month + 1, day) for year, month in months), earliest)
            return (first,) if first is not None else ()
        case Weekly():
            return _next_weekday(said, earliest)
        case _:
            assert_never(said)


def _next_weekday(said: Weekly, earliest: date) -> tuple[date, ...]:
    coming = earliest + (said.weekday - earliest.weekday()) % 7 * DAY
    in_this_week = coming.isocalendar()[:2] == earliest.isocalendar()[:2]
    if said.which == "this" or (said.which == "" and coming != earliest):
        return (coming,)
    if said.which == "next" and coming == earliest:
        return (coming + 7 * DAY,)
    return (coming, coming + 7 * DAY) if said.which == "" or in_this_week else (coming,)


def on_or_before(said: Yearly, latest: date) -> tuple[date, ...]:
    """The last such day that is no later, once for each way to read it."""
    found = [
        max((day for day in _existing((latest.year - n, *at) for n in range(9)) if day <= latest), default=None)
        for at in said.dates
    ]
    return tuple(sorted({day for day in found if day is not None}))


def _first_of(days: Iterable[date], earliest: date) -> date | None:
    return next((day for day in days if day >= earliest), None)


def _existing(written: Iterable[tuple[int, int, int]]) -> list[date]:
    days = []
    for year, month, day in written:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return days
