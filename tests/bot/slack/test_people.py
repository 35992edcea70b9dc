"""Slack says that somebody's account is deactivated: what they own is handed on, unless another workspace still has them."""

from __future__ import annotations

from bot.slack.people import profile_keeper
from initiatives.people import Account, Workspace, account_id
from storage.port import Transaction
from tests.handlers.started import in_trial
from tests.world import ORG, PLACE, Actor, World


async def _ours(_store: Transaction, _workspace: str) -> str:
    return ORG


async def company() -> tuple[World, Actor, Actor]:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    return world, ada, grace


async def deactivated(world: World, ada: Actor) -> None:
    await profile_keeper(world.engine, _ours, PLACE, world.clock)(ada.visitor, False)
    await world.engine.sender.drain()


async def test_a_deactivated_account_puts_its_initiatives_to_the_sponsor_once() -> None:
    world, ada, grace = await company()
    await deactivated(world, ada)
    await deactivated(world, ada)
    assert [shown.text.count("Ada has left.") for shown in grace.reads if "has left" in shown.text] == [1]
    assert not (await ada.me()).active


async def test_somebody_who_is_in_another_connected_workspace_has_not_left() -> None:
    world, ada, grace = await company()
    async with world.store.transaction(world.clock.at) as store:
        await store.connect(Workspace("W2", ORG, "slack", "Other"))
        await store.keep_account(Account(account_id("W2", "U9"), ORG, ada.id, "W2", "U9"))
    await deactivated(world, ada)
    assert (await ada.me()).active and not [shown for shown in grace.reads if "has left" in shown.text]
