"""`lessons`: what others have learnt, found by its words; and what a stage taught, for whoever wants to write it down."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from handlers import by_month, learnt
from handlers.answers import Answers
from handlers.building import left_behind
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
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
from handlers.facts import more, name_of, stage, title
from handlers.lesson_months import CARD
from handlers.presses import carried
from handlers.replies import instead
from handlers.seen_by import channel_or_admins, whoever
from handlers.subjects import INITIATIVE, ONESELF
from handlers.turning import leaf, page_of
from handlers.ui import Args, Block, Button, Buttons, Fields, Form, Heading, LongText, Message, Note, Para, Quote
from handlers.why import why
from handlers.words import Day, Text, Typed, Words, say, say_n
from initiatives.finding import FOUND, fitting
from initiatives.initiative import Initiative, Stage
from initiatives.lessons import Lesson, first_of, month_after
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken

LEARNING = only(Role.OWNER, Role.DEPUTY, Role.SPONSOR, Role.REVIEWER)
LISTED = 8
"""How many lessons of a month are quoted in the channel; the others are counted."""


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    kept = {name: about[name] for name in ("text", "page", "from") if name in about}
    return await instead(turn, Card("lessons.list", kept))


async def one(turn: Turn, _person: Person, about: Args) -> Reply:
    return Tell(Card("lessons.one", {"lesson": about.get("lesson", "")}))


async def form(_look: Look, initiative: Initiative, _about: Args) -> Form:
    """The four questions of a lesson in short; a sentence for each is enough."""
    return Form(
        say("What it taught so far"),
        say("Keep the lesson"),
        (
            LongText(name="tried", label=say("What did you try?"), default=initiative.idea[:300], most=300),
            LongText(name="happened", label=say("What happened?"), most=300),
            LongText(name="why", label=say("Why, as far as anybody can tell?"), required=False, most=300),
            LongText(name="reuse", label=say("What can somebody else reuse?"), most=300),
        ),
        intro=say("{title}: a sentence for each is enough.", title=title(initiative)),
    )


async def keep(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """What has been learnt up to here; it goes on as it does."""
    if initiative.stage in (Stage.PROPOSED, Stage.DECLINED, Stage.PARKED):
        raise RuleBroken("", Rule.WRONG_STAGE)
    lesson = Lesson(
        turn.new_id(), turn.org, initiative.id, turn.person.id, turn.now, answers.text("tried"), answers.text("happened"),
        answers.text("why"), answers.text("reuse"), initiative.stage, initiative.title,
    )  # fmt: skip
    await learnt.keep(turn, lesson)
    return Tell(Card("lessons.kept", {"lesson": lesson.id, "initiative": initiative.id}))


@card("lessons.list")
async def listed(see: Seeing, about: Args) -> Message:
    """The newest ones, or what a search found, page by page."""
    text = about.get("text", "").strip()
    return await _found(see, text, about) if text else await _newest(see, about)


async def _found(see: Seeing, text: str, about: Args) -> Message:
    found = fitting(text, await see.store.lessons_like(see.org, text, FOUND))
    shown, turns = leaf(found, page_of(about), "lessons.show", {"text": carried(text)})
    if found:
        said = say("What was learnt about “{text}”", text=Typed(text[:100]))
        return _list(said, list(shown), turns)
    said = say("Nobody has learnt anything about “{text}” here yet.", text=Typed(text[:100]))
    tried = Button(say("Make it an initiative"), "propose.begin", {"text": carried(text)})
    return _list(said, [], (tried, Button(say("All lessons"), "lessons.show")))


async def _newest(see: Seeing, about: Args) -> Message:
    page = await by_month.page(partial(see.store.lessons_in, see.org), about, see.now)
    if not page.items:
        text = say("No lesson is kept yet. What stops or passes a stage leaves one here.")
        return _list(text, [], ())
    rest = (Button(say("Earlier ones"), "lessons.show", {"from": page.rest}),) if page.rest else ()
    return _list(say("What others have learnt, newest first"), page.items, rest)


def _list(said: Words, lessons: list[Lesson], turns: tuple[Button, ...]) -> Message:
    blocks: list[Block] = [Heading(say("Lessons")), Para(said)]
    for lesson in lessons:
        blocks.append(Quote(learnt.told(lesson)))
    opened = tuple(
        Button(
            say("Read “{title}”", title=Typed((lesson.about or lesson.tried)[:60])),
            "lessons.one",
            {"lesson": lesson.id},
        )
        for lesson in lessons
    )
    buttons = (*opened, *turns)
    hint = (Note(say("“lessons invoices” finds those about invoices.")),) if lessons else ()
    return Message(said, (*blocks, *((Buttons(buttons),) if buttons else ()), *hint))


@card("lessons.one")
async def one_card(see: Seeing, about: Args) -> Message:
    """A lesson in its writer's own words, what it left behind, and who can tell more."""
    lesson = await see.store.lesson(see.org, about["lesson"])
    initiative = await see.store.initiative(see.org, lesson.initiative) if lesson is not None else None
    if lesson is None or initiative is None:
        text = say("This lesson is not there any more.")
        return Message(text, (Para(text),))
    text = say("What {title} taught", title=title(initiative))
    ask = await name_of(see, initiative.owner or lesson.by)
    blocks: list[Block] = [
        Heading(Typed(initiative.title)),
        Note(say("Written when it was {stage}, {day}.", stage=stage(lesson.stage), day=Day(lesson.at.date()))),
        _four(lesson),
        *await left_behind(see, initiative),
        Note(say("Who can tell more: {name}", name=ask)),
        Buttons((Button(say("All lessons"), "lessons.show"),)),
    ]
    return Message(text, tuple(blocks))


def _four(lesson: Lesson) -> Fields:
    """The answers there are."""
    pairs: tuple[tuple[Text, str], ...] = (
        (say("What was tried"), lesson.tried),
        (say("What happened"), lesson.happened),
        (say("Why"), lesson.why),
        (say("To reuse"), lesson.reuse),
    )
    return Fields(tuple((label, Typed(text)) for label, text in pairs if text))


@card(learnt.OFFER, seen_by=whoever(LEARNING), by_itself=True)
async def offer(see: Seeing, about: Args) -> Message:
    """What would be lost if nobody wrote it down: asked once, and nothing depends on it."""
    initiative = await INITIATIVE.of(see, about)
    text = say("{title} has come further. What would help the next team?", title=title(initiative))
    known = {"initiative": initiative.id}
    buttons = Buttons(
        (
            Button(say("Keep what it taught"), "lessons.keep", known, "primary"),
            Button(say("Note what it leaves behind"), "capabilities.leave", known),
        )
    )
    reason = say("You get this once, because it is yours and passed a stage. Leaving it is fine.")
    return Message(text, (Para(text), buttons, *why(reason)))


@card("lessons.kept", seen_by=whoever(LEARNING))
async def kept(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    text = say("Kept. Whoever proposes something like {title} reads it. Thank you.", title=title(initiative))
    known = {"initiative": initiative.id, "lesson": about["lesson"]}
    buttons = (
        Button(say("Read it"), "lessons.one", {"lesson": about["lesson"]}),
        Button(say("Note what it leaves behind"), "capabilities.leave", known),
    )
    return Message(text, (Para(text), Buttons(buttons)))


@card(CARD, seen_by=channel_or_admins, by_itself=True)
async def month(see: Seeing, about: Args) -> Message:
    """The lessons of a month, with what can be reused of each."""
    found = await see.store.lessons_in(see.org, about["month"])
    last = first_of(month_after(about["month"])) - timedelta(days=1)
    days = say("{start} to {end}", start=Day(first_of(about["month"])), end=Day(last))
    count = len(found)
    text = say_n("What a month has taught: {n} lesson", "What a month has taught: {n} lessons", count)
    blocks: list[Block] = [Heading(say("What a month has taught")), Note(days), *_told(found)]
    blocks.append(
        Buttons((Button(say("All lessons"), "lessons.show"), Button(say("Propose an initiative"), "propose.begin")))
    )
    reason = say("You get this once a month, when there are lessons. Admins change the channel by “admin”.")
    return Message(text, (*blocks, Note(reason)))


def _told(found: list[Lesson]) -> list[Block]:
    blocks: list[Block] = [Quote(learnt.told(lesson)) for lesson in found[-LISTED:]]
    return [*blocks, Note(more(len(found) - LISTED))] if len(found) > LISTED else blocks


CONVERSATION = Conversation(
    name="lessons",
    help=say("Find what others have learnt"),
    start="show",
    takes_text=True,
    words=("lesson", "leçons", "leçon"),
    flows=(Flow("keep", INITIATIVE, LEARNING, form, keep),),
    actions=(Action("show", ONESELF, EVERYBODY, show), Action("one", ONESELF, EVERYBODY, one)),
    cards=(listed, one_card, offer, kept, month),
)
