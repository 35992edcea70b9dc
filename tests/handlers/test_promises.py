"""The answer promise as people live it: shown, reminded of once, put to somebody else, and what makes the clock stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.leaving import here_or_gone
from handlers.merging import merge
from handlers.promises import of
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function, Organisation, ReviewRule
from initiatives.promise import Promise
from storage.records import DeliveryState
from storage.tables import DELIVERIES
from tests.handlers.started import now_of, portfolio, proposed
from tests.stores import AnyStore
from tests.world import ORG, PLACE, Actor, World


def at(day: int, hour: int = 10) -> datetime:
    """That hour of November 2026; a proposal of Thursday the 19th is answered by Tuesday the 24th."""
    return datetime(2026, 11, day, hour, 0, tzinfo=UTC)


async def company(**changes: object) -> tuple[World, Actor, Actor, Actor, Initiative]:
    """Ada of Accounting has proposed; Rita answers for her team, Grace administers."""
    world = await World().founded(**changes)
    ada, rita = await world.person("Ada", team="Accounting"), await world.person("Rita")
    grace = await world.person("Grace", admin=True)
    rule = ReviewRule("team", "Accounting", (rita.id,))
    await world.organisation(lambda organisation: organisation.with_reviewers(rule))
    return world, ada, rita, grace, await proposed(world, ada)


async def promise_of(world: World, initiative: Initiative) -> Promise:
    now = await now_of(world, initiative)
    async with world.store.transaction(world.clock.at) as store:
        found = await of(store, now)
    assert found is not None
    return found


def reminders(actor: Actor) -> list[str]:
    return [shown.text for shown in actor.reads if "waits for your answer" in shown.text]


async def test_proposer_and_reviewer_read_by_when_an_answer_comes() -> None:
    _, ada, rita, _, _ = await company()
    assert "Rita will answer by Tuesday, Nov 24, 2026." in ada.told
    assert "Answer by Tuesday, Nov 24, 2026." in rita.last.text


async def test_who_answers_is_reminded_once_the_working_day_before() -> None:
    world, _, rita, grace, _ = await company()
    await world.at(at(23, 8))
    assert reminders(rita) == []
    await world.at(at(23, 9))
    (reminder,) = reminders(rita)
    assert "an answer by Tuesday, Nov 24, 2026" in reminder
    await world.at(at(24, 18))
    assert len(reminders(rita)) == 1 and reminders(grace) == []


async def test_two_proposals_due_on_one_day_are_one_reminder() -> None:
    world, ada, rita, _, _ = await company()
    await proposed(world, ada, idea="Write the minutes")
    await world.at(at(23, 9))
    (reminder,) = [shown for shown in rita.reads if "2 proposals wait for your answer" in shown.text]
    assert "Write the minutes" in reminder.text and "Read the fields" in reminder.text
    await rita.press("Look at the proposal", on=reminder)
    assert "Ada proposes this." in rita.last.text


async def test_a_reminder_shows_what_has_been_answered_since() -> None:
    world, _, rita, _, initiative = await company()
    await world.at(at(23, 9))
    (shown,) = [one for one in rita.reads if "waits for your answer" in one.text]
    await rita.press("Decline with a reason")
    await rita.fill(why="Not before May")
    assert "All that was due by Tuesday, Nov 24, 2026 is answered." in shown.text
    assert (await promise_of(world, initiative)).answered_at == at(23, 9)


async def test_an_answer_before_it_goes_out_takes_the_reminder_back() -> None:
    world, ada, rita, _, _ = await company()
    await rita.says("off until 2026-11-24")
    await world.at(at(23, 20))
    await rita.press("Decline with a reason")
    await rita.fill(why="Not before May")
    await world.at(at(25))
    assert reminders(rita) == []
    assert "Later than promised" not in "".join(shown.text for shown in ada.reads)


async def test_without_reminders_nobody_is_reminded() -> None:
    world, _, rita, _, _ = await company(answer_reminder=None)
    await world.at(at(24, 18))
    assert reminders(rita) == []


async def test_what_is_late_goes_to_the_admins_with_the_same_buttons_and_the_proposer_hears_who_has_it() -> None:
    world, ada, rita, grace, initiative = await company()
    await world.at(at(25))
    assert "Later than promised" in ada.last.text and "Grace can answer it now too." in ada.last.text
    card = grace.last
    assert "waits longer than was promised: your answer is wanted" in card.text
    assert "An answer was promised by Tuesday, Nov 24, 2026." in card.text
    assert {"Approve as a trial", "Ask a question", "Decline with a reason"} <= set(card.buttons)
    first = next(shown for shown in rita.reads if "Ada proposes this." in shown.text)
    assert "An answer was promised by Tuesday, Nov 24, 2026." in first.text and "[Approve as a trial]" in first.text
    await grace.press("Approve as a trial", on=card)
    await grace.fill()
    assert (await now_of(world, initiative)).stage is Stage.TRIAL
    assert "[Approve as a trial]" not in first.text and "[Approve as a trial]" not in card.text
    assert "Approved as a trial by Grace" in first.text and "Approved as a trial by Grace" in card.text


async def test_a_reply_in_the_thread_of_what_is_late_is_a_question() -> None:
    world, ada, _, grace, initiative = await company()
    await world.at(at(25))
    await grace.says("Which invoices?", thread=grace.last.id)
    assert "Which invoices?" in ada.last.text and "Grace asks about" in ada.last.text
    assert (await promise_of(world, initiative)).stands


async def test_what_is_late_a_second_time_stays_with_all_who_have_it_and_is_told_again() -> None:
    world, ada, rita, grace, initiative = await company()
    await world.at(at(25))
    await grace.press("Ask a question", on=grace.last)
    await grace.fill(question="Which invoices?")
    await ada.press("Write the answer")
    await ada.fill(answer="Those of suppliers")
    assert (await promise_of(world, initiative)).due_at == at(26, 19)
    seen = [(actor, len(actor.reads)) for actor in (ada, rita, grace)]
    await world.at(at(27))
    assert (await promise_of(world, initiative)).put_to == (grace.id,)
    assert set((await now_of(world, initiative)).reviewers) == {rita.id, grace.id}
    for actor, before in seen:
        assert len(actor.reads) == before + 1, actor.visitor.name
    assert "It was put to Rita, Grace again." in ada.last.text
    await grace.press("Decline with a reason", on=grace.last)
    await grace.fill(why="Not before May")
    assert (await now_of(world, initiative)).stage is Stage.DECLINED


async def test_those_set_for_the_function_have_it_before_the_admins() -> None:
    world, ada, _, grace, _ = await company()
    ivy = await world.person("Ivy")
    rule = ReviewRule("function", Function.OPERATIONS, (ivy.id,))
    await world.organisation(lambda organisation: organisation.with_reviewers(rule))
    me = replace(await ada.me(), functions=(Function.OPERATIONS,))
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(me)
    await world.at(at(25))
    assert "Ivy can answer it now too." in ada.last.text
    assert "[Decline with a reason]" in ivy.last.text and grace.reads == []


async def test_an_escalation_stands_in_mine_of_everybody_concerned() -> None:
    world, ada, _, grace, _ = await company()
    await world.at(at(26))
    await grace.command("mine")
    assert "Waiting for your answer" in grace.told and "It is 2 working days late." in grace.told
    await ada.command("mine")
    assert "Next: an answer from Rita, Grace. It is 2 working days late." in ada.told


async def test_with_nobody_else_there_who_has_it_is_asked_once_more() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await proposed(world, ada)
    await world.at(at(25))
    assert "It was put to Grace again." in ada.last.text
    assert [shown.text.count("waits longer than was promised") for shown in grace.reads].count(1) == 1
    await world.at(at(30))
    assert [shown.text.count("waits longer than was promised") for shown in grace.reads].count(1) == 1


async def test_a_proposer_does_not_answer_their_own_late_proposal() -> None:
    world, _, rita, grace, _ = await company()
    mine = await proposed(world, grace, idea="Write the minutes")
    assert (await now_of(world, mine)).reviewers == (grace.id,)
    await world.at(at(25))
    assert (await promise_of(world, mine)).put_to == ()
    assert rita.id not in (await now_of(world, mine)).reviewers


async def test_a_question_stops_the_clock_and_the_proposers_answer_starts_it_again() -> None:
    world, ada, rita, grace, initiative = await company()
    card = rita.last
    await rita.press("Ask a question", on=card)
    await rita.fill(question="Which invoices?")
    assert "The clock stands until" in card.text and "[Approve as a trial]" in card.text
    await ada.command("mine")
    assert "Next: your answer to a question." in ada.told
    question = next(shown for shown in ada.reads if "Which invoices?" in shown.text)
    assert "The time for an answer stands still until yours comes." in question.text
    await world.at(at(30))
    assert reminders(rita) == [] and grace.reads == []
    await ada.press("Write the answer")
    await ada.fill(answer="Those of suppliers")
    assert "Answer by Thursday, Dec 3, 2026." in card.text
    promise = await promise_of(world, initiative)
    assert promise.answered_at == at(19) and not promise.stands


async def test_what_was_answered_is_not_put_further_and_nobody_is_reminded() -> None:
    world, ada, rita, grace, _ = await company()
    await rita.press("Decline with a reason")
    await rita.fill(why="Not before May")
    await world.at(at(30))
    assert reminders(rita) == [] and grace.reads == []
    assert "Later than promised" not in ada.last.text


async def test_reviewers_who_change_keep_the_day_and_whom_it_was_put_to() -> None:
    world, _, rita, grace, initiative = await company()
    await world.at(at(25))
    before = await promise_of(world, initiative)
    async with world.store.transaction(world.clock.at) as store:
        organisation, person = await store.organisation(ORG), await store.person(ORG, rita.id)
        assert person is not None
        await here_or_gone(store, organisation, PLACE, person, False, world.clock.at, world.new_id)
    assert await promise_of(world, initiative) == before
    assert (await now_of(world, initiative)).reviewers == (grace.id,)


async def test_whoever_it_was_put_to_and_has_left_does_not_answer_it() -> None:
    world, _, _, grace, initiative = await company()
    ivy = await world.person("Ivy", admin=True)
    await world.at(at(25))
    assert set((await promise_of(world, initiative)).put_to) == {grace.id, ivy.id}
    async with world.store.transaction(world.clock.at) as store:
        organisation, person = await store.organisation(ORG), await store.person(ORG, ivy.id)
        assert person is not None
        await here_or_gone(store, organisation, PLACE, person, False, world.clock.at, world.new_id)
    await ivy.press("Decline with a reason")
    assert (await now_of(world, initiative)).stage is Stage.PROPOSED
    assert ivy.id not in (await now_of(world, initiative)).reviewers


async def test_two_people_who_are_one_have_it_once() -> None:
    world, _, _, grace, initiative = await company()
    ivy = await world.person("Ivy", admin=True)
    await world.at(at(25))
    stays, goes = await grace.me(), await ivy.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), stays, goes, world.clock.at)
    assert (await promise_of(world, initiative)).put_to == (grace.id,)
    assert grace.id in (await now_of(world, initiative)).reviewers


async def test_a_proposal_that_nobody_answers_waits_for_the_first_admin() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await proposed(world, ada)
    assert "Nobody answers proposals here yet." in ada.told
    await world.at(at(25))
    assert "Nobody answers proposals here yet." in ada.last.text
    grace = await world.person("Grace", admin=True)
    await grace.says("help")
    assert any("An answer was promised by Tuesday, Nov 24, 2026." in shown.text for shown in grace.reads)


async def test_time_that_was_lost_while_nothing_ran_leads_straight_to_somebody_else() -> None:
    world, ada, rita, grace, _ = await company()
    world.clock.at = at(27, 11)
    await world.engine.heartbeat.settle()
    assert reminders(rita) == []
    assert "Grace can answer it now too." in ada.last.text and "[Decline with a reason]" in grace.last.text


@pytest.mark.parametrize("times", [1, 3])
async def test_whatever_happens_each_is_told_once(times: int) -> None:
    world, _, _, _, _ = await company()
    for day in range(23, 23 + 4 * times):
        await world.at(at(23) + timedelta(days=day - 23))
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as kept:
        rows = [row for row in await kept.all(DELIVERIES, ORG) if row.card.startswith("promise.")]
    told = [(row.card, row.to.person) for row in rows]
    assert len(told) == len(set(told)) and all(row.unasked for row in rows)
    assert {row.state for row in rows} <= {DeliveryState.SENT, DeliveryState.QUEUED}


async def test_a_proposal_kept_before_there_was_a_promise_is_shown_without_one() -> None:
    world, ada, rita, _, initiative = await company()
    async with world.store.transaction(world.clock.at) as store:
        await store.add_initiative(replace(initiative, id="old"))
    await rita.command("mine")
    assert "Waiting for your answer" in rita.told
    await ada.command("mine")
    assert "Next: an answer from Rita." in ada.told
    assert len(await portfolio(world)) == 2


def test_the_defaults_are_three_working_days_and_a_reminder_the_day_before() -> None:
    organisation = Organisation("o", "o", "Acme")
    assert (organisation.answer_days, organisation.answer_reminder) == (3, 1)
