"""Somebody else answers the check-ins: chosen, told once, asked, taken back; and stand-ins while somebody is off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.asking import nudged
from initiatives.initiative import Initiative
from initiatives.people import TimeOff
from storage.weeks import NudgeState
from tests.handlers.started import in_trial, portfolio
from tests.world import ORG, Actor, Shown, World

MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


class Company:
    """Ada owns a trial that Grace sponsors; Linus is ready to help."""

    async def opened(self) -> Company:
        self.world = await World().founded()
        self.ada, self.grace = await self.world.person("Ada"), await self.world.person("Grace", admin=True)
        self.linus = await self.world.person("Linus")
        await in_trial(self.world, self.ada, self.grace, weeks=12)
        return self

    async def initiative(self) -> Initiative:
        return (await portfolio(self.world))[0]

    async def given_to(self, person: Actor, by: Actor | None = None) -> None:
        who = by or self.ada
        await who.says("mine")
        await who.press("Let somebody else answer", on=who.last)
        await who.fill(deputy=person.visitor.external)

    async def off(self, person: Actor, first: date, last: date, stand_in: Actor) -> None:
        """What the settings do when somebody says that they are off."""
        async with self.world.store.transaction(self.world.clock.at) as store:
            me = await store.person(ORG, person.id)
            assert me is not None
            await store.keep_person(replace(me, time_off=(TimeOff(first, last),), stand_in=stand_in.id))
            organisation = await store.organisation(ORG)
            for one in (person.id, stand_in.id):
                await nudged(store, organisation, one, self.world.clock.at)
        await self.world.engine.sender.drain()


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


def weekly(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "Your weekly check-in" in shown.text]


async def test_whoever_is_chosen_is_told_once_and_asked_in_the_owners_place(company: Company) -> None:
    await company.given_to(company.linus)
    assert "Linus answers the check-ins of" in company.ada.told
    (told,) = company.linus.reads
    assert "Ada asks you to answer the check-ins of" in told.text and "[Change my settings]" in told.text
    await company.world.at(MONDAY)
    assert len(weekly(company.linus)) == 1 and not weekly(company.ada)
    assert "You answer for Ada." in company.linus.last.text
    await company.linus.says("9")
    latest = (await company.initiative()).latest
    assert latest is not None and latest.value == 9
    assert "answered" in weekly(company.linus)[0].text


async def test_the_story_is_still_offered_to_the_owner(company: Company) -> None:
    await company.given_to(company.linus)
    await company.world.at(MONDAY)
    await company.linus.says("4")
    assert "reached its target" in company.ada.last.text
    assert not [shown for shown in company.linus.reads if "reached its target" in shown.text and "story" in shown.text]


async def test_the_owner_may_still_answer_and_the_others_week_shows_it(company: Company) -> None:
    await company.given_to(company.linus)
    await company.world.at(MONDAY)
    await company.ada.says("mine")
    await company.ada.press("Check in", on=company.ada.last)
    await company.ada.fill(value="8")
    assert "answered" in weekly(company.linus)[0].text
    async with company.world.store.transaction(MONDAY) as store:
        (nudge,) = await store.nudges_of(ORG, company.linus.id)
    assert nudge.state is NudgeState.ANSWERED and nudge.answered_at == MONDAY


async def test_one_tap_takes_it_back_and_both_know(company: Company) -> None:
    await company.given_to(company.linus)
    await company.ada.press("Let the owner answer again")
    assert (await company.initiative()).deputy == ""
    assert "Ada answers the check-ins of" in company.linus.last.text
    await company.world.at(MONDAY)
    assert len(weekly(company.ada)) == 1 and not weekly(company.linus)


async def test_in_the_middle_of_a_week_the_question_moves_to_the_open_bundle_of_the_other(company: Company) -> None:
    await in_trial(company.world, company.linus, company.grace, idea="Translate the manuals", weeks=12)
    await company.world.at(MONDAY)
    await company.given_to(company.linus)
    (theirs,) = weekly(company.linus)
    assert "Read the fields" in theirs.text and "Translate the manuals" in theirs.text
    assert "[Answer]" not in weekly(company.ada)[0].text
    async with company.world.store.transaction(MONDAY) as store:
        (nudge,) = await store.nudges_of(ORG, company.ada.id)
    assert (nudge.state, nudge.reason) == (NudgeState.MISSED, "handed_on")
    await company.linus.press("Answer all at once", on=theirs)
    first, second = (question.name for question in company.linus.form.form.questions)
    await company.linus.fill(**{first: "7", second: "8"})
    assert "answered" in weekly(company.linus)[0].text


async def test_the_sponsor_may_choose_too_and_the_owner_hears_of_it(company: Company) -> None:
    await company.given_to(company.linus, by=company.grace)
    assert "Linus answers the check-ins of" in company.ada.last.text and "Decided by Grace." in company.ada.last.text


async def test_choosing_the_owner_is_refused_and_another_one_then_taken(company: Company) -> None:
    await company.given_to(company.ada)
    assert company.ada.errors == {"deputy": "It is theirs already. Pick somebody else."}
    await company.ada.fill(deputy=company.linus.visitor.external)
    assert (await company.initiative()).deputy == company.linus.id


async def test_somebody_chosen_sees_it_in_their_list(company: Company) -> None:
    await company.given_to(company.linus)
    await company.linus.says("mine")
    assert "You answer for others" in company.linus.last.text and "Owner: Ada." in company.linus.last.text
    await company.linus.press("Check in", on=company.linus.last)
    await company.linus.fill(value="9")
    assert "Noted for" in company.linus.told


async def test_a_stand_in_is_asked_for_somebody_who_is_off_all_week_and_reads_for_whom(company: Company) -> None:
    await company.off(company.ada, date(2026, 11, 23), date(2026, 11, 29), company.linus)
    await company.world.at(MONDAY)
    assert not weekly(company.ada)
    (theirs,) = weekly(company.linus)
    assert "For Ada, who is off until Nov 29, 2026." in theirs.text
    await company.linus.says("9")
    latest = (await company.initiative()).latest
    assert latest is not None and latest.value == 9 and "answered" in weekly(company.linus)[0].text


async def test_a_stand_in_who_was_asked_already_is_asked_about_it_by_an_edit(company: Company) -> None:
    await in_trial(company.world, company.linus, company.grace, idea="Translate the manuals", weeks=12)
    async with company.world.store.transaction(company.world.clock.at) as store:
        ada = await store.person(ORG, company.ada.id)
        assert ada is not None
        await store.keep_person(replace(ada, nudge_day=4, nudge_at=MONDAY + timedelta(days=4)))
    await company.world.at(MONDAY)
    creates = company.world.outbox.creates
    assert "Read the fields" not in weekly(company.linus)[0].text
    await company.off(company.ada, date(2026, 11, 23), date(2026, 11, 29), company.linus)
    (theirs,) = weekly(company.linus)
    assert "Read the fields" in theirs.text and "For Ada" in theirs.text
    assert company.world.outbox.creates == creates


async def test_a_stand_in_may_not_answer_once_the_owner_is_back(company: Company) -> None:
    await company.off(company.ada, date(2026, 11, 23), date(2026, 11, 29), company.linus)
    await company.world.at(MONDAY)
    button = weekly(company.linus)[0].buttons["Answer"]
    await company.world.at(MONDAY + timedelta(days=8))
    await company.linus.press_token(button.token)
    latest = (await company.initiative()).latest
    assert latest is None
    assert "Your weekly check-in" in company.ada.last.text


async def test_what_comes_after_the_trial_is_not_the_deputys_to_decide(company: Company) -> None:
    await company.given_to(company.linus)
    initiative = await company.initiative()
    assert initiative.trial is not None
    async with company.world.store.transaction(company.world.clock.at) as store:
        await store.change_initiative(replace(initiative, trial=replace(initiative.trial, asked=True, decide_at=None)))
    await company.world.at(MONDAY)
    assert "[Answer]" in weekly(company.linus)[0].text
    assert "[Decide what comes next]" not in weekly(company.linus)[0].text
