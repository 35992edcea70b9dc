"""What is learnt when something stops or passes a stage, and the remarks exchanged about a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from initiatives.initiative import Initiative, Stage
from initiatives.reinvesting import month_of


@dataclass(frozen=True)
class Lesson:
    """Four answers for whoever comes next; it carries no blame.

    `stage` is what its initiative had come to, `about` what it was called then.
    """

    id: str
    organisation: str
    initiative: str
    by: str
    at: datetime
    tried: str
    happened: str
    why: str
    reuse: str
    stage: Stage = Stage.STOPPED
    about: str = ""

    @property
    def month(self) -> str:
        """The month it was kept in (`2026-11`), by UTC."""
        return month_of(self.at.astimezone(UTC).date())

    @property
    def said(self) -> str:
        """What it is searched and compared by."""
        return "\n".join(filter(None, (self.about, self.reuse, self.why, self.tried, self.happened)))


@dataclass(frozen=True)
class LessonMonth:
    """A month with lessons (its id): they are told together at `post_at`, None once that is done."""

    id: str
    organisation: str
    post_at: datetime | None


@dataclass(frozen=True)
class Remark:
    """A question or an answer about a proposal, in its writer's own words."""

    id: str
    organisation: str
    initiative: str
    by: str
    text: str
    at: datetime


def first_of(month: str) -> date:
    return date(int(month[:4]), int(month[5:7]), 1)


def month_after(month: str) -> str:
    first = first_of(month)
    return f"{first.year + first.month // 12:04d}-{first.month % 12 + 1:02d}"


def weeks_unspent(initiative: Initiative, on: date) -> int:
    """How many whole weeks of its trial were still to come when it stopped that day: time that goes into something else."""
    earlier = [decision.to for decision in initiative.decisions if decision.to is not Stage.STOPPED]
    if initiative.stage is not Stage.STOPPED or initiative.trial is None or earlier[-1:] != [Stage.TRIAL]:
        return 0
    return max(0, (initiative.trial.end - max(on, initiative.trial.start)).days // 7)
