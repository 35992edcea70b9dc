"""Short cards: offered where a proposal shows the need, read, counted without names, and added by those who keep them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.merging import merge
from initiatives.learning import Learnt, OwnCard, Topic
from initiatives.people import Function
from storage.counted import readers_of
from storage.working_set import Shelf
from tests.handlers.started import proposed
from tests.world import ORG, Actor, World


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def test_a_proposal_without_a_first_number_is_offered_one_card_until_it_is_read(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await proposed(world, ada, change="? to 4", sensitivity="internal", tool="SAP")
    assert ada.told.count("A minute that may help here") == 1 and "The number before you begin" in ada.told
    assert "A minute that may help" not in grace.last.text
    await ada.press("Read it")
    card = ada.last
    assert "Two weeks of it are enough." in card.text
    await ada.press("I have read it")
    assert "You have read it." in card.text and "I have read it" not in card.buttons
    await proposed(world, ada, change="? to 4", sensitivity="internal", tool="SAP")
    assert "A minute that may help" not in ada.last.text


async def test_a_proposal_with_everything_is_offered_nothing(world: World) -> None:
    ada = await world.person("Ada")
    await proposed(world, ada, sensitivity="internal", tool="SAP")
    assert "A minute that may help" not in ada.told


async def test_admins_read_counts_from_three_on_and_nobody_else_does(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    for n in range(3):
        await grace.command("learn")
        assert "How to check an answer: read by fewer than 3" in grace.told
        reader = await world.person(f"Reader {n}")
        await reader.command("learn")
        assert "read by" not in reader.told
        await reader.press("Read: How to check an answer")
        await reader.press("I have read it")
        await reader.command("learn")
        assert "How to check an answer (you have read it)" in reader.told
    await grace.command("learn")
    assert "How to check an answer: read by 3 people" in grace.told and "Reader" not in grace.told


async def test_two_people_who_turn_out_to_be_one_have_read_it_once(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    for who, topic in ((ada, "Prompts for texts"), (ben, "Prompts for texts"), (ben, "How to check an answer")):
        await who.command("learn")
        await who.press(f"Read: {topic}")
        await who.press("I have read it")
    stays, goes = await ada.me(), await ben.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), stays, goes, world.clock.at)
        assert {one.of for one in await store.learnt_by(ORG, ada.id)} == {Topic.PROMPTS, Topic.CHECKING}
        assert await store.learnt_by(ORG, ben.id) == []
        tally = await store.tally(ORG, readers_of(Topic.PROMPTS))
        assert tally is not None and tally.count == 1


CARD = {
    "title": "Our rules for contracts", "first": "No contract leaves the house.", "second": "Ask legal first.",
    "third": "", "link": "https://example.com/contracts", "need": "unmeasured",
}  # fmt: skip
WITHOUT_A_NUMBER = {"change": "? to 4", "sensitivity": "internal", "tool": "SAP"}


async def added(world: World, who: Actor, **changes: str) -> OwnCard:
    await who.command("learn")
    await who.press("Add a card")
    await who.fill(**{**CARD, **changes})
    async with world.store.transaction(world.clock.at) as store:
        return (await store.own_cards(ORG))[-1]


async def test_an_own_card_is_offered_where_it_names_the_need_and_the_usual_one_comes_after_it(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    kept = await added(world, grace)
    assert kept.said == ("No contract leaves the house.", "Ask legal first.")
    assert "To read on: https://example.com/contracts" in grace.told
    await proposed(world, ada, **WITHOUT_A_NUMBER)
    assert ada.told.count("A minute that may help here") == 1 and "here: Our rules for contracts" in ada.told
    await ada.press("Read it")
    assert "No contract leaves the house." in ada.last.text and "[Change it]" not in ada.last.text
    await ada.press("I have read it")
    await proposed(world, ada, **WITHOUT_A_NUMBER)
    assert "A minute that may help here: The number before you begin" in ada.last.text


async def test_a_card_offered_beside_no_proposal_stands_in_the_list(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await added(world, grace, need="never")
    await proposed(world, ada, **WITHOUT_A_NUMBER)
    assert "here: The number before you begin" in ada.told
    await ada.command("learn")
    assert "[Read: Our rules for contracts]" in ada.told


async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    await grace.command("learn")
    await grace.press("Add a card")
    await grace.fill(**{**CARD, "link": "http://example.com"})
    assert "beginning with https://" in grace.errors["link"]
    assert grace.form.answers["second"] == "Ask legal first."
    await grace.fill(link="", first=" ")
    assert list(grace.errors) == ["first"]
    await grace.fill(first="No contract leaves the house.")
    assert "Our rules for contracts" in grace.told and "To read on" not in grace.told


async def test_people_of_knowledge_keep_the_cards_too_and_nobody_else_does(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await ben.command("learn")
    assert "[Add a card]" not in ben.told and "[Add a workshop]" not in ben.told
    me = await ada.me()
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(replace(me, functions=(Function.KNOWLEDGE,)))
    await added(world, ada)
    await ada.command("learn")
    assert "Our rules for contracts: read by fewer than 3" in ada.told


async def test_a_changed_card_says_what_it_says_now_and_stays_read(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await added(world, grace)
    await ada.command("learn")
    await ada.press("Read: Our rules for contracts")
    await ada.press("I have read it")
    await grace.press("Change it")
    assert grace.form.answers["second"] == "Ask legal first."
    await grace.fill(title="Contracts", second="")
    assert "Contracts" in grace.told and "Ask legal first." not in grace.told
    await ada.command("learn")
    assert "Contracts (you have read it)" in ada.told


async def test_what_is_taken_away_is_offered_to_nobody_and_stays_with_whoever_has_read_it(world: World) -> None:
    ada, ben, grace = await world.person("Ada"), await world.person("Ben"), await world.person("Grace", admin=True)
    await added(world, grace)
    await ada.command("learn")
    await ada.press("Read: Our rules for contracts")
    await ada.press("I have read it")
    await grace.press("Take it away")
    assert "nobody is offered it any more" in grace.last.text
    await ben.command("learn")
    assert "Our rules for contracts" not in ben.told
    await proposed(world, ben, **WITHOUT_A_NUMBER)
    assert "here: The number before you begin" in ben.told
    await ada.command("learn")
    await ada.press("What I have learnt")
    assert "Our rules for contracts: Nov 19, 2026" in ada.last.text
    await grace.command("learn")
    assert "Our rules for contracts: taken away" in grace.told
    await grace.press("Read: Our rules for contracts")
    await grace.press("Put it back")
    await ben.command("learn")
    assert "[Read: Our rules for contracts]" in ben.told


async def test_the_list_is_read_page_by_page(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    for n in range(6):
        await added(world, grace, title=f"Card {n}")
    await ada.command("learn")
    assert "[Read: Card 5]" in ada.told and "How to check an answer" in ada.told
    assert "Prompts for texts" in ada.told and "What AI tools are good at" not in ada.told
    await ada.press("Further ones")
    assert "[Read: What AI tools are good at, and what not]" in ada.last.text


async def test_reading_the_list_costs_the_same_however_many_have_read(world: World) -> None:
    """What says how many is one record for each card: no reader's own record is looked at."""
    grace = await world.person("Grace", admin=True)
    async with world.store.transaction(world.clock.at) as store:
        for n in range(300):
            await store.keep_learnt(Learnt(f"p{n}.checking", ORG, f"p{n}", Topic.CHECKING, world.clock.at))
        again = Learnt("p1.checking", ORG, "p1", Topic.CHECKING, world.clock.at)
        await store.keep_learnt(again)
        await store.drop_learnt(again)
        assert await store.drop_learnt(again) is False
    met: list[object] = []
    found = Shelf._in_order

    def watched(shelf: Shelf[Any], numbers: Any) -> list[Any]:
        records = found(shelf, numbers)
        met.extend(record for record in records if isinstance(record, Learnt))
        return records

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelf, "_in_order", watched)
        await grace.command("learn")
    assert "How to check an answer: read by 299 people" in grace.told
    assert met == []
