"""Gates among what somebody has: what waits there, for them or for others, and the way to the card."""

from __future__ import annotations

from handlers.at_gates import at_gate
from handlers.conversation import Look
from handlers.facts import name_of, title
from handlers.gate_shown import missing_words, stage_name
from handlers.ui import Block, Button, Buttons, Para
from handlers.words import Listed, Typed, Words, say
from initiatives.gate_states import GateState, GateStep
from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.stages import next_stage


async def at_a_gate(look: Look, person: Person) -> list[GateState]:
    """Open gates that concern somebody: those that wait for their own word first, oldest first."""
    states = await look.store.gates_for(look.org, person.id)
    return sorted(states, key=lambda one: (person.id not in one.asked, one.asked_at or look.now))


async def gate_line(look: Look, state: GateState) -> tuple[Block, ...]:
    """What is missing and for whose word it waits, with the button to the card."""
    initiative = await look.store.initiative(look.org, state.initiative)
    if initiative is None:
        return ()
    found = await at_gate(look.store, initiative, state, look.now)
    line = say("{title}, on its way to {stage}.", title=title(initiative), stage=stage_name(state.to))
    if state.step is GateStep.GATHERING and found.missing:
        line = say("{line} Missing: {needs}.", line=line, needs=missing_words(found.missing))
    button = Button(say("Look at the gate"), "gate.open", {"gate": state.id}, _style(look, state))  # type: ignore[arg-type]
    return (Para(await _waits(look, state, line)), Buttons((button,)))


async def _waits(look: Look, state: GateState, line: Words) -> Words:
    if not state.asked:
        return line
    names = Listed(tuple([Typed((await name_of(look, person)).text) for person in state.asked]))
    return say("{line} It waits for {names}.", line=line, names=names)


def _style(look: Look, state: GateState) -> str:
    return "primary" if look.person is not None and look.person.id in state.asked else "plain"


async def before_a_gate(look: Look, person: Person) -> list[Initiative]:
    """What somebody proposed, owns or sponsors that has a gate before it, newest first."""
    known = await look.store.initiatives_of(look.org, person.id)
    sponsored = await look.store.sponsored_by(look.org, person.id)
    found = {one.id: one for one in (*known, *sponsored) if next_stage(one.stage) is not None}
    return sorted(found.values(), key=lambda one: one.created_at, reverse=True)
