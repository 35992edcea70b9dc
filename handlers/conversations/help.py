"""`help`: who the bot is, what it can do, and the first three things to try."""

from __future__ import annotations

from handlers.conversation import EVERYBODY, Action, Card, Conversation, Reply, Seeing, Tell, Turn, card
from handlers.overview import set_up_hint
from handlers.subjects import NOTHING
from handlers.ui import Args, Button, Buttons, Fields, Message, Note, Para
from handlers.words import Bold, Member, Text, Words, say
from initiatives.people import Organisation

WHAT = say("See what I can do")
COMMANDS: tuple[tuple[Words, Words], ...] = (
    (say("propose"), say("Put a small AI experiment forward")),
    (say("mine"), say("See your initiatives, drafts and what waits for you")),
    (say("check-in"), say("Answer this week’s check-in")),
    (say("blocked"), say("Say what is in the way, and get help")),
    (say("stop"), say("End an initiative and keep what it taught")),
    (say("away"), say("Say when you are away, and who stands in")),
    (say("calendar"), say("Choose when you may be written to")),
    (say("settings"), say("Choose your language, and when you are asked")),
    (say("privacy"), say("Read what is stored, who sees it, and how to have it erased")),
    (say("help"), WHAT),
    (say("ledger"), say("See week by week when you were asked and answered")),
    (say("value"), say("See what initiatives have been worth so far")),
    (say("systems"), say("Let a system send the numbers of initiatives")),
    (say("users"), say("Name the people who use an initiative")),
    (say("gate"), say("See what an initiative needs to go on to its next stage")),
    (say("pulse"), say("See what initiatives are worth to those who use them")),
    (say("tools"), say("See which tools have been vetted, and for what")),
    (say("lessons"), say("Find what others have learnt")),
    (say("capabilities"), say("See what initiatives left behind to build on")),
    (say("scores"), say("See what proposals are worth and what they take")),
    (say("learn"), say("Read short cards on working with AI")),
    (say("worry"), say("Ask or say something without your name")),
    (say("campaigns"), say("See which themes are called for, and propose for one")),
    (say("skills"), say("Say what you can help others with")),
    (say("dashboard"), say("See on one page how the initiatives here stand")),
)
"""Every command, by a word of the reader's own language, with its line; a test compares them with what is declared."""
ADMINISTRATION: tuple[tuple[Words, Words], ...] = (
    (say("admin"), say("Set up who answers proposals, the channel and the hours")),
    (say("gates"), say("Change what initiatives need to go on to the next stage (admins)")),
    (say("digest"), say("See the weekly digest before it is posted (admins)")),
    (say("upcoming"), say("See who is asked in the next seven days, and who is not (admins)")),
    (say("connect"), say("Connect another workspace to this organisation (admins)")),
    (say("register"), say("See what AI is used for, and which rules apply (admins)")),
)
"""Commands that only admins can use, and only they are shown."""


async def show(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(Card("help.card"))


@card("help.welcome")
async def welcome(see: Seeing, about: Args) -> Message:
    """The one greeting of a channel or group the bot was added to: it says who did that."""
    shown = await help_card.build(see, about)
    who = Para(say("{member} has added me here.", member=Member(about["member"], about["name"])))
    return Message(shown.summary, (shown.blocks[0], who, *shown.blocks[1:]))


@card("help.card")
async def help_card(see: Seeing, _about: Args) -> Message:
    """The first thing a new person reads."""
    name = Bold(see.person.name if see.person else see.organisation.name)
    hello = say("Hello {name}, I am Quickwin. I help small AI experiments become measured, shared wins.", name=name)
    how = say(
        "Tell me what takes too long. Somebody answers within days; I ask for the number once a week; what works, I help tell."
    )
    buttons = (
        Button(say("Propose an initiative"), "propose.begin", style="primary"),
        Button(say("Show my initiatives"), "mine.show"),
        Button(say("Open my settings"), "settings.show"),
    )
    note = Note(say("A plain sentence works too: “we copy invoices into SAP for 3 hours a week”."))
    return Message(hello, (Para(hello), Para(how), *set_up_hint(see), Buttons(buttons), Fields(_commands(see)), note))


def _commands(see: Seeing) -> tuple[tuple[Text, Text], ...]:
    admin = see.person is not None and see.person.admin
    listed = (*COMMANDS, *(ADMINISTRATION if admin else ()))
    return tuple(listed)


CONVERSATION = Conversation(
    name="help",
    help=WHAT,
    start="show",
    words=("aide", "hi", "hello", "hey", "bonjour", "salut"),
    actions=(Action("show", NOTHING, EVERYBODY, show),),
    cards=(help_card, welcome),
)
