"""Reviewers score a proposal, each card shows what all of them come to, and promises stand beside what was measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from handlers.merging import merge
from handlers.ui import Picture, Scatter
from initiatives.initiative import Effort
from initiatives.kpi import Reading
from tests.handlers.started import now_of, portfolio, proposed
from tests.made import STARTED, running
from tests.world import NOW, ORG, Actor, World

SCORE = {"days": "3", "integrations": "1", "trained": "10"}


async def company() -> tuple[World, Actor, Actor, Actor]:
    """Ada has proposed; Grace and Linus answer."""
    world = await World().founded()
    ada = await world.person("Ada")
    grace, linus = await world.person("Grace", admin=True), await world.person("Linus", admin=True)
    await proposed(world, ada, change="12 to 4 hours")
    return world, ada, grace, linus


async def scores(world: World) -> list[tuple[str, Decimal, Decimal | None]]:
    async with world.store.transaction(world.clock.at) as store:
        (found,) = await store.portfolio(ORG)
        return [(one.reviewer, one.days, one.value) for one in await store.scores_of(ORG, found.id)]


async def test_the_card_says_what_it_is_worth_and_why_before_anybody_scored_it() -> None:
    _, _, grace, _ = await company()
    assert "Value: 5.2 of 10" in grace.last.text
    assert "Effort: nobody has said yet" in grace.last.text
    assert "hours a week less 8 × 0.5 = 4, people who feel it 6 × 0.2 = 1.2; together 5.2 of 10." in grace.last.text


async def test_a_score_makes_a_quadrant_on_every_reviewers_card() -> None:
    world, _, grace, linus = await company()
    await grace.press("Score it")
    assert grace.form.answers["value"] == "5.2"
    await grace.fill(**SCORE)
    assert "Effort by you: working days 3 × 0.3 = 0.9, systems to connect 1 × 1 = 1" in grace.told
    for reviewer in (grace, linus):
        (card,) = [shown for shown in reviewer.reads if "[Approve as a trial]" in shown.text]
        assert "Together: quick win: worth much, takes little" in card.text
    assert await scores(world) == [(grace.id, Decimal(3), None)]


async def test_another_value_needs_a_reason_which_the_others_read() -> None:
    world, _, grace, linus = await company()
    await grace.press("Score it")
    await grace.fill(**SCORE, value="9")
    assert list(grace.errors) == ["why"]
    assert grace.form.answers["value"] == "9"
    await grace.fill(why="Customers wait for it")
    assert "Grace says 9 of 10: Customers wait for it" in linus.last.text
    assert await scores(world) == [(grace.id, Decimal(3), Decimal(9))]


async def test_several_reviewers_see_how_far_apart_they_are() -> None:
    _, _, grace, linus = await company()
    await grace.press("Score it")
    await grace.fill(**SCORE)
    await linus.press("Score it")
    await linus.fill(days="20", infrastructure="yes")
    text = grace.last.text
    assert "Effort: 6 of 10 (2 reviewers, from 2.9 to 9)" in text
    assert "Together: big bet: worth much, takes much" in text
    assert "Reviewers are far apart here" in text


async def test_reviewers_who_agree_are_said_to() -> None:
    _, _, grace, linus = await company()
    for reviewer in (grace, linus):
        await reviewer.press("Score it")
        await reviewer.fill(**SCORE)
    assert "Value: 5.2 of 10 (2 reviewers agree)" in grace.last.text
    assert "Effort: 2.9 of 10 (2 reviewers agree)" in grace.last.text


async def test_a_second_score_of_one_reviewer_replaces_the_first() -> None:
    world, _, grace, _ = await company()
    await grace.press("Score it")
    await grace.fill(**SCORE)
    (card,) = [shown for shown in grace.reads if "[Approve as a trial]" in shown.text]
    await grace.press("Score it", on=card)
    assert grace.form.answers["days"] == "3"
    await grace.fill(days="5")
    assert await scores(world) == [(grace.id, Decimal(5), None)]


@pytest.mark.parametrize("wrong", [{"value": "11"}, {"days": "many"}, {"trained": "-1"}])
async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(wrong: dict[str, str]) -> None:
    world, _, grace, _ = await company()
    await grace.press("Score it")
    await grace.fill(**{**SCORE, **wrong})
    assert list(grace.errors) == list(wrong)
    assert grace.form.answers["integrations"] == "1"
    await grace.fill(**{**SCORE, "value": "5.2"})
    assert len(await scores(world)) == 1


async def test_what_waits_for_somebody_is_listed_the_most_valuable_first() -> None:
    world, ada, grace, _ = await company()
    await proposed(world, ada, hours="100", idea="Sort the letters", change="60 to 20 hours")
    await grace.says("scores")
    text = grace.last.text
    assert text.index("Sort the letters") < text.index("Read the fields")
    await ada.says("scores")
    assert "No proposal waits for your answer." in ada.last.text


async def test_promises_stand_beside_what_was_measured_with_their_bias() -> None:
    world, ada, grace, _ = await company()
    (promised,) = await portfolio(world)
    await grace.press("Score it")
    await grace.fill(**SCORE)
    began = await running(world, ada, 9)
    async with world.store.transaction(world.clock.at) as store:
        kpi = replace(promised.leading, unit="hours a week", baseline_on=STARTED - timedelta(days=2))
        spent = Effort(Decimal(6), None, "EUR", date(2026, 11, 16))
        await store.change_initiative(replace(began, id=promised.id, kpis=(kpi,), effort_actual=spent))
        on = NOW.date() - timedelta(days=2)
        await store.add_reading(Reading("r", ORG, promised.id, kpi.id, Decimal(8), on, "2026-W47", NOW, ada.id))
    await grace.says("scores")
    await grace.press("What promises came to")
    text = grace.last.text
    assert "hours a week less: 8 foreseen, 4 measured" in text
    assert "hours a week less: 50 % less than foreseen (1 initiative)" in text
    assert "working days: 3 foreseen, 6 measured" in text
    assert "working days: 100 % more than foreseen (1 initiative)" in text


async def test_nothing_measured_is_said_so() -> None:
    _, _, grace, _ = await company()
    await grace.says("scores")
    await grace.press("What promises came to")
    assert "Nothing you scored has numbers to compare yet." in grace.last.text


async def test_whoever_turns_out_to_be_somebody_else_keeps_one_score() -> None:
    world, _, grace, linus = await company()
    await grace.press("Score it")
    await grace.fill(**SCORE)
    world.clock.at += timedelta(hours=1)
    await linus.press("Score it")
    await linus.fill(**{**SCORE, "days": "7"})
    stays, goes = await grace.me(), await linus.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), stays, goes, world.clock.at)
    assert await scores(world) == [(grace.id, Decimal(7), None)]
    assert (await now_of(world, (await portfolio(world))[0])).reviewers == (grace.id,)


async def test_scored_proposals_stand_in_a_picture_with_its_words() -> None:
    world, ada, grace, _ = await company()
    await grace.press("Score it")
    await grace.fill(**SCORE)
    await grace.says("scores")
    assert not [block for block in grace.last.message.blocks if isinstance(block, Picture)]
    await proposed(world, ada, hours="100", idea="Sort the letters", change="60 to 20 hours")
    await grace.press("Score it")
    await grace.fill(days="20", infrastructure="yes")
    await grace.says("portfolio")
    (shown,) = [block for block in grace.last.message.blocks if isinstance(block, Picture)]
    assert isinstance(shown.chart, Scatter)
    marks = {mark: (across, up) for mark, across, up in shown.chart.dots}
    assert marks == {"A": (Decimal("2.9"), Decimal("5.2")), "B": (Decimal(9), Decimal("7.2"))}
    said = grace.last.reader.read(shown.alt)
    assert (
        said.startswith("Value and effort, each from 0 to 10. A: Read the fields")
        and "B: Sort the letters, value 7.2, effort 9" in said
    )
    assert "B: Sort the letters\n" in grace.last.text
