"""Initiatives that are close to one: found, shown before a proposal goes in, backed, and made one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers import promises
from handlers.answers import Answers
from handlers.conversation import Card, Look, May, Post, Role, Subject, Tell, Turn
from handlers.taking_part import welcomed
from handlers.ui import Args
from handlers.unasked import say_unasked
from initiatives.initiative import Initiative
from initiatives.people import Organisation
from initiatives.similar import SHOWN, Backing, Held, Join, backing_id, closest, merged, moved
from storage.port import Transaction
from storage.records import To

FOUND, NEWS, WANTED, ANSWERED = "similar.found", "similar.news", "similar.asks_to_join", "similar.answered"
TO_CHOOSE = 8
"""How many a reviewer chooses from."""


async def _held(look: Look, held: str) -> Held | None:
    return await look.store.held_proposal(look.org, held)


async def _to_held(look: Look, held: Held, roles: May) -> bool:
    return look.person is not None and look.person.id == held.person and Role.DRAFTER in roles


HELD: Subject[Held] = Subject("held", _held, _to_held)


async def near(store: Transaction, initiative: Initiative, most: int = SHOWN) -> list[Initiative]:
    """The initiatives that are probably about the same thing, closest first."""
    found = await store.similar(initiative.organisation, initiative.said)
    return closest(initiative, found, most)


async def shown_first(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Tell | None:
    """What is close to a proposal that is about to go in; the proposal is kept as it is. None when nothing is."""
    found = await near(turn.store, initiative)
    if not found:
        return None
    near_by = tuple(one.id for one in found)
    held = Held(
        turn.new_id(), turn.org, turn.person.id, initiative, near_by, turn.now, answers.written(), dict(about)
    )  # fmt: skip
    await turn.store.hold_proposal(held)
    return Tell(Card(FOUND, {"held": held.id}, subject=held.id), delivery=f"similar.{held.id}")


async def backed(turn: Turn, initiative: Initiative) -> Backing:
    """The person has this too: said once, however often it is pressed."""
    key = backing_id(initiative.id, turn.person.id)
    known = await turn.store.backing(turn.org, key)
    backing = known or Backing(key, turn.org, initiative.id, turn.person.id, turn.now)
    if known is None:
        await turn.store.keep_backing(backing)
    return backing


async def wants_to_join(turn: Turn, initiative: Initiative) -> tuple[Post, ...]:
    """The question to whoever answers for it; asked once."""
    backing = await backed(turn, initiative)
    if backing.join is not Join.NONE:
        return ()
    await turn.store.keep_backing(replace(backing, join=Join.ASKED))
    asked = initiative.owner or initiative.proposer
    shown = Card(WANTED, {"initiative": initiative.id, "person": turn.person.id}, subject=backing.id)
    return (Post(To(person=asked), shown, key=f"join.{backing.id}"),)


async def answered(turn: Turn, initiative: Initiative, person: str, join: Join) -> tuple[Post, ...]:
    """The answer is kept and told; a later one counts instead."""
    backing = await turn.store.backing(turn.org, backing_id(initiative.id, person))
    if backing is None or backing.join is join:
        return ()
    await turn.store.keep_backing(replace(backing, join=join))
    if join is Join.WELCOME:
        await welcomed(turn.store, initiative, person, turn.person.id)
    shown = Card(ANSWERED, {"initiative": initiative.id, "join": join.value})
    return (Post(To(person=person), shown),)


async def made_one(turn: Turn, initiative: Initiative, into: Initiative, why: str) -> Initiative:
    """The proposal ends in the other's favour; whoever had it has the other now, and everybody hears of it."""
    ended = merged(initiative, into, by=turn.person.id, why=why, at=turn.now)
    await turn.store.change_initiative(ended)
    await promises.answered(turn.store, ended, turn.now)
    before = await turn.store.backings_of(turn.org, initiative.id)
    for one in before:
        await turn.store.drop_backing(one)
    for one in moved(before, initiative, into, turn.now):
        known = await turn.store.backing(turn.org, one.id)
        await turn.store.keep_backing(replace(known, proposed=one.proposed or known.proposed) if known else one)
    concerned = {initiative.proposer, into.owner or into.proposer, *(one.person for one in before)} - {turn.person.id}
    await _tell(turn.store, turn.organisation, sorted(concerned), ended, "merged", turn.now)
    return ended


async def tell_backers(
    store: Transaction,
    organisation: Organisation,
    initiative: Initiative,
    what: str,
    now: datetime,
    but: Sequence[str] = (),
) -> None:
    """Everybody who has the same hears once what has become of it; those in `but` know already."""
    backings = await store.backings_of(organisation.id, initiative.id)
    people = [one.person for one in backings if one.person not in but]
    await _tell(store, organisation, people, initiative, what, now)


async def _tell(
    store: Transaction, organisation: Organisation, people: Sequence[str], about: Initiative, what: str, now: datetime
) -> None:
    shown = Card(NEWS, {"initiative": about.id, "what": what})
    for person in people:
        post = Post(To(person=person), shown, key=f"similar.{what}.{about.id}.{person}")
        await say_unasked(store, person, organisation, post, now)


async def join_backings(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Two people who turn out to be one have the same once; proposals that wait are the one's who stays."""
    for theirs in await store.backed_by(organisation, goes):
        await store.drop_backing(theirs)
        key = backing_id(theirs.initiative, stays)
        if await store.backing(organisation, key) is None:
            await store.keep_backing(replace(theirs, id=key, person=stays))
    for held in await store.proposals_held_for(organisation, goes):
        await store.hold_proposal(replace(held, person=stays, initiative=replace(held.initiative, proposer=stays)))
