"""An owner's answer for a week, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from initiatives.initiative import RECENT, Initiative
from initiatives.wins import Point, graded, win_of


class Confidence(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    STUCK = "stuck"


@dataclass(frozen=True)
class Confirmation:
    """Somebody is asked whether a number of a check-in is right. `over_at` is when they said; `confirmed` that it is.

    `why` and `instead` say what is wrong with it. `link` is what they are to look at, `shown` the deliveries in which whoever asked
    sees what became of it.
    """

    id: str
    kpi: str
    value: Decimal
    person: str
    by: str
    at: datetime
    link: str = ""
    shown: tuple[str, ...] = ()
    over_at: datetime | None = None
    confirmed: bool = False
    why: str = ""
    instead: Decimal | None = None

    @property
    def is_open(self) -> bool:
        return self.over_at is None


@dataclass(frozen=True)
class CheckIn:
    """One per initiative and ISO week; `values` are KPI ids with what was read. A later answer for the week replaces it.

    `link` is where its numbers can be looked up, `file` the name of what lies there if it is a file, `source` the system
    that sent them and `on` the day it measured them on, if nobody typed them.
    `first` says that its number is the baseline: corrected, it is still the first number and no step on the way.
    `confirmations` are one for each of its KPIs at most; another number for the KPI ends it.
    """

    id: str
    organisation: str
    initiative: str
    week: str
    by: str
    at: datetime
    values: tuple[tuple[str, Decimal], ...]
    confidence: Confidence | None = None
    comment: str = ""
    first: bool = False
    link: str = ""
    source: str = ""
    on: date | None = None
    confirmations: tuple[Confirmation, ...] = ()
    file: str = ""


def check_in_id(initiative: str, week: str) -> str:
    """The check-in's key: one per initiative and week."""
    return f"{initiative}.{week}"


def with_point(initiative: Initiative, point: Point) -> Initiative:
    """The initiative with the week's answer on the leading KPI; a second answer for a week replaces the first.

    Only what was read from the trial's first day on makes a win.
    A better win than the one known is kept, and a win that stood on an answer now corrected is found anew; whoever calls
    compares to see what has changed.
    """
    by_week = {known.week: known for known in initiative.recent}
    corrected = by_week.get(point.week)
    by_week[point.week] = point
    recent = tuple(by_week[week] for week in sorted(by_week)[-RECENT:])
    stands = initiative.win
    if stands is not None and corrected is not None and (stands.on, stands.value) == (corrected.on, corrected.value):
        stands = None
    found = win_of(initiative.leading, _since_start(initiative, recent)) if initiative.counts else None
    win = found if found is not None and found.beats(stands) else stands
    return replace(initiative, recent=recent, win=graded(win, recent) if win is not None else None)


def _since_start(initiative: Initiative, points: tuple[Point, ...]) -> tuple[Point, ...]:
    start = initiative.trial.start if initiative.trial else None
    return tuple(point for point in points if start is not None and point.on >= start)
