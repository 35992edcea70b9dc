"""`home`: the page of the bot where the platform has one: what waits, what runs, how somebody is asked."""

from __future__ import annotations

from handlers.conversation import Conversation, Seeing, card
from handlers.overview import how_asked, parts, set_up_hint, shortened
from handlers.ui import Args, Block, Button, Buttons, Divider, Heading, Message, Para
from handlers.words import Bold, say
from initiatives.people import Person

SHOWN = {
    "reviews": 5, "check_ins": 5, "waiting": 2, "put_to": 3, "gates": 3, "deputy": 3, "initiatives": 6, "co_owned": 3, "sponsored": 4,
    "held": 2, "drafts": 3,
}  # fmt: skip
"""How many of each part are drawn; two blocks each, so that the page keeps well below a hundred."""


@card("home")
async def home(see: Seeing, _about: Args) -> Message:
    """Everything at a glance, what waits for the reader first."""
    if see.person is None:
        return _welcome(see)
    blocks: list[Block] = [*set_up_hint(see)]
    found = await parts(see, see.person)
    for part in found:
        blocks += [*await shortened(see, part, SHOWN[part.name]), Divider()]
    if not found:
        blocks += [*_welcome(see).blocks, Divider()]
    return Message(say("Quickwin: what waits for you and what is under way"), (*blocks, *_settings(see, see.person)))


def _welcome(see: Seeing) -> Message:
    name = Bold(see.person.name if see.person else see.organisation.name)
    text = say(
        "Hello {name}. Tell me what takes too long or goes wrong, and I help you try something small and measure it.",
        name=name,
    )
    return Message(text, (Para(text),))


def _settings(see: Seeing, person: Person) -> tuple[Block, ...]:
    buttons = [
        Button(say("Propose an initiative"), "propose.begin", style="primary"),
        Button(say("Change my settings"), "settings.settings"),
        Button(say("What I can do"), "help.show"),
    ]
    if person.admin:
        buttons.append(Button(say("Administration"), "admin.show"))
    return (Heading(say("How you are asked")), Para(how_asked(see, person)), Buttons(tuple(buttons)))


CONVERSATION = Conversation(name="home", help=None, cards=(home,))
