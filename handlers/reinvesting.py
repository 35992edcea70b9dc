"""Once a month, whoever owns what freed hours is asked where they went; the digest adds it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from handlers.conversation import Card, Post
from handlers.unasked import say_unasked
from handlers.words import Amount, Listed, Words, say
from initiatives.calendar import local_day
from initiatives.freed import hours_of
from initiatives.initiative import Initiative
from initiatives.people import Organisation
from initiatives.reinvesting import Reinvestment, Use, added_up, asks_on, month_before, month_of, reinvestment_id
from storage.port import Transaction
from storage.records import To

QUESTION = "reinvest.question"
GOOD_FOR = timedelta(days=21)
"""After that a month's question is not asked any more."""


def names(use: Use) -> Words:
    return {
        Use.OFFERING: say("a new offering"),
        Use.QUALITY: say("better quality"),
        Use.CUSTOMERS: say("more time for customers"),
        Use.LEARNING: say("learning"),
        Use.BACKLOG: say("work that had been waiting"),
        Use.COST: say("lower cost"),
        Use.NOTHING_YET: say("nothing yet"),
    }[use]


def key_of(person: str, month: str) -> str:
    """The delivery that asks."""
    return f"reinvest.{reinvestment_id(person, month)}"


def card_of(asked: Reinvestment) -> Card:
    return Card(QUESTION, {"person": asked.person, "month": asked.month}, subject=asked.person)


async def join_answers(store: Transaction, organisation: Organisation, stays: str, goes: str, now: datetime) -> None:
    """Of two people who turn out to be one, the one who stays answers what was asked of the other."""
    month = month_of(local_day(now, organisation.zone))
    for each in (month, month_before(month)):
        theirs = await store.reinvestment(organisation.id, reinvestment_id(goes, each))
        if theirs is not None and await store.reinvestment(organisation.id, reinvestment_id(stays, each)) is None:
            await store.keep_reinvestment(replace(theirs, id=reinvestment_id(stays, each), person=stays))


async def ask_monthly(store: Transaction, organisation: Organisation, now: datetime) -> int:
    """Called at every digest that is due: at the first one of a month the owners are asked. How many were."""
    day = local_day(organisation.digest_at or now, organisation.zone)
    if not asks_on(day):
        return 0
    asked = 0
    for owner, freed in (await _by_owner(store, organisation)).items():
        asked += await _ask(store, organisation, owner, freed, month_of(day), now)
    return asked


async def _by_owner(store: Transaction, organisation: Organisation) -> dict[str, list[tuple[Initiative, Decimal]]]:
    found: dict[str, list[tuple[Initiative, Decimal]]] = {}
    for one in await store.portfolio(organisation.id):
        hours = hours_of(one)
        if hours is not None and hours > 0 and one.owner:
            found.setdefault(one.owner, []).append((one, hours))
    return found


async def _ask(
    store: Transaction,
    organisation: Organisation,
    owner: str,
    freed: Sequence[tuple[Initiative, Decimal]],
    month: str,
    now: datetime,
) -> bool:
    person = await store.person(organisation.id, owner)
    key = reinvestment_id(owner, month)
    if person is None or not person.active or not person.nudges:
        return False
    if await store.reinvestment(organisation.id, key) is not None:
        return False
    hours = sum((hours for _, hours in freed), Decimal(0))
    about = tuple(one.id for one, _ in freed)
    asked = Reinvestment(key, organisation.id, owner, month, hours, about, now)
    await store.keep_reinvestment(asked)
    post = Post(To(person=owner), card_of(asked), key=key_of(owner, month))
    return await say_unasked(store, owner, organisation, post, now, until=now + GOOD_FOR)


async def latest(store: Transaction, organisation: Organisation, at: datetime) -> tuple[tuple[Use, Decimal], ...]:
    """What owners have said this month, or while nobody has, the month before."""
    month = month_of(local_day(at, organisation.zone))
    found = added_up(await store.reinvestments_in(organisation.id, month))
    return found or added_up(await store.reinvestments_in(organisation.id, month_before(month)))


def told(found: Sequence[tuple[Use, Decimal]]) -> Words:
    """Where the hours went, as owners say."""
    parts = tuple(say("{what} ({hours})", what=names(use), hours=Amount(round(hours, 1), "h")) for use, hours in found)
    return say("Where freed hours of a week went, as their owners say: {parts}.", parts=Listed(parts))
