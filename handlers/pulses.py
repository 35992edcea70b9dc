"""The pulse as it runs: who is asked in a fortnight, what they said, and what reaches the owner when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.conversation import Card, Look, Post
from handlers.unasked import say_unasked
from initiatives.calendar import local_day
from initiatives.initiative import Initiative
from initiatives.people import Organisation
from initiatives.pulse import (
    Pulse,
    PulseAnswer,
    Result,
    User,
    answer_id,
    end_at,
    fortnight_at,
    is_falling,
    next_asking,
    pulse_id,
    result_of,
    user_id,
)
from storage.port import Transaction
from storage.records import To

ASKED, FALLING = "pulse.asked", "pulse.falling"
MOST_ASKED = 6
"""About how many initiatives one message asks; whoever uses more is asked about the others the next time."""
LOOKED_BACK = 6
"""How many fortnights are looked through for results."""


async def ask(store: Transaction, user: User, now: datetime) -> None:
    """One message about everything the person uses; all of it is asked about again in the next fortnight."""
    organisation = await store.organisation(user.organisation)
    uses = [one for one in await store.uses_of(organisation.id, user.person) if _is_due(one, now)]
    fortnight = fortnight_at(organisation, now)
    chosen = await _worth_asking(store, organisation, user.person, uses, now)
    for one in uses:
        first = one.first or fortnight if one in chosen else one.first
        asked = fortnight if one in chosen else one.asked
        await store.keep_user(replace(one, ask_at=next_asking(organisation, now), first=first, asked=asked))
    for one in chosen:
        await _opened(store, organisation, one.initiative, fortnight, now)
    if chosen:
        post = Post(To(person=user.person), question(fortnight), key=message_of(user.person, fortnight))
        await say_unasked(store, user.person, organisation, post, now, until=end_at(organisation, now))


def _is_due(user: User, now: datetime) -> bool:
    return user.ask_at is not None and user.ask_at <= now


def question(fortnight: str) -> Card:
    return Card(ASKED, {"fortnight": fortnight})


def message_of(person: str, fortnight: str) -> str:
    """The key of the one message somebody gets in a fortnight."""
    return f"pulse.{fortnight}.{person}"


async def _worth_asking(
    store: Transaction, organisation: Organisation, person: str, uses: list[User], now: datetime
) -> list[User]:
    """What can be asked about now, those asked longest ago first; nothing twice in a fortnight, nothing of one's own."""
    if await store.delivery(organisation.id, message_of(person, fortnight_at(organisation, now))) is not None:
        return []
    known = await store.person(organisation.id, person)
    if known is None or not known.active:
        return []
    found = [one for one in uses if await _runs(store, one, organisation, now)]
    return sorted(found, key=lambda one: (one.asked, one.at))[:MOST_ASKED]


async def _runs(store: Transaction, user: User, organisation: Organisation, now: datetime) -> bool:
    initiative = await store.initiative(organisation.id, user.initiative)
    if initiative is None or user.person == initiative.owner:
        return False
    today = local_day(now, organisation.zone)
    begun = initiative.trial is None or initiative.trial.start <= today
    return begun and initiative.asked_weekly and not initiative.is_paused(today)


async def _opened(
    store: Transaction, organisation: Organisation, initiative: str, fortnight: str, now: datetime
) -> None:
    key = pulse_id(initiative, fortnight)
    if await store.pulse(organisation.id, key) is None:
        await store.keep_pulse(Pulse(key, organisation.id, initiative, fortnight, end_at(organisation, now)))


async def close(store: Transaction, pulse: Pulse, now: datetime) -> None:
    """The owner hears of a pulse that falls, once."""
    await store.keep_pulse(replace(pulse, closes_at=None))
    initiative = await store.initiative(pulse.organisation, pulse.initiative)
    if initiative is None or not initiative.asked_weekly or not initiative.owner:
        return
    found = await results(store, initiative, until=pulse.fortnight)
    if not found or found[0][0] != pulse.fortnight or not falls(found):
        return
    organisation = await store.organisation(pulse.organisation)
    about = {"initiative": initiative.id, "fortnight": pulse.fortnight}
    key = f"falling.{pulse.id}.{initiative.owner}"
    post = Post(To(person=initiative.owner), Card(FALLING, about, subject=initiative.id), key=key)
    await say_unasked(store, initiative.owner, organisation, post, now)


def falls(found: Sequence[tuple[str, Result]]) -> bool:
    """Whether the newest of these results, newest first, is falling."""
    return is_falling(found[0][1], found[1][1] if len(found) > 1 else None)


async def results(store: Transaction, initiative: Initiative, until: str = "") -> list[tuple[str, Result]]:
    """The two newest results that may be read, newest first, with their fortnights; no later than `until`.

    Only of fortnights that are over: whoever could look before and after each answer would know whose it was.
    """
    pulses = await store.pulses_of(initiative.organisation, initiative.id)
    over = (one for one in pulses if one.closes_at is None and (not until or one.fortnight <= until))
    newest = sorted(over, key=lambda one: one.fortnight)
    found: list[tuple[str, Result]] = []
    for pulse in reversed(newest[-LOOKED_BACK:]):
        result = result_of(await store.answers_to(pulse.organisation, pulse.id))
        if result is not None:
            found.append((pulse.fortnight, result))
        if len(found) == 2:
            break
    return found


async def was_asked(store: Transaction, initiative: Initiative) -> bool:
    """Whether anybody was ever asked about it."""
    return bool(await store.pulses_of(initiative.organisation, initiative.id))


async def asked_in(look: Look, person: str, fortnight: str) -> list[User]:
    """What somebody was asked about in that fortnight, in the order in which it was named to them."""
    return [one for one in await look.store.uses_of(look.org, person) if one.asked == fortnight]


async def answer_of(look: Look, user: User, fortnight: str) -> PulseAnswer:
    """What they said in that fortnight, empty when nothing."""
    pulse = pulse_id(user.initiative, fortnight)
    key = answer_id(pulse, user.person)
    return await look.store.pulse_answer(look.org, key) or PulseAnswer(key, look.org, pulse, user.person)


async def open_use(look: Look, person: str, initiative: str, fortnight: str) -> User | None:
    """What they use and may answer for now; None when they were not asked, left, or the fortnight is over."""
    user = await look.store.user(look.org, user_id(initiative, person))
    if user is None or user.left or user.asked != fortnight:
        return None
    return user if fortnight == fortnight_at(look.organisation, look.now) else None


async def join_uses(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Two people who turn out to be one: named once, asked once, with one answer; a “not me” of either holds."""
    for theirs in await store.uses_of(organisation, goes):
        await store.drop_user(theirs)
        key = user_id(theirs.initiative, stays)
        ours = await store.user(organisation, key)
        left = theirs.left or (ours is not None and ours.left)
        kept = ours or replace(theirs, id=key, person=stays)
        await store.keep_user(replace(kept, left=left, ask_at=None if left else kept.ask_at))
    for answer in await store.pulse_answers_of(organisation, goes):
        await store.drop_pulse_answer(answer)
        key = answer_id(answer.pulse, stays)
        if await store.pulse_answer(organisation, key) is None:
            await store.keep_pulse_answer(replace(answer, id=key, person=stays))
