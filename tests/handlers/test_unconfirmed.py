"""A check-in whose message may not have arrived stays open where its owner looks next, and can be answered there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.messenger import FailureKind, SendFailed
from initiatives.calendar import iso_week
from initiatives.check_ins import check_in_id
from storage.records import DeliveryState
from tests.made import running
from tests.world import ORG, Actor, World


async def not_reached(kind: FailureKind) -> tuple[World, Actor, Actor]:
    """An owner whose check-in of this week is not in their chat, and an admin."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await running(world, ada, 1)
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
        assert person is not None
        await store.keep_person(replace(person, nudge_at=world.clock.at + timedelta(minutes=1)))
    world.outbox.trouble = [SendFailed("no answer", kind)]
    await world.later(minutes=10)
    return world, ada, grace


async def state(world: World, ada: Actor) -> DeliveryState:
    async with world.store.transaction(world.clock.at) as store:
        nudge = await store.nudge(ORG, ada.id, iso_week(world.clock.at.date()))
        assert nudge is not None
        row = await store.delivery(ORG, nudge.delivery)
    assert row is not None
    return row.state


async def answered(world: World) -> bool:
    async with world.store.transaction(world.clock.at) as store:
        return await store.check_in(ORG, check_in_id("i1", iso_week(world.clock.at.date()))) is not None


@pytest.mark.parametrize(
    ("kind", "ends"), [("unconfirmed", DeliveryState.UNCONFIRMED), ("never", DeliveryState.FAILED)]
)
async def test_it_waits_on_the_home_and_under_mine_and_the_admin_sees_who(
    kind: FailureKind, ends: DeliveryState
) -> None:
    world, ada, grace = await not_reached(kind)
    assert await state(world, ada) is ends
    assert not any("weekly check-in" in shown.text for shown in ada.reads)
    await ada.opens_home()
    assert "This week’s check-ins" in ada.told
    await ada.command("mine")
    assert "This week’s check-ins" in ada.told
    await grace.command("admin")
    assert "1 person could not be reached: Ada" in grace.told


async def test_a_number_typed_in_the_chat_answers_it() -> None:
    world, ada, _ = await not_reached("unconfirmed")
    await ada.says("29")
    assert await answered(world)


async def test_it_is_answered_from_the_home() -> None:
    world, ada, _ = await not_reached("unconfirmed")
    await ada.opens_home()
    await ada.press("Check in")
    await ada.fill(value="29")
    assert await answered(world)
