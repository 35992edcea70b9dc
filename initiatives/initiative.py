"""An initiative: what it is, where it stands, and the moves between its stages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from initiatives.ai_care import Care
from initiatives.blockers import Blocker
from initiatives.kpi import Kpi
from initiatives.rules import Rule, RuleBroken
from initiatives.silence import Silence
from initiatives.wins import Point, Win, WinKind

TRIAL_WEEKS = (1, 26)
START_WINDOW_DAYS = 90
RECENT = 4
"""How many of the newest check-ins an initiative carries with it: what the rule of a win needs, whatever its age."""


class Stage(StrEnum):
    PROPOSED = "proposed"
    TRIAL = "trial"
    VALIDATION = "validation"
    REPLICATION = "replication"
    RUNNING = "running"
    DECLINED = "declined"
    PARKED = "parked"
    STOPPED = "stopped"


ASKED_WEEKLY = (Stage.TRIAL, Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING)
"""Stages whose owner gets the weekly nudge."""


class Sensitivity(StrEnum):
    """The most sensitive kind of content an initiative touches."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Decision:
    """Who decided what, why and when. `to` is the stage it led to."""

    by: str
    to: Stage
    why: str
    at: datetime


@dataclass(frozen=True)
class Trial:
    """The weeks of the current stage that somebody looks at again at the end.

    `decide_at` is when they are asked what comes next, None afterwards; `asked` while that question is open.
    """

    start: date
    weeks: int
    decide_at: datetime | None
    asked: bool = False

    @property
    def end(self) -> date:
        return self.start + timedelta(weeks=self.weeks)

    def is_over(self, today: date) -> bool:
        """Whether its weeks are over and were looked at."""
        return self.decide_at is None and self.end <= today


@dataclass(frozen=True)
class Effort:
    """Working days and set-up money an initiative takes, as said on a day, in a currency."""

    days: Decimal | None
    cost: Decimal | None
    currency: str
    on: date


@dataclass(frozen=True)
class Likeness:
    """`near` are initiatives its proposer was shown and went on beside; `same_as` the one it has become one with."""

    near: tuple[str, ...] = ()
    same_as: str = ""


@dataclass(frozen=True)
class Initiative:
    """`recent` are the newest check-ins of the leading KPI, oldest first; `hours` and `people` are what the proposer said.

    `deputy` answers its check-ins in the owner's place. Nobody is asked about it before the day `paused_until`. `silence` is what
    became of the last time nobody answered for it. `blockers` are what was in its way, the last one perhaps still.
    `asks_beside` says that whoever answers for it is asked for a comment on a number that a system has sent. `confirmer` is who
    confirmed a number of it last. `care` is what was said about its AI. `co_owners` may give its number
    too.
    """

    id: str
    organisation: str
    title: str
    pain: str
    reach: str
    hours: Decimal
    idea: str
    tool: str
    sensitivity: Sensitivity
    kpis: tuple[Kpi, ...]
    proposer: str
    team: str
    created_at: datetime
    people: int | None = None
    stage: Stage = Stage.PROPOSED
    owner: str = ""
    sponsor: str = ""
    reviewers: tuple[str, ...] = ()
    trial: Trial | None = None
    decisions: tuple[Decision, ...] = ()
    recent: tuple[Point, ...] = ()
    win: Win | None = None
    effort_estimated: Effort | None = None
    effort_actual: Effort | None = None
    adopted_from: str = ""
    link: str = ""
    deputy: str = ""
    paused_until: date | None = None
    silence: Silence | None = None
    blockers: tuple[Blocker, ...] = ()
    asks_beside: bool = True
    confirmer: str = ""
    likeness: Likeness | None = None
    care: Care | None = None
    co_owners: tuple[str, ...] = ()

    @property
    def answered_by(self) -> str:
        """Whoever is asked for its numbers: the deputy if there is one, else the owner."""
        return self.deputy or self.owner

    @property
    def said(self) -> str:
        """What it is about, in its proposer's words: what it is searched and compared by."""
        title = "" if self.idea.startswith(self.title.rstrip("…")) else self.title
        return "\n".join(filter(None, (title, self.pain, self.idea, self.tool)))

    @property
    def leading(self) -> Kpi:
        """The KPI that wins and nudges go by."""
        for kpi in self.kpis:
            if kpi.leading:
                return kpi
        return self.kpis[0]

    @property
    def asked_weekly(self) -> bool:
        return self.stage in ASKED_WEEKLY

    def asked_on(self, day: date) -> bool:
        """Whether a nudge of that day asks about it: before the trial starts only for the number it starts from."""
        begun = self.trial is None or self.trial.start <= day
        return self.asked_weekly and not self.is_paused(day) and (begun or self.needs_baseline)

    def is_paused(self, day: date) -> bool:
        return self.paused_until is not None and day < self.paused_until

    def is_put_to(self, person: str) -> bool:
        """Whether somebody has been asked what to do about its silence, and nobody has said yet."""
        return self.asked_weekly and self.silence is not None and self.silence.is_open and person in self.silence.asked

    @property
    def needs_baseline(self) -> bool:
        return self.leading.baseline is None

    @property
    def counts(self) -> bool:
        """A trial counts only with a baseline dated before its start."""
        on = self.leading.baseline_on
        return self.trial is not None and on is not None and on < self.trial.start

    @property
    def latest(self) -> Point | None:
        return self.recent[-1] if self.recent else None

    @property
    def has_held(self) -> bool:
        """Whether its result held, as far as its check-ins say."""
        return self.win is not None and self.win.kind is WinKind.HOLDING

    @property
    def blocker(self) -> Blocker | None:
        """What is in its way now: while there is something, it is stuck."""
        last = self.blockers[-1] if self.blockers else None
        return last if last is not None and last.is_open else None

    def is_spoken_of_in(self, week: str) -> bool:
        """Whether somebody said in that week what is in its way: no number, but no silence either."""
        return any(blocker.said_in(week) for blocker in self.blockers)

    def with_blocker(self, blocker: Blocker) -> Initiative:
        """The same initiative with that blocker added, or in the place of what it was."""
        others = tuple(one for one in self.blockers if one.id != blocker.id)
        return replace(self, blockers=(*others, blocker))

    def kpi(self, kpi_id: str) -> Kpi:
        """The KPI of that id; raises RuleBroken when there is none."""
        for kpi in self.kpis:
            if kpi.id == kpi_id:
                return kpi
        raise RuleBroken("", Rule.UNKNOWN_KPI)

    def with_kpi(self, changed: Kpi) -> Initiative:
        """The same initiative with that KPI replaced."""
        return replace(self, kpis=tuple(changed if kpi.id == changed.id else kpi for kpi in self.kpis))

    def decided(self, to: Stage, *, by: str, why: str, at: datetime) -> Initiative:
        """The same initiative in another stage, with the decision kept."""
        return replace(self, stage=to, decisions=(*self.decisions, Decision(by, to, why, at)))


def title_of(idea: str) -> str:
    """A title from the idea's first line: at most 80 characters, cut at a word."""
    first = " ".join(idea.strip().splitlines()[0].split()) if idea.strip() else ""
    sentence = first.split(". ")[0].rstrip(".") or first
    if len(sentence) <= 80:
        return sentence
    return sentence[:79].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def approved(
    initiative: Initiative,
    *,
    by: str,
    owner: str,
    start: date,
    weeks: int,
    today: date,
    decide_at: datetime,
    at: datetime,
) -> Initiative:
    """The initiative as a trial of `weeks` from `start` (the owner's calendar); `decide_at` is when its end is looked at.

    Raises:
        RuleBroken: not proposed, weeks out of range, a start outside the window, or no target to reach.
    """
    _must_be(initiative, Stage.PROPOSED)
    _weeks_fit(weeks)
    if start < today:
        raise RuleBroken("start", Rule.START_TOO_EARLY)
    if start > today + timedelta(days=START_WINDOW_DAYS):
        raise RuleBroken("start", Rule.START_TOO_LATE)
    if initiative.leading.target is None:
        raise RuleBroken("change", Rule.TARGET_MISSING)
    moved = initiative.decided(Stage.TRIAL, by=by, why="", at=at)
    return replace(moved, owner=owner, sponsor=initiative.sponsor or by, trial=Trial(start, weeks, decide_at))


def declined(initiative: Initiative, *, by: str, why: str, at: datetime) -> Initiative:
    """The proposal answered with no, for a reason that its proposer reads."""
    _must_be(initiative, Stage.PROPOSED)
    if not why.strip():
        raise RuleBroken("why", Rule.EMPTY)
    return initiative.decided(Stage.DECLINED, by=by, why=why.strip(), at=at)


def extended(initiative: Initiative, *, by: str, weeks: int, decide_at: datetime, at: datetime) -> Initiative:
    """The trial goes on for more weeks."""
    _must_be(initiative, Stage.TRIAL)
    _weeks_fit(weeks)
    assert initiative.trial is not None  # noqa: S101 a trial has its weeks
    longer = replace(initiative.trial, weeks=initiative.trial.weeks + weeks, decide_at=decide_at, asked=False)
    return replace(initiative.decided(Stage.TRIAL, by=by, why="", at=at), trial=longer)


def stopped(initiative: Initiative, *, by: str, why: str, at: datetime) -> Initiative:
    """What is under way ends, with a lesson kept beside it."""
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.WRONG_STAGE, stage=initiative.stage.value)
    trial = replace(initiative.trial, decide_at=None, asked=False) if initiative.trial else None
    return replace(initiative.decided(Stage.STOPPED, by=by, why=why, at=at), trial=trial)


def baselined(initiative: Initiative, value: Decimal, on: date, decide_at: datetime | None) -> Initiative:
    """The baseline is known now; the trial starts no earlier than the day after it, and keeps its length.

    `decide_at` is when the shifted end is looked at (None leaves it); a question about the old end is open no longer.
    """
    known = initiative.with_kpi(initiative.leading.with_baseline(value, on))
    if known.trial is None or known.trial.start > on:
        return known
    moved = replace(known.trial, start=on + timedelta(days=1))
    if decide_at is not None and known.stage is Stage.TRIAL:
        moved = replace(moved, decide_at=decide_at, asked=False)
    return replace(known, trial=moved)


def baseline_corrected(initiative: Initiative, value: Decimal) -> Initiative:
    """Another first number for the one that was a slip; the day it was read on and the trial's start stay."""
    leading = initiative.leading
    assert leading.baseline_on is not None  # noqa: S101 only a known baseline is corrected
    return initiative.with_kpi(leading.with_baseline(value, leading.baseline_on))


def _must_be(initiative: Initiative, stage: Stage) -> None:
    if initiative.stage is not stage:
        raise RuleBroken("", Rule.WRONG_STAGE, stage=initiative.stage.value)


def _weeks_fit(weeks: int) -> None:
    if not TRIAL_WEEKS[0] <= weeks <= TRIAL_WEEKS[1]:
        raise RuleBroken("weeks", Rule.WEEKS_OUT_OF_RANGE, low=str(TRIAL_WEEKS[0]), high=str(TRIAL_WEEKS[1]))
