"""The end of a trial: whoever owns or approved it is asked once what comes next, and every message that asks shows the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.at_gates import state_of
from handlers.bundles import all_redrawn, naming
from handlers.conversation import Also, Card, Change, Post, Turn
from handlers.subjects import reviewers_of
from handlers.unasked import say_unasked
from initiatives.gate_states import GateStep
from initiatives.initiative import Initiative, Stage
from storage.port import Transaction
from storage.records import To

CARD = "trial.over"


async def ask(store: Transaction, initiative: Initiative, now: datetime) -> None:
    """The question to everybody concerned; from now on it also stands in the owner's weekly bundle until it is answered."""
    assert initiative.trial is not None  # noqa: S101 only a trial has an end to look at
    gate = await state_of(store, initiative, Stage.VALIDATION)
    asking = initiative.stage is Stage.TRIAL and gate.step is not GateStep.GATHERING
    await store.change_initiative(replace(initiative, trial=replace(initiative.trial, decide_at=None, asked=asking)))
    if not asking:
        return
    organisation = await store.organisation(initiative.organisation)
    for person in await to_be_asked(store, initiative):
        key = f"trial.{initiative.id}.{len(initiative.decisions)}.{person}"
        post = Post(To(person=person), question(initiative), key=key)
        await say_unasked(store, person, organisation, post, now)


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


async def questions_shown(turn: Turn, initiative: Initiative) -> Also:
    """Every message that asks what comes next, drawn again as it stands after a decision."""
    rows = await turn.store.deliveries_about(turn.org, CARD, initiative.id)
    return tuple(Change(row.id, Card(CARD, dict(row.about), subject=initiative.id)) for row in rows)


async def shown_to_all(turn: Turn, initiative: Initiative) -> Also:
    """The same, and the weekly bundles that name it."""
    return await cards_shown(turn.store, initiative, turn.now)


async def cards_shown(store: Transaction, initiative: Initiative, now: datetime) -> Also:
    """As `shown_to_all`, outside of a turn too."""
    rows = await store.deliveries_about(initiative.organisation, CARD, initiative.id)
    cards = tuple(Change(row.id, Card(CARD, dict(row.about), subject=initiative.id)) for row in rows)
    nudges = await naming(store, initiative, now)
    return (*cards, *[each for nudge in nudges for each in await all_redrawn(store, nudge)])
