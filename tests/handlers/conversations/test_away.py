"""Being away: said in a sentence, noted, asked back, undone; and what follows for check-ins and for whoever stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from initiatives.people import TimeOff
from storage.weeks import Nudge, NudgeState
from tests.made import running
from tests.world import NOW, ORG, Actor, World

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    return await world.person("Ada")


def days(first: str, last: str = "") -> TimeOff:
    return TimeOff(date.fromisoformat(first), date.fromisoformat(last or first))


async def asked(world: World, ada: Actor) -> Actor:
    """Somebody with a trial under way, next asked on Monday at nine."""
    await running(world, ada, 1)
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
        assert person is not None
        await store.keep_person(replace(person, nudge_at=MONDAY))
    return ada


async def nudge_of(ada: Actor, week: str) -> Nudge:
    async with ada.world.store.transaction(ada.world.clock.at) as store:
        found = await store.nudge(ORG, ada.id, week)
    assert found is not None
    return found


async def test_a_sentence_is_noted_says_what_was_understood_and_moves_the_check_in(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await ada.says("I'm on holiday from 2026-11-23 to 2026-11-27")
    assert "You are away: Nov 23, 2026 to Nov 27, 2026" in ada.last.text
    assert "Next check-in: Mon, Nov 30" in ada.last.text
    assert (await ada.me()).time_off == (days("2026-11-23", "2026-11-27"),)
    await world.later(days=8)
    assert not [shown for shown in ada.reads if shown.key.startswith("nudge.")]
    await world.later(days=7)
    assert (await nudge_of(ada, "2026-W48")).reason == "off"
    assert [shown.key for shown in ada.reads if shown.key.startswith("nudge.")] == [f"nudge.{ada.id}.2026-W49"]


async def test_undo_takes_it_back_and_the_check_in_comes_as_before(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await ada.says("on leave next week")
    await ada.press("I am here")
    assert "Noted: you are here." in ada.last.text
    assert "Next check-in: Mon, Nov 23" in ada.last.text
    assert (await ada.me()).time_off == ()
    assert (await ada.me()).nudge_at == MONDAY


async def test_a_sentence_in_french_is_noted_and_answered_in_french(world: World) -> None:
    zoe = await world.person("Zoe", language="fr")
    await zoe.says("je suis en congé jusqu'à lundi")
    assert (await zoe.me()).time_off == (days("2026-11-19", "2026-11-22"),)
    await zoe.says("je suis de retour")
    assert (await zoe.me()).time_off == ()


async def test_what_could_be_two_things_is_asked_back(ada: Actor) -> None:
    await ada.says("off until Friday")
    assert "Which days did you mean?" in ada.last.text
    assert (await ada.me()).time_off == ()
    assert list(ada.last.buttons) == ["Nov 19, 2026", "Nov 19, 2026 to Nov 20, 2026", "Other days"]
    await ada.press("Nov 19, 2026 to Nov 20, 2026")
    assert (await ada.me()).time_off == (days("2026-11-19", "2026-11-20"),)


async def test_when_the_days_are_not_clear_they_are_asked_one_by_one(ada: Actor) -> None:
    await ada.says("I'm on holiday")
    assert "First day away" in ada.last.text
    await ada.says("2026-11-23")
    assert "Last day away" in ada.last.text
    await ada.says("2026-11-20")
    await ada.press("Skip")
    await ada.press("Note it")
    assert "The last day comes before the first one." in ada.last.text
    await ada.says("2026-11-27")
    await ada.press("Note it")
    assert (await ada.me()).time_off == (days("2026-11-23", "2026-11-27"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("on holiday 3-14 August 2025", "Those days are over."),
        ("on vacation 14-3 August", "The last day comes before the first one."),
        ("off until 2028-12-01", "That is more than a year."),
    ],
)
async def test_days_that_cannot_be_are_refused_with_a_sentence_and_right_ones_are_noted_after(
    ada: Actor, text: str, why: str
) -> None:
    await ada.says(text)
    assert why in ada.last.text
    assert (await ada.me()).time_off == ()
    await ada.says("off tomorrow")
    assert (await ada.me()).time_off == (days("2026-11-20"),)


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"last": "2026-11-18"}, "last", "Those days are over."),
        ({"first": "2026-12-02", "last": "2026-12-01"}, "last", "The last day comes before the first one."),
        ({"first": "2027-12-02", "last": "2027-12-03"}, "first", "That is more than a year ahead."),
        ({"last": "2027-12-03"}, "last", "That is more than a year."),
        ({"stand_in": "U-ada"}, "stand_in", "Pick somebody else"),
        ({"last": "soon"}, "last", "Write the day like 2026-11-23."),
    ],
)
async def test_a_wrong_answer_in_the_form_is_asked_again_and_then_noted(
    ada: Actor, wrong: dict[str, str], field: str, why: str
) -> None:
    await ada.command("away")
    right = {"first": "2026-11-18", "last": "2026-12-01", "stand_in": ""}
    await ada.fill(**{**right, **wrong})
    assert list(ada.errors) == [field]
    assert ada.errors[field].startswith(why)
    assert (await ada.me()).time_off == ()
    await ada.fill(**right)
    assert (await ada.me()).time_off == (days("2026-11-18", "2026-12-01"),)


async def test_a_sentence_about_something_else_is_no_time_off(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await world.next_monday()
    await ada.press("Answer")
    await ada.fill(value="30", comment="off until Monday")
    await ada.says("31 but the server was off until Monday")
    await ada.says("the server was off until Monday")
    assert (await ada.me()).time_off == ()


async def test_in_a_channel_nobody_goes_away_by_a_mention(ada: Actor) -> None:
    await ada.says("off until Monday", channel="general")
    assert (await ada.me()).time_off == ()


async def test_a_sentence_that_may_answer_an_open_question_is_asked_about(ada: Actor) -> None:
    await ada.says("propose")
    await ada.says("I'm off until Monday")
    assert "Where does this belong?" in ada.last.text
    assert (await ada.me()).time_off == ()
    await ada.press("I am away")
    assert (await ada.me()).time_off == (days("2026-11-19", "2026-11-22"),)


async def test_who_is_back_early_is_asked_again_from_then_on(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await ada.says("off until 2026-12-07")
    await world.at(datetime(2026, 11, 30, 8, 0, tzinfo=UTC))
    await ada.says("I'm back")
    assert "Noted: you are here." in ada.last.text
    assert (await ada.me()).time_off == (days("2026-11-19", "2026-11-29"),)
    await world.later(hours=2)
    assert ada.last.key == f"nudge.{ada.id}.2026-W49"
    await ada.says("I'm back")
    assert "No time off is noted for today." in ada.last.text


async def test_what_is_over_is_dropped_when_other_days_are_noted(world: World, ada: Actor) -> None:
    await ada.says("off tomorrow")
    await world.later(days=14)
    await ada.says("off tomorrow")
    assert (await ada.me()).time_off == (days("2026-12-04"),)


# the week's message that is out already


async def test_a_check_in_that_is_out_says_that_its_owner_is_away_and_its_reminder_waits(
    world: World, ada: Actor
) -> None:
    await asked(world, ada)
    await world.next_monday()
    card = ada.last
    before = await nudge_of(ada, "2026-W48")
    assert before.remind_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    seen = len(ada.reads)
    await ada.says("off from 2026-11-24 to 2026-11-25")
    assert "This week’s check-in waits where it is" in ada.last.text
    assert "You are away: Nov 24, 2026 to Nov 25, 2026. Nobody reminds you then." in card.text
    assert len(ada.reads) == seen + 1
    assert (await nudge_of(ada, "2026-W48")).remind_at == datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    await ada.press("I am here")
    assert "You are away" not in card.text
    assert (await nudge_of(ada, "2026-W48")).remind_at == before.remind_at


async def test_with_no_working_day_left_in_the_week_the_reminder_is_dropped(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await world.next_monday()
    await ada.says("off from tomorrow until 2026-12-06")
    assert (await nudge_of(ada, "2026-W48")).remind_at is None
    await ada.says("30")
    assert (await nudge_of(ada, "2026-W48")).state is NudgeState.ANSWERED


async def test_a_week_put_off_is_reminded_of_after_the_days_off(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await world.next_monday()
    await ada.press("Tomorrow")
    assert (await nudge_of(ada, "2026-W48")).remind_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    await ada.says("off tomorrow")
    assert (await nudge_of(ada, "2026-W48")).remind_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


# standing in


async def noted_with(ada: Actor, ben: Actor, first: str, last: str) -> None:
    await ada.command("away")
    await ada.fill(first=first, last=last, stand_in=ben.visitor.external)


async def test_the_stand_in_is_told_once_and_asked_instead(world: World, ada: Actor) -> None:
    await asked(world, ada)
    ben = await world.person("Ben")
    await noted_with(ada, ben, "2026-11-23", "2026-11-29")
    assert "Ben stands in for you." in ada.told
    assert "You stand in for Ada: Nov 23, 2026 to Nov 29, 2026." in ben.last.text
    assert len(ben.reads) == 1
    await noted_with(ada, ben, "2026-11-23", "2026-11-29")
    assert len(ben.reads) == 1
    assert (await ben.me()).nudge_at == MONDAY
    await world.next_monday()
    assert ben.last.key == f"nudge.{ben.id}.2026-W48"


async def test_a_stand_in_is_told_in_their_working_time(world: World, ada: Actor) -> None:
    ben = await world.person("Ben", zone="Asia/Tokyo")
    await noted_with(ada, ben, "2026-11-23", "2026-11-29")
    assert ben.reads == []
    await world.at(datetime(2026, 11, 20, 0, 30, tzinfo=UTC))
    assert len(ben.reads) == 1


async def test_undone_before_it_was_said_nothing_is_said_and_afterwards_the_message_changes(
    world: World, ada: Actor
) -> None:
    ben, cleo = await world.person("Ben", zone="Asia/Tokyo"), await world.person("Cleo")
    await noted_with(ada, ben, "2026-11-23", "2026-11-29")
    await ada.press("I am here")
    await world.later(days=1)
    assert ben.reads == []
    await noted_with(ada, cleo, "2026-11-30", "2026-12-04")
    await ada.press("I am here")
    assert "You do not stand in for Ada any more" in cleo.last.text
    assert len(cleo.reads) == 1


async def test_another_stand_in_takes_the_place_of_the_first(world: World, ada: Actor) -> None:
    await asked(world, ada)
    ben, cleo = await world.person("Ben"), await world.person("Cleo")
    await noted_with(ada, ben, "2026-11-23", "2026-11-29")
    await ada.press("Choose who stands in")
    await ada.fill(stand_in=cleo.visitor.external)
    assert (await ada.me()).stand_in == cleo.id
    assert "any more" in ben.last.text
    assert "You stand in for Ada" in cleo.last.text
    assert (await ben.me()).nudge_at is None
    assert (await cleo.me()).nudge_at == MONDAY
    await ada.press("Choose who stands in")
    await ada.fill(stand_in="")
    assert (await ada.me()).stand_in == ""
    assert (await cleo.me()).nudge_at is None


async def test_nobody_is_away_twice_by_pressing_twice(world: World, ada: Actor) -> None:
    await ada.says("off until Friday")
    card = ada.last
    await ada.press("Nov 19, 2026", on=card)
    await ada.press_token(card.buttons["I am here"].token)
    assert (await ada.me()).time_off == ()
    assert world.clock.at == NOW
