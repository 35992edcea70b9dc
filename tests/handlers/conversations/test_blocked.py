"""Somebody is stuck: what is in the way is kept, who can help is told once, and a week later it is asked about first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.merging import _renamed
from initiatives.blockers import Blocker
from initiatives.check_ins import Confidence, check_in_id
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function, ReviewRule
from initiatives.wins import Story, StoryState, Win, WinKind
from storage.weeks import NudgeState
from tests.handlers.conversations.test_check_in import company, nudges, only
from tests.made import MADE_AT, initiative, press_in_chat
from tests.world import ORG, Actor, Shown, World

WHY = "We have no access to the invoice archive"


def asked(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "asks for your help" in shown.text]


async def blocker(world: World) -> Blocker | None:
    return (await only(world)).blocker


async def confidence(world: World) -> Confidence | None:
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        done = await store.check_in(ORG, check_in_id(known.id, known.latest.week if known.latest else ""))
    return done.confidence if done is not None else None


async def add(world: World, made: Initiative) -> None:
    async with world.store.transaction(world.clock.at) as store:
        await store.add_initiative(made)


async def test_help_is_asked_for_in_one_step_and_the_sponsor_is_told_once() -> None:
    world, ada = await company()
    grace = world.people["Grace"]
    await ada.press("I need help")
    await ada.fill(why=WHY)
    assert "is stuck" in ada.told and WHY in ada.told and "Told of it: Grace." in ada.told
    (told,) = asked(grace)
    assert "Ada is stuck with Read the fields and asks for your help." in told.text and WHY in told.text
    assert "[Change my settings]" in told.text
    await ada.press("I need help")
    await ada.fill(why="Still no access")
    assert len(asked(grace)) == 1


async def test_the_reason_may_be_left_out() -> None:
    world, ada = await company()
    await ada.press("I need help")
    await ada.fill()
    kept = await blocker(world)
    assert kept is not None and kept.why == ""
    assert len(asked(world.people["Grace"])) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "I need help: we have no access to the archive",
        "help me, we have no access to the archive",
        "besoin d'aide: pas d'accès aux archives",
        "ich brauche Hilfe weil der Zugang zum Archiv fehlt",
        "需要帮助，没有档案权限",
    ],
)
async def test_typed_with_its_reason_it_is_one_message(typed: str) -> None:
    world, ada = await company()
    await ada.says(typed)
    kept = await blocker(world)
    assert kept is not None and kept.why and kept.function is Function.IT, ada.last.text
    assert len(asked(world.people["Grace"])) == 1


async def test_typed_without_a_reason_it_is_asked_for_and_may_be_skipped() -> None:
    world, ada = await company()
    await ada.says("I need help")
    assert "What is in the way of Read the fields?" in ada.last.text
    await ada.press("Leave it out, ask now")
    assert await blocker(world) is not None
    assert len(asked(world.people["Grace"])) == 1


async def test_asked_one_by_one_the_reason_and_the_function_may_be_skipped() -> None:
    world, ada = await company()
    await ada.says("I need help")
    await press_in_chat(ada, "Say what it is")
    await ada.says(WHY)
    await ada.press("Skip")
    await press_in_chat(ada, "Ask for help")
    kept = await blocker(world)
    assert kept is not None and kept.why == WHY


async def test_the_word_help_alone_still_says_what_can_be_done_here() -> None:
    world, ada = await company()
    await ada.says("help")
    assert "Put a small AI experiment forward" in ada.last.text
    assert await blocker(world) is None


async def test_the_week_stays_open_for_a_number_and_nobody_is_reminded_of_it() -> None:
    world, ada = await company()
    await ada.press("I need help")
    await ada.fill(why=WHY)
    assert await nudges(world, ada) == [NudgeState.OPEN]
    await world.later(days=3)
    assert not any("The number is all it takes" in shown.text for shown in ada.reads)
    await ada.says("39")
    latest = (await only(world)).latest
    assert latest is not None and latest.value == 39
    assert "You say: Stuck" in next(shown.text for shown in ada.reads if "Noted for" in shown.text)


async def test_the_next_check_in_asks_first_whether_it_is_solved() -> None:
    world, ada = await company()
    await ada.press("I need help")
    await ada.fill(why=WHY)
    await world.next_monday()
    card = ada.last
    assert card.text.index(f"Last week: {WHY}. Is it solved?") < card.text.index("hours a week?")
    await ada.press("It is solved", on=card)
    assert await blocker(world) is None
    assert "Is it solved?" not in card.text
    assert "Ada says that it is solved" in asked_or_solved(world.people["Grace"]).text


def asked_or_solved(person: Actor) -> Shown:
    return next(shown for shown in person.reads if "Help is wanted" in shown.text)


async def test_still_in_the_way_is_asked_again_a_week_later_and_nobody_is_told_twice() -> None:
    world, ada = await company()
    await ada.press("I need help")
    await ada.fill(why=WHY)
    await world.next_monday()
    card = ada.last
    await ada.press("Still in the way", on=card)
    assert "Is it solved?" not in card.text
    await world.next_monday()
    assert f"Last week: {WHY}. Is it solved?" in ada.last.text
    assert len(asked(world.people["Grace"])) == 1


async def test_a_week_of_silence_in_between_names_the_week_it_was_said_in() -> None:
    world, ada = await company()
    await ada.press("I need help")
    await ada.fill(why=WHY)
    await world.next_monday()
    await world.next_monday()
    assert f"In the week of Nov 23, 2026: {WHY}. Is it solved?" in ada.last.text


async def test_who_asks_for_help_is_not_silent() -> None:
    world, ada = await company()
    for _ in range(2):
        await ada.says(f"I need help: {WHY}")
        await world.next_monday()
    await world.next_monday()
    assert not any("No answer comes" in shown.text for shown in world.people["Grace"].reads)


async def test_somebody_who_solved_the_same_is_offered_and_asked_with_one_tap() -> None:
    world, ada = await company()
    linus = await world.person("Linus")
    held = Win(WinKind.HOLDING, "k7", Decimal(20), world.clock.at.date())
    gone = Blocker("old", "No access to the archive of invoices", linus.id, world.clock.at, "2026-W40")
    solved = replace(gone, solved_at=world.clock.at)
    await add(
        world,
        initiative(7, linus.id, owner=linus.id, stage=Stage.RUNNING, title="Sort offers", win=held, blockers=(solved,)),
    )
    await ada.says(f"I need help: {WHY}")
    assert "Linus may know the way: Sort offers is alike." in ada.last.text
    await ada.press("Ask Linus")
    assert WHY in asked(linus)[0].text
    assert "Told of it: Grace, Linus." in ada.last.text and "[Ask Linus]" not in ada.last.text
    assert "[It is solved]" not in asked(linus)[0].text


async def test_where_nobody_solved_the_same_nobody_is_offered() -> None:
    world, ada = await company()
    linus = await world.person("Linus")
    held = Win(WinKind.HOLDING, "k7", Decimal(20), world.clock.at.date())
    await add(world, initiative(7, linus.id, owner=linus.id, stage=Stage.RUNNING, title="Plan the canteen", win=held))
    await add(world, initiative(8, linus.id, owner=linus.id, stage=Stage.RUNNING, title="Invoice archive access"))
    await ada.says(f"I need help: {WHY}")
    assert "may know the way" not in ada.last.text


@pytest.mark.parametrize("by", ["rule", "function"])
async def test_the_function_that_can_unblock_it_is_offered(by: str) -> None:
    world, ada = await company()
    linus = await world.person("Linus")
    if by == "rule":
        rule = ReviewRule("function", Function.IT.value, (linus.id,))
        await world.organisation(lambda company: company.with_reviewers(rule))
    else:
        me = await linus.me()
        async with world.store.transaction(world.clock.at) as store:
            await store.keep_person(replace(me, functions=(Function.IT,)))
    await ada.press("I need help")
    await ada.fill(why="The scanner is too slow", function="it")
    assert "Linus may unblock it: IT." in ada.told
    await ada.press("Ask Linus")
    assert len(asked(linus)) == 1


async def test_whoever_is_not_among_those_offered_cannot_be_written_to() -> None:
    world, ada = await company()
    linus = await world.person("Linus")
    await ada.says(f"I need help: {WHY}")
    seal = world.engine.builder.seal
    token = seal._sealed(["blocked.ask", {"initiative": (await only(world)).id, "person": linus.id}, "inline:x", 0])
    await ada.press_token(token)
    assert asked(linus) == []


async def test_stuck_by_one_tap_tells_nobody_until_help_is_asked_for() -> None:
    world, ada = await company()
    await ada.says("42")
    await ada.press("Stuck")
    await ada.fill(why=WHY)
    assert await confidence(world) is Confidence.STUCK
    assert "Told of it" not in ada.told and "[Ask Grace]" in ada.told
    assert asked(world.people["Grace"]) == []
    await ada.press("Ask Grace")
    assert len(asked(world.people["Grace"])) == 1


async def test_stuck_in_the_form_keeps_the_comment_as_what_is_in_the_way() -> None:
    world, ada = await company()
    await ada.press("Answer")
    await ada.fill(value="41", confidence="stuck", comment=WHY)
    kept = await blocker(world)
    assert kept is not None and kept.why == WHY
    await world.next_monday()
    await ada.press("Answer")
    await ada.fill(value="35", confidence="on_track")
    assert await blocker(world) is None


async def test_another_status_by_hand_clears_what_was_in_the_way() -> None:
    world, ada = await company()
    await ada.says("42")
    await ada.press("Stuck")
    await ada.fill(why=WHY)
    await ada.press("On track")
    assert await blocker(world) is None
    assert await confidence(world) is Confidence.ON_TRACK


async def test_a_sponsor_may_say_that_it_is_solved() -> None:
    world, ada = await company()
    grace = world.people["Grace"]
    await ada.says(f"I need help: {WHY}")
    await grace.press("It is solved")
    assert await blocker(world) is None
    assert "Grace says that it is solved" in asked_or_solved(grace).text


async def test_what_nobody_has_read_yet_is_not_sent_once_it_is_solved() -> None:
    world, ada = await company()
    grace = world.people["Grace"]
    await world.at(world.clock.at.replace(hour=22))
    await ada.says(f"I need help: {WHY}")
    assert asked(grace) == []
    await ada.press("It is solved")
    await world.later(days=2)
    assert not any("Help is wanted" in shown.text for shown in grace.reads)


async def test_nobody_else_can_say_what_is_in_the_way() -> None:
    world, ada = await company()
    linus = await world.person("Linus")
    await linus.press_token(ada.last.buttons["I need help"].token)
    assert "Only the people responsible for this can do that." in linus.last.text
    assert await blocker(world) is None


def test_merged_people_keep_what_they_said_and_were_told() -> None:
    said = Blocker("b", WHY, "goes", MADE_AT, "2026-W47", told=("goes", "stays", "other"))
    gone = replace(said, solved_by="goes", solved_at=MADE_AT)
    (kept,) = _renamed(initiative(1, "goes", owner="goes", blockers=(gone,)), "stays", "goes").blockers
    assert (kept.by, kept.told, kept.solved_by) == ("stays", ("stays", "other"), "stays")


async def test_the_command_opens_the_form_and_of_several_asks_which() -> None:
    world, ada = await company()
    await ada.command("blocked")
    await ada.fill(why=WHY)
    assert await blocker(world) is not None
    linus = await world.person("Linus")
    await linus.command("blocked")
    assert "Nothing of yours is under way at the moment." in linus.told


async def test_the_command_asks_which_of_several() -> None:
    world, ada = await company("Match invoices", "Draft replies")
    await ada.command("blocked")
    await ada.press("Draft replies")
    await ada.fill(why=WHY)
    async with world.store.transaction(world.clock.at) as store:
        assert [one.title for one in await store.portfolio(ORG) if one.blocker is not None] == ["Draft replies"]


@pytest.mark.parametrize(("posted", "offered"), [(False, False), (True, True)])
async def test_a_result_of_a_trial_is_mentioned_only_once_its_story_is_told(posted: bool, offered: bool) -> None:
    world, ada = await company()
    linus = await world.person("Linus")
    held = Win(WinKind.HOLDING, "k7", Decimal(20), world.clock.at.date())
    told = initiative(7, linus.id, owner=linus.id, stage=Stage.TRIAL, title="Invoice archive access", win=held)
    await add(world, told)
    state = StoryState.POSTED if posted else StoryState.OFFERED
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_story(Story("s", ORG, told.id, linus.id, held, world.clock.at, state))
    await ada.says(f"I need help: {WHY}")
    assert ("[Ask Linus]" in ada.last.text) is offered


async def test_a_long_reason_is_shortened_where_it_is_asked_about() -> None:
    world, ada = await company()
    await ada.press("I need help")
    await ada.fill(why="没" * 500)
    await world.next_monday()
    assert f"Last week: {'没' * 159}…. Is it solved?" in ada.last.text
