"""The end of a trial: whoever owns or approved it is asked once what comes next, and every message that asks shows the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.conversation import Also, Card, Change, Post, Turn
from handlers.deliveries import row_of
from handlers.nudges import redrawn
from handlers.subjects import reviewers_of
from initiatives.calendar import iso_week, local_day
from initiatives.check_ins import check_in_id
from initiatives.initiative import Initiative, Stage
from storage.port import Transaction
from storage.records import Nudge, NudgeState, To

CARD = "trial.over"


async def ask_due(store: Transaction, now: datetime, _new_id: Callable[[], str], limit: int) -> int:
    """Asks about the trials whose weeks are over by now, at most `limit`; how many were looked at."""
    over = await store.trials_over(now, limit)
    for initiative in over:
        await _ask(store, initiative, now)
    return len(over)


async def _ask(store: Transaction, initiative: Initiative, now: datetime) -> None:
    """The question to everybody concerned; from now on it also stands in the owner's weekly bundle until it is answered."""
    assert initiative.trial is not None  # noqa: S101 only a trial has an end to look at
    asking = initiative.stage is Stage.TRIAL
    await store.change_initiative(replace(initiative, trial=replace(initiative.trial, decide_at=None, asked=asking)))
    if not asking:
        return
    for person in await to_be_asked(store, initiative):
        key = f"trial.{initiative.id}.{len(initiative.decisions)}.{person}"
        await store.queue(row_of(initiative.organisation, Post(To(person=person), question(initiative)), key, now))


def question(initiative: Initiative) -> Card:
    """What comes next, asked of an initiative as it stands: the decision after those it has answers this card."""
    return Card(CARD, {"initiative": initiative.id, "n": str(len(initiative.decisions))}, subject=initiative.id)


def concerned(initiative: Initiative) -> tuple[str, ...]:
    """Its proposer, owner and sponsor, and everybody who decided about it, each once."""
    deciders = (decision.by for decision in initiative.decisions)
    named = (initiative.proposer, initiative.owner, initiative.sponsor, *deciders)
    return tuple(dict.fromkeys(person for person in named if person))


async def to_be_asked(store: Transaction, initiative: Initiative) -> tuple[str, ...]:
    """The owner and whoever approved it; those who answer proposals today when nobody of the approvers is left."""
    approvers = [decision.by for decision in initiative.decisions if decision.to is Stage.TRIAL]
    others = [person for person in (*approvers, initiative.sponsor) if person != initiative.owner]
    if not await _anybody(store, initiative.organisation, others):
        organisation = await store.organisation(initiative.organisation)
        others = [*await reviewers_of(store, organisation, initiative)]
    return tuple(dict.fromkeys(person for person in (initiative.owner, *others) if person))


async def _anybody(store: Transaction, organisation: str, people: list[str]) -> bool:
    found = [await store.person(organisation, person) for person in people if person]
    return any(person is not None and person.active for person in found)


async def shown_to_all(turn: Turn, initiative: Initiative) -> Also:
    """Every message that asks what comes next, the weekly bundle too, drawn again as it stands after a decision."""
    rows = await turn.store.deliveries_about(turn.org, CARD, initiative.id)
    cards = tuple(Change(row.id, Card(CARD, dict(row.about), subject=initiative.id)) for row in rows)
    nudges = await _nudges(turn, initiative)
    return (*cards, *(redrawn(nudge) for nudge in nudges))


async def settle_nudges(turn: Turn, initiative: Initiative) -> None:
    """A week's check-in waits no longer when what has just ended was the last thing it waited for."""
    for nudge in await _nudges(turn, initiative):
        waits = nudge.state in (NudgeState.OPEN, NudgeState.LATER)
        if waits and await _all_answered(turn, nudge):
            await turn.store.change_nudge(replace(nudge, state=NudgeState.ANSWERED, reason="ended with a lesson"))


async def _nudges(turn: Turn, initiative: Initiative) -> list[Nudge]:
    """The owner's bundles that still matter and name it: those that wait, and this week's."""
    owner = await turn.store.person(turn.org, initiative.owner)
    if owner is None:
        return []
    nudges = await turn.store.open_nudges(turn.org, owner.id)
    this_week = await turn.store.nudge(turn.org, owner.id, iso_week(local_day(turn.now, owner.zone)))
    if this_week is not None and this_week.id not in {nudge.id for nudge in nudges}:
        nudges = [*nudges, this_week]
    return [nudge for nudge in nudges if initiative.id in nudge.initiatives]


async def _all_answered(turn: Turn, nudge: Nudge) -> bool:
    still = {asked.id for asked in await turn.store.asked_of(turn.org, nudge.person)}
    for one in nudge.initiatives:
        if one in still and await turn.store.check_in(turn.org, check_in_id(one, nudge.week)) is None:
            return False
    return True
