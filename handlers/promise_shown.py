"""How the answer promise is shown: by when an answer comes, that the clock stands, and why a proposal was answered with no before."""

from __future__ import annotations

from handlers.bylines import name_in
from handlers.conversation import Look
from handlers.facts import name_of
from handlers.promises import of
from handlers.reopening import way_back
from handlers.ui import Block, Button, Divider, Note, Quote
from handlers.words import Day, Listed, Moment, Typed, Weekday, Words, say, say_n
from initiatives.initiative import Decision, Initiative, Stage
from initiatives.people import Organisation
from initiatives.promise import Promise, days_late, due_day
from initiatives.reopening import answer_of, reason_it_ended


async def names_of(look: Look, people: tuple[str, ...]) -> Listed:
    return Listed(tuple([Typed((await name_of(look, person)).text) for person in people]))


def by_when(promise: Promise, organisation: Organisation) -> Words:
    """The last day of a promise, with its name."""
    day = due_day(promise, organisation)
    return say("{weekday}, {day}", weekday=Weekday(day.weekday()), day=Day(day))


async def who_answers(look: Look, initiative: Initiative) -> Words:
    """What a proposer reads right away: who answers, and until when."""
    if not initiative.reviewers:
        return say("Nobody answers proposals here yet. An admin gets it as soon as there is one.")
    names, promise = await names_of(look, initiative.reviewers), await of(look.store, initiative)
    if promise is None or not promise.is_open or promise.is_late(look.now):
        return say("{names} will answer. You hear from me as soon as they do.", names=names)
    day = by_when(promise, look.organisation)
    return say("{names} will answer by {day}. You hear from me as soon as they do.", names=names, day=day)


async def next_step(look: Look, initiative: Initiative) -> Words:
    """What a proposal waits for, in one short sentence."""
    promise = await of(look.store, initiative)
    if promise is not None and promise.stands:
        mine = look.person is not None and look.person.id == initiative.proposer
        return say("Next: your answer to a question.") if mine else say("Next: the proposer’s answer to a question.")
    if not initiative.reviewers:
        return say("Next: an answer.")
    names = await names_of(look, initiative.reviewers)
    if promise is None:
        return say("Next: an answer from {names}.", names=names)
    if promise.is_late(look.now):
        return say("Next: an answer from {names}. {late}", names=names, late=_late(look, promise))
    return say("Next: an answer from {names} by {day}.", names=names, day=by_when(promise, look.organisation))


def _late(look: Look, promise: Promise) -> Words:
    n = days_late(promise, look.organisation, look.now)
    if not n:
        return say("It is late as of today.")
    return say_n("It is {n} working day late.", "It is {n} working days late.", n)


async def until_when(look: Look, initiative: Initiative) -> Words | None:
    """By when somebody answers, how late it is, or why the clock stands; None where nothing was promised."""
    promise = await of(look.store, initiative)
    if promise is None or not promise.is_open:
        return None
    if promise.stands:
        return say("The proposer was asked something. The clock stands until their answer comes.")
    if promise.is_late(look.now):
        return say(
            "An answer was promised by {day}. {late}",
            day=by_when(promise, look.organisation),
            late=_late(look, promise),
        )
    return say("Answer by {day}.", day=by_when(promise, look.organisation))


async def while_asked(look: Look, initiative: Initiative) -> tuple[Block, ...]:
    """What a proposer reads below a question: nobody is late while it is open."""
    promise = await of(look.store, initiative)
    if promise is None or not promise.stands:
        return ()
    return (Note(say("The time for an answer stands still until yours comes.")),)


async def put_aside_until(look: Look, initiative: Initiative) -> Words | None:
    """Until when a proposal is put aside, and why; None where no day is kept."""
    promise, why = await of(look.store, initiative), reason_it_ended(initiative)
    if promise is None or promise.back_on is None or why is None:
        return None
    return say("Put aside until {day}: “{why}”", day=Day(promise.back_on), why=Typed(why.why))


async def standing(look: Look, initiative: Initiative) -> list[Block]:
    """How a proposal's card ends: the decision, or by when one is owed and what was decided before."""
    decision = answer_of(initiative)
    if decision is not None:
        return [*await _decision(look, initiative, decision), *await way_back(look, initiative)]
    blocks = await _earlier(look, initiative)
    until = await until_when(look, initiative)
    return [*blocks, Note(until)] if until is not None else blocks


async def _decision(look: Look, initiative: Initiative, decision: Decision) -> list[Block]:
    name, at = await name_in(look, initiative, decision.by), Moment(decision.at)
    if initiative.likeness is not None and initiative.likeness.same_as:
        one = say("Made one with another one by {name}, {at}.", name=name, at=at)
        return [Divider(), Note(one), Quote(Typed(decision.why))]
    if decision.to is Stage.DECLINED and decision.by == initiative.proposer:
        return [Divider(), Note(say("Taken back by {name}, {at}.", name=name, at=at)), Quote(Typed(decision.why))]
    if decision.to is Stage.DECLINED:
        return [Divider(), Note(say("Declined by {name}, {at}.", name=name, at=at)), Quote(Typed(decision.why))]
    if decision.to is Stage.PARKED:
        promise = await of(look.store, initiative)
        if promise is not None and promise.back_on is not None:
            text = say("Put aside until {day} by {name}, {at}.", day=Day(promise.back_on), name=name, at=at)
            return [Divider(), Note(text), Quote(Typed(decision.why))]
        return [Divider(), Note(say("Put aside by {name}, {at}.", name=name, at=at)), Quote(Typed(decision.why))]
    return [Divider(), Note(say("Approved as a trial by {name}, {at}.", name=name, at=at))]


async def _earlier(look: Look, initiative: Initiative) -> list[Block]:
    """Why it was answered with no, or put aside, and what was said when it was taken up again."""
    before = reason_it_ended(initiative)
    if before is None:
        return []
    name, at = await name_in(look, initiative, before.by), Moment(before.at)
    if before.to is Stage.PARKED:
        first = say("{name} put it aside, {at}:", name=name, at=at)
    else:
        first = say("{name} declined it, {at}:", name=name, at=at)
    blocks: list[Block] = [Divider(), Note(first), Quote(Typed(before.why))]
    again = initiative.decisions[-1]
    if again.why == before.why:
        return blocks
    by = await name_in(look, initiative, again.by)
    return [*blocks, Note(say("{name} has taken it up again:", name=by)), Quote(Typed(again.why))]


async def not_now(_see: Look, initiative: Initiative) -> tuple[Button, ...]:
    """What a reviewer may say beside yes and no."""
    return (Button(say("Not now, but on a day"), "park.later", {"initiative": initiative.id}),)
