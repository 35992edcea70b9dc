"""People say what they can help with; whoever is stuck on something like it may ask them, and they may decline."""

from __future__ import annotations

import pytest

from handlers.merging import merge
from initiatives.skills import Skills, offered
from tests.handlers.started import in_trial
from tests.world import ORG, Actor, World


async def offers(person: Actor, text: str) -> None:
    await person.command("skills")
    await person.press("Say what you can help with")
    await person.fill(text=text)


class Company:
    """Ada owns a trial that Grace sponsors; Ben knows exports, Linus knows printers."""

    async def opened(self) -> Company:
        self.world = await World().founded()
        self.ada, self.grace = await self.world.person("Ada"), await self.world.person("Grace", admin=True)
        self.ben, self.linus = await self.world.person("Ben"), await self.world.person("Linus")
        await in_trial(self.world, self.ada, self.grace, weeks=12)
        await offers(self.ben, "Exports out of SAP")
        await offers(self.linus, "Printers")
        await self.world.next_monday()
        return self

    async def stuck(self) -> None:
        await self.ada.says("I need help: the export breaks off")


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


async def test_what_is_offered_is_shown_and_taken_back(company: Company) -> None:
    await company.ben.command("skills")
    assert "Exports out of SAP" in company.ben.told
    await offers(company.ben, "")
    assert "You offer no help with anything so far." in company.ben.told
    await company.stuck()
    assert "Ask Ben" not in company.ada.last.text


async def test_whoever_is_stuck_is_offered_those_whose_words_fit(company: Company) -> None:
    await company.stuck()
    assert "Ben offers help with such things." in company.ada.last.text
    assert "[Ask Ben]" in company.ada.last.text and "Linus" not in company.ada.last.text
    before = len(company.ben.reads)
    await company.ada.press("Ask Ben")
    (asked,) = company.ben.reads[before:]
    assert "Ada is stuck with" in asked.text and "the export breaks off" in asked.text


async def test_a_helper_declines_once_and_whoever_asked_hears_of_it_once(company: Company) -> None:
    await company.stuck()
    await company.ada.press("Ask Ben")
    await company.ben.press("I cannot help")
    await company.world.later(minutes=5)
    await company.ben.press("I cannot help", on=next(one for one in company.ben.reads if "is stuck" in one.text))
    heard = [one for one in company.ada.reads if "Ben cannot help with" in one.text]
    assert len(heard) == 1


async def test_nobody_declines_what_they_were_not_asked(company: Company) -> None:
    await company.stuck()
    await company.ada.press("Ask Ben")
    button = next(one for one in company.ben.reads if "is stuck" in one.text).buttons["I cannot help"]
    await company.linus.press_token(button.token)
    assert not [one for one in company.ada.reads if "cannot help with" in one.text]


async def test_two_people_who_are_one_offer_what_either_has_said(company: Company) -> None:
    world, grace, ben = company.world, await company.grace.me(), await company.ben.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), grace, ben, world.clock.at)
        kept, gone = await store.skills(ORG, grace.id), await store.skills(ORG, ben.id)
    assert kept is not None and kept.text == "Exports out of SAP" and gone is None


def test_most_words_in_common_come_first() -> None:
    one, two = Skills("a", ORG, "exports"), Skills("b", ORG, "exports out of the archive")
    assert offered("the archive has no export", (one, two, Skills("c", ORG, "printers"))) == [two, one]
