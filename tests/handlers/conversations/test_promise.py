"""An admin sees how the answer promise is kept, and changes it for proposals from then on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.handlers.started import proposed
from tests.made import company as organisation_of
from tests.world import ORG, Actor, World


async def company() -> tuple[World, Actor, Actor]:
    world = await World().founded()
    return world, await world.person("Ada"), await world.person("Grace", admin=True)


async def test_an_admin_sees_what_is_promised_and_how_it_is_kept() -> None:
    world, ada, grace = await company()
    await grace.command("promise")
    assert "Answered within: 3 working days" in grace.told and "Reminder: A working day before" in grace.told
    assert "No proposal was answered in the last four weeks" in grace.told
    for hours in (1, 3):
        await proposed(world, ada)
        await world.later(hours=hours)
        await grace.press("Decline with a reason")
        await grace.fill(why="Not before May")
    await proposed(world, ada, idea="Write the minutes")
    await world.at(datetime(2026, 11, 26, 10, tzinfo=UTC))
    await grace.command("promise")
    assert "First answers took 0.2 working days (the median of 2, in the last four weeks)." in grace.told
    assert "1 proposal waits longer than was promised." in grace.told


async def test_the_set_up_leads_to_it() -> None:
    _, _, grace = await company()
    await grace.command("admin")
    await grace.press("The answer promise")
    assert "Answered within" in grace.last.text


async def test_what_is_set_holds_from_then_on() -> None:
    world, ada, grace = await company()
    first = await proposed(world, ada)
    await grace.command("promise")
    await grace.press("Change the promise")
    await grace.fill(days="5", reminder="never")
    assert "Saved." in grace.told and "Answered within: 5 working days" in grace.told
    assert "Reminder: Not at all" in grace.told
    kept = await organisation_of(world)
    assert (kept.answer_days, kept.answer_reminder) == (5, None)
    second = await proposed(world, ada, idea="Write the minutes")
    assert "Grace will answer by Thursday, Nov 26, 2026." in ada.last.text
    async with world.store.transaction(world.clock.at) as store:
        due = [await store.promise(ORG, one.id) for one in (first, second)]
    assert [one.due_at - one.since for one in due if one] == [timedelta(days=5, hours=9), timedelta(days=7, hours=9)]


@pytest.mark.parametrize("days", ["0", "21", "1.5", "soon", ""])
async def test_days_that_cannot_be_promised_are_asked_again(days: str) -> None:
    world, _, grace = await company()
    await grace.command("promise")
    await grace.press("Change the promise")
    await grace.fill(days=days, reminder="0")
    assert list(grace.errors) == ["days"] and grace.form.answers["reminder"] == "0"
    await grace.fill(days="2")
    kept = await organisation_of(world)
    assert (kept.answer_days, kept.answer_reminder) == (2, 0)


async def test_who_is_no_admin_is_refused() -> None:
    _, ada, _ = await company()
    await ada.command("promise")
    assert "Only the people responsible for this can do that." in ada.told


async def test_the_digest_tells_how_it_is_kept() -> None:
    world, ada, grace = await company()
    await proposed(world, ada)
    await world.later(hours=3)
    await grace.press("Approve as a trial")
    await grace.fill()
    await proposed(world, ada, idea="Write the minutes")
    await world.at(datetime(2026, 11, 30, 12, tzinfo=UTC))
    first, second = world.channel("wins")
    assert "The first answer took 0.3 working days (in the last four weeks, 1 proposal)." in first.text
    assert "longer than was promised" not in first.text
    assert "1 proposal waits longer than was promised." in second.text
