"""The calendar: working days, holidays, quiet hours, how often and how much; wrong answers are asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from initiatives.people import Cadence, TimeOff
from tests.made import running
from tests.world import ORG, Actor, World

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    return await world.person("Ada")


async def opens(actor: Actor) -> None:
    await actor.command("calendar")
    await actor.press("Change my calendar")


async def asked(world: World, ada: Actor) -> Actor:
    await running(world, ada, 1)
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
        assert person is not None
        await store.keep_person(replace(person, nudge_at=MONDAY))
    return ada


async def test_with_nothing_chosen_it_is_as_everybody_has_it(ada: Actor) -> None:
    await ada.command("calendar")
    assert "Working days: Monday, Tuesday, Wednesday, Thursday, Friday" in ada.told
    assert "Quiet hours: from 7:00\u202fPM to 8:00\u202fAM" in ada.told
    assert "Public holidays: none" in ada.told
    await ada.press("Change my calendar")
    before = await ada.me()
    await ada.fill()
    assert "Your calendar is saved." in ada.told
    assert await ada.me() == before


async def test_everything_can_be_chosen_and_left_to_everybody_again(ada: Actor) -> None:
    await opens(ada)
    await ada.fill(
        working_days="monday,tuesday", place="de-by", quiet_from="17", quiet_to="9", cadence="fortnightly",
        most_messages="3",
    )  # fmt: skip
    me = await ada.me()
    assert (me.working_days, me.country, me.region) == ((0, 1), "DE", "BY")
    assert (me.quiet_from, me.quiet_to, me.cadence, me.most_messages) == (17, 9, Cadence.FORTNIGHTLY, 3)
    assert "Public holidays: DE-BY" in ada.told
    await opens(ada)
    assert ada.form.answers["place"] == "DE-BY"
    await ada.fill(working_days="", place="", quiet_from="", quiet_to="", cadence="as_everybody", most_messages="")
    me = await ada.me()
    assert (me.working_days, me.country, me.region) == ((), "", "")
    assert (me.quiet_from, me.quiet_to, me.cadence, me.most_messages) == (None, None, None, None)


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"place": "Atlantis"}, "place", "No public holidays are known for that country."),
        ({"place": "DE-XX"}, "place", "That region is not known."),
        ({"quiet_from": "18", "quiet_to": ""}, "quiet_to", "Write both hours, or leave both empty."),
        ({"quiet_from": "", "quiet_to": "8"}, "quiet_from", "Write both hours, or leave both empty."),
        ({"quiet_from": "24", "quiet_to": "8"}, "quiet_from", "It has to be 23 or less."),
        ({"quiet_from": "8", "quiet_to": "12"}, "quiet_from", "The check-in comes at 9:00\u202fAM."),
        ({"most_messages": "0"}, "most_messages", "It has to be 1 or more."),
        ({"most_messages": "21"}, "most_messages", "It has to be 20 or less."),
        ({"most_messages": "2.5"}, "most_messages", "Write a whole number."),
        ({"working_days": "monday,someday"}, "working_days", "Pick one of the answers offered."),
        ({"cadence": "hourly"}, "cadence", "Pick one of the answers offered."),
    ],
)
async def test_a_wrong_answer_is_asked_again_with_everything_kept_and_then_saved(
    ada: Actor, wrong: dict[str, str], field: str, why: str
) -> None:
    await opens(ada)
    before = await ada.me()
    await ada.fill(**{"most_messages": "7", "quiet_from": "20", "quiet_to": "7", **wrong})
    assert list(ada.errors) == [field]
    assert ada.errors[field].startswith(why)
    assert ada.form.answers[field] == wrong[field]
    assert await ada.me() == before
    await ada.fill(
        working_days="monday", place="FR", quiet_from="20", quiet_to="7", cadence="weekly", most_messages="7"
    )
    me = await ada.me()
    assert (me.country, me.quiet_from, me.quiet_to, me.most_messages) == ("FR", 20, 7, 7)


async def test_an_hour_inside_the_quiet_ones_is_refused_in_the_settings_and_another_is_taken(ada: Actor) -> None:
    await ada.command("settings")
    await ada.press("Change my settings")
    await ada.fill(hour="21")
    assert ada.errors["hour"].startswith("Nobody is written to from 7:00\u202fPM to 8:00\u202fAM.")
    await ada.fill(hour="18")
    assert (await ada.me()).nudge_hour == 18


async def test_another_working_week_moves_the_next_check_in(world: World, ada: Actor) -> None:
    await opens(await asked(world, ada))
    await ada.fill(working_days="tuesday,wednesday")
    assert (await ada.me()).nudge_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


async def test_a_public_holiday_moves_the_check_in_of_its_week(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await world.at(datetime(2026, 12, 14, 8, 0, tzinfo=UTC))
    await opens(ada)
    await ada.fill(place="DE", working_days="friday,saturday")
    await world.at(datetime(2026, 12, 27, 12, 0, tzinfo=UTC))
    weeks = [shown.key.rsplit(".", 1)[1] for shown in ada.reads if shown.key.startswith("nudge.")]
    assert weeks[-1] == "2026-W51"


async def test_the_same_hour_twice_means_no_quiet_hours(ada: Actor) -> None:
    await opens(ada)
    await ada.fill(quiet_from="0", quiet_to="0")
    assert "Quiet hours: none" in ada.told


async def test_time_off_is_listed_and_taken_out(world: World, ada: Actor) -> None:
    await ada.says("off until 2026-11-22")
    await ada.says("off from 2026-12-23 to 2026-12-31")
    await ada.command("calendar")
    assert "Dec 23, 2026 to Dec 31, 2026" in ada.told
    await ada.press("Take it out")
    assert (await ada.me()).time_off == (TimeOff(date(2026, 11, 19), date(2026, 11, 22)),)
    await ada.command("settings")
    assert "Time off: Nov 19, 2026 to Nov 22, 2026" in ada.told
    assert "You are away until Nov 22, 2026" in ada.told
    await ada.press("I am back")
    assert (await ada.me()).time_off == ()
    assert world.outbox.creates > 0


@pytest.mark.parametrize(
    ("cadence", "sentence"),
    [("fortnightly", "You are asked every two weeks, on Monday"), ("monthly", "You are asked once a month, on Monday")],
)
async def test_how_often_somebody_is_asked_stands_in_the_settings(ada: Actor, cadence: str, sentence: str) -> None:
    await opens(ada)
    await ada.fill(cadence=cadence)
    await ada.command("settings")
    assert sentence in ada.told
