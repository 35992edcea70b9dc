"""Lessons: found by what they are about, shown beside proposals, offered at a stage, told once a month, thanked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.conversation import Seeing
from handlers.learnt import lesson_blocks
from handlers.ui import Quote
from initiatives.initiative import Initiative
from initiatives.lessons import Lesson
from storage.records import Delivery
from storage.tables import DELIVERIES
from tests.handlers.started import in_trial, proposed
from tests.made import initiative, running
from tests.stores import AnyStore
from tests.world import ORG, Actor, World

LESSON = {
    "tried": "Reading the fields with a model",
    "happened": "Half of them were wrong",
    "why": "The scans are poor",
    "reuse": "The list of fields",
}


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def lessons(world: World, about: Initiative) -> list[Lesson]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.lessons(ORG, about.id)


async def stopped(world: World, owner: Actor, number: int, title: str, **lesson: str) -> None:
    """Something that ended with a lesson, by way of the conversation."""
    await running(world, owner, number, title=title)
    await owner.command("stop")
    await owner.fill(**{**LESSON, **lesson})


async def rows(world: World, card: str) -> list[Delivery]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as kept:
        return [row for row in await kept.all(DELIVERIES, ORG) if row.card == card]


async def test_lessons_are_found_by_what_they_are_about_in_any_of_the_languages(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await stopped(world, ada, 1, "Read invoices")
    await stopped(world, ada, 2, "Plan the shifts of nurses", tried="Planning shifts", reuse="The list of rules")
    await ben.command("lessons")
    first, second = ben.told.index("Plan the shifts of nurses"), ben.told.index("Read invoices")
    assert first < second, "newest first"
    await ben.says("lessons invoices")
    assert "What was learnt about “invoices”" in ben.last.text
    assert "Read invoices (stopped): The scans are poor. To reuse: The list of fields" in ben.last.text
    assert "nurses" not in ben.last.text
    await ben.says("lessons les factures")
    assert "Read invoices" in ben.last.text
    await ben.press("Read “Read invoices”")
    assert "Half of them were wrong" in ben.last.text and "Who can tell more: Ada" in ben.last.text


async def test_nothing_found_leads_on(world: World) -> None:
    ada = await world.person("Ada")
    await ada.command("lessons")
    assert "No lesson is kept yet." in ada.told
    await ada.command("lessons are prepared by hand every week")
    assert "Nobody has learnt anything about" in ada.told
    await ada.press("Make it an initiative")
    assert ada.form.answers["pain"] == "are prepared by hand every week"


async def test_many_lessons_are_turned_page_by_page(world: World) -> None:
    ada = await world.person("Ada")
    async with world.store.transaction(world.clock.at) as store:
        for n in reversed(range(25)):
            at = world.clock.at - timedelta(days=20 * n)
            await store.add_lesson(Lesson(f"l{n}", ORG, "i1", ada.id, at, "t", "h", "w", "r", about=f"Number {n:02}"))
    await ada.says("lessons")
    assert "Number 09" in ada.last.text and "Number 10" not in ada.last.text
    await ada.press("Earlier ones")
    assert "Number 10" in ada.last.text and "Number 19" in ada.last.text and "Number 09" not in ada.last.text
    await ada.press("Earlier ones")
    assert "Number 24" in ada.last.text and "[Earlier ones]" not in ada.last.text


async def test_a_similar_proposal_shows_what_was_learnt_to_both_sides_until_it_is_decided(world: World) -> None:
    ada, grace, ben = await world.person("Ada"), await world.person("Grace", admin=True), await world.person("Ben")
    await stopped(world, ada, 1, "Read invoices")
    await stopped(world, ada, 2, "Plan the shifts of nurses", tried="Planning shifts", happened="Chaos", reuse="Rules")
    await proposed(world, ben, pain="We copy the invoices of suppliers into SAP by hand", idea="Read the fields")
    told = "Somebody has learnt something about this before:"
    for text in (ben.last.text, grace.last.text):
        assert told in text and "Read invoices (stopped): The scans are poor" in text
        assert "Plan the shifts of nurses (stopped)" not in text
    await ben.press("Read it: Read invoices")
    assert "What was tried" in ben.last.text
    card = grace.last
    await grace.press("Approve as a trial")
    await grace.fill()
    assert told not in card.text
    await proposed(world, ben, pain="Photos of the canteen", idea="Take them by phone")
    assert told not in grace.last.text


async def test_the_lesson_of_an_initiative_in_short_for_whoever_shows_it(world: World) -> None:
    ada = await world.person("Ada")
    await stopped(world, ada, 1, "Read invoices")
    async with world.store.transaction(world.clock.at) as store:
        organisation = await store.organisation(ORG)
        one = await store.initiative(ORG, "i1")
        assert one is not None
        see = Seeing(organisation, None, world.engine.builder.reader(organisation, None), world.clock.at, store)
        (quote,) = await lesson_blocks(see, one)
        assert isinstance(quote, Quote)
        assert (
            see.reader.read(quote.text) == "Read invoices (stopped): The scans are poor. To reuse: The list of fields"
        )
        assert await lesson_blocks(see, initiative(9, "p")) == ()


async def test_stopping_a_trial_early_is_thanked_with_the_weeks_it_saves(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=8)
    await world.later(days=15)
    await ada.command("stop")
    await ada.fill(**LESSON)
    thanks = "Stopping early leaves 6 weeks of the trial for something better. Thank you for saying so in time."
    assert thanks in ada.told
    assert thanks in grace.last.text


async def test_a_trial_that_has_run_its_course_saves_no_weeks(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=2)
    await world.later(days=16)
    await ada.command("stop")
    await ada.fill(**LESSON)
    assert "Stopping early" not in ada.told


async def test_the_lessons_of_a_month_are_told_once_when_it_is_over(world: World) -> None:
    ada = await world.person("Ada")
    for number in range(1, 11):
        await stopped(world, ada, number, f"Trial number {number:02}")
    await world.at(datetime(2026, 12, 7, 10, 59, tzinfo=UTC))
    assert not [shown for shown in world.channel("wins") if "What a month has taught" in shown.text]
    await world.at(datetime(2026, 12, 7, 11, 1, tzinfo=UTC))
    (shown,) = [shown for shown in world.channel("wins") if "What a month has taught" in shown.text]
    assert "Nov 1, 2026 to Nov 30, 2026" in shown.text
    assert "Trial number 10 (stopped): The scans are poor" in shown.text and "and 2 more" in shown.text
    await world.later(days=60)
    assert len([shown for shown in world.channel("wins") if "What a month has taught" in shown.text]) == 1


async def test_a_month_without_a_channel_or_without_lessons_stays_silent() -> None:
    world = await World().founded(stories=None)
    ada = await world.person("Ada")
    await stopped(world, ada, 1, "Read invoices")
    await world.later(days=60)
    assert await rows(world, "lessons.month") == []
    async with world.store.transaction(world.clock.at) as store:
        assert await store.lesson_months_due(world.clock.at, 9) == []
