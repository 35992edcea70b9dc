"""What the bot says by itself counts in the week in which it goes out, and is held to that week's budget."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.conversation import Card, Post
from handlers.messenger import SendFailed
from handlers.unasked import say_unasked
from initiatives.people import TimeOff
from storage.records import Delivery, To
from tests.handlers.conversations.test_silence import change
from tests.world import ORG, Actor, World

THIS, NEXT, AFTER_THAT = "2026-W47", "2026-W48", "2026-W49"
MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MONDAY_AFTER = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


async def started(most: int = 5) -> Actor:
    world = await World().founded(most_messages=most)
    return await world.person("Ada")


async def say(person: Actor, *keys: str) -> None:
    world = person.world
    async with world.store.transaction(world.clock.at) as store:
        for key in keys:
            post = Post(To(person=person.id), Card("propose.left"), key=key)
            await say_unasked(store, person.id, await store.organisation(ORG), post, world.clock.at)


async def counts(person: Actor) -> list[int]:
    """How many messages count in this week, the next and the one after."""
    async with person.world.store.transaction(person.world.clock.at) as store:
        known = [await store.attention(ORG, person.id, week) for week in (THIS, NEXT, AFTER_THAT)]
    return [one.count if one is not None else 0 for one in known]


async def row(person: Actor, key: str) -> Delivery:
    async with person.world.store.transaction(person.world.clock.at) as store:
        found = await store.delivery(ORG, key)
    assert found is not None
    return found


def got(person: Actor) -> list[str]:
    return [shown.key for shown in person.reads]


async def test_what_waits_over_the_end_of_the_week_counts_in_the_next_one() -> None:
    ada = await started()
    await say(ada, "a")
    assert await counts(ada) == [1, 0, 0]
    await change(ada, time_off=(TimeOff(date(2026, 11, 19), date(2026, 11, 22)),))
    await ada.world.later(minutes=1)
    assert await counts(ada) == [0, 1, 0]
    await ada.world.at(MONDAY)
    assert got(ada) == ["a"] and await counts(ada) == [0, 1, 0]


async def test_what_waits_over_the_end_of_the_week_finds_its_place_in_the_next_budget() -> None:
    ada = await started(most=2)
    await say(ada, "a", "b", "c")
    assert await counts(ada) == [2, 1, 0]
    await change(ada, time_off=(TimeOff(date(2026, 11, 19), date(2026, 11, 22)),))
    await ada.world.at(MONDAY)
    assert await counts(ada) == [0, 2, 1] and len(got(ada)) == 2
    await ada.world.at(MONDAY_AFTER)
    assert sorted(got(ada)) == ["a", "b", "c"]


async def test_whoever_rests_into_the_next_week_gets_no_more_in_it_than_its_budget() -> None:
    ada = await started(most=1)
    await say(ada, "a")
    ada.world.outbox.rests[ada.visitor.external] = MONDAY
    await ada.world.later(minutes=1)
    await say(ada, "b")
    assert await counts(ada) == [1, 1, 0]
    await ada.world.at(MONDAY)
    assert got(ada) == ["b"] and await counts(ada) == [0, 1, 1]
    await ada.world.at(MONDAY_AFTER)
    assert got(ada) == ["b", "a"]


@pytest.mark.parametrize("hours", [1, 90])
async def test_what_is_tried_again_counts_once(hours: int) -> None:
    ada = await started()
    ada.world.outbox.trouble = [SendFailed("busy", "later", retry_after=3600 * hours)]
    await say(ada, "a")
    await ada.world.at(MONDAY)
    assert got(ada) == ["a"] and sum(await counts(ada)) == 1
    assert (await row(ada, "a")).counts_in == (THIS if hours == 1 else NEXT)
