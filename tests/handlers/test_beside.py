"""A week that a system filled asks its owner only how it looks, once, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handlers.forecast import Kind, coming, seven_days
from initiatives.check_ins import Confidence
from storage.weeks import Nudge, NudgeState
from tests.handlers.conversations.test_systems import company, initiative, made_by
from tests.handlers.test_receiving import Line
from tests.world import ORG

SUNDAY = date(2026, 11, 29)


@pytest.fixture
async def fed() -> Line:
    """A system that sent a number on the Sunday before the second check-in; the first one was answered."""
    world, ada, _ = await company()
    line = Line(world, ada, await made_by(ada))
    await world.next_monday()
    await ada.says("40")
    await world.later(days=6)
    await line.sends("31", on=SUNDAY)
    return line


async def week(line: Line) -> Nudge | None:
    async with line.world.store.transaction(line.world.clock.at) as store:
        return await store.nudge(ORG, line.ada.id, "2026-W49")


async def test_the_owner_is_asked_how_it_looks_and_not_for_the_number(fed: Line) -> None:
    await fed.world.next_monday()
    assert "Read the mail: measured by SAP" in fed.ada.last.text and "[Say how it looks]" in fed.ada.last.text
    assert "[Answer]" not in fed.ada.last.text
    shown = fed.ada.last
    await fed.ada.press("Say how it looks")
    await fed.ada.fill(confidence="at_risk", comment="The API was down")
    done = await fed.check_in()
    assert done is not None and (done.confidence, done.comment) == (Confidence.AT_RISK, "The API was down")
    assert (done.source, [str(value) for _, value in done.values]) == ("SAP", ["31"]), "the number is as it was sent"
    assert "[Say how it looks]" not in shown.text


async def test_nothing_waits_for_it(fed: Line) -> None:
    await fed.world.next_monday()
    nudge = await week(fed)
    assert nudge is not None and (nudge.state, nudge.initiatives, nudge.remind_at) == (NudgeState.ANSWERED, (), None)
    reads = len(fed.ada.reads)
    await fed.world.later(days=6)
    assert len(fed.ada.reads) == reads, "no reminder"


async def test_whoever_wants_to_be_left_alone_is_asked_nothing_and_can_come_back(fed: Line) -> None:
    await fed.world.next_monday()
    await fed.ada.press("Do not ask about its numbers")
    await fed.world.later(days=6)
    await fed.sends("30")
    reads = len(fed.ada.reads)
    await fed.world.next_monday()
    assert len(fed.ada.reads) == reads
    await fed.ada.command("systems")
    await fed.ada.press("Ask me about its numbers again")
    assert (await initiative(fed.world)).asks_beside
    await fed.world.later(days=6)
    await fed.sends("29")
    await fed.world.next_monday()
    assert "[Say how it looks]" in fed.ada.last.text


async def test_an_old_number_is_asked_for_again(fed: Line) -> None:
    await fed.world.organisation(lambda organisation: replace(organisation, fresh_days=1))
    await fed.world.next_monday()
    assert "[Answer]" in fed.ada.last.text


async def test_a_number_that_comes_while_the_week_waits_asks_how_it_looks_in_the_same_message() -> None:
    world, ada, _ = await company()
    line = Line(world, ada, await made_by(ada))
    await world.next_monday()
    asked = ada.last
    await line.sends("31")
    assert "[Say how it looks]" in asked.text and "[Answer]" not in asked.text
    await ada.press("Say how it looks")
    await ada.fill(confidence="on_track")
    assert "[Say it differently]" in asked.text


async def test_the_forecast_says_that_it_is_asked(fed: Line) -> None:
    now = fed.world.clock.at
    async with fed.world.store.transaction(now) as store:
        organisation = await store.organisation(ORG)
        found = await coming(store, organisation, seven_days(now), now)
    (asked,) = [one for one in found if one.kind is Kind.CHECK_IN]
    assert asked.not_asked is None
