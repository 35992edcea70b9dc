"""`stop`: what is under way ends, and what was learnt stays for whoever comes next."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers import learnt
from handlers.answers import Answers
from handlers.asking import asked_anew
from handlers.bundles import settle
from handlers.conversation import (
    EVERYBODY,
    Action,
    Ask,
    Card,
    Conversation,
    Flow,
    Look,
    Post,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import name_of, title
from handlers.gating import put_away
from handlers.reopening import way_back
from handlers.silences import settled
from handlers.subjects import INITIATIVE, ONESELF
from handlers.trials import concerned, questions_shown
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Fields,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Number,
    Para,
)
from handlers.words import Amount, Typed, Words, say, say_n
from initiatives.calendar import local_day
from initiatives.initiative import Effort, Initiative, stopped
from initiatives.lessons import Lesson
from initiatives.people import Person
from initiatives.silence import Settled
from storage.records import To
from storage.weeks import Ended

RESPONSIBLE = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
OFFERED = 20
"""How many initiatives are offered with a button each."""


async def lesson_form(look: Look, initiative: Initiative, _about: Args) -> Form:
    """Four short answers, and what it took for those who know it."""
    most = Decimal(1000)
    return Form(
        say("Stop with a lesson"),
        say("Keep the lesson"),
        (
            LongText(name="tried", label=say("What did you try?"), default=initiative.idea, most=1000),
            LongText(name="happened", label=say("What happened?"), hint=_hint(initiative), most=1000),
            LongText(
                name="why",
                label=say("Why, as far as anybody can tell?"),
                hint=say("What was in the way: the content, the tool, the moment. Circumstances, not people."),
                most=1000,
            ),
            LongText(
                name="reuse",
                label=say("What can somebody else reuse?"),
                hint=say("A prompt, a checklist, a contact, or the first thing to find out next time."),
                most=1000,
            ),
            Number(
                name="days",
                label=say("Working days it took"),
                required=False,
                low=Decimal(0),
                high=most,
                word="days",
            ),
            Number(
                name="cost",
                label=say("Set-up cost in the end"),
                required=False,
                low=Decimal(0),
                unit=Typed(look.organisation.currency),
                word=look.organisation.currency,
            ),
        ),
        intro=say("{title}: stopping is a result too. What you learnt is what others keep.", title=title(initiative)),
    )


def _hint(initiative: Initiative) -> Words:
    kpi, latest = initiative.leading, initiative.latest
    if latest is None or kpi.baseline is None:
        return say("What you saw, with a number if there is one.")
    return say(
        "The number went from {baseline} to {value}.",
        baseline=Amount(kpi.baseline),
        value=Amount(latest.value, kpi.unit[:40]),
    )


async def stop(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """The initiative ends, the lesson is kept, and everybody who had a part in it hears of both."""
    end = stopped(_with_effort(turn, initiative, answers), by=turn.person.id, why=answers.text("why"), at=turn.now)
    ended, heard = await settled(turn.store, end, Settled.STOPPED, turn.person.id, turn.now)
    lesson = _lesson(turn, ended, answers)
    await turn.store.change_initiative(ended)
    await learnt.keep(turn, lesson)
    await asked_anew(turn.store, turn.organisation, ended, turn.now)
    closed = await settle(turn.store, ended, Ended.STOPPED, turn.now)
    closed = (*closed, *await put_away(turn.store, ended, initiative.stage, turn.now))
    about = {"initiative": ended.id, "lesson": lesson.id}
    told = tuple(
        Post(To(person=person, workspace=turn.where.workspace), Card("stop.told", about, subject=ended.id))
        for person in concerned(ended)
        if person != turn.person.id
    )
    return Tell(Card("stop.done", about), also=(*told, *heard, *closed, *await questions_shown(turn, ended)))


def _with_effort(turn: Turn, initiative: Initiative, answers: Answers) -> Initiative:
    days, cost = answers.maybe_number("days"), answers.maybe_number("cost")
    if days is None and cost is None:
        return initiative
    on = local_day(turn.now, turn.person.zone)
    return replace(initiative, effort_actual=Effort(days, cost, turn.organisation.currency, on))


def _lesson(turn: Turn, initiative: Initiative, answers: Answers) -> Lesson:
    return Lesson(
        turn.new_id(), turn.org, initiative.id, turn.person.id, turn.now, answers.text("tried"),
        answers.text("happened"), answers.text("why"), answers.text("reuse"), about=initiative.title,
    )  # fmt: skip


async def begin(turn: Turn, person: Person, _about: Args) -> Reply:
    """The one that can be stopped goes straight to its questions; of several the person picks."""
    mine = await stoppable(turn, person)
    if len(mine) == 1:
        return Ask("stop.stop", {"initiative": mine[0].id})
    return Tell(Card("stop.which" if mine else "stop.nothing"))


async def stoppable(look: Look, person: Person) -> list[Initiative]:
    """What the person proposed, owns or sponsors, is under way, and is theirs to stop."""
    known = await look.store.initiatives_of(look.org, person.id)
    sponsored = await look.store.sponsored_by(look.org, person.id)
    running = {initiative.id: initiative for initiative in (*known, *sponsored) if initiative.asked_weekly}.values()
    return [initiative for initiative in running if await INITIATIVE.holds(look, initiative, RESPONSIBLE)]


@card("stop.which")
async def which(see: Seeing, _about: Args) -> Message:
    mine = await stoppable(see, see.person) if see.person is not None else []
    text = say("Which one do you want to stop?")
    buttons = tuple(
        Button(say("Stop {title}", title=title(initiative)), "stop.stop", {"initiative": initiative.id})
        for initiative in mine[-OFFERED:]
    )
    note = Note(say("Four short questions follow. Nothing changes before you have answered them."))
    return Message(text, (Para(text), Buttons(buttons), note))


@card("stop.nothing")
async def nothing(_see: Seeing, _about: Args) -> Message:
    text = say("Nothing of yours is under way at the moment.")
    return Message(text, (Para(text),))


def lesson_shown(lesson: Lesson) -> Fields:
    """The four answers in their writer's own words."""
    return Fields(
        (
            (say("What was tried"), Typed(lesson.tried)),
            (say("What happened"), Typed(lesson.happened)),
            (say("Why"), Typed(lesson.why)),
            (say("To reuse"), Typed(lesson.reuse)),
        )
    )


async def _kept(see: Seeing, about: Args) -> tuple[Initiative, Lesson]:
    initiative = await see.store.initiative(see.org, about["initiative"])
    lessons = await see.store.lessons(see.org, about["initiative"])
    lesson = next((lesson for lesson in lessons if lesson.id == about["lesson"]), None)
    if initiative is None or lesson is None:
        raise LookupError(about["lesson"])
    return initiative, lesson


@card("stop.done")
async def done(see: Seeing, about: Args) -> Message:
    """What the person reads who stopped it."""
    initiative, lesson = await _kept(see, about)
    text = say("{title} is stopped, and its lesson is kept. Thank you for writing it down.", title=title(initiative))
    blocks: list[Block] = [Heading(say("A lesson kept")), Para(text), lesson_shown(lesson)]
    others = len(concerned(initiative)) - 1
    if others:
        read = say_n(
            "{n} person who had a part in it reads it now.", "{n} people who had a part in it read it now.", others
        )
        blocks.append(Note(read))
    about_it = {"initiative": initiative.id, "lesson": lesson.id}
    noted = Button(say("Note what it leaves behind"), "capabilities.leave", about_it)
    known = learnt.thanked(initiative, see.organisation)
    return Message(text, (*blocks, *known, Buttons((noted,)), *await way_back(see, initiative)))


@card("stop.told")
async def told(see: Seeing, about: Args) -> Message:
    """What the others read who had a part in it."""
    initiative, lesson = await _kept(see, about)
    by = await name_of(see, lesson.by)
    text = say("{name} stopped {title} and kept what it taught.", name=by, title=title(initiative))
    thanks = say(
        "Thank you for your part in it. Knowing this early is worth having, and the next team starts from here."
    )
    return Message(
        text,
        (
            Heading(say("A lesson kept")),
            Para(text),
            lesson_shown(lesson),
            Note(thanks),
            *learnt.thanked(initiative, see.organisation),
            *await way_back(see, initiative),
        ),
    )


CONVERSATION = Conversation(
    name="stop",
    help=say("End an initiative and keep what it taught"),
    start="begin",
    words=("arrêter", "arreter"),
    flows=(Flow("stop", INITIATIVE, RESPONSIBLE, lesson_form, stop),),
    actions=(Action("begin", ONESELF, EVERYBODY, begin),),
    cards=(which, nothing, done, told),
)
