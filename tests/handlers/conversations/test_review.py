"""Somebody answers a proposal: yes as a trial, a question, or no with a reason; everybody concerned hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from handlers.requests import Pressed
from initiatives.initiative import Initiative, Stage
from initiatives.people import ReviewRule
from tests.handlers.started import now_of, proposed
from tests.world import NOW, ORG, Actor, World


async def company(change: str = "12 to 4", language: str = "en") -> tuple[World, Actor, Actor, Actor]:
    """Ada has proposed; Grace and Linus answer."""
    world = await World().founded()
    ada = await world.person("Ada", language=language)
    grace, linus = await world.person("Grace", admin=True), await world.person("Linus", admin=True)
    await proposed(world, ada, idea="Read the fields", kpi="hours a week", change=change)
    return world, ada, grace, linus


async def only(world: World) -> Initiative:
    async with world.store.transaction(world.clock.at) as store:
        (found,) = await store.portfolio(ORG)
    return found


async def test_approving_starts_a_trial_with_an_owner_and_its_weeks() -> None:
    world, ada, grace, _ = await company()
    await grace.press("Approve as a trial")
    assert grace.form.answers["owner"] == ada.visitor.external
    await grace.fill(weeks="6", days="2.5", cost="300", measured="a stopwatch")
    found = await only(world)
    assert (found.stage, found.owner, found.sponsor) == (Stage.TRIAL, ada.id, grace.id)
    assert found.trial is not None
    assert (found.trial.start, found.trial.weeks) == (NOW.date() + timedelta(days=1), 6)
    assert found.effort_estimated is not None
    assert (found.effort_estimated.days, found.effort_estimated.cost) == (Decimal("2.5"), Decimal(300))
    assert (found.effort_estimated.currency, found.effort_estimated.on) == ("EUR", NOW.date())
    assert found.leading.measured_how == "a stopwatch"
    assert "Grace approved Read the fields as a trial." in ada.last.text
    assert (await ada.me()).nudge_at is not None


async def test_somebody_else_may_own_it_and_both_hear() -> None:
    world, ada, grace, _ = await company()
    ben = await world.person("Ben")
    await grace.press("Approve as a trial")
    await grace.fill(owner=ben.visitor.external)
    assert "Ben owns it" in ada.last.text
    assert "You own it" in ben.last.text


async def test_the_other_reviewers_card_shows_what_was_decided() -> None:
    _, _, grace, linus = await company()
    card = linus.last
    assert "[Approve as a trial]" in card.text
    await grace.press("Approve as a trial")
    await grace.fill()
    assert "[Approve as a trial]" not in card.text
    assert "Approved as a trial by Grace" in card.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weeks": "0"}, "weeks"),
        ({"weeks": "27"}, "weeks"),
        ({"start": "2026-11-01"}, "start"),
        ({"start": "2027-11-01"}, "start"),
        ({"start": "soon"}, "start"),
        ({"owner": "U-nobody"}, "owner"),
        ({"cost": "much"}, "cost"),
    ],
)
async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(wrong: dict[str, str], field: str) -> None:
    world, _, grace, _ = await company()
    await grace.press("Approve as a trial")
    await grace.fill(**({"measured": "kept"} | wrong))
    assert list(grace.errors) == [field]
    assert grace.form.answers["measured"] == "kept"
    await grace.fill(owner=grace.visitor.external, start="2026-11-23", weeks="4", cost="")
    assert (await only(world)).stage is Stage.TRIAL


async def test_a_proposal_without_a_target_gets_one_when_it_is_approved() -> None:
    world, _, grace, _ = await company(change="")
    await grace.press("Approve as a trial")
    await grace.fill()
    assert list(grace.errors) == ["change"]
    await grace.fill(change="? to 5 hours")
    found = await only(world)
    assert (found.leading.target, found.leading.baseline) == (Decimal(5), None)


async def test_a_trial_starts_after_its_first_number_so_that_it_counts() -> None:
    world, _, grace, _ = await company()
    await grace.press("Approve as a trial")
    await grace.fill(start=NOW.date().isoformat())
    found = await only(world)
    assert found.counts
    assert found.trial is not None
    assert found.trial.start == NOW.date() + timedelta(days=1)


async def test_declining_needs_a_reason_which_the_proposer_reads_in_the_reviewers_words() -> None:
    world, ada, grace, linus = await company(language="fr")
    await grace.press("Decline with a reason")
    await grace.fill(why=" ")
    assert list(grace.errors) == ["why"]
    await grace.fill(why="The contract with *SAP* ends in May")
    assert (await only(world)).stage is Stage.DECLINED
    assert "The contract with *SAP* ends in May" in ada.last.text
    assert "Grace a écrit" in ada.last.text
    assert "Declined by Grace" in linus.last.text


async def test_a_question_and_its_answer_travel_both_ways_by_button() -> None:
    world, ada, grace, _ = await company()
    await grace.press("Ask a question")
    await grace.fill(question="Which invoices?")
    assert "Which invoices?" in ada.last.text
    await ada.press("Write the answer")
    await ada.fill(answer="Those of the north")
    assert "Those of the north" in grace.last.text
    assert (await only(world)).stage is Stage.PROPOSED


async def test_a_question_and_its_answer_travel_both_ways_in_threads() -> None:
    _, ada, grace, _ = await company()
    card = grace.last
    await grace.says("Which invoices?", thread=card.id)
    question = next(shown for shown in ada.reads if "Which invoices?" in shown.text)
    await ada.says("Those of the north", thread=question.id)
    answer = next(shown for shown in grace.reads if "Those of the north" in shown.text)
    assert answer.to.thread == card.id
    await grace.says("And the south?", thread=answer.id)
    assert any("And the south?" in shown.text for shown in ada.reads)


async def test_it_can_be_answered_one_by_one_in_chat() -> None:
    world, _, grace, _ = await company()
    await grace._does(Pressed(grace.last.buttons["Decline with a reason"].token))
    await grace.says("Not before May")
    await grace.press("Decline it")
    assert (await only(world)).decisions[0].why == "Not before May"


async def test_the_answer_to_a_question_asked_by_button_comes_back_into_the_thread_of_the_card() -> None:
    _, ada, grace, _ = await company()
    card = grace.last
    await grace.press("Ask a question")
    await grace.fill(question="Which invoices?")
    await ada.press("Write the answer")
    await ada.fill(answer="Those of the north")
    assert grace.last.to.thread == card.id


async def test_a_fraction_of_a_week_is_refused() -> None:
    world, _, grace, _ = await company()
    await grace.press("Approve as a trial")
    await grace.fill(weeks="2.9")
    assert list(grace.errors) == ["weeks"]
    assert (await only(world)).stage is Stage.PROPOSED


async def leaves(actor: Actor) -> None:
    gone = replace(await actor.me(), active=False)
    async with actor.world.store.transaction(actor.world.clock.at) as store:
        await store.keep_person(gone)


async def test_nobody_who_left_is_made_an_owner() -> None:
    world, ada, grace, _ = await company()
    await leaves(ada)
    await grace.press("Approve as a trial")
    await grace.fill()
    assert list(grace.errors) == ["owner"]
    assert (await only(world)).stage is Stage.PROPOSED


async def test_a_proposal_goes_to_the_admins_when_those_set_for_it_have_left() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    linus = await world.person("Linus")
    await world.organisation(lambda acme: acme.with_reviewers(ReviewRule("everybody", "", (linus.id,))))
    await leaves(linus)
    await proposed(world, ada)
    assert "Grace will answer" in ada.told
    assert any("Approve as a trial" in shown.buttons for shown in grace.reads)


async def test_a_proposal_nobody_answers_reaches_the_first_admin_there_is() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace")
    initiative = await proposed(world, ada)
    assert "An admin gets it as soon as there is one." in ada.told
    grace.visitor = replace(grace.visitor, admin=True)
    await grace.says("help")
    assert any("Approve as a trial" in shown.buttons for shown in grace.reads)
    assert (await now_of(world, initiative)).reviewers == (grace.id,)
