"""Workshops: places taken and given back, told when they move, reminded of, and noted once people were there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.leaving import here_or_gone
from handlers.merging import merge
from initiatives.people import Function
from initiatives.workshops import Workshop
from storage.counted import places_taken
from tests.handlers.started import proposed
from tests.world import ORG, PLACE, Actor, World

PLAN = {
    "title": "Asking well", "about": "We ask together and compare.", "day": "2026-11-24", "hour": "14:30",
    "where": "https://example.com/room", "places": "2", "need": "never",
}  # fmt: skip
BEGINS = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
WITHOUT_A_NUMBER = {"change": "? to 4", "sensitivity": "internal", "tool": "SAP"}


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def planned(world: World, admin: Actor, **changes: str) -> Workshop:
    await admin.command("workshops")
    await admin.press("Add a workshop")
    await admin.fill(**{**PLAN, **changes})
    async with world.store.transaction(world.clock.at) as store:
        return (await store.workshops(ORG))[-1]


async def joins(who: Actor, title: str = "Asking well") -> None:
    await who.command("learn")
    await who.press(f"See: {title}")
    await who.press("I come")


async def now_of(world: World, workshop: Workshop) -> Workshop:
    async with world.store.transaction(world.clock.at) as store:
        found = await store.workshop(ORG, workshop.id)
    assert found is not None
    return found


async def places(world: World, workshop: Workshop) -> set[str]:
    """Whoever has a place, which is how many the tally says."""
    async with world.store.transaction(world.clock.at) as store:
        found = {place.person for place in await store.places_in(ORG, workshop.id)}
        tally = await store.tally(ORG, places_taken(workshop.id))
        assert (tally.count if tally is not None else 0) == len(found)
    return found


async def learnt(world: World, who: Actor) -> dict[str, datetime]:
    async with world.store.transaction(world.clock.at) as store:
        return {one.of: one.at for one in await store.learnt_by(ORG, who.id)}


def about(who: Actor, text: str) -> list[str]:
    return [shown.text for shown in who.reads if text in shown.text]


async def test_a_place_is_taken_until_there_is_none_and_given_back_to_somebody_else(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    workshop = await planned(world, grace)
    assert (workshop.at, workshop.places, workshop.host) == (BEGINS, 2, grace.id)
    ada, ben, eve = await world.person("Ada"), await world.person("Ben"), await world.person("Eve")
    await eve.command("workshops")
    await eve.press("See: Asking well")
    early = eve.last
    assert "Places: 2 of 2 are free" in early.text and "Where: https://example.com/room" in early.text
    await joins(ada)
    assert "You have a place." in ada.last.text and "[I come]" not in ada.last.text
    await joins(ben)
    await eve.press("I come", on=early)
    assert "Every place is taken." in eve.last.text
    await eve.command("workshops")
    await eve.press("See: Asking well")
    assert "Places: all taken" in eve.last.text and "[I come]" not in eve.last.text
    assert await places(world, workshop) == {ada.id, ben.id}
    await ben.press("I cannot come")
    await joins(eve)
    assert await places(world, workshop) == {ada.id, eve.id}


async def test_whoever_comes_is_reminded_on_the_working_day_before_and_says_afterwards_that_they_were_there(
    world: World,
) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    workshop = await planned(world, grace)
    await joins(ada)
    await joins(ben)
    await ben.press("I cannot come")
    await world.at(datetime(2026, 11, 23, 8, 59, tzinfo=UTC))
    assert about(ada, "Soon: Asking well") == []
    await world.at(datetime(2026, 11, 23, 9, 1, tzinfo=UTC))
    (told,) = about(ada, "Soon: Asking well")
    assert "Tue, Nov 24, 2:30" in told and "You get this because you said that you come." in told
    assert "[I was there]" not in told and about(ben, "Soon") == []
    await world.at(BEGINS + timedelta(minutes=1))
    (told,) = about(ada, "Were you there? Asking well")
    assert about(ada, "Soon: Asking well") == [] and "[I cannot come]" not in told
    await ada.command("workshops")
    assert "No workshop is planned now." in ada.told and "Were you there? Asking well" in ada.told
    await ada.press("See: Asking well")
    await ada.press("I was there")
    assert "You were there: Nov 24, 2026." in ada.last.text
    assert await learnt(world, ada) == {workshop.id: BEGINS} and await learnt(world, ben) == {}
    await ada.command("learn")
    assert "Were you there?" not in ada.told
    await ada.press("What I have learnt")
    assert "Workshop Asking well: Nov 24, 2026" in ada.last.text


async def test_whoever_steps_back_elsewhere_is_reminded_of_nothing(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    await planned(world, grace)
    await joins(ada)
    here = ada.last
    await world.at(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    assert len(about(ada, "Soon: Asking well")) == 1
    await ada.press("I cannot come", on=here)
    assert about(ada, "Soon: Asking well") == about(ada, "You have a place.") == []
    await ada.press("I come")
    await world.at(BEGINS + timedelta(minutes=1))
    assert about(ada, "Soon: Asking well") == []


async def test_nobody_who_said_nothing_was_there_by_an_old_button(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    workshop = await planned(world, grace, day="", hour="")
    await joins(ada)
    pressed = ada.last.buttons["I was there"].token
    await ada.command("workshops")
    await ada.press("See: Asking well")
    await ada.press("I cannot come", on=ada.last)
    await ada.press_token(pressed)
    assert await learnt(world, ada) == {} and await places(world, workshop) == set()


async def test_its_host_is_asked_once_who_was_there_and_notes_them(world: World) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    host = await world.person("Host")
    workshop = await planned(world, grace, host=host.visitor.external)
    await joins(ada)
    await host.command("workshops")
    await host.press("See: Asking well")
    assert "1 comes: Ada" in host.last.text and "[Change it]" not in host.last.text
    await ben.command("workshops")
    await ben.press("See: Asking well")
    assert "Ada" not in ben.last.text
    await world.at(BEGINS + timedelta(hours=1))
    (asked,) = about(host, "Who was at Asking well?")
    assert "You get this because you hold it." in asked and about(grace, "Who was at") == []
    await host.press("Say who was there")
    assert host.form.answers["people"] == ada.visitor.external
    await host.fill(people=f"{ada.visitor.external},{ben.visitor.external}")
    assert "Fewer than 3 have said that they were there." in host.told
    assert await learnt(world, ada) == await learnt(world, ben) == {workshop.id: BEGINS}
    await world.later(days=3)
    assert about(host, "Who was at Asking well?") == []
    assert len(about(host, "Fewer than 3 have said that they were there.")) == 1


async def test_a_workshop_nobody_came_to_asks_its_host_nothing(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    await planned(world, grace)
    await world.at(BEGINS + timedelta(days=2))
    assert about(grace, "Who was at") == []


async def test_what_moves_is_told_once_to_whoever_comes_and_the_reminder_moves_with_it(world: World) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    workshop = await planned(world, grace)
    await joins(ada)
    await grace.press("Change it")
    assert (grace.form.answers["day"], grace.form.answers["hour"]) == ("2026-11-24", "14:30")
    await grace.fill(title="Asking better")
    await world.later(minutes=5)
    assert about(ada, "another day or place") == []
    await grace.press("Change it")
    await grace.fill(day="2026-12-02", hour="9")
    await world.later(minutes=5)
    (told,) = about(ada, "Asking better has another day or place.")
    assert "Wed, Dec 2, 9:00" in told and "[I cannot come]" in told and about(ben, "another day") == []
    await world.at(datetime(2026, 11, 30, 23, 0, tzinfo=UTC))
    assert about(ada, "Soon") == [] and (await now_of(world, workshop)).stands
    await world.at(datetime(2026, 12, 1, 12, 0, tzinfo=UTC))
    assert len(about(ada, "Soon: Asking better")) == 1


async def test_what_moves_twice_in_the_night_is_one_message_in_the_morning(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    await planned(world, grace)
    await joins(ada)
    await world.at(datetime(2026, 11, 19, 21, 0, tzinfo=UTC))
    for day in ("2026-12-02", "2026-12-03"):
        await grace.command("workshops")
        await grace.press("See: Asking well")
        await grace.press("Change it")
        await grace.fill(day=day)
        await world.later(minutes=5)
    assert about(ada, "another day or place") == []
    await world.at(datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    (told,) = about(ada, "another day or place")
    assert "Thu, Dec 3, 2:30" in told


async def test_a_workshop_on_demand_gathers_who_would_come_and_tells_them_its_day(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    workshop = await planned(world, grace, day="", hour="", places="")
    await joins(ada)
    assert "When: on demand" in ada.last.text and "Places: for everybody" in ada.last.text
    await grace.press("Change it")
    await grace.fill(day="2026-12-02", hour="9:00")
    await world.later(minutes=5)
    assert len(about(ada, "Asking well has another day or place.")) == 1
    assert await places(world, workshop) == {ada.id}


async def test_what_was_done_on_demand_leaves_its_place_to_others(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    workshop = await planned(world, grace, day="", hour="", places="1")
    await joins(ada)
    await ada.press("I was there")
    assert await learnt(world, ada) == {workshop.id: world.clock.at}
    assert await places(world, workshop) == set() and "[I come]" not in ada.last.text


async def test_what_is_called_off_is_told_and_falls_off_the_list(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    workshop = await planned(world, grace)
    await joins(ada)
    await world.at(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    assert len(about(ada, "Soon: Asking well")) == 1
    await grace.press("Call it off")
    assert "It does not take place." in grace.last.text
    await world.later(minutes=5)
    assert len(about(ada, "Asking well does not take place.")) == 1 and about(ada, "Soon") == []
    await ada.command("workshops")
    assert "No workshop is planned now." in ada.told
    assert await places(world, workshop) == set()
    await world.at(BEGINS + timedelta(days=3))
    assert about(grace, "Who was at") == [] and about(ada, "Were you there") == []
    await grace.command("workshops")
    await grace.press("Those that are over")
    assert "Asking well: does not take place" in grace.last.text


async def test_nothing_is_noted_before_it_began(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    workshop = await planned(world, grace)
    await world.at(BEGINS + timedelta(minutes=1))
    await grace.command("workshops")
    await grace.press("Those that are over")
    await grace.press("See: Asking well")
    await grace.press("Say who was there")
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_workshop(replace(workshop, at=BEGINS + timedelta(days=1)))
    await grace.fill(people=grace.visitor.external)
    assert "It has not taken place yet." in grace.errors[""]
    assert await learnt(world, grace) == {}


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"hour": "noon"}, "hour", "Write the time like 14:30."),
        ({"hour": ""}, "hour", "This one is needed."),
        ({"day": ""}, "day", "This one is needed."),
        ({"day": "2026-11-18"}, "day", "The start is in the past."),
        ({"places": "0"}, "places", "1"),
    ],
)
async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(
    world: World, wrong: dict[str, str], field: str, said: str
) -> None:
    grace = await world.person("Grace", admin=True)
    await grace.command("workshops")
    await grace.press("Add a workshop")
    await grace.fill(**{**PLAN, **wrong})
    assert list(grace.errors) == [field] and said in grace.errors[field]
    assert grace.form.answers["title"] == "Asking well"
    await grace.fill(**{name: PLAN[name] for name in wrong})
    assert "Asking well" in grace.told


async def test_times_are_those_of_whoever_types_them_and_of_whoever_reads_them(world: World) -> None:
    grace = await world.person("Grace", admin=True, zone="Europe/Paris")
    workshop = await planned(world, grace)
    assert workshop.at == BEGINS - timedelta(hours=1) and "2:30" in grace.told
    ada = await world.person("Ada")
    await ada.command("workshops")
    assert "1:30" in ada.told


async def test_one_that_comes_soon_and_names_the_need_is_offered_beside_a_proposal_once_at_most(world: World) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    await planned(world, grace, need="unmeasured", day="2027-01-19")
    await proposed(world, ada, **WITHOUT_A_NUMBER)
    assert "The number before you begin" in ada.told and "workshop" not in ada.told.casefold()
    soon = await planned(world, grace, need="unmeasured", title="Counting", places="1")
    await proposed(world, ada, **WITHOUT_A_NUMBER)
    assert "A workshop that may help here: Counting" in ada.last.text
    assert "A minute that may help" not in ada.last.text
    await ada.press("See the workshop")
    await ada.press("I come")
    assert await places(world, soon) == {ada.id}
    for who in (ada, ben):
        await proposed(world, who, **WITHOUT_A_NUMBER)
        assert "A minute that may help here: The number before you begin" in who.last.text


async def test_who_had_a_place_is_forgotten_a_month_later_and_who_was_there_is_not(world: World) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    workshop = await planned(world, grace)
    await joins(ada)
    await joins(ben)
    await world.at(BEGINS + timedelta(hours=1))
    await ada.command("learn")
    await ada.press("See: Asking well")
    await ada.press("I was there")
    await world.at(BEGINS + timedelta(days=29))
    assert await places(world, workshop) == {ada.id, ben.id}
    await world.at(BEGINS + timedelta(days=31))
    assert await places(world, workshop) == set()
    assert await learnt(world, ada) == {workshop.id: BEGINS}
    await ben.command("learn")
    assert "Were you there?" not in ben.told


async def test_whoever_leaves_gives_their_place_back_and_holds_it_no_more(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    workshop = await planned(world, grace, host=ada.visitor.external)
    await joins(ada)
    async with world.store.transaction(world.clock.at) as store:
        organisation, person = await store.organisation(ORG), await store.person(ORG, ada.id)
        assert person is not None
        await here_or_gone(store, organisation, PLACE, person, False, world.clock.at, world.new_id)
    assert await places(world, workshop) == set() and (await now_of(world, workshop)).host == ""
    await world.at(BEGINS + timedelta(days=1))
    assert about(ada, "Soon") == []


async def test_two_people_who_turn_out_to_be_one_have_one_place_and_hold_what_either_held(world: World) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    both = await planned(world, grace, places="5")
    his = await planned(world, grace, title="His", host=ben.visitor.external, places="5")
    await joins(ada)
    await joins(ben)
    await joins(ben, "His")
    stays, goes = await ada.me(), await ben.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), stays, goes, world.clock.at)
    assert await places(world, both) == await places(world, his) == {ada.id}
    assert (await now_of(world, his)).host == ada.id
    await world.at(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    assert len(about(ada, "Soon: Asking well")) == len(about(ada, "Soon: His")) == 1


async def test_people_of_knowledge_keep_workshops_too(world: World) -> None:
    ada = await world.person("Ada")
    me = await ada.me()
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(replace(me, functions=(Function.KNOWLEDGE,)))
    workshop = await planned(world, ada)
    await ada.press("Call it off")
    assert (await now_of(world, workshop)).active is False
