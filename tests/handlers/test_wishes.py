"""Answers without a number: done, stop and help, typed or tapped, for one initiative and for several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from initiatives.initiative import Stage
from storage.weeks import NudgeState
from tests.handlers.conversations.test_check_in import company, nudges, only
from tests.world import ORG, Actor, World


async def in_stage(world: World, stage: Stage) -> None:
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(known, stage=stage))


def newest(ada: Actor) -> str:
    return ada.last.text


@pytest.mark.parametrize("typed", ["done", "we're done", "objectif atteint", "fertig", "完成了", ""])
async def test_done_puts_a_trial_to_whoever_decides_what_comes_next(typed: str) -> None:
    world, ada = await company()
    await (ada.says(typed) if typed else ada.press("It is done"))
    assert "What comes next?" in newest(ada) and "[Go on to validation]" in newest(ada)
    assert await nudges(world, ada) == [NudgeState.OPEN]


@pytest.mark.parametrize("stage", [Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING])
async def test_done_later_on_offers_the_lesson_and_a_pause(stage: Stage) -> None:
    world, ada = await company()
    await in_stage(world, stage)
    await ada.says("done")
    assert "Read the fields is done: what comes next?" in newest(ada)
    await ada.press("Stop it, keep the lesson")
    await ada.fill(happened="It got there", why="Good scans", reuse="The prompt")
    assert (await only(world)).stage is Stage.STOPPED


async def test_a_deputy_reads_whose_decision_it_is() -> None:
    world, _ = await company()
    linus = await world.person("Linus")
    known = await only(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(known, deputy=linus.id))
    await linus.says("done")
    assert "That is for Ada to say, who owns it." in newest(linus)
    assert "[Stop it, keep the lesson]" not in newest(linus)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("stop it, the model is too slow", "the model is too slow"),
        ("on arrête parce que le modèle est trop lent", "le modèle est trop lent"),
        ("stop this initiative", ""),
        ("停止", ""),
    ],
)
async def test_stop_opens_the_lesson_with_what_was_typed(typed: str, why: str) -> None:
    world, ada = await company()
    await ada.says(typed)
    assert "What did you try?" in newest(ada)
    async with world.store.transaction(world.clock.at) as store:
        (draft,) = await store.drafts_of(ORG, ada.id)
    assert (draft.flow, draft.answers.get("why", "")) == ("stop.stop", why)
    assert (await only(world)).stage is Stage.TRIAL


@pytest.mark.parametrize("typed", ["stop asking me", "arrêtez de me demander", "hör auf zu fragen", "别再问了"])
async def test_to_be_asked_no_more_leads_to_the_settings(typed: str) -> None:
    world, ada = await company()
    await ada.says(typed)
    assert "[Do not ask me any more]" in newest(ada)
    assert (await only(world)).stage is Stage.TRIAL


async def test_they_are_understood_after_the_week_is_answered_too() -> None:
    _, ada = await company()
    await ada.says("31")
    await ada.says("I need help")
    assert "What is in the way of Read the fields?" in newest(ada)


async def test_of_several_it_is_asked_which_one_by_word_and_by_button() -> None:
    world, ada = await company("Match invoices", "Draft replies")
    await ada.says("done")
    assert "Which one is “done” about?" in newest(ada)
    await ada.press("Draft replies")
    assert "The 4 weeks" in newest(ada) or "Draft replies is in trial" in newest(ada)
    await ada.press("I need help")
    assert "Which one needs help?" in newest(ada)
    await ada.press("Match invoices")
    await ada.fill(why="no access")
    async with world.store.transaction(world.clock.at) as store:
        blocked = [one.title for one in await store.portfolio(ORG) if one.blocker is not None]
    assert blocked == ["Match invoices"]
    await ada.press("Something is done")
    assert "Which one is done?" in newest(ada)


async def test_somebody_without_anything_running_is_not_taken_for_it() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.says("I need help")
    assert "I did not understand this:" in newest(ada)


async def test_while_a_question_is_open_it_is_asked_where_it_belongs() -> None:
    _, ada = await company()
    await ada.says("propose")
    await ada.says("I need help: no access")
    assert "Where does this belong?" in newest(ada)
    await ada.press("Check-in: Read the fields")
    assert "Noted: Read the fields is stuck." in newest(ada)


async def test_a_bundle_has_a_letter_for_each_title_by_which_it_is_answered() -> None:
    world, ada = await company("Match invoices", "Draft replies", "Take notes")
    card = ada.last
    assert all(words in card.text for words in ("A. Match invoices:", "B. Draft replies:", "C. Take notes:"))
    await ada.says("B 30")
    assert "B. Draft replies: answered" in card.text and "C. Take notes:" in card.text
    await ada.says("C 29")
    async with world.store.transaction(world.clock.at) as store:
        values = {one.title: one.latest.value for one in await store.portfolio(ORG) if one.latest is not None}
    assert values == {"Draft replies": 30, "Take notes": 29}


async def test_one_alone_has_no_letter() -> None:
    _, ada = await company()
    assert "Read the fields: hours a week?" in ada.last.text and "A." not in ada.last.text
