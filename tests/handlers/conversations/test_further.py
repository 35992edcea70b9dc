"""Questions that may all be left, in the chat: announced by one message, answered, left by one tap, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handlers.ai_questions import NAMES as AI
from handlers.conversation import Card
from initiatives.ai_care import AiClass, Approved, Area, Whose
from initiatives.initiative import Initiative, Sensitivity
from initiatives.tools import Tool
from tests.made import drafts_of, summary_of
from tests.world import ORG, Actor, World

ANSWERS = ("we copy invoices", "accounting, 6", "3", "read them with a model", "hours on invoices", "42 to 20", "skip")
FIRST, SECOND, LAST = (
    "Whose personal data does it touch?",
    "Who feels what it says or does?",
    "Does it help to decide about one of these?",
)
SUMMARY = "Nothing is sent before you press the button."


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    await world.person("Root", admin=True)
    return await world.person("Ada")


async def at_the_offer(actor: Actor, *, pain: str = ANSWERS[0], tool: str = "skip") -> None:
    for text in ("propose", pain, *ANSWERS[1:6], tool):
        await actor.says(text)
    await actor.press("internal")


async def proposed(world: World) -> Initiative:
    async with world.store.transaction(world.clock.at) as store:
        (found,) = await store.portfolio(ORG)
    return found


async def vetted(world: World, name: str, *content: Sensitivity) -> None:
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_tool(Tool("t", ORG, name, "reading invoices", content, "IT", date(2026, 1, 2)))


async def test_they_are_announced_with_their_number_and_what_they_are_for(ada: Actor) -> None:
    await at_the_offer(ada)
    assert "About its AI" in ada.last.text
    assert "5 more questions, if you like." in ada.last.text
    assert "who should look at it" in ada.last.text
    assert list(ada.last.buttons) == ["Answer them", "Leave them for now", "Back", "Open the form", "Cancel"]


@pytest.mark.parametrize("word", ["skip", "no", "Non.", "passer"])
async def test_left_by_a_word_they_stay_open_and_it_can_be_sent(ada: Actor, world: World, word: str) -> None:
    await at_the_offer(ada)
    offer = ada.last
    await ada.says(word)
    assert SUMMARY in ada.last.text
    assert "Not answered yet." in offer.text
    await ada.press("Propose it")
    care = (await proposed(world)).care
    assert care is not None
    assert (care.personal, care.area, care.ai_class) == (Whose.UNKNOWN, Area.UNKNOWN, AiClass.UNKNOWN)


async def test_answered_one_after_another_they_count_by_themselves(ada: Actor, world: World) -> None:
    await at_the_offer(ada)
    await ada.press("Answer them")
    assert "About its AI: question 1 of 5" in ada.last.text
    assert FIRST in ada.last.text
    for label in ("Nobody’s", "Only those who use it", "They meet nothing of it", "Yes, it is approved"):
        await ada.press(label)
    assert "About its AI: question 5 of 5" in ada.last.text
    await ada.press("No, nothing about people")
    assert f"{FIRST}: Nobody’s" in ada.last.text
    assert "About its AI" not in ada.last.buttons
    await ada.press("Propose it")
    care = (await proposed(world)).care
    assert care is not None
    assert (care.personal, care.approved, care.ai_class) == (Whose.NOBODYS, Approved.YES, AiClass.MINIMAL)


async def test_yes_answers_them_and_other_words_lose_nothing(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.says("what is that?")
    assert "I do not know what to do with “what is that?” here." in ada.last.text
    assert "5 more questions" in ada.last.text
    await ada.says("oui")
    assert FIRST in ada.last.text


async def test_what_is_neither_yes_nor_no_at_the_summary_is_said_and_nothing_is_sent(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.press("Leave them for now")
    await ada.says("internal")
    assert "I do not know what to do with “internal” here." in ada.last.text and SUMMARY in ada.last.text
    await ada.press("About its AI")
    assert FIRST in ada.last.text


async def test_left_ones_are_answered_from_the_summary_in_one_go(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.press("Leave them for now")
    await ada.press("About its AI")
    assert FIRST in ada.last.text
    await ada.press("Both")
    assert SECOND in ada.last.text
    for _ in AI[1:]:
        await ada.says("skip")
    assert f"{FIRST}: Both" in ada.last.text
    assert SUMMARY in ada.last.text
    await ada.press("About its AI")
    assert SECOND in ada.last.text


async def test_the_list_of_answers_to_change_names_left_ones_once(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.press("Leave them for now")
    await ada.press("Change an answer")
    assert FIRST not in ada.last.buttons
    assert "Without your name?" in ada.last.buttons
    await ada.press("About its AI")
    await ada.press("Both")
    for _ in AI[1:]:
        await ada.says("skip")
    await ada.press("Change an answer")
    assert {FIRST, LAST} <= set(ada.last.buttons)


async def test_back_leads_from_them_to_the_question_before_and_from_the_first_of_them_to_the_offer(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.press("Back")
    assert "The most sensitive content it touches" in ada.last.text
    await ada.press("Keep this answer")
    await ada.press("Answer them")
    await ada.press("Back")
    assert "5 more questions" in ada.last.text
    await ada.press("Answer them")
    await ada.press("Both")
    await ada.press("Back")
    assert FIRST in ada.last.text
    assert "Your answer so far: Both" in ada.last.text


async def test_back_at_the_summary_leads_to_the_offer_that_was_left(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.says("skip")
    await ada.says("back")
    assert "5 more questions" in ada.last.text


async def test_an_earlier_answer_changed_meanwhile_comes_back_to_the_offer(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.press("Change", on=ada.reads[0])
    await ada.says("we copy orders")
    assert "5 more questions" in ada.last.text
    assert (await drafts_of(ada))[0].answers["pain"] == "we copy orders"


async def test_set_aside_at_the_offer_it_goes_on_there_days_later(ada: Actor) -> None:
    await at_the_offer(ada)
    await ada.press("Cancel")
    await ada.world.later(days=3)
    await ada.press("Go on after all")
    assert "5 more questions" in ada.last.text
    await ada.press("Leave them for now")
    assert SUMMARY in ada.last.text


async def test_the_form_opened_at_the_offer_has_its_second_step(ada: Actor, world: World) -> None:
    await at_the_offer(ada)
    await ada.press("Open the form")
    await ada.fill(ai_personal="both")
    assert (await proposed(world)).care.personal is Whose.BOTH  # type: ignore[union-attr]


async def test_a_vetted_tool_is_put_to_them_as_approved_and_taken_by_one_tap(ada: Actor, world: World) -> None:
    await vetted(world, "Copilot", Sensitivity.CONFIDENTIAL)
    await at_the_offer(ada, tool="copilot")
    assert "What you wrote says already:" in ada.last.text
    assert "Is the tool approved in your company?: Yes, it is approved" in ada.last.text
    await ada.press("That is right, go on")
    assert "Is the tool approved in your company?: Yes, it is approved" in ada.last.text
    assert "About its AI" in ada.last.buttons
    await ada.press("Propose it")
    care = (await proposed(world)).care
    assert care is not None
    assert (care.approved, care.area) == (Approved.YES, Area.UNKNOWN)


async def test_what_is_likely_is_left_with_the_rest_unless_somebody_says_that_it_is_right(
    ada: Actor, world: World
) -> None:
    await at_the_offer(ada, pain="reading the CVs of applicants")
    assert "Hiring or managing people" in ada.last.text
    await ada.press("Leave them for now")
    await ada.press("Propose it")
    care = (await proposed(world)).care
    assert care is not None
    assert care.area is Area.UNKNOWN


async def test_yes_to_what_is_likely_takes_it(ada: Actor, world: World) -> None:
    await at_the_offer(ada, pain="reading the CVs of applicants")
    await ada.says("yes")
    assert SUMMARY in ada.last.text
    await ada.press("Propose it")
    care = (await proposed(world)).care
    assert care is not None
    assert care.ai_class is AiClass.HIGH


async def test_nobody_else_may_answer_or_leave_them(ada: Actor, world: World) -> None:
    eve = await world.person("Eve")
    await at_the_offer(ada)
    before = await drafts_of(ada)
    for label in ("Answer them", "Leave them for now"):
        await eve.press_token(ada.last.buttons[label].token)
        assert "Only the people responsible for this can do that." in eve.last.text
    assert await drafts_of(ada) == before


@pytest.mark.parametrize("about", [{}, {"draft": "gone", "part": "ai"}])
@pytest.mark.parametrize("name", ["offer", "settled"])
async def test_a_card_about_a_draft_that_is_gone_says_that_it_is_settled(
    ada: Actor, name: str, about: dict[str, str]
) -> None:
    assert await summary_of(ada, Card(f"further.{name}", about)) == "This question is settled."


@pytest.mark.parametrize("gone", ["further.gone", "campaign_over_1"])
async def test_what_is_not_asked_any_more_is_passed_when_it_goes_on(ada: Actor, world: World, gone: str) -> None:
    await at_the_offer(ada)
    await ada.says("skip")
    await ada.press("Cancel")
    (draft,) = await drafts_of(ada)
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_draft(replace(draft, asking=gone))
    await ada.press("Go on after all")
    assert SUMMARY in ada.last.text
