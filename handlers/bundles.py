"""The weekly bundles that name an initiative, whoever's they are: drawn again, closed, or given one more to answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.answering import may_be_asked
from handlers.conversation import Also, Card, Change, Remove, Reply, Tell
from handlers.deliveries import queue, standing
from initiatives.calendar import iso_week, local_day
from initiatives.check_ins import check_in_id
from initiatives.initiative import Initiative
from storage.port import Transaction
from storage.records import DeliveryState
from storage.weeks import Ended, Nudge, NudgeState

CARD, REMINDER = "check_in.nudge", "check_in.reminder"
DRAWN = "drawn"
"""What an answer carries whose way the week's message shows already."""


def card_of(nudge: Nudge, name: str = CARD) -> Card:
    """The card of somebody's week, or of the reminder of it."""
    return Card(name, {"person": nudge.person, "week": nudge.week}, subject=nudge.person)


def redrawn(nudge: Nudge) -> Change:
    """The week's message, showing how it stands now."""
    return Change(nudge.delivery, card_of(nudge))


async def show(store: Transaction, organisation: str, also: Also, now: datetime) -> None:
    """Queues messages drawn again outside a turn: nothing among them is new, so no id is made."""
    await queue(store, organisation, also, now, str)


def pictured(also: Also, initiative: str) -> Also:
    """The week's message shows the way of what was answered by a button of it: what else tells of that does not stay everywhere."""
    return tuple(
        replace(one, card=replace(one.card, about={**one.card.about, "pictured": initiative}))
        if isinstance(one, Change) and one.card.name == CARD
        else one
        for one in also
    )


def drawn_once(told: Reply, initiative: str) -> Reply:
    """An answer to the form of the week's message: where that message shows the way, the answer does not show it again."""
    if not isinstance(told, Tell) or not any(isinstance(one, Change) and one.card.name == CARD for one in told.also):
        return told
    about = {**told.card.about, DRAWN: "yes"}
    return replace(told, card=replace(told.card, about=about), also=pictured(told.also, initiative))


async def all_redrawn(store: Transaction, nudge: Nudge) -> Also:
    """The week's message and the reminder of it as they stand now; what is not out yet goes when nothing waits."""
    also: Also = ()
    for key, name in ((nudge.delivery, CARD), (nudge.reminder, REMINDER)):
        if key:
            unwanted = not nudge.waits and await is_held(store, nudge.organisation, key)
            also = (*also, Remove(key) if unwanted else Change(key, card_of(nudge, name)))
    return also


async def is_held(store: Transaction, organisation: str, delivery: str) -> bool:
    """Whether nobody has read it yet, and nobody is sending it."""
    row = await standing(store, organisation, delivery)
    return row is not None and row.state is DeliveryState.QUEUED and not row.message


async def naming(store: Transaction, about: Initiative, now: datetime, *others: str) -> list[Nudge]:
    """The bundles that name it and still matter: those that wait, and this week's, of everybody who may be asked about it."""
    found: dict[str, Nudge] = {}
    for who in dict.fromkeys((*await may_be_asked(store, about), *others)):
        person = await store.person(about.organisation, who)
        if person is None:
            continue
        nudges = await store.open_nudges(about.organisation, who)
        this_week = await store.nudge(about.organisation, who, iso_week(local_day(now, person.zone)))
        for nudge in (*nudges, *((this_week,) if this_week is not None else ())):
            if about.id in nudge.initiatives and nudge.delivery:
                found[nudge.id] = nudge
    return list(found.values())


async def of_week(store: Transaction, about: Initiative, week: str, *others: str) -> list[Nudge]:
    """The bundles of that week that name it."""
    people = dict.fromkeys((*await may_be_asked(store, about), *others))
    found = [await store.nudge(about.organisation, person, week) for person in people]
    return [nudge for nudge in found if nudge is not None and nudge.delivery and about.id in nudge.initiatives]


async def belongs(store: Transaction, person: str, about: Initiative) -> bool:
    """Whether it is still theirs to answer: their own, or of somebody they stand in for."""
    if about.answered_by == person:
        return True
    asked = await store.person(about.organisation, about.answered_by)
    return asked is not None and asked.stand_in == person


async def open_in(store: Transaction, nudge: Nudge) -> list[Initiative]:
    """What a week still waits for: asked about, running and theirs, and without an answer for that week."""
    day = nudge.at.date()
    asked = [await store.initiative(nudge.organisation, one) for one in nudge.initiatives]
    running = [one for one in asked if one is not None and one.asked_weekly and not one.is_paused(day)]
    theirs = [one for one in running if await belongs(store, nudge.person, one)]
    return [one for one in theirs if await store.check_in(nudge.organisation, check_in_id(one.id, nudge.week)) is None]


async def settle(store: Transaction, about: Initiative, why: Ended, now: datetime, *others: str) -> Also:
    """After it was stopped, paused or handed on: a bundle that waits for nothing more is closed; all are drawn again."""
    also: Also = ()
    for nudge in await naming(store, about, now, *others):
        current = nudge
        if nudge.waits and not await open_in(store, nudge):
            current = await _closed(store, nudge, why, now)
            await store.change_nudge(current)
        also = (*also, *await all_redrawn(store, current))
    return also


async def _closed(store: Transaction, nudge: Nudge, why: Ended, now: datetime) -> Nudge:
    """Answered when an answer came for anything in it; otherwise nothing came of the week, and it says why."""
    for one in nudge.initiatives:
        if await store.check_in(nudge.organisation, check_in_id(one, nudge.week)) is not None:
            return replace(nudge, state=NudgeState.ANSWERED, answered_at=nudge.answered_at or now, remind_at=None)
    state = NudgeState.ANSWERED if why is Ended.STOPPED else NudgeState.MISSED
    return replace(nudge, state=state, reason=why.value, remind_at=None)


async def taken_in(store: Transaction, person: str, initiatives: list[Initiative], now: datetime) -> Also:
    """Somebody's open bundle of this week asks about these too: an edit, which makes no sound. Nothing where none is open."""
    nudges = await _this_week(store, initiatives[0].organisation, person, now) if initiatives else []
    also: Also = ()
    for nudge in nudges:
        new = [one for one in initiatives if one.id not in nudge.initiatives and await _is_open(store, one, nudge, now)]
        if new:
            more = replace(nudge, initiatives=(*nudge.initiatives, *(one.id for one in new)))
            await store.change_nudge(more)
            also = (*also, *await all_redrawn(store, more))
    return also


async def _this_week(store: Transaction, organisation: str, person_id: str, now: datetime) -> list[Nudge]:
    person = await store.person(organisation, person_id)
    if person is None:
        return []
    nudge = await store.nudge(organisation, person_id, iso_week(local_day(now, person.zone)))
    return [nudge] if nudge is not None and nudge.waits else []


async def _is_open(store: Transaction, about: Initiative, nudge: Nudge, now: datetime) -> bool:
    done = await store.check_in(about.organisation, check_in_id(about.id, nudge.week))
    return done is None and about.asked_on(now.date())
