"""Queueing what is to be said, and building it when it is sent: in the reader's language, if they may still see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.conversation import Also, Card, Change, Flow, Post, Remove, Seeing
from handlers.messenger import MAIL, Address
from handlers.presses import Seal
from handlers.registry import Registry
from handlers.ui import Message
from handlers.words import Reader, Readers
from initiatives.calendar import working_moment
from initiatives.people import Account, Organisation, Person
from storage.port import Transaction
from storage.records import RETIRES_AFTER, Delivery, DeliveryState, Reason, To, changed

STORY, WELCOME = "story.posted", "welcome."


@dataclass(frozen=True)
class Drawn:
    """A delivery ready to be sent."""

    address: Address
    message: Message
    reader: Reader


@dataclass(frozen=True)
class Withheld:
    """A delivery that must not be sent, and why. `over`: its time has run out."""

    reason: Reason
    over: bool = False


@dataclass(frozen=True)
class Postponed:
    """A delivery whose reader is left alone now: it goes out then."""

    until: datetime


async def queue(store: Transaction, organisation: str, also: Also, now: datetime, new_id: Callable[[], str]) -> None:
    """Every message and change a turn causes, as rows in the turn's own transaction."""
    for each in also:
        match each:
            case Post():
                await store.queue(row_of(organisation, each, each.key or new_id(), now))
            case Change(delivery, card):
                await change(store, organisation, delivery, card, now)
            case Remove(delivery):
                await _remove(store, organisation, delivery, now)


def row_of(
    organisation: str, post: Post, delivery: str, now: datetime, *, unasked: bool = False, until: datetime | None = None
) -> Delivery:
    """The row of a post under that id."""
    card, kind = post.card, "once" if post.once else "again"
    return Delivery(
        delivery, organisation, card.name, dict(card.about), post.to, kind, now, now,  # type: ignore[arg-type]
        subject=card.subject, unasked=unasked, until=until,
    )  # fmt: skip


async def change(store: Transaction, organisation: str, delivery: str, card: Card, now: datetime) -> None:
    """What is not sent yet will be sent as it is then; what is on a screen is edited; what cannot change stays."""
    row = await standing(store, organisation, delivery)
    if row is None or not row.lasting or row.remove or row.state in (DeliveryState.FAILED, DeliveryState.REMOVED):
        return
    subject = card.subject or row.subject
    anew = replace(row, card=card.name, about=dict(card.about), subject=subject, revision=row.revision + 1)
    waits = row.state in (DeliveryState.QUEUED, DeliveryState.SENT)
    await store.change_delivery(replace(anew, due_at=now if waits else row.due_at))


async def standing(store: Transaction, organisation: str, delivery: str) -> Delivery | None:
    """The row that stands for a delivery now: its own, or the one that went another way in its place."""
    row = await store.delivery(organisation, delivery)
    while row is not None and row.next:
        row = await store.delivery(organisation, row.next)
    return row


async def usable(store: Transaction, person: Person) -> list[Account]:
    """Somebody's accounts by which they can be reached; where there are several, not those of a workspace without the bot."""
    accounts = [a for a in await store.accounts(person.organisation, person.id) if not a.guest]
    if len(accounts) < 2:
        return accounts
    places = {a.id: await store.workspace(person.organisation, a.workspace) for a in accounts}
    return [a for a in accounts if (place := places[a.id]) is None or place.active]


def wanted(accounts: Sequence[Account], to: To) -> Account | None:
    """The account of the workspace a delivery names, else their first."""
    return next((a for a in accounts if a.workspace == to.workspace), accounts[0] if accounts else None)


async def mailbox(store: Transaction, person: Person) -> str:
    """The verified address of somebody who agreed to e-mail; empty without one."""
    if not person.by_mail:
        return ""
    return next((a.email for a in await store.accounts(person.organisation, person.id) if a.email and not a.guest), "")


def at_rest(row: Delivery, now: datetime) -> Delivery:
    """The row with the moment set at which it retires, if nothing is to be done with it: half a year from now.

    What stays alive for ever does not: a story in its channel, and a welcome, which is never said twice.
    """
    stays = row.card == STORY or row.id.startswith(WELCOME)
    return changed(row, retire_at=None if stays or row.due_at is not None else now + RETIRES_AFTER)


async def _remove(store: Transaction, organisation: str, delivery: str, now: datetime) -> None:
    row = await standing(store, organisation, delivery)
    if row is not None and row.state is DeliveryState.FAILED and row.misses:
        await store.change_delivery(replace(row, settled=True))
    if row is None or row.state in (DeliveryState.FAILED, DeliveryState.REMOVED):
        return
    if row.state in (DeliveryState.QUEUED, DeliveryState.UNCONFIRMED) and not row.message:
        await store.change_delivery(at_rest(replace(row, state=DeliveryState.REMOVED, due_at=None), now))
    else:
        sending = row.state is DeliveryState.SENDING  # whoever sends it removes it then
        await store.change_delivery(replace(row, remove=True, due_at=row.due_at if sending else now))


def _kept_back(row: Delivery, person: Person, organisation: Organisation, now: datetime) -> Withheld | Postponed | None:
    moment = working_moment(person, organisation, now)
    if moment is None or (row.until is not None and moment >= row.until):
        return Withheld(Reason.NO_TIME, over=True)
    return Postponed(moment) if moment > now else None


async def present(store: Transaction, organisation: str, person_id: str) -> Person | None:
    """Somebody as they are by now: whoever turned out to be another person is that one."""
    person = await store.person(organisation, person_id)
    if person is not None and person.merged_into:
        return await store.person(organisation, person.merged_into)
    return person


async def _reader(store: Transaction, row: Delivery) -> tuple[str, Person | None]:
    """Whom it is for, by the id in the row and as they are by now; nobody where it is for a whole channel."""
    reader_id = row.to.person or row.to.only_for
    return reader_id, await present(store, row.organisation, reader_id) if reader_id else None


@dataclass(frozen=True)
class Builder:
    """Builds messages from rows: pure but for what it reads from the store."""

    registry: Registry
    readers: Readers
    seal: Seal
    where: str = ""

    async def build(self, store: Transaction, row: Delivery, now: datetime) -> Drawn | Withheld | Postponed:
        """The message of a delivery as it should be now; withheld when its reader left or may not see it any more.

        What nobody asked for waits for its reader's working time; an edit, which makes no sound, does not.
        """
        organisation = await store.organisation(row.organisation)
        reader_id, person = await _reader(store, row)
        if reader_id and (person is None or not person.active):
            return Withheld(Reason.GONE)
        if row.unasked and person is not None and not row.message:
            kept_back = _kept_back(row, person, organisation, now)
            if kept_back is not None:
                return kept_back
        address = await self._address(store, row, person)
        if address is None:
            return Withheld(Reason.NO_MAIL if row.route == MAIL else Reason.NO_ACCOUNT)
        reader = self.reader(organisation, person)
        message = await self.draw(store, organisation, person, Card(row.card, row.about), now, row.id)
        if message is None:
            return Withheld(Reason.NOT_THEIRS)
        return Drawn(address, self.seal.message(message, row.id, row.revision), reader)

    async def address(self, store: Transaction, row: Delivery) -> Address | None:
        """Where a message went whose call was begun, whoever may see it by now."""
        reader_id, person = await _reader(store, row)
        if reader_id and person is None:
            return None
        to = replace(row.to, workspace=row.workspace or row.to.workspace)
        found = await self._address(store, replace(row, to=to), person)
        return found if found is not None and found.workspace == to.workspace else None

    def reader(self, organisation: Organisation, person: Person | None) -> Reader:
        """The person's language and zone, else those of the organisation."""
        whose = person or organisation
        return self.readers(whose.language, whose.zone)

    def flows(self) -> Mapping[str, Flow[Any]]:
        return self.registry.flows

    async def draw(
        self,
        store: Transaction,
        organisation: Organisation,
        person: Person | None,
        card: Card,
        now: datetime,
        delivery: str,
    ) -> Message | None:
        """The card's message, not sealed yet; None when it may not be seen."""
        kind = self.registry.cards[card.name]
        reader, flows = self.reader(organisation, person), self.registry.flows
        see = Seeing(organisation, person, reader, now, store, flows, delivery, self.seal.derived, self.where)
        if kind.seen_by is not None and not await kind.seen_by(see, card.about):
            return None
        return await kind.build(see, card.about)

    async def _address(self, store: Transaction, row: Delivery, person: Person | None) -> Address | None:
        to = row.to
        if person is None:
            return Address(to.workspace, channel=to.channel, thread=to.thread)
        if row.route == MAIL:
            address = await mailbox(store, person)
            return Address(MAIL, person=address) if address else None
        account = wanted(await usable(store, person), to)
        if account is None:
            return None
        if to.channel:
            only_for = account.external if to.only_for else ""
            return Address(account.workspace, channel=to.channel, thread=to.thread, only_for=only_for)
        # A thread hangs on a message of its own workspace; elsewhere the words stand alone.
        thread = to.thread if to.workspace in ("", account.workspace) else ""
        return Address(account.workspace, person=account.external, thread=thread)
