"""The end of a trial beside its gate: whoever has the card of the gate finds the question there, everybody else by one of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.at_gates import state_of
from handlers.bundles import show
from handlers.conversation import Post
from handlers.deliveries import standing
from handlers.gate_reminders import first_reminder
from handlers.gating import key_of, shown_again
from handlers.trials import question, to_be_asked
from handlers.unasked import say_unasked
from initiatives.gate_states import GateState, GateStep
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation
from storage.port import Transaction
from storage.records import DeliveryState, To

UNDER_WAY = (GateStep.PROPOSED, GateStep.GATHERING)


async def ask(store: Transaction, initiative: Initiative, now: datetime) -> None:
    """The question to everybody concerned, once each; from now on it stands in the owner's weekly bundle until it is answered."""
    assert initiative.trial is not None  # noqa: S101 only a trial has an end to look at
    gate = await state_of(store, initiative, Stage.VALIDATION)
    asking = initiative.stage is Stage.TRIAL and gate.step is not GateStep.GATHERING
    await store.change_initiative(replace(initiative, trial=replace(initiative.trial, decide_at=None, asked=asking)))
    organisation = await store.organisation(initiative.organisation)
    if initiative.stage is Stage.TRIAL and gate.step in UNDER_WAY:
        await _said_at_the_gate(store, organisation, gate, now)
    for person in await asked_at_the_end(store, initiative):
        key = f"trial.{initiative.id}.{len(initiative.decisions)}.{person}"
        post = Post(To(person=person), question(initiative), key=key)
        await say_unasked(store, person, organisation, post, now)


async def asked_at_the_end(store: Transaction, initiative: Initiative) -> tuple[str, ...]:
    """Who gets a message of their own: nobody who has the card of its gate, and nobody while that is on its way already."""
    gate = await state_of(store, initiative, Stage.VALIDATION)
    if initiative.stage is not Stage.TRIAL or gate.step is GateStep.GATHERING:
        return ()
    people = await to_be_asked(store, initiative)
    return tuple([person for person in people if not await has_gate_card(store, gate, person)])


async def has_gate_card(store: Transaction, gate: GateState, person: str) -> bool:
    """Whether the gate was put to somebody and their card is there, or on its way."""
    if gate.step not in UNDER_WAY or not person:
        return False
    row = await standing(store, gate.organisation, key_of(gate, person))
    return row is not None and row.state not in (DeliveryState.FAILED, DeliveryState.REMOVED)


async def _said_at_the_gate(store: Transaction, organisation: Organisation, gate: GateState, now: datetime) -> None:
    """The card says that the weeks are over; whoever has not answered it is reminded of it anew."""
    if gate.step is GateStep.PROPOSED:
        anew = replace(gate, reminders=0)
        gate = replace(anew, remind_at=await first_reminder(store, organisation, anew, now))
        await store.keep_gate_state(gate)
    await show(store, organisation.id, await shown_again(store, gate), now)
