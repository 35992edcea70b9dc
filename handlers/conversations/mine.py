"""`mine`: everything somebody has in Quickwin, with the next step beside each."""

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
from handlers.facts import name_of, way
from handlers.figures import pictures
from handlers.next_steps import steps
from handlers.overview import Part, page, parts, shortened, stands
from handlers.replies import instead
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE, ONESELF
from handlers.ui import Args, Block, Button, Buttons, Fields, Message, Para
from handlers.waiting_shown import in_week
from handlers.words import Listed, Typed, say
from initiatives.initiative import Initiative
from initiatives.people import Person

THEIRS = only(Role.OWNER, Role.CO_OWNER, Role.SPONSOR, Role.DEPUTY)
ROW = 3
"""How many buttons stand side by side."""
MOST_BLOCKS = 50
"""What fits into one message of any platform."""


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    """The overview, or a page of one part of it, in place of the message whose button was pressed."""
    kept = {name: about[name] for name in ("part", "page") if name in about}
    return await instead(turn, Card("mine.overview", kept))


async def proposal(_turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """The proposal's own card once more, with its buttons."""
    return Tell(Card("review.to_review", {"initiative": initiative.id}, subject=initiative.id))


async def more(_turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """The initiative's own card, with all that can be done about it."""
    return Tell(Card("mine.initiative", {"initiative": initiative.id}, subject=initiative.id))


@card("mine.initiative", seen_by=whoever(THEIRS))
async def one_of_them(see: Seeing, about: Args) -> Message:
    """Where it stands, who is who, what waits, and every button the reader may press."""
    initiative = await INITIATIVE.of(see, about)
    line, latest = await stands(see, initiative), initiative.latest
    blocks: list[Block] = [Para(line)]
    if latest is not None:
        readings = await see.store.readings(see.org, initiative.id)
        blocks += [way(initiative.leading, latest.value), *pictures(initiative.leading, readings)]
    blocks += [*await _people(see, initiative), *await in_week(see, initiative)]
    found = await steps(see, initiative)
    rows = [Buttons(found[first : first + ROW]) for first in range(0, len(found), ROW)]
    return Message(line, (*blocks, *rows))


async def _people(see: Seeing, initiative: Initiative) -> list[Block]:
    named = (
        (say("Owner"), initiative.owner), (say("Answers its check-ins"), initiative.deputy), (say("Sponsor"), initiative.sponsor),
    )  # fmt: skip
    pairs = [(role, Typed((await name_of(see, person)).text)) for role, person in named if person]
    shared = [Typed((await name_of(see, person)).text) for person in initiative.co_owners]
    if shared:
        return [Fields((*pairs, (say("Shared with"), say("{names}", names=Listed(tuple(shared))))))]
    return [Fields(tuple(pairs))] if pairs else []


@card("mine.overview")
async def overview(see: Seeing, about: Args) -> Message:
    """All parts, shortened, or one part page by page."""
    found = await parts(see, see.person) if see.person else ()
    if not found:
        return _nothing_yet()
    one = next((part for part in found if part.name == about.get("part")), None)
    if one is not None:
        return Message(one.heading, await page(see, one, _number(about.get("page", ""))))
    blocks: list[Block] = []
    for part in found:
        blocks += await shortened(see, part, _shown(len(found)))
    if any(part.name == "initiatives" and _has_numbers(part) for part in found) and len(blocks) < MOST_BLOCKS:
        blocks.append(Buttons((Button(say("What came of it"), "value.show"),)))
    return Message(say("Your initiatives, and what waits for you"), tuple(blocks))


def _has_numbers(part: Part) -> bool:
    return any(one.counts and one.latest is not None for one in part.items)


def _shown(parts: int) -> int:
    """How many of each part the first view shows: two blocks each, beside a heading and the way to the rest."""
    return min(4, (MOST_BLOCKS // parts - 2) // 2)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def _nothing_yet() -> Message:
    text = say("Nothing of yours is here yet. What takes too long, or goes wrong, in your week?")
    button = Button(say("Propose an initiative"), "propose.begin", style="primary")
    return Message(text, (Para(text), Buttons((button,))))


CONVERSATION = Conversation(
    name="mine",
    help=say("See your initiatives, drafts and what waits for you"),
    start="show",
    words=("initiatives", "status", "drafts", "brouillons"),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("more", INITIATIVE, THEIRS, more),
        Action("proposal", INITIATIVE, only(Role.REVIEWER), proposal),
    ),
    cards=(overview, one_of_them),
)
