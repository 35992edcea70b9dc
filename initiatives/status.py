"""On track, at risk or stuck: suggested from how far a number has come in the weeks it has, or said by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from initiatives.blockers import Blocker
from initiatives.check_ins import CheckIn, Confidence
from initiatives.initiative import Initiative
from initiatives.kpi import Kpi
from initiatives.wins import Point

EARLY = 0.2
"""Before this share of the weeks is over nothing is suggested, unless the target is reached."""
BEHIND = 0.8
"""Whoever has come less than this share of what the weeks gone by would have brought evenly is behind."""
MOVED, READINGS, DAYS = 0.05, 3, 12
"""A number that came less than this share of its way nearer, over so many readings and days, stands still."""


@dataclass(frozen=True)
class Suggestion:
    """`come` is the share of the way from baseline to target, `gone` that of the weeks, `still` for how many weeks nothing moved."""

    kind: Confidence
    come: float
    gone: float
    still: int = 0


def suggested(kpi: Kpi, readings: Sequence[Point], start: date, weeks: int) -> Suggestion | None:
    """What the readings since `start` (oldest first) say by the day of the newest; None where they say too little.

    With v the newest value, b the baseline and t the target:

        come  = (v - b) / (t - b)            works in both directions; below 0 it went away from the target
        gone  = days since the start / days of all the weeks, at most 1
        moved = come now - come at the third reading from the end, the baseline on the first day being one

    Reached is on track. Behind is come < 0.8 x gone: stuck where moved < 0.05 in 12 days or more, else at risk. Otherwise on track.
    It compares with an even pace; a number that moves in one step at the end looks at risk until then.
    """
    share = kpi.share(readings[-1].value) if readings else None
    if share is None or weeks <= 0:
        return None
    gone = min(1.0, max(0, (readings[-1].on - start).days) / (weeks * 7))
    if kpi.reached(readings[-1].value):
        return Suggestion(Confidence.ON_TRACK, share, gone)
    if gone < EARLY:
        return None
    if share >= BEHIND * gone:
        return Suggestion(Confidence.ON_TRACK, share, gone)
    still = _weeks_still(kpi, readings, start, share)
    return Suggestion(Confidence.STUCK if still else Confidence.AT_RISK, share, gone, still)


def _weeks_still(kpi: Kpi, readings: Sequence[Point], start: date, share: float) -> int:
    """For how many weeks the number has hardly moved towards the target; 0 where it has, or where nobody can say."""
    known = [(start, 0.0), *((point.on, kpi.share(point.value) or 0.0) for point in readings if point.on > start)]
    if len(known) < READINGS:
        return 0
    since, then = known[-READINGS]
    days = (readings[-1].on - since).days
    return round(days / 7) if days >= DAYS and share - then < MOVED else 0


def looks(initiative: Initiative, week: str) -> Suggestion | None:
    """What an initiative looked like with the answer for that week, whatever was read later."""
    trial = initiative.trial
    if trial is None or initiative.leading.reached_before:
        return None
    since = tuple(point for point in initiative.recent if point.week <= week and point.on >= trial.start)
    return suggested(initiative.leading, since, trial.start, trial.weeks)


def said(initiative: Initiative, kind: Confidence, blocker: Blocker) -> Initiative:
    """The status somebody set by hand: stuck puts the blocker in its way, anything else clears it.

    Said once more, what is in the way stays one and the same, with what was left out before. A week that others have followed
    changes nothing.
    """
    if initiative.latest is not None and initiative.latest.week > blocker.week:
        return initiative
    if kind is not Confidence.STUCK:
        return unblocked(initiative, by=blocker.by, at=blocker.at)
    known = initiative.blocker
    if known is None:
        return initiative.with_blocker(blocker)
    still = max(known.still, blocker.week if blocker.week > known.week else "")
    why, function = blocker.why or known.why, blocker.function or known.function
    return initiative.with_blocker(replace(known, why=why, function=function, still=still))


def unblocked(initiative: Initiative, *, by: str, at: datetime) -> Initiative:
    """Nothing is in its way any more."""
    known = initiative.blocker
    return initiative.with_blocker(replace(known, solved_at=at, solved_by=by)) if known is not None else initiative


def by_hand(initiative: Initiative, answer: CheckIn) -> Confidence | None:
    """What somebody said it is: with the answer, or by what has been in its way since then or before."""
    blocked = initiative.blocker is not None and initiative.blocker.week <= answer.week
    return answer.confidence or (Confidence.STUCK if blocked else None)
