"""The end of a trial: who owns or approved it and is asked what comes next, and every message that asks, with the answer."""

from __future__ import annotations

from datetime import datetime

from handlers.bundles import all_redrawn, naming
from handlers.conversation import Also, Card, Change, Turn
from handlers.subjects import reviewers_of
from initiatives.initiative import Initiative, Stage
from storage.port import Transaction

CARD = "trial.over"


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
