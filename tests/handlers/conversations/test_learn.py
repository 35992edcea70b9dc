"""Short cards: offered where a proposal shows the need, read, and counted without names."""

from __future__ import annotations

import pytest

from handlers.merging import merge
from initiatives.learning import Topic
from storage.counted import readers_of
from tests.handlers.started import proposed
from tests.world import ORG, World


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def test_a_proposal_without_a_first_number_is_offered_one_card_until_it_is_read(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await proposed(world, ada, change="? to 4", sensitivity="internal", tool="SAP")
    assert ada.told.count("A minute that may help here") == 1 and "The number before you begin" in ada.told
    assert "A minute that may help" not in grace.last.text
    await ada.press("Read it")
    card = ada.last
    assert "Two weeks of it are enough." in card.text
    await ada.press("I have read it")
    assert "You have read it." in card.text and "I have read it" not in card.buttons
    await proposed(world, ada, change="? to 4", sensitivity="internal", tool="SAP")
    assert "A minute that may help" not in ada.last.text


async def test_a_proposal_with_everything_is_offered_nothing(world: World) -> None:
    ada = await world.person("Ada")
    await proposed(world, ada, sensitivity="internal", tool="SAP")
    assert "A minute that may help" not in ada.told


async def test_admins_read_counts_from_three_on_and_nobody_else_does(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    for n in range(3):
        await grace.command("learn")
        assert "How to check an answer: read by fewer than 3" in grace.told
        reader = await world.person(f"Reader {n}")
        await reader.command("learn")
        assert "read by" not in reader.told
        await reader.press("Read: How to check an answer")
        await reader.press("I have read it")
        await reader.command("learn")
        assert "How to check an answer (you have read it)" in reader.told
    await grace.command("learn")
    assert "How to check an answer: read by 3 people" in grace.told and "Reader" not in grace.told


async def test_two_people_who_turn_out_to_be_one_have_read_it_once(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    for who, topic in ((ada, "Prompts for texts"), (ben, "Prompts for texts"), (ben, "How to check an answer")):
        await who.command("learn")
        await who.press(f"Read: {topic}")
        await who.press("I have read it")
    stays, goes = await ada.me(), await ben.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), stays, goes, world.clock.at)
        assert {one.of for one in await store.learnt_by(ORG, ada.id)} == {Topic.PROMPTS, Topic.CHECKING}
        assert await store.learnt_by(ORG, ben.id) == []
        tally = await store.tally(ORG, readers_of(Topic.PROMPTS))
        assert tally is not None and tally.count == 1
