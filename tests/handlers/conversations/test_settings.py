"""Settings: what is set is shown, wrong answers are asked again, and the week is never asked about twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.requests import ShowMessage
from initiatives.calendar import iso_week
from initiatives.people import Function, ReviewRule
from tests.made import press_in_chat, proposed, running
from tests.world import NOW, ORG, Actor, World

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    return await world.person("Ada")


async def asked(world: World, ada: Actor) -> Actor:
    """Somebody with a trial under way, next asked on Monday at nine."""
    await running(world, ada, 1)
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
        assert person is not None
        await store.keep_person(replace(person, nudge_at=MONDAY))
    return ada


async def opens(actor: Actor) -> None:
    await actor.command("settings")
    await actor.press("Change my settings")


def weeks_nudged(actor: Actor) -> list[str]:
    """The weeks in which a check-in was asked for, one entry for each message."""
    return [shown.key.rsplit(".", 1)[1] for shown in actor.reads if shown.key.startswith("nudge.")]


async def test_what_is_set_is_shown_and_stands_in_the_form(ada: Actor) -> None:
    await opens(ada)
    assert ada.form.answers == {
        "zone": "UTC",
        "language": "en",
        "day": "as_everybody",
        "nudges": "yes",
        "one_by_one": "no",
        "by_mail": "no",
    }
    await ada.fill()
    assert "Your settings are saved." in ada.told
    me = await ada.me()
    assert (me.nudge_day, me.nudge_hour, me.own_zone, me.own_language) == (None, None, False, False)


async def test_everything_can_be_changed_by_form(ada: Actor) -> None:
    await opens(ada)
    await ada.fill(
        zone="Europe/Paris", language="fr", day="friday", hour="14", nudges="yes", snooze="2026-12-01",
        team="Finance", functions="it,hr",
    )  # fmt: skip
    me = await ada.me()
    assert (me.zone, me.own_zone, me.language, me.own_language) == ("Europe/Paris", True, "fr", True)
    assert (me.nudge_day, me.nudge_hour, me.snoozed_until) == (4, 14, date(2026, 12, 1))
    assert (me.team, me.functions) == ("Finance", (Function.IT, Function.HR))
    await ada.command("settings")
    await ada.press("Modifier mes réglages")
    assert ada.form.answers["snooze"] == "2026-12-01"
    assert ada.form.answers["functions"] == "it,hr"
    await ada.fill(day="as_everybody", hour="", snooze="", team="", functions="")
    me = await ada.me()
    assert (me.nudge_day, me.nudge_hour, me.snoozed_until, me.team, me.functions) == (None, None, None, "", ())


async def test_the_answer_shows_what_was_just_saved(ada: Actor) -> None:
    await opens(ada)
    await ada.fill(day="friday", hour="14", team="Finance")
    assert "You are asked on Friday at 2:00\u202fPM (UTC)." in ada.told
    assert "Team: Finance" in ada.told


async def test_the_answer_is_read_in_the_zone_just_chosen(ada: Actor) -> None:
    await opens(ada)
    answer = await ada.fill(zone="Europe/Paris")
    assert isinstance(answer, ShowMessage)
    assert answer.reader.zone == "Europe/Paris"


@pytest.mark.parametrize("typed", ["europe/paris", "Paris", " Europe/Paris "])
async def test_a_zone_may_be_written_as_people_write_it(ada: Actor, typed: str) -> None:
    await opens(ada)
    await ada.fill(zone=typed)
    assert (await ada.me()).zone == "Europe/Paris"


async def test_what_somebody_chose_is_not_overwritten_by_their_profile(ada: Actor) -> None:
    await opens(ada)
    await ada.fill(zone="Europe/Paris", language="fr")
    await ada.says("bonjour")
    assert ((await ada.me()).zone, (await ada.me()).language) == ("Europe/Paris", "fr")


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"zone": "Nowhere"}, "zone", "Write a time zone like Europe/Paris"),
        ({"zone": "../etc/passwd"}, "zone", "Write a time zone like Europe/Paris"),
        ({"zone": ""}, "zone", "This one is needed."),
        ({"language": "de"}, "language", "Pick one of the answers offered."),
        ({"day": "someday"}, "day", "Pick one of the answers offered."),
        ({"hour": "24"}, "hour", "It has to be 23 or less."),
        ({"hour": "-1"}, "hour", "It has to be 0 or more."),
        ({"hour": "9.5"}, "hour", "Write a whole hour, for example 9 or 14."),
        ({"hour": "late"}, "hour", "Write a number"),
        ({"snooze": "2026-11-18"}, "snooze", "That day is over. Pick a later one."),
        ({"snooze": "soon"}, "snooze", "Write the day like 2026-11-23."),
        ({"team": "x" * 61}, "team", "This is 61 characters long; 60 fit."),
        ({"functions": "it,magic"}, "functions", "Pick one of the answers offered."),
    ],
)
async def test_a_wrong_answer_is_asked_again_with_everything_kept_and_then_saved(
    ada: Actor, wrong: dict[str, str], field: str, why: str
) -> None:
    await opens(ada)
    before = await ada.me()
    await ada.fill(**{"team": "Finance", "hour": "8", **wrong})
    assert list(ada.errors) == [field]
    assert ada.errors[field].startswith(why)
    assert ada.form.answers[field] == wrong[field]
    assert await ada.me() == before
    right = {
        "zone": "UTC",
        "language": "en",
        "day": "friday",
        "hour": "8",
        "snooze": "",
        "team": "Finance",
        "functions": "",
    }
    await ada.fill(**right)
    assert ((await ada.me()).team, (await ada.me()).nudge_hour) == ("Finance", 8)


async def test_a_wrong_zone_is_asked_again_in_the_chat(ada: Actor) -> None:
    await ada.says("settings")
    await press_in_chat(ada, "Change my settings")
    await ada.says("Atlantis")
    assert "Write a time zone like Europe/Paris" in ada.last.text
    await ada.says("paris")
    assert "Language" in ada.last.text


async def test_with_nothing_running_nobody_is_asked_whatever_they_choose(ada: Actor) -> None:
    await opens(ada)
    await ada.fill(day="friday")
    assert (await ada.me()).nudge_at is None


async def test_another_hour_moves_the_next_check_in(world: World, ada: Actor) -> None:
    await opens(await asked(world, ada))
    await ada.fill(hour="14")
    assert (await ada.me()).nudge_at == MONDAY.replace(hour=14)
    assert "Next check-in: Mon, Nov 23" in ada.told


async def test_another_zone_moves_the_next_check_in(world: World, ada: Actor) -> None:
    await opens(await asked(world, ada))
    await ada.fill(zone="America/New_York")
    assert (await ada.me()).nudge_at == MONDAY.replace(hour=14)


async def test_a_change_of_language_alone_leaves_the_next_check_in_where_it_is(world: World, ada: Actor) -> None:
    await opens(await asked(world, ada))
    await ada.fill(language="fr")
    assert (await ada.me()).nudge_at == MONDAY


async def test_a_day_still_ahead_in_a_week_not_asked_yet_is_asked_this_week(world: World, ada: Actor) -> None:
    await opens(await asked(world, ada))
    await ada.fill(day="friday")
    assert (await ada.me()).nudge_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    await world.later(days=10)
    assert weeks_nudged(ada) == ["2026-W47", "2026-W48"]


@pytest.mark.parametrize("day", ["monday", "tuesday", "thursday", "sunday"])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_no_change_in_a_week_that_was_asked_asks_it_again(world: World, ada: Actor, day: str, zone: str) -> None:
    await asked(world, ada)
    await world.next_monday()
    assert weeks_nudged(ada) == ["2026-W48"]
    for at in range(3):
        await opens(ada)
        await ada.fill(day=day, hour=str(10 + at), zone=zone)
        planned = (await ada.me()).nudge_at
        assert planned is not None
        await world.later(hours=20)
    await world.later(days=14)
    weeks = weeks_nudged(ada)
    assert len(weeks) == len(set(weeks))
    assert {"2026-W48", "2026-W49"} <= set(weeks)


async def test_a_change_in_the_minute_it_is_due_does_not_swallow_the_week(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await opens(ada)
    world.clock.at = MONDAY
    await ada.fill(hour="8")
    await world.later(minutes=1)
    assert weeks_nudged(ada) == [iso_week(MONDAY.date())]


async def test_a_pause_of_a_week_leaves_out_one_check_in_and_can_be_ended(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await ada.says("settings")
    await ada.press("Pause for a week")
    assert "Next check-in: Mon, Nov 30" in ada.last.text
    assert "Check-ins pause until Nov 30, 2026" in ada.last.text
    assert len(ada.reads) == 1
    await ada.press("End the pause")
    assert (await ada.me()).nudge_at == MONDAY
    await ada.press("Pause for a week")
    await world.later(days=14)
    assert weeks_nudged(ada) == ["2026-W49"]


async def test_a_pause_with_nothing_running_is_kept_for_later(ada: Actor) -> None:
    await ada.says("settings")
    await ada.press("Pause for a week")
    assert (await ada.me()).snoozed_until == date(2026, 11, 30)
    assert (await ada.me()).nudge_at is None


async def test_who_opts_out_is_not_asked_and_who_comes_back_is(world: World, ada: Actor) -> None:
    await asked(world, ada)
    await ada.says("settings")
    await ada.press("Do not ask me any more")
    assert "You are not asked for check-ins." in ada.last.text
    await world.later(days=14)
    assert weeks_nudged(ada) == []
    await ada.press("Ask me again every week")
    assert (await ada.me()).nudge_at == datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
    await world.later(days=7)
    assert weeks_nudged(ada) == ["2026-W50"]


async def test_opting_out_works_from_the_answer_to_a_command(ada: Actor) -> None:
    await ada.command("settings")
    await ada.press("Do not ask me any more")
    assert "You are not asked for check-ins." in ada.last.text
    assert not (await ada.me()).nudges


async def test_a_button_pressed_by_somebody_else_changes_only_themselves(world: World, ada: Actor) -> None:
    ben = await world.person("Ben")
    await ada.says("settings")
    await ben.press_token(ada.last.buttons["Do not ask me any more"].token)
    assert (await ada.me()).nudges


async def test_another_function_brings_a_waiting_proposal_to_those_who_answer_for_it(world: World, ada: Actor) -> None:
    ben, root = await world.person("Ben"), await world.person("Root", admin=True)
    await world.organisation(lambda company: company.with_reviewers(ReviewRule("function", "hr", (ben.id,))))
    await proposed(world, ada, 1, (root.id,))
    await opens(ada)
    await ada.fill(functions="hr")
    assert "Approve as a trial" in ben.last.buttons
    async with world.store.transaction(NOW) as store:
        moved = await store.initiative(ORG, "i1")
    assert moved is not None
    assert moved.reviewers == (ben.id,)


async def test_a_pause_of_more_than_a_year_is_refused_and_nothing_else_is_lost(ada: Actor) -> None:
    await opens(ada)
    await ada.fill(snooze="9999-12-31", team="Sales")
    assert "within a year" in ada.errors["snooze"]
    assert ada.form.answers["team"] == "Sales"


@pytest.mark.parametrize("zone", ["localtime", "posixrules", "Factory"])
async def test_a_zone_that_is_no_place_is_refused(ada: Actor, zone: str) -> None:
    await opens(ada)
    await ada.fill(zone=zone)
    assert list(ada.errors) == ["zone"]
