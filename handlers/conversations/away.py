"""`away`: saying when one is away, by a plain sentence or a form; who stands in meanwhile; and being back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import absences
from handlers.absences import STANDING_IN
from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Ask,
    Card,
    Conversation,
    Flow,
    Look,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.facts import name_of, period, who_stands_in
from handlers.replies import instead
from handlers.subjects import ONESELF
from handlers.ui import Args, Block, Button, Buttons, DayPick, Form, Message, Note, Para, PersonPick
from handlers.words import Moment, say
from initiatives.absence import here_again, with_time_off
from initiatives.calendar import is_working_day, local_day
from initiatives.people import Person, TimeOff
from initiatives.rules import Rule, RuleBroken
from initiatives.time_off import Back, Either, Off, Open, Refused, read_time_off
from initiatives.week_plan import next_question

CALENDAR = Button(say("My calendar"), "calendar.show")


def _stand_in(person: Person) -> PersonPick:
    return PersonPick(
        name="stand_in",
        label=say("Who answers your check-ins meanwhile?"),
        hint=say("Asked in weeks that you are away altogether. Left empty: nobody."),
        required=False,
        default=person.stand_in,
    )


async def off_form(look: Look, person: Person, about: Args) -> Form:
    today = local_day(look.now, person.zone)
    first = DayPick(name="first", label=say("First day away"), default=about.get("begins") or today.isoformat())
    last = DayPick(name="last", label=say("Last day away"))
    return Form(say("Time off"), say("Note it"), (first, last, _stand_in(person)))


async def off(turn: Turn, person: Person, answers: Answers, _about: Args) -> Reply:
    first, last = answers.day("first"), answers.day("last")
    assert first is not None and last is not None  # noqa: S101 both are needed, so they were answered
    return await _noted(turn, _with_stand_in(person, answers), TimeOff(first, last))


async def stand_in_form(_look: Look, person: Person, _about: Args) -> Form:
    return Form(say("Your stand-in"), say("Save it"), (_stand_in(person),))


async def stand_in(turn: Turn, person: Person, answers: Answers, _about: Args) -> Reply:
    also = await absences.keep(turn, person, _with_stand_in(person, answers))
    return Tell(Card("calendar.shown", {"saved": "yes"}), also=also)


def _with_stand_in(person: Person, answers: Answers) -> Person:
    named = answers.text("stand_in")
    if named == person.id:
        raise RuleBroken("stand_in", Rule.OWN_STAND_IN)
    return replace(person, stand_in=named)


async def heard(turn: Turn, person: Person, about: Args) -> Reply:
    """A sentence about being away: what is clear is noted, what could be two things is asked back."""
    works = replace(person, time_off=(), snoozed_until=None)
    today = local_day(turn.now, person.zone)
    meant = read_time_off(about.get("text", ""), today, lambda day: is_working_day(works, turn.organisation, day))
    match meant:
        case Off(period=found):
            return await _noted(turn, person, found)
        case Either(choices=choices):
            written = ",".join(f"{one.first.isoformat()}:{one.last.isoformat()}" for one in choices)
            return Tell(Card("away.which", {"choices": written}))
        case Open(first=first):
            return Ask("away.off", {"begins": first.isoformat()} if first else {})
        case Back():
            return await here(turn, person, {})
        case Refused(rule=rule):
            raise RuleBroken("", rule)
        case None:
            return Tell(Card("calendar.shown"))


async def note(turn: Turn, person: Person, about: Args) -> Reply:
    """One of the periods a sentence could have meant."""
    chosen = _named(about)
    return Tell(Card("calendar.shown")) if chosen is None else await _noted(turn, person, chosen)


async def _noted(turn: Turn, person: Person, new: TimeOff) -> Reply:
    """Away then; `person` may have another stand-in already than is stored."""
    changed = with_time_off(person, new, local_day(turn.now, person.zone))
    also = await absences.keep(turn, turn.person, changed)
    return await instead(turn, Card("away.noted", _about(new)), also)


async def here(turn: Turn, person: Person, about: Args) -> Reply:
    """Here after all, or again: in that period, or in whichever today belongs to."""
    changed = here_again(person, local_day(turn.now, person.zone), _named(about))
    if changed == person:
        return Tell(Card("away.here", {"not_away": "yes"}))
    return await instead(turn, Card("away.here"), await absences.keep(turn, person, changed))


def _about(period: TimeOff) -> dict[str, str]:
    return {"begins": period.first.isoformat(), "ends": period.last.isoformat()}


def _named(about: Args) -> TimeOff | None:
    if not about.get("begins") or not about.get("ends"):
        return None
    return TimeOff(date.fromisoformat(about["begins"]), date.fromisoformat(about["ends"]))


@card("away.noted")
async def noted(see: Seeing, about: Args) -> Message:
    """What was understood, what it means for the check-ins, and the way back."""
    person, told = see.person, _named(about)
    if person is None or told is None or told not in person.time_off:
        return await here_card.build(see, {})
    text = say("You are away: {days}.", days=period(told))
    blocks: list[Block] = [Para(text), *_next(see, person), *await _waiting(see, person, told)]
    blocks += [Note(await who_stands_in(see, person))]
    buttons = (
        Button(say("I am here"), "away.here", about),
        Button(say("Choose who stands in"), "away.stand_in"),
        CALENDAR,
    )
    return Message(text, (*blocks, Buttons(buttons)))


def _next(see: Seeing, person: Person) -> tuple[Block, ...]:
    if not person.nudges or person.nudge_at is None:
        return ()
    planned = Moment(next_question(person, see.organisation, see.now))
    return (Note(say("Next check-in: {when}.", when=planned)),)


async def _waiting(see: Seeing, person: Person, told: TimeOff) -> tuple[Block, ...]:
    nudges = await see.store.open_nudges(see.org, person.id)
    if not nudges or told not in absences.periods_in(person, nudges[-1].week):
        return ()
    return (Note(say("This week’s check-in waits where it is; nobody reminds you of it while you are away.")),)


@card("away.which")
async def which(see: Seeing, about: Args) -> Message:
    """Which of several periods a sentence meant."""
    pairs = [each.split(":") for each in about["choices"].split(",")]
    found = [TimeOff(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs]
    text = say("Which days did you mean?") if len(found) > 1 else say("Did you mean these days?")
    buttons = [Button(say("{days}", days=period(one)), "away.note", _about(one)) for one in found]
    others = Button(say("Other days"), "away.off")
    return Message(text, (Para(text), Buttons((*buttons, others))))


@card("away.here")
async def here_card(see: Seeing, about: Args) -> Message:
    text = say("Noted: you are here.") if not about.get("not_away") else say("No time off is noted for today.")
    after = _next(see, see.person) if see.person else ()
    add = Button(say("Add time off"), "away.off")
    return Message(text, (Para(text), *after, Buttons((add, CALENDAR))))


@card(STANDING_IN, by_itself=True)
async def standing_in(see: Seeing, about: Args) -> Message:
    """Told to whoever stands in, once; it says so when nothing is left to stand in for."""
    name, told = await name_of(see, about["person"]), _named(about)
    assert told is not None  # noqa: S101 the days are in every such card
    if about.get("ended"):
        text = say("You do not stand in for {name} any more: {days}.", name=name, days=period(told))
        return Message(text, (Para(text),))
    text = say("You stand in for {name}: {days}.", name=name, days=period(told))
    why = say("{name} chose you. In weeks they are away altogether you are asked for their numbers.", name=name)
    settings = Note(say("You can ask them to choose somebody else. “settings” changes how you are asked."))
    return Message(text, (Para(text), Para(why), settings))


CONVERSATION = Conversation(
    name="away",
    help=say("Say when you are away, and who stands in"),
    start="off",
    words=("absence", "congés", "vacation", "holidays"),
    flows=(
        Flow("off", ONESELF, EVERYBODY, off_form, off),
        Flow("stand_in", ONESELF, EVERYBODY, stand_in_form, stand_in),
    ),
    actions=(
        Action("heard", ONESELF, EVERYBODY, heard),
        Action("note", ONESELF, EVERYBODY, note),
        Action("here", ONESELF, EVERYBODY, here),
    ),
    cards=(noted, which, here_card, standing_in),
)
