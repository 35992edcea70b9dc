"""Similar initiatives: shown before a proposal goes in, backed, joined, taken over, and made one by a reviewer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from initiatives.initiative import Initiative, Stage
from initiatives.similar import Backing, Join
from tests.handlers.started import PROPOSAL, in_trial, now_of, portfolio, proposed
from tests.world import ORG, Actor, World

BILLS = {
    "pain": "Every vendor bill is keyed into SAP by hand",
    "reach": "purchasing, 2 people",
    "hours": "3",
    "idea": "OCR reads the fields of the bills",
    "kpi": "hours a week on bills",
    "change": "3 to 1",
}
OTHER = {
    "pain": "Nobody finds a free meeting room",
    "reach": "everybody",
    "hours": "2",
    "idea": "Give back rooms that stay empty",
    "kpi": "empty rooms a week",
    "change": "9 to 2",
}


class Company:
    """Ada has proposed something, Grace answers, Bob comes with the same in other words."""

    def __init__(self) -> None:
        self.world = World()
        self.world.goes_on = False

    async def opened(self) -> Company:
        await self.world.founded()
        self.grace = await self.world.person("Grace", admin=True)
        self.ada, self.bob = await self.world.person("Ada"), await self.world.person("Bob")
        return self

    async def bob_proposes(self, **changes: str) -> None:
        await self.bob.command("propose")
        await self.bob.fill(**{**BILLS, **changes})

    async def backings(self, initiative: Initiative) -> list[Backing]:
        async with self.world.store.transaction(self.world.clock.at) as store:
            return await store.backings_of(ORG, initiative.id)


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


async def test_what_is_close_is_shown_before_anything_goes_in(company: Company) -> None:
    first = await proposed(company.world, company.ada)
    await company.bob_proposes()
    shown = company.bob.last
    assert f"{first.title}: proposed by Ada, waits for an answer" in shown.text
    assert "Yours is kept as you typed it: OCR reads the fields of the bills" in shown.text
    assert {"I have this too", "Join it", "Go on with mine", "Drop mine"} <= shown.buttons.keys()
    assert await portfolio(company.world) == [first]


async def test_what_is_about_something_else_goes_in_at_once(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob.command("propose")
    await company.bob.fill(**OTHER)
    assert [one.title for one in await portfolio(company.world)][-1] == "Give back rooms that stay empty"


async def test_going_on_submits_exactly_what_was_typed_and_keeps_the_link(company: Company) -> None:
    first = await proposed(company.world, company.ada)
    await company.bob_proposes(tool="Copilot", sensitivity="confidential")
    await company.bob.press("Go on with mine")
    _, second = await portfolio(company.world)
    assert (second.pain, second.idea, second.tool) == (BILLS["pain"], BILLS["idea"], "Copilot")
    assert (second.sensitivity.value, second.proposer, second.hours) == ("confidential", company.bob.id, Decimal(3))
    assert second.likeness is not None
    assert second.likeness.near == (first.id,)
    assert "Proposed: OCR reads the fields" in company.bob.last.text
    assert "Go on with mine" not in company.bob.last.text
    assert f"Close to {first.title}, proposed." in company.grace.last.text


async def test_a_second_press_on_go_on_makes_no_second_proposal(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob_proposes()
    token = company.bob.last.buttons["Go on with mine"].token
    await company.bob.press_token(token)
    await company.bob.press_token(token)
    assert len(await portfolio(company.world)) == 2


async def test_by_questions_one_by_one_the_same_is_shown(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob.says("propose")
    for name in ("pain", "reach", "hours", "idea", "kpi", "change"):
        await company.bob.says(BILLS[name])
    while "[Skip]" in company.bob.last.text:
        await company.bob.says("skip")
    await company.bob.press("Leave them for now")
    await company.bob.press("Propose it")
    assert "Go on with mine" in company.bob.last.buttons
    await company.bob.press("Go on with mine")
    assert (await portfolio(company.world))[-1].pain == BILLS["pain"]


async def test_nobody_else_goes_on_with_what_somebody_typed(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob_proposes()
    await company.ada.press_token(company.bob.last.buttons["Go on with mine"].token)
    assert len(await portfolio(company.world)) == 1


async def test_backing_counts_once_and_the_own_proposal_stays(company: Company) -> None:
    first = await proposed(company.world, company.ada)
    await company.bob_proposes()
    await company.bob.press("I have this too")
    assert "1 person has this too." in company.bob.last.text
    assert "I have this too" not in company.bob.last.buttons
    assert "Go on with mine" in company.bob.last.buttons
    assert [one.person for one in await company.backings(first)] == [company.bob.id]


async def test_backers_hear_what_was_decided(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob_proposes()
    await company.bob.press("I have this too")
    await company.bob.press("Drop mine")
    await company.grace.press("Decline with a reason")
    await company.grace.fill(why="Not before May")
    assert "will not be tried for now" in company.bob.last.text
    assert "Not before May" in company.bob.last.text
    assert "Change my settings" in company.bob.last.buttons


async def test_the_owner_welcomes_whoever_wants_to_join(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    await company.bob_proposes()
    await company.bob.press("Join it")
    assert "Bob would like to join" in company.ada.last.text
    await company.ada.press("Yes, welcome")
    assert "You said yes. Bob knows, and owns it too." in company.ada.last.text
    assert "Ada is glad that you join" in company.bob.last.text
    assert [one.join for one in await company.backings(first)] == [Join.WELCOME]


async def test_not_now_can_become_a_welcome(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    await company.bob_proposes()
    await company.bob.press("Join it")
    await company.ada.press("Not now")
    assert "it is not the moment" in company.bob.last.text
    await company.ada.press("Welcome after all")
    assert [one.join for one in await company.backings(first)] == [Join.WELCOME]


async def test_only_whoever_owns_it_answers(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    await company.bob_proposes()
    await company.bob.press("Join it")
    await company.bob.press_token(company.ada.last.buttons["Yes, welcome"].token)
    assert [one.join for one in await company.backings(first)] == [Join.ASKED]


async def test_what_is_ones_own_is_shown_without_joining(company: Company) -> None:
    await proposed(company.world, company.bob)
    await company.bob_proposes()
    assert "This one is yours." in company.bob.last.text
    assert "Join it" not in company.bob.last.buttons


async def test_what_was_declined_is_shown_with_its_reason(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.grace.press("Decline with a reason")
    await company.grace.fill(why="The archive is read-only")
    await company.bob_proposes()
    assert "The archive is read-only" in company.bob.last.text
    assert "I have this too" not in company.bob.last.buttons


async def test_dropping_ends_it(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob_proposes()
    await company.bob.press("Drop mine")
    assert "not put forward" in company.bob.last.text
    assert len(await portfolio(company.world)) == 1


async def two(company: Company) -> tuple[Initiative, Initiative]:
    first = await proposed(company.world, company.ada)
    await company.bob_proposes()
    await company.bob.press("Go on with mine")
    return first, (await portfolio(company.world))[-1]


async def test_a_reviewer_makes_two_one_and_everybody_goes_over(company: Company) -> None:
    first, second = await two(company)
    carl = await company.world.person("Carl")
    async with company.world.store.transaction(company.world.clock.at) as store:
        await store.keep_backing(Backing(f"{second.id}.{carl.id}", ORG, second.id, carl.id, company.world.clock.at))
    (card,) = [shown for shown in company.grace.reads if "Bob proposes this" in shown.text]
    await company.grace.press("Same as another one", on=card)
    await company.grace.fill(other=first.id, why="Ada asked in March")
    ended = await now_of(company.world, second)
    assert ended.stage is Stage.DECLINED
    assert ended.likeness is not None
    assert ended.likeness.same_as == first.id
    assert {one.person: one.proposed for one in await company.backings(first)} == {
        company.bob.id: second.id,
        carl.id: "",
    }
    assert await company.backings(second) == []
    for actor in (company.bob, company.ada, carl):
        assert "are one now" in actor.last.text
    assert "Ada asked in March" in company.bob.last.text
    (theirs,) = [shown for shown in company.grace.reads if "Ada proposes this" in shown.text]
    assert "Also proposed by Bob." in theirs.text
    assert "2 people have this too." in theirs.text


async def test_what_has_become_one_with_another_is_not_shown_again(company: Company) -> None:
    first, second = await two(company)
    (card,) = [shown for shown in company.grace.reads if "Bob proposes this" in shown.text]
    await company.grace.press("Same as another one", on=card)
    await company.grace.fill(other=first.id)
    carl = await company.world.person("Carl")
    await carl.command("propose")
    await carl.fill(**BILLS)
    assert first.title in carl.last.text
    assert f"{second.title}: declined" not in carl.last.text


async def test_with_nothing_close_a_reviewer_is_told_so(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.grace.press("Same as another one")
    assert "no open one" in company.grace.last.text


async def test_two_people_who_are_one_have_the_same_once(company: Company) -> None:
    from handlers.similar import join_backings  # noqa: PLC0415

    first = await proposed(company.world, company.ada)
    await company.bob_proposes()
    await company.bob.press("I have this too")
    async with company.world.store.transaction(company.world.clock.at) as store:
        (backing,) = await store.backings_of(ORG, first.id)
        await store.keep_backing(replace(backing, id=f"{first.id}.{company.grace.id}", person=company.grace.id))
        await join_backings(store, ORG, company.grace.id, company.bob.id)
    assert [one.person for one in await company.backings(first)] == [company.grace.id]
    await company.grace.press_token(company.bob.last.buttons["Go on with mine"].token)
    assert [one.proposer for one in await portfolio(company.world)] == [company.ada.id, company.grace.id]


async def test_a_win_is_taken_over_with_what_was_typed(company: Company) -> None:
    first = await in_trial(company.world, company.ada, company.grace)
    for answer in ("9", "4"):
        await company.world.next_monday()
        await company.ada.says(answer)
    await company.ada.press("See and tell the story")
    await company.ada.fill(channel="wins")
    await company.ada.press("Post the story")
    await company.bob_proposes()
    await company.bob.press("Take it over")
    taken = (await portfolio(company.world))[-1]
    assert (taken.adopted_from, taken.pain) == (first.id, BILLS["pain"])
    assert "Your win is being taken over" in company.ada.last.text


async def test_proposing_the_same_words_again_is_noticed(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob.command("propose")
    await company.bob.fill(**PROPOSAL)
    assert "Go on with mine" in company.bob.last.buttons


def _reads(actor: Actor) -> str:
    return "\n".join(shown.text for shown in actor.reads)


async def test_whoever_typed_it_keeps_their_words_when_they_do_nothing(company: Company) -> None:
    await proposed(company.world, company.ada)
    await company.bob_proposes()
    await company.bob.says("mine")
    async with company.world.store.transaction(company.world.clock.at) as store:
        (held,) = await store.proposals_held_for(ORG, company.bob.id)
    assert held.initiative.pain == BILLS["pain"]
    assert "Go on with mine" in _reads(company.bob)
