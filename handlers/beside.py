"""A number that a system has sent, and what is asked beside it: how it looks, and a comment."""

from __future__ import annotations

from datetime import datetime

from handlers.bundles import all_redrawn, of_week
from handlers.conversation import Also, Seeing
from handlers.facts import title, way
from handlers.ui import Block, Button, Buttons, Divider, Para
from handlers.words import Typed, say
from initiatives.calendar import iso_week, local_day
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence
from initiatives.people import Organisation, Person
from storage.port import Transaction
from storage.weeks import Nudge


async def put_beside(
    store: Transaction, organisation: Organisation, person: Person, running: list[Initiative], now: datetime
) -> list[Initiative]:
    """Those whose newest number a system sent, new enough not to be asked for, and about which nobody has said how it looks."""
    today = local_day(now, person.zone)
    return [
        one
        for one in running
        if one.asks_beside and one.asked_on(today) and await _is_unsaid(store, organisation, one, person, now)
    ]


async def _is_unsaid(
    store: Transaction, organisation: Organisation, initiative: Initiative, person: Person, now: datetime
) -> bool:
    latest, today = initiative.latest, local_day(now, person.zone)
    if latest is None or latest.evidence is Evidence.SELF_REPORTED:
        return False
    if latest.week != iso_week(today) and (today - latest.on).days >= organisation.fresh_days:
        return False
    done = await store.check_in(organisation.id, check_in_id(initiative.id, latest.week))
    return done is not None and bool(done.source) and done.confidence is None


async def rows(see: Seeing, nudge: Nudge | None) -> list[Block]:
    """For each initiative of the week that is asked about beside its number: the number, and the buttons."""
    blocks: list[Block] = []
    for one in nudge.beside if nudge is not None else ():
        initiative = await see.store.initiative(see.org, one)
        if initiative is None or initiative.latest is None or not initiative.asked_weekly:
            continue
        done = await see.store.check_in(see.org, check_in_id(one, initiative.latest.week))
        if done is not None and done.source:
            blocks += [*([Divider()] if blocks else []), *_row(initiative, done)]
    return blocks


def _row(initiative: Initiative, done: CheckIn) -> list[Block]:
    sent = say("{title}: measured by {system}", title=title(initiative), system=Typed(done.source))
    value = dict(done.values).get(initiative.leading.id)
    blocks: list[Block] = [Para(sent), *([way(initiative.leading, value)] if value is not None else [])]
    buttons = buttons_beside(initiative, done, done.week)
    return [*blocks, Buttons(buttons)] if buttons else blocks


def buttons_beside(initiative: Initiative, done: CheckIn, week: str) -> tuple[Button, ...]:
    """What whoever answers for it can say to a number they have not typed; nothing where they did, or were left alone."""
    if not done.source or not initiative.asks_beside:
        return ()
    about = {"initiative": initiative.id, "week": week}
    leave = Button(say("Do not ask about its numbers"), "systems.leave", about)
    if done.confidence is not None:
        return (Button(say("Say it differently"), "systems.beside", about),)
    return (Button(say("Say how it looks"), "systems.beside", about, "primary"), leave)


async def redrawn_beside(store: Transaction, initiative: Initiative, person: Person, week: str, now: datetime) -> Also:
    """The weekly messages that show that number."""
    nudges = {nudge.id: nudge for nudge in await of_week(store, initiative, week, person.id)}
    this_week = await store.nudge(person.organisation, person.id, iso_week(local_day(now, person.zone)))
    if this_week is not None and initiative.id in this_week.beside:
        nudges[this_week.id] = this_week
    return tuple([each for nudge in nudges.values() for each in await all_redrawn(store, nudge)])
