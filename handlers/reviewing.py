"""Proposals follow whoever answers them: new reviewers get the card, former ones read who has it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.conversation import Also, Card, Change, Post
from handlers.deliveries import queue
from handlers.promises import review_key
from handlers.subjects import reviewers_of
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation
from storage.port import Transaction
from storage.records import To


async def follow(
    store: Transaction, organisation: Organisation, workspace: str, now: datetime, new_id: Callable[[], str]
) -> None:
    """Hands what waits to those who answer it now, after somebody became an admin, stopped being one, came or left."""
    also = await handed_over(store, organisation, workspace, await store.in_stage(organisation.id, Stage.PROPOSED))
    await queue(store, organisation.id, also, now, new_id)


async def handed_over(
    store: Transaction, organisation: Organisation, workspace: str, initiatives: list[Initiative]
) -> Also:
    """The messages by which waiting proposals reach those who answer them now; the proposals are stored with them."""
    also: Also = ()
    for initiative in initiatives:
        if initiative.stage is not Stage.PROPOSED:
            continue
        now = await reviewers_of(store, organisation, initiative)
        if set(now) == set(initiative.reviewers):
            continue
        await store.change_initiative(replace(initiative, reviewers=now))
        also = (*also, *await _to_new(store, workspace, initiative, now), *await _from_former(store, initiative, now))
    return also


async def _to_new(store: Transaction, workspace: str, initiative: Initiative, now: tuple[str, ...]) -> Also:
    shown = Card("review.to_review", {"initiative": initiative.id}, subject=initiative.id)
    told: list[Post | Change] = []
    for person in now:
        if person in initiative.reviewers:
            continue
        key = review_key(initiative, person)
        if await store.delivery(initiative.organisation, key) is not None:
            told.append(Change(key, shown))
        else:
            told.append(Post(To(person=person, workspace=workspace), shown, key=key))
    return tuple(told)


async def _from_former(store: Transaction, initiative: Initiative, now: tuple[str, ...]) -> Also:
    shown = Card("admin.handed_over", {"initiative": initiative.id}, subject=initiative.id)
    former = [person for person in initiative.reviewers if person not in now]
    keys = [review_key(initiative, person) for person in former]
    return tuple([Change(key, shown) for key in keys if await store.delivery(initiative.organisation, key) is not None])
