"""What an approval adds to a proposal: its target, how the number is measured, what it will take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.answers import Answers
from handlers.conversation import Turn
from initiatives.calendar import local_day
from initiatives.initiative import Effort, Initiative
from initiatives.kpi import Kpi, read_change


def with_plan(turn: Turn, initiative: Initiative, answers: Answers) -> Initiative:
    """The proposal with its target, how it is measured, and the effort and cost somebody expects.

    Raises:
        RuleBroken: on field `change`, when the target typed is none.
    """
    kpi = initiative.leading
    if answers.text("change"):
        kpi = _aimed(kpi, answers.text("change"), local_day(turn.now, turn.person.zone))
    planned = initiative.with_kpi(replace(kpi, measured_how=answers.text("measured") or kpi.measured_how))
    days, cost = answers.maybe_number("days"), answers.maybe_number("cost")
    if days is None and cost is None:
        return planned
    effort = Effort(days, cost, turn.organisation.currency, local_day(turn.now, turn.person.zone))
    return replace(planned, effort_estimated=effort)


def _aimed(kpi: Kpi, typed: str, today: date) -> Kpi:
    change = read_change(typed, kpi.name)
    known_on = today if change.baseline is not None else None
    return replace(
        kpi, baseline=change.baseline, baseline_on=known_on, target=change.target, direction=change.direction,
        unit=change.unit or kpi.unit,
    )  # fmt: skip
