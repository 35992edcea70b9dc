"""Whoever is welcome to join owns it too: at once where it runs, else from the start of its trial, and by one tap no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from initiatives.initiative import Initiative
from initiatives.similar import Join
from tests.handlers.conversations.test_similar import Company
from tests.handlers.started import in_trial, now_of, proposed
from tests.world import ORG


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


async def wants(company: Company) -> None:
    await company.bob_proposes()
    await company.bob.press("Join it")


async def owners(company: Company, initiative: Initiative) -> tuple[str, ...]:
    return (await now_of(company.world, initiative)).co_owners


async def test_a_yes_to_what_runs_shares_it_and_both_read_so(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    await wants(company)
    assert "With your yes Bob owns it too" in company.ada.last.text
    await company.ada.press("Yes, welcome")
    assert await owners(company, first) == (company.bob.id,)
    assert "Bob knows, and owns it too." in company.ada.last.text
    assert "You own it too now" in company.bob.last.text and "Check in" in company.bob.last.buttons
    await company.bob.says("mine")
    assert "Shared with you" in company.bob.last.text


async def test_one_tap_ends_it(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    await wants(company)
    await company.ada.press("Yes, welcome")
    await company.bob.press("Not me", on=company.bob.last)
    assert await owners(company, first) == ()
    assert "Bob does not own" in company.ada.last.text


async def test_a_yes_to_a_proposal_counts_from_the_start_of_its_trial(company: Company) -> None:
    first = await proposed(company.world, company.ada)
    await wants(company)
    assert "If you own it once it is tried, Bob owns it too then" in company.ada.last.text
    await company.ada.press("Yes, welcome")
    assert await owners(company, first) == ()
    await company.grace.press("Approve as a trial")
    await company.grace.fill(weeks="4")
    await company.world.later(days=1)
    assert await owners(company, first) == (company.bob.id,)
    told = next(one for one in company.bob.reads if "is tried now" in one.text)
    assert "You own it too now" in told.text and "Not me" in told.buttons


async def test_another_owner_shares_it_in_their_own_time(company: Company) -> None:
    first = await proposed(company.world, company.ada)
    await wants(company)
    await company.ada.press("Yes, welcome")
    linus = await company.world.person("Linus")
    await company.grace.press("Approve as a trial")
    await company.grace.fill(owner=linus.visitor.external)
    assert (await now_of(company.world, first)).owner == linus.id and await owners(company, first) == ()


async def test_a_proposer_who_does_not_own_it_welcomes_without_sharing_it(company: Company) -> None:
    first = await proposed(company.world, company.ada)
    await wants(company)
    question, linus = company.ada.last, await company.world.person("Linus")
    await company.grace.press("Approve as a trial")
    await company.grace.fill(owner=linus.visitor.external)
    await company.ada.press("Yes, welcome", on=question)
    assert await owners(company, first) == ()
    assert [one.join for one in await company.backings(first)] == [Join.WELCOME]


async def test_with_five_owners_already_somebody_takes_part_only(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    five = tuple("abcde")
    async with company.world.store.transaction(company.world.clock.at) as store:
        await store.change_initiative(replace(first, co_owners=five))
    await wants(company)
    assert "5 people own it with you already" in company.ada.last.text
    await company.ada.press("Yes, welcome")
    assert await owners(company, first) == five
    assert "You own it too now" not in company.bob.last.text
    assert "You said yes. Bob knows." in company.ada.last.text


async def test_whoever_has_left_owns_nothing(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    await wants(company)
    bob = await company.bob.me()
    async with company.world.store.transaction(company.world.clock.at) as store:
        await store.keep_person(replace(bob, active=False))
        assert (await store.initiative(ORG, first.id)) is not None
    await company.ada.press("Yes, welcome")
    assert await owners(company, first) == ()
