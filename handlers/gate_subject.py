"""Gates as what an action is about: how one is reloaded, and what somebody is to it."""

from __future__ import annotations

from handlers.at_gates import blank, may_sign, rules_of
from handlers.conversation import Look, May, Role, Subject
from handlers.subjects import INITIATIVE
from initiatives.gate_states import GateState
from initiatives.initiative import Stage
from initiatives.stages import stage_before


async def _gate(look: Look, gate: str) -> GateState | None:
    """What is kept about the gate, or a blank one of an initiative that is there."""
    kept = await look.store.gate_state(look.org, gate)
    if kept is not None:
        return kept
    initiative, _, to = gate.rpartition(".")
    if to not in list(Stage) or stage_before(Stage(to)) is None:
        return None
    found = await look.store.initiative(look.org, initiative)
    return blank(look.org, initiative, Stage(to)) if found is not None else None


async def _to_gate(look: Look, state: GateState, roles: May) -> bool:
    initiative = await look.store.initiative(look.org, state.initiative)
    if initiative is None or look.person is None:
        return False
    if await INITIATIVE.holds(look, initiative, roles):
        return True
    gate = (await rules_of(look.store, look.org)).to(state.to)
    return Role.SIGNER in roles and await may_sign(look.store, look.organisation, initiative, gate, look.person.id)


GATE: Subject[GateState] = Subject("gate", _gate, _to_gate)
