"""A proposal is put aside until a day: its proposer reads why, and on that day those who answer have it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.requests import ShowMessage
from handlers.ui import Buttons
from initiatives.initiative import Initiative, Stage
from initiatives.people import ReviewRule
from tests.handlers.started import now_of, proposed
from tests.world import ORG, Actor, World

MONDAY = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)


async def company() -> tuple[World, Actor, Actor, Initiative]:
    world = await World().founded()
    ada, rita = await world.person("Ada", team="Accounting"), await world.person("Rita")
    rule = ReviewRule("team", "Accounting", (rita.id,))
    await world.organisation(lambda organisation: organisation.with_reviewers(rule))
    return world, ada, rita, await proposed(world, ada)


async def put_aside(rita: Actor, **answers: str) -> None:
    await rita.press("Not now, but on a day")
    await rita.fill(**{"day": "2026-12-14", "why": "After the move", **answers})


async def test_the_proposer_reads_until_when_and_why() -> None:
    world, ada, rita, initiative = await company()
    card = rita.last
    await put_aside(rita)
    assert (await now_of(world, initiative)).stage is Stage.PARKED
    assert "comes back on Dec 14, 2026" in rita.told
    assert "is put aside until Dec 14, 2026." in ada.last.text and "After the move" in ada.last.text
    assert "Put aside until Dec 14, 2026 by Rita" in card.text and "[Approve as a trial]" not in card.text
    await ada.command("mine")
    assert "Put aside until Dec 14, 2026: “After the move”" in ada.told


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"day": "2026-11-19"}, "day"), ({"day": "2028-01-01"}, "day"), ({"day": "soon"}, "day"), ({"why": " "}, "why")],
)
async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(wrong: dict[str, str], field: str) -> None:
    world, _, rita, initiative = await company()
    await put_aside(rita, **wrong)
    assert list(rita.errors) == [field]
    await rita.fill(day="2026-12-14", why="After the move")
    assert (await now_of(world, initiative)).stage is Stage.PARKED


async def test_nobody_is_reminded_of_it_and_on_its_day_it_comes_back_with_the_reason() -> None:
    world, ada, rita, initiative = await company()
    card = rita.last
    await put_aside(rita)
    before = len(rita.reads)
    await world.at(MONDAY.replace(hour=8))
    assert len(rita.reads) == before
    await world.at(MONDAY)
    back = await now_of(world, initiative)
    assert (back.stage, back.decisions[-1].why, back.reviewers) == (Stage.PROPOSED, "After the move", (rita.id,))
    anew = rita.last
    assert "has come: your answer is wanted" in anew.text
    assert "Rita put it aside" in anew.text and "After the move" in anew.text
    assert "Answer by Thursday, Dec 17, 2026." in anew.text
    assert "It waits for an answer again." in ada.last.text
    assert "[Approve as a trial]" in card.text
    await rita.press("Decline with a reason", on=anew)
    await rita.fill(why="Still too early")
    assert "Declined by Rita" in anew.text and "Declined by Rita" in card.text


async def test_what_comes_back_has_a_clock_of_its_own() -> None:
    world, ada, rita, initiative = await company()
    grace = await world.person("Grace", admin=True)
    await put_aside(rita)
    await world.at(MONDAY.replace(day=18))
    assert "Grace can answer it now too." in ada.last.text and "[Approve as a trial]" in grace.last.text
    async with world.store.transaction(world.clock.at) as store:
        first, second = await store.promise(ORG, initiative.id), await store.promise(ORG, f"{initiative.id}.1")
    assert first is not None and second is not None
    assert (first.is_open, first.put_to, second.is_open, second.put_to) == (False, (), True, (grace.id,))


async def test_its_proposer_takes_it_up_earlier_when_something_has_changed() -> None:
    world, ada, rita, initiative = await company()
    await put_aside(rita)
    await ada.press("Something has changed")
    await ada.fill(why="We have moved already")
    assert (await now_of(world, initiative)).stage is Stage.PROPOSED
    assert "Ada has taken it up again:" in rita.last.text and "We have moved already" in rita.last.text
    seen = len(rita.reads)
    await world.at(MONDAY)
    again = [shown.text for shown in rita.reads[seen:]]
    assert not any("The day for" in text for text in again)


async def test_a_reviewer_who_proposed_it_writes_nothing_to_themself() -> None:
    world = await World().founded()
    grace = await world.person("Grace", admin=True)
    initiative = await proposed(world, grace)
    await grace.press("Not now, but on a day")
    await grace.fill(why="After the move")
    assert (await now_of(world, initiative)).stage is Stage.PARKED
    assert not any("An answer to your proposal" in shown.text for shown in grace.reads)


async def test_a_proposal_without_a_promise_is_put_aside_too() -> None:
    world, _, rita, initiative = await company()
    async with world.store.transaction(world.clock.at) as store:
        await store.add_initiative(replace(initiative, id="old", title="From before"))
    await rita.command("mine")
    assert isinstance(rita.answer, ShowMessage)
    message = rita.answer.message
    rows = [block.buttons for block in message.blocks if isinstance(block, Buttons)]
    await rita.press_token(rows[-1][0].token)
    await rita.press("Not now, but on a day", on=rita.last)
    await rita.fill(day="2026-12-14", why="After the move")
    await world.at(MONDAY)
    async with world.store.transaction(world.clock.at) as store:
        old = await store.initiative(ORG, "old")
    assert old is not None and [one.to for one in old.decisions] == [Stage.PARKED, Stage.PROPOSED]
