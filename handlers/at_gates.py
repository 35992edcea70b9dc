"""How an initiative stands at its next gate: what the gate needs here, what its numbers show, and who decides and signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.adopting import teams
from handlers.silences import still_here, whom
from handlers.subjects import reviewers_of
from initiatives.calendar import local_day
from initiatives.gate_states import GateState, GateStep
from initiatives.gates import (
    Gate,
    GateRules,
    Measured,
    Missing,
    Need,
    gate_id,
    measured,
    what_is_missing,
)
from initiatives.initiative import Initiative, Stage
from initiatives.kpi import Reading
from initiatives.ladder import first_rung
from initiatives.people import Function, Organisation
from initiatives.stages import stage_before
from storage.port import Transaction

MOST_ASKED = 5
"""How many people of one function are asked for its signature; one of them is enough."""


@dataclass(frozen=True)
class AtGate:
    """An initiative before a gate, with all that says whether it goes on."""

    initiative: Initiative
    gate: Gate
    state: GateState
    found: Measured
    readings: tuple[Reading, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        return what_is_missing(self.gate, self.found, self.state)

    @property
    def is_before_it(self) -> bool:
        """Whether the initiative is in the stage that the gate leads out of."""
        return self.initiative.stage is stage_before(self.gate.to)

    def lacks(self, *needs: Need) -> bool:
        return any(one.need in needs for one in self.missing)

    @property
    def lacks_numbers(self) -> bool:
        """Whether its numbers do not show yet what the gate asks of them."""
        return any(one.need not in (Need.DOCUMENT, Need.SIGNATURE) for one in self.missing)

    @property
    def to_sign(self) -> tuple[Function, ...]:
        """Functions whose signature is asked for now: the numbers and the documents come first."""
        if self.state.step is not GateStep.GATHERING or self.lacks_numbers or self.lacks(Need.DOCUMENT):
            return ()
        wanted = (one for missing in self.missing for one in missing.functions)
        return tuple(dict.fromkeys(one for one in wanted if self.state.objection(one) is None))


@dataclass(frozen=True)
class Signers:
    """Who signs for a function; `on_behalf`: nobody else has it, and the admins sign with words of their own."""

    people: tuple[str, ...]
    on_behalf: bool


def blank(organisation: str, initiative: str, to: Stage) -> GateState:
    """A gate at which nothing has happened yet."""
    return GateState(gate_id(initiative, to), organisation, initiative, to)


async def rules_of(store: Transaction, organisation: str) -> GateRules:
    """The gates that hold in the organisation."""
    return await store.gate_rules(organisation) or GateRules(organisation, organisation)


async def state_of(store: Transaction, initiative: Initiative, to: Stage) -> GateState:
    """What is kept about the gate, or a blank one."""
    kept = await store.gate_state(initiative.organisation, gate_id(initiative.id, to))
    return kept or blank(initiative.organisation, initiative.id, to)


async def at_gate(store: Transaction, initiative: Initiative, state: GateState, now: datetime) -> AtGate:
    """The initiative at that gate, with its readings looked at."""
    organisation = await store.organisation(initiative.organisation)
    gate = (await rules_of(store, organisation.id)).to(state.to)
    readings = await store.readings(organisation.id, initiative.id)
    others = teams(await store.adoptions_of(organisation.id, initiative.id), {initiative.id: initiative})
    owner = await store.person(organisation.id, initiative.owner)
    today = local_day(now, owner.zone if owner is not None else organisation.zone)
    return AtGate(initiative, gate, state, measured(initiative, readings, others, today), tuple(readings))


async def deciders(
    store: Transaction, organisation: Organisation, initiative: Initiative, now: datetime
) -> tuple[str, ...]:
    """Who decides whether it goes on: its sponsor or whoever stands in that place; its owner only where there is nobody else."""
    return await whom(store, organisation, initiative, now) or (initiative.owner,)


async def may_decide(store: Transaction, organisation: Organisation, initiative: Initiative, person: str) -> bool:
    """Whether somebody's word that it goes on counts: not its owner's, while anybody else could say it."""
    if person != initiative.owner:
        return True
    approvers = (decision.by for decision in initiative.decisions)
    admins = (admin.id for admin in await store.admins(organisation.id))
    others = (initiative.sponsor, *approvers, *await reviewers_of(store, organisation, initiative), *admins)
    here = await still_here(store, organisation, others)
    return all(one.id == initiative.owner for one in here)


async def signers(
    store: Transaction, organisation: Organisation, initiative: Initiative, function: Function
) -> Signers:
    """Those the organisation has set for the function, else those who have it, else the admins; its owner only where nobody else can."""
    rules = [rule for rule in organisation.reviewers if (rule.kind, rule.name) == ("function", function.value)]
    named = tuple(person for rule in rules for person in rule.people)
    having = tuple([one.id for one in await store.with_function(organisation.id, function, MOST_ASKED + 1)])
    admins = tuple([one.id for one in await store.admins(organisation.id)])
    here = frozenset(one.id for one in await still_here(store, organisation, (*named, *having, *admins)))
    owner = frozenset((initiative.owner,))
    found = first_rung((named, having), here, owner)
    if found:
        return Signers(found[:MOST_ASKED], on_behalf=False)
    return Signers(first_rung((admins,), here, owner) or first_rung((named, having, admins), here, frozenset()), True)


async def may_sign(store: Transaction, organisation: Organisation, found: Initiative, gate: Gate, person: str) -> bool:
    """Whether one of the signatures the gate needs is somebody's to give."""
    return any([await signs_for(store, organisation, found, one, person) for one in gate.functions])


async def signs_for(
    store: Transaction, organisation: Organisation, found: Initiative, function: Function, person: str
) -> bool:
    """Whether that function's signature is this person's to give."""
    who = await signers(store, organisation, found, function)
    if person in who.people:
        return True
    me = await store.person(organisation.id, person)
    has_it = me is not None and me.active and function in me.functions
    return has_it and not who.on_behalf and person != found.owner
