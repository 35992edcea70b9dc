"""`reinvest`: owners of what freed hours are asked once a month where they went, and the digest adds it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from initiatives.reinvesting import Reinvestment, Use
from tests.handlers.conversations.test_systems import initiative
from tests.world import ORG, Actor, World

BEFORE = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
"""Half an hour before the first digest of December."""


@pytest.fixture
async def company() -> tuple[World, Actor, Actor]:
    """Ada's initiative frees 22 hours a week, and holds a win; it is the first Monday of December."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="42", idea="Read the mail", kpi="hours", change="42 to 20 hours a week")
    await grace.press("Approve as a trial")
    await grace.fill(owner=ada.visitor.external)
    kept = await initiative(world)
    assert kept.trial is not None
    known = replace(kept.leading, baseline_on=kept.trial.start - timedelta(days=1))
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(kept.with_kpi(known))
    await world.next_monday()
    await ada.says("20")
    await world.at(BEFORE)
    await ada.says("20")
    return world, ada, grace


async def said(world: World, month: str = "2026-12") -> list[Reinvestment]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.reinvestments_in(ORG, month)


def questions(actor: Actor) -> list[str]:
    return [shown.text for shown in actor.reads if "Where do they go?" in shown.text]


async def test_an_owner_is_asked_at_the_first_digest_of_a_month_and_only_then(
    company: tuple[World, Actor, Actor],
) -> None:
    world, ada, grace = company
    assert questions(ada) == []
    await world.later(hours=1)
    (asked,) = questions(ada)
    assert "Read the mail: 22 h a week are freed." in asked and "once a month" in asked
    assert questions(grace) == []
    for _ in range(3):
        await world.next_monday()
        await ada.says("20")
    assert len(questions(ada)) == 1
    await world.at(datetime(2027, 1, 4, 12, 0, tzinfo=UTC))
    assert len(questions(ada)) == 2


async def test_what_is_said_is_kept_shown_and_can_be_said_differently(company: tuple[World, Actor, Actor]) -> None:
    world, ada, _ = company
    await world.later(hours=1)
    message = next(shown for shown in ada.reads if "Where do they go?" in shown.text)
    await ada.press("Say where they go")
    await ada.fill(use="learning", note="A course on prompts")
    (kept,) = await said(world)
    assert (kept.use, kept.note, kept.initiatives) == (
        Use.LEARNING, "A course on prompts", ((await initiative(world)).id,),
    )  # fmt: skip
    assert "They go into learning." in message.text and "A course on prompts" in message.text
    await ada.press("Say it differently", on=message)
    await ada.fill(use="nothing_yet")
    assert [one.use for one in await said(world)] == [Use.NOTHING_YET]


async def test_the_digest_adds_up_what_owners_say_without_names(company: tuple[World, Actor, Actor]) -> None:
    world, ada, grace = company
    await world.later(hours=1)
    await grace.command("digest")
    assert "Where freed hours" not in grace.told
    await ada.press("Say where they go")
    await ada.fill(use="quality")
    await grace.command("digest")
    assert "Where freed hours of a week went, as their owners say: better quality (22 h)." in grace.told
    assert not any("Ada" in line for line in grace.told.splitlines() if "Where freed hours" in line)


async def test_whoever_is_asked_for_no_check_ins_is_not_asked_this_either(company: tuple[World, Actor, Actor]) -> None:
    world, ada, _ = company
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
        assert person is not None
        await store.keep_person(replace(person, nudges=False))
    await world.later(hours=1)
    assert questions(ada) == [] and await said(world) == []


async def test_what_frees_nothing_is_not_asked_about(company: tuple[World, Actor, Actor]) -> None:
    world, ada, _ = company
    kept = await initiative(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(kept, win=None))
    await world.later(hours=1)
    assert questions(ada) == []


async def test_nobody_answers_for_somebody_else(company: tuple[World, Actor, Actor]) -> None:
    world, ada, _ = company
    await world.later(hours=1)
    linus = await world.person("Linus")
    token = next(shown for shown in ada.reads if "Where do they go?" in shown.text).buttons["Say where they go"].token
    await linus.press_token(token)
    await linus.fill(use="cost")
    assert "not open any more" in linus.told
    assert [one.use for one in await said(world)] == [None]
