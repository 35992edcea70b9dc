"""How the same fact is put everywhere: an initiative's number, its way to the target, who somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from handlers.conversation import Look
from handlers.ui import Bar, Block, Note, Option, Quote
from handlers.words import Amount, Bold, Day, Link, Text, Typed, Words, say, say_n
from initiatives.check_ins import CheckIn, Confidence
from initiatives.initiative import Initiative, Sensitivity, Stage
from initiatives.kpi import Direction, Evidence, Kpi
from initiatives.people import Person, TimeOff


def title(initiative: Initiative) -> Bold:
    return Bold(initiative.title)


async def name_of(look: Look, person: str) -> Bold:
    """The person's name; somebody who was erased is “somebody”."""
    found = await look.store.person(look.org, person) if person else None
    return Bold(found.name if found else look.reader.read(say("somebody")))


def period(days: TimeOff) -> Words:
    """A stretch of days, or the only one."""
    if days.first == days.last:
        return say("{day}", day=Day(days.first))
    return say("{first} to {last}", first=Day(days.first), last=Day(days.last))


async def who_stands_in(look: Look, person: Person) -> Words:
    """Who answers for somebody while they are away, as they read it themselves."""
    if not person.stand_in:
        return say("Nobody stands in for you.")
    return say("{name} stands in for you.", name=await name_of(look, person.stand_in))


def more(n: int) -> Words:
    """What a shortened list leaves out."""
    return say_n("and {n} more", "and {n} more", n)


def from_to(kpi: Kpi) -> Words:
    """A KPI as “from 42 to 20 hours”, whatever of it is known."""
    if kpi.target is None:
        if kpi.baseline is None:
            return say("{kpi}: no numbers yet", kpi=Typed(kpi.name))
        return say(
            "{kpi}: {baseline} today, no target yet", kpi=Typed(kpi.name), baseline=Amount(kpi.baseline, kpi.unit)
        )
    target = Amount(kpi.target, kpi.unit)
    if kpi.baseline is None and kpi.direction is Direction.DOWN:
        return say("{kpi}: down to {target} (not measured yet)", kpi=Typed(kpi.name), target=target)
    if kpi.baseline is None:
        return say("{kpi}: up to {target} (not measured yet)", kpi=Typed(kpi.name), target=target)
    return say("{kpi}: from {baseline} to {target}", kpi=Typed(kpi.name), baseline=Amount(kpi.baseline), target=target)


def way(kpi: Kpi, value: Decimal) -> Bar | Quote:
    """The way from baseline to target with the value on it; in words alone while one of the two is unknown."""
    share = kpi.share(value)
    if share is None or kpi.baseline is None or kpi.target is None:
        return Quote(say("{kpi}: {value}", kpi=Typed(kpi.name), value=Amount(value, kpi.unit)))
    return Bar(max(0.0, min(1.0, share)), _way_in_words(kpi, value, share))


def _way_in_words(kpi: Kpi, value: Decimal, share: float) -> Words:
    assert kpi.baseline is not None and kpi.target is not None  # noqa: S101 a share exists only with both
    values = {"baseline": Amount(kpi.baseline), "now": Amount(value, kpi.unit), "target": Amount(kpi.target)}
    percent = round(share * 100)
    if kpi.reached(value):
        return say("{baseline} → {now}: target {target} reached", **values)
    if percent <= 0:
        return say("{baseline} → {now}: not closer to {target} yet", **values)
    return say("{baseline} → {now}: {percent} % of the way to {target}", percent=percent, **values)


def stage(stage: Stage) -> Words:
    """A stage's name as people read it."""
    names = {
        Stage.PROPOSED: say("proposed"),
        Stage.TRIAL: say("in trial"),
        Stage.VALIDATION: say("in validation"),
        Stage.REPLICATION: say("in replication"),
        Stage.RUNNING: say("running"),
        Stage.DECLINED: say("declined"),
        Stage.PARKED: say("parked"),
        Stage.STOPPED: say("stopped"),
    }
    return names[stage]


def sensitivity(kind: Sensitivity) -> Words:
    names = {
        Sensitivity.PUBLIC: say("public"),
        Sensitivity.INTERNAL: say("internal"),
        Sensitivity.CONFIDENTIAL: say("confidential"),
        Sensitivity.PERSONAL: say("personal data"),
        Sensitivity.UNKNOWN: say("not known yet"),
    }
    return names[kind]


def confidence(kind: Confidence) -> Words:
    names = {
        Confidence.ON_TRACK: say("On track"),
        Confidence.AT_RISK: say("At risk"),
        Confidence.STUCK: say("Stuck"),
    }
    return names[kind]


def said_beside(done: CheckIn) -> list[Block]:
    """The comment of an answer, and what backs its numbers: the system that sent them, or a link."""
    blocks: list[Block] = [Quote(Typed(done.comment))] if done.comment else []
    blocks += [Note(say("Measured by {system}.", system=Typed(done.source)))] if done.source else []
    if done.link:
        blocks.append(Note(say("To look it up: {link}", link=leading_to(done.link, done.file))))
    return blocks


def leading_to(link: str, file: str) -> Link | Typed:
    """A link as it was typed, or the name of the file that it leads to."""
    return Link(file, link) if file else Typed(link)


def split(parts: Sequence[tuple[Evidence, Decimal]], unit: str) -> Words:
    """How much of a total is backed by what, as a sentence to stand behind it; in one word when all of it is alike."""
    if len(parts) == 1:
        return grade(parts[0][0])
    amounts = {kind.value: Amount(dict(parts).get(kind, Decimal(0)), unit) for kind in Evidence}
    return say("Self-reported: {self_reported}. Measured: {measured}. Confirmed: {confirmed}.", **amounts)


def grade(kind: Evidence) -> Words:
    names = {
        Evidence.SELF_REPORTED: say("Self-reported."),
        Evidence.MEASURED: say("Measured."),
        Evidence.CONFIRMED: say("Confirmed."),
    }
    return names[kind]


CONFIDENCES = tuple(Option(kind.value, confidence(kind)) for kind in Confidence)


def essentials(initiative: Initiative) -> tuple[tuple[Text, Text], ...]:
    """What a proposal says, as label and value pairs, for whoever has to answer it."""
    pairs: list[tuple[Text, Text]] = [
        (say("Who feels it"), Typed(initiative.reach)),
        (say("What it costs"), say("{hours} a week", hours=Amount(initiative.hours, "h"))),
        (say("The number"), from_to(initiative.leading)),
    ]
    if initiative.tool:
        pairs.append((say("Tool"), Typed(initiative.tool)))
    if initiative.sensitivity is not Sensitivity.UNKNOWN:
        pairs.append((say("Content it touches"), sensitivity(initiative.sensitivity)))
    return tuple(pairs)
