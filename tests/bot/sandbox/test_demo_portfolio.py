"""The demo company shows everything a portfolio has: gates, scores, the AI in it, what was learnt, and who takes part."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.sandbox.demo import PLANS
from bot.sandbox.demo_plan import Plan
from handlers.at_gates import at_gate
from handlers.learnt import posted_at
from initiatives.ai_care import AiClass
from initiatives.ai_routing import must_look
from initiatives.byline import Named
from initiatives.calendar import local_day
from initiatives.gate_states import GateState, GateStep
from initiatives.gates import DEFAULT_GATES, GateRules, measured, not_measured_yet
from initiatives.help_wanted import HelpState
from initiatives.initiative import Initiative, Stage
from initiatives.kpi import Evidence
from initiatives.learning import FEWEST, Need, Topic
from initiatives.people import Function
from initiatives.score import Criterion, Quadrant, judged
from initiatives.similar import Join
from initiatives.sizing import too_big
from initiatives.stages import ONWARD, stage_before, steps
from initiatives.tools import Verdict, recognised, verdict
from initiatives.truth import Compared, biases, compared
from initiatives.value import Rate, value_of
from initiatives.worries import WorryState
from storage.tables import (
    BACKINGS,
    BYLINES,
    CAPABILITIES,
    COMMENTS,
    GATES,
    HELP_ASKED,
    HELP_WANTED,
    LEARNT,
    LESSONS,
    OWN_CARDS,
    PLACES,
    SCORES,
    SKILLS,
    TALKS,
    TOOLS,
    WORKSHOPS,
    WORRIES,
)
from tests.bot.sandbox.fernhill import MOMENTS, Company
from tests.world import ORG

QUARTER = 13 * 7


@pytest.fixture(params=MOMENTS, ids=str)
async def company(request: pytest.FixtureRequest) -> Company:
    return await Company(request.param).filled()


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_what_is_proposed_is_small_enough_and_proposed_on_a_working_day(plan: Plan) -> None:
    assert not too_big(plan.idea, plan.reach, plan.tool)
    assert -plan.proposed % 7 < 5


async def test_what_simply_runs_has_come_through_every_gate_as_its_numbers_allow(company: Company) -> None:
    running = (await company.portfolio())["handover"]
    assert running.stage is Stage.RUNNING
    assert [before for before, _ in steps(running)] == [Stage.PROPOSED, *ONWARD]
    async with company.open() as t:
        adoptions = await t.adoptions_of(ORG, running.id)
    teams = {one.team for one in adoptions if one.at < running.decisions[-1].at}
    assert len(teams) == 2 and running.team not in teams
    apart = [(later.at - earlier.at).days for earlier, later in pairwise(running.decisions)]
    assert apart[1] > QUARTER and apart[2] > QUARTER


async def test_every_gate_gone_through_had_the_numbers_it_needs(company: Company) -> None:
    rules = GateRules(ORG, ORG)
    for name, initiative in (await company.portfolio()).items():
        async with company.open() as t:
            readings = await t.readings(ORG, initiative.id)
            adoptions = await t.adoptions_of(ORG, initiative.id)
        for number, (before, decision) in enumerate(steps(initiative)):
            if decision.to not in ONWARD.values():
                continue
            assert before is stage_before(decision.to), name
            then = _as_it_was(initiative, number)
            known = [one for one in readings if one.at < decision.at]
            teams = len({one.team for one in adoptions if one.at < decision.at})
            found = measured(then, known, teams, local_day(decision.at, "Europe/Amsterdam"))
            assert not not_measured_yet(rules.to(decision.to), found), name


def _as_it_was(initiative: Initiative, number: int) -> Initiative:
    """Before that decision was taken."""
    before, _ = steps(initiative)[number]
    return replace(initiative, stage=before, decisions=initiative.decisions[:number])


async def test_at_one_gate_a_signature_is_given_and_one_is_missing(company: Company) -> None:
    gates = {one.initiative: one for one in await company.all(GATES) if one.is_open}
    assert {name.removeprefix("demo-") for name in gates} == {"products", "invoices", "tickets"}
    tickets = gates["demo-tickets"]
    assert [one.function for one in tickets.signatures] == [Function.MANAGEMENT]
    assert tickets.asked == (company.people["camille"],), "who signs for marketing"
    assert await _missing(company, tickets) == [(Function.MARKETING,)]
    invoices = gates["demo-invoices"]
    assert [one.function for one in invoices.objections] == [Function.HR]
    assert invoices.asked == (company.people["kenji"],), "who said not yet is not asked again"
    assert gates["demo-products"].step is GateStep.PROPOSED
    assert all(one.remind_at is not None and one.remind_at > company.now for one in gates.values())


async def _missing(company: Company, state: GateState) -> list[tuple[Function, ...]]:
    async with company.open() as t:
        initiative = await t.initiative(ORG, state.initiative)
        assert initiative is not None
        return [one.functions for one in (await at_gate(t, initiative, state, company.now)).missing]


async def test_the_register_has_several_classes_and_every_function_that_looks(company: Company) -> None:
    every = (await company.portfolio()).values()
    classes = [one.care.ai_class for one in every if one.care is not None]
    assert len(classes) == len(every), "nothing without answers"
    assert set(classes) == set(AiClass)
    looked = {function for one in every for function in must_look(one)}
    assert looked == {Function.IT, Function.HR, Function.MARKETING, Function.MANAGEMENT}
    rota = (await company.portfolio())["rota"]
    assert {company.people[name] for name in ("ida", "hana", "mara")} < set(rota.reviewers)


async def test_a_class_that_was_set_has_its_reason_and_is_another_than_suggested(company: Company) -> None:
    set_ = [one.care for one in (await company.portfolio()).values() if one.care is not None and one.care.classed]
    assert len(set_) == 1
    (care,) = set_
    assert care.classed is not None and care.classed.why and care.classed.as_ is not care.suggested[0]
    assert care.by != care.classed.by


async def test_reviewers_score_what_is_theirs_to_answer_and_differ(company: Company) -> None:
    portfolio = {one.id: one for one in (await company.portfolio()).values()}
    scores = await company.all(SCORES)
    assert all(one.reviewer in portfolio[one.initiative].reviewers for one in scores)
    assert all(portfolio[one.initiative].created_at <= one.at <= company.now for one in scores)
    found = {
        key: judged(one, [score for score in scores if score.initiative == key])
        for key, one in portfolio.items()
        if one.stage is Stage.PROPOSED
    }
    assert all(one.effort is not None for one in found.values())
    assert sum(one.effort.is_wide for one in found.values() if one.effort) >= 2
    assert {one.quadrant for one in found.values()} == set(Quadrant)
    mara = company.people["mara"]
    assert len([one for one in scores if one.reviewer == mara and one.initiative in found]) >= 4


async def test_what_was_foreseen_is_compared_with_what_came(company: Company) -> None:
    sides: list[Compared] = []
    async with company.open() as t:
        for initiative in await t.portfolio(ORG):
            worth = value_of(
                initiative, await t.readings(ORG, initiative.id), Rate(None, "EUR"), local_day(company.now, "UTC")
            )
            sides += compared(initiative, await t.scores_of(ORG, initiative.id), worth)
    found = {one.criterion: one for one in biases(sides)}
    assert set(found) == {Criterion.HOURS, Criterion.ERRORS, Criterion.DAYS}
    assert found[Criterion.HOURS].count >= 5 and abs(found[Criterion.HOURS].percent) < 50
    assert found[Criterion.DAYS].percent > 0, "it took longer than was said, as it does"


async def test_lessons_come_from_what_stopped_and_from_stages_passed(company: Company) -> None:
    lessons = await company.all(LESSONS)
    portfolio = {one.id: one for one in (await company.portfolio()).values()}
    assert sorted(one.stage for one in lessons) == sorted(
        [Stage.STOPPED, Stage.STOPPED, Stage.VALIDATION, Stage.VALIDATION, Stage.REPLICATION]
    )
    for lesson in lessons:
        (passed,) = [one.at for one in portfolio[lesson.initiative].decisions if one.to is lesson.stage]
        assert passed <= lesson.at <= company.now
    async with company.open() as t:
        organisation = await t.organisation(ORG)
        for month in {one.month for one in lessons}:
            kept, told_at = await t.lesson_month(ORG, month), posted_at(organisation, month)
            assert kept is not None and kept.post_at == (told_at if told_at > company.now else None)
        assert not await t.lesson_months_due(company.now, 9)


async def test_what_was_left_behind_is_built_on_by_others(company: Company) -> None:
    left = await company.all(CAPABILITIES)
    async with company.open() as t:
        built = {one.name: [each.initiative for each in await t.built_on(ORG, one.id)] for one in left}
    assert len({one.kind for one in left}) == 4
    assert sorted(map(len, built.values())) == [0, 0, 1, 2, 2]
    portfolio = {one.id: one for one in (await company.portfolio()).values()}
    left_by = {one.name: one.initiative for one in left}
    for name, builders in built.items():
        assert all(portfolio[one].created_at > portfolio[left_by[name]].created_at for one in builders)


async def test_the_directory_says_something_else_about_each_kind_of_tool(company: Company) -> None:
    tools = await company.all(TOOLS)
    said: set[Verdict] = set()
    for one in (await company.portfolio()).values():
        found = recognised(one.tool, tools)
        said |= {verdict(tool, one.sensitivity) for tool in found}
        said |= {Verdict.NOT_LISTED} if one.tool and not found else set()
    assert {Verdict.APPROVED, Verdict.NOT_FOR, Verdict.NOT_LISTED} <= said
    assert [one.name for one in tools if not one.active] == ["Free web translator"]
    assert all(one.limits and one.approved_on <= local_day(company.now, "Europe/Amsterdam") for one in tools)


async def test_a_campaign_goes_on_and_its_proposals_have_answered_its_questions(company: Company) -> None:
    async with company.open() as t:
        (campaign,) = await t.campaigns_standing(ORG)
        entries = await t.entries_of(ORG, campaign.id)
        joined = [await t.initiative(ORG, one.id) for one in entries]
        assert not await t.campaigns_due(company.now, 9)
    today = local_day(company.now, "Europe/Amsterdam")
    assert campaign.is_open(today) and campaign.begin_at is None
    assert len(entries) == 3
    for entry, one in zip(entries, joined, strict=True):
        assert one is not None and campaign.first <= local_day(one.created_at, "Europe/Amsterdam") <= today
        assert set(campaign.reviewers) <= set(one.reviewers)
        assert dict(entry.said).keys() == {extra.text for extra in campaign.extras}
        assert all(not extra.choices or dict(entry.said)[extra.text] in extra.choices for extra in campaign.extras)


async def test_colleagues_have_the_same_and_take_part(company: Company) -> None:
    backings, portfolio = await company.all(BACKINGS), {one.id: one for one in (await company.portfolio()).values()}
    assert {one.join for one in backings} == {Join.NONE, Join.WELCOME}
    for one in backings:
        about = portfolio[one.initiative]
        assert about.created_at < one.at <= company.now
        assert one.person not in (about.proposer, about.owner)
        assert one.join is not Join.WELCOME or one.person in about.co_owners
    assert [one.title for one in portfolio.values() if one.co_owners] == ["Invoice coding"]


async def test_one_proposal_was_written_down_for_somebody_and_one_has_no_name(company: Company) -> None:
    bylines = {one.id: one for one in await company.all(BYLINES)}
    portfolio = {one.id: one for one in (await company.portfolio()).values()}
    written = [one for one in bylines.values() if one.writer]
    assert [one.writer for one in written] == [company.people["hana"]]
    assert portfolio[written[0].id].proposer == company.people["ben"]
    unnamed = [one.id for one in bylines.values() if one.named is Named.NOBODY]
    assert unnamed == ["demo-rota"]


async def test_short_cards_are_read_and_help_is_offered(company: Company) -> None:
    read = await company.all(LEARNT)
    counts = {topic: len([one for one in read if one.of is topic]) for topic in {one.of for one in read} & set(Topic)}
    assert len(counts) == 4 and sum(count >= FEWEST for count in counts.values()) == 3
    assert all(one.at < company.now for one in read)
    assert len(await company.all(SKILLS)) == 3


async def test_a_workshop_comes_and_who_was_at_the_last_one_is_known(company: Company) -> None:
    over, coming = sorted(await company.all(WORKSHOPS), key=lambda one: one.at or company.now)
    assert over.over and coming.is_open(company.now) and coming.host == over.host
    assert {one.workshop for one in await company.all(PLACES)} == {coming.id}
    was = [one.at for one in await company.all(LEARNT) if one.of == over.id]
    assert len(was) > FEWEST and all(at < company.now for at in was)
    assert [one.need for one in await company.all(OWN_CARDS)] == [Need.SENSITIVE]


async def test_colleagues_comment_and_somebody_helps(company: Company) -> None:
    comments, talks = await company.all(COMMENTS), {one.id: one for one in await company.all(TALKS)}
    assert {one.initiative for one in comments} == set(talks) == {"demo-invoices", "demo-knowledge"}
    assert all(talks[one.initiative].last >= one.number and one.at < company.now for one in comments)
    assert all(one.tell_at is None and one.count == one.last for one in talks.values())
    (looks,) = await company.all(HELP_WANTED)
    assert [(one.initiative, one.state) for one in await company.all(HELP_ASKED)] == [(looks.id, HelpState.ACCEPTED)]


async def test_worries_are_answered_and_one_waits(company: Company) -> None:
    worries = await company.all(WORRIES)
    answered = [one for one in worries if one.state is WorryState.ANSWERED]
    assert len(answered) == 2 and len(worries) == 3
    for one in answered:
        assert one.answered_at is not None and one.on < one.answered_at.date() and one.answered_at < company.now
    assert all(one.put_at is None and one.on < local_day(company.now, "Europe/Amsterdam") for one in worries)


async def test_what_was_put_aside_comes_back_on_a_monday_ahead(company: Company) -> None:
    stock = (await company.portfolio())["stock"]
    async with company.open() as t:
        promise = await t.promise(ORG, stock.id)
    assert promise is not None and promise.back_on is not None and promise.look_at is not None
    assert promise.back_on.weekday() == 0 and promise.look_at > company.now
    assert stock.decisions[0].why


async def test_numbers_of_every_grade_and_both_languages_are_there(company: Company) -> None:
    every = (await company.portfolio()).values()
    assert {point.evidence for one in every for point in one.recent} == set(Evidence)
    assert sum("é" in one.pain for one in every) == 2, "written in French"
    assert {gate.to for gate in DEFAULT_GATES} <= {one.stage for one in every}
