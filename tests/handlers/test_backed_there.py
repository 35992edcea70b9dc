"""Proposals that the digest names are backed there: by everybody once, and never by whoever proposed them."""

from __future__ import annotations

import pytest

from initiatives.initiative import Initiative
from initiatives.similar import Backing
from tests.handlers.started import now_of, proposed
from tests.handlers.test_digests import MONDAY, told
from tests.world import ORG, Actor, Shown, World

IDEAS = (
    "Read the fields with a model",
    "Give back rooms that stay empty",
    "Sort the mail by topic",
    "Draft the minutes",
)


@pytest.fixture
async def company() -> tuple[World, Actor, Actor, Actor]:
    world = await World().founded()
    grace = await world.person("Grace", admin=True)
    return world, await world.person("Ada"), await world.person("Bob"), grace


async def digest(world: World) -> Shown:
    await world.at(MONDAY)
    return told(world)[-1]


async def backings(world: World, initiative: Initiative) -> list[Backing]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.backings_of(ORG, initiative.id)


async def test_three_of_those_that_wait_are_named_with_a_button_each(
    company: tuple[World, Actor, Actor, Actor],
) -> None:
    world, ada, _, _ = company
    for idea in IDEAS:
        await world.later(minutes=5)
        await proposed(world, ada, idea=idea)
    text = (await digest(world)).text
    assert text.count("[I have this too]") == 3
    assert IDEAS[0] not in text and all(idea in text for idea in IDEAS[1:])
    assert "Ada" not in text


async def test_everybody_backs_by_their_own_press_and_the_digest_counts_them(
    company: tuple[World, Actor, Actor, Actor],
) -> None:
    world, ada, bob, grace = company
    initiative = await proposed(world, ada)
    await digest(world)
    for who in (bob, grace):
        await who.press("I have this too", on=told(world)[-1])
        assert "You have this too. You hear what becomes of it." in who.last.text
    assert "2 people have this too." in told(world)[-1].text
    assert {one.person for one in await backings(world, initiative)} == {bob.id, grace.id}


async def test_a_second_press_of_the_same_person_counts_nothing(company: tuple[World, Actor, Actor, Actor]) -> None:
    world, ada, bob, _ = company
    initiative = await proposed(world, ada)
    await digest(world)
    for _ in range(2):
        await bob.press("I have this too", on=told(world)[-1])
        await world.later(minutes=1)
    assert "1 person has this too." in told(world)[-1].text
    assert len(await backings(world, initiative)) == 1


async def test_whoever_proposed_it_backs_nothing_and_only_they_read_so(
    company: tuple[World, Actor, Actor, Actor],
) -> None:
    world, ada, _, _ = company
    initiative = await proposed(world, ada, named="nobody")
    shown = await digest(world)
    before = shown.text
    await ada.press("I have this too", on=shown)
    assert f"{initiative.title} is yours." in ada.last.text
    assert await backings(world, initiative) == []
    assert told(world)[-1].text == before and "Ada" not in before


async def test_what_is_named_stays_named_and_ends_without_its_button(
    company: tuple[World, Actor, Actor, Actor],
) -> None:
    world, ada, bob, grace = company
    initiative = await proposed(world, ada)
    shown = await digest(world)
    await grace.press("Decline with a reason")
    await grace.fill(why="Not this year")
    await proposed(world, ada, idea=IDEAS[1])
    await bob.press("I have this too", on=shown)
    assert await backings(world, await now_of(world, initiative)) == []
    text = told(world)[-1].text
    assert f"{initiative.title}, declined" in text and "[I have this too]" not in text and IDEAS[1] not in text


async def test_a_press_on_the_digest_leaves_what_happened_in_its_week(
    company: tuple[World, Actor, Actor, Actor],
) -> None:
    world, ada, bob, grace = company
    await proposed(world, ada)
    shown = await digest(world)
    await grace.press("Approve as a trial")
    await grace.fill(weeks="4")
    await bob.press("I have this too", on=shown)
    text = told(world)[-1].text
    assert "1 proposal waits for an answer" in text and "1 new trial" not in text and "1 person has this too." in text


async def test_the_admins_preview_names_them_too(company: tuple[World, Actor, Actor, Actor]) -> None:
    world, ada, _, grace = company
    initiative = await proposed(world, ada)
    await grace.command("digest")
    assert f"{initiative.title}, proposed" in grace.told and "[I have this too]" in grace.told
    await grace.press("I have this too")
    assert [one.person for one in await backings(world, initiative)] == [grace.id]
