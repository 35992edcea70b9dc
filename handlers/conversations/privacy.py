"""`privacy`: what is stored about people, for how long, who sees it, and how it is erased."""

from __future__ import annotations

from handlers.conversation import EVERYBODY, Action, Card, Conversation, Reply, Seeing, Tell, Turn, card
from handlers.subjects import NOTHING
from handlers.ui import Args, Block, Button, Buttons, Heading, Message, Para
from handlers.words import Listed, Typed, Words, say
from initiatives.people import Organisation
from storage.records import KEYS_KEPT

TITLE = say("What Quickwin stores, who sees it, and how to have it erased")
PARTS: tuple[tuple[Words, ...], ...] = (
    (
        say("What is stored"),
        say("Your name, language, time zone, team and functions; your email address, if the platform gives it to me."),
        say("Your initiatives and their numbers, your answers, lessons and stories."),
        say(
            "From a conversation I keep only what you send to me or hand to me. I do not read other messages in channels."
        ),
    ),
    (
        say("How long"),
        say(
            "Marks that tell me a message was handled already: {hours} hours.",
            hours=int(KEYS_KEPT.total_seconds() // 3600),
        ),
        say("Drafts: until you finish or delete them."),
        say("Everything else: until it is erased. The record of who changed what, when, is kept without names."),
    ),
    (
        say("Who sees it"),
        say("Proposals: you, those who answer them, and the admins. Drafts: only you."),
        say(
            "Whoever proposes something close to yours reads its title, whose it is, its aim, and what came of it and why."
        ),
        say("Lessons, and what initiatives leave behind: everybody in the company who looks for them."),
        say("A proposal without your name: nobody else reads it, or only those who answer. Admins are no exception."),
        say("Whoever runs the store of Quickwin can still read that name in it."),
        say("Numbers and comments: the people of the initiative, and the admins."),
        say("What is in the way of an initiative: its people, and whoever they ask for help."),
        say("Comments on a story or a lesson: whoever reads the story, and whoever has commented there."),
        say("What help an initiative looks for, with its title: whoever offers such help."),
        say("A number to be confirmed, and what was said beside it: whoever is asked to confirm it."),
        say("What stands at a gate: the people of the initiative, and whoever signs there."),
        say("Who comes to a workshop: whoever holds it, the admins and people of knowledge, until a month after it."),
        say("What you ask without your name: the admins, and nobody reads who wrote it."),
        say("The pulse: the people of the initiative and the admins, without names, from 3 answers on."),
        say("The dashboard: everybody here reads totals, and the title, owner and aim of what is under way."),
        say(
            "The channel: stories you agreed to, word for word, and the weekly digest with titles and totals of initiatives."
        ),
    ),
)
"""Each with its heading first: what the page on the web says too."""


async def show(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(Card("privacy.card"))


@card("privacy.card")
async def privacy_card(see: Seeing, _about: Args) -> Message:
    """In plain words, nothing left out."""
    return Message(
        TITLE,
        (
            *(block for part in PARTS for block in _part(*part)),
            *_part(say("Having it erased"), await _erasing(see)),
            Buttons(
                (
                    Button(say("Show what is mine"), "mine.show"),
                    Button(say("Open my settings"), "settings.show"),
                    Button(say("Ask without my name"), "worry.begin", {"write": "yes"}),
                )
            ),
        ),
    )


async def _erasing(see: Seeing) -> Words:
    names = [Typed(admin.name) for admin in await see.store.admins(see.org) if admin.active]
    if not names:
        return say("Ask whoever runs Quickwin here: it is erased in its store.")
    return say("Ask an admin: {names}. Whoever runs Quickwin here erases it in its store.", names=Listed(tuple(names)))


def _part(heading: Words, *lines: Words) -> tuple[Block, ...]:
    return (Heading(heading), *(Para(line) for line in lines))


CONVERSATION = Conversation(
    name="privacy",
    help=say("Read what is stored, who sees it, and how to have it erased"),
    start="show",
    words=("confidentialité", "gdpr", "rgpd"),
    actions=(Action("show", NOTHING, EVERYBODY, show),),
    cards=(privacy_card,),
)
