"""A conversation in the middle waits: over days, over a restart, and beside the weekly check-in."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from storage.tables import TABLES
from storage.tiny import TinyStore
from tests.handlers.started import in_trial, now_of
from tests.world import ORG, World

ANSWERS = ("We copy invoices", "accounting", "12", "Read the fields", "hours a week")


def opened(path: Path, first: int) -> World:
    ids = count(first)
    world = World(TinyStore(path, TABLES, new_id=lambda: f"a{next(ids)}", new_salt=lambda: "salt"))
    world._ids = ids
    return world


async def test_a_restart_and_five_days_in_the_middle_lose_nothing(tmp_path: Path) -> None:
    before = await opened(tmp_path / "quickwin.json", 1).founded()
    ada = await before.person("Ada")
    await ada.says("propose")
    for text in ANSWERS[:3]:
        await ada.says(text)
    await before.store.close()

    after = opened(tmp_path / "quickwin.json", 1000)
    after.clock.at = before.clock.at + timedelta(days=5)
    after.outbox.creates = before.outbox.creates
    after.outbox.shown = before.outbox.shown
    ada = await after.person("Ada")
    for text in ANSWERS[3:]:
        await ada.says(text)
    for _ in range(4):
        await ada.says("skip")
    assert "We copy invoices" in ada.last.text
    await ada.press("Propose it")
    async with after.store.transaction(after.clock.at) as store:
        (found,) = await store.portfolio(ORG)
    assert (found.pain, found.reach, found.title) == ("We copy invoices", "accounting", "Read the fields")
    await after.store.close()


async def test_questions_begun_in_a_channel_go_on_in_the_direct_chat_and_say_so() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.says("propose", channel="general")
    in_channel = [shown for shown in ada.reads if shown.to.channel == "general"]
    direct = [shown for shown in ada.reads if not shown.to.channel]
    assert "direct" in in_channel[-1].text
    assert "What takes too long" in direct[-1].text
    assert world.channel("general") == []


async def test_a_number_that_fits_a_question_and_the_check_in_is_asked_back() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, hours="4", idea="First", kpi="hours", change="4 to 2")
    await world.next_monday()
    await ada.says("propose")
    await ada.says("Something else")
    await ada.says("us")
    await ada.says("3")
    asked = ada.last
    assert "Where does this belong?" in asked.text
    await ada.press("Check-in: First", on=asked)
    assert any("Noted for First: 3" in shown.text for shown in ada.reads)
    await ada.says("3")
    assert "What would you try?" in ada.last.text


async def test_a_form_opened_from_the_questions_and_sent_after_them_proposes_nothing_twice() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.says("propose")
    for answer in (
        "Copying invoices",
        "us",
        "3",
        "Read them",
        "hours a week",
        "12 to 4",
        "skip",
        "skip",
        "skip",
    ):
        await ada.says(answer)
    summary = ada.last
    await ada.press("Open the form", on=summary)
    form = ada.answer
    await ada.press("Propose it", on=summary)
    ada.answer = form
    await ada.fill()
    assert "Proposed: Read them" in ada.told
    async with world.store.transaction(world.clock.at) as store:
        assert len(await store.portfolio(ORG)) == 1


@pytest.mark.parametrize("word", ["same", "later"])
async def test_a_word_that_answers_the_check_in_is_not_taken_for_the_question_asked(word: str) -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    await world.next_monday()
    await ada.says("propose")
    await ada.says(word)
    assert "Where does this belong?" in ada.last.text


async def test_a_number_at_the_summary_is_the_check_in() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    await world.next_monday()
    await ada.says("propose")
    for answer in (
        "Copying invoices",
        "us",
        "3",
        "Read them",
        "hours a week",
        "12 to 4",
        "skip",
        "skip",
        "skip",
    ):
        if "Where does this belong?" in ada.last.text:
            await ada.press(next(label for label in ada.last.buttons if label.startswith("Answer:")))
        await ada.says(answer)
    if "Where does this belong?" in ada.last.text:
        await ada.press(next(label for label in ada.last.buttons if label.startswith("Answer:")))
    await ada.says("5")
    latest = (await now_of(world, initiative)).latest
    assert latest is not None and latest.value == 5
