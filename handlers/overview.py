"""Where somebody stands: what waits for them, their initiatives, their drafts and how they are asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import holding, prompts
from handlers.answering import asked_about
from handlers.bylines import name_in, unnamed
from handlers.conversation import Look
from handlers.facts import from_to, name_of, title
from handlers.facts import stage as stage_words
from handlers.gate_overview import at_a_gate, gate_line
from handlers.next_steps import next_steps
from handlers.nudges import unanswered
from handlers.promise_shown import next_step, put_aside_until, until_when
from handlers.pulse_shown import line as pulse
from handlers.reopening import way_back
from handlers.ui import Block, Button, Buttons, Heading, Para
from handlers.waiting_shown import asked as waiting
from handlers.words import Amount, Bold, Day, Hour, Moment, Typed, Value, Weekday, Words, say, say_n
from initiatives.absence import away_until
from initiatives.calendar import local_day, nudge_slot
from initiatives.initiative import Initiative, Stage
from initiatives.people import Cadence, Person
from initiatives.waiting import WaitingNumber
from storage.records import Draft

ORDER = (
    Stage.TRIAL, Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING, Stage.PROPOSED, Stage.PARKED, Stage.DECLINED,
    Stage.STOPPED,
)  # fmt: skip
"""What is under way first, what is over last."""
PAGE = 10


@dataclass(frozen=True)
class Part:
    """A list somebody has: its heading, what is in it, and how one of them is shown."""

    name: str
    heading: Words
    items: Sequence[Any]
    show: Callable[[Look, Any], Awaitable[tuple[Block, ...]]]


async def parts(look: Look, person: Person) -> tuple[Part, ...]:
    """Everything somebody has, in the order in which it matters; parts without anything are left out."""
    proposals = sorted(await look.store.waiting_for(look.org, person.id), key=lambda one: one.created_at)
    drafts = sorted(await look.store.drafts_of(look.org, person.id), key=lambda one: one.updated_at, reverse=True)
    held = sorted(await look.store.proposals_held_for(look.org, person.id), key=lambda one: one.at, reverse=True)
    all_of_them = (
        Part("reviews", say("Waiting for your answer"), proposals, _proposal),
        Part("check_ins", say("This week’s check-ins"), await unanswered(look.store, look.org, person.id), _check_in),
        Part("waiting", say("Numbers that wait for you"), await _waiting(look, person), _number_that_waits),
        Part("put_to", say("Waiting for your decision"), await _put_to(look, person), _anothers),
        Part("gates", say("At the gate to the next stage"), await at_a_gate(look, person), gate_line),
        Part("deputy", say("You answer for others"), await _answered_for(look, person), _anothers),
        Part("initiatives", say("Your initiatives"), await _initiatives(look, person), _initiative),
        Part("co_owned", say("Shared with you"), await _co_owned(look, person), _anothers),
        Part("sponsored", say("What you sponsor"), await _sponsored(look, person), _anothers),
        Part("held", say("Proposals that wait for your word"), held, holding.line),
        Part("drafts", say("Your drafts"), drafts, _draft),
    )
    return tuple(part for part in all_of_them if part.items)


async def shortened(look: Look, part: Part, most: int) -> tuple[Block, ...]:
    """The first few of a part, and a button to the rest."""
    left = len(part.items) - most
    more = say_n("Show {n} more", "Show {n} more", max(left, 0))
    rest = (Buttons((Button(more, "mine.show", {"part": part.name, "page": "0"}),)),) if left > 0 else ()
    return (Heading(part.heading), *await _shown(look, part.items[:most], part), *rest)


async def page(look: Look, part: Part, number: int) -> tuple[Block, ...]:
    """One page of a part, with the way to the others."""
    last = (len(part.items) - 1) // PAGE
    here = max(0, min(number, last))
    items = part.items[here * PAGE : (here + 1) * PAGE]
    where = say(
        "{first} to {last} of {total}", first=here * PAGE + 1, last=here * PAGE + len(items), total=len(part.items)
    )
    turns = [
        *([_to_page(say("Earlier ones"), part, here - 1)] if here > 0 else []),
        *([_to_page(say("Further ones"), part, here + 1)] if here < last else []),
        Button(say("Show everything"), "mine.show"),
    ]
    return (Heading(part.heading), Para(where), *await _shown(look, items, part), Buttons(tuple(turns)))


def _to_page(label: Words, part: Part, number: int) -> Button:
    return Button(label, "mine.show", {"part": part.name, "page": str(number)})


async def _shown(look: Look, items: Sequence[Any], part: Part) -> tuple[Block, ...]:
    return tuple([block for item in items for block in await part.show(look, item)])


async def _initiatives(look: Look, person: Person) -> list[Initiative]:
    newest = sorted(await look.store.initiatives_of(look.org, person.id), key=lambda one: one.created_at, reverse=True)
    return sorted(newest, key=lambda one: ORDER.index(one.stage))


async def _sponsored(look: Look, person: Person) -> list[Initiative]:
    """What is under way with the person as its sponsor, and not theirs in another way."""
    found = await look.store.sponsored_by(look.org, person.id)
    others = [
        one
        for one in found
        if person.id not in (one.owner, one.proposer, *one.co_owners) and not one.is_put_to(person.id)
    ]
    return sorted(others, key=lambda one: one.created_at, reverse=True)


async def _co_owned(look: Look, person: Person) -> list[Initiative]:
    found = await look.store.co_owned_by(look.org, person.id)
    running = [one for one in found if one.asked_weekly and one.answered_by != person.id]
    return sorted(running, key=lambda one: one.created_at, reverse=True)


async def _put_to(look: Look, person: Person) -> list[Initiative]:
    """What nobody answers for, and what becomes of it is the person's to say."""
    return sorted(await look.store.put_to(look.org, person.id), key=lambda one: one.created_at)


async def _waiting(look: Look, person: Person) -> list[tuple[Initiative, WaitingNumber]]:
    """What systems have sent that looks like a slip, of everything somebody answers for."""
    asked = await asked_about(look.store, look.organisation, person, look.now)
    return [(one, number) for one in asked for number in await look.store.waiting_numbers(look.org, one.id)]


async def _number_that_waits(_look: Look, item: tuple[Initiative, WaitingNumber]) -> tuple[Block, ...]:
    return tuple(waiting(*item, named=True))


async def _answered_for(look: Look, person: Person) -> list[Initiative]:
    asked = await asked_about(look.store, look.organisation, person, look.now)
    others = [one for one in asked if one.owner != person.id]
    return sorted(others, key=lambda one: one.created_at, reverse=True)


async def _proposal(look: Look, initiative: Initiative) -> tuple[Block, ...]:
    proposer = await name_in(look, initiative, initiative.proposer)
    since = Day(local_day(initiative.created_at, look.reader.zone))
    line = say("{title}, proposed by {name} on {day}", title=title(initiative), name=proposer, day=since)
    look_at_it = Button(say("Look at the proposal"), "mine.proposal", {"initiative": initiative.id})
    until = await until_when(look, initiative)
    return (Para(say("{line}. {until}", line=line, until=until) if until is not None else line), Buttons((look_at_it,)))


async def _check_in(_look: Look, initiative: Initiative) -> tuple[Block, ...]:
    line = say("{title}: {number}", title=title(initiative), number=_number(initiative))
    answer = Button(say("Answer the check-in"), "check_in.answer", {"initiative": initiative.id}, "primary")
    return (Para(line), Buttons((answer,)))


async def _initiative(look: Look, initiative: Initiative) -> tuple[Block, ...]:
    mine = look.person is not None and look.person.id == initiative.owner
    result = await pulse(look, initiative) if mine and initiative.asked_weekly else ()
    back = () if initiative.asked_weekly else await way_back(look, initiative)
    return (
        Para(await stands(look, initiative)),
        *result,
        *await next_steps(look, initiative),
        *back,
        *await unnamed(look, initiative),
    )


async def _anothers(look: Look, initiative: Initiative) -> tuple[Block, ...]:
    """What somebody answers in another one's place, sponsors, or was asked about: with its owner."""
    owner = await name_of(look, initiative.owner)
    line = say("{line} Owner: {name}.", line=await stands(look, initiative), name=owner)
    return (Para(line), *await next_steps(look, initiative))


async def stands(look: Look, initiative: Initiative) -> Words:
    """Its stage, its number and what comes next, in one line."""
    return say(
        "{title}, {stage}. {number}. {next}",
        title=title(initiative),
        stage=stage_words(initiative.stage),
        number=_number(initiative),
        next=await _next(look, initiative),
    )


def _number(initiative: Initiative) -> Words:
    kpi, latest = initiative.leading, initiative.latest
    if latest is None:
        return from_to(kpi)
    if kpi.target is None:
        return say("{kpi}: {value} now", kpi=Typed(kpi.name), value=Amount(latest.value, kpi.unit))
    target = Amount(kpi.target, kpi.unit)
    return say("{kpi}: {value} now, target {target}", kpi=Typed(kpi.name), value=Amount(latest.value), target=target)


async def _next(look: Look, initiative: Initiative) -> Words:
    """What happens next, in one short sentence."""
    match initiative.stage:
        case Stage.PROPOSED:
            return await next_step(look, initiative)
        case Stage.PARKED if (aside := await put_aside_until(look, initiative)) is not None:
            return aside
        case Stage.DECLINED | Stage.STOPPED | Stage.PARKED:
            why = initiative.decisions[-1].why if initiative.decisions else ""
            return say("“{why}”", why=Typed(why)) if why else say("It is closed.")
        case _ if initiative.is_paused(local_day(look.now, look.reader.zone)) and initiative.paused_until is not None:
            return say("Paused until {day}.", day=Day(initiative.paused_until))
        case _ if initiative.needs_baseline:
            return say("Next: measure the number as it is today.")
        case Stage.TRIAL if initiative.trial is not None:
            return say("Next: the trial is looked at on {day}.", day=Day(initiative.trial.end))
        case _:
            return say("Next: the weekly check-in.")


async def _draft(look: Look, draft: Draft) -> tuple[Block, ...]:
    here = {"draft": draft.id}
    talk = await prompts.talk_of(look, draft) if draft.flow in look.flows else None
    drop = Button(say("Delete the draft"), "prompts.drop", here)
    if talk is None:
        return (Para(say("A draft about something that is no longer there")), Buttons((drop,)))
    started = next((text for text in draft.answers.values() if text), "")
    line = say("{form}, last changed {when}", form=talk.form.title, when=Moment(draft.updated_at))
    if started:
        begun = Typed(started[:120])
        line = say(
            "{form}: “{begun}”, last changed {when}", form=talk.form.title, begun=begun, when=Moment(draft.updated_at)
        )
    action = "prompts.form" if draft.mode == "form" else "prompts.resume"
    return (Para(line), Buttons((Button(say("Go on with it"), action, here), drop)))


def how_asked(look: Look, person: Person) -> Words:
    """How somebody is asked every week, in one sentence."""
    weekday, hour = nudge_slot(person, look.organisation)
    when: dict[str, Value] = {"day": Weekday(weekday), "hour": Hour(hour), "zone": person.zone}
    if not person.nudges:
        return say("You are not asked for check-ins. You can still answer any time.")
    today = local_day(look.now, person.zone)
    if (last := away_until(person, today)) is not None:
        return say(
            "You are away until {last}, and nobody asks you before. Then {day} at {hour} ({zone}).",
            last=Day(last),
            **when,
        )
    if person.snoozed_until is not None and person.snoozed_until > today:
        until = Day(person.snoozed_until)
        return say("Check-ins pause until {until}, then {day} at {hour} ({zone}).", until=until, **when)
    match person.cadence or look.organisation.cadence:
        case Cadence.WEEKLY:
            return say("You are asked on {day} at {hour} ({zone}).", **when)
        case Cadence.FORTNIGHTLY:
            return say("You are asked every two weeks, on {day} at {hour} ({zone}).", **when)
        case Cadence.MONTHLY:
            return say("You are asked once a month, on {day} at {hour} ({zone}).", **when)


def set_up_hint(look: Look) -> tuple[Block, ...]:
    """For an admin of an organisation that is not set up: what is missing and the button for it."""
    if look.person is None or not look.person.admin or look.organisation.set_up:
        return ()
    name = Bold(look.organisation.name)
    text = say("{name} is not set up yet: who answers proposals, where stories go, when people are asked.", name=name)
    return (Para(text), Buttons((Button(say("Set up Quickwin"), "admin.set_up", style="primary"),)))
