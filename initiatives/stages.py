"""The path of an initiative: which stage may follow which, which of them are final, and where each one begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from initiatives.initiative import Decision, Initiative, Stage
from initiatives.reopening import ENDED

ONWARD: Mapping[Stage, Stage] = {
    Stage.TRIAL: Stage.VALIDATION,
    Stage.VALIDATION: Stage.REPLICATION,
    Stage.REPLICATION: Stage.RUNNING,
}
"""The way from a trial to what is simply how things are done; each step leads through a gate."""
FOLLOWS: Mapping[Stage, frozenset[Stage]] = {
    Stage.PROPOSED: frozenset({Stage.TRIAL, Stage.DECLINED, Stage.PARKED}),
    Stage.TRIAL: frozenset({Stage.TRIAL, Stage.VALIDATION, Stage.STOPPED}),
    Stage.VALIDATION: frozenset({Stage.REPLICATION, Stage.STOPPED}),
    Stage.REPLICATION: frozenset({Stage.RUNNING, Stage.STOPPED}),
    Stage.RUNNING: frozenset({Stage.STOPPED}),
    Stage.DECLINED: frozenset(),
    Stage.PARKED: frozenset(),
    Stage.STOPPED: frozenset(),
}
"""What a stage may be followed by; a trial by itself, when it gets more weeks. Final stages are left only by reopening."""
BACK: Mapping[Stage, frozenset[Stage]] = {
    Stage.DECLINED: frozenset({Stage.PROPOSED}),
    Stage.PARKED: frozenset({Stage.PROPOSED}),
    Stage.STOPPED: frozenset({Stage.TRIAL, *ONWARD.values()}),
}
"""Where reopening leads to."""
FINAL = frozenset(ENDED)


def next_stage(stage: Stage) -> Stage | None:
    """The stage behind the next gate; None where there is none."""
    return ONWARD.get(stage)


def stage_before(to: Stage) -> Stage | None:
    """The stage from which a gate leads to that one; None where no gate does."""
    return next((stage for stage, following in ONWARD.items() if following is to), None)


def may_follow(before: Stage, after: Stage, *, reopening: bool = False) -> bool:
    """Whether a decision may lead from one stage to the other."""
    return after in (BACK if reopening else FOLLOWS).get(before, frozenset())


def steps(initiative: Initiative) -> tuple[tuple[Stage, Decision], ...]:
    """Every decision with the stage it was taken in, oldest first: the history."""
    before = (Stage.PROPOSED, *(decision.to for decision in initiative.decisions))
    return tuple(zip(before, initiative.decisions, strict=False))


def begun_on(initiative: Initiative) -> date | None:
    """The first day of the stage it is in; of a trial the day it starts on, however often it got more weeks."""
    if initiative.stage is Stage.TRIAL:
        return initiative.trial.start if initiative.trial is not None else None
    led = [decision.at for decision in initiative.decisions if decision.to is initiative.stage]
    return led[-1].date() if led else None
