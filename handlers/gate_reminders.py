"""What waits at a gate is reminded of in working days; then whoever decided hears who is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.at_gates import deciders
from handlers.conversation import Card, Post
from handlers.silences import still_here
from handlers.unasked import say_unasked
from initiatives.gate_states import GateState, GateStep
from initiatives.initiative import Initiative
from initiatives.ladder import of_gates
from initiatives.people import Organisation
from storage.port import Transaction
from storage.records import To

REMINDER, LATE = "gate.reminder", "gate.late"


async def first_reminder(
    store: Transaction, organisation: Organisation, state: GateState, now: datetime
) -> datetime | None:
    """When those who are asked are reminded next: at the first of their own moments."""
    ladder = of_gates(organisation)
    people = await still_here(store, organisation, state.asked)
    moments = [ladder.reminded_at(one, organisation, now, state.reminders) for one in people]
    return min((at for at in moments if at is not None), default=None)


async def reminded(
    store: Transaction, organisation: Organisation, initiative: Initiative, state: GateState, now: datetime
) -> GateState:
    """The state after its reminder, still to be stored: one message to each who is asked, or who is missing to whoever decided."""
    if not state.is_open or not state.asked or initiative.is_paused(now.date()):
        return replace(state, remind_at=None)
    over = of_gates(organisation).goes_on(state.reminders + 1)
    if over and state.step is GateStep.GATHERING:
        people = [one for one in await deciders(store, organisation, initiative, now) if one not in state.asked]
        await _say(store, organisation, state, LATE, people, now)
    elif not over:
        await _say(store, organisation, state, REMINDER, list(state.asked), now)
    counted = replace(state, reminders=state.reminders + 1, remind_at=None)
    if over:
        return counted
    return replace(counted, remind_at=await first_reminder(store, organisation, counted, now))


async def _say(
    store: Transaction, organisation: Organisation, state: GateState, card: str, people: list[str], now: datetime
) -> None:
    for person in people:
        key = f"{card}.{state.id}.{now:%Y%m%d%H%M%S}.{person}"
        post = Post(To(person=person), Card(card, {"gate": state.id}, subject=state.id), key=key)
        await say_unasked(store, person, organisation, post, now)
