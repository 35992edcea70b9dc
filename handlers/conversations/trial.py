"""`trial`: when a trial's weeks are over, its owner and approvers see what the numbers did and say what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.answers import Answers
from handlers.at_gates import may_decide, state_of
from handlers.conversation import (
    Action,
    Also,
    Card,
    Conversation,
    Flow,
    Post,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.conversations.gate import DECIDING, promote, suggest
from handlers.facts import from_to, name_of, title, way
from handlers.figures import pictures
from handlers.gating import put_away
from handlers.planning import weeks_asked
from handlers.slicing import stop_rule
from handlers.subjects import INITIATIVE
from handlers.trials import CARD, concerned, question, shown_to_all
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    Form,
    Heading,
    Message,
    Note,
    Para,
)
from handlers.why import why
from handlers.words import Amount, Day, Listed, Moment, Text, Words, say, say_n
from initiatives.calendar import local_day, trial_end
from initiatives.gate_states import GateStep
from initiatives.initiative import Decision, Initiative, Stage, Trial, extended
from initiatives.kpi import Reading
from initiatives.rules import Rule, RuleBroken
from storage.records import To

RESPONSIBLE = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
LISTED = 8
"""How many of the newest check-ins are listed one by one."""


MORE_WEEKS = Form(
    title=say("More weeks"),
    submit=say("Give more weeks"),
    intro=say("The trial goes on as it is, and you see these numbers again at its new end."),
    questions=(weeks_asked(say("How many more weeks?"), 12),),
)


async def show(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """The readings and the choices, whenever somebody wants to see them."""
    return Tell(question(initiative))


def _not_decided_since(initiative: Initiative, about: Args) -> None:
    """One answer is enough: a second one, from a card or a form that was open meanwhile, is refused."""
    if about.get("n", str(len(initiative.decisions))) != str(len(initiative.decisions)):
        raise RuleBroken("", Rule.WRONG_STAGE)


async def validate(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """On to validation leads through its gate: whoever decides takes it there, and its owner proposes it."""
    _not_decided_since(initiative, about)
    if initiative.stage is not Stage.TRIAL:
        raise RuleBroken("", Rule.WRONG_STAGE)
    state = await state_of(turn.store, initiative, Stage.VALIDATION)
    decides = await INITIATIVE.holds(turn, initiative, DECIDING)
    if decides and await may_decide(turn.store, turn.organisation, initiative, turn.person.id):
        return await promote(turn, state, about)
    return await suggest(turn, state, about)


async def extend(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    _not_decided_since(initiative, about)
    weeks = int(answers.number("weeks"))
    owner = await turn.store.person(turn.org, initiative.owner)
    zone = owner.zone if owner else turn.organisation.zone
    late = weeks_late(initiative.trial, local_day(turn.now, zone))
    end = _end(initiative) + timedelta(weeks=late + weeks)
    decide_at = trial_end(end, turn.organisation, zone)
    longer = extended(initiative, by=turn.person.id, weeks=weeks, decide_at=decide_at, at=turn.now)
    assert longer.trial is not None  # noqa: S101 an extended trial has its weeks
    caught_up = replace(longer, trial=replace(longer.trial, weeks=longer.trial.weeks + late))
    also = (*await _decided(turn, caught_up), *await put_away(turn.store, caught_up, Stage.TRIAL, turn.now))
    return Tell(Card("trial.decided", _about_last(caught_up)), also=also)


def weeks_late(trial: Trial | None, today: date) -> int:
    """Weeks already begun since a trial's end: more weeks count from when they are given, so that its new end lies ahead."""
    days = (today - trial.end).days if trial else 0
    return max(0, -(-days // 7))


def _end(initiative: Initiative) -> date:
    assert initiative.trial is not None  # noqa: S101 what can be extended has its weeks
    return initiative.trial.end


async def _decided(turn: Turn, changed: Initiative) -> Also:
    """Keeps the decision; everybody's card shows it, and everybody else concerned is told."""
    await turn.store.change_initiative(changed)
    told = tuple(
        Post(To(person=person, workspace=turn.where.workspace), Card("trial.told", _about_last(changed)))
        for person in concerned(changed)
        if person != turn.person.id
    )
    return (*told, *await shown_to_all(turn, changed))


def _about_last(initiative: Initiative) -> dict[str, str]:
    return {"initiative": initiative.id, "n": str(len(initiative.decisions) - 1)}


async def _theirs(see: Seeing, about: Args) -> bool:
    """For the owner, whoever answers for it, and whoever decided about it."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    if initiative is None or see.person is None:
        return False
    return see.person.id in concerned(initiative) or await INITIATIVE.holds(see, initiative, RESPONSIBLE)


def _decision(initiative: Initiative, about: Args) -> Decision | None:
    """The decision that answered this card; None while nobody has decided since it was asked."""
    n = int(about["n"])
    return initiative.decisions[n] if n < len(initiative.decisions) else None


@card(CARD, seen_by=_theirs, by_itself=True)
async def over(see: Seeing, about: Args) -> Message:
    """What the numbers did, with the choices while it waits and the decision once it is made."""
    initiative = await INITIATIVE.of(see, about)
    decision = _decision(initiative, about)
    readings = await see.store.readings(see.org, initiative.id)
    blocks: list[Block] = [Heading(say("What comes next?")), Para(_where(initiative, decision))]
    blocks += [*_numbers(initiative, readings), *await stop_rule(see, initiative)]
    blocks += await _answer(see, initiative, decision) if decision else await _open(see, initiative)
    if decision is not None:
        return Message(say("What comes next for {title} is decided", title=title(initiative)), tuple(blocks))
    return Message(say("The trial of {title}: what comes next?", title=title(initiative)), tuple(blocks))


def _where(initiative: Initiative, decision: Decision | None) -> Words:
    trial = initiative.trial
    if trial is None or decision is not None:
        return say("{title}", title=title(initiative))
    if trial.asked:
        return say_n(
            "The {n} week of {title} is over.",
            "The {n} weeks of {title} are over.",
            trial.weeks,
            title=title(initiative),
        )
    return say("{title} is in trial until {day}.", title=title(initiative), day=Day(trial.end))


def _numbers(initiative: Initiative, readings: list[Reading]) -> list[Block]:
    steps = by_week(initiative, readings)
    values = [say("{value}", value=Amount(reading.value)) for reading in steps[-LISTED:]]
    pairs: list[tuple[Text, Text]] = [
        (say("The number"), from_to(initiative.leading)),
        (say("Check-ins"), say("{n}", n=len(steps))),
    ]
    if values:
        pairs.append((say("Week by week"), say("{names}", names=Listed(tuple(values)))))
    blocks: list[Block] = [Fields(tuple(pairs))]
    if initiative.latest is not None:
        blocks.append(way(initiative.leading, initiative.latest.value))
    return [*blocks, *pictures(initiative.leading, readings), Note(_counts(initiative))]


def by_week(initiative: Initiative, readings: list[Reading]) -> list[Reading]:
    """The trial's readings of the leading number, one for each week (the last one said), oldest first."""
    start = initiative.trial.start if initiative.trial else None
    leading = [one for one in readings if one.kpi == initiative.leading.id and (start is None or one.on >= start)]
    newest = {one.week: one for one in sorted(leading, key=lambda one: one.at)}
    return [newest[week] for week in sorted(newest)]


def _counts(initiative: Initiative) -> Words:
    if initiative.counts:
        return say("The first number is older than the start, so the result counts.")
    return say("It does not count towards a win yet: the first number has to be older than the start.")


async def _open(see: Seeing, initiative: Initiative) -> list[Block]:
    """The choices, and the way to its gate once it was taken there."""
    gate = await state_of(see.store, initiative, Stage.VALIDATION)
    if gate.step is not GateStep.GATHERING and not (gate.step is GateStep.PROPOSED and gate.by):
        return _choices(initiative)
    about = {"initiative": initiative.id}
    line = say("It is at the gate to validation. What is missing there stands on its card.")
    buttons = (
        Button(say("Look at the gate"), "gate.open", {"gate": gate.id}, "primary"),
        Button(say("Give it more weeks"), "trial.extend", {**about, "n": str(len(initiative.decisions))}),
        Button(say("Stop it, keep the lesson"), "stop.stop", about),
    )
    return [
        Note(line),
        Buttons(buttons),
        *why(say("Its owner and whoever approved it get this. One answer is enough.")),
    ]


def _choices(initiative: Initiative) -> list[Block]:
    about = {"initiative": initiative.id}
    once = {**about, "n": str(len(initiative.decisions))}
    return [
        Buttons(
            (
                Button(say("Go on to validation"), "trial.validate", once, "primary"),
                Button(say("Give it more weeks"), "trial.extend", once),
                Button(say("Stop it, keep the lesson"), "stop.stop", about),
            )
        ),
        *why(say("Its owner and whoever approved it get this. One answer is enough.")),
    ]


async def _answer(see: Seeing, initiative: Initiative, decision: Decision) -> list[Block]:
    sentence = await _sentence(see, initiative, decision)
    return [Divider(), Para(sentence), Note(say("Decided {at}.", at=Moment(decision.at)))]


async def _sentence(see: Seeing, initiative: Initiative, decision: Decision) -> Words:
    name, about = await name_of(see, decision.by), title(initiative)
    match decision.to:
        case Stage.VALIDATION:
            return say("{name}: {title} goes on to validation.", name=name, title=about)
        case Stage.STOPPED:
            return say("{name}: {title} is stopped, and its lesson is kept.", name=name, title=about)
        case Stage.TRIAL if initiative.trial is not None and decision is initiative.decisions[-1]:
            return say("{name}: {title} has until {day}.", name=name, title=about, day=Day(initiative.trial.end))
        case _:
            return say("{name}: {title} has more weeks.", name=name, title=about)


@card("trial.decided", seen_by=_theirs)
async def decided(see: Seeing, about: Args) -> Message:
    """What the person reads who decided."""
    initiative = await INITIATIVE.of(see, about)
    text = say("{title} has until {day}.", title=title(initiative), day=Day(_end(initiative)))
    return Message(text, (Para(text),))


@card("trial.told", seen_by=_theirs)
async def told(see: Seeing, about: Args) -> Message:
    """What the others read who have a part in it."""
    initiative = await INITIATIVE.of(see, about)
    text = await _sentence(see, initiative, initiative.decisions[int(about["n"])])
    blocks: list[Block] = [Heading(say("After the trial")), Para(text)]
    if initiative.latest is not None:
        blocks.append(way(initiative.leading, initiative.latest.value))
    return Message(text, tuple(blocks))


CONVERSATION = Conversation(
    name="trial",
    help=None,
    flows=(Flow("extend", INITIATIVE, RESPONSIBLE, MORE_WEEKS, extend),),
    actions=(
        Action("show", INITIATIVE, RESPONSIBLE, show),
        Action("validate", INITIATIVE, RESPONSIBLE, validate),
    ),
    cards=(over, decided, told),
)
