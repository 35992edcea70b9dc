"""`connect`: an admin gets the one-time code with which another workspace joins this organisation."""

from __future__ import annotations

from handlers import joining
from handlers.conversation import Action, Card, Conversation, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.seen_by import admins
from handlers.subjects import NOTHING
from handlers.ui import Args, Heading, Message, Note, Para
from handlers.words import Bold, say
from initiatives.people import Organisation


async def code(turn: Turn, organisation: Organisation, _about: Args) -> Reply:
    """A new code each time; the earlier ones stay good for their hour."""
    made = joining.code_of(turn.new_id())
    await joining.keep(turn.store, organisation.id, turn.person.id, made, turn.now)
    return Tell(Card("connect.code", {"code": made}))


@card("connect.code", seen_by=admins)
async def shown(see: Seeing, about: Args) -> Message:
    """The code and what to do with it."""
    text = say("Write this to me in the other workspace: connect {code}", code=Bold(about["code"]))
    return Message(
        text,
        (
            Heading(say("Connect another workspace")),
            Para(text),
            Note(say("It works once, within an hour, for an admin there. Whoever is in both is one person here.")),
        ),
    )


CONVERSATION = Conversation(
    name="connect",
    help=say("Connect another workspace to this organisation (admins)"),
    start="code",
    words=("connecter",),
    actions=(Action("code", NOTHING, only(Role.ADMIN), code),),
    cards=(shown,),
)
