"""Proposals follow whoever answers them: new reviewers get the card, former ones read who has it now."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation import Also, Card, Change, Post, Turn
from handlers.subjects import reviewers_of
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation
from storage.records import To


async def handed_over(turn: Turn, organisation: Organisation, initiatives: list[Initiative]) -> Also:
    """The messages by which waiting proposals reach those who answer them now; the proposals are stored with them."""
    also: Also = ()
    for initiative in initiatives:
        if initiative.stage is not Stage.PROPOSED:
            continue
        now = await reviewers_of(turn.store, organisation, initiative)
        if set(now) == set(initiative.reviewers):
            continue
        await turn.store.change_initiative(replace(initiative, reviewers=now))
        also = (*also, *await _to_new(turn, initiative, now), *await _from_former(turn, initiative, now))
    return also


async def _to_new(turn: Turn, initiative: Initiative, now: tuple[str, ...]) -> Also:
    shown = Card("review.to_review", {"initiative": initiative.id}, subject=initiative.id)
    told: list[Post | Change] = []
    for person in now:
        if person in initiative.reviewers:
            continue
        key = _key(initiative, person)
        if await turn.store.delivery(turn.org, key) is not None:
            told.append(Change(key, shown))
        else:
            told.append(Post(To(person=person, workspace=turn.where.workspace), shown, key=key))
    return tuple(told)


async def _from_former(turn: Turn, initiative: Initiative, now: tuple[str, ...]) -> Also:
    shown = Card("admin.handed_over", {"initiative": initiative.id}, subject=initiative.id)
    former = [person for person in initiative.reviewers if person not in now]
    keys = [_key(initiative, person) for person in former]
    return tuple([Change(key, shown) for key in keys if await turn.store.delivery(turn.org, key) is not None])


def _key(initiative: Initiative, person: str) -> str:
    return f"review.{initiative.id}.{person}"
