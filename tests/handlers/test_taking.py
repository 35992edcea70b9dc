"""Answers typed into the chat: taken at once, asked back when they can hardly be meant, several in one message."""

from __future__ import annotations

import pytest

from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative
from storage.weeks import NudgeState
from tests.handlers.conversations.test_check_in import company, nudges, only
from tests.world import ORG, Actor, World


async def latest(world: World) -> str:
    point = (await only(world)).latest
    return str(point.value) if point is not None else "none"


def heard(ada: Actor, words: str) -> bool:
    return any(words in one.text for one in ada.reads)


async def check_in_of(world: World, initiative: Initiative, week: str) -> CheckIn | None:
    async with world.store.transaction(world.clock.at) as store:
        return await store.check_in(ORG, check_in_id(initiative.id, week))


async def values(world: World) -> dict[str, str]:
    async with world.store.transaction(world.clock.at) as store:
        return {one.title: str(one.latest.value) for one in await store.portfolio(ORG) if one.latest is not None}


async def readings_kept(world: World) -> list[str]:
    async with world.store.transaction(world.clock.at) as store:
        kept = await store.readings(ORG, (await store.portfolio(ORG))[0].id)
    return [str(one.value) for one in kept]


async def test_ten_times_the_last_number_is_asked_back_and_counts_once_confirmed() -> None:
    world, ada = await company()
    await ada.says("420 but the API was down")
    assert "Is it really 420" in ada.last.text
    assert "420 but the API was down" in ada.last.text
    assert await latest(world) == "none"
    assert await nudges(world, ada) == [NudgeState.OPEN]
    await ada.press("Yes, keep it")
    assert await latest(world) == "420"
    assert not any("Yes, keep it" in one.buttons for one in ada.reads)
    assert heard(ada, "the API was down")
    assert await nudges(world, ada) == []


async def test_a_slip_is_written_again_in_the_form() -> None:
    world, ada = await company()
    await ada.says("420")
    await ada.press("No, write it again")
    await ada.fill(value="41")
    assert await latest(world) == "41"


@pytest.mark.parametrize(("button", "kept"), [("30", "30"), ("35", "35")])
async def test_two_numbers_are_asked_back_with_a_button_each(button: str, kept: str) -> None:
    world, ada = await company()
    await ada.says("30 or 35")
    assert "Which number do you mean" in ada.last.text
    assert await latest(world) == "none"
    await ada.press(button + " hours a week" if button + " hours a week" in ada.last.buttons else button)
    assert await latest(world) == kept


async def test_a_day_to_come_is_refused_and_what_was_typed_is_shown() -> None:
    world, ada = await company()
    await ada.says("tomorrow 31")
    assert "has not come yet" in ada.last.text
    assert "tomorrow 31" in ada.last.text
    assert await latest(world) == "none"
    await ada.says("31")
    assert await latest(world) == "31"


async def test_a_missed_week_is_filled_later_and_corrected_with_its_history_kept() -> None:
    world, ada = await company()
    missed = (await week(world, ada))[0]
    await world.next_monday()
    await ada.says("last week 38")
    assert "It stands for the week of" in ada.last.text
    initiative = await only(world)
    first = await check_in_of(world, initiative, missed)
    assert first is not None and str(first.values[0][1]) == "38"
    await ada.says("31")
    await world.next_monday()
    await ada.says("two weeks ago 37")
    corrected = await check_in_of(world, initiative, missed)
    assert corrected is not None and str(corrected.values[0][1]) == "37"
    assert sorted(await readings_kept(world)) == ["31", "37", "38"]
    assert await latest(world) == "31"


async def week(world: World, ada: Actor) -> list[str]:
    async with world.store.transaction(world.clock.at) as store:
        return [nudge.week for nudge in await store.open_nudges(ORG, ada.id)]


IDEAS = ("Match invoices", "Draft replies", "Take notes", "Write offers", "Sort bugs")


@pytest.mark.parametrize(
    "typed",
    [
        "A 31, B 30, C 29, D 28, E 27",
        "1) 31 2) 30 3) 29 4) 28 5) 27",
        "invoices 31, replies 30, notes 29, offers 28, bugs 27",
    ],
)
async def test_five_initiatives_are_answered_by_one_message(typed: str) -> None:
    world, ada = await company(*IDEAS)
    before = len(ada.reads)
    await ada.says(typed)
    assert await values(world) == dict(zip(IDEAS, ("31", "30", "29", "28", "27"), strict=True))
    assert sum("Noted for" in one.text for one in ada.reads[before:]) == 1
    assert await nudges(world, ada) == []


async def test_of_several_only_what_can_hardly_be_meant_is_asked_back() -> None:
    world, ada = await company(*IDEAS[:3])
    await ada.says("A 100, B 420, C 29")
    assert await values(world) == {
        "Match invoices": "100",
        "Take notes": "29",
    }
    await ada.press("Yes, keep it")
    assert (await values(world))["Draft replies"] == "420"


async def test_the_same_again_is_one_tap_and_a_number_with_a_comment_one_message() -> None:
    world, ada = await company()
    await ada.says("31 but the API was down on Tuesday")
    assert await latest(world) == "31"
    await world.next_monday()
    await ada.press("Same as last week")
    assert await nudges(world, ada) == []


@pytest.mark.parametrize(
    "typed", ["einunddreißig", "三十一", "31, letzte Woche waren es 42", "大概31", "es sind 31 Stunden"]
)
async def test_german_and_chinese_are_understood_whatever_the_bot_speaks(typed: str) -> None:
    world, ada = await company()
    await ada.says(typed)
    assert await latest(world) == "31"


@pytest.mark.parametrize("typed", ["ich bin bis Montag im Urlaub", "我休假到周一"])
async def test_time_off_in_german_and_chinese_is_no_answer(typed: str) -> None:
    world, ada = await company()
    await ada.says(typed)
    assert await latest(world) == "none"
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
    assert person is not None
    assert len(person.time_off) == 1, ada.last.text
