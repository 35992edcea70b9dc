"""`prompts`: what is shown while a conversation is asked question by question, and the buttons beside it."""

from __future__ import annotations

from dataclasses import replace

from handlers import further, prompts, questions, refusals
from handlers.answers import read_all
from handlers.conversation import (
    Action,
    Card,
    Change,
    Conversation,
    Look,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.prompts import Talk
from handlers.replies import instead
from handlers.routing import Control
from handlers.showing import answer
from handlers.subjects import DRAFT
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choices,
    Fields,
    Heading,
    Input,
    Message,
    Note,
    Para,
    Quote,
)
from handlers.words import Typed, say
from storage.records import Draft

MINE = only(Role.DRAFTER)
DROPPED = Card("prompts.dropped")
GONE = Tell(Card("refused", {"reason": refusals.GONE}))


async def talk_now(turn: Turn, draft: Draft) -> Talk | None:
    """The talk as it goes on from now: a cancelled one, or one that was a form, is open again."""
    alive = replace(draft, done=False, mode="prompts", workspace=draft.workspace or turn.where.workspace)
    return await prompts.talk_of(turn, alive)


def _at(talk: Talk, about: Args) -> Talk:
    """The talk as if the question the button hangs on were the one asked."""
    name = about.get("question", "")
    return replace(talk, draft=replace(talk.draft, asking=name)) if talk.question(name) else talk


async def _control(turn: Turn, draft: Draft, about: Args, control: Control) -> Reply:
    talk = await talk_now(turn, draft)
    return await prompts.say_control(turn, _at(talk, about), control) if talk else GONE


async def back(turn: Turn, draft: Draft, about: Args) -> Reply:
    return await _control(turn, draft, about, "back")


async def skip(turn: Turn, draft: Draft, about: Args) -> Reply:
    """Leaves the question empty; one that has been answered since keeps its answer."""
    name = about.get("question", draft.asking)
    if name != draft.asking and draft.answers.get(name):
        return await resume(turn, draft, about)
    return await _control(turn, draft, about, "skip")


async def cancel(turn: Turn, draft: Draft, _about: Args) -> Reply:
    return await _control(turn, draft, {}, "cancel")


async def form(turn: Turn, draft: Draft, _about: Args) -> Reply:
    return await _control(turn, draft, {}, "form")


async def change(turn: Turn, draft: Draft, _about: Args) -> Reply:
    return await _control(turn, draft, {}, "change")


async def send(turn: Turn, draft: Draft, _about: Args) -> Reply:
    return await _control(turn, draft, {}, "send")


async def choose(turn: Turn, draft: Draft, about: Args) -> Reply:
    """A tapped answer: taken, or with several choices switched on or off. An earlier question is opened again for it."""
    talk = await talk_now(turn, draft)
    question = talk.question(about.get("question", "")) if talk else None
    if talk is None or question is None:
        return GONE
    if isinstance(question, Choices):
        return await prompts.toggle(turn, talk, question, about.get("value", ""))
    return await prompts.take(turn, _at(talk, about), about.get("value", ""))


async def onward(turn: Turn, draft: Draft, about: Args) -> Reply:
    """Several choices are made: what is switched on is the answer."""
    talk = await talk_now(turn, draft)
    if talk is None:
        return GONE
    return await prompts.take(turn, _at(talk, about), draft.answers.get(about.get("question", ""), ""))


async def use_default(turn: Turn, draft: Draft, about: Args) -> Reply:
    """The answer given before, else what the question proposes."""
    talk = await talk_now(turn, draft)
    question = talk.question(about.get("question", "")) if talk else None
    if talk is None or question is None:
        return GONE
    given = draft.answers.get(question.name) or about.get("value") or question.default
    return await prompts.take(turn, _at(talk, about), given)


async def reopen(turn: Turn, draft: Draft, about: Args) -> Reply:
    talk = await talk_now(turn, draft)
    name = about.get("question", "")
    if talk is None or talk.question(name) is None:
        return GONE
    return await prompts.reopen(turn, talk, name)


async def resume(turn: Turn, draft: Draft, _about: Args) -> Reply:
    talk = await talk_now(turn, draft)
    return await prompts.resume(turn, talk) if talk else GONE


async def drop(turn: Turn, draft: Draft, _about: Args) -> Reply:
    """The draft and everything written in it is deleted; the list it was in is drawn without it."""
    await turn.store.drop_draft(turn.org, draft.id)
    asked = (Change(draft.asked, Card("prompts.closed")),) if draft.asked else ()
    pressed = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if pressed is None or pressed.card == prompts.CANCELLED:
        return await instead(turn, DROPPED, asked)
    return Tell(DROPPED, also=(*asked, Change(pressed.id, Card(pressed.card, pressed.about))))


async def _opened(see: Look, about: Args) -> tuple[Draft | None, Talk | None, Input | None]:
    """The draft, its talk and the question a card speaks of, as far as they still exist."""
    draft = await see.store.draft(see.org, about["draft"]) if about.get("draft") else None
    talk = await prompts.talk_of(see, draft) if draft else None
    return draft, talk, talk.question(about.get("question", "")) if talk else None


@card("prompts.question")
async def question_card(see: Seeing, about: Args) -> Message:
    """One question, with whatever answers it by a tap and the way back, out and to the form."""
    _, talk, question = await _opened(see, about)
    if talk is None or question is None:
        return settled()
    blocks: list[Block] = [*questions.intro(talk, question), *questions.wrong(see, question, about)]
    blocks.append(Heading(question.label))
    blocks += [Para(hint) for hint in (question.hint, questions.how(question)) if hint is not None]
    known = talk.draft.answers.get(question.name, "")
    if known and not isinstance(question, Choices):
        blocks.append(Note(say("Your answer so far: {answer}", answer=await answer(see, talk.draft, question, known))))
    taps = (*questions.options(talk.draft, question), *await questions.shortcut(see, talk.draft, question))
    if taps:
        blocks.append(Buttons(taps))
    blocks += [Buttons(questions.controls(talk, question)), Note(say("Write your answer here, or use the buttons."))]
    return Message(say("{form}: {question}", form=talk.form.title, question=question.label), tuple(blocks))


@card("prompts.summary")
async def summary(see: Seeing, about: Args) -> Message:
    """Every answer, before it is sent."""
    draft, talk, _ = await _opened(see, about)
    if draft is None or talk is None:
        return settled()
    pairs = [(q.label, await answer(see, draft, q, draft.answers[q.name])) for q in talk.asked() if _has(draft, q)]
    answers = (Fields(tuple(pairs)),) if pairs else ()
    left = further.still_left(tuple(talk.in_turn()), draft.answers)
    only_draft = {"draft": draft.id}
    buttons = Buttons(
        (
            Button(talk.form.submit, "prompts.send", only_draft, "primary"),
            Button(say("Change an answer"), "prompts.change", only_draft),
            *(Button(part.title, "further.answer", {**only_draft, "part": part.name}) for part in left),
            Button(say("Open the form"), "prompts.form", only_draft, over=True),
            Button(say("Cancel"), "prompts.cancel", only_draft),
        )
    )
    return Message(
        say("{form}: is this right?", form=talk.form.title),
        (Heading(talk.form.title), *not_understood(about), *_problem(see, talk, about), *answers, buttons),
    )


def _has(draft: Draft, question: Input) -> bool:
    return bool(draft.answers.get(question.name, "").strip())


def _problem(see: Seeing, talk: Talk, about: Args) -> tuple[Block, ...]:
    if about.get("reason"):
        return (Para(refusals.sentence(about["reason"], about)),)
    if not about.get("problem"):
        return (Para(say("Is this right? Nothing is sent before you press the button.")),)
    _, errors = read_all(talk.form.questions, talk.draft.answers, see.reader.language)
    named = [
        Para(say("{question}: {why}", question=question.label, why=errors[question.name]))
        for question in talk.asked()
        if question.name in errors
    ]
    return tuple(named) or (Para(say("These answers do not fit together yet. Change one, or open the form.")),)


@card("prompts.answered")
async def answered(see: Seeing, about: Args) -> Message:
    """A question once it is answered, with the way to change it."""
    draft, talk, question = await _opened(see, about)
    if draft is None or talk is None or question is None:
        return settled()
    given = draft.answers.get(question.name, "")
    text = await answer(see, draft, question, given) if given else say("left empty")
    line = say("{question} {answer}", question=question.label, answer=text)
    here = {"draft": draft.id, "question": question.name}
    again = () if draft.done else (Buttons((Button(say("Change"), "prompts.reopen", here),)),)
    return Message(line, (Note(question.label), Quote(text), *again))


@card("prompts.which")
async def which(see: Seeing, about: Args) -> Message:
    """A button for every question: which answer is to change."""
    draft, talk, _ = await _opened(see, about)
    if draft is None or talk is None:
        return settled()
    text = say("Which answer do you want to change?")
    open_parts = [part for halt in talk.halts() if (part := talk.part(halt)) is not None]
    buttons = [
        Button(question.label, "prompts.reopen", {"draft": draft.id, "question": question.name})
        for question in talk.asked()
        if question.further not in open_parts
    ]
    buttons += [Button(part.title, "further.answer", {"draft": draft.id, "part": part.name}) for part in open_parts]
    leave = Button(say("Back to the summary"), "prompts.resume", {"draft": draft.id})
    return Message(text, (Para(text), Buttons((*buttons, leave))))


@card("prompts.cancelled")
async def cancelled(see: Seeing, about: Args) -> Message:
    """Stopped half-way: nothing is lost unless its writer wants it so."""
    draft, talk, _ = await _opened(see, about)
    if draft is None or talk is None:
        return settled()
    text = say("“{form}” is set aside. What you wrote is kept as a draft; “mine” shows it.", form=talk.form.title)
    here = {"draft": draft.id}
    buttons = (
        Button(say("Go on after all"), "prompts.resume", here),
        Button(say("Delete the draft"), "prompts.drop", here),
    )
    return Message(text, (Para(text), Buttons(buttons)))


@card("prompts.closed")
async def closed(see: Seeing, about: Args) -> Message:
    """A question that is not open any more: its words, without buttons."""
    draft, _, question = await _opened(see, about)
    if draft is None or question is None:
        return settled()
    given = draft.answers.get(question.name, "")
    text = await answer(see, draft, question, given) if given else say("Not answered yet.")
    return Message(
        say("{question} {answer}", question=question.label, answer=text), (Note(question.label), Quote(text))
    )


@card("prompts.dropped")
async def dropped(_see: Seeing, _about: Args) -> Message:
    text = say("The draft is deleted.")
    return Message(text, (Para(text),))


def not_understood(about: Args) -> tuple[Block, ...]:
    """The words that were no answer where buttons wait."""
    typed = about.get("typed")
    return (Para(say("I do not know what to do with “{typed}” here.", typed=Typed(typed))),) if typed else ()


def settled() -> Message:
    """What stands where a question was whose draft is gone."""
    text = say("This question is settled.")
    return Message(text, (Note(text),))


CONVERSATION = Conversation(
    name="prompts",
    help=None,
    actions=(
        Action("back", DRAFT, MINE, back),
        Action("skip", DRAFT, MINE, skip),
        Action("cancel", DRAFT, MINE, cancel),
        Action("form", DRAFT, MINE, form),
        Action("change", DRAFT, MINE, change),
        Action("send", DRAFT, MINE, send),
        Action("choose", DRAFT, MINE, choose),
        Action("next", DRAFT, MINE, onward),
        Action("use_default", DRAFT, MINE, use_default),
        Action("reopen", DRAFT, MINE, reopen),
        Action("resume", DRAFT, MINE, resume),
        Action("drop", DRAFT, MINE, drop),
    ),
    cards=(question_card, summary, answered, which, cancelled, closed, dropped),
)
