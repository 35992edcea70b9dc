"""Whoever has set notifications aside gets what nobody asked for when that is over, in working time, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from storage.records import Delivery, DeliveryState, Reason, To
from tests.world import NOW, ORG, PLACE, Actor, World

CARD = Card("check_in.nothing_open")
CLOSE = datetime(2026, 11, 19, 18, 30, tzinfo=UTC)


async def company() -> tuple[World, Actor]:
    world = await World().founded()
    return world, await world.person("Ada")


async def queued(world: World, ada: Actor, *, unasked: bool = True, until: datetime | None = None) -> None:
    post = Post(To(person=ada.id, workspace=PLACE), CARD, key="k")
    async with world.store.transaction(world.clock.at) as store:
        await store.queue(replace(row_of(ORG, post, "k", world.clock.at), unasked=unasked, until=until))
    await world.engine.sender.drain()


async def row(world: World) -> Delivery:
    async with world.store.transaction(world.clock.at) as store:
        found = await store.delivery(ORG, "k")
    assert found is not None
    return found


async def test_it_waits_for_the_end_of_the_rest_and_comes_once() -> None:
    world, ada = await company()
    world.outbox.rests["U-ada"] = NOW + timedelta(hours=2)
    await queued(world, ada)
    waits = await row(world)
    assert (waits.state, waits.due_at, waits.attempts) == (DeliveryState.QUEUED, NOW + timedelta(hours=2), 0)
    assert ada.reads == []
    await world.later(hours=3)
    assert len(ada.reads) == world.outbox.creates == 1
    assert (await row(world)).sent_at == NOW + timedelta(hours=2)


async def test_a_rest_that_ends_outside_of_working_time_is_followed_by_the_next_working_day() -> None:
    world, ada = await company()
    world.outbox.rests["U-ada"] = CLOSE + timedelta(hours=3)
    await queued(world, ada)
    await world.later(days=1)
    assert (await row(world)).sent_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


async def test_what_is_over_before_the_rest_is_ends_unsent_with_its_reason() -> None:
    world, ada = await company()
    world.outbox.rests["U-ada"] = NOW + timedelta(hours=5)
    await queued(world, ada, until=NOW + timedelta(hours=1))
    await world.later(days=2)
    ended = await row(world)
    assert (ended.state, ended.reason) == (DeliveryState.REMOVED, Reason.NO_TIME)
    assert ada.reads == []


async def test_an_answer_is_never_held_back() -> None:
    world, ada = await company()
    world.outbox.rests["U-ada"] = NOW + timedelta(hours=2)
    await queued(world, ada, unasked=False)
    assert len(ada.reads) == 1


async def test_where_the_platform_answers_nonsense_the_message_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    world, ada = await company()

    async def broken(*_: object) -> datetime | None:
        raise ValueError("nonsense")

    monkeypatch.setattr(world.outbox, "resting", broken)
    await queued(world, ada)
    assert len(ada.reads) == 1
