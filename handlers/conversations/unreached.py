"""`unreached`: who could not be reached and why, for the admins; and what an owner's stand-in hears of it."""

from __future__ import annotations

from handlers.conversation import Action, Card, Conversation, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.facts import more, name_of, title
from handlers.missing import Missed, missed
from handlers.nudges import asked_in
from handlers.reasons import reason
from handlers.replies import instead
from handlers.rerouting import TOLD, settle, stand_in
from handlers.seen_by import admins
from handlers.subjects import NOTHING
from handlers.ui import Args, Block, Button, Buttons, Heading, Message, Note, Para
from handlers.why import why as grounds
from handlers.words import Bold, Day, Listed, Words, say
from initiatives.calendar import local_day
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person

ADMINS = only(Role.ADMIN)
LISTED = 10
"""How many people one message shows: with their reasons they fit on any platform."""
OFFERED = 5
LIST = Card("unreached.list")


async def show(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(LIST)


async def done(turn: Turn, _organisation: Organisation, about: Args) -> Reply:
    """An admin has told them: they are off the list until something fails anew."""
    turn.store.because(by=turn.person.id, action="unreached.done")
    await settle(turn.store, turn.org, about.get("person", ""))
    return await instead(turn, LIST)


@card(LIST.name, seen_by=admins)
async def listed(see: Seeing, _about: Args) -> Message:
    """The people, each with what did not arrive, since when, and why; those of the longest time first."""
    found = await missed(see.store, see.org)
    if not found:
        text = say("Everybody was reached.")
        return Message(text, (Para(text),))
    blocks: list[Block] = [Heading(say("Who could not be reached"))]
    for one in found[:LISTED]:
        blocks += _entry(see, one)
    if len(found) > LISTED:
        blocks.append(Note(more(len(found) - LISTED)))
    blocks.append(Note(say("Check-ins wait for them under “mine”. Whoever is reached again leaves this list.")))
    return Message(say("Who could not be reached, and why"), tuple(blocks))


def _entry(see: Seeing, one: Missed) -> list[Block]:
    since = Day(local_day(one.since, see.reader.zone))
    line = say("{name}: {what}, since {day}", name=Bold(one.name), what=one.what, day=since)
    ways: list[Block] = [Note(say("{ways}", ways=Listed(tuple(way.words for way in one.ways))))]
    if not one.certain:
        ways.append(Note(say("It may have arrived all the same.")))
    button = Button(say("I have told {name}", name=Bold(one.name)), "unreached.done", {"person": one.person})
    return [Para(line), *ways, Buttons((button,))]


async def _stands_in(see: Seeing, about: Args) -> bool:
    return bool(await _theirs(see, about))


async def _theirs(see: Seeing, about: Args) -> list[Initiative]:
    """The initiatives of the owner's week for which whoever looks can act."""
    owner = await see.store.person(see.org, about["person"])
    if owner is None or see.person is None:
        return []
    asked = await asked_in(see.store, see.org, owner.id, about["week"])
    acting = [await stand_in(see.store, see.organisation, one, owner, see.now) for one in asked]
    return [one for one, other in zip(asked, acting, strict=True) if other == see.person.id]


@card(TOLD, seen_by=_stands_in, by_itself=True)
async def told(see: Seeing, about: Args) -> Message:
    """Whose number is missing, why they could not be asked, and what can be done."""
    theirs, name = await _theirs(see, about), await name_of(see, about["person"])
    text = say(
        "{name} could not be reached for the number of these initiatives: {titles}",
        name=name, titles=Listed(tuple(say("{title}", title=title(one)) for one in theirs)),
    )  # fmt: skip
    row = await see.store.delivery(see.org, about["row"])
    why = (Note(say("Why: {reason}.", reason=reason(row.reason, row.said))),) if row is not None else ()
    owner = await see.store.person(see.org, about["person"])
    blocks = (Heading(say("An owner could not be reached")), Para(text), *why, Para(_advice(owner, name)))
    once = say("You get this once, because you can act for them. They are under “mine” too.")
    return Message(text, (*blocks, _stops(theirs), *grounds(once)))


def _advice(owner: Person | None, name: Bold) -> Words:
    if owner is not None and owner.active:
        return say("Ask {name} in person. The check-in waits under “mine”, in any chat with Quickwin.", name=name)
    return say("{name} has left. If nobody goes on with it, end it and keep what it taught.", name=name)


def _stops(theirs: list[Initiative]) -> Buttons:
    return Buttons(
        tuple(
            Button(say("Stop {title}", title=title(one)), "stop.stop", {"initiative": one.id})
            for one in theirs[:OFFERED]
        )
    )


CONVERSATION = Conversation(
    name="unreached",
    help=None,
    start="show",
    words=("injoignables",),
    actions=(Action("show", NOTHING, ADMINS, show), Action("done", NOTHING, ADMINS, done)),
    cards=(listed, told),
)
