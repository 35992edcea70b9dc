"""What ended is taken up again: by its proposer after a no, by whoever answers for it after a stop; earlier reasons stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.messenger import SendFailed
from initiatives.initiative import Initiative, Stage
from tests.handlers.started import in_trial, now_of, portfolio, proposed
from tests.world import ORG, Actor, World

LESSON = {"tried": "Reading fields", "happened": "Half were wrong", "why": "The scans", "reuse": "The list"}


async def declined() -> tuple[World, Actor, Actor, Initiative]:
    """Grace has declined what Ada proposed."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await proposed(world, ada)
    await grace.press("Decline with a reason")
    await grace.fill(why="Not before May")
    return world, ada, grace, initiative


async def stopped(weeks: int = 4) -> tuple[World, Actor, Actor, Actor, Initiative]:
    """Ben proposed it, Ada owns it and has stopped it, Grace sponsors it."""
    world = await World().founded()
    ada, ben = await world.person("Ada"), await world.person("Ben")
    grace = await world.person("Grace", admin=True)
    initiative = await proposed(world, ben)
    await grace.press("Approve as a trial")
    await grace.fill(owner=ada.visitor.external, weeks=str(weeks))
    await world.next_monday()
    await ada.command("stop")
    await ada.fill(**LESSON)
    return world, ada, ben, grace, await now_of(world, initiative)


async def test_a_declined_proposal_goes_back_with_both_reasons_and_a_new_clock() -> None:
    world, ada, grace, initiative = await declined()
    old = next(shown for shown in grace.reads if "Declined by Grace" in shown.text)
    declined_card = ada.last
    assert "Not before May" in declined_card.text
    await world.later(days=30)
    await ada.press("Something has changed")
    await ada.fill(why="The tool is here now")
    assert "waits for an answer again" in ada.told and "Grace will answer by Wednesday, Dec 23, 2026." in ada.told
    back = await now_of(world, initiative)
    assert [one.why for one in back.decisions] == ["Not before May", "The tool is here now"]
    anew = grace.last
    assert anew is not old
    for card in (anew, old):
        assert "Grace declined it" in card.text and "Not before May" in card.text
        assert "Ada has taken it up again:" in card.text and "The tool is here now" in card.text
        assert "[Approve as a trial]" in card.text
    assert "[Something has changed]" not in declined_card.text and "Not before May" in declined_card.text


async def test_a_second_answer_counts_as_the_first_did() -> None:
    world, ada, grace, initiative = await declined()
    await ada.press("Something has changed")
    await ada.fill(why="The tool is here now")
    await grace.press("Approve as a trial")
    await grace.fill()
    assert (await now_of(world, initiative)).stage is Stage.TRIAL
    assert "Grace approved" in ada.last.text
    assert all("[Approve as a trial]" not in shown.text for shown in grace.reads)
    assert sum("Approved as a trial by Grace" in shown.text for shown in grace.reads) == 2


async def test_a_second_no_can_be_reopened_too() -> None:
    world, ada, grace, initiative = await declined()
    for why in ("The tool is here now", "The contract is signed"):
        await ada.press("Something has changed")
        await ada.fill(why=why)
        await grace.press("Decline with a reason")
        await grace.fill(why=f"Still no: {why}")
    found = await now_of(world, initiative)
    assert found.stage is Stage.DECLINED and len(found.decisions) == 5


async def test_reopening_takes_a_reason_and_nothing_typed_is_lost() -> None:
    world, ada, _, initiative = await declined()
    await ada.press("Something has changed")
    await ada.fill(why="  ")
    assert list(ada.errors) == ["why"]
    await ada.fill(why="The tool is here now")
    assert (await now_of(world, initiative)).stage is Stage.PROPOSED


async def test_what_waits_again_cannot_be_reopened_by_an_old_button() -> None:
    world, ada, _, initiative = await declined()
    token = ada.last.buttons["Something has changed"].token
    await ada.press("Something has changed")
    await ada.fill(why="The tool is here now")
    await ada.press_token(token)
    await world.settled()
    assert len((await now_of(world, initiative)).decisions) == 2


async def test_a_reviewer_may_open_it_again_and_its_proposer_hears() -> None:
    _, ada, grace, _ = await declined()
    card = next(shown for shown in grace.reads if "Declined by Grace" in shown.text)
    await grace.press("Something has changed", on=card)
    await grace.fill(why="It was the wrong button")
    assert "Grace has taken up" in ada.last.text and "It was the wrong button" in ada.last.text
    assert "Grace has taken it up again:" in card.text and "[Something has changed]" not in card.text


async def test_a_reason_reaches_a_proposer_whose_chat_is_closed_by_mine() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await proposed(world, ada)
    await grace.press("Decline with a reason")
    world.outbox.trouble = [SendFailed("closed", "never")] * 2
    await grace.fill(why="Not before May")
    world.outbox.trouble = []
    assert not any("An answer to your proposal" in shown.text for shown in ada.reads)
    await ada.command("mine")
    assert "“Not before May”" in ada.told and "[Something has changed]" in ada.told


async def test_a_stopped_trial_goes_on_and_everybody_concerned_hears() -> None:
    world, ada, ben, grace, initiative = await stopped()
    told = next(shown for shown in grace.reads if "A lesson kept" in shown.text)
    assert "[Take it up again]" in told.text
    assert not any("[Take it up again]" in shown.text for shown in ben.reads)
    await world.later(days=14)
    await grace.press("Take it up again", on=told)
    await grace.fill(why="The scanner is new")
    back = await now_of(world, initiative)
    assert back.stage is Stage.TRIAL and back.owner == ada.id
    assert [one.to for one in back.decisions] == [Stage.TRIAL, Stage.STOPPED, Stage.TRIAL]
    assert back.decisions[-1].why == "The scanner is new"
    assert "[Take it up again]" not in told.text
    for actor in (ada, ben):
        assert "Grace has taken up" in actor.last.text and "The scanner is new" in actor.last.text
    async with world.store.transaction(world.clock.at) as store:
        assert [lesson.reuse for lesson in await store.lessons(ORG, initiative.id)] == ["The list"]


@pytest.mark.parametrize(("days", "longer"), [(1, 1), (14, 2), (60, 9)])
async def test_a_trial_gets_the_weeks_back_that_it_lay_still(days: int, longer: int) -> None:
    world, ada, _, _, initiative = await stopped(weeks=4)
    await world.later(days=days)
    await ada.command("reopen")
    await ada.press("Take it up again")
    await ada.fill(why="The scanner is new")
    trial = (await now_of(world, initiative)).trial
    assert trial is not None and trial.decide_at is not None
    assert trial.weeks == 4 + longer and trial.decide_at > world.clock.at


async def test_its_owner_is_asked_again_and_its_end_is_looked_at() -> None:
    world, ada, _, grace, initiative = await stopped(weeks=2)
    assert (await ada.me()).nudge_at is None
    await ada.command("reopen")
    await ada.press("Take it up again")
    await ada.fill(why="The scanner is new")
    assert (await ada.me()).nudge_at is not None
    await world.next_monday()
    await ada.says("5")
    latest = (await now_of(world, initiative)).latest
    assert latest is not None and latest.value == 5
    await world.later(days=21)
    assert (trial := (await now_of(world, initiative)).trial) is not None and trial.asked
    assert any("[Go on to validation]" in shown.text or "What comes next" in shown.text for shown in grace.reads)


async def test_who_proposed_it_cannot_start_what_its_owner_stopped() -> None:
    world, _, ben, _, initiative = await stopped()
    await ben.command("mine")
    assert "[Take it up again]" not in ben.told
    await ben.command("reopen")
    assert "Nothing of yours has ended." in ben.told
    assert (await now_of(world, initiative)).stage is Stage.STOPPED


async def test_it_can_be_stopped_a_second_time_and_the_digest_tells_of_it() -> None:
    world, ada, _, _, initiative = await stopped()
    await ada.command("reopen")
    await ada.press("Take it up again")
    await ada.fill(why="The scanner is new")
    await world.later(days=10)
    await ada.command("stop")
    await ada.fill(**{**LESSON, "reuse": "The second list"})
    assert (await now_of(world, initiative)).stage is Stage.STOPPED
    await world.next_monday()
    await world.later(hours=1)
    assert any("The second list" in shown.text for shown in world.channel("wins"))


async def test_somebody_with_nothing_that_ended_reads_so() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("reopen")
    assert "Nothing of yours has ended." in ada.told
    assert await portfolio(world) == []


async def test_with_all_who_answer_gone_it_waits_as_a_new_proposal_would() -> None:
    world, ada, _, initiative = await declined()
    async with world.store.transaction(world.clock.at) as store:
        for admin in await store.admins(ORG):
            await store.keep_person(replace(admin, active=False))
    await ada.press("Something has changed")
    await ada.fill(why="The tool is here now")
    assert "Nobody answers proposals here yet." in ada.told
    assert (await now_of(world, initiative)).reviewers == ()


async def test_who_stopped_it_can_take_it_up_again_right_there() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace, weeks=1)
    await world.later(days=10)
    await grace.press("Stop it, keep the lesson")
    await grace.fill(**LESSON)
    await grace.press("Take it up again")
    await grace.fill(why="The scanner is new")
    assert (await now_of(world, initiative)).stage is Stage.TRIAL
