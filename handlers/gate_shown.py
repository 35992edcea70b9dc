"""What stands on the card of a gate: the evidence of the numbers, what was written, and who has signed or not."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import preferences
from handlers.at_gates import AtGate, signers
from handlers.conversation import Look
from handlers.facts import from_to, name_of, way
from handlers.figures import pictures
from handlers.ui import Block, Fields, Note, Para, Quote
from handlers.words import Day, Listed, Moment, Text, Typed, Words, say, say_n
from initiatives.calendar import local_day
from initiatives.gate_states import DocumentKind, GateStep
from initiatives.gates import Missing, Need
from initiatives.initiative import Stage
from initiatives.kpi import Evidence
from initiatives.people import Function

FUNCTIONS: Mapping[Function, Text] = {Function(one.value): one.label for one in preferences.FUNCTIONS}
DOCUMENTS: Mapping[DocumentKind, Words] = {
    DocumentKind.PROCESS_BEFORE: say("The process before"),
    DocumentKind.PROCESS_AFTER: say("The process after"),
    DocumentKind.CAPACITY_PLAN: say("What becomes of the freed time"),
}
NAMES: Mapping[Stage, Words] = {
    Stage.VALIDATION: say("validation"),
    Stage.REPLICATION: say("replication"),
    Stage.RUNNING: say("regular use"),
}
"""The stages behind a gate, as they stand in a sentence."""
QUOTED = 700
"""How much of a document one card shows; whoever wrote it can be asked for the rest."""


def stage_name(to: Stage) -> Words:
    return NAMES[to]


async def evidence(look: Look, found: AtGate) -> list[Block]:
    """The number with its way and picture, what it is backed by, and what was written down."""
    initiative = found.initiative
    blocks: list[Block] = [Fields(((say("The number"), from_to(initiative.leading)), *_measured(found)))]
    if initiative.latest is not None:
        blocks.append(way(initiative.leading, initiative.latest.value))
    blocks += [*pictures(initiative.leading, found.readings), *_backing(found)]
    for kind in found.gate.documents:
        document = found.state.document(kind)
        if document is not None:
            name = await name_of(look, document.by)
            day = Day(local_day(document.at, look.reader.zone))
            line = say("{document}, by {name}, {day}:", document=DOCUMENTS[kind], name=name, day=day)
            blocks += [Para(line), Quote(Typed(_cut(document.text)))]
    return blocks


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"


def _measured(found: AtGate) -> tuple[tuple[Text, Text], ...]:
    """What the gate asks of the numbers, each with what there is."""
    gate, have = found.gate, found.found
    percent = 0 if have.share is None else int(round(have.share * 100, 6))
    pairs = (
        (say("Readings in this stage"), have.readings, gate.readings),
        (say("Per cent of the way"), percent, gate.share),
        (say("Days in this stage"), have.days, gate.days),
        (say("Weeks at the target"), have.held_weeks, gate.held_weeks),
        (say("Teams that took it over"), have.teams, gate.teams),
    )
    return tuple((label, say("{have} (needs {wanted})", have=n, wanted=most)) for label, n, most in pairs if most)


def _backing(found: AtGate) -> list[Block]:
    """How many weeks of its number stand on what."""
    leading = found.initiative.leading.id
    weeks = {one.week: one.evidence for one in sorted(found.readings, key=lambda one: one.at) if one.kpi == leading}
    if not weeks:
        return []
    counts = {kind.value: list(weeks.values()).count(kind) for kind in Evidence}
    return [
        Note(
            say(
                "Weeks self-reported: {self_reported}. Measured: {measured}. Confirmed: {confirmed}.",
                **counts,
            )
        )
    ]


async def needs(look: Look, found: AtGate) -> list[Block]:
    """Documents and signatures, each with who gave it or from whom it is waited for."""
    pairs: list[tuple[Text, Text]] = []
    for kind in found.gate.documents:
        if found.state.document(kind) is None:
            pairs.append((DOCUMENTS[kind], say("{name} writes it", name=await name_of(look, found.initiative.owner))))
    for function in found.gate.functions:
        pairs.append((FUNCTIONS[function], await _signature(look, found, function)))
    blocks: list[Block] = [Fields(tuple(pairs))] if pairs else []
    if len(found.gate.any_of) > 1:
        names = Listed(tuple(FUNCTIONS[one] for one in found.gate.any_of))
        blocks.append(Note(say("One of these is enough: {names}.", names=names)))
    for signature in found.state.signatures:
        if signature.words:
            name = FUNCTIONS[signature.function]
            blocks += [
                Note(say("Signed for {function}, which nobody here has:", function=name)),
                Quote(Typed(signature.words)),
            ]
    return blocks


async def _signature(look: Look, found: AtGate, function: Function) -> Words:
    signature, objection = found.state.signature(function), found.state.objection(function)
    if signature is not None:
        return say("signed by {name}, {at}", name=await name_of(look, signature.by), at=Moment(signature.at))
    if objection is not None:
        name = await name_of(look, objection.by)
        return say("not yet, says {name}: {why}", name=name, why=Typed(_cut(objection.why)))
    who = await signers(look.store, look.organisation, found.initiative, function)
    names = Listed(tuple([Typed((await name_of(look, person)).text) for person in who.people]))
    if function in found.to_sign:
        return say("waits for {names}", names=names)
    if found.state.step is GateStep.GATHERING and function in found.gate.any_of:
        return say("not needed any more") if not found.lacks(Need.SIGNATURE) else say("later: {names}", names=names)
    return say("later: {names}", names=names)


def missing_words(missing: tuple[Missing, ...]) -> Words:
    """All that is missing, in one sentence's middle."""
    return say("{needs}", needs=Listed(tuple(_missing(one) for one in missing)))


def _missing(one: Missing) -> Words:
    n = one.wanted - one.have
    match one.need:
        case Need.BASELINE:
            return say("a first number from before the start")
        case Need.READINGS:
            return say_n("{n} more reading", "{n} more readings", n)
        case Need.SHARE:
            return say("{percent} % of the way instead of {have} %", percent=one.wanted, have=one.have)
        case Need.DAYS:
            return say_n("{n} more day", "{n} more days", n)
        case Need.HELD_WEEKS:
            return say_n("{n} more week at the target", "{n} more weeks at the target", n)
        case Need.TEAMS:
            return say_n("{n} more team that takes it over", "{n} more teams that take it over", n)
        case Need.DOCUMENT:
            assert one.document is not None  # noqa: S101 that is what is missing
            return say("a text: {document}", document=DOCUMENTS[one.document])
        case Need.SIGNATURE if len(one.functions) == 1:
            return say("{function} (signature)", function=FUNCTIONS[one.functions[0]])
        case Need.SIGNATURE:
            names = Listed(tuple(FUNCTIONS[function] for function in one.functions))
            return say("one signature of {names}", names=names)
