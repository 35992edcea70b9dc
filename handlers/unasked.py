"""What the bot says to somebody by its own initiative: in their working time, and only so often in a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.conversation import Post
from handlers.deliveries import present, row_of
from initiatives.calendar import at_hour, iso_week, local_day, monday_of, working_moment
from initiatives.people import Organisation, Person
from storage.counted import Attention
from storage.port import Transaction
from storage.records import Delivery
from storage.weeks import nudge_id

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
    row = row_of(organisation.id, post, post.key, now, unasked=True, until=until)
    if await store.delivery(organisation.id, post.key) is not None:
        return False
    person = await store.person(organisation.id, person_id)
    if person is None:
        return await store.queue(row)
    at, week = await _counted(store, person, organisation, now, until)
    return await store.queue(replace(row, due_at=at or now, counts_in=week))


async def counted_again(store: Transaction, row: Delivery, at: datetime) -> tuple[Delivery, datetime]:
    """A message that is about to go out, or to wait until that moment, counted in the week in which it does.

    Where that is another week than before and has no room, it waits for one that has. Its moment comes with it.
    """
    person = await present(store, row.organisation, row.to.person) if row.counts_in and not row.message else None
    if person is None or row.counts_in == week_of(person, at):
        return row, at
    organisation = await store.organisation(row.organisation)
    await _uncounted(store, person, row.counts_in)
    moment, week = await _counted(store, person, organisation, at, row.until)
    return replace(row, counts_in=week), moment or at


async def add_to_week(store: Transaction, person: Person, week: str, more: int, forget_at: datetime) -> None:
    """So many messages more that a person got, or is to get, in that ISO week."""
    known = await store.attention(person.organisation, person.id, week)
    before = known or Attention(nudge_id(person.id, week), person.organisation, forget_at)
    await store.keep_attention(replace(before, count=before.count + more))


async def _uncounted(store: Transaction, person: Person, week: str) -> None:
    known = await store.attention(person.organisation, person.id, week)
    if known is not None and known.count:
        await store.keep_attention(replace(known, count=known.count - 1))


async def _counted(
    store: Transaction, person: Person, organisation: Organisation, now: datetime, until: datetime | None
) -> tuple[datetime | None, str]:
    """When it may be said, and the week of that moment, in which it counts unless that is too late; None when off for a year and more."""
    at = working_moment(person, organisation, now)
    for _ in range(WEEKS):
        if at is None or await has_room(store, person, organisation, at):
            break
        following = monday_of(local_day(at, person.zone)) + timedelta(weeks=1)
        at = working_moment(person, organisation, at_hour(following, 0, person.zone))
    if at is None or (until is not None and at >= until):
        return at, ""
    await add_to_week(store, person, week_of(person, at), 1, at + FORGET)
    return at, week_of(person, at)


async def has_room(store: Transaction, person: Person, organisation: Organisation, at: datetime) -> bool:
    """Whether that week has room for one message more: its check-in, still to come or there already, counts among them."""
    week = week_of(person, at)
    to_come = person.nudge_at is not None and week_of(person, person.nudge_at) == week
    most = organisation.most_messages if person.most_messages is None else person.most_messages
    nudge = await store.nudge(person.organisation, person.id, week)
    came = nudge is not None and bool(nudge.delivery)
    known = await store.attention(person.organisation, person.id, week)
    return (known.count if known is not None else 0) + (came or to_come) < most


def week_of(person: Person, at: datetime) -> str:
    """The ISO week of a moment where the person is."""
    return iso_week(local_day(at, person.zone))
