"""Two people who turn out to be one: their weeks, the messages still on their way, and how many each week has had."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.bundles import CARD, REMINDER, card_of, show
from handlers.conversation import Remove
from handlers.deliveries import change, standing
from handlers.unasked import add_to_week
from initiatives.calendar import HORIZON, iso_week, local_day, monday_of
from initiatives.people import Organisation, Person
from storage.port import Transaction
from storage.records import DeliveryState
from storage.weeks import Nudge, nudge_id


async def join_weeks(store: Transaction, organisation: Organisation, stays: str, goes: str, now: datetime) -> None:
    """Of a week both were asked about the earlier nudge stays, and the later one's messages go; it is reminded of once."""
    for theirs in await store.nudges_of(organisation.id, goes):
        ours = await store.nudge(organisation.id, stays, theirs.week)
        await store.drop_nudge(theirs)
        if ours is not None:
            await store.drop_nudge(ours)
        theirs_first = ours is None or _goes_before(theirs, ours)
        kept, other = (theirs, ours) if theirs_first or ours is None else (ours, theirs)
        joined = replace(_joined(kept, other), id=nudge_id(stays, theirs.week), person=stays)
        await store.claim_nudge(joined)
        if other is not None:
            gone = tuple(Remove(key) for key in (other.delivery, other.reminder) if key and key != joined.reminder)
            await show(store, organisation.id, gone, now)
        for key, name in ((joined.delivery, CARD), (joined.reminder, REMINDER)):
            await _readdress(store, joined, key, name, now)


def _goes_before(one: Nudge, other: Nudge) -> bool:
    """Being asked counts more than not being asked; of two questions the earlier."""
    return one.at < other.at if bool(one.delivery) == bool(other.delivery) else bool(one.delivery)


def _joined(kept: Nudge, other: Nudge | None) -> Nudge:
    """One week about what both asked, which waits as long as one of them did, and has the reminder of either."""
    if other is None:
        return kept
    reminder, waits = kept.reminder or other.reminder, other.waits and not kept.waits
    return replace(
        kept,
        initiatives=tuple(dict.fromkeys((*kept.initiatives, *other.initiatives))),
        beside=tuple(dict.fromkeys((*kept.beside, *other.beside))),
        state=other.state if waits else kept.state,
        reason="" if waits else kept.reason,
        reminder=reminder,
        remind_at=None if reminder else kept.remind_at or other.remind_at,
        unreminded="" if reminder else kept.unreminded,
    )


async def _readdress(store: Transaction, nudge: Nudge, key: str, name: str, now: datetime) -> None:
    """The message stays where it is, and is drawn for the one who stays."""
    row = await standing(store, nudge.organisation, key) if key else None
    if row is None:
        return
    await store.change_delivery(replace(row, to=replace(row.to, person=nudge.person)))
    await change(store, nudge.organisation, row.id, card_of(nudge, name), now)


async def join_counts(store: Transaction, stays: Person, goes: Person, now: datetime) -> None:
    """What either got in a week, or is to get in a later one, counts for the one who stays."""
    monday = monday_of(local_day(now, goes.zone))
    for number in range(HORIZON // 7 + 2):
        week = iso_week(monday + timedelta(weeks=number))
        theirs = await store.attention(goes.organisation, goes.id, week)
        if theirs is not None and theirs.count:
            await add_to_week(store, stays, week, theirs.count, theirs.forget_at)
            await store.keep_attention(replace(theirs, count=0))


async def join_messages(store: Transaction, organisation: Organisation, stays: str, goes: str, now: datetime) -> None:
    """What still waits to be sent goes to the one who stays, unless they have the same message of their own."""
    for row in await store.deliveries_held(organisation.id):
        if row.to.person != goes:
            continue
        twin = await standing(store, organisation.id, f"{row.id.removesuffix(goes)}{stays}")
        if row.id.endswith(f".{goes}") and twin is not None and twin.state is not DeliveryState.REMOVED:
            await show(store, organisation.id, (Remove(row.id),), now)
        else:
            await store.change_delivery(replace(row, to=replace(row.to, person=stays)))
