"""Numbers of systems that can hardly be meant: put to whoever answers for them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from handlers.bundles import all_redrawn, naming
from handlers.conversation import Also, Card, Change, Post, Remove
from handlers.deliveries import queue, standing
from handlers.unasked import say_unasked
from initiatives.calendar import iso_week
from initiatives.initiative import Initiative
from initiatives.people import Organisation
from initiatives.waiting import Fate, WaitingNumber
from storage.port import Transaction
from storage.records import DeliveryState, To

CARD = "waiting.asked"
READ = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.SENT)


@dataclass(frozen=True)
class Waits:
    """What is not kept as a reading: a number that waits, or one of which it was `refused` that it is right."""

    initiative: str
    kpi: str
    value: Decimal
    on: date
    week: str
    last: Decimal | None = None
    refused: bool = False


async def hold(
    store: Transaction,
    organisation: Organisation,
    initiative: Initiative,
    number: WaitingNumber,
    now: datetime,
    new_id: Callable[[], str],
) -> Waits | None:
    """The number is kept aside, and asked about once; None for one that was said to be right when it came before."""
    known = await store.waiting_number(organisation.id, number.id)
    if known is not None and known.fate is Fate.KEPT:
        return None
    waits = Waits(initiative.id, number.kpi, number.value, number.on, iso_week(number.on), number.last)
    if known is not None and known.fate is not Fate.OVERTAKEN:
        return replace(waits, refused=not known.is_open)
    joins = await _open_question(store, initiative)
    question = joins or f"waiting.{new_id()}"
    await store.keep_waiting_number(replace(number, question=question))
    if not joins:
        post = Post(To(person=initiative.answered_by), _card(initiative.id, question), key=question)
        await say_unasked(store, initiative.answered_by, organisation, post, now)
    also = await redrawn(store, initiative, (question,) if joins else (), now)
    await queue(store, organisation.id, also, now, new_id)
    return waits


async def _open_question(store: Transaction, initiative: Initiative) -> str:
    """The message that asks whoever answers for it about another number already; empty where there is none."""
    for other in reversed(await store.waiting_numbers(initiative.organisation, initiative.id)):
        row = await standing(store, initiative.organisation, other.question)
        if row is not None and row.to.person == initiative.answered_by and row.state in READ and not row.remove:
            return other.question
    return ""


def _card(initiative: str, question: str) -> Card:
    return Card(CARD, {"initiative": initiative, "question": question}, subject=initiative)


async def settle(store: Transaction, numbers: list[WaitingNumber], fate: Fate) -> None:
    """What was said about them, or that another number came."""
    for number in numbers:
        await store.keep_waiting_number(replace(number, fate=fate))


async def overtaken(
    store: Transaction,
    initiative: Initiative,
    week: str,
    kpis: Container[str],
    now: datetime,
    until: date | None = None,
) -> Also:
    """Another number is there for that week: what waited of it, of days up to `until` (or all), is asked about no more."""
    over = [
        one
        for one in await store.waiting_numbers(initiative.organisation, initiative.id)
        if one.kpi in kpis and iso_week(one.on) == week and (until is None or one.on <= until)
    ]
    if not over:
        return ()
    await settle(store, over, Fate.OVERTAKEN)
    return await redrawn(store, initiative, tuple(dict.fromkeys(one.question for one in over)), now)


async def redrawn(store: Transaction, initiative: Initiative, questions: tuple[str, ...], now: datetime) -> Also:
    """The messages that ask, and the weekly ones that show what waits, as they stand now."""
    also: Also = ()
    for question in questions:
        also = (*also, *await _question_again(store, initiative, question))
    for nudge in await naming(store, initiative, now):
        also = (*also, *await all_redrawn(store, nudge))
    return also


async def _question_again(store: Transaction, initiative: Initiative, question: str) -> Also:
    """One that nobody has read and that asks nothing any more goes."""
    row = await standing(store, initiative.organisation, question)
    if row is None:
        return ()
    still = any(one.is_open for one in await store.asked_in(initiative.organisation, question))
    unread = row.state is DeliveryState.QUEUED and not row.message
    return (Remove(question),) if unread and not still else (Change(question, _card(initiative.id, question)),)
