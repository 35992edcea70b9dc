"""What counts as a win, and the story told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from initiatives.kpi import Evidence, Kpi, weakest
from initiatives.people import Spot

APART_DAYS = 6
HALF = 0.5


class WinKind(StrEnum):
    FIRST_RESULT = "first_result"
    HALF_WAY = "half_way"
    HOLDING = "holding"


_ORDER = (WinKind.FIRST_RESULT, WinKind.HALF_WAY, WinKind.HOLDING)
_POINTS = {WinKind.FIRST_RESULT: 1, WinKind.HALF_WAY: 3, WinKind.HOLDING: 2}


@dataclass(frozen=True)
class Point:
    """The leading KPI as one check-in answered it."""

    value: Decimal
    on: date
    week: str
    evidence: Evidence = Evidence.SELF_REPORTED


@dataclass(frozen=True)
class Win:
    """A result worth telling: what kind, the value it stands on and since when, and what all its numbers are backed by."""

    kind: WinKind
    kpi: str
    value: Decimal
    on: date
    evidence: Evidence = Evidence.SELF_REPORTED

    def beats(self, earlier: Win | None) -> bool:
        """Whether this is more than what was found before: each kind is offered once."""
        return earlier is None or _ORDER.index(self.kind) > _ORDER.index(earlier.kind)

    def is_result(self, other: Win | None) -> bool:
        """Whether both say the same, whatever they are backed by."""
        return other is not None and replace(other, evidence=self.evidence) == self


def graded(win: Win, points: Sequence[Point]) -> Win:
    """The win with what its numbers are backed by now; as it was where they are not all among the points (oldest first) any more."""
    stands_on = [point for point in points if point.on <= win.on][-_POINTS[win.kind] :]
    if len(stands_on) < _POINTS[win.kind] or (stands_on[-1].on, stands_on[-1].value) != (win.on, win.value):
        return win
    return replace(win, evidence=weakest(point.evidence for point in stands_on))


def win_of(kpi: Kpi, points: Sequence[Point]) -> Win | None:
    """The best win the newest check-ins (oldest first) show.

    Two in a row at the target hold it, three in a row half the way hold that, each about a week after the one before: answers given in
    one sitting hold nothing. One at the target is a first result.
    A target that the baseline had reached already shows nothing.
    """
    if not points or kpi.reached_before:
        return None
    if len(points) >= 2 and _hold(points[-2:]) and all(kpi.reached(point.value) for point in points[-2:]):
        return _win(WinKind.HOLDING, kpi, points[-2:])
    if len(points) >= 3 and _hold(points[-3:]) and all((kpi.share(point.value) or 0) >= HALF for point in points[-3:]):
        return _win(WinKind.HALF_WAY, kpi, points[-3:])
    if kpi.reached(points[-1].value):
        return _win(WinKind.FIRST_RESULT, kpi, points[-1:])
    return None


def _win(kind: WinKind, kpi: Kpi, points: Sequence[Point]) -> Win:
    newest = points[-1]
    return Win(kind, kpi.id, newest.value, newest.on, weakest(point.evidence for point in points))


def _hold(points: Sequence[Point]) -> bool:
    return (points[-1].on - points[0].on).days >= APART_DAYS * (len(points) - 1)


class StoryState(StrEnum):
    OFFERED = "offered"
    POSTED = "posted"
    TAKEN_BACK = "taken_back"
    LEFT = "left"


@dataclass(frozen=True)
class Story:
    """The telling of a win. `text` is what the owner agreed to, and is shown as stored; `delivery` is the post.

    `refused` says that the channel did not take it.
    """

    id: str
    organisation: str
    initiative: str
    owner: str
    win: Win
    at: datetime
    state: StoryState = StoryState.OFFERED
    headline: str = ""
    text: str = ""
    shown_as: str = ""
    spot: Spot | None = None
    delivery: str = ""
    posted_at: datetime | None = None
    refused: bool = False


@dataclass(frozen=True)
class Adoption:
    """Another team takes a win over: from which initiative and story, into which initiative of their own."""

    id: str
    organisation: str
    story: str
    origin: str
    initiative: str
    team: str
    by: str
    at: datetime
