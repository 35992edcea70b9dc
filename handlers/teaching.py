"""The short cards themselves, and the one that is offered to whoever has just proposed something."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation import Seeing
from handlers.ui import Block, Button, Buttons, Note
from handlers.words import Words, say
from initiatives.initiative import Initiative, Stage
from initiatives.learning import Topic, learnt_id, needed
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


def title_of(topic: Topic) -> Words:
    return LESSONS[topic][0]


async def suggested(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """At most one card, for the proposer of what is still a proposal."""
    if see.person is None or see.person.id != initiative.proposer or initiative.stage is not Stage.PROPOSED:
        return ()
    known = {one.topic for one in await see.store.learnt_by(see.org, see.person.id)}
    topic = needed(initiative, known)
    if topic is None:
        return ()
    read = Button(say("Read it"), "learn.one", {"topic": topic.value})
    return (Note(say("A minute that may help here: {title}", title=title_of(topic))), Buttons((read,)))


async def join_learnt(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """What the one who goes has read, the one who stays has."""
    for one in await store.learnt_by(organisation, goes):
        if await store.has_learnt(organisation, stays, one.topic) is None:
            await store.keep_learnt(replace(one, id=learnt_id(stays, one.topic), person=stays))
        await store.drop_learnt(one)
