"""How one question looks in a chat: where it stands, what was wrong, how to answer it, and the buttons beside it."""

from __future__ import annotations

from handlers import refusals
from handlers.answers import Unreadable, read
from handlers.conversation import Look
from handlers.prompts import Talk
from handlers.showing import answer
from handlers.ui import (
    Args,
    Block,
    Button,
    ChannelPick,
    Choice,
    Choices,
    DayPick,
    Input,
    Note,
    Number,
    Para,
    PeoplePick,
    PersonPick,
    Quote,
    YesNo,
)
from handlers.words import Amount, Typed, Words, say
from storage.records import Draft


def intro(talk: Talk, question: Input) -> tuple[Block, ...]:
    if question.aside:
        return (Note(say("{form}: one more answer, if you like", form=talk.form.title)),)
    title = question.further.title if question.further is not None else talk.form.title
    names = [asked.name for asked in talk.in_turn() if asked.further == question.further]
    place = names.index(question.name) + 1 if question.name in names else len(names)
    progress = say("{form}: question {n} of {total}", form=title, n=place, total=len(names))
    welcome = (Para(talk.form.intro),) if place == 1 and talk.form.intro and question.further is None else ()
    return (Note(progress), *welcome)


def wrong(see: Look, question: Input, about: Args) -> tuple[Block, ...]:
    """What was typed and why it cannot be used."""
    if "typed" not in about:
        return ()
    quoted = (Quote(Typed(about["typed"])),) if about["typed"] else ()
    return (*quoted, Para(_why(see, question, about)))


def _why(see: Look, question: Input, about: Args) -> Words:
    if about.get("reason"):
        return refusals.sentence(about["reason"], about)
    try:
        read(question, about["typed"], see.reader.language)
    except Unreadable as wrong:
        return wrong.why
    if isinstance(question, PersonPick | PeoplePick):
        return say("I do not know everybody named here. Pick them from the list, or write @name.")
    return say("That does not fit here yet. Write it another way.")


def how(question: Input) -> Words | None:
    """How to write an answer of this kind."""
    match question:
        case Number():
            return _bounds(question)
        case PersonPick():
            return say("Write @name, or “me”.")
        case PeoplePick():
            return say("Write everybody with @, for example “@Ada @Ben”.")
        case ChannelPick():
            return say("Write the channel with #, for example “#news”.")
        case DayPick():
            return say("Write the day like 2026-11-23.")
        case Choices():
            return say("Tap all that fit, then “Done”.")
        case _:
            return None


def _bounds(question: Number) -> Words | None:
    """What number fits, in one sentence; None when any does."""
    span = _span(question)
    if span is None:
        return say("A number, in {unit}.", unit=question.unit) if question.unit else None
    if question.unit is None:
        return say("A number {span}.", span=span)
    return say("A number {span}, in {unit}.", span=span, unit=question.unit)


def _span(question: Number) -> Words | None:
    low, high = question.low, question.high
    if low is not None and high is not None:
        return say("from {low} to {high}", low=Amount(low), high=Amount(high))
    if low is not None:
        return say("of {low} or more", low=Amount(low))
    return say("of {high} or less", high=Amount(high)) if high is not None else None


def options(draft: Draft, question: Input) -> tuple[Button, ...]:
    """A button for each answer that can be tapped."""
    about = {"draft": draft.id, "question": question.name}
    match question:
        case Choice(options=options):
            return tuple(Button(o.label, "prompts.choose", {**about, "value": o.value}) for o in options)
        case YesNo():
            yes = Button(say("Yes"), "prompts.choose", {**about, "value": "yes"})
            return (yes, Button(say("No"), "prompts.choose", {**about, "value": "no"}))
        case Choices(options=options):
            chosen = {part.strip() for part in draft.answers.get(question.name, "").split(",")}
            return (
                *(
                    Button(
                        say("✓ {option}", option=o.label) if o.value in chosen else o.label,
                        "prompts.choose",
                        {**about, "value": o.value},
                    )
                    for o in options
                ),
                Button(say("Done"), "prompts.next", about, "primary"),
            )
        case _:
            return ()


async def shortcut(see: Look, draft: Draft, question: Input) -> tuple[Button, ...]:
    """What was answered before, or is proposed, by one tap."""
    about = {"draft": draft.id, "question": question.name}
    if isinstance(question, Choices):
        return ()
    if draft.answers.get(question.name):
        return (Button(say("Keep this answer"), "prompts.use_default", about),)
    likely = (question.suggests(draft.answers) if question.suggests is not None else "") or question.default
    if likely:
        proposed = await answer(see, draft, question, likely)
        return (Button(say("Use {default}", default=proposed), "prompts.use_default", {**about, "value": likely}),)
    return ()


def controls(talk: Talk, question: Input) -> tuple[Button, ...]:
    about = {"draft": talk.draft.id, "question": question.name}
    first = not talk.in_turn() or talk.in_turn()[0].name == question.name
    return (
        *(() if first else (Button(say("Back"), "prompts.back", about),)),
        *(() if question.required else (Button(say("Skip"), "prompts.skip", about),)),
        Button(say("Open the form"), "prompts.form", about, over=True),
        Button(say("Cancel"), "prompts.cancel", about),
    )
