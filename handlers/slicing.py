"""What is too big for a trial is cut in the same talk: a first slice, its number, two weeks' plan, and when it is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.answers import Answers
from handlers.conversation import Also, Look, Seeing, Turn
from handlers.facts import from_to
from handlers.proposal import Part
from handlers.ui import Args, Block, Fields, Input, LongText, Note, ShortText
from handlers.words import Listed, Text, Typed, Words, say
from initiatives.calendar import local_day
from initiatives.initiative import Initiative, title_of
from initiatives.kpi import Kpi, read_change
from initiatives.rules import RuleBroken
from initiatives.sizing import Big, Slice, too_big

WHY: dict[Big, Words] = {
    Big.EVERYBODY: say("it is for the whole company"),
    Big.PEOPLE: say("more than 100 people feel it"),
    Big.MONTHS: say("it takes months"),
    Big.EFFORT: say("it is more than two weeks of work"),
    Big.INFRASTRUCTURE: say("it needs new infrastructure"),
    Big.INTEGRATIONS: say("several systems have to be connected"),
    Big.SYSTEMS: say("it touches more than two systems"),
}


def is_big(typed: Mapping[str, str]) -> bool:
    return bool(_why(typed))


def _why(typed: Mapping[str, str]) -> tuple[Big, ...]:
    return too_big(typed.get("idea", ""), typed.get("reach", ""), typed.get("tool", ""))


async def _asked(_look: Look, _about: Args) -> tuple[Input, ...]:
    """A step of its own, only for what is too big."""
    only: dict[str, Any] = {"only_when": is_big}
    return (
        LongText(
            name="slice",
            label=say("That is more than a trial. What is the first slice?"),
            hint=say("One team, one kind of document, one customer. What you proposed is kept as the outlook."),
            most=600,
            apart=True,
            **only,
        ),
        ShortText(
            name="slice_change",
            label=say("From what to what, for this slice?"),
            hint=say("For example: 6 to 2. Left empty, the number stays as you wrote it."),
            required=False,
            most=60,
            **only,
        ),
        LongText(name="slice_plan", label=say("What happens in the two weeks?"), most=600, **only),
        ShortText(
            name="slice_stop",
            label=say("We stop when …"),
            hint=say("For example: … after a week more than half has to be corrected."),
            most=200,
            **only,
        ),
    )


async def _into(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> tuple[Initiative, Also]:
    """The slice is what is proposed then, and the big one its outlook; unchanged when nothing was too big."""
    if not answers.text("slice"):
        return initiative, ()
    before = initiative.leading
    sliced = replace(initiative, idea=answers.text("slice"), title=title_of(answers.text("slice")))
    if answers.text("slice_change"):
        sliced = sliced.with_kpi(_own_number(turn, before, answers.text("slice_change")))
    big = too_big(initiative.idea, initiative.reach, initiative.tool)
    kept = Slice(
        initiative.id, turn.org, initiative.idea, big, answers.text("slice_plan"), answers.text("slice_stop"),
        before if sliced.leading != before else None,
    )  # fmt: skip
    await turn.store.keep_slice(kept)
    return sliced, ()


def _own_number(turn: Turn, kpi: Kpi, typed: str) -> Kpi:
    try:
        change = read_change(typed, kpi.name, turn.person.language)
    except RuleBroken as broken:
        raise RuleBroken("slice_change", broken.rule, **broken.values) from None
    known_on = local_day(turn.now, turn.person.zone) if change.baseline is not None else None
    return replace(
        kpi, baseline=change.baseline, baseline_on=known_on, target=change.target, direction=change.direction,
        unit=change.unit or kpi.unit,
    )  # fmt: skip


PART = Part(_into, _asked)


async def shown(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """The slice's plan and stop rule, and what it is the first slice of, and why that is more than a trial."""
    cut = await see.store.slice_of(see.org, initiative.id)
    if cut is None:
        return ()
    pairs: list[tuple[Text, Text]] = [
        (say("Two weeks"), Typed(cut.plan)),
        (say("We stop when …"), Typed(cut.stop)),
        (say("First slice of"), Typed(cut.outlook)),
    ]
    if cut.kpi is not None:
        pairs.append((say("The number of all of it"), from_to(cut.kpi)))
    why = Listed(tuple(WHY[kind] for kind in cut.big))
    return (Fields(tuple(pairs)), *((Note(say("All of it is more than a trial: {why}.", why=why)),) if cut.big else ()))


async def stop_rule(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """What was said before the start about when to stop, for whoever decides at the end."""
    cut = await see.store.slice_of(see.org, initiative.id)
    return (
        ()
        if cut is None
        else (Fields(((say("We stop when …"), Typed(cut.stop)), (say("First slice of"), Typed(cut.outlook)))),)
    )
