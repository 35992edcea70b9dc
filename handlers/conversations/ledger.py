"""`ledger`: week by week, when somebody was asked and answered, or why not; for admins, everybody's."""

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
from handlers.facts import name_of
from handlers.ledger import WEEKS, Entry, is_week, last_weeks, of_person, of_week, rate, rates
from handlers.ledger_words import became, told
from handlers.replies import instead
from handlers.seen_by import admins
from handlers.subjects import NOTHING, ONESELF
from handlers.turning import leaf, page_of
from handlers.ui import Args, Block, Button, Buttons, Fields, Heading, Message, Note, Para
from handlers.words import Typed, Words, say
from initiatives.people import Organisation, Person

ADMINS = only(Role.ADMIN)


async def show(_turn: Turn, _person: Person, _about: Args) -> Reply:
    return Tell(Card("ledger.own"))


async def everybody(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(Card("ledger.everybody"))


async def show_week(turn: Turn, _organisation: Organisation, about: Args) -> Reply:
    """Everybody's week, or another page of it, in place of what was pressed."""
    return await instead(turn, Card("ledger.week", {name: about[name] for name in ("week", "page") if name in about}))


@card("ledger.own")
async def own(see: Seeing, _about: Args) -> Message:
    """The reader's own weeks, and nobody else's."""
    assert see.person is not None  # noqa: S101 told to a person only
    heading = say("Your check-ins")
    entries = (await of_person(see.store, see.org, see.person.id))[:WEEKS]
    shown: tuple[Block, ...] = (Para(say("No week of yours is known yet.")),)
    if entries:
        shown = (Fields(tuple((_week(one.week), became(one)) for one in entries)),)
    note = Note(say("Only you and the admins of your organisation see this."))
    others = (Button(say("Everybody’s check-ins"), "ledger.everybody"),) if see.person.admin else ()
    buttons = (*others, Button(say("Open my settings"), "settings.show"))
    return Message(heading, (Heading(heading), *shown, note, Buttons(buttons)))


@card("ledger.everybody", seen_by=admins)
async def overview(see: Seeing, _about: Args) -> Message:
    """How many answered, week by week, and the way to each week."""
    weeks = last_weeks(see.now, see.organisation.zone)
    found = [one for one in await rates(see.store, see.org, weeks) if one.counts]
    heading = say("Check-ins of the last weeks")
    if not found:
        return Message(heading, (Heading(heading), Para(say("Nobody was to be asked in these weeks."))))
    lines = Fields(tuple((_week(one.week), told(one)) for one in found))
    buttons = tuple(Button(_week(one.week), "ledger.week", {"week": one.week}) for one in found)
    return Message(heading, (Heading(heading), lines, Note(say("Who it was, week by week:")), Buttons(buttons)))


@card("ledger.week", seen_by=admins)
async def week_card(see: Seeing, about: Args) -> Message:
    """Everybody of one week, page by page."""
    week = about.get("week", "")
    entries = await of_week(see.store, see.org, week) if is_week(week) else []
    named = sorted([((await name_of(see, one.person)).text, one) for one in entries], key=_by_name)
    shown, turns = leaf(named, page_of(about), "ledger.week", {"week": week})
    heading = say("Check-ins of {week}", week=_week(week))
    blocks: list[Block] = [Heading(heading), Para(told(rate(week, entries)))]
    if shown:
        blocks.append(Fields(tuple((Typed(name), became(one)) for name, one in shown)))
    buttons = (*turns, Button(say("All weeks"), "ledger.everybody"))
    return Message(heading, (*blocks, Buttons(buttons)))


def _by_name(named: tuple[str, Entry]) -> tuple[str, str]:
    return named[0].casefold(), named[1].person


def _week(week: str) -> Words:
    """An ISO week as people write it."""
    year, _, number = week.partition("-W")
    return say("week {number} of {year}", number=number.lstrip("0"), year=year)


CONVERSATION = Conversation(
    name="ledger",
    help=say("See week by week when you were asked and answered"),
    start="show",
    words=("registre",),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("everybody", NOTHING, ADMINS, everybody),
        Action("week", NOTHING, ADMINS, show_week),
    ),
    cards=(own, overview, week_card),
)
