"""The messages about a gate: the card with the evidence and the buttons, its reminders, and what became of it."""

from __future__ import annotations

from handlers.at_gates import AtGate, at_gate, may_decide, signers, signs_for
from handlers.conversation import Look, Role, Seeing, card, only
from handlers.facts import name_of, title
from handlers.gate_overview import before_a_gate
from handlers.gate_reminders import LATE, REMINDER
from handlers.gate_shown import FUNCTIONS, evidence, missing_words, needs, stage_name
from handlers.gate_subject import GATE
from handlers.gating import CARD, PASSED
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Heading, Message, Note, Para, Quote
from handlers.why import why
from handlers.words import Day, Listed, Text, Typed, Words, say, say_n
from initiatives.calendar import local_day
from initiatives.gate_states import GateStep
from initiatives.gates import Need
from initiatives.initiative import Stage, Trial
from initiatives.people import Function

ANSWERED = "gate.answered"
OFFERED = 10
"""How many initiatives are offered with a button each."""
DECIDING = only(Role.SPONSOR, Role.REVIEWER)
RESPONSIBLE = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
CONCERNED = only(Role.PROPOSER, Role.OWNER, Role.SPONSOR, Role.DEPUTY, Role.REVIEWER, Role.ADMIN, Role.SIGNER)


async def _theirs(see: Seeing, about: Args) -> bool:
    """For whoever has a part in it, signs or signed."""
    state = await GATE.load(see, about["gate"])
    if state is None or see.person is None:
        return False
    return see.person.id in state.named or await GATE.holds(see, state, CONCERNED)


async def _found(look: Look, about: Args) -> AtGate:
    state = await GATE.load(look, about["gate"])
    initiative = await look.store.initiative(look.org, state.initiative) if state is not None else None
    if state is None or initiative is None:
        raise LookupError(about["gate"])
    return await at_gate(look.store, initiative, state, look.now)


@card(CARD, seen_by=_theirs, by_itself=True)
async def shown(see: Seeing, about: Args) -> Message:
    """The evidence, what is missing, and what the reader can do about it."""
    found = await _found(see, about)
    text = await _where(see, found)
    blocks: list[Block] = [Heading(say("The gate to {stage}", stage=stage_name(found.gate.to))), Para(text)]
    blocks += _end_of_its_trial(see, found)
    if found.is_before_it and found.missing:
        blocks.append(Para(say("Missing: {needs}.", needs=missing_words(found.missing))))
    if found.is_before_it and found.state.step is GateStep.HELD:
        blocks.append(Quote(Typed(found.state.why)))
    blocks += [*await evidence(see, found), *await needs(see, found)]
    buttons = (*(await _buttons(see, found) if found.is_before_it else ()), *await _history(see, found))
    return Message(text, (*blocks, *((Buttons(buttons),) if buttons else ()), *why(await _reason(see, found))))


async def _where(see: Seeing, found: AtGate) -> Words:
    """How it stands, in one sentence."""
    state, about, to = found.state, title(found.initiative), stage_name(found.gate.to)
    if state.step is GateStep.PASSED:
        return say("{title} has gone on to {stage}.", title=about, stage=to)
    if not found.is_before_it:
        return say("{title} is at another stage by now.", title=about)
    name = await name_of(see, state.by)
    match state.step:
        case GateStep.PROPOSED if state.by:
            return say("{name} proposes that {title} goes on to {stage}.", name=name, title=about, stage=to)
        case GateStep.PROPOSED:
            return say("{title}: its numbers are ready for {stage}. Does it go on?", title=about, stage=to)
        case GateStep.GATHERING:
            return say(
                "{name} decided: {title} goes on to {stage} once all is there.", name=name, title=about, stage=to
            )
        case GateStep.HELD if state.look_at is not None:
            day = Day(local_day(state.look_at, see.reader.zone))
            return say("{name}: {title} waits, and is looked at again on {day}.", name=name, title=about, day=day)
        case _:
            return say("What {title} needs to go on to {stage}", title=about, stage=to)


async def _reason(see: Seeing, found: AtGate) -> Words:
    me = see.person.id if see.person is not None else ""
    if me == found.initiative.owner:
        return say("You get this because it is yours.")
    if any([await signs_for(see.store, see.organisation, found.initiative, one, me) for one in found.to_sign]):
        return say("You get this because you sign for a function here. One signature of each function is enough.")
    return say("You get this because you decide about it, or had a part in it.")


async def _buttons(see: Seeing, found: AtGate) -> tuple[Button, ...]:
    """What is waited for from the reader stands first: some places show only the first few."""
    return (
        *await _to_sign(see, found),
        *_to_own(see, found),
        *await _to_ask(see, found),
        *await _to_decide(see, found),
        *await _to_give_weeks(see, found),
    )


def _trial_over(see: Seeing, found: AtGate) -> Trial | None:
    """The trial before the gate, once its weeks are over: this card asks what comes next in the place of another one."""
    trial = found.initiative.trial if found.initiative.stage is Stage.TRIAL else None
    return trial if trial is not None and trial.is_over(local_day(see.now, see.reader.zone)) else None


def _end_of_its_trial(see: Seeing, found: AtGate) -> list[Block]:
    trial = _trial_over(see, found)
    if trial is None:
        return []
    weeks = say_n(
        "The {n} week of its trial is over. Say what comes next.",
        "The {n} weeks of its trial are over. Say what comes next.",
        trial.weeks,
    )
    return [Note(weeks)]


async def _to_give_weeks(see: Seeing, found: AtGate) -> tuple[Button, ...]:
    """After the end of the trial: longer, and for whoever does not decide here the end of it, which they could say without a gate."""
    initiative, me = found.initiative, see.person.id if see.person is not None else ""
    if _trial_over(see, found) is None or not await INITIATIVE.holds(see, initiative, RESPONSIBLE):
        return ()
    about = {"initiative": initiative.id}
    longer = Button(say("Give it more weeks"), "trial.extend", {**about, "n": str(len(initiative.decisions))})
    decides = await INITIATIVE.holds(see, initiative, DECIDING)
    if decides and await may_decide(see.store, see.organisation, initiative, me):
        return (longer,)
    return (longer, Button(say("Stop it, keep the lesson"), "stop.stop", about))


async def _to_decide(see: Seeing, found: AtGate) -> tuple[Button, ...]:
    """Go on, not yet or stop, for whoever decides."""
    initiative, me = found.initiative, see.person.id if see.person is not None else ""
    if not await INITIATIVE.holds(see, initiative, DECIDING):
        return ()
    if not await may_decide(see.store, see.organisation, initiative, me):
        return ()
    here, step = {"gate": found.state.id}, found.state.step
    go_on = (Button(_go_on(found.gate.to), "gate.promote", here, "primary"),)
    not_yet = (Button(say("Not yet"), "gate.hold", here),)
    stop = Button(say("Stop it, keep the lesson"), "stop.stop", {"initiative": initiative.id})
    return (
        *(go_on if step is not GateStep.GATHERING else ()),
        *(not_yet if step is not GateStep.HELD else ()),
        stop,
    )


def _go_on(to: Stage) -> Words:
    match to:
        case Stage.VALIDATION:
            return say("Go on to validation")
        case Stage.REPLICATION:
            return say("Go on to replication")
        case _:
            return say("Go on to regular use")


def _to_own(see: Seeing, found: AtGate) -> tuple[Button, ...]:
    """What its owner can do: propose it, and write down what is to be read."""
    if see.person is None or see.person.id != found.initiative.owner:
        return ()
    here, step = {"gate": found.state.id}, found.state.step
    suggest = Button(say("Propose that it goes on"), "gate.suggest", here)
    first = found.lacks(Need.DOCUMENT)
    label = say("Write it down") if first else say("Change what is written")
    write = Button(label, "gate.write", here, "primary" if first and step is GateStep.GATHERING else "plain")
    return (
        *((suggest,) if step in (GateStep.WATCHED, GateStep.HELD) else ()),
        *((write,) if found.gate.documents else ()),
    )


async def _to_sign(see: Seeing, found: AtGate) -> tuple[Button, ...]:
    """For each function the reader signs for: the signature, and why not yet."""
    buttons: list[Button] = []
    me = see.person.id if see.person is not None else ""
    for function in found.to_sign:
        if not await signs_for(see.store, see.organisation, found.initiative, function, me):
            continue
        on_behalf = (await signers(see.store, see.organisation, found.initiative, function)).on_behalf
        about = {"gate": found.state.id, "function": function.value}
        label = say("Sign for {function}", function=FUNCTIONS[function])
        buttons += [
            Button(label, "gate.sign_for" if on_behalf else "gate.sign", about, "primary"),
            Button(say("No signature yet: {function}", function=FUNCTIONS[function]), "gate.refuse", about),
        ]
    return tuple(buttons)


async def _to_ask(see: Seeing, found: AtGate) -> tuple[Button, ...]:
    """The way on after a function has said not yet."""
    against = any(found.state.objection(one) for one in found.gate.functions)
    if not against or found.state.step is not GateStep.GATHERING:
        return ()
    if not await INITIATIVE.holds(see, found.initiative, only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)):
        return ()
    return (Button(say("Ask again for the signature"), "gate.ask_again", {"gate": found.state.id}),)


async def _history(see: Seeing, found: AtGate) -> tuple[Button, ...]:
    if not await INITIATIVE.holds(see, found.initiative, CONCERNED):
        return ()
    return (Button(say("History"), "history.show", {"initiative": found.initiative.id}),)


@card(REMINDER, seen_by=_theirs, by_itself=True)
async def reminder(see: Seeing, about: Args) -> Message:
    """One line about what still waits for the reader, and the way to it."""
    found = await _found(see, about)
    waits = found.is_before_it and see.person is not None and see.person.id in found.state.asked
    name, to = title(found.initiative), stage_name(found.gate.to)
    if not waits:
        text = say("{title}: nothing waits for you at its gate any more.", title=name)
        return Message(text, (Para(text), *why(say("You get this because your word was waited for."))))
    text = say("{title} still waits for your word before it goes on to {stage}.", title=name, stage=to)
    buttons = (Button(say("Look at the gate"), "gate.open", {"gate": found.state.id}, "primary"),)
    reason = say("You get this because something at a gate waits for you: two reminders at most.")
    return Message(text, (Para(text), Buttons(buttons), *why(reason)))


@card(LATE, seen_by=_theirs, by_itself=True)
async def late(see: Seeing, about: Args) -> Message:
    """Whoever decided reads who is missing."""
    found = await _found(see, about)
    names = Listed(tuple([Typed((await name_of(see, person)).text) for person in found.state.asked]))
    name, to = title(found.initiative), stage_name(found.gate.to)
    if not found.is_before_it or not found.state.asked:
        text = say("{title}: nobody is waited for at its gate any more.", title=name)
    else:
        text = say("{title} waits for {names} before it goes on to {stage}.", title=name, names=names, stage=to)
    lines: tuple[Block, ...] = (Para(text),)
    if found.is_before_it and found.missing:
        lines = (*lines, Note(say("Missing: {needs}.", needs=missing_words(found.missing))))
    buttons = (Button(say("Look at the gate"), "gate.open", {"gate": found.state.id}, "primary"),)
    reason = say("You get this once because two reminders brought no answer.")
    return Message(text, (*lines, Buttons(buttons), *why(reason)))


@card(PASSED, seen_by=_theirs, by_itself=True)
async def passed(see: Seeing, about: Args) -> Message:
    """Everybody concerned reads that it has gone on, and who signed."""
    found = await _found(see, about)
    text = say("{title} goes on to {stage}.", title=title(found.initiative), stage=stage_name(found.gate.to))
    blocks: list[Block] = [Heading(say("Through the gate")), Para(text)]
    signed = [await _who_signed(see, one.function, one.by) for one in found.state.signatures]
    if signed:
        blocks.append(Note(say("Signed: {names}.", names=Listed(tuple(signed)))))
    buttons = await _history(see, found)
    reason = say("You get this because you own it, decided about it, or signed for it.")
    return Message(text, (*blocks, *((Buttons(buttons),) if buttons else ()), *why(reason)))


async def _who_signed(see: Look, function: Function, by: str) -> Text:
    return say("{function} ({name})", function=FUNCTIONS[function], name=await name_of(see, by))


@card(ANSWERED, seen_by=_theirs)
async def answered(see: Seeing, about: Args) -> Message:
    """Its owner reads why it waits, or why a function has not signed yet."""
    found = await _found(see, about)
    name, of = await name_of(see, about["by"]), title(found.initiative)
    if about["how"] == "held":
        text, reason = say("{name} says that {title} waits before it goes on.", name=name, title=of), found.state.why
    else:
        function = Function(about["function"])
        said = [one for one in found.state.objections if one.function is function]
        label = FUNCTIONS[function]
        text = say("{name} does not sign for {function} yet: {title}", name=name, function=label, title=of)
        reason = said[-1].why if said else ""
    quote = (Quote(Typed(reason)),) if reason else ()
    buttons = Buttons((Button(say("Look at the gate"), "gate.open", {"gate": found.state.id}),))
    return Message(text, (Para(text), *quote, buttons))


@card("gate.which")
async def which(see: Seeing, _about: Args) -> Message:
    """What has a gate before it, to pick from."""
    mine = await before_a_gate(see, see.person) if see.person is not None else []
    if not mine:
        text = say("Nothing of yours is on its way to a next stage at the moment.")
        return Message(text, (Para(text),))
    text = say("Which one do you want to look at?")
    buttons = tuple(
        Button(say("{title}", title=title(one)), "gate.show", {"initiative": one.id}) for one in mine[:OFFERED]
    )
    return Message(text, (Para(text), Buttons(buttons)))


CARDS = (which, shown, reminder, late, passed, answered)
