"""The gates as they run: put to whoever decides when the numbers are there, then what is missing is asked for, until all of it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers import learnt
from handlers.at_gates import AtGate, at_gate, deciders, rules_of, signers, state_of
from handlers.bundles import show
from handlers.conversation import Also, Card, Change, Post, Turn
from handlers.gate_reminders import first_reminder, reminded
from handlers.trials import cards_shown, concerned
from handlers.unasked import say_unasked
from initiatives import gate_states
from initiatives.calendar import at_hour, local_day
from initiatives.gate_states import GateState, GateStep
from initiatives.gates import Need, may_be_reached, promoted
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation
from initiatives.stages import begun_on, next_stage
from storage.port import Transaction
from storage.records import To

CARD, PASSED = "gate.card", "gate.passed"


def card_of(state: GateState) -> Card:
    return Card(CARD, {"gate": state.id}, subject=state.id)


def key_of(state: GateState, person: str) -> str:
    """The key of the one message somebody gets about a gate, each time it is begun."""
    return f"gate.{state.id}.{state.round}.{person}"


async def look_soon(store: Transaction, initiative: Initiative, now: datetime) -> None:
    """After a number came: where it may be what the next gate needs, its readings are looked at right after this turn."""
    to = next_stage(initiative.stage)
    if to is None or initiative.latest is None:
        return
    gate = (await rules_of(store, initiative.organisation)).to(to)
    state = await state_of(store, initiative, to)
    waits = state.step is GateStep.GATHERING
    if waits or (state.step is GateStep.WATCHED and may_be_reached(gate, initiative)):
        await store.keep_gate_state(replace(state, look_at=now))


async def look(store: Transaction, state: GateState, now: datetime) -> None:
    """What is due at one gate: its numbers looked at, or somebody reminded."""
    initiative = await store.initiative(state.organisation, state.initiative)
    if initiative is None or next_stage(initiative.stage) is not state.to:
        await store.keep_gate_state(gate_states.put_away(state, now))
        return
    organisation = await store.organisation(state.organisation)
    if state.look_at is None or state.look_at > now:
        await _remind(store, organisation, initiative, state, now)
        return
    found = await at_gate(store, initiative, replace(state, look_at=None), now)
    if state.step is GateStep.GATHERING:
        await settle(store, organisation, found, now)
    elif state.step in (GateStep.WATCHED, GateStep.HELD):
        await _propose_if_reached(store, organisation, found, now)
    else:
        await store.keep_gate_state(found.state)


async def _remind(
    store: Transaction, organisation: Organisation, initiative: Initiative, state: GateState, now: datetime
) -> None:
    """Whoever is asked is reminded; where others are to be asked by now, they are asked instead."""
    current = replace(state, remind_at=None)
    if state.step is GateStep.GATHERING:
        current = await settle(store, organisation, await at_gate(store, initiative, current, now), now)
        if current.asked != state.asked:
            return
    await store.keep_gate_state(await reminded(store, organisation, initiative, current, now))


async def _propose_if_reached(store: Transaction, organisation: Organisation, found: AtGate, now: datetime) -> None:
    """Put to whoever decides, unless the end of the trial asks the same at this moment, or its pause comes first."""
    initiative, state = found.initiative, found.state
    asked = initiative.trial is not None and initiative.trial.asked
    if not found.lacks_numbers and not asked and not initiative.is_paused(now.date()):
        await propose(store, organisation, found, "", now)
        return
    watched = gate_states.put_away(state, now)
    if {one.need for one in found.missing if one.need not in (Need.DOCUMENT, Need.SIGNATURE)} == {Need.DAYS}:
        watched = replace(watched, look_at=_when_old_enough(organisation, found))
    await store.keep_gate_state(watched)
    await _trial_asked_after_all(store, found, now)


def _when_old_enough(organisation: Organisation, found: AtGate) -> datetime | None:
    begun = begun_on(found.initiative)
    if begun is None:
        return None
    return at_hour(begun + timedelta(days=found.gate.days), organisation.check_in_hour, organisation.zone)


async def _trial_asked_after_all(store: Transaction, found: AtGate, now: datetime) -> None:
    """A trial that was put off beyond its end is asked about like any other when that time is over."""
    trial = found.initiative.trial
    if found.state.step is not GateStep.HELD or trial is None or found.initiative.stage is not Stage.TRIAL:
        return
    if trial.decide_at is None and not trial.asked:
        again = replace(found.initiative, trial=replace(trial, decide_at=now))
        await store.change_initiative(again)


async def propose(store: Transaction, organisation: Organisation, found: AtGate, by: str, now: datetime) -> GateState:
    """The question to whoever decides, with the evidence; `by` is whoever wants it, nobody when the numbers did it."""
    state = gate_states.proposed(found.state, by, now)
    people = await deciders(store, organisation, found.initiative, now)
    watching = tuple(dict.fromkeys((found.initiative.owner, *people)))
    return await _asked(store, organisation, replace(state, watching=watching), people, now)


async def settle(store: Transaction, organisation: Organisation, found: AtGate, now: datetime) -> GateState:
    """After anything that was missing has come: it goes on when all is there, else whoever can give the rest is asked."""
    if found.state.step is GateStep.GATHERING and not found.missing:
        return await _passed(store, organisation, found, now)
    people = await whose_turn(store, organisation, found)
    decide = await deciders(store, organisation, found.initiative, now)
    watching = tuple(dict.fromkeys((found.initiative.owner, found.state.by, *decide)))
    return await _asked(store, organisation, replace(found.state, watching=watching), people, now)


async def whose_turn(store: Transaction, organisation: Organisation, found: AtGate) -> tuple[str, ...]:
    """From whom something is waited for now: the owner's documents first, then the signatures."""
    if found.lacks(Need.DOCUMENT):
        return (found.initiative.owner,)
    each = [await signers(store, organisation, found.initiative, one) for one in found.to_sign]
    return tuple(dict.fromkeys(person for one in each for person in one.people))


async def _asked(
    store: Transaction, organisation: Organisation, state: GateState, people: tuple[str, ...], now: datetime
) -> GateState:
    """Kept with those who are asked now; whoever was not asked in this round gets the card, and everybody's is drawn again."""
    new = [person for person in people if person not in state.asked]
    if new or not people:
        state = replace(state, asked=people, asked_at=now if people else None, reminders=0)
        state = replace(state, remind_at=await first_reminder(store, organisation, state, now))
    state = replace(state, asked=people)
    await store.keep_gate_state(state)
    await show(store, organisation.id, await shown_again(store, state), now)
    for person in new:
        post = Post(To(person=person), card_of(state), key=key_of(state, person))
        await say_unasked(store, person, organisation, post, now)
    return state


async def shown_again(store: Transaction, state: GateState) -> Also:
    """Everybody's card of this gate as it stands now."""
    rows = await store.deliveries_about(state.organisation, CARD, state.id)
    return tuple(Change(row.id, card_of(state)) for row in rows)


async def _passed(store: Transaction, organisation: Organisation, found: AtGate, now: datetime) -> GateState:
    """The stage changes, and everybody concerned hears of it."""
    state = found.state
    initiative = promoted(found.initiative, found.gate, found.found, state, by=state.by, at=now)
    through = gate_states.passed(state, now)
    await store.change_initiative(initiative)
    await store.keep_gate_state(through)
    also = (*await shown_again(store, through), *await cards_shown(store, initiative, now))
    await show(store, organisation.id, also, now)
    for person in dict.fromkeys((*concerned(initiative), *(one.by for one in state.signatures))):
        post = Post(
            To(person=person), Card(PASSED, {"gate": state.id}, subject=state.id), key=f"passed.{state.id}.{person}"
        )
        await say_unasked(store, person, organisation, post, now)
    await learnt.offer(store, organisation, initiative, now)
    return through


async def put_away(store: Transaction, initiative: Initiative, before: Stage, now: datetime) -> Also:
    """It stopped before its gate: nobody is asked any more, and every card says so."""
    to = next_stage(before)
    state = await state_of(store, initiative, to) if to is not None else None
    if state is None or state.at is None:
        return ()
    away = gate_states.put_away(state, now)
    await store.keep_gate_state(away)
    return await shown_again(store, away)


async def asked_of_others(store: Transaction, person: str, organisation: Organisation, now: datetime) -> None:
    """Somebody has left, or owns it no more: what was waited for from them is asked of whoever comes next."""
    for state in await store.gates_for(organisation.id, person):
        if state.step is GateStep.GATHERING:
            await store.keep_gate_state(replace(state, look_at=now))
        elif person in state.asked:
            initiative = await store.initiative(organisation.id, state.initiative)
            if initiative is not None:
                people = await deciders(store, organisation, initiative, now)
                watching = tuple(dict.fromkeys((initiative.owner, *people)))
                await _asked(store, organisation, replace(state, watching=watching), people, now)


async def join_gates(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Two people who turn out to be one: what either wrote, signed or is asked for is that one's."""
    for state in await store.gates_naming(organisation, goes):
        await store.keep_gate_state(gate_states.with_person(state, stays, goes))


async def gathered(turn: Turn, state: GateState) -> GateState:
    """After something of a gate has changed by somebody's turn."""
    initiative = await turn.store.initiative(turn.org, state.initiative)
    assert initiative is not None  # noqa: S101 a gate has its initiative
    found = await at_gate(turn.store, initiative, state, turn.now)
    if state.step is not GateStep.GATHERING:
        await turn.store.keep_gate_state(state)
        await show(turn.store, turn.org, await shown_again(turn.store, state), turn.now)
        return state
    return await settle(turn.store, turn.organisation, found, turn.now)


def weeks_until(organisation: Organisation, zone: str, weeks: int, now: datetime) -> datetime:
    """The morning so many weeks from today."""
    return at_hour(local_day(now, zone) + timedelta(weeks=weeks), organisation.check_in_hour, zone)
