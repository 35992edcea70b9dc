"""What comes twice has one effect and one answer."""

from __future__ import annotations

import asyncio

from handlers.requests import Pressed, ShowMessage, Submitted
from storage.tables import CHECK_INS, INITIATIVES, READINGS
from tests.stores import AnyStore
from tests.world import ORG, Actor, World

GOOD = {"pain": "p", "reach": "r", "hours": "4", "idea": "i", "kpi": "hours", "change": "4 to 2"}


async def trial() -> tuple[World, Actor, Actor]:
    """Ada's proposal approved by Grace, and the first Monday come."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(**GOOD)
    await grace.press("Approve as a trial")
    await grace.fill()
    await world.next_monday()
    return world, ada, grace


async def count(world: World) -> tuple[int, int, int]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as rows:
        initiatives = await rows.all(INITIATIVES, ORG)
        check_ins, readings = await rows.all(CHECK_INS, ORG), await rows.all(READINGS, ORG)
    return len(initiatives), len(check_ins), len(readings)


async def test_an_event_that_comes_again_is_answered_once() -> None:
    world, ada, _ = await trial()
    await ada.says("3", key="Ev1")
    seen, kept = len(ada.reads), await count(world)
    await ada.says("3", key="Ev1")
    assert (len(ada.reads), await count(world)) == (seen, kept)


async def test_a_command_that_comes_again_gets_the_same_answer() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("help", key="T1")
    first = ada.told
    await ada.command("help", key="T1")
    assert ada.told == first


async def test_a_form_sent_twice_proposes_once_and_says_the_same() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("propose")
    form = ada.form
    await ada.fill(**GOOD)
    first = ada.told
    await ada._does(Submitted(form.token, GOOD), inline=True)
    assert isinstance(ada.answer, ShowMessage)
    assert ada.told == first
    assert (await count(world))[0] == 1


async def test_a_double_click_stores_one_reading() -> None:
    world, ada, _ = await trial()
    await ada.says("3")
    await world.next_monday()
    token = ada.last.buttons["Same as last week"].token
    before = (await count(world))[2]
    await asyncio.gather(*(ada._does(Pressed(token)) for _ in range(5)))
    assert (await count(world))[2] == before + 1


async def test_a_shared_button_works_for_everybody_once_each() -> None:
    world, ada, _ = await trial()
    await ada.says("2")
    await ada.press("See and tell the story", on=ada.last)
    await ada.fill(channel="wins")
    await ada.press("Post the story")
    (story,) = world.channel("wins")
    for name in ("Linus", "Margaret"):
        other = await world.person(name)
        await other.press("We want this", on=story)
        await other.fill(hours="1", reach="us", change="3 to 1")
    assert (await count(world))[0] == 3


async def test_a_button_of_an_older_drawing_is_told_how_things_stand() -> None:
    world, ada, grace = await trial()
    await ada.says("3")
    old = ada.last
    await world.next_monday()
    nudge = ada.last
    token = nudge.buttons["Same as last week"].token
    await ada.says("2")
    kept = await count(world)
    await ada.press_token(token)
    assert "changed" in ada.last.text
    assert await count(world) == kept
    assert old is not nudge
    assert grace is not ada


async def test_two_reviewers_who_decide_at_once_end_with_one_decision() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    grace, linus = await world.person("Grace", admin=True), await world.person("Linus", admin=True)
    await ada.command("propose")
    await ada.fill(**GOOD)
    await grace.press("Approve as a trial")
    await linus.press("Decline with a reason")
    await grace.fill()
    await linus.fill(why="not now, the contract ends in May")
    assert "has been decided already" in "".join(linus.errors.values())
    assert linus.form.answers["why"] == "not now, the contract ends in May"
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
    assert initiative.stage == "trial"


async def test_half_a_character_is_kept_as_a_question_mark() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("propose")
    await ada.fill(**{**GOOD, "pain": "half \ud800 of it"})
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
    assert initiative.pain == "half ? of it"
