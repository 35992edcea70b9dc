"""The short cards themselves, and the one thing to learn that is offered to whoever has just proposed something."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers import workshops
from handlers.conversation import Look, Seeing
from handlers.ui import Block, Button, Buttons, Note
from handlers.words import Moment, Text, Typed, Words, say
from initiatives.initiative import Initiative, Stage
from initiatives.learning import OwnCard, Topic, learnt_id, needed, needs
from initiatives.workshops import Workshop
from storage.port import Transaction

LESSONS: dict[Topic, tuple[Words, tuple[Words, ...]]] = {
    Topic.DATA: (
        say("What may be typed into an AI tool"),
        (
            say("What you type may be stored, and read by whoever runs the tool. Which content it is approved for stands in “tools”."),
            say("Take out names, customer numbers and whatever leads to one person. A made-up example often does as well."),
            say("A file holds more than you see: comments, hidden columns, earlier versions. Copy only the part that is needed."),
        ),
    ),
    Topic.MEASURING: (
        say("The number before you begin"),
        (
            say("Without the number of today nobody can tell later what has changed. Two weeks of it are enough."),
            say("Count what is there anyway: calls taken, pages sent back, minutes for the next ten cases."),
            say("Write down how you counted, and count the same way afterwards. A rough number that is honest is better than none."),
        ),
    ),
    Topic.CHECKING: (
        say("How to check an answer"),
        (
            say("An answer can sound right and be wrong. Check what would do harm: figures, names, dates, quotes, what a law says."),
            say("Ask where it comes from, and open the source. If there is none, treat it as a guess."),
            say("Try ten cases whose answer you know, before you trust it with one you do not."),
        ),
    ),
    Topic.PROMPTS: (
        say("Prompts for texts"),
        (
            say("Say who reads it, what it is for, how long it is, and what it must not contain."),
            say("Show one good example of your own. It says more than ten rules."),
            say("Keep what worked where colleagues find it, with the text it was made for."),
        ),
    ),
    Topic.WRITING_DOWN: (
        say("Writing a process down"),
        (
            say("Watch it done once and note each step as it is, not as it should be: who, with what, how long, what comes out."),
            say("Mark where somebody waits, looks something up, or types the same twice. Begin there."),
            say("Let whoever does the work read it before you change anything."),
        ),
    ),
    Topic.LIMITS: (
        say("What AI tools are good at, and what not"),
        (
            say("Good at: a first draft, a summary, sorting, finding a passage, changing the form of a text."),
            say("Not good at: exact sums, what happened today, and deciding about people."),
            say("The same question can get another answer tomorrow. Where that matters, somebody has the last word."),
        ),
    ),
}  # fmt: skip
"""By topic its title and what its card says."""


@dataclass(frozen=True)
class Shown:
    """A card as it is read, wherever it comes from."""

    of: str
    title: Text
    said: tuple[Text, ...]
    link: str = ""
    active: bool = True
    own: bool = False


def built_in(topic: Topic) -> Shown:
    title, said = LESSONS[topic]
    return Shown(topic.value, title, said)


def written(card: OwnCard) -> Shown:
    """One of the organisation's own."""
    return Shown(card.id, Typed(card.title), tuple(map(Typed, card.said)), card.link, card.active, own=True)


async def card_named(look: Look, of: str) -> Shown | None:
    if of in set(Topic):
        return built_in(Topic(of))
    own = await look.store.own_card(look.org, of) if of else None
    return written(own) if own is not None else None


async def suggested(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """At most one thing, for the proposer of what is still a proposal."""
    if see.person is None or see.person.id != initiative.proposer or initiative.stage is not Stage.PROPOSED:
        return ()
    found = await _nearest(see, initiative, see.person.id)
    if found is None:
        return ()
    if isinstance(found, Workshop):
        look = Button(say("See the workshop"), "workshops.one", {"workshop": found.id})
        return (Note(_coming(found)), Buttons((look,)))
    read = Button(say("Read it"), "learn.one", {"topic": found.of})
    return (Note(say("A minute that may help here: {title}", title=found.title)), Buttons((read,)))


async def _nearest(see: Seeing, initiative: Initiative, person: str) -> Shown | Workshop | None:
    """By what it shows the need for, most first: a card of our own, then a workshop that is soon, then a card that was always there."""
    shown = needs(initiative)
    if not shown:
        return None
    own = await see.store.own_cards_offered(see.org)
    known = {one.of for one in await see.store.learnt_by(see.org, person)}
    soon = await workshops.offered(see, person, known)
    for need in shown:
        card, workshop = needed(need, known, own), next((one for one in soon if one.need is need), None)
        if isinstance(card, OwnCard):
            return written(card)
        if workshop is not None and await workshops.has_room(see, workshop):
            return workshop
        if card is not None:
            return built_in(card)
    return None


def _coming(workshop: Workshop) -> Words:
    assert workshop.at is not None  # noqa: S101 only what has a day is soon
    return say(
        "A workshop that may help here: {title}, {moment}", title=Typed(workshop.title), moment=Moment(workshop.at)
    )


async def join_learnt(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """What the one who goes has read or was at, the one who stays has."""
    for one in await store.learnt_by(organisation, goes):
        if await store.has_learnt(organisation, stays, one.of) is None:
            await store.keep_learnt(replace(one, id=learnt_id(stays, one.of), person=stays))
        await store.drop_learnt(one)
