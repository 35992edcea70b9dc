"""`further`: several questions that may all be left, announced by one message where one is asked after another."""

from __future__ import annotations

from handlers import further, prompts
from handlers.conversation import Action, Conversation, Reply, Seeing, Turn, card
from handlers.conversations.prompts import GONE, MINE, not_understood, settled, talk_now
from handlers.prompts import Talk
from handlers.showing import answer as in_words
from handlers.subjects import DRAFT
from handlers.ui import Args, Block, Button, Buttons, Fields, Further, Heading, Message, Note, Para, Quote
from handlers.words import Text, say, say_n
from storage.records import Draft


async def _part(turn: Turn, draft: Draft, about: Args) -> tuple[Talk, Further] | None:
    talk = await talk_now(turn, draft)
    part = further.named(talk.in_turn(), about.get("part", "")) if talk is not None else None
    return (talk, part) if talk is not None and part is not None else None


async def answer(turn: Turn, draft: Draft, about: Args) -> Reply:
    found = await _part(turn, draft, about)
    return await prompts.go_into(turn, *found) if found else GONE


async def leave(turn: Turn, draft: Draft, about: Args) -> Reply:
    """All of them stay open, or all but those whose likely answers the button carries."""
    found = await _part(turn, draft, about)
    return await prompts.leave(turn, *found, about) if found else GONE


@card(further.OFFER)
async def offer(see: Seeing, about: Args) -> Message:
    """How many they are, what they are for, which answers are likely, and the way past them."""
    found = await _shown(see, about)
    if found is None:
        return settled()
    talk, part = found
    draft = talk.draft
    waiting = further.left(part, talk.in_turn(), draft.answers)
    likely = await further.suggested(see, part, talk.in_turn(), draft.answers)
    count = say_n("{n} more question, if you like.", "{n} more questions, if you like.", len(waiting))
    pairs = await _in_words(see, talk, likely)
    blocks: list[Block] = [
        *not_understood(about),
        Note(talk.form.title),
        Heading(part.title),
        Para(count),
        Para(part.why),
    ]
    blocks += [Para(say("What you wrote says already:")), Fields(pairs)] if pairs else []
    return Message(
        say("{form}: {part}", form=talk.form.title, part=part.title),
        (*blocks, Buttons((*_ways(draft, part, likely), *_controls(draft))), Note(_typed(bool(likely)))),
    )


async def _in_words(see: Seeing, talk: Talk, answers: Args) -> tuple[tuple[Text, Text], ...]:
    questions = [question for question in talk.in_turn() if answers.get(question.name)]
    return tuple([(one.label, await in_words(see, talk.draft, one, answers[one.name])) for one in questions])


def _ways(draft: Draft, part: Further, likely: Args) -> tuple[Button, ...]:
    here = {"draft": draft.id, "part": part.name}
    right = Button(say("That is right, go on"), "further.leave", {**likely, **here}, "primary")
    return (
        *((right,) if likely else ()),
        Button(say("Answer them"), "further.answer", here, "plain" if likely else "primary"),
        Button(say("Leave them for now"), "further.leave", here),
    )


def _controls(draft: Draft) -> tuple[Button, ...]:
    here = {"draft": draft.id}
    return (
        Button(say("Back"), "prompts.back", here),
        Button(say("Open the form"), "prompts.form", here, over=True),
        Button(say("Cancel"), "prompts.cancel", here),
    )


def _typed(likely: bool) -> Text:
    """What may be written in place of a tap."""
    if likely:
        return say("Or write “yes” when that is right, or “skip” to leave all of them.")
    return say("Or write “yes” to answer them, or “skip” to leave them.")


@card(further.SETTLED)
async def passed(see: Seeing, about: Args) -> Message:
    """They are not announced any more: what was answered of them, and the way back to the rest."""
    found = await _shown(see, about)
    if found is None:
        return settled()
    talk, part = found
    of_it = {one.name for one in talk.in_turn() if one.further == part}
    pairs = await _in_words(see, talk, {name: text for name, text in talk.draft.answers.items() if name in of_it})
    said: Block = Fields(pairs) if pairs else Quote(say("Not answered yet."))
    return Message(part.title, (Note(part.title), said, *_again(talk, part)))


def _again(talk: Talk, part: Further) -> tuple[Block, ...]:
    if talk.draft.done or not further.left(part, talk.in_turn(), talk.draft.answers):
        return ()
    here = {"draft": talk.draft.id, "part": part.name}
    return (Buttons((Button(say("Change"), "further.answer", here),)),)


async def _shown(see: Seeing, about: Args) -> tuple[Talk, Further] | None:
    draft = await see.store.draft(see.org, about.get("draft", ""))
    talk = await prompts.talk_of(see, draft) if draft else None
    part = further.named(talk.in_turn(), about.get("part", "")) if talk is not None else None
    return (talk, part) if talk is not None and part is not None else None


CONVERSATION = Conversation(
    name="further",
    help=None,
    actions=(Action("answer", DRAFT, MINE, answer), Action("leave", DRAFT, MINE, leave)),
    cards=(offer, passed),
)
