"""Proposals that wait for their proposer's word since something like them was there: found again under `mine`, and their end."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation import Also, Card, Change, Look, Post, Turn
from handlers.deliveries import change, present
from handlers.similar import FOUND
from handlers.ui import Block, Button, Buttons, Para
from handlers.unasked import say_unasked
from handlers.words import Day, Typed, say
from initiatives.calendar import local_day
from initiatives.similar import Held
from storage.port import Transaction
from storage.records import To

ENDED, DROPPED = "held.ended", "similar.dropped"


async def line(look: Look, held: Held) -> tuple[Block, ...]:
    """One of them in a list, with the way on and the way out."""
    until = Day(local_day(held.forget_at, look.reader.zone))
    text = say(
        "“{title}” is like something that was there. It is kept until {day}.",
        title=Typed(held.initiative.title),
        day=until,
    )
    here = {"held": held.id}
    go_on = Button(say("Look at it again"), "held.open", here)
    return (Para(text), Buttons((go_on, Button(say("Throw it away"), "held.drop", here))))


async def shown_elsewhere(turn: Turn, held: Held, card: Card) -> Also:
    """Every other message that still offers it shows what has become of it."""
    rows = await turn.store.deliveries_about(turn.org, FOUND, held.id)
    return tuple(Change(row.id, card) for row in rows if row.id != turn.delivery)


async def end(store: Transaction, held: Held, now: datetime) -> None:
    """Its time is over: it is dropped, and whoever typed it is told with their words."""
    await store.drop_proposal(held)
    for row in await store.deliveries_about(held.organisation, FOUND, held.id):
        await change(store, held.organisation, row.id, Card(DROPPED, {"name": held.initiative.title}), now)
    person = await present(store, held.organisation, held.person)
    if person is None or not person.active:
        return
    said = {"title": held.initiative.title, "pain": held.initiative.pain, "idea": held.initiative.idea}
    post = Post(To(person=person.id), Card(ENDED, said), key=f"{ENDED}.{held.id}")
    await say_unasked(store, person.id, await store.organisation(held.organisation), post, now)
