"""An initiative is shared: those who own it too see it, may give its number, and hear when that changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.leaving import here_or_gone
from handlers.merging import merge
from initiatives.initiative import Initiative
from tests.handlers.started import in_trial, now_of
from tests.world import ORG, PLACE, Actor, World

MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


class Company:
    """Ada owns a trial and shares it with Ben; Grace sponsors it, Linus looks on."""

    async def opened(self) -> Company:
        self.world = await World().founded()
        self.ada, self.grace = await self.world.person("Ada"), await self.world.person("Grace", admin=True)
        self.ben, self.linus = await self.world.person("Ben"), await self.world.person("Linus")
        self.begun = await in_trial(self.world, self.ada, self.grace, weeks=12)
        await self.shares(self.ben)
        return self

    async def shares(self, *people: Actor) -> None:
        await self.ada.says("mine")
        await self.ada.press("More")
        await self.ada.press("Own it together")
        await self.ada.fill(people=",".join(person.visitor.external for person in people))

    async def now(self) -> Initiative:
        return await now_of(self.world, self.begun)


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


def weekly(person: Actor) -> list[str]:
    return [shown.text for shown in person.reads if "Your weekly check-in" in shown.text]


async def test_whom_it_is_shared_with_hears_of_it_and_finds_it_under_mine(company: Company) -> None:
    assert "is shared with Ben." in company.ada.told
    assert "Ada shares Read the fields" in company.ben.last.text
    await company.ben.says("mine")
    assert "Shared with you" in company.ben.last.text and "Owner: Ada." in company.ben.last.text


async def test_the_weekly_question_still_goes_to_one_and_the_first_answer_counts(company: Company) -> None:
    await company.world.at(MONDAY)
    assert len(weekly(company.ada)) == 1 and weekly(company.ben) == []
    await company.ben.says("mine")
    await company.ben.press("Check in", on=company.ben.last)
    await company.ben.fill(value="9")
    latest = (await company.now()).latest
    assert latest is not None and latest.value == 9
    assert "answered" in weekly(company.ada)[0]


async def test_those_left_out_hear_of_it_and_may_not_answer_any_more(company: Company) -> None:
    told = company.ben.last
    await company.shares(company.linus)
    assert "is not shared with you any more" in company.ben.last.text
    await company.ben.press_token(told.buttons["Check in"].token)
    assert "Only the people responsible for this can do that." in company.ben.last.text
    assert (await company.now()).co_owners == (company.linus.id,)


async def test_one_tap_is_enough_to_own_it_no_more(company: Company) -> None:
    await company.ben.press("Not me")
    assert (await company.now()).co_owners == ()
    assert "Ben does not own" in company.ada.last.text


async def test_its_owner_is_no_co_owner_of_it(company: Company) -> None:
    await company.shares(company.ada, company.linus)
    assert (await company.now()).co_owners == (company.linus.id,)


async def test_nobody_chosen_means_alone(company: Company) -> None:
    await company.shares()
    assert "is shared with nobody." in company.ada.told and (await company.now()).co_owners == ()


async def test_too_many_are_asked_again_and_then_taken(company: Company) -> None:
    crowd = [await company.world.person(f"P{n}") for n in range(6)]
    await company.shares(*crowd)
    assert company.ada.errors == {"people": "Name 5 people at most."}
    await company.ada.fill(people=",".join(person.visitor.external for person in crowd[:5]))
    assert len((await company.now()).co_owners) == 5


async def test_a_co_owner_does_not_share_it_further(company: Company) -> None:
    await company.ben.says("mine")
    assert "[Own it together]" not in company.ben.last.text


async def test_who_leaves_owns_it_no_more(company: Company) -> None:
    world, ben = company.world, await company.ben.me()
    async with world.store.transaction(world.clock.at) as store:
        organisation = await store.organisation(ORG)
        await here_or_gone(store, organisation, PLACE, ben, False, world.clock.at, world.new_id)
    assert (await company.now()).co_owners == ()


@pytest.mark.parametrize(("stays", "kept"), [("Linus", True), ("Ada", False)])
async def test_two_people_who_are_one_own_it_once(company: Company, stays: str, kept: bool) -> None:
    world, one, ben = company.world, await company.world.people[stays].me(), await company.ben.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), one, ben, world.clock.at)
    assert (await company.now()).co_owners == ((one.id,) if kept else ())


async def test_a_new_owner_who_shared_it_owns_it_once(company: Company) -> None:
    await company.grace.says("mine")
    await company.grace.press("Give it to somebody else")
    await company.grace.fill(owner=company.ben.visitor.external)
    now = await company.now()
    assert (now.owner, now.co_owners) == (company.ben.id, ())
