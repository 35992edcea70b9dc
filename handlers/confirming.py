"""A number is put to somebody who can confirm it: the question, what they say, and the end of it when the number changes."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, timedelta
from decimal import Decimal

from handlers.conversation import Also, Card, Change, Look, Post, Remove, Turn
from handlers.deliveries import present, standing
from handlers.storytelling import regraded
from handlers.unasked import say_unasked
from initiatives.calendar import local_day, monday_in
from initiatives.check_ins import CheckIn, Confirmation
from initiatives.confirming import backed, is_said_again, must_be_anothers, of_kpi, with_confirmation
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence, Reading
from initiatives.rules import Rule, RuleBroken
from storage.port import Transaction
from storage.records import DeliveryState, To

CARD = "confirm.asked"


def key_of(asked: Confirmation) -> str:
    """The delivery of the question."""
    return f"confirm.{asked.id}"


async def same_person(look: Look, named: str) -> str:
    """Whoever somebody named turned out to be by now."""
    found = await present(look.store, look.org, named) if named else None
    return found.id if found is not None else named


async def theirs(look: Look, initiative: Initiative, done: CheckIn, *others: str) -> list[str]:
    """Those whose number it is: who answers for the initiative, and who wrote it."""
    named = (initiative.owner, initiative.deputy, *initiative.co_owners, done.by, *others)
    return [await same_person(look, one) for one in named if one]


async def put_to(turn: Turn, initiative: Initiative, done: CheckIn, asked: Confirmation) -> tuple[CheckIn, Also]:
    """The question goes to the person, once, in their own working time; one about the same number to somebody else is over.

    Raises:
        RuleBroken: it is a number of their own, or they have been asked already.
    """
    must_be_anothers(asked.person, await theirs(turn, initiative, done, asked.by), "person")
    earlier = of_kpi(done, asked.kpi)
    if earlier is not None and earlier.is_open and await same_person(turn, earlier.person) == asked.person:
        raise RuleBroken("person", Rule.ASKED_ALREADY)
    changed = with_confirmation(done, asked)
    await turn.store.keep_check_in(changed)
    about = {"initiative": initiative.id, "week": done.week, "question": asked.id}
    post = Post(To(person=asked.person), Card(CARD, about, subject=initiative.id), key=key_of(asked))
    await say_unasked(turn.store, asked.person, turn.organisation, post, turn.now)
    return changed, await _over(turn.store, turn.org, earlier) if earlier is not None else ()


async def keep_confirmed(turn: Turn, initiative: Initiative, done: CheckIn, said: Confirmation) -> Also:
    """The reading is kept once more as a confirmed one; the initiative, its win and its stories count it as such."""
    await turn.store.keep_check_in(with_confirmation(done, said))
    reading = Reading(
        turn.new_id(), turn.org, initiative.id, said.kpi, said.value, await _day(turn, initiative, done, said), done.week,
        turn.now, done.by, Evidence.CONFIRMED, done.link, done.source, said.person, done.file,
    )  # fmt: skip
    await turn.store.add_reading(reading)
    changed = backed(initiative, done.week, said)
    await turn.store.change_initiative(changed)
    await regraded(turn.store, initiative, changed, turn.now)
    return await shown_again(turn.store, turn.org, said)


async def _day(turn: Turn, initiative: Initiative, done: CheckIn, said: Confirmation) -> date:
    """The day the number stands for, as it was kept when it was said."""
    point = next((point for point in initiative.recent if point.week == done.week), None)
    if point is not None and said.kpi == initiative.leading.id:
        return point.on
    wrote = await turn.store.person(turn.org, done.by) if done.by else None
    said_on = local_day(done.at, wrote.zone if wrote is not None else turn.organisation.zone)
    return done.on or min(said_on, monday_in(done.week) + timedelta(days=6))


async def lasting(turn: Turn, earlier: CheckIn | None, values: Mapping[str, Decimal]) -> tuple[Confirmation, ...]:
    """What another answer for the week leaves in place: the number is said again as it was, and not by whoever confirms it."""
    same = [one for one in earlier.confirmations if is_said_again(one, values)] if earlier is not None else []
    others = [one for one in same if one.kpi not in values or await same_person(turn, one.person) != turn.person.id]
    return tuple(others)


async def overtaken(store: Transaction, earlier: CheckIn, kept: Container[Confirmation]) -> Also:
    """Another number is said for that week: whoever was asked about the one before reads so, and whoever asked."""
    over = [one for one in earlier.confirmations if one not in kept]
    return tuple([each for one in over for each in await _over(store, earlier.organisation, one)])


async def _over(store: Transaction, organisation: str, asked: Confirmation) -> Also:
    row = await standing(store, organisation, key_of(asked))
    unread = row is not None and row.state is DeliveryState.QUEUED and not row.message
    if unread:
        return (Remove(key_of(asked)), *await shown_again(store, organisation, asked))
    return (*await drawn_again(store, organisation, key_of(asked)), *await shown_again(store, organisation, asked))


async def shown_again(store: Transaction, organisation: str, asked: Confirmation) -> Also:
    """What whoever asked sees of it, as it stands now."""
    return tuple([each for key in asked.shown for each in await drawn_again(store, organisation, key)])


async def drawn_again(store: Transaction, organisation: str, key: str) -> tuple[Change, ...]:
    """A message as it stands now, if it is still somewhere."""
    row = await standing(store, organisation, key)
    return (Change(key, Card(row.card, dict(row.about), subject=row.subject)),) if row is not None else ()


async def may_be_asked(look: Look, initiative: Initiative, done: CheckIn) -> str:
    """Who confirmed a number of it last, if they can be asked again; empty otherwise."""
    found = await present(look.store, look.org, initiative.confirmer) if initiative.confirmer else None
    me = look.person.id if look.person is not None else ""
    if found is None or not found.active or found.id in await theirs(look, initiative, done, me):
        return ""
    return found.id
