"""What the bot says to somebody by its own initiative: in their working time, and only so often in a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.conversation import Post
from handlers.deliveries import row_of
from initiatives.calendar import at_hour, iso_week, local_day, monday_of, working_moment
from initiatives.people import Organisation, Person
from storage.port import Transaction
from storage.records import Attention, nudge_id

FORGET = timedelta(days=60)
"""How long after its week a count is kept."""
WEEKS = 4
"""How many weeks a message waits at most for one that has room."""


async def say_unasked(
    store: Transaction,
    person_id: str,
    organisation: Organisation,
    post: Post,
    now: datetime,
    *,
    until: datetime | None = None,
) -> bool:
    """Queues a message of the bot's own initiative for the next moment its reader may be written to; False when its key exists.

    Whoever is not there any more gets the row all the same, which then says so.
    """
    assert post.key  # noqa: S101 what nobody asked for is never said twice
    row = replace(row_of(organisation.id, post, post.key, now), unasked=True, until=until)
    if await store.delivery(organisation.id, post.key) is not None:
        return False
    person = await store.person(organisation.id, person_id)
    at = await _moment(store, person, organisation, now, until) if person is not None else None
    return await store.queue(replace(row, due_at=at or now))


async def _moment(
    store: Transaction, person: Person, organisation: Organisation, now: datetime, until: datetime | None
) -> datetime | None:
    """When it may be said, counted in the week of that moment unless that is too late; None when off for a year and more."""
    at = working_moment(person, organisation, now)
    for _ in range(WEEKS):
        if at is None or await has_room(store, person, organisation, at):
            break
        following = monday_of(local_day(at, person.zone)) + timedelta(weeks=1)
        at = working_moment(person, organisation, at_hour(following, 0, person.zone))
    if at is not None and (until is None or at < until):
        known = await _known(store, person, at)
        await store.keep_attention(replace(known, count=known.count + 1))
    return at


async def has_room(store: Transaction, person: Person, organisation: Organisation, at: datetime) -> bool:
    """Whether that week has room for one message more: its check-in, still to come or there already, counts among them."""
    week = iso_week(local_day(at, person.zone))
    to_come = person.nudge_at is not None and iso_week(local_day(person.nudge_at, person.zone)) == week
    most = organisation.most_messages if person.most_messages is None else person.most_messages
    nudge = await store.nudge(person.organisation, person.id, week)
    came = nudge is not None and bool(nudge.delivery)
    return (await _known(store, person, at)).count + (came or to_come) < most


async def _known(store: Transaction, person: Person, at: datetime) -> Attention:
    week = iso_week(local_day(at, person.zone))
    known = await store.attention(person.organisation, person.id, week)
    return known or Attention(nudge_id(person.id, week), person.organisation, at + FORGET)
