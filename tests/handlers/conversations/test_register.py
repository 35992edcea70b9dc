"""The questions about AI in the same talk as the proposal, who looks at it for the answers, and the register of all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.ai_questions import NAMES
from handlers.requests import ShowForm
from initiatives.ai_care import AiClass, Approved, Area, Whose
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function
from tests.handlers.started import PROPOSAL, now_of, portfolio
from tests.world import Actor, World

HIRING = {"ai_personal": "employees", "ai_outward": "nothing", "ai_approved": "yes", "ai_area": "work"}


async def company() -> tuple[World, Actor, Actor]:
    """Ada proposes, Grace administers and answers."""
    world = await World().founded()
    return world, await world.person("Ada"), await world.person("Grace", admin=True)


async def having(world: World, name: str, *functions: Function) -> Actor:
    actor = await world.person(name)
    me = await actor.me()
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(replace(me, functions=functions))
    return actor


async def proposes(world: World, ada: Actor, **answers: str) -> Initiative:
    await ada.command("propose")
    await ada.fill_step(**PROPOSAL)
    await ada.fill_step(**answers)
    return (await portfolio(world))[-1]


async def test_the_second_step_asks_about_the_ai_and_may_be_left_as_it_is() -> None:
    world, ada, _ = await company()
    await ada.command("propose")
    await ada.fill_step(**PROPOSAL)
    assert isinstance(ada.answer, ShowForm)
    assert [question.name for question in ada.form.form.questions][: len(NAMES)] == [*NAMES]
    assert {ada.form.answers[name] for name in NAMES} == {"unknown"}
    await ada.fill_step()
    (found,) = await portfolio(world)
    assert found.care is not None and found.care.ai_class is AiClass.UNKNOWN
    assert "[Answer what is open about its AI]" in ada.told


async def test_what_was_typed_before_survives_a_mistake_after_the_second_step() -> None:
    world, ada, _ = await company()
    await ada.command("propose")
    await ada.fill_step(**{**PROPOSAL, "change": "soon"})
    await ada.fill_step(**HIRING)
    assert list(ada.errors) == ["change"]
    await ada.fill_step(change="12 to 4")
    assert {name: ada.form.answers[name] for name in HIRING} == HIRING
    await ada.fill_step()
    (found,) = await portfolio(world)
    assert found.care is not None and found.care.area is Area.WORK


async def test_the_functions_concerned_answer_it_too_and_both_sides_read_who_looks() -> None:
    world, ada, grace = await company()
    ivy, boss = await having(world, "Ivy", Function.HR), await having(world, "Boss", Function.MANAGEMENT)
    found = await proposes(world, ada, **HIRING)
    assert found.reviewers == (grace.id, ivy.id, boss.id)
    assert "Looked at for what its AI touches, too: Human resources, Management." in ada.told
    for reviewer in (grace, ivy, boss):
        assert "Class of the EU AI Act: high risk" in reviewer.last.text
        assert "Article 6 of the EU AI Act with Annex III, 4. No legal advice." in reviewer.last.text
    await ivy.press("Decline with a reason")
    await ivy.fill(why="The works council has to agree first")
    assert (await now_of(world, found)).stage is Stage.DECLINED


async def test_a_function_that_nobody_has_is_named() -> None:
    world, ada, grace = await company()
    found = await proposes(world, ada, **HIRING)
    assert found.reviewers == (grace.id,)
    said = "nobody has chosen them: Human resources, Management."
    assert said in ada.told and said in grace.last.text


async def test_nobody_is_called_to_look_at_their_own_proposal() -> None:
    world, ada, grace = await company()
    await having(world, "Ada", Function.HR)
    found = await proposes(world, ada, **HIRING)
    assert found.reviewers == (grace.id,)


async def test_whoever_takes_on_the_function_gets_what_waits() -> None:
    world, ada, _ = await company()
    ivy = await world.person("Ivy")
    found = await proposes(world, ada, **HIRING)
    await ivy.command("settings")
    await ivy.press("Change my settings")
    await ivy.fill(functions=Function.HR.value)
    assert ivy.id in (await now_of(world, found)).reviewers
    assert any("[Approve as a trial]" in shown.text for shown in ivy.reads)


async def test_open_answers_are_given_later_and_bring_those_they_concern() -> None:
    world, ada, grace = await company()
    ivy = await having(world, "Ivy", Function.HR)
    found = await proposes(world, ada)
    assert ivy.reads == []
    await ada.press("Answer what is open about its AI")
    await ada.fill(ai_personal="employees", ai_approved="yes")
    assert "Personal data: That of people who work here" in ada.told
    assert (await now_of(world, found)).reviewers == (grace.id, ivy.id)
    assert "[Approve as a trial]" in ivy.last.text
    assert "Personal data: That of people who work here" in grace.last.text


async def test_a_reviewer_changes_the_class_with_a_reason_that_every_card_shows() -> None:
    world, ada, grace = await company()
    boss = await having(world, "Boss", Function.MANAGEMENT)
    found = await proposes(world, ada, **HIRING)
    await grace.press("About its AI", on=grace.last)
    await grace.press("Change the class")
    assert grace.form.answers["kind"] == "high"
    await grace.fill(kind="minimal", why=" ")
    assert list(grace.errors) == ["why"]
    await grace.fill(why="It only sorts the letters; a person reads each")
    care = (await now_of(world, found)).care
    assert care is not None and care.classed is not None
    assert (care.ai_class, care.suggested[0], care.classed.by) == (AiClass.MINIMAL, AiClass.HIGH, grace.id)
    assert (await now_of(world, found)).reviewers == (grace.id,)
    (card,) = [shown for shown in grace.reads if "[Approve as a trial]" in shown.text]
    assert "Class set by Grace on Nov 19, 2026: It only sorts the letters; a person reads each" in card.text
    assert not any("[Approve as a trial]" in shown.text for shown in boss.reads)


async def test_a_class_somebody_set_ends_with_other_answers_that_suggest_another_one() -> None:
    world, ada, grace = await company()
    found = await proposes(world, ada, **HIRING)
    await grace.press("About its AI", on=grace.last)
    await grace.press("Change the class")
    await grace.fill(kind="minimal", why="It only sorts")
    await grace.press("Answer the questions")
    await grace.fill(ai_personal="both")
    same = (await now_of(world, found)).care
    assert same is not None and (same.personal, same.ai_class) == (Whose.BOTH, AiClass.MINIMAL)
    await grace.press("Answer the questions")
    await grace.fill(ai_area="scoring", ai_approved="no")
    other = (await now_of(world, found)).care
    assert other is not None and (other.approved, other.ai_class) == (Approved.NO, AiClass.PROHIBITED)


async def test_the_proposer_corrects_answers_and_sets_no_class() -> None:
    world, ada, _ = await company()
    await proposes(world, ada, ai_personal="employees")
    await ada.press("Answer what is open about its AI")
    await ada.fill(**HIRING)
    assert "[Answer the questions]" in ada.told and "[Change the class]" not in ada.told


async def test_admins_read_the_register_class_by_class() -> None:
    world, ada, grace = await company()
    await proposes(world, ada, **HIRING)
    await grace.says("register")
    assert "Read the fields with a model and check them, proposed. Ada answers for it." in grace.last.text
    await grace.press("minimal risk")
    assert "No initiative is of this class." in grace.last.text
    await grace.press("high risk")
    await grace.press("About its AI", on=grace.last)
    assert "Helps to decide about: Hiring or managing people" in grace.last.text
    assert "Answered by Ada on Nov 19, 2026." in grace.last.text


@pytest.mark.parametrize("name", ["Ada", "Ben"])
async def test_the_register_is_for_admins(name: str) -> None:
    world, ada, _ = await company()
    await proposes(world, ada, **HIRING)
    actor = ada if name == "Ada" else await world.person("Ben")
    await actor.says("register")
    assert "Only the people responsible" in actor.last.text


async def test_what_was_proposed_before_the_questions_is_answered_from_its_card() -> None:
    world, ada, grace = await company()
    found = await proposes(world, ada)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(found, care=None))
    await grace.press("About its AI", on=grace.last)
    assert "Nobody has said anything about its AI yet." in grace.last.text
    await grace.press("Answer the questions")
    await grace.fill(**HIRING)
    care = (await now_of(world, found)).care
    assert care is not None and care.by == grace.id


async def test_in_chat_the_questions_come_one_by_one_and_each_can_be_skipped() -> None:
    world, ada, _ = await company()
    await ada.says("propose")
    for text in (*[PROPOSAL[name] for name in ("pain", "reach", "hours", "idea", "kpi", "change")], "skip", "skip"):
        await ada.says(text)
    await ada.press("Answer them")
    assert "Whose personal data does it touch?" in ada.last.text
    await ada.says("both")
    for _ in NAMES[1:]:
        await ada.says("skip")
    await ada.press("Propose it")
    (found,) = await portfolio(world)
    assert found.care is not None
    assert (found.care.personal, found.care.area) == (Whose.BOTH, Area.UNKNOWN)


async def test_what_was_left_open_is_asked_for_by_one_tap_once_and_the_time_stands_still_meanwhile() -> None:
    world, ada, grace = await company()
    ivy = await having(world, "Ivy", Function.HR)
    await proposes(world, ada, **HIRING)
    card, hers = grace.last, ivy.last
    assert "1 question about its AI is open." in card.text
    await grace.press("Ask what its AI touches", on=card)
    assert "Grace asks what the AI of" in ada.last.text
    assert "The time for an answer stands still until yours comes." in ada.last.text
    for seen in (card, hers):
        assert "Its proposer was asked." in seen.text
        assert "Ask what its AI touches" not in seen.buttons
    await ada.press("Answer what is open about its AI")
    await ada.fill(ai_affected="applicants")
    assert "is open" not in card.text
    assert "People who apply for a job" in card.text
    assert "stands still" not in card.text


async def test_two_who_ask_at_the_same_time_make_one_message() -> None:
    world, ada, grace = await company()
    ivy = await having(world, "Ivy", Function.HR)
    await proposes(world, ada, **HIRING)
    token = ivy.last.buttons["Ask what its AI touches"].token
    await grace.press("Ask what its AI touches")
    await ivy.press_token(token)
    assert sum("asks what the AI of" in shown.text for shown in ada.reads) == 1


async def test_nobody_is_offered_to_ask_themselves_or_for_what_is_answered() -> None:
    world, ada, grace = await company()
    await proposes(world, grace)
    assert "questions about its AI are open" in grace.last.text
    assert "Ask what its AI touches" not in grace.last.buttons
    await proposes(world, ada, **HIRING, ai_affected="applicants")
    assert "Ask what its AI touches" not in grace.last.buttons
