"""What a message does that no chat could deliver: it goes another way, or whoever can act on it hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.bundles import CARD
from handlers.conversation import Card, Post
from handlers.deliveries import NOT_THEIRS, mailbox, present, row_of, usable, wanted
from handlers.messenger import MAIL
from handlers.nudges import asked_in
from handlers.unasked import say_unasked
from initiatives.initiative import Initiative
from initiatives.people import Person
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, To

TOLD = "unreached.told"
"""The card for whoever stands in for an owner who could not be asked."""


async def rerouted(store: Transaction, row: Delivery, now: datetime, *, by_mail: bool) -> None:
    """Called with every delivery that has ended, in the same transaction. `by_mail`: there is a mail server.

    Only what certainly failed goes another way: what may have arrived is never created a second time.
    """
    if row.state is DeliveryState.SENT and row.to.person and row.sent_at == now:
        await _reached(store, row)
    elif row.state is DeliveryState.FAILED and row.misses and not row.to.channel:
        await _other_way(store, row, now, by_mail=by_mail)


async def reader_of(store: Transaction, row: Delivery) -> Person | None:
    """Whom a row is for; somebody who turned out to be another person is that one."""
    return await present(store, row.organisation, row.to.person)


async def settle(store: Transaction, organisation: str, person: str) -> None:
    """Nobody has to be told any more that they were not reached."""
    for missed in await store.unreached_by(organisation, person):
        await store.change_delivery(replace(missed, settled=True))


async def _reached(store: Transaction, row: Delivery) -> None:
    """Whoever is reached again is not to be looked after any longer, whichever message it was."""
    await settle(store, row.organisation, row.to.person)


async def _other_way(store: Transaction, row: Delivery, now: datetime, *, by_mail: bool) -> None:
    if row.reason == NOT_THEIRS:
        await store.change_delivery(replace(row, settled=True))
        if row.card == TOLD:
            await _open_again(store, row)
        return
    person = await reader_of(store, row)
    if person is None:
        return
    # What was never called was refused by no place: another one would not help.
    following = await _following(store, row, person, now, by_mail=by_mail) if row.attempts else None
    if following is not None:
        await store.queue(following)
        await store.change_delivery(replace(row, next=following.id))
    elif row.card == CARD:
        await _tell_stand_ins(store, row, person, now)
    elif row.card == TOLD:
        await _open_again(store, row)


async def _following(
    store: Transaction, row: Delivery, person: Person, now: datetime, *, by_mail: bool
) -> Delivery | None:
    """The same message as a row of its own by the next way; None when all are tried, or nobody is there to read it."""
    if not person.active:
        return None
    accounts = await usable(store, person)
    account = wanted(accounts, row.to)
    here = MAIL if row.route == MAIL else account.workspace if account is not None else ""
    tried = (*row.tried, (here, row.reason))
    ways = {way for way, _ in tried}
    other = next((account.workspace for account in accounts if account.workspace not in ways), "")
    if other and MAIL not in ways:
        return _anew(row, To(person=row.to.person, workspace=other), tried, now)
    if by_mail and MAIL not in ways and await mailbox(store, person):
        return replace(_anew(row, To(person=row.to.person, workspace=MAIL), tried, now), route="mail")
    return None


def _anew(row: Delivery, to: To, tried: tuple[tuple[str, str], ...], now: datetime) -> Delivery:
    post = Post(to, Card(row.card, row.about, row.subject))
    fresh = row_of(row.organisation, post, f"{_first(row)}.{len(tried) + 1}", now)
    return replace(fresh, tried=tried, unasked=row.unasked, until=row.until)


def _first(row: Delivery) -> str:
    """The key of the row that was queued first."""
    return row.id.rpartition(".")[0] if row.tried else row.id


async def _tell_stand_ins(store: Transaction, row: Delivery, person: Person, now: datetime) -> None:
    """One message to each who can act for the owner; with somebody for every initiative it is no matter for the admins."""
    organisation = await store.organisation(row.organisation)
    asked = await asked_in(store, row.organisation, row.about["person"], row.about["week"])
    found = [await stand_in(store, initiative, person) for initiative in asked]
    for other in dict.fromkeys(one for one in found if one):
        about = {"person": person.id, "week": row.about["week"], "row": row.id}
        post = Post(To(person=other), Card(TOLD, about, person.id), key=f"{_first(row)}.told.{other}")
        await say_unasked(store, other, organisation, post, now)
    if found and all(found):
        await store.change_delivery(replace(row, settled=True))


async def stand_in(store: Transaction, initiative: Initiative, owner: Person) -> str:
    """Who can act on an initiative when whoever answers for it is not reached: its deputy, owner or sponsor; empty for nobody."""
    for named in (initiative.deputy, initiative.owner, initiative.sponsor):
        other = await store.person(initiative.organisation, named) if named else None
        if other is not None and other.active and other.id != owner.id:
            return other.id
    return ""


async def _open_again(store: Transaction, told: Delivery) -> None:
    """The stand-in could not be told either: the admins look after the owner."""
    row = await store.delivery(told.organisation, told.about["row"])
    if row is not None and row.settled:
        await store.change_delivery(replace(row, settled=False))
