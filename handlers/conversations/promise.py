"""`promise`: how soon proposals are answered, what is said when an answer is due or late, and how an admin sets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import promises
from handlers.answers import Answers
from handlers.calendar_questions import whole
from handlers.conversation import Action, Card, Conversation, Flow, Look, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.conversations.review import to_review
from handlers.facts import title
from handlers.first_answers import lines_of_today
from handlers.promise_shown import by_when, names_of, until_when
from handlers.seen_by import admins
from handlers.subjects import INITIATIVE, NOTHING
from handlers.ui import Args, Block, Button, Buttons, Choice, Fields, Form, Heading, Message, Note, Option, Para
from handlers.why import why
from handlers.words import Day, Text, Weekday, Words, say, say_n
from initiatives.initiative import Stage
from initiatives.people import Organisation
from initiatives.promise import MOST_DAYS

ADMINS = only(Role.ADMIN)
NEVER = "never"
REMINDED = (
    Option("1", say("A working day before")),
    Option("0", say("On the last day")),
    Option(NEVER, say("Not at all")),
)


async def form(_look: Look, organisation: Organisation, _about: Args) -> Form:
    """Filled with what is set."""
    before = organisation.answer_reminder
    return Form(
        title=say("The answer promise"),
        submit=say("Save it"),
        intro=say("It holds for proposals from now on. Each shows its proposer by when somebody answers."),
        questions=(
            whole(
                "days",
                say("Working days until an answer"),
                say("After that somebody else is asked."),
                (1, MOST_DAYS),
                str(organisation.answer_days),
                required=True,
            ),
            Choice(
                name="reminder",
                label=say("When are those who answer reminded?"),
                options=REMINDED,
                default=NEVER if before is None else str(before),
            ),
        ),
    )


async def settings(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    before = answers.text("reminder")
    reminder = None if before == NEVER else int(before)
    changed = replace(organisation, answer_days=int(answers.number("days")), answer_reminder=reminder)
    await turn.store.change_organisation(changed)
    return Tell(Card("promise.shown", {"saved": "yes"}))


async def show(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(Card("promise.shown"))


@card("promise.shown", seen_by=admins)
async def shown(see: Seeing, about: Args) -> Message:
    """What is promised, and how it is kept."""
    saved = (Para(say("Saved. It holds from now on.")),) if about.get("saved") else ()
    kept: list[Block] = [Para(line) for line in await lines_of_today(see)]
    if not kept:
        kept = [Note(say("No proposal was answered in the last four weeks, and none is late."))]
    button = Button(say("Change the promise"), "promise.settings", style="primary")
    heading = say("The answer promise")
    return Message(heading, (*saved, Heading(heading), Fields(pairs(see.organisation)), *kept, Buttons((button,))))


def pairs(organisation: Organisation) -> tuple[tuple[Text, Text], ...]:
    """What is set, as label and value."""
    before = NEVER if organisation.answer_reminder is None else str(organisation.answer_reminder)
    days = say_n("{n} working day", "{n} working days", organisation.answer_days)
    reminded = next((one.label for one in REMINDED if one.value == before), REMINDED[0].label)
    return ((say("Answered within"), days), (say("Reminder"), reminded))


@card(promises.REMINDER, by_itself=True)
async def reminder(see: Seeing, about: Args) -> Message:
    """What somebody still has to answer by that day; drawn again as they do."""
    me = see.person.id if see.person is not None else ""
    due = await promises.due_for(see.store, see.organisation, me, about["day"][:10])
    day = date.fromisoformat(about["day"][:10])
    when = say("{weekday}, {day}", weekday=Weekday(day.weekday()), day=Day(day))
    blocks: list[Block] = []
    for initiative, promise in due:
        line = say("{title}: an answer by {day}", title=title(initiative), day=by_when(promise, see.organisation))
        look_at_it = Button(say("Look at the proposal"), "mine.proposal", {"initiative": initiative.id})
        blocks += [Para(line), Buttons((look_at_it,))]
    if due:
        n = len(due)
        text = say_n("{n} proposal waits for your answer", "{n} proposals wait for your answer", n)
    else:
        text = say("All that was due by {day} is answered.", day=when)
    reason = say("You get this because you answer proposals here. Each is reminded of once.")
    return Message(text, (Heading(text) if due else Para(text), *blocks, *why(reason)))


async def _answers(see: Seeing, about: Args) -> bool:
    kind = to_review.seen_by
    return kind is not None and await kind(see, about)


@card(promises.TO_ANSWER, seen_by=_answers, by_itself=True)
async def to_answer(see: Seeing, about: Args) -> Message:
    """The proposal's own card for whoever has it now, since nobody answered, or since its day has come."""
    initiative = await INITIATIVE.of(see, about)
    message = await to_review.build(see, about)
    usual = Note(say("You get this because you answer proposals here."))
    blocks = tuple(block for block in message.blocks if block != usual)
    if about.get("how") == "back":
        text = say("The day for {title} has come: your answer is wanted", title=title(initiative))
        reason = say("You get this because you answer proposals here, and it was put aside until today.")
    else:
        text = say("{title} waits longer than was promised: your answer is wanted", title=title(initiative))
        reason = say("You get this because nobody has answered it in time, and you can.")
    if initiative.stage is not Stage.PROPOSED:
        return Message(message.summary, (*blocks, *why(reason)))
    return Message(text, (Para(text), *blocks, *why(reason)))


@card(promises.LATE, by_itself=True)
async def late(see: Seeing, about: Args) -> Message:
    """What the proposer reads when the promise was not kept: who has it now."""
    initiative = await INITIATIVE.of(see, about)
    people = tuple(person for person in about.get("people", "").split(",") if person)
    names = await names_of(see, people or initiative.reviewers)
    text = say("No answer has come to {title} yet.", title=title(initiative))
    if people:
        next_: Words = say("{names} can answer it now too.", names=names)
    elif initiative.reviewers:
        next_ = say("It was put to {names} again.", names=names)
    else:
        next_ = say("Nobody answers proposals here yet. An admin gets it as soon as there is one.")
    reason = say("You get this because you proposed it, and an answer was promised by now.")
    return Message(text, (Heading(say("Later than promised")), Para(text), Para(next_), *why(reason)))


@card(promises.BACK, by_itself=True)
async def back(see: Seeing, about: Args) -> Message:
    """What the proposer reads when what was put aside has come back to those who answer."""
    initiative = await INITIATIVE.of(see, about)
    text = say("{title} was put aside until today. It waits for an answer again.", title=title(initiative))
    until = await until_when(see, initiative)
    reason = say("You get this because you proposed it.")
    return Message(text, (Para(text), *([Note(until)] if until is not None else []), *why(reason)))


CONVERSATION = Conversation(
    name="promise",
    help=None,
    start="show",
    words=("promesse",),
    flows=(Flow("settings", NOTHING, ADMINS, form, settings),),
    actions=(Action("show", NOTHING, ADMINS, show),),
    cards=(shown, reminder, to_answer, late, back),
)
