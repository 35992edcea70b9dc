"""Somebody has left: what they own goes to its sponsors to hand on, and what they did for others goes back or further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.answering import is_asked
from handlers.asking import asked_anew, nudged
from handlers.bundles import all_redrawn, show
from handlers.commenting import heard_no_more
from handlers.conversation import Card, Post
from handlers.gating import asked_of_others
from handlers.nudges import skipped
from handlers.reviewing import follow
from handlers.silences import put, settled, still_here
from handlers.unasked import say_unasked
from handlers.unheard import put_anew
from handlers.workshops import give_back
from initiatives.calendar import iso_week, local_day, monday_of
from initiatives.handing_on import answered_for
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from initiatives.silence import Settled, Unheard
from initiatives.week_plan import WEEKS_BACK
from storage.port import Transaction
from storage.records import To
from storage.weeks import Ended, NudgeState


async def here_or_gone(
    store: Transaction,
    organisation: Organisation,
    workspace: str,
    person: Person,
    active: bool,
    now: datetime,
    new_id: Callable[[], str],
) -> None:
    """The platform says that somebody left or came back: nothing happens when that is known."""
    if person.active is active:
        return
    await store.keep_person(replace(person, active=active))
    if active:
        await _is_back(store, organisation, person, now)
    else:
        await _left(store, organisation, person, now)
    await follow(store, organisation, workspace, now, new_id)


async def _is_back(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> None:
    """They are asked again, and nobody has to hand on what is still theirs."""
    for initiative in await store.initiatives_of(organisation.id, person.id):
        silence = initiative.silence
        if initiative.owner != person.id or silence is None or silence.why is not Unheard.LEFT:
            continue
        changed, also = await settled(store, initiative, Settled.BACK, person.id, now)
        await store.change_initiative(changed)
        await show(store, organisation.id, also, now)
    await _weeks_gone(store, person, now)
    await nudged(store, organisation, person.id, now)


async def _weeks_gone(store: Transaction, person: Person, now: datetime) -> None:
    """Weeks before this one that were to be looked at while they were gone say so."""
    if person.nudge_at is None or not await is_asked(store, person):
        return
    this_week = monday_of(local_day(now, person.zone))
    monday = max(monday_of(local_day(person.nudge_at, person.zone)), this_week - timedelta(weeks=WEEKS_BACK))
    while monday < this_week:
        await store.claim_nudge(skipped(person, iso_week(monday), Ended.LEFT, now))
        monday += timedelta(weeks=1)


async def _left(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> None:
    store.because(by=person.id, action="people.left")
    await _weeks_closed(store, person, now)
    await _stands_in_no_more(store, organisation, person, now)
    await _answers_no_more(store, organisation, person, now)
    await _shares_no_more(store, organisation, person)
    await heard_no_more(store, person)
    await _asked_no_more(store, organisation, person, now)
    await give_back(store, organisation, person.id, now)
    await asked_of_others(store, person.id, organisation, now)
    owned = [one for one in await store.initiatives_of(organisation.id, person.id) if one.owner == person.id]
    running = [one for one in owned if one.asked_weekly]
    if running:
        await put(store, organisation, running, Unheard.LEFT, now)


async def _weeks_closed(store: Transaction, person: Person, now: datetime) -> None:
    for nudge in await store.open_nudges(person.organisation, person.id):
        closed = replace(nudge, state=NudgeState.MISSED, reason=Ended.LEFT.value, remind_at=None)
        await store.change_nudge(closed)
        await show(store, person.organisation, await all_redrawn(store, closed), now)


async def _stands_in_no_more(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> None:
    for other in await store.standing_in(organisation.id, person.id):
        await store.keep_person(replace(other, stand_in=""))
        await nudged(store, organisation, other.id, now)
        await _told(store, organisation, other.id, person, now)


async def _answers_no_more(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> None:
    """What they answered in another one's place goes back to its owners, who hear of it once."""
    deputised = [one for one in await store.asked_of(organisation.id, person.id) if one.deputy == person.id]
    for initiative in deputised:
        changed = answered_for(initiative, "")
        await store.change_initiative(changed)
        await asked_anew(store, organisation, changed, now)
        await _told(store, organisation, changed.owner, person, now)


async def _shares_no_more(store: Transaction, organisation: Organisation, person: Person) -> None:
    for initiative in await store.co_owned_by(organisation.id, person.id):
        others = tuple(each for each in initiative.co_owners if each != person.id)
        await store.change_initiative(replace(initiative, co_owners=others))


async def _told(store: Transaction, organisation: Organisation, to: str, left: Person, now: datetime) -> None:
    card = Card("delegate.left", {"person": left.id})
    key = f"left.{left.id}.{now:%Y%m%d%H%M%S}.{to}"
    await say_unasked(store, to, organisation, Post(To(person=to), card, key=key), now)


async def _asked_no_more(store: Transaction, organisation: Organisation, person: Person, now: datetime) -> None:
    """What was put to them alone is put to whoever comes next."""
    again: list[tuple[Initiative, Unheard, int]] = []
    for initiative in await store.put_to(organisation.id, person.id):
        silence = initiative.silence
        assert silence is not None  # noqa: S101 that is how it was found
        if not await still_here(store, organisation, silence.asked):
            again.append((initiative, silence.why, silence.weeks))
    await put_anew(store, organisation, again, now)
