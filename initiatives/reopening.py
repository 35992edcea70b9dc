"""What was answered with no, put aside or stopped, taken up again; the earlier decision and its reason stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from initiatives.initiative import Decision, Initiative, Stage
from initiatives.rules import Rule, RuleBroken

ENDED = (Stage.DECLINED, Stage.PARKED, Stage.STOPPED)
"""Stages that are left only by reopening."""


def reopened(
    initiative: Initiative,
    *,
    by: str,
    why: str,
    at: datetime,
    weeks: int = 0,
    decide_at: datetime | None = None,
) -> Initiative:
    """The initiative where it stood before it ended: a proposal again, or under way at the stage it was stopped from.

    A trial goes on for `weeks` more than it had, and its end is looked at `decide_at`.

    Raises:
        RuleBroken: not ended, or no reason.
    """
    if initiative.stage not in ENDED:
        raise RuleBroken("", Rule.WRONG_STAGE, stage=initiative.stage.value)
    if not why.strip():
        raise RuleBroken("why", Rule.EMPTY)
    back = replace(initiative.decided(stage_it_ended_in(initiative), by=by, why=why.strip(), at=at), paused_until=None)
    if back.stage is not Stage.TRIAL or back.trial is None:
        return back
    return replace(back, trial=replace(back.trial, weeks=back.trial.weeks + weeks, decide_at=decide_at, asked=False))


def stage_it_ended_in(initiative: Initiative) -> Stage:
    """Where an ended initiative stood: what had never begun was a proposal."""
    if initiative.stage is not Stage.STOPPED:
        return Stage.PROPOSED
    led_to = [decision.to for decision in initiative.decisions]
    return next((stage for stage in reversed(led_to) if stage not in ENDED), Stage.TRIAL)


def reason_it_ended(initiative: Initiative) -> Decision | None:
    """The newest decision that ended it, whether or not it was taken up again since."""
    return next((one for one in reversed(initiative.decisions) if one.to in ENDED), None)


def answer_of(initiative: Initiative) -> Decision | None:
    """How the proposal was answered since it was last put to its reviewers; None while it waits."""
    answer = None
    for decision in initiative.decisions:
        answer = None if decision.to is Stage.PROPOSED else answer or decision
    return answer


def waiting_since(initiative: Initiative, at: datetime) -> datetime | None:
    """Since when it waited for an answer at that moment; None when it did not."""
    before = [decision for decision in initiative.decisions if decision.at < at]
    since, stage = (before[-1].at, before[-1].to) if before else (initiative.created_at, Stage.PROPOSED)
    return since if stage is Stage.PROPOSED and since < at else None
