"""What Teams sends again, as it was or under a new name, because an answer was slow or lost: nothing is done twice."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.teams import seen
from tests.bot.teams.company import FORM, company
from tests.fakes.teams_rules import Call


@pytest.mark.parametrize("new_id", [False, True])
async def test_a_form_that_is_sent_again_does_nothing_twice_and_gets_the_same_answer(new_id: bool) -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        await acme.proposed(ada)
        again = await acme.teams.resend(new_id=new_id)
        await acme.settled()
        assert again.status == 200 and "Proposed" in seen.words(again.body["value"])
        assert await acme.portfolio() == ["Read the fields"]
        assert len(grace.reads()) == 2


async def test_words_that_are_sent_again_are_answered_once() -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        await ada.says("propose")
        await acme.settled()
        before = ada.reads()
        again = await acme.teams.resend(new_id=False)
        await acme.settled()
        assert again.status == 200 and ada.reads() == before


@pytest.mark.parametrize("new_id", [False, True])
async def test_a_decision_that_is_sent_again_is_made_once(new_id: bool) -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        await acme.proposed(ada)
        await grace.press("Approve as a trial")
        await grace.fill()
        again = await acme.teams.resend(new_id=new_id)
        await acme.settled()
        assert again.status == 200
        assert len([text for text in ada.reads() if "It is a trial" in text]) == 1


async def test_a_form_by_an_old_client_that_is_sent_again_does_nothing_twice() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        ada.old_client = True
        await ada.press("Propose an initiative")
        await ada.fill(**FORM, change="12 to 4")
        await acme.teams.resend()
        await acme.settled()
        assert await acme.portfolio() == ["Read the fields"] and len(grace.reads()) == 2


async def test_a_turn_that_takes_too_long_is_sent_again_while_it_still_runs_and_is_done_once() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        stranger = acme.person("Linus")

        def looked_up() -> list[Call]:
            return [call for call in acme.teams.calls("member") if call.status == 404]

        await ada.press("Propose an initiative")
        acme.teams.patience = 0.2
        acme.teams.hold_next(2, on="member")
        # Whoever is named by the directory's id is looked up before the turn.
        slow = await ada.fill(**{**FORM, "reach": f"accounting, {stranger.aad}", "change": "12 to 4"})
        assert slow.status == 0 and len(ada.troubles) == 1
        ada.troubles.clear()
        acme.teams.patience = 5
        again = await acme.teams.resend()
        assert again.status == 200 and "Whose personal data" in seen.words(again.body["value"])
        assert len(looked_up()) == 1, "the first one still runs"
        while len(looked_up()) < 2:  # noqa: ASYNC110 the roster's late answer rings no bell
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
        await acme.settled()
        await ada.fill()
        await acme.settled()
        assert await acme.portfolio() == ["Read the fields"] and len(grace.reads()) == 2
