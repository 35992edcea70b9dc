"""`history`: every stage an initiative has been through, who decided it and when, and who signed."""

from __future__ import annotations

from handlers.bylines import name_in
from handlers.conversation import Action, Card, Conversation, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.facts import name_of, stage, title
from handlers.gate_shown import FUNCTIONS
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Heading, Message, Note, Para, Quote
from handlers.words import Day, Listed, Text, Typed, Words, say
from initiatives.calendar import local_day
from initiatives.gate_states import GateState, GateStep
from initiatives.initiative import Decision, Initiative, Stage
from initiatives.stages import FINAL, steps

SEEING = only(Role.PROPOSER, Role.OWNER, Role.SPONSOR, Role.DEPUTY, Role.REVIEWER, Role.ADMIN)
SHOWN = 15
"""How many of the newest decisions one card lists."""


async def show(_turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    return Tell(Card("history.shown", {"initiative": initiative.id}))


@card("history.shown", seen_by=whoever(SEEING))
async def shown(see: Seeing, about: Args) -> Message:
    """From the proposal on, a line for each decision."""
    initiative = await INITIATIVE.of(see, about)
    gates = {one.to: one for one in await see.store.gates_of(see.org, initiative.id) if one.step is GateStep.PASSED}
    text = say("The history of {title}", title=title(initiative))
    blocks: list[Block] = [Heading(text), Para(await _proposed(see, initiative))]
    taken = steps(initiative)
    if len(taken) > SHOWN:
        blocks.append(Note(say("The newest {n} decisions:", n=SHOWN)))
    for before, decision in taken[-SHOWN:]:
        blocks += await _one(see, initiative, before, decision, gates)
    return Message(text, tuple(blocks))


async def _proposed(see: Seeing, initiative: Initiative) -> Words:
    name, day = (
        await name_in(see, initiative, initiative.proposer),
        Day(local_day(initiative.created_at, see.reader.zone)),
    )
    return say("{day}: proposed by {name}", day=day, name=name)


async def _one(
    see: Seeing, initiative: Initiative, before: Stage, decision: Decision, gates: dict[Stage, GateState]
) -> list[Block]:
    name, day = await name_in(see, initiative, decision.by), Day(local_day(decision.at, see.reader.zone))
    to = stage(decision.to)
    if before is decision.to:
        line = say("{day}: more weeks, by {name}", day=day, name=name)
    elif before in FINAL:
        line = say("{day}: {stage} again, by {name}", day=day, stage=to, name=name)
    else:
        line = say("{day}: {stage}, by {name}", day=day, stage=to, name=name)
    blocks: list[Block] = [Para(line)]
    if decision.why:
        blocks.append(Quote(Typed(decision.why)))
    gate = gates.get(decision.to)
    if gate is not None and gate.at == decision.at and gate.signatures:
        blocks.append(Note(say("Signed: {names}.", names=Listed(await _signed(see, gate)))))
    return blocks


async def _signed(see: Seeing, gate: GateState) -> tuple[Text, ...]:
    return tuple(
        [
            say("{function} ({name})", function=FUNCTIONS[one.function], name=await name_of(see, one.by))
            for one in gate.signatures
        ]
    )


CONVERSATION = Conversation(
    name="history",
    help=None,
    actions=(Action("show", INITIATIVE, SEEING, show),),
    cards=(shown,),
)
