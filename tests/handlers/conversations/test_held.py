"""A proposal that waits since something like it was there: found under `mine`, opened, thrown away, and ended with a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from initiatives.similar import KEPT, Held
from tests.handlers.conversations.test_similar import BILLS, Company
from tests.handlers.started import portfolio, proposed
from tests.world import ORG, Actor


@pytest.fixture
async def company() -> Company:
    opened = await Company().opened()
    await proposed(opened.world, opened.ada)
    await opened.bob_proposes()
    return opened


async def held(company: Company, who: Actor) -> list[Held]:
    async with company.world.store.transaction(company.world.clock.at) as store:
        return await store.proposals_held_for(ORG, who.id)


def offers(who: Actor) -> list[str]:
    """The messages in which it can still be put forward."""
    return [shown.id for shown in who.reads if "Go on with mine" in shown.buttons]


async def test_it_stands_under_mine_with_the_day_until_which_it_is_kept(company: Company) -> None:
    assert "“mine” shows it until Feb 17, 2027." in company.bob.last.text
    await company.bob.says("mine")
    assert "Proposals that wait for your word" in company.bob.last.text
    assert (
        f"“{BILLS['idea']}” is like something that was there. It is kept until Feb 17, 2027." in company.bob.last.text
    )
    await company.ada.says("mine")
    assert BILLS["idea"] not in company.ada.last.text


async def test_it_is_opened_where_it_stood_and_goes_in_as_it_was_typed(company: Company) -> None:
    await company.bob.says("mine")
    await company.bob.press("Look at it again")
    assert "I have this too" in company.bob.last.buttons
    assert len(offers(company.bob)) == 2
    await company.bob.press("Go on with mine", on=company.bob.last)
    assert (await portfolio(company.world))[-1].pain == BILLS["pain"]
    assert offers(company.bob) == [] and await held(company, company.bob) == []
    assert all("not put forward" not in shown.text for shown in company.bob.reads)


async def test_thrown_away_it_is_gone_from_the_list_and_from_every_message(company: Company) -> None:
    await company.bob.says("mine")
    listed = company.bob.last
    await company.bob.press("Throw it away")
    assert "Yours is not put forward." in company.bob.last.text
    assert BILLS["idea"] not in company.world.outbox.shown[listed.id].text
    assert offers(company.bob) == [] and await held(company, company.bob) == []


async def test_nobody_else_opens_it_or_throws_it_away(company: Company) -> None:
    await company.bob.says("mine")
    for label in ("Look at it again", "Throw it away"):
        await company.grace.press_token(company.bob.last.buttons[label].token)
        assert BILLS["idea"] not in company.grace.last.text
    assert len(await held(company, company.bob)) == 1


async def test_after_its_time_it_ends_with_the_words_that_were_typed(company: Company) -> None:
    await company.world.at(company.world.clock.at + KEPT - timedelta(minutes=1))
    assert len(await held(company, company.bob)) == 1
    await company.world.later(days=1)
    assert await held(company, company.bob) == [] and offers(company.bob) == []
    (told,) = [shown for shown in company.bob.reads if "is not kept any more" in shown.text]
    assert BILLS["pain"] in told.text and BILLS["idea"] in told.text and "Change my settings" in told.buttons


async def test_its_end_is_told_once_and_not_to_whoever_has_left(company: Company) -> None:
    async with company.world.store.transaction(company.world.clock.at) as store:
        bob = await store.person(ORG, company.bob.id)
        assert bob is not None
        await store.keep_person(replace(bob, active=False))
    before = len(company.bob.reads)
    await company.world.later(days=KEPT.days + 10)
    assert await held(company, company.bob) == [] and len(company.bob.reads) == before


async def test_the_end_of_one_that_was_put_forward_is_not_told(company: Company) -> None:
    await company.bob.press("Go on with mine")
    await company.world.later(days=KEPT.days + 10)
    assert not any("is not kept any more" in shown.text for shown in company.bob.reads)
