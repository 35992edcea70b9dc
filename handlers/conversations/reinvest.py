"""`reinvest`: once a month owners say where the hours went that their initiatives freed."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.conversation import EVERYBODY, Card, Change, Conversation, Flow, Reply, Seeing, Tell, Turn, card
from handlers.facts import title
from handlers.reinvesting import QUESTION, card_of, key_of, names
from handlers.seen_by import themselves
from handlers.subjects import ONESELF
from handlers.ui import Args, Block, Button, Buttons, Choice, Form, LongText, Message, Note, Option, Para, Quote
from handlers.why import why
from handlers.words import Amount, Listed, Typed, Words, say
from initiatives.people import Person
from initiatives.reinvesting import Reinvestment, Use, reinvestment_id

FORM = Form(
    title=say("Where did the hours go?"),
    submit=say("Send"),
    intro=say("Freed time that is used for nothing else becomes nothing. One answer is enough, the main one."),
    questions=(
        Choice(
            name="use",
            label=say("What are they used for?"),
            options=tuple(Option(use.value, names(use)) for use in Use),
        ),
        LongText(name="note", label=say("Anything to add?"), required=False, most=500),
    ),
)


async def finish(turn: Turn, person: Person, answers: Answers, about: Args) -> Reply:
    """Kept for the month; said again it replaces what was said."""
    asked = await turn.store.reinvestment(turn.org, reinvestment_id(person.id, about.get("month", "")))
    if asked is None:
        return Tell(Card("reinvest.not_asked"))
    said = replace(asked, use=Use(answers.text("use")), note=answers.text("note"), said_at=turn.now)
    await turn.store.keep_reinvestment(said)
    shown = Change(key_of(person.id, said.month), card_of(said))
    return Tell(Card("reinvest.said", dict(card_of(said).about)), also=(shown,))


async def _asked(see: Seeing, about: Args) -> Reinvestment | None:
    return await see.store.reinvestment(see.org, reinvestment_id(about["person"], about["month"]))


@card(QUESTION, seen_by=themselves, by_itself=True)
async def question(see: Seeing, about: Args) -> Message:
    """One question, or the answer to it."""
    asked = await _asked(see, about)
    if asked is None:
        return _not_there()
    found = [await see.store.initiative(see.org, one) for one in asked.initiatives]
    titles = Listed(tuple(say("{title}", title=title(one)) for one in found if one is not None))
    hours = Amount(round(asked.hours, 1), "h")
    text = say("{titles}: {hours} a week are freed. Where do they go?", titles=titles, hours=hours)
    label = say("Say where they go") if asked.use is None else say("Say it differently")
    button = Button(label, "reinvest.say", {"month": asked.month}, "primary" if asked.use is None else "plain")
    reason = say("You get this once a month because initiatives of yours freed hours.")
    return Message(text, (Para(text), *_answer(asked), Buttons((button,)), *why(reason)))


def _answer(asked: Reinvestment) -> list[Block]:
    if asked.use is None:
        return []
    noted: list[Block] = [Quote(Typed(asked.note))] if asked.note else []
    return [Para(_said(asked.use)), *noted]


def _said(use: Use) -> Words:
    if use is Use.NOTHING_YET:
        return say("Nothing yet. The question comes again next month.")
    return say("They go into {use}.", use=names(use))


@card("reinvest.said", seen_by=themselves)
async def said_card(see: Seeing, about: Args) -> Message:
    """What is kept of the answer, and who sees it."""
    asked = await _asked(see, about)
    if asked is None or asked.use is None:
        return _not_there()
    text = say("Noted. {said}", said=_said(asked.use))
    return Message(text, (Para(text), Note(say("The weekly digest adds up what everybody says, without names."))))


@card("reinvest.not_asked")
async def not_asked(_see: Seeing, _about: Args) -> Message:
    return _not_there()


def _not_there() -> Message:
    text = say("That question is not open any more.")
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="reinvest",
    help=None,
    flows=(Flow("say", ONESELF, EVERYBODY, FORM, finish),),
    cards=(question, said_card, not_asked),
)
