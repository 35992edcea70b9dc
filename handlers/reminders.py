"""The one reminder of a week that waits for its answer: a short reply to the message that asked, in working time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.bundles import REMINDER, card_of, open_in
from handlers.conversation import Post
from handlers.deliveries import standing
from handlers.unasked import has_room, say_unasked
from initiatives.calendar import iso_week, local_day, working_moment
from initiatives.people import Organisation, Person
from initiatives.week_plan import next_week_begins
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, To
from storage.weeks import Nudge, Unreminded

SOON = timedelta(hours=1)
"""How long a reminder waits for a question that is still on its way."""


async def remind(store: Transaction, nudge: Nudge, now: datetime) -> None:
    """One reminder that is due: sent, put off, or left out with the reason."""
    organisation = await store.organisation(nudge.organisation)
    person = await store.person(nudge.organisation, nudge.person)
    row = await standing(store, nudge.organisation, nudge.delivery)
    if nudge.reminder or person is None:
        await store.change_nudge(replace(nudge, remind_at=None))
        return
    what = await _what_now(store, organisation, person, nudge, row, now)
    if isinstance(what, Unreminded):
        await store.change_nudge(replace(nudge, remind_at=None, unreminded=what.value))
    elif what > now:
        await store.change_nudge(replace(nudge, remind_at=what))
    else:
        assert row is not None  # noqa: S101 what is not there is not reminded of
        await _remind(store, organisation, person, nudge, row, now)


async def _what_now(
    store: Transaction, organisation: Organisation, person: Person, nudge: Nudge, row: Delivery | None, now: datetime
) -> datetime | Unreminded:
    """When the reminder goes out: now, later in the same week, or not at all, and why."""
    if row is None or row.state in (DeliveryState.FAILED, DeliveryState.REMOVED) or row.route == "mail":
        return Unreminded.NOT_DELIVERED
    if row.state is DeliveryState.UNCONFIRMED:
        return Unreminded.UNCONFIRMED
    if all(one.is_spoken_of_in(nudge.week) for one in await open_in(store, nudge)):
        return Unreminded.NOTHING_OPEN
    if not person.active or not person.nudges:
        return Unreminded.AWAY
    moment = working_moment(person, organisation, now if row.state is DeliveryState.SENT else now + SOON)
    if iso_week(local_day(now, person.zone)) != nudge.week:
        return Unreminded.WEEK_OVER
    if moment is None or iso_week(local_day(moment, person.zone)) != nudge.week:
        return Unreminded.AWAY
    if not await has_room(store, person, organisation, moment):
        return Unreminded.NO_ROOM
    return moment


async def _remind(
    store: Transaction, organisation: Organisation, person: Person, nudge: Nudge, row: Delivery, now: datetime
) -> None:
    """In the thread of the message that asked, where the chat has threads."""
    key = f"remind.{nudge.person}.{nudge.week}"
    to = To(person=nudge.person, workspace=row.workspace, thread=row.message)
    post = Post(to, card_of(nudge, REMINDER), key=key)
    over = next_week_begins(person, now)
    await say_unasked(store, nudge.person, organisation, post, now, until=over)
    await store.change_nudge(replace(nudge, remind_at=None, reminder=key))
