"""`value`: what came of an initiative, for those it concerns, and of all of them for an admin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from initiatives.initiative import Effort
from tests.handlers.conversations.test_systems import initiative
from tests.world import ORG, Actor, World


@pytest.fixture
async def company() -> tuple[World, Actor, Actor]:
    """Ada's initiative has freed 10 hours a week for a week, 20 for another; it cost 1,000 EUR."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="42", idea="Read the mail", kpi="hours", change="42 to 20 hours a week")
    await grace.press("Approve as a trial")
    await grace.fill(owner=ada.visitor.external, cost="1000")
    kept = await initiative(world)
    assert kept.trial is not None
    known = replace(kept.leading, baseline_on=kept.trial.start - timedelta(days=1))
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(kept.with_kpi(known)))
    await world.next_monday()
    await ada.says("32")
    await world.next_monday()
    await ada.says("20")
    await world.next_monday()
    return world, ada, grace


async def costs(grace: Actor, rate: str) -> None:
    await grace.command("admin")
    await grace.press("Say what an hour costs")
    await grace.fill(rate=rate)


async def test_an_owner_reads_the_hours_and_what_backs_them(company: tuple[World, Actor, Actor]) -> None:
    _, ada, _ = company
    await ada.command("value")
    assert "Read the mail: 32 h freed so far" in ada.told
    await ada.press("What came of it")
    text = ada.last.text
    assert "Hours freed: 22 h a week now, 32 h so far" in text and "How that is known: Self-reported." in text
    assert "Set-up cost: 1,000 EUR" in text and "Worth so far" not in text
    assert "once an admin has said what an hour costs" in text and "not why" in text


async def test_with_a_rate_the_hours_are_put_into_money(company: tuple[World, Actor, Actor]) -> None:
    _, ada, grace = company
    await costs(grace, "50")
    assert "An hour of work: 50 EUR" in grace.told
    await ada.command("value")
    await ada.press("What came of it")
    text = ada.last.text
    assert "Worth so far: 1,600 EUR, at 50 EUR an hour" in text
    assert "Paid back: since" in text


async def test_what_is_not_paid_back_yet_says_when_it_will_be(company: tuple[World, Actor, Actor]) -> None:
    world, ada, grace = company
    await costs(grace, "47.5")
    kept = await initiative(world)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(
            replace(kept, effort_estimated=Effort(None, Decimal(9000), "EUR", world.clock.at.date()))
        )
    await ada.says("mine")
    await ada.press("What came of it")
    await ada.press("What came of it", on=ada.last)
    assert "if the number holds" in ada.last.text


async def test_an_admin_reads_what_all_of_it_comes_to(company: tuple[World, Actor, Actor]) -> None:
    _, _, grace = company
    await costs(grace, "50")
    await grace.command("value")
    assert "Freed so far: 22 h a week, in 1 initiative. Self-reported." in grace.told
    assert "At 50 EUR an hour that is 1,100 EUR a week, once the hours are used for something else." in grace.told


async def test_the_digest_says_it_too_once_there_is_a_rate(company: tuple[World, Actor, Actor]) -> None:
    _, _, grace = company
    await grace.command("digest")
    assert "an hour that is" not in grace.told
    await costs(grace, "50")
    await grace.command("digest")
    assert "that is 1,100 EUR a week" in grace.told


async def test_a_rate_is_none_in_another_currency(company: tuple[World, Actor, Actor]) -> None:
    world, _, grace = company
    await costs(grace, "50")
    await grace.press("Change day, hour and language")
    await grace.fill(currency="JPY")
    async with world.store.transaction(world.clock.at) as store:
        assert (await store.organisation(ORG)).hour_rate is None


async def test_the_rate_can_be_taken_out_again(company: tuple[World, Actor, Actor]) -> None:
    _, _, grace = company
    await costs(grace, "50")
    await grace.press("Say what an hour costs")
    assert grace.form.answers["rate"] == "50"
    await grace.fill(rate="")
    assert "An hour of work: not said yet" in grace.told


async def test_whoever_has_nothing_reads_so(company: tuple[World, Actor, Actor]) -> None:
    world, _, _ = company
    linus = await world.person("Linus")
    await linus.command("value")
    assert "Nothing of yours has numbers yet." in linus.told
