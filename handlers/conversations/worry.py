"""`worry`: a question or a worry for the admins without one's name, and their answer for everybody."""

from __future__ import annotations

from datetime import timedelta

from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Ask,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.replies import instead
from handlers.seen_by import admins
from handlers.subjects import ONESELF, WORRY
from handlers.ui import Args, Block, Button, Buttons, Form, LongText, Message, Note, Para, Quote
from handlers.why import why
from handlers.words import Typed, Words, say
from handlers.worrying import ASKED, card_of
from initiatives.calendar import at_hour, local_day
from initiatives.people import Person
from initiatives.worries import Worry, WorryMark, WorryState, answered, counted, kept_back, told_at

ADMINS = only(Role.ADMIN)
LONGEST = 1000
FORM = Form(
    title=say("Ask without your name"),
    submit=say("Send it without my name"),
    intro=say("The admins read it, and not who wrote it. An answer stands in the weekly digest, for everybody."),
    questions=(
        LongText(
            name="text",
            label=say("What would you like to ask, or what worries you?"),
            hint=say("Leave out what only you can know: your words are read as they are."),
            most=LONGEST,
        ),
    ),
)


async def begin(_turn: Turn, _person: Person, about: Args) -> Reply:
    """The form, with what was typed behind the word: nothing is sent before its button is pressed."""
    text = about.get("text", "")[:LONGEST]
    return Ask("worry.write", {}, {"text": text} if text else {})


async def write(turn: Turn, person: Person, answers: Answers, _about: Args) -> Reply:
    """Kept without the person and without the moment; what counts the messages of a day is dropped at its end."""
    today = local_day(turn.now, turn.organisation.zone)
    key = turn.derived(f"worry.{turn.org}.{today}.{person.id}")
    ends = at_hour(today + timedelta(days=1), 0, turn.organisation.zone)
    mark = await turn.store.worry_mark(turn.org, key) or WorryMark(key, turn.org, ends)
    await turn.store.keep_worry_mark(counted(mark))
    worry = Worry(turn.new_id(), turn.org, answers.text("text"), today, told_at(turn.now))
    await turn.store.keep_worry(worry)
    return Tell(Card("worry.sent"))


async def answer_form(_look: Look, worry: Worry, _about: Args) -> Form:
    return Form(
        title=say("Answer for everybody"),
        submit=say("Tell it in the digest"),
        questions=(
            LongText(
                name="question",
                label=say("The question, as everybody reads it"),
                hint=say("Shorten it, and take out names and whatever tells who asked."),
                default=worry.text,
                most=LONGEST,
            ),
            LongText(name="answer", label=say("Your answer"), most=LONGEST),
        ),
    )


async def answer(turn: Turn, worry: Worry, answers: Answers, _about: Args) -> Reply:
    kept = answered(worry, answers.text("question"), answers.text("answer"), turn.person.id, turn.now)
    await turn.store.keep_worry(kept)
    return Tell(card_of(kept), also=await _redrawn(turn, kept))


async def keep_back(turn: Turn, worry: Worry, _about: Args) -> Reply:
    kept = kept_back(worry, turn.person.id, turn.now)
    await turn.store.keep_worry(kept)
    return await instead(turn, card_of(kept), await _redrawn(turn, kept))


async def _redrawn(turn: Turn, worry: Worry) -> Also:
    """Every admin's message says that it is dealt with."""
    rows = await turn.store.deliveries_about(turn.org, ASKED, worry.id)
    return tuple(Change(row.id, card_of(worry)) for row in rows)


@card("worry.sent")
async def sent(_see: Seeing, _about: Args) -> Message:
    text = say("It is on its way to the admins, without your name.")
    how = say("They read it from the next full hour on. If they answer for everybody, it stands in the weekly digest.")
    return Message(text, (Para(text), Note(how)))


@card(ASKED, seen_by=admins, by_itself=True)
async def asked(see: Seeing, about: Args) -> Message:
    """What the admins read: the words, and the two ways to deal with them."""
    worry = await see.store.worry(see.org, about["worry"])
    if worry is None:
        text = say("This question is not there any more.")
        return Message(text, (Para(text),))
    text = say("Somebody asks without their name")
    reason = say("You get this because you are an admin here. Who wrote it is not kept.")
    return Message(text, (Para(text), *_said(worry), *_buttons(worry), *why(reason)))


def _said(worry: Worry) -> tuple[Block, ...]:
    match worry.state:
        case WorryState.OPEN:
            return (Quote(Typed(worry.text)),)
        case WorryState.ANSWERED:
            return (Quote(Typed(worry.question)), Para(_answered()), Quote(Typed(worry.answer)))
        case WorryState.KEPT_BACK:
            return (Para(say("It is read and not answered in public. What was written is dropped.")),)


def _answered() -> Words:
    return say("The next digest tells it with this answer:")


def _buttons(worry: Worry) -> tuple[Block, ...]:
    if worry.state is not WorryState.OPEN:
        return ()
    about = {"worry": worry.id}
    write_ = Button(say("Answer for everybody"), "worry.answer", about, "primary")
    return (Buttons((write_, Button(say("Not publicly"), "worry.keep_back", about))),)


CONVERSATION = Conversation(
    name="worry",
    help=say("Ask or say something without your name"),
    start="begin",
    takes_text=True,
    words=("worries", "inquiétude", "anonyme"),
    flows=(Flow("write", ONESELF, EVERYBODY, FORM, write), Flow("answer", WORRY, ADMINS, answer_form, answer)),
    actions=(Action("begin", ONESELF, EVERYBODY, begin), Action("keep_back", WORRY, ADMINS, keep_back)),
    cards=(sent, asked),
)
