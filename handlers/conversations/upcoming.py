"""`upcoming`: who is asked in the next seven days, when and about what, or why not; nothing is sent by looking."""

from __future__ import annotations

from handlers.conversation import Action, Card, Conversation, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.forecast import coming, seven_days
from handlers.foretold import counted, line
from handlers.replies import instead
from handlers.seen_by import admins
from handlers.subjects import NOTHING
from handlers.turning import leaf, page_of
from handlers.ui import Args, Block, Buttons, Heading, Message, Note, Para
from handlers.words import Typed, say
from initiatives.people import Organisation

ADMINS = only(Role.ADMIN)


async def show(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(Card("upcoming.week"))


async def turn_page(turn: Turn, _organisation: Organisation, about: Args) -> Reply:
    return await instead(turn, Card("upcoming.week", {"page": about.get("page", "")}))


@card("upcoming.week", seen_by=admins)
async def week(see: Seeing, about: Args) -> Message:
    """The counts first, then everything by time, page by page."""
    found = await coming(see.store, see.organisation, seven_days(see.now), see.now)
    summary = counted(found)
    shown, turns = leaf(found, page_of(about), "upcoming.page", {})
    blocks: list[Block] = [Heading(say("The next seven days")), Para(summary), *[Para(line(one)) for one in shown]]
    if turns:
        blocks.append(Buttons(turns))
    zone = Typed(see.reader.zone)
    blocks.append(Note(say("As things stand now; nothing is sent by looking. Times are those of {zone}.", zone=zone)))
    return Message(summary, tuple(blocks))


CONVERSATION = Conversation(
    name="upcoming",
    help=say("See who is asked in the next seven days, and who is not (admins)"),
    start="show",
    words=("prévisions",),
    actions=(Action("show", NOTHING, ADMINS, show), Action("page", NOTHING, ADMINS, turn_page)),
    cards=(week,),
)
