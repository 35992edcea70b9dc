"""`calendar`: when somebody works and may be written to, and when they are away."""

from __future__ import annotations

from dataclasses import replace

from handlers import absences, calendar_questions
from handlers.answers import Answers
from handlers.calendar_questions import AS_EVERYBODY, MOST_A_WEEK
from handlers.conversation import EVERYBODY, Action, Card, Conversation, Flow, Look, Reply, Seeing, Tell, Turn, card
from handlers.facts import period, who_stands_in
from handlers.subjects import ONESELF
from handlers.ui import Args, Block, Button, Buttons, Fields, Form, Heading, Message, Note, Option, Para
from handlers.words import Text, Typed, say
from initiatives.absence import ahead
from initiatives.calendar import check_hour, local_day, quiet_hours
from initiatives.people import Person
from initiatives.rules import Rule

SHOWN = Card("calendar.shown")


async def form(look: Look, person: Person, _about: Args) -> Form:
    """The questions, filled with what is set; what is left empty is as everybody has it."""
    usual = look.organisation
    quiet = calendar_questions.hours((usual.quiet_from, usual.quiet_to))
    often = say("As everybody here ({cadence})", cadence=calendar_questions.cadence(usual.cadence))
    holidays = calendar_questions.holidays_of(usual.country, usual.region)
    return Form(
        title=say("My calendar"),
        submit=say("Save it"),
        intro=say("Nothing comes by itself outside of your working time."),
        questions=(
            calendar_questions.working_days(
                person.working_days,
                say("Left empty: as everybody here, {days}.", days=calendar_questions.days(usual.working_days)),
                required=False,
            ),
            calendar_questions.place(
                calendar_questions.written(person.country, person.region),
                say("Like FR or DE-BY. Left empty: as everybody here ({place}).", place=holidays),
            ),
            calendar_questions.quiet_hour(
                "quiet_from",
                say("Quiet from (0 to 23)"),
                say("Left empty: as everybody here, {hours}.", hours=quiet),
                _typed(person.quiet_from),
                required=False,
            ),
            calendar_questions.quiet_hour(
                "quiet_to",
                say("Quiet until (0 to 23)"),
                say("The same hour twice: no quiet hours."),
                _typed(person.quiet_to),
                required=False,
            ),
            calendar_questions.how_often(
                person.cadence.value if person.cadence else AS_EVERYBODY, (Option(AS_EVERYBODY, often),)
            ),
            calendar_questions.whole(
                "most_messages",
                say("Messages a week that you did not ask for"),
                say("At most so many, 1 to 20. Left empty: as everybody here, {n}.", n=usual.most_messages),
                (1, MOST_A_WEEK),
                _typed(person.most_messages),
                required=False,
            ),
        ),
    )


def _typed(value: int | None) -> str:
    return "" if value is None else str(value)


async def finish(turn: Turn, person: Person, answers: Answers, _about: Args) -> Reply:
    changed = replace(person, **vars(calendar_questions.chosen(answers)))
    if quiet_hours(changed, turn.organisation) != quiet_hours(person, turn.organisation):
        check_hour(changed, turn.organisation, "quiet_from", Rule.QUIET_AT_CHECK_IN)
    return Tell(Card("calendar.shown", {"saved": "yes"}), also=await absences.keep(turn, person, changed))


async def show(_turn: Turn, _person: Person, _about: Args) -> Reply:
    return Tell(SHOWN)


@card("calendar.shown")
async def shown(see: Seeing, about: Args) -> Message:
    """When somebody works, and when they are away."""
    person = see.person
    assert person is not None  # noqa: S101 told to a person only
    text = say("Your calendar is saved.") if about.get("saved") else say("My calendar")
    head: Block = Para(text) if about.get("saved") else Heading(text)
    return Message(text, (head, Fields(_pairs(see, person)), *await _time_off(see, person)))


def _pairs(see: Seeing, person: Person) -> tuple[tuple[Text, Text], ...]:
    usual = see.organisation
    place = (person.country, person.region) if person.country else (usual.country, usual.region)
    most = usual.most_messages if person.most_messages is None else person.most_messages
    return (
        (say("Working days"), calendar_questions.days(person.working_days or usual.working_days)),
        (say("Public holidays"), calendar_questions.holidays_of(*place)),
        (say("Quiet hours"), calendar_questions.hours(quiet_hours(person, usual))),
        (say("Check-ins"), calendar_questions.cadence(person.cadence or usual.cadence)),
        (say("Messages a week"), Typed(str(most))),
    )


async def _time_off(see: Seeing, person: Person) -> tuple[Block, ...]:
    today = local_day(see.now, person.zone)
    blocks: list[Block] = [Heading(say("Time off"))]
    for one in ahead(person, today):
        label = say("I am back") if one.holds(today) else say("Take it out")
        about = {"begins": one.first.isoformat(), "ends": one.last.isoformat()}
        blocks += [Para(period(one)), Buttons((Button(label, "away.here", about),))]
    if len(blocks) == 1:
        blocks.append(Para(say("None is noted. You can also write it: “off until Monday”.")))
    blocks.append(Note(await who_stands_in(see, person)))
    buttons = (
        Button(say("Change my calendar"), "calendar.mine", style="primary"),
        Button(say("Add time off"), "away.off"),
        Button(say("Choose who stands in"), "away.stand_in"),
    )
    return (*blocks, Buttons(buttons))


CONVERSATION = Conversation(
    name="calendar",
    help=say("Choose when you may be written to"),
    start="show",
    words=("calendrier", "agenda"),
    flows=(Flow("mine", ONESELF, EVERYBODY, form, finish),),
    actions=(Action("show", ONESELF, EVERYBODY, show),),
    cards=(shown,),
)
