"""`dashboard`: a link of one's own to the page that shows how the company's initiatives stand."""

from __future__ import annotations

from handlers.conversation import EVERYBODY, Action, Card, Conversation, Reply, Seeing, Tell, Turn, card
from handlers.dashboards import LIVES, PATH, pass_for
from handlers.subjects import ONESELF
from handlers.ui import Args, Message, Note, Para
from handlers.words import Link, leads, say, say_n
from initiatives.people import Person


async def show(_turn: Turn, _person: Person, _about: Args) -> Reply:
    return Tell(Card("dashboard.link"))


@card("dashboard.link")
async def link(see: Seeing, _about: Args) -> Message:
    """Where the page is, for as long as the link lasts; in words where the bot has no address of its own."""
    if see.person is None or not leads(see.where):
        text = say("There is no page to lead to: whoever runs Quickwin here gives it an address with QUICKWIN_URL.")
        return Message(text, (Para(text),))
    address = f"{see.where}{PATH}{pass_for(see.derived, see.org, see.person.id, see.now)}"
    opens = Link(see.reader.read(say("Open the dashboard")), address)
    text = say("How the initiatives here stand, on one page: {link}", link=opens)
    hours = int(LIVES.total_seconds() // 3600)
    note = say_n("The link is yours and opens for {n} hour.", "The link is yours and opens for {n} hours.", hours)
    return Message(text, (Para(text), Note(note)))


CONVERSATION = Conversation(
    name="dashboard",
    help=say("See on one page how the initiatives here stand"),
    start="show",
    words=("tableau de bord", "board"),
    actions=(Action("show", ONESELF, EVERYBODY, show),),
    cards=(link,),
)
