"""The demo company: every record follows from the domain's rules, and nobody is flooded."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from handlers.pulses import falls, results
from initiatives.calendar import iso_week, local_day
from initiatives.check_ins import CheckIn, check_in_id, with_point
from initiatives.freed import freed
from initiatives.gate_states import GateStep
from initiatives.gates import GateRules
from initiatives.initiative import Initiative, Sensitivity, Stage
from initiatives.kpi import Evidence, Reading
from initiatives.pulse import AT_LEAST
from initiatives.stages import ONWARD
from initiatives.tools import Verdict, verdict
from initiatives.wins import Point, StoryState, WinKind
from storage.records import Delivery
from storage.rows import Table
from storage.tables import (
    ADOPTIONS,
    CHECK_INS,
    DELIVERIES,
    DRAFTS,
    INITIATIVES,
    LESSONS,
    NUDGES,
    PEOPLE,
    PROMISES,
    READINGS,
    REMARKS,
    STORIES,
    SYSTEM_TOKENS,
    TABLES,
)
from storage.weeks import NudgeState
from tests.bot.sandbox.fernhill import MOMENTS, Company, lived_in
from tests.stores import AnyStore
from tests.world import NOW, ORG, World


@pytest.fixture(params=MOMENTS, ids=str)
async def company(request: pytest.FixtureRequest) -> Company:
    return await Company(request.param).filled()


async def test_there_are_initiatives_in_every_stage(company: Company) -> None:
    stages = [each.stage for each in (await company.portfolio()).values()]
    counted = {stage: stages.count(stage) for stage in set(stages)}
    assert counted == {
        Stage.PROPOSED: 6, Stage.TRIAL: 9, Stage.VALIDATION: 3, Stage.REPLICATION: 1, Stage.RUNNING: 1,
        Stage.DECLINED: 2, Stage.PARKED: 1, Stage.STOPPED: 2,
    }  # fmt: skip
    assert set(counted) == set(Stage)


async def test_nothing_in_it_lies_in_the_future(company: Company) -> None:
    tables: tuple[Table[Any], ...] = (INITIATIVES, READINGS, CHECK_INS, STORIES, LESSONS, ADOPTIONS, DELIVERIES)
    for table in tables:
        for record in await company.all(table):
            for name in ("created_at", "at", "posted_at"):
                moment = getattr(record, name, None)
                assert moment is None or moment <= company.now, record
            assert all(decision.at <= company.now for decision in getattr(record, "decisions", ()))


async def test_decisions_follow_one_another_and_the_proposal(company: Company) -> None:
    for initiative in (await company.portfolio()).values():
        moments = [initiative.created_at, *(decision.at for decision in initiative.decisions)]
        assert moments == sorted(moments), initiative.id
        if initiative.decisions:
            assert initiative.decisions[-1].to is initiative.stage
            assert initiative.decisions[0].by in initiative.reviewers


async def test_every_proposal_has_its_promise_and_nobody_is_reminded_of_a_late_one(company: Company) -> None:
    initiatives = await company.portfolio()
    promises = {one.initiative: one for one in await company.all(PROMISES)}
    assert set(promises) == {one.id for one in initiatives.values()}
    for initiative in initiatives.values():
        promise = promises[initiative.id]
        assert promise.since == initiative.created_at
        assert promise.is_open is (initiative.stage is Stage.PROPOSED)
        assert promise.look_at is None or promise.look_at >= company.now or promise.due_at > company.now
        if initiative.decisions:
            assert promise.answered_at == initiative.decisions[0].at
            assert promise.answered_at <= promise.due_at, "the company keeps what it promises"
    asked = [
        one
        for one in await company.all(REMARKS)
        if one.by != initiatives[one.initiative.removeprefix("demo-")].proposer
    ]
    assert {one.initiative for one in asked} == {one.initiative for one in promises.values() if one.stands}
    assert all(promises[one.initiative].asked_at == one.at < company.now for one in asked)


async def test_every_stage_was_reached_through_its_gate(company: Company) -> None:
    async with company.open() as t:
        for initiative in await t.portfolio(ORG):
            passed = [one for one in await t.gates_of(ORG, initiative.id) if one.step is GateStep.PASSED]
            gates = {one.to: one for one in passed}
            behind = [one for one in initiative.decisions if one.to in ONWARD.values()]
            assert sorted(gates) == sorted(one.to for one in behind)
            assert all(gates[one.to].at == one.at for one in behind)
            for to, gate in gates.items():
                assert {one.function for one in gate.signatures} == set(GateRules(ORG, ORG).to(to).all_of)
            assert initiative.owner not in {one.by for gate in gates.values() for one in gate.signatures}
        assert not await t.gates_due(company.now, 100)


async def test_every_trial_that_has_check_ins_has_a_baseline_from_before_its_start(company: Company) -> None:
    for initiative in (await company.portfolio()).values():
        if initiative.recent:
            assert initiative.counts, initiative.id
            assert initiative.trial is not None and initiative.recent[0].on > initiative.trial.start


async def test_its_wins_are_what_the_rule_makes_of_its_check_ins(company: Company) -> None:
    async with company.open() as t:
        for initiative in await t.portfolio(ORG):
            readings = sorted(await t.readings(ORG, initiative.id), key=lambda reading: reading.at)
            replayed, kinds = replace(initiative, recent=(), win=None), []
            for reading in readings:
                before = replayed.win
                point = Point(reading.value, reading.on, reading.week, reading.evidence)
                replayed = with_point(replayed, point)
                if replayed.win is not None and not replayed.win.is_result(before):
                    kinds.append(replayed.win.kind)
                kept = await t.check_in(ORG, check_in_id(initiative.id, reading.week))
                assert kept is not None and dict(kept.values) == {reading.kpi: reading.value}
            assert (replayed.recent, replayed.win) == (initiative.recent, initiative.win), initiative.id
            assert [story.win.kind for story in await t.stories(ORG, initiative.id)] == kinds


async def test_weeks_are_answered_one_after_the_other_on_the_day_people_are_asked(company: Company) -> None:
    for initiative in (await company.portfolio()).values():
        async with company.open() as t:
            every = await t.readings(ORG, initiative.id)
            readings = [one for one in every if one.evidence is not Evidence.CONFIRMED]
            owner = await t.person(ORG, initiative.owner)
        days = [reading.on for reading in readings]
        apart = [(later - earlier).days for earlier, later in pairwise(days)]
        assert set(apart) <= {7, 14} and apart.count(14) <= 1
        assert all(day.weekday() == 0 for day in days)
        assert owner is None or all(local_day(one.at, owner.zone) == one.on for one in readings)


async def test_what_is_told_held_its_target_and_is_in_the_channel(company: Company) -> None:
    told = [story for story in await company.all(STORIES) if story.state is StoryState.POSTED]
    assert {story.initiative for story in told} == {
        f"demo-{name}" for name in ("handover", "contracts", "reports", "tickets", "faq", "invoices")
    }
    async with company.open() as t:
        for story in told:
            row = await t.delivery(ORG, story.delivery)
            assert row is not None and row.card == "story.posted" and row.about == {"story": story.id}
            assert story.win.kind is WinKind.HOLDING and story.text and story.headline
            assert story.posted_at is not None
            assert story.win.on <= local_day(story.posted_at, "Europe/Amsterdam")


async def test_every_adoption_takes_over_a_win_that_had_been_told(company: Company) -> None:
    adoptions = await company.all(ADOPTIONS)
    assert len(adoptions) == 4
    async with company.open() as t:
        for adoption in adoptions:
            story = await t.story(ORG, adoption.story)
            own = await t.initiative(ORG, adoption.initiative)
            assert story is not None and story.posted_at is not None and story.posted_at < adoption.at
            assert own is not None and own.adopted_from == story.initiative == adoption.origin


async def test_what_stopped_left_a_lesson_and_says_what_it_took(company: Company) -> None:
    async with company.open() as t:
        for initiative in await t.in_stage(ORG, Stage.STOPPED):
            (lesson,) = await t.lessons(ORG, initiative.id)
            assert lesson.at == initiative.decisions[-1].at and lesson.reuse and lesson.tried and lesson.happened
            assert initiative.effort_actual is not None and initiative.effort_actual.currency == "EUR"
        declined = (await t.in_stage(ORG, Stage.DECLINED))[0]
        assert declined.decisions[0].why


async def test_only_what_a_channel_keeps_is_sent(company: Company) -> None:
    rows = [row for row in await company.all(DELIVERIES) if row.due_at is not None]
    assert sorted(row.card for row in rows) == [
        "campaigns.begun",
        "digest.week",
        "lessons.month",
        *["story.posted"] * 6,
    ]
    assert {(row.to.person, row.to.channel) for row in rows} == {("", "wins")}
    assert not await company.all(DRAFTS)


async def test_the_ledger_knows_every_week_and_none_is_open(company: Company) -> None:
    nudges = await company.all(NUDGES)
    zones = {person.id: person.zone for person in await company.all(PEOPLE)}
    owners = {one.id: one.owner for one in await company.all(INITIATIVES)}
    answers = {(owners[one.initiative], one.week) for one in await company.all(CHECK_INS)}
    answered = {(one.person, one.week) for one in nudges if one.state is NudgeState.ANSWERED}
    assert {one for one in answers if one[1] < iso_week(local_day(company.now, zones[one[0]]))} == answered
    missed = [one for one in nudges if one.state is not NudgeState.ANSWERED]
    assert missed and {(one.state, one.reason) for one in missed} == {(NudgeState.MISSED, "unanswered")}


async def test_nobody_is_asked_before_their_next_slot_and_no_trial_is_over_yet(company: Company) -> None:
    async with company.open() as t:
        assert not await t.nudges_due(company.now, 100)
        assert not await t.trials_over(company.now, 100)
        assert not await t.digests_due(company.now, 100)
        waiting = [person for person in await t.people(ORG) if person.nudge_at is not None]
        running = {each.owner for each in await t.portfolio(ORG) if each.asked_weekly}
    assert {person.id for person in waiting} == running


async def test_proposals_wait_for_those_who_answer_them(company: Company) -> None:
    async with company.open() as t:
        for initiative in await t.in_stage(ORG, Stage.PROPOSED):
            assert initiative.reviewers
            assert initiative.id in {each.id for each in await t.waiting_for(ORG, initiative.reviewers[0])}


async def test_those_who_use_one_of_them_have_answered_often_enough_to_be_read(company: Company) -> None:
    async with company.open() as t:
        initiative = await t.initiative(ORG, "demo-contracts")
        assert initiative is not None
        newest, before = await results(t, initiative)
        users = await t.users_of(ORG, initiative.id)
    assert newest[0] > before[0] and newest[1].comments and before[1].comments
    assert newest[1].count >= AT_LEAST and before[1].count >= AT_LEAST and not falls([newest, before])
    assert all(user.ask_at is not None and user.ask_at > company.now for user in users)
    assert initiative.owner not in {user.person for user in users} and len(users) == newest[1].count


async def test_its_numbers_are_self_reported_measured_and_confirmed(company: Company) -> None:
    backed = {
        one.id: {point.evidence for point in one.recent} for one in (await company.portfolio()).values() if one.recent
    }
    assert backed["demo-contracts"] == backed["demo-tickets"] == {Evidence.MEASURED}
    assert Evidence.CONFIRMED in backed["demo-reports"]
    others = {
        name: found for name, found in backed.items() if name not in ("demo-contracts", "demo-tickets", "demo-reports")
    }
    assert len(others) > 8 and set.union(*others.values()) == {Evidence.SELF_REPORTED}
    stories = {one.initiative: one.win.evidence for one in await company.all(STORIES) if one.state is StoryState.POSTED}
    assert (stories["demo-contracts"], stories["demo-reports"]) == (Evidence.MEASURED, Evidence.CONFIRMED)
    for one in await company.all(STORIES):
        assert (
            one.win == (await company.portfolio())[one.initiative.removeprefix("demo-")].win
            or one.state is StoryState.LEFT
        )


async def test_what_is_measured_came_from_a_system_and_what_is_confirmed_from_somebody_else(company: Company) -> None:
    tokens = {one.initiative: one for one in await company.all(SYSTEM_TOKENS)}
    owners = {one.id: one.owner for one in await company.all(INITIATIVES)}
    for reading in await company.all(READINGS):
        if reading.evidence is Evidence.MEASURED:
            token = tokens[reading.initiative]
            assert (reading.source, reading.by) == (token.name, "")
            assert token.made_at <= reading.at <= (token.used_at or token.made_at)
        if reading.evidence is Evidence.CONFIRMED:
            assert reading.confirmed_by in set(company.people.values()) - {owners[reading.initiative]}
            done = await check_in(company, reading)
            ((said),) = done.confirmations
            assert said.confirmed and (said.value, said.over_at) == (reading.value, reading.at)
    assert not any(token.is_of(secret) for token in tokens.values() for secret in ("", token.id)), "it opens nothing"


async def check_in(company: Company, reading: Reading) -> CheckIn:
    async with company.open() as t:
        found = await t.check_in(ORG, check_in_id(reading.initiative, reading.week))
    assert found is not None
    return found


async def test_the_value_of_all_is_split_by_what_backs_it() -> None:
    company = await Company(NOW).filled()
    async with company.open() as t:
        hours = [freed([one]) for one in await t.portfolio(ORG)]
        together = freed(await t.portfolio(ORG))
    assert {grade for grade, amount in together.parts if amount > 0} == set(Evidence)
    assert len([one for one in hours if one.parts]) > 3


async def test_a_second_time_nothing_is_written(company: Company) -> None:
    before = [await company.all(table) for table in TABLES]
    await company.fill()
    assert [await company.all(table) for table in TABLES] == before


async def test_the_channel_shows_the_stories_and_the_digest_of_the_last_slot() -> None:
    world = await lived_in("Europe/Amsterdam", apart=True)
    await world.engine.heartbeat.settle()
    shown = world.channel("wins")
    assert len(world.outbox.shown) == len(shown) == 9
    digest = shown[-1].text
    assert "2 wins told" in digest and "1 lesson kept" in digest and "1 team took a win over." in digest
    split = "Self-reported: 13.5 h. Measured: 9.5 h. Confirmed: 4 h."
    assert f"Freed so far: 27 h a week, in 5 initiatives. {split}" in digest
    assert "At 42 EUR an hour that is 1,134 EUR a week" in digest
    assert "Nothing typed twice. 3 proposals so far." in digest
    assert "Somebody asked: Does anybody see how often I use these tools?" in digest
    assert "2 teams have taken it over." in shown[0].text


async def test_next_monday_asks_each_owner_once_and_about_the_trial_that_is_over() -> None:
    world = await lived_in("UTC", apart=False)
    filled = world.clock.at
    await world.next_monday()
    cards = [row.card for row in await _deliveries(world) if row.to.person and row.created_at > filled]
    owners = {each.owner for each in await _portfolio(world) if each.asked_weekly}
    assert cards.count("check_in.nudge") == len(owners)
    assert cards.count("trial.over") == 2
    assert cards.count("gate.reminder") == 3, "of each gate that stands open, whoever is asked"
    assert len(cards) == len(owners) + 5


async def _deliveries(world: World) -> list[Delivery]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as rows:
        return await rows.all(DELIVERIES, ORG)


async def _portfolio(world: World) -> list[Initiative]:
    async with world.store.transaction(world.clock.at) as t:
        return await t.portfolio(ORG)


async def test_its_tools_know_their_initiatives_and_what_was_left_behind_is_built_on(company: Company) -> None:
    async with company.open() as t:
        tools = {tool.name: tool for tool in await t.tools(ORG)}
        uses = {name: len(await t.uses_of_tool(ORG, tool.id)) for name, tool in tools.items()}
        assert uses == {
            "Document assistant": 4, "Chat assistant": 7, "Help page search": 2, "Machine translation": 1, "Meeting recorder": 1,
            "Dictation": 2, "Free web translator": 0,
        }  # fmt: skip
        orders = await t.initiative(ORG, "demo-orders")
        (minutes,) = await t.tools_of(ORG, "demo-minutes")
        recorder = await t.tool(ORG, minutes.tool)
        assert verdict(recorder, Sensitivity.CONFIDENTIAL) is Verdict.NOT_FOR
        (built,) = await t.builds_on(ORG, "demo-orders")
        found = await t.capabilities_like(ORG, "contract fields", 9)
        assert orders is not None and found[0].id == built.capability
        assert all(one.at <= company.now for one in found)
        assert [lesson.about for lesson in await t.lessons_like(ORG, "manuals translated", 1)] == [
            "Manuals translated with our glossary"
        ]
