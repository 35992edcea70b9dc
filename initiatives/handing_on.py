"""The moves of a running initiative between people, and its pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from initiatives.initiative import Initiative, Stage
from initiatives.rules import Rule, RuleBroken

MOST_CO_OWNERS = 5
MOST_WEEKS = 26
"""How long a pause may last."""


def paused(initiative: Initiative, until: date, weeks: int, longer: int, decide_at: datetime | None) -> Initiative:
    """Nobody is asked about it before that day; a trial under way takes `longer` weeks more, and ends at `decide_at`.

    Raises:
        RuleBroken: not running, or no whole weeks up to half a year.
    """
    _must_run(initiative)
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken("weeks", Rule.WEEKS_OUT_OF_RANGE, low="1", high=str(MOST_WEEKS))
    trial = initiative.trial
    if trial is not None and initiative.stage is Stage.TRIAL:
        trial = replace(trial, weeks=trial.weeks + longer, decide_at=decide_at, asked=False)
    return replace(initiative, paused_until=until, trial=trial)


def resumed(initiative: Initiative) -> Initiative:
    """It is asked about again from now on."""
    _must_run(initiative)
    return replace(initiative, paused_until=None)


def handed_to(initiative: Initiative, owner: str) -> Initiative:
    """Somebody else owns it from now on; whoever answered in the former owner's place does so no more."""
    _must_run(initiative)
    if owner == initiative.owner:
        raise RuleBroken("owner", Rule.SAME_PERSON)
    others = tuple(person for person in initiative.co_owners if person != owner)
    return replace(initiative, owner=owner, deputy="", co_owners=others)


def shared_with(initiative: Initiative, people: tuple[str, ...]) -> Initiative:
    """Those people own it too from now on, and nobody else does beside its owner."""
    _must_run(initiative)
    return replace(initiative, co_owners=tuple(person for person in people if person != initiative.owner))


def joined_by(initiative: Initiative, person: str) -> Initiative:
    """Somebody more owns it too, while it runs and there is room; nobody does who owns it already."""
    theirs = person == initiative.owner or person in initiative.co_owners
    if theirs or not initiative.asked_weekly or len(initiative.co_owners) >= MOST_CO_OWNERS:
        return initiative
    return replace(initiative, co_owners=(*initiative.co_owners, person))


def answered_for(initiative: Initiative, deputy: str) -> Initiative:
    """Somebody else answers its check-ins, and the owner keeps the rest; nobody does when `deputy` is empty."""
    _must_run(initiative)
    if deputy and deputy == initiative.owner:
        raise RuleBroken("deputy", Rule.SAME_PERSON)
    return replace(initiative, deputy=deputy)


def _must_run(initiative: Initiative) -> None:
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.NOT_RUNNING)
