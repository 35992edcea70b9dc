"""What stands in somebody's weekly bundle, in whose place they answer, and the reminder of it."""

from __future__ import annotations

from datetime import timedelta

from handlers.bundles import REMINDER, belongs, open_in
from handlers.conversation import Seeing, Turn, card
from handlers.facts import name_of, title
from handlers.seen_by import themselves
from handlers.ui import Args, Block, Button, Buttons, Message, Note, Para
from handlers.why import why
from handlers.words import Bold, Day, Typed, Words, say, say_n
from initiatives.blockers import Blocker
from initiatives.bundle_answers import LETTERS
from initiatives.calendar import iso_week, local_day, monday_in
from initiatives.check_ins import check_in_id
from initiatives.initiative import Initiative
from initiatives.people import Person
from storage.weeks import Nudge, NudgeState

WHY_SHOWN = 160


async def in_bundle(see: Seeing | Turn, week: Nudge | None, person: str) -> list[Initiative]:
    """What the week's message is about: all that is still theirs to answer, and what was answered before it went elsewhere."""
    if week is None:
        return await see.store.asked_of(see.org, person)
    found = [await see.store.initiative(see.org, one) for one in week.initiatives]
    running = [one for one in found if one is not None and one.asked_weekly]
    return [one for one in running if await belongs(see.store, person, one) or await _is_answered(see, one, week)]


async def _is_answered(see: Seeing | Turn, initiative: Initiative, week: Nudge) -> bool:
    return await see.store.check_in(see.org, check_in_id(initiative.id, week.week)) is not None


async def in_place_of(see: Seeing, initiative: Initiative) -> list[Block]:
    """For whom the reader answers, when it is not for themselves."""
    me = see.person.id if see.person is not None else ""
    if me == initiative.deputy:
        return [Note(say("You answer for {name}.", name=await name_of(see, initiative.owner)))]
    if me == initiative.answered_by:
        return []
    asked = await see.store.person(see.org, initiative.answered_by)
    until = _off_until(asked, see) if asked is not None else None
    name = await name_of(see, initiative.answered_by)
    if until is None:
        return [Note(say("You answer for {name}.", name=name))]
    return [Note(say("For {name}, who is off until {day}.", name=name, day=until))]


def _off_until(person: Person, see: Seeing) -> Day | None:
    today = local_day(see.now, person.zone)
    last = max((period.last for period in person.time_off if period.holds(today)), default=None)
    return Day(last) if last is not None else None


@card(REMINDER, seen_by=themselves, by_itself=True)
async def reminder(see: Seeing, about: Args) -> Message:
    """One short line about what still waits; once nothing does, it says so."""
    week = await see.store.nudge(see.org, about["person"], about["week"])
    asked = await open_in(see.store, week) if week is not None and week.waits else []
    text = _still_open(asked)
    if not asked:
        return Message(text, (Para(text), Note(say("The reminder of this week is settled."))))
    return Message(text, (Para(text), *why(_reason(see, week))))


def _reason(see: Seeing, week: Nudge | None) -> Words:
    if week is not None and week.state is NudgeState.LATER:
        return say("You get this once because you wanted to answer later.")
    return say_n(
        "You get this one reminder because no number came in {n} working day.",
        "You get this one reminder because no number came in {n} working days.",
        see.organisation.remind_after,
    )


def _still_open(asked: list[Initiative]) -> Words:
    if not asked:
        return say("Nothing of that week waits for you any more.")
    if len(asked) == 1:
        return say("How did {title} go this week? The number is all it takes; write it here.", title=title(asked[0]))
    return say_n(
        "{n} initiative still waits for the number of this week.",
        "{n} initiatives still wait for their numbers of this week.",
        len(asked),
    )


def named(initiative: Initiative, among: list[Initiative]) -> Bold:
    """Its title, with the letter by which it is answered where several are asked about in one message."""
    place = among.index(initiative)
    alone = len(among) < 2 or place >= len(LETTERS)
    return title(initiative) if alone else Bold(f"{LETTERS[place]}. {initiative.title}")


def solved_question(initiative: Initiative, week: str) -> list[Block]:
    """Whether what was in the way has gone: asked before the number, a week later."""
    blocker = initiative.blocker
    if blocker is None:
        return []
    if not blocker.asked_in(week):
        return [Note(say("It is noted as stuck."))]
    about = {"initiative": initiative.id, "week": week}
    buttons = (
        Button(say("It is solved"), "blocked.solved", about),
        Button(say("Still in the way"), "blocked.still", about),
    )
    return [Para(_since(initiative, blocker, week)), Buttons(buttons)]


def _since(initiative: Initiative, blocker: Blocker, week: str) -> Words:
    told, why = max(blocker.week, blocker.still), Typed(_shortened(blocker.why))
    if not blocker.why:
        return say("{title} was stuck the last time. Is it solved?", title=title(initiative))
    if told == iso_week(monday_in(week) - timedelta(weeks=1)):
        return say("Last week: {why}. Is it solved?", why=why)
    return say("In the week of {day}: {why}. Is it solved?", day=Day(monday_in(told)), why=why)


def _shortened(why: str) -> str:
    """Enough to know what it was: a bundle has many, and a message only so much room."""
    line = " ".join(why.split()).rstrip(".")
    return line if len(line) <= WHY_SHOWN else f"{line[: WHY_SHOWN - 1].rstrip()}…"
