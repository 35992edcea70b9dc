"""Somebody other than its owner confirms a number: who may, and what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from initiatives.check_ins import CheckIn, Confirmation
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence
from initiatives.rules import Rule, RuleBroken
from initiatives.wins import Point, graded


def unconfirmed(done: CheckIn) -> tuple[str, ...]:
    """The KPIs of an answer whose number nobody has confirmed."""
    known = {one.kpi for one in done.confirmations if one.confirmed}
    return tuple(kpi for kpi, _ in done.values if kpi not in known)


def of_kpi(done: CheckIn, kpi: str) -> Confirmation | None:
    return next((one for one in done.confirmations if one.kpi == kpi), None)


def open_one(done: CheckIn | None, confirmation: str) -> Confirmation:
    """The question of that id, which is still to be answered.

    Raises:
        RuleBroken: when it has been, when somebody else is asked by now, or when the number is another one.
    """
    found = named(done, confirmation)
    if found is None or not found.is_open:
        raise RuleBroken("", Rule.NUMBER_CHANGED)
    return found


def named(done: CheckIn | None, confirmation: str) -> Confirmation | None:
    known = done.confirmations if done is not None else ()
    return next((one for one in known if one.id == confirmation), None)


def with_confirmation(done: CheckIn, confirmation: Confirmation) -> CheckIn:
    """The answer with that question in the place of an earlier one about the same KPI."""
    others = tuple(one for one in done.confirmations if one.kpi != confirmation.kpi)
    return replace(done, confirmations=(*others, confirmation))


def is_said_again(confirmation: Confirmation, values: Mapping[str, Decimal]) -> bool:
    """Whether an answer leaves the number as it was confirmed."""
    return values.get(confirmation.kpi, confirmation.value) == confirmation.value


def confirmer_in(confirmations: Iterable[Confirmation], kpi: str) -> str:
    """Who has confirmed the KPI's number; empty when nobody has."""
    return next((one.person for one in confirmations if one.kpi == kpi and one.confirmed), "")


def must_be_anothers(person: str, theirs: Iterable[str], field: str = "") -> None:
    """Raises RuleBroken when the person is one of those whose number it is."""
    if person in theirs:
        raise RuleBroken(field, Rule.OWN_NUMBER)


def confirmed(asked: Confirmation, by: str, at: datetime) -> Confirmation:
    """The number is right, says whoever was asked."""
    return replace(asked, person=by, over_at=at, confirmed=True)


def refused(asked: Confirmation, by: str, at: datetime, why: str, instead: Decimal | None) -> Confirmation:
    """It is not this number, and why; perhaps which one it is."""
    return replace(asked, person=by, over_at=at, why=why, instead=instead)


def backed(initiative: Initiative, week: str, asked: Confirmation) -> Initiative:
    """The initiative with that week's number as a confirmed one, and its win backed by no more than all its numbers are."""
    changed = replace(initiative, confirmer=asked.person)
    if asked.kpi != initiative.leading.id:
        return changed
    recent = tuple(_backed(point, week, asked.value) for point in initiative.recent)
    win = graded(initiative.win, recent) if initiative.win is not None else None
    return replace(changed, recent=recent, win=win)


def _backed(point: Point, week: str, value: Decimal) -> Point:
    return replace(point, evidence=Evidence.CONFIRMED) if (point.week, point.value) == (week, value) else point
