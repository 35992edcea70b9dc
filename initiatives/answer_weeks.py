"""Which week an answer is for: “last week 31”, “on Friday 31”, “vor zwei Wochen 31”, “上周31”; a day ahead is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from initiatives.number_words import in_digits
from initiatives.said_days import WEEKDAYS, Exact, Yearly, day_said, on_or_before
from initiatives.spelling import folded

GERMAN_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
ALL_DAYS = "|".join((*WEEKDAYS, *GERMAN_DAYS))
ENDS = r"(?= ?[:,：，]| |\d|$) ?[:,：，]? ?"

NOW = re.compile(rf"^(?:this week|cette semaine|diese woche|today|aujourd'hui|heute|这周|本周|今天){ENDS}", re.I)
BEFORE = re.compile(
    r"^(?:for |pour |fur )?(?:last week|la semaine (?:derniere|dernière|passee|passée)|(?:die )?(?:letzte|vorige) woche"
    rf"|上个?(?:周|星期)(?![一二三四五六日天]|和|一样)){ENDS}",
    re.I,
)
AGO = re.compile(
    rf"^(?:(?P<en>\w+) weeks? ago|il y a (?P<fr>\w+) semaines?|vor (?P<de>\w+) wochen?|(?P<zh>[一二两三四\d])周前|上上(?:周|星期)){ENDS}",
    re.I,
)
YESTERDAY = re.compile(rf"^(?:yesterday|hier|gestern|昨天){ENDS}", re.I)
ON_DAY = re.compile(rf"^(?:on |am |le |last |letzten )?(?P<day>{ALL_DAYS})(?: dernier)?(?!\w){ENDS}", re.I)
HAN_DAY = re.compile(rf"^上(?:周|星期)(?P<day>[一二三四五六日天]){ENDS}")
DATED = re.compile(
    rf"^(?:for |pour )?(?:the |la )?(?:week of |semaine du )?(?P<day>\d{{4}}-\d\d-\d\d|\d{{1,2}} [^\W\d]{{3,9}}\.?){ENDS}",
    re.I,
)
AHEAD = re.compile(
    r"^(?:tomorrow|demain|morgen|明天|next (?:week|"
    + ALL_DAYS
    + r")|(?:la )?semaine prochaine|(?:nachste|nächste) woche"
    rf"|下个?(?:周|星期)[一二三四五六日天]?){ENDS}",
    re.I,
)
AT_END = re.compile(r" (?P<when>last week|la semaine dernière|letzte woche|on [a-z]+day|yesterday|hier|gestern)$", re.I)


@dataclass(frozen=True)
class When:
    """How many weeks back (0 is the present one), and the answer without the words for it; `ahead` is a day to come."""

    back: int
    rest: str
    ahead: bool = False


def when_said(text: str, today: date) -> When | None:
    """The week named in front of the answer; None when none is."""
    said = " ".join(normalize("NFC", text).replace("：", ":").split())
    if (found := NOW.match(said)) and found.end() < len(said):
        return When(0, said[found.end() :])
    if (found := AHEAD.match(said)) and re.search(r"\d", said[found.end() :]):
        return When(0, said[found.end() :], ahead=True)
    if (found := BEFORE.match(said)) and found.end() < len(said):
        return When(1, said[found.end() :])
    if found := AGO.match(said):
        return _ago(found, said)
    return _day(said, today)


def _ago(found: re.Match[str], said: str) -> When | None:
    count = in_digits(next((one for one in found.groups() if one), "2"))
    return When(int(count), said[found.end() :]) if re.fullmatch("[0-9]{1,2}", count) else None


def _day(said: str, today: date) -> When | None:
    for pattern in (YESTERDAY, HAN_DAY, ON_DAY, DATED):
        found = pattern.match(said)
        if found is None or not re.search(r"\d", said[found.end() :]):
            continue
        day = _day_of(pattern, found, today)
        return None if day is None else _back(day, today, said[found.end() :])
    return None


def _back(day: date, today: date, rest: str) -> When:
    monday, then = today - timedelta(days=today.weekday()), day - timedelta(days=day.weekday())
    return When((monday - then).days // 7, rest, ahead=day > today)


def _day_of(pattern: re.Pattern[str], found: re.Match[str], today: date) -> date | None:
    if pattern is YESTERDAY:
        return today - timedelta(days=1)
    if pattern is HAN_DAY:
        number = min("一二三四五六日天".index(found["day"]), 6)
        return today - timedelta(days=today.weekday() + 7 - number)
    if pattern is ON_DAY:
        return today - timedelta(days=(today.weekday() - _weekday(folded(found["day"]))) % 7)
    return _dated(found["day"], today)


def _weekday(name: str) -> int:
    names = (tuple(one.split("|")) for one in WEEKDAYS)
    return next(
        number
        for number, (one, german) in enumerate(zip(names, GERMAN_DAYS, strict=True))
        if name in one or name == german
    )


def _dated(text: str, today: date) -> date | None:
    said = day_said(folded(text).rstrip("."), today, french=True)
    if isinstance(said, Yearly):
        return next(iter(on_or_before(said, today)), None)
    return said.days[0] if isinstance(said, Exact) and said.days else None
