"""Help is looked for beside a proposal or on a trial: people who offer it are asked, answer, or find it themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.merging import merge
from handlers.requests import ShowForm
from initiatives.help_wanted import ANSWERS_IN, LOOKED_FOR, HelpAsked, HelpState
from initiatives.initiative import Initiative
from tests.handlers.conversations.test_skills import offers
from tests.handlers.started import in_trial, proposed
from tests.world import ORG, World

NEED = "the export out of SAP breaks off"


class Company:
    """Ben and Omar know exports, Linus knows printers; Ada proposes something that needs an export."""

    async def opened(self) -> Company:
        self.world = await World().founded()
        self.ada, self.grace = await self.world.person("Ada"), await self.world.person("Grace", admin=True)
        self.ben, self.omar = await self.world.person("Ben"), await self.world.person("Omar")
        self.linus = await self.world.person("Linus")
        await offers(self.ben, "Exports")
        await offers(self.omar, "SAP, exports that break off")
        await offers(self.linus, "Printers")
        return self

    async def proposal(self, **changes: str) -> Initiative:
        return await proposed(self.world, self.ada, **{"help_wanted": NEED, **changes})

    async def asked(self, initiative: Initiative) -> dict[str, HelpState]:
        async with self.world.store.transaction(self.world.clock.at) as store:
            return {one.person: one.state for one in await store.asked_to_help(ORG, initiative.id)}


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


async def test_a_proposal_that_names_a_need_shows_who_offers_such_help_nearest_first(company: Company) -> None:
    await company.proposal()
    assert f"Looks for help: {NEED}" in company.ada.told
    assert company.ada.told.index("[Ask Omar]") < company.ada.told.index("[Ask Ben]")
    assert "Ask Linus" not in company.ada.told


async def test_reviewers_read_what_is_looked_for_and_ask_nobody(company: Company) -> None:
    await company.proposal()
    assert f"Looks for help: {NEED}" in company.grace.last.text
    assert "[Ask Omar]" not in company.grace.last.text


async def test_a_proposal_without_a_need_says_nothing_of_help(company: Company) -> None:
    await company.proposal(help_wanted="")
    assert "Looks for help" not in company.ada.told and "Looks for help" not in company.grace.last.text


async def test_whoever_is_asked_accepts_and_the_proposer_hears_of_it(company: Company) -> None:
    initiative = await company.proposal()
    await company.ada.press("Ask Omar")
    assert "Omar is asked." in company.ada.last.text and "[Ask Ben]" in company.ada.last.text
    question = company.omar.last
    assert f"Ada asks whether you can help with {initiative.title}." in question.text and NEED in question.text
    assert "Change my settings" in question.buttons
    await company.omar.press("I can help")
    assert "You said that you can help, and they know." in company.omar.last.text
    assert f"Omar can help with {initiative.title}. Write to each other." in company.ada.last.text
    assert await company.asked(initiative) == {company.omar.id: HelpState.ACCEPTED}


async def test_not_now_is_told_once_and_may_become_a_yes(company: Company) -> None:
    initiative = await company.proposal()
    await company.ada.press("Ask Omar")
    await company.omar.press("Not now")
    assert "Omar says not now to helping" in company.ada.last.text
    await company.ada.press("Look for help", on=company.ada.last)
    assert "Omar says not now." in company.ada.last.text and "[Ask Omar]" not in company.ada.last.text
    await company.omar.press("I can help")
    assert await company.asked(initiative) == {company.omar.id: HelpState.ACCEPTED}
    assert len([one for one in company.ada.reads if "not now to helping" in one.text]) == 1


async def test_three_are_asked_at_once_and_after_two_weeks_without_an_answer_others(company: Company) -> None:
    for name in ("Ida", "Jo"):
        await offers(await company.world.person(name), "exports")
    await company.proposal()
    await company.ada.press("Ask Omar")
    for _ in range(2):
        await company.ada.press(next(label for label in company.ada.last.buttons if label.startswith("Ask ")))
    assert "3 people are asked." in company.ada.last.text
    assert not [label for label in company.ada.last.buttons if label.startswith("Ask ")]
    await company.world.at(company.world.clock.at + ANSWERS_IN + timedelta(hours=1))
    await company.ada.says("mine")
    await company.ada.press("Look for help", on=company.ada.last)
    assert [label for label in company.ada.last.buttons if label.startswith("Ask ")]


async def test_a_button_kept_from_before_asks_no_fourth_person(company: Company) -> None:
    for name in ("Ida", "Jo"):
        await offers(await company.world.person(name), "exports that break off")
    initiative = await company.proposal()
    labels = [label for label in ("Ask Omar", "Ask Ida", "Ask Jo", "Ask Ben") if f"[{label}]" in company.ada.told]
    assert len(labels) == 3
    async with company.world.store.transaction(company.world.clock.at) as store:
        for person in ("x", "y", "z"):
            await store.keep_help_asked(
                HelpAsked(f"{initiative.id}.{person}", ORG, initiative.id, person, company.world.clock.at)
            )
    await company.ada.press(labels[0])
    assert len(await company.asked(initiative)) == 3


async def test_nobody_is_asked_who_does_not_offer_such_help_and_nobody_else_asks(company: Company) -> None:
    initiative = await company.proposal()
    await company.ada.press("Ask Omar")
    token = company.ada.last.buttons["Ask Ben"].token
    await company.linus.press_token(token)
    assert await company.asked(initiative) == {company.omar.id: HelpState.ASKED}


async def test_nobody_answers_what_they_were_not_asked(company: Company) -> None:
    initiative = await company.proposal()
    await company.ada.press("Ask Omar")
    await company.linus.press_token(company.omar.last.buttons["I can help"].token)
    assert await company.asked(initiative) == {company.omar.id: HelpState.ASKED}


async def test_whoever_has_the_skill_finds_it_and_offers_help(company: Company) -> None:
    initiative = await company.proposal()
    await company.ben.says("skills")
    assert f"{initiative.title}, Ada: {NEED}" in company.ben.last.text
    await company.ben.press("I can help")
    assert f"Ada knows that you can help with {initiative.title}." in company.ben.last.text
    assert f"Ben can help with {initiative.title}." in company.ada.last.text
    await company.ben.says("skills")
    assert initiative.title not in company.ben.last.text
    await company.linus.says("skills")
    assert initiative.title not in company.linus.last.text


async def test_five_at_most_are_listed_and_what_is_over_is_not(company: Company) -> None:
    for number in range(7):
        await company.world.later(minutes=1)
        await company.proposal(idea=f"Idea number {number}")
    await company.grace.press("Decline with a reason", on=company.grace.last)
    await company.grace.fill(why="Not before May")
    await company.ben.says("skills")
    assert company.ben.last.text.count("[I can help]") == 5
    assert "Idea number 6" not in company.ben.last.text and "Idea number 5" in company.ben.last.text


async def test_nobody_reads_the_name_of_a_proposer_who_keeps_it_back(company: Company) -> None:
    await company.proposal(named="nobody")
    await company.ben.says("skills")
    assert NEED in company.ben.last.text and "Ada" not in company.ben.last.text
    await company.ada.press("Ask Omar")
    assert "somebody asks whether you can help" in company.omar.last.text and "Ada" not in company.omar.last.text


async def test_an_owner_says_on_a_trial_what_help_it_looks_for_and_takes_it_back(company: Company) -> None:
    initiative = await in_trial(company.world, company.ada, company.grace)
    await company.ada.says("mine")
    await company.ada.press("More")
    await company.ada.press("Look for help", on=company.ada.last)
    assert f"{initiative.title} looks for no help now." in company.ada.last.text
    await company.ada.press("Say what help you look for")
    assert isinstance(company.ada.answer, ShowForm)
    await company.ada.fill(help_wanted=NEED)
    assert "[Ask Omar]" in company.ada.told
    await company.ada.press("Say what help you look for")
    await company.ada.fill(help_wanted="")
    await company.ben.says("skills")
    assert initiative.title not in company.ben.last.text


async def test_after_sixty_days_others_find_it_no_more(company: Company) -> None:
    initiative = await company.proposal()
    await company.world.at(company.world.clock.at + LOOKED_FOR + timedelta(days=1))
    await company.ben.says("skills")
    assert initiative.title not in company.ben.last.text


async def test_a_question_that_comes_too_late_says_so(company: Company) -> None:
    initiative = await company.proposal()
    await company.ada.press("Ask Omar")
    question = company.omar.last
    await company.grace.press("Decline with a reason")
    await company.grace.fill(why="Not before May")
    await company.omar.press("I can help", on=question)
    assert await company.asked(initiative) == {company.omar.id: HelpState.ASKED}


async def test_two_people_who_are_one_were_asked_once(company: Company) -> None:
    initiative = await company.proposal()
    await company.ada.press("Ask Omar")
    await company.ada.press("Ask Ben")
    omar, ben = await company.omar.me(), await company.ben.me()
    async with company.world.store.transaction(company.world.clock.at) as store:
        await merge(store, await store.organisation(ORG), omar, ben, company.world.clock.at)
    assert await company.asked(initiative) == {company.omar.id: HelpState.ASKED}


async def test_whoever_has_left_is_not_suggested(company: Company) -> None:
    omar = await company.omar.me()
    async with company.world.store.transaction(company.world.clock.at) as store:
        await store.keep_person(replace(omar, active=False))
    await company.proposal()
    assert "[Ask Ben]" in company.ada.told and "[Ask Omar]" not in company.ada.told
