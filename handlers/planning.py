"""What an approval adds to a proposal: its target, how the number is measured, what it will take."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers.answers import Answers
from handlers.conversation import Turn
from handlers.ui import Number
from handlers.words import Words, say
from initiatives.calendar import local_day
from initiatives.initiative import Effort, Initiative
from initiatives.kpi import Kpi, read_change


def weeks_asked(label: Words, most: int) -> Number:
    """The question for a number of whole weeks."""
    return Number(
        name="weeks",
        label=label,
        low=Decimal(1),
        high=Decimal(most),
        default="4",
        word="weeks",
        check=_whole_weeks,
    )


def _whole_weeks(value: object) -> Words | None:
    """What is wrong with a number of weeks that is no whole one."""
    fits = isinstance(value, Decimal) and value == value.to_integral_value()
    return None if fits else say("Write whole weeks, for example 4.")


def with_plan(turn: Turn, initiative: Initiative, answers: Answers) -> Initiative:
    """The proposal with its target, how it is measured, and the effort and cost somebody expects.

    Raises:
        RuleBroken: on field `change`, when the target typed is none.
    """
    kpi = initiative.leading
    if answers.text("change"):
        kpi = _aimed(turn, kpi, answers.text("change"))
    planned = initiative.with_kpi(replace(kpi, measured_how=answers.text("measured") or kpi.measured_how))
    days, cost = answers.maybe_number("days"), answers.maybe_number("cost")
    if days is None and cost is None:
        return planned
    effort = Effort(days, cost, turn.organisation.currency, local_day(turn.now, turn.person.zone))
    return replace(planned, effort_estimated=effort)


def _aimed(turn: Turn, kpi: Kpi, typed: str) -> Kpi:
    change = read_change(typed, kpi.name, turn.person.language)
    known_on = local_day(turn.now, turn.person.zone) if change.baseline is not None else None
    return replace(
        kpi, baseline=change.baseline, baseline_on=known_on, target=change.target, direction=change.direction,
        unit=change.unit or kpi.unit,
    )  # fmt: skip
