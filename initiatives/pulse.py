"""The pulse: what those who use an initiative say every two weeks, how useful it is, and what may be read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from statistics import median

from initiatives.calendar import at_hour, iso_week, local_day, monday_of
from initiatives.people import Organisation

AT_LEAST = 3
"""From how many answers on anything is shown of them."""
MARKS = (1, 2, 3, 4, 5)
USEFUL = 4
"""From this mark on an answer says that it is useful."""
LOW = 3
"""Two pulses in a row below this count as falling."""
DROP = 1
"""So much less than before counts as falling."""
MOST_USERS = 50
WEEK, FORTNIGHT = timedelta(weeks=1), timedelta(weeks=2)


@dataclass(frozen=True)
class User:
    """Somebody who uses what an initiative made, as `by` named them.

    `ask_at` is when they are next to be asked, None once they have `left`; `asked` the fortnight in which they were asked last, `first`
    the first one.
    """

    id: str
    organisation: str
    initiative: str
    person: str
    by: str
    at: datetime
    ask_at: datetime | None
    first: str = ""
    asked: str = ""
    left: bool = False


@dataclass(frozen=True)
class Pulse:
    """One fortnight of one initiative; `closes_at` is when it is looked at, None afterwards."""

    id: str
    organisation: str
    initiative: str
    fortnight: str
    closes_at: datetime | None


@dataclass(frozen=True)
class PulseAnswer:
    """What one person said. When they said it is not kept, so that no order of answers tells who they are."""

    id: str
    organisation: str
    pulse: str
    person: str
    mark: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class Result:
    """What may be read of a pulse: `useful` is the share of the marks 4 and 5, 0 to 1."""

    count: int
    median: Decimal
    useful: float
    comments: tuple[str, ...] = ()


def user_id(initiative: str, person: str) -> str:
    """The key inside an organisation: nobody is named twice for the same."""
    return f"{initiative}.{person}"


def pulse_id(initiative: str, fortnight: str) -> str:
    return f"{initiative}.{fortnight}"


def answer_id(pulse: str, person: str) -> str:
    """The key inside an organisation: a second answer takes the place of the first."""
    return f"{pulse}.{person}"


def result_of(answers: Iterable[PulseAnswer]) -> Result | None:
    """What may be read of these answers; None below `AT_LEAST` marks.

    The comments stand in an order of their own words, which says nothing about who wrote them, or when.
    """
    said = list(answers)
    marks = [one.mark for one in said if one.mark is not None]
    if len(marks) < AT_LEAST:
        return None
    middle = Decimal(str(median(marks))).normalize()
    share = sum(mark >= USEFUL for mark in marks) / len(marks)
    comments = sorted((one.comment for one in said if one.comment), key=_shuffled)
    return Result(len(marks), middle, share, tuple(comments))


def _shuffled(comment: str) -> bytes:
    return blake2b(comment.encode("utf-8", "backslashreplace"), digest_size=16).digest()


def is_falling(now: Result, before: Result | None) -> bool:
    """Whether its owner should hear of it.

    Falling is: median(now) <= median(before) - 1, or median(now) < 3 and median(before) < 3; never without one before.
    """
    if before is None:
        return False
    return now.median <= before.median - DROP or (now.median < LOW and before.median < LOW)


def begin_of(day: date) -> date:
    """The Monday on which the fortnight of a day begins: the same two ISO weeks for everybody, over the turn of every year."""
    monday = monday_of(day)
    return monday - WEEK if monday.toordinal() // 7 % 2 else monday


def fortnight_at(organisation: Organisation, now: datetime) -> str:
    """The fortnight under way, named by its first ISO week."""
    return iso_week(begin_of(local_day(now, organisation.zone)))


def end_at(organisation: Organisation, now: datetime) -> datetime:
    """When the fortnight under way is over: its last Sunday at midnight, by the organisation's zone."""
    return at_hour(begin_of(local_day(now, organisation.zone)) + FORTNIGHT, 0, organisation.zone)


def next_asking(organisation: Organisation, now: datetime) -> datetime:
    """When people are asked in the fortnight after this one: not on the day of the check-in, which is enough for one day."""
    begin = begin_of(local_day(now, organisation.zone)) + FORTNIGHT
    return _asking(organisation, begin)


def first_asking(organisation: Organisation, now: datetime) -> datetime:
    """When somebody named now is asked: in this fortnight while its first week lasts, so that there is time left to answer."""
    begin = begin_of(local_day(now, organisation.zone))
    if now >= at_hour(begin + WEEK, 0, organisation.zone):
        return next_asking(organisation, now)
    return max(_asking(organisation, begin), now)


def _asking(organisation: Organisation, begin: date) -> datetime:
    day = begin + timedelta(days=(organisation.check_in_day + 2) % 7)
    return at_hour(day, organisation.check_in_hour, organisation.zone)
