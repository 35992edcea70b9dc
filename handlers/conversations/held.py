"""`held`: a proposal that waits for its proposer's word is opened where it stood, thrown away, or ends with a word."""

from __future__ import annotations

from handlers.conversation import Action, Card, Change, Conversation, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.holding import DROPPED, ENDED, shown_elsewhere
from handlers.similar import FOUND, HELD
from handlers.ui import Args, Button, Buttons, Message, Para, Quote
from handlers.why import why
from handlers.words import Bold, Typed, say
from initiatives.similar import KEPT, Held

MINE = only(Role.DRAFTER)


async def open_(_turn: Turn, held: Held, _about: Args) -> Reply:
    """What it is close to, with every way on."""
    return Tell(Card(FOUND, {"held": held.id}, subject=held.id))


async def drop(turn: Turn, held: Held, _about: Args) -> Reply:
    """It goes, and the list it stood in is drawn without it."""
    await turn.store.drop_proposal(held)
    gone = Card(DROPPED, {"name": held.initiative.title})
    also = await shown_elsewhere(turn, held, gone)
    pressed = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if pressed is not None:
        also = (*also, Change(pressed.id, Card(pressed.card, dict(pressed.about), subject=pressed.subject)))
    return Tell(gone, also=also)


@card(ENDED, by_itself=True)
async def ended(_see: Seeing, about: Args) -> Message:
    """What is read when its time is over: the words, to be put forward anew."""
    text = say(
        "Your proposal {title} was kept for {days} days and is not kept any more.",
        title=Bold(about["title"]),
        days=KEPT.days,
    )
    again = Buttons((Button(say("Propose an initiative"), "propose.begin"),))
    words = [Quote(Typed(about[name])) for name in ("pain", "idea") if about[name]]
    reason = say("You get this because you typed it and did not put it forward.")
    return Message(text, (Para(text), *words, again, *why(reason)))


CONVERSATION = Conversation(
    name="held",
    help=None,
    actions=(Action("open", HELD, MINE, open_), Action("drop", HELD, MINE, drop)),
    cards=(ended,),
)
