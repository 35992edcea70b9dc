"""`register`: what AI is used for and of which class it is, for admins; and the answers behind it, which can be corrected."""

from __future__ import annotations

from dataclasses import replace

from handlers import ai_questions, ai_words, promises
from handlers.ai_asked import ASKED, is_asked
from handlers.ai_shown import CLASSES, CORRECTS, answer_button, answered, button, why_classed
from handlers.answers import Answers
from handlers.bylines import name_in
from handlers.conversation import (
    Action,
    Also,
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
from handlers.conversations.review import shown_to_all
from handlers.facts import essentials, name_of, stage, title
from handlers.promise_shown import while_asked
from handlers.register import WEIGHTIEST_FIRST
from handlers.replies import instead
from handlers.reviewing import handed_over
from handlers.seen_by import admins, whoever
from handlers.subjects import INITIATIVE, NOTHING
from handlers.turning import leaf, page_of
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Fields,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Option,
    Para,
)
from handlers.words import Day, say
from initiatives.ai_care import AiClass, Care, classed
from initiatives.calendar import local_day
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation
from initiatives.rules import Rule, RuleBroken
from storage.records import To

ADMINS = only(Role.ADMIN)
FIRST = AiClass.HIGH
"""The class that is listed when nobody has asked for another."""


async def show(turn: Turn, _organisation: Organisation, about: Args) -> Reply:
    """The register of one class, in place of what was pressed."""
    return await instead(turn, Card("register.all", {name: about[name] for name in ("kind", "page") if name in about}))


async def one(_turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    return Tell(Card("register.one", {"initiative": initiative.id}))


async def questions(_look: Look, initiative: Initiative, _about: Args) -> Form:
    """What a proposal asks about its AI, with the answers it has."""
    return Form(
        title=say("About its AI"),
        submit=say("Keep the answers"),
        intro=say("Your answers say who should look at it, and which rules apply. What nobody knows may stay open."),
        questions=ai_questions.questions(initiative.care),
    )


async def answer(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """What its proposer answers makes the time for their own answer go on, where it stood still for it."""
    reply = await _changed(turn, initiative, ai_questions.read(turn, answers, initiative.care))
    if turn.person.id == initiative.proposer:
        await promises.talked(turn.store, turn.organisation, initiative, turn.person.id, turn.now)
    return reply


async def ask(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """Its proposer is asked for what is open, once, whoever asks; the time for an answer stands still meanwhile."""
    if not await is_asked(turn, initiative):
        await promises.talked(turn.store, turn.organisation, initiative, turn.person.id, turn.now)
    shown = Card(ASKED, {"initiative": initiative.id, "by": turn.person.id}, subject=initiative.id)
    to = To(person=initiative.proposer, workspace=turn.where.workspace)
    post = Post(to, shown, key=f"{ASKED}:{initiative.id}")
    return Tell(Card("review.asked", {"initiative": initiative.id}), also=(post, *await shown_to_all(turn, initiative)))


async def classes(_look: Look, initiative: Initiative, _about: Args) -> Form:
    """The class, with the one that holds chosen; only what the answers suggest can be given without a reason."""
    now = initiative.care.ai_class if initiative.care is not None else AiClass.UNKNOWN
    options = tuple(Option(kind.value, ai_words.CLASSES[kind]) for kind in WEIGHTIEST_FIRST)
    return Form(
        title=say("Class of the EU AI Act"),
        submit=say("Set the class"),
        intro=say(
            "What the answers suggest is a hint. Whoever sets another class says why, and the register keeps it."
        ),
        questions=(
            Choice(name="kind", label=say("Which class is it?"), default=now.value, options=options),
            LongText(name="why", label=say("Why is it this class?"), most=600),
        ),
    )


async def classify(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    if initiative.care is None:
        raise RuleBroken("", Rule.EMPTY)
    kind = AiClass(answers.text("kind"))
    return await _changed(
        turn, initiative, classed(initiative.care, kind, why=answers.text("why"), by=turn.person.id, at=turn.now)
    )


async def _changed(turn: Turn, initiative: Initiative, care: Care) -> Reply:
    """Kept; while it waits for its answer, those who look at it now get its card, and every card shows it."""
    changed = replace(initiative, care=care)
    await turn.store.change_initiative(changed)
    also: Also = await shown_to_all(turn, changed)
    if changed.stage is Stage.PROPOSED:
        also = (*also, *await handed_over(turn.store, turn.organisation, turn.where.workspace, [changed]))
    return Tell(Card("register.one", {"initiative": changed.id}), also=also)


@card("register.all", seen_by=admins)
async def everything(see: Seeing, about: Args) -> Message:
    """The initiatives of one class, page by page, and the way to the other classes."""
    kind = AiClass(about.get("kind", FIRST))
    found = sorted(await see.store.of_ai_class(see.org, kind), key=lambda one: one.title.casefold())
    here, turns = leaf(found, page_of(about), "register.show", {"kind": kind.value})
    heading = say("What AI is used for: {kind}", kind=ai_words.CLASSES[kind])
    blocks: list[Block] = [Heading(heading)]
    for initiative in here:
        blocks += await _row(see, initiative)
    if not found:
        blocks.append(Para(say("No initiative is of this class.")))
    others = tuple(
        Button(say("{kind}", kind=ai_words.CLASSES[each]), "register.show", {"kind": each.value})
        for each in WEIGHTIEST_FIRST
        if each is not kind
    )
    note = Note(say("The whole register as a table: quickwin export register, where Quickwin runs."))
    return Message(heading, (*blocks, Buttons((*turns, *others)), note))


async def _row(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    care = initiative.care
    assert care is not None  # noqa: S101 that is how it was found
    line = say(
        "{title}, {stage}. {name} answers for it.",
        title=title(initiative),
        stage=stage(initiative.stage),
        name=await name_in(see, initiative, initiative.owner or initiative.proposer),
    )
    return (Para(line), Buttons((button(initiative),)))


@card("register.one", seen_by=whoever(CORRECTS))
async def one_card(see: Seeing, about: Args) -> Message:
    """Everything that was said about the AI of one initiative, by whom and when."""
    initiative = await INITIATIVE.of(see, about)
    care = initiative.care
    heading = say("The AI of {title}", title=title(initiative))
    corrects = answer_button(initiative, say("Answer the questions"))
    if care is None:
        return Message(
            heading, (Para(heading), Para(say("Nobody has said anything about its AI yet.")), Buttons((corrects,)))
        )
    said = say(
        "Answered by {name} on {day}.",
        name=await name_in(see, initiative, care.by),
        day=Day(local_day(care.at, see.reader.zone)),
    )
    may = await INITIATIVE.holds(see, initiative, CLASSES)
    change = (Button(say("Change the class"), "register.classify", {"initiative": initiative.id}),) if may else ()
    content = tuple(pair for pair in essentials(initiative) if pair[0] in (say("Tool"), say("Content it touches")))
    return Message(
        heading,
        (
            Para(heading),
            Fields((*content, *answered(care))),
            *await why_classed(see, care),
            Note(said),
            Buttons((corrects, *change)),
        ),
    )


@card(ASKED, seen_by=whoever(CORRECTS))
async def asked(see: Seeing, about: Args) -> Message:
    """What is open, and the form for it."""
    initiative = await INITIATIVE.of(see, about)
    name = await name_of(see, about.get("by", ""))
    text = say("{name} asks what the AI of {title} touches", name=name, title=title(initiative))
    why = say("The answers say who should look at it. What nobody knows may stay open.")
    button = answer_button(initiative, say("Answer what is open about its AI"))
    return Message(text, (Para(text), Note(why), Buttons((button,)), *await while_asked(see, initiative)))


CONVERSATION = Conversation(
    name="register",
    help=say("See what AI is used for, and which rules apply (admins)"),
    start="show",
    words=("inventory", "inventaire"),
    flows=(
        Flow("answer", INITIATIVE, CORRECTS, questions, answer),
        Flow("classify", INITIATIVE, CLASSES, classes, classify),
    ),
    actions=(
        Action("show", NOTHING, ADMINS, show),
        Action("one", INITIATIVE, CORRECTS, one),
        Action("ask", INITIATIVE, CLASSES, ask),
    ),
    cards=(everything, one_card, asked),
)
