"""A proposal written down for somebody else is theirs: they hear of it, get the questions, and can take it back."""

from __future__ import annotations

import pytest

from handlers.merging import merge
from initiatives.initiative import Stage
from tests.handlers.started import now_of, proposed
from tests.world import ORG, Actor, World


class Company:
    """Ben writes down what Ada wants; Grace answers it."""

    async def opened(self) -> Company:
        self.world = await World().founded()
        self.ada = await self.world.person("Ada", team="Accounting")
        self.ben = await self.world.person("Ben", team="IT")
        self.grace = await self.world.person("Grace", admin=True)
        self.initiative = await proposed(self.world, self.ben, whose=self.ada.visitor.external)
        return self


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


async def test_it_is_theirs_and_says_who_wrote_it_down(company: Company) -> None:
    assert (company.initiative.proposer, company.initiative.team) == (company.ada.id, "Accounting")
    assert "Ada proposes this." in company.grace.last.text and "Written down by Ben." in company.grace.last.text
    assert "It is the proposal of Ada, who hears of it" in company.ben.told
    (told,) = company.ada.reads
    assert "Ben has put Read the fields with a model and check them forward for you." in told.text
    assert "We copy invoices into SAP by hand" in told.text


async def test_questions_and_the_answer_go_to_them_and_not_to_the_writer(company: Company) -> None:
    await company.grace.press("Ask a question")
    await company.grace.fill(question="Which invoices?")
    assert "Which invoices?" in company.ada.last.text
    await company.grace.press("Approve as a trial")
    assert company.grace.form.answers["owner"] == company.ada.visitor.external
    await company.grace.fill()
    assert "It is a trial" in company.ada.last.text and company.ben.reads == []


async def test_they_take_it_back_and_everybody_reads_why(company: Company) -> None:
    await company.ada.press("Take it back")
    await company.ada.fill(why="Not before May")
    assert "is taken back" in company.ada.told and "[Take it back]" not in company.ada.reads[0].text
    assert "Ada has taken Read the fields" in company.ben.last.text and "Not before May" in company.ben.last.text
    card = company.grace.reads[0].text
    assert "Taken back by Ada" in card and "Not before May" in card and "[Approve as a trial]" not in card
    assert (await now_of(company.world, company.initiative)).stage is Stage.DECLINED


async def test_a_reason_is_asked_for_and_then_taken(company: Company) -> None:
    await company.ada.press("Take it back")
    await company.ada.fill(why=" ")
    assert list(company.ada.errors) == ["why"]
    await company.ada.fill(why="It is solved")
    assert (await now_of(company.world, company.initiative)).decisions[-1].why == "It is solved"


async def test_what_was_decided_is_not_taken_back_any_more(company: Company) -> None:
    button = company.ada.reads[0].buttons["Take it back"]
    await company.grace.press("Approve as a trial")
    await company.grace.fill(owner=company.ben.visitor.external)
    await company.ada.press_token(button.token)
    await company.ada.fill(why="Too late")
    assert (await now_of(company.world, company.initiative)).stage is Stage.TRIAL


async def test_the_writer_may_not_take_it_back(company: Company) -> None:
    await company.ben.press_token(company.ada.reads[0].buttons["Take it back"].token)
    assert "Only the people responsible for this can do that." in company.ben.last.text


async def test_naming_oneself_changes_nothing() -> None:
    world = await World().founded()
    ada: Actor = await world.person("Ada")
    await world.person("Grace", admin=True)
    initiative = await proposed(world, ada, whose=ada.visitor.external)
    async with world.store.transaction(world.clock.at) as store:
        assert initiative.proposer == ada.id and await store.byline(ORG, initiative.id) is None
    assert ada.reads == []


async def test_somebody_unknown_is_asked_again_with_everything_typed_kept() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="4", idea="i", kpi="hours", change="4 to 2", whose="U-nobody")
    assert list(ada.errors) == ["whose"] and ada.form.answers["pain"] == "p"
    await ada.fill(whose="")
    assert "Proposed: i" in ada.told


async def test_a_writer_who_turns_out_to_be_its_proposer_has_written_it_down_for_nobody(company: Company) -> None:
    world = company.world
    async with world.store.transaction(world.clock.at) as store:
        organisation = await store.organisation(ORG)
        ada, ben = await store.person(ORG, company.ada.id), await store.person(ORG, company.ben.id)
        assert ada is not None and ben is not None
        await merge(store, organisation, ben, ada, world.clock.at)
        byline = await store.byline(ORG, company.initiative.id)
        assert byline is not None and byline.writer == ""


async def test_a_writer_who_turns_out_to_be_somebody_else_is_named_as_that_one(company: Company) -> None:
    world, linus = company.world, await company.world.person("Linus")
    async with world.store.transaction(world.clock.at) as store:
        organisation = await store.organisation(ORG)
        stays, goes = await store.person(ORG, linus.id), await store.person(ORG, company.ben.id)
        assert stays is not None and goes is not None
        await merge(store, organisation, stays, goes, world.clock.at)
        assert [one.id for one in await store.written_down_by(ORG, linus.id)] == [company.initiative.id]
