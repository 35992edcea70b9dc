"""What became of asking somebody to confirm a number, and the button that asks: on the cards of whoever answers for it."""

from __future__ import annotations

from handlers.conversation import Look, Role, Seeing, only
from handlers.facts import name_of
from handlers.subjects import INITIATIVE
from handlers.ui import Block, Button, Buttons, Note, Quote
from handlers.words import Amount, Day, Typed, Words, say
from initiatives.calendar import local_day
from initiatives.check_ins import CheckIn, Confirmation
from initiatives.confirming import unconfirmed
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence

ASKING = only(Role.OWNER, Role.DEPUTY)


async def confirmations(see: Seeing, initiative: Initiative, done: CheckIn) -> list[Block]:
    """What became of each number that somebody was asked about."""
    return [block for one in done.confirmations for block in await lines(see, initiative, one)]


async def asking(see: Seeing, initiative: Initiative, done: CheckIn) -> list[Block]:
    """The way to ask about what nobody has confirmed, for whoever answers for it."""
    if not unconfirmed(done) or not await INITIATIVE.holds(see, initiative, ASKING):
        return []
    return [Buttons((ask_button(initiative, done.week, see.delivery),))]


async def lines(look: Look, initiative: Initiative, one: Confirmation) -> list[Block]:
    """Asked, confirmed, or not this number and why; with the number's name where there are several."""
    line = await _line(look, one)
    if len(initiative.kpis) > 1:
        line = say("{kpi}: {line}", kpi=Typed(initiative.kpi(one.kpi).name), line=line)
    if not one.why:
        return [Note(line)]
    kpi = initiative.kpi(one.kpi)
    instead = say("It should be {value}.", value=Amount(one.instead, kpi.unit)) if one.instead is not None else None
    return [Note(line), Quote(Typed(one.why)), *((Note(instead),) if instead is not None else ())]


async def _line(look: Look, one: Confirmation) -> Words:
    name = await name_of(look, one.person)
    if one.over_at is not None:
        if not one.confirmed:
            return say("{name} does not confirm it.", name=name)
        return say("Confirmed by {name} on {day}.", name=name, day=Day(local_day(one.over_at, look.reader.zone)))
    person = await look.store.person(look.org, one.person)
    if person is None or not (person.active or person.merged_into):
        return say("{name} was asked to confirm it and has left. Ask somebody else.", name=name)
    return say("{name} is asked to confirm it.", name=name)


def ask_button(initiative: Initiative, week: str, shown_in: str = "") -> Button:
    """Opens the question whom to ask. The message it stands in is drawn again with what comes of it."""
    about = {"initiative": initiative.id, "week": week, **({"from": shown_in} if shown_in else {})}
    return Button(say("Ask for confirmation"), "confirm.begin", about)


def ask_about_latest(initiative: Initiative) -> tuple[Button, ...]:
    """For a list: nothing where the newest number is confirmed, or where there is none."""
    latest = initiative.latest
    if latest is None or latest.evidence is Evidence.CONFIRMED:
        return ()
    return (ask_button(initiative, latest.week),)
