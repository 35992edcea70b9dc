"""`value`: what initiatives have been worth: hours, errors and money, what backs it, and what it does not prove."""

from __future__ import annotations

from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Conversation,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import split, title
from handlers.replies import instead
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE, ONESELF
from handlers.turning import leaf, page_of
from handlers.ui import Args, Block, Button, Buttons, Fields, Heading, Message, Note, Para
from handlers.words import Amount, Words, say, say_n
from handlers.worth import hours, in_money, pairs, proves, worth
from initiatives.freed import freed
from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.value import Value

SEEING = only(Role.OWNER, Role.CO_OWNER, Role.SPONSOR, Role.DEPUTY, Role.REVIEWER, Role.ADMIN)


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    kept = {"page": about["page"]} if "page" in about else {}
    return await instead(turn, Card("value.overview", kept))


async def one(_turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    return Tell(Card("value.one", {"initiative": initiative.id}))


@card("value.overview")
async def overview(see: Seeing, about: Args) -> Message:
    """The reader's own, and for an admin what all of it comes to."""
    own = await _own(see)
    shown, turns = leaf(own, page_of(about), "value.show", {})
    rows = [block for initiative in shown for block in await _row(see, initiative)]
    text = say("What your initiatives have been worth so far") if own else say("Nothing of yours has numbers yet.")
    total = await _total(see) if see.person is not None and see.person.admin else []
    blocks: list[Block] = [Heading(say("What came of it")), *total, *([Para(text)] if not own else []), *rows]
    blocks += [Buttons(turns)] if turns else []
    return Message(text, (*blocks, Note(proves())))


async def _own(see: Seeing) -> list[Initiative]:
    """What they own or sponsor and has numbers that count."""
    if see.person is None:
        return []
    me = see.person.id
    found = [*await see.store.initiatives_of(see.org, me), *await see.store.sponsored_by(see.org, me)]
    return [one for one in {one.id: one for one in found}.values() if one.counts and one.latest is not None]


async def _row(see: Seeing, initiative: Initiative) -> list[Block]:
    return [Para(_line(await worth(see, initiative), initiative)), Buttons((button(initiative),))]


def _line(found: Value, initiative: Initiative) -> Words:
    if found.hours is not None:
        return say("{title}: {hours} freed so far", title=title(initiative), hours=hours(found.hours.so_far))
    if found.errors is not None:
        n = round(found.errors.so_far, 0)
        return say("{title}: errors avoided so far: {n}", title=title(initiative), n=Amount(n))
    return say("{title}: its number is neither hours nor errors a week", title=title(initiative))


def button(initiative: Initiative) -> Button:
    """The way to what one initiative is worth."""
    return Button(say("What came of it"), "value.one", {"initiative": initiative.id})


async def _total(see: Seeing) -> list[Block]:
    found = freed(await see.store.portfolio(see.org))
    if not found.hours:
        return [Para(say("No initiative with a result frees hours so far."))]
    text = say_n(
        "Freed so far: {hours} a week, in {n} initiative. {split}",
        "Freed so far: {hours} a week, in {n} initiatives. {split}",
        found.initiatives,
        hours=hours(found.hours),
        split=split(found.parts, "h"),
    )
    paid = in_money(found, see.organisation)
    rate = Button(say("Say what an hour costs"), "admin.rate")
    return [Para(text), Note(paid) if paid is not None else Buttons((rate,))]


@card("value.one", seen_by=whoever(SEEING))
async def one_card(see: Seeing, about: Args) -> Message:
    """Everything that is known about one of them."""
    initiative = await INITIATIVE.of(see, about)
    found = await worth(see, initiative)
    text = _line(found, initiative)
    told = pairs(found, see.organisation)
    blocks: list[Block] = [Heading(say("What came of it")), Para(text), *([Fields(told)] if told else [])]
    if found.hours is not None and see.organisation.hour_rate is None:
        blocks.append(Note(say("Money is shown once an admin has said what an hour costs.")))
    return Message(text, (*blocks, Note(proves())))


CONVERSATION = Conversation(
    name="value",
    help=say("See what initiatives have been worth so far"),
    start="show",
    words=("worth", "valeur"),
    actions=(Action("show", ONESELF, EVERYBODY, show), Action("one", INITIATIVE, SEEING, one)),
    cards=(overview, one_card),
)
