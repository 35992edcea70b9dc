"""Somebody leaves: their initiatives are put to their sponsors in one message, and what they did for others goes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.leaving import here_or_gone
from initiatives.initiative import Initiative
from storage.weeks import NudgeState
from tests.handlers.started import in_trial, portfolio, proposed
from tests.world import ORG, PLACE, Actor, Shown, World


async def platform_says(actor: Actor, *, active: bool) -> None:
    world = actor.world
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, actor.id)
        assert person is not None
        organisation = await store.organisation(ORG)
        await here_or_gone(store, organisation, PLACE, person, active, world.clock.at, world.new_id)
    await world.engine.sender.drain()


def handed(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "Who takes it over?" in shown.text]


async def now(world: World) -> list[Initiative]:
    return await portfolio(world)


@pytest.fixture
async def world() -> World:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await world.person("Linus")
    await in_trial(world, ada, grace, weeks=12)
    await in_trial(world, ada, grace, idea="Translate the manuals", weeks=12)
    await world.next_monday()
    return world


async def test_the_sponsor_gets_one_message_about_all_of_them_and_hands_them_on(world: World) -> None:
    ada, grace, linus = (world.people[name] for name in ("Ada", "Grace", "Linus"))
    await platform_says(ada, active=False)
    (card,) = handed(grace)
    assert "Ada has left. 2 initiatives of theirs are under way." in card.text
    assert card.text.count("[Give it to somebody else]") == 2 and "Translate the manuals" in card.text
    for _ in range(2):
        await grace.press("Give it to somebody else", on=handed(grace)[0])
        await grace.fill(owner=linus.visitor.external)
    assert {one.owner for one in await now(world)} == {linus.id}
    assert handed(grace)[0].text.count("Grace gave") == 2
    await world.next_monday()
    assert "Your weekly check-in" in linus.last.text


async def test_their_open_week_is_closed_with_the_reason_and_nobody_writes_to_them(world: World) -> None:
    ada = world.people["Ada"]
    seen = len(ada.reads)
    await platform_says(ada, active=False)
    async with world.store.transaction(world.clock.at) as store:
        assert await store.open_nudges(ORG, ada.id) == []
        (week,) = await store.nudges_of(ORG, ada.id)
    assert (week.state, week.reason, week.remind_at) == (NudgeState.MISSED, "left", None)
    await world.later(days=20)
    assert len(ada.reads) == seen


async def test_being_told_twice_asks_once(world: World) -> None:
    await platform_says(world.people["Ada"], active=False)
    await platform_says(world.people["Ada"], active=False)
    assert len(handed(world.people["Grace"])) == 1


async def test_whoever_comes_back_keeps_what_is_theirs(world: World) -> None:
    ada, grace = world.people["Ada"], world.people["Grace"]
    await platform_says(ada, active=False)
    await platform_says(ada, active=True)
    assert "Ada is here again." in handed(grace)[0].text and "[Pause it]" not in handed(grace)[0].text
    await world.next_monday()
    assert "Your weekly check-in" in ada.last.text


async def test_who_they_answered_for_answers_again_and_hears_of_it(world: World) -> None:
    ada, linus = world.people["Ada"], world.people["Linus"]
    await ada.says("mine")
    await ada.press("Let somebody else answer", on=ada.last)
    await ada.fill(deputy=linus.visitor.external)
    await platform_says(linus, active=False)
    assert "Linus has left and does not answer for you any more." in ada.last.text
    assert [one.deputy for one in await now(world)] == ["", ""]
    await world.next_monday()
    assert "Translate the manuals" in ada.last.text and "Read the fields" in ada.last.text


async def test_who_they_stood_in_for_hears_of_it(world: World) -> None:
    ada, linus = world.people["Ada"], world.people["Linus"]
    async with world.store.transaction(world.clock.at) as store:
        me = await store.person(ORG, ada.id)
        assert me is not None
        await store.keep_person(replace(me, stand_in=linus.id))
    await platform_says(linus, active=False)
    assert (await ada.me()).stand_in == ""
    assert "Linus has left and does not answer for you any more." in ada.last.text


async def test_what_was_put_to_somebody_who_leaves_is_put_to_whoever_comes_next(world: World) -> None:
    hopper = await world.person("Hopper", admin=True)
    await platform_says(world.people["Ada"], active=False)
    assert not handed(hopper)
    await platform_says(world.people["Grace"], active=False)
    assert handed(hopper)[0].text.count("[Give it to somebody else]") == 2


async def test_proposals_they_answer_are_handed_over(world: World) -> None:
    hopper = await world.person("Hopper", admin=True)
    initiative = await proposed(world, world.people["Linus"], idea="Write the weekly report")
    await platform_says(hopper, active=False)
    after = next(one for one in await now(world) if one.id == initiative.id)
    assert after.reviewers == (world.people["Grace"].id,)


async def test_what_was_put_to_a_leaver_with_nobody_after_them_waits_for_whoever_comes(world: World) -> None:
    await platform_says(world.people["Ada"], active=False)
    await platform_says(world.people["Grace"], active=False)
    assert [one.silence for one in await now(world)] == [None, None]
    hopper = await world.person("Hopper", admin=True)
    await world.later(days=7)
    (card,) = handed(hopper)
    assert card.text.count("[Give it to somebody else]") == 2
    await world.later(days=20)
    assert len(handed(hopper)) == 1


async def test_what_was_paused_for_a_leaver_is_put_again_when_the_pause_is_over(world: World) -> None:
    ada, grace = world.people["Ada"], world.people["Grace"]
    await platform_says(ada, active=False)
    for _ in range(2):
        await grace.press("Pause it", on=handed(grace)[0])
        await grace.fill(weeks="2")
    await world.later(days=8)
    assert len(handed(grace)) == 1
    await world.later(days=14)
    assert handed(grace)[-1].text.count("[Give it to somebody else]") == 2 and len(handed(grace)) == 2


async def test_what_two_leavers_left_behind_is_not_told_as_one_persons(world: World) -> None:
    linus, hopper = world.people["Linus"], await world.person("Hopper", admin=True)
    await in_trial(world, linus, world.people["Grace"], idea="Write the weekly report", weeks=12)
    for name in ("Ada", "Linus", "Grace"):
        await platform_says(world.people[name], active=False)
    texts = [card.text.splitlines()[1] for card in handed(hopper)]
    assert texts == [
        "Ada has left. 2 initiatives of theirs are under way.",
        "Linus has left. 1 initiative of theirs is under way.",
    ]


async def test_weeks_somebody_was_gone_for_say_so(world: World) -> None:
    ada = world.people["Ada"]
    await platform_says(ada, active=False)
    await world.later(days=21)
    await platform_says(ada, active=True)
    async with world.store.transaction(world.clock.at) as store:
        weeks = {nudge.week: nudge.reason for nudge in await store.nudges_of(ORG, ada.id)}
    assert weeks == {"2026-W48": "left", "2026-W49": "left", "2026-W50": "left"}
    await world.later(minutes=1)
    assert "Your weekly check-in" in ada.last.text


async def test_whoever_is_back_before_they_are_asked_is_asked_in_that_week(world: World) -> None:
    ada = world.people["Ada"]
    await platform_says(ada, active=False)
    await world.later(days=6)
    await platform_says(ada, active=True)
    await world.next_monday()
    assert "Your weekly check-in" in ada.last.text
    async with world.store.transaction(world.clock.at) as store:
        assert [nudge.reason for nudge in await store.nudges_of(ORG, ada.id)] == ["left", ""]
