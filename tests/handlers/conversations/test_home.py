"""The home page: what waits first, everything at a glance, and within what platforms can draw at any size."""

from __future__ import annotations

import pytest

from bot.slack import render
from handlers.requests import ShowForm, ShowHome
from initiatives.people import ReviewRule
from storage.weeks import Nudge
from tests.made import proposed, running
from tests.world import NOW, ORG, Actor, World

MOST_BLOCKS = 100


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    return await world.person("Ada")


async def test_somebody_new_is_welcomed(ada: Actor) -> None:
    await ada.opens_home()
    assert ada.told.startswith("Hello Ada.")
    assert "You are asked on Monday at 9:00\u202fAM (UTC)." in ada.told
    assert "[Administration]" not in ada.told


async def test_what_waits_comes_before_what_runs_and_drafts(world: World, ada: Actor) -> None:
    await world.organisation(lambda company: company.with_reviewers(ReviewRule("everybody", "", (ada.id,))))
    ben = await world.person("Ben")
    await proposed(world, ben, 1, (ada.id,))
    made = await running(world, ada, 2)
    async with world.store.transaction(world.clock.at) as store:
        await store.claim_nudge(Nudge(f"{ada.id}.2026-W47", ORG, ada.id, "2026-W47", "", NOW, (made.id,)))
    await ada.says("propose")
    await ada.says("we copy orders")
    await ada.opens_home()
    headings = (
        "Waiting for your answer",
        "This week’s check-ins",
        "Your initiatives",
        "Your drafts",
        "How you are asked",
    )
    places = [ada.told.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "we copy orders" in ada.told


async def test_an_admin_finds_the_set_up_until_it_is_done() -> None:
    world = await World().founded(set_up=False)
    root = await world.person("Root", admin=True)
    await root.opens_home()
    await root.press("Set up Quickwin")
    assert isinstance(root.answer, ShowForm)
    await root.fill()
    await root.opens_home()
    assert "Set up Quickwin" not in root.told
    assert "[Administration]" in root.told


@pytest.mark.parametrize("n", [0, 1, 99, 1000])
async def test_it_keeps_below_a_hundred_blocks_however_much_there_is(world: World, ada: Actor, n: int) -> None:
    await world.organisation(lambda company: company.with_reviewers(ReviewRule("everybody", "", (ada.id,))))
    ben = await world.person("Ben")
    for number in range(n):
        await running(world, ada, number)
        await proposed(world, ada, n + number, (ada.id,))
        await running(world, ben, 2 * n + number, sponsor=ada.id)
    async with world.store.transaction(world.clock.at) as store:
        asked = tuple(f"i{number}" for number in range(n))
        await store.claim_nudge(Nudge(f"{ada.id}.2026-W47", ORG, ada.id, "2026-W47", "", NOW, asked))
    for _ in range(min(n, 12)):
        await ada.says("propose")
        await ada.says("we copy orders")
        await ada.says("cancel")
    answer = await ada.opens_home()
    assert isinstance(answer, ShowHome)
    assert len(render.home(answer.message, answer.reader)["blocks"]) <= MOST_BLOCKS


async def test_a_press_at_home_that_it_shows_draws_it_anew(world: World, ada: Actor) -> None:
    await running(world, ada, 1)
    await ada.opens_home()
    await ada.press("Change my settings")
    assert isinstance(ada.answer, ShowForm)
    await ada.fill(nudges="no")
    await ada.opens_home()
    assert "You are not asked for check-ins." in ada.told
