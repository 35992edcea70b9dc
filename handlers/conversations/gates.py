"""`gates`: what going on to the next stage needs here; admins change the numbers, the documents and who signs."""

from __future__ import annotations

from decimal import Decimal

from handlers import preferences
from handlers.answers import Answers
from handlers.at_gates import rules_of
from handlers.conversation import Action, Card, Conversation, Flow, Look, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.gate_shown import DOCUMENTS, FUNCTIONS, stage_name
from handlers.replies import instead
from handlers.seen_by import admins
from handlers.subjects import NOTHING
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choices,
    Fields,
    Form,
    Heading,
    Input,
    Message,
    Note,
    Number,
    Option,
)
from handlers.words import Listed, Text, Words, say
from initiatives.gate_states import DocumentKind
from initiatives.gates import DEFAULT_GATES, Gate
from initiatives.initiative import Stage
from initiatives.people import Function, Organisation
from initiatives.stages import ONWARD

ADMINS = only(Role.ADMIN)
SHOWN = Card("gates.shown")
MOST = {"readings": 26, "share": 100, "days": 730, "held_weeks": 26, "teams": 50}


async def show(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(SHOWN)


def _change(to: Stage) -> Words:
    match to:
        case Stage.VALIDATION:
            return say("Change the gate to validation")
        case Stage.REPLICATION:
            return say("Change the gate to replication")
        case _:
            return say("Change the gate to regular use")


def _label(name: str) -> Words:
    """What one of the numbers of a gate counts."""
    match name:
        case "readings":
            return say("Readings in the stage before")
        case "share":
            return say("Per cent of the way to the target")
        case "days":
            return say("Days in the stage before")
        case "held_weeks":
            return say("Weeks the target is held")
        case _:
            return say("Other teams that took it over")


async def change_form(look: Look, _organisation: Organisation, about: Args) -> Form:
    """The gate as it is, to be changed."""
    gate = (await rules_of(look.store, look.org)).to(_named(about))
    return Form(
        title=say("What it needs"),
        submit=say("Save it"),
        intro=say("The gate to {stage}. A 0 means: not needed.", stage=stage_name(gate.to)),
        questions=(
            *(_number(name, getattr(gate, name)) for name in MOST),
            _several("documents", say("What its owner writes down"), _documents(), tuple(gate.documents)),
            _several("all_of", say("Who signs, every one"), preferences.FUNCTIONS, tuple(gate.all_of)),
            _several("any_of", say("Of whom one more is enough"), preferences.FUNCTIONS, tuple(gate.any_of)),
        ),
    )


def _named(about: Args) -> Stage:
    """The stage a gate leads to; the first one where none is named."""
    return next((one for one in ONWARD.values() if one.value == about.get("to")), Stage.VALIDATION)


def _number(name: str, value: int) -> Number:
    return Number(
        name=name, label=_label(name), low=Decimal(0), high=Decimal(MOST[name]), default=str(value), check=_is_whole
    )


def _is_whole(value: object) -> Words | None:
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return None if whole else say("Write a whole number.")


def _documents() -> tuple[Option, ...]:
    return tuple(Option(kind.value, DOCUMENTS[kind]) for kind in DocumentKind)


def _several(name: str, label: Words, options: tuple[Option, ...], chosen: tuple[str, ...]) -> Input:
    return Choices(name=name, label=label, options=options, required=False, default=",".join(chosen))


async def change(turn: Turn, _organisation: Organisation, answers: Answers, about: Args) -> Reply:
    """It holds at once; what stands at the gate is looked at anew with its next number."""
    numbers = {name: int(answers.number(name)) for name in MOST}
    all_of = tuple(Function(one) for one in answers.several("all_of"))
    gate = Gate(
        _named(about),
        **numbers,
        documents=tuple(DocumentKind(one) for one in answers.several("documents")),
        all_of=all_of,
        any_of=tuple(Function(one) for one in answers.several("any_of") if Function(one) not in all_of),
    )
    await _keep(turn, gate)
    return Tell(Card("gates.shown", {"saved": gate.to.value}))


async def usual(turn: Turn, _organisation: Organisation, about: Args) -> Reply:
    """Back to what holds where nobody chose anything else."""
    to = _named(about)
    await _keep(turn, next(gate for gate in DEFAULT_GATES if gate.to is to))
    return await instead(turn, Card("gates.shown", {"saved": to.value}))


async def _keep(turn: Turn, gate: Gate) -> None:
    rules = await rules_of(turn.store, turn.org)
    await turn.store.keep_gate_rules(rules.with_gate(gate))


@card("gates.shown", seen_by=admins)
async def shown(see: Seeing, about: Args) -> Message:
    """The three gates with all they need."""
    rules = await rules_of(see.store, see.org)
    text = say("What going on needs here")
    blocks: list[Block] = [Heading(text)]
    if about.get("saved"):
        blocks.append(Note(say("Saved. What stands at that gate is looked at anew with its next number.")))
    for to in ONWARD.values():
        gate = rules.to(to)
        here = {"to": to.value}
        back = () if gate in DEFAULT_GATES else (Button(say("As it was at first"), "gates.usual", here),)
        blocks += [
            Heading(say("To {stage}", stage=stage_name(to))),
            Fields(_pairs(gate)),
            Buttons((Button(_change(to), "gates.change", here), *back)),
        ]
    return Message(text, tuple(blocks))


def _pairs(gate: Gate) -> tuple[tuple[Text, Text], ...]:
    numbers = [(_label(name), say("{n}", n=value)) for name in MOST if (value := getattr(gate, name))]
    lists: tuple[tuple[Words, tuple[Text, ...]], ...] = (
        (say("What its owner writes down"), tuple(DOCUMENTS[kind] for kind in gate.documents)),
        (say("Who signs, every one"), tuple(FUNCTIONS[one] for one in gate.all_of)),
        (say("Of whom one more is enough"), tuple(FUNCTIONS[one] for one in gate.any_of)),
    )
    pairs: list[tuple[Text, Text]] = [*numbers]
    pairs += [(label, say("{names}", names=Listed(items))) for label, items in lists if items]
    return tuple(pairs) or ((say("It needs"), say("nothing but the decision")),)


CONVERSATION = Conversation(
    name="gates",
    help=say("Change what initiatives need to go on to the next stage (admins)"),
    start="show",
    words=("jalons",),
    flows=(Flow("change", NOTHING, ADMINS, change_form, change),),
    actions=(Action("show", NOTHING, ADMINS, show), Action("usual", NOTHING, ADMINS, usual)),
    cards=(shown,),
)
