"""A conversation asked question by question: every control, every kind of question, and what old buttons do."""

from __future__ import annotations

import pytest

from handlers.conversation import Card
from handlers.conversations import prompts
from handlers.requests import ShowForm
from handlers.ui import Button, Buttons, Message
from handlers.words import Typed
from tests.made import company, drafts_of, press_in_chat, summary_of
from tests.world import ORG, Actor, Shown, World

ANSWERS = ("we copy invoices", "accounting, 6", "3", "read them with a model", "hours on invoices", "42 to 20")


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    await world.person("Root", admin=True)
    return await world.person("Ada")


async def proposals_of(actor: Actor) -> list[str]:
    async with actor.world.store.transaction(actor.world.clock.at) as store:
        return [one.pain for one in await store.initiatives_of(ORG, actor.id)]


async def says_all(actor: Actor, *texts: str) -> None:
    for text in texts:
        await actor.says(text)


async def at_the_summary(actor: Actor) -> Shown:
    await says_all(actor, "propose", *ANSWERS)
    await actor.press("Skip")
    await actor.press("internal")
    await actor.press("Leave them for now")
    return actor.last


async def test_the_first_question_says_what_it_is_about_and_how_many_there_are(ada: Actor) -> None:
    await ada.says("propose")
    assert "Propose an initiative: question 1 of 8" in ada.last.text
    assert "It takes a minute." in ada.last.text
    assert set(ada.last.buttons) == {"Open the form", "Cancel"}


async def test_what_stands_aside_is_not_asked_and_can_be_answered_at_the_summary(ada: Actor) -> None:
    await at_the_summary(ada)
    assert not any("Without your name?" in shown.text for shown in ada.reads)
    await ada.press("Change an answer")
    await ada.press("Without your name?")
    assert "Propose an initiative: one more answer, if you like" in ada.last.text
    await ada.press("Nobody reads my name")
    assert "Without your name?: Nobody reads my name" in ada.last.text
    await ada.press("Propose it")
    assert await proposals_of(ada) == [ANSWERS[0]]


async def test_a_number_says_what_fits(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices", "accounting, 6")
    assert "A number from 0 to 10,000." in ada.last.text


async def test_everything_typed_and_sent_makes_an_initiative_and_leaves_no_draft(ada: Actor) -> None:
    summary = await at_the_summary(ada)
    assert "What takes too long, or goes wrong?: we copy invoices" in summary.text
    assert "The most sensitive content it touches: internal" in summary.text
    assert "Which tool" not in summary.text
    await ada.press("Propose it")
    assert await proposals_of(ada) == ["we copy invoices"]
    assert await drafts_of(ada) == []
    assert not [button for shown in ada.reads[:-1] for button in shown.buttons if button != "Change"]


async def test_a_wrong_answer_is_quoted_with_what_is_wrong_and_the_right_one_goes_on(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices", "accounting, 6", "lots")
    assert "lots" in ada.last.text
    assert "Write a number, for example 3 or 2.5." in ada.last.text
    await ada.says("3")
    assert "What would you try?" in ada.last.text


async def test_back_asks_the_one_before_and_keeps_its_answer(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices", "accounting, 6")
    await ada.press("Back")
    assert "Your answer so far: accounting, 6" in ada.last.text
    await ada.press("Keep this answer")
    assert "Hours a week" in ada.last.text
    assert (await drafts_of(ada))[0].answers["reach"] == "accounting, 6"


async def test_only_what_is_optional_can_be_skipped(ada: Actor) -> None:
    await says_all(ada, "propose", *ANSWERS[:5])
    assert "Skip" in ada.last.buttons
    await ada.press("Skip")
    assert "Which tool" in ada.last.text
    await ada.press("Back")
    await ada.press("Back")
    assert "Which number should move?" in ada.last.text
    assert "Skip" not in ada.last.buttons
    await ada.says("skip")
    assert "This one is needed." in ada.last.text


async def test_an_answered_question_can_be_changed_until_it_is_sent(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices", "accounting, 6")
    first = ada.reads[0]
    assert "we copy invoices" in first.text
    await ada.press("Change", on=first)
    assert "What takes too long" in ada.last.text
    await ada.says("we copy orders")
    assert (await drafts_of(ada))[0].answers["pain"] == "we copy orders"
    assert "Hours a week" in ada.last.text


async def test_an_answer_is_changed_from_the_summary_and_it_comes_back(ada: Actor) -> None:
    await at_the_summary(ada)
    await ada.press("Change an answer")
    assert "Which answer do you want to change?" in ada.last.text
    await ada.press("Hours a week it costs, all together")
    await ada.says("5")
    assert "Hours a week it costs, all together: 5" in ada.last.text
    await ada.press("Propose it")
    assert await proposals_of(ada) == ["we copy invoices"]


async def test_back_to_the_summary_changes_nothing(ada: Actor) -> None:
    await at_the_summary(ada)
    before = (await drafts_of(ada))[0].answers
    await ada.press("Change an answer")
    await ada.press("Back to the summary")
    assert "Propose it" in ada.last.buttons
    assert (await drafts_of(ada))[0].answers == before


async def test_what_the_domain_refuses_is_asked_again_and_then_it_is_sent(ada: Actor) -> None:
    await says_all(ada, "propose", *ANSWERS[:5], "20 to 20")
    await says_all(ada, *["skip"] * 3)
    await ada.press("Propose it")
    assert "From what to what?" in ada.last.text
    assert "20 to 20" in ada.last.text
    assert "The two numbers are the same." in ada.last.text
    await ada.says("42 to 20")
    await ada.press("Propose it")
    assert await proposals_of(ada) == ["we copy invoices"]


async def test_cancelling_keeps_what_was_written_and_it_goes_on_days_later(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices", "accounting, 6")
    await ada.says("cancel")
    assert "kept as a draft" in ada.last.text
    assert not ada.reads[-2].buttons
    await ada.world.later(days=3)
    await ada.press("Go on after all")
    assert "Hours a week" in ada.last.text
    await ada.says("3")
    assert "What would you try?" in ada.last.text


async def test_a_cancelled_draft_takes_no_sentence(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices")
    await ada.press("Cancel")
    await ada.says("accounting, 6")
    assert "reach" not in (await drafts_of(ada))[0].answers


async def test_a_deleted_draft_is_gone_and_its_buttons_say_so(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices")
    answered = ada.reads[0]
    old = answered.buttons["Change"].token
    await ada.press("Cancel")
    await ada.press("Delete the draft")
    assert await drafts_of(ada) == []
    assert "The draft is deleted." in ada.last.text
    await ada.press_token(old)
    assert "I cannot find that any more." in ada.last.text


async def test_the_form_opens_with_what_was_answered_and_finishes_it(ada: Actor) -> None:
    await says_all(ada, "propose", "we copy invoices", "accounting, 6")
    asked = ada.last
    await ada.press("Open the form")
    assert isinstance(ada.answer, ShowForm)
    assert ada.form.answers["reach"] == "accounting, 6"
    await ada.fill(hours="3", idea="read them", kpi="hours", change="42 to 20")
    assert await proposals_of(ada) == ["we copy invoices"]
    assert await drafts_of(ada) == []
    assert not asked.buttons


async def test_nobody_else_may_touch_a_draft(ada: Actor, world: World) -> None:
    eve = await world.person("Eve")
    await says_all(ada, "propose", "we copy invoices")
    tokens = [button.token for shown in ada.reads for button in shown.buttons.values()]
    before = await drafts_of(ada)
    for token in tokens:
        await eve.press_token(token)
        assert "Only the people responsible for this can do that." in eve.last.text
    assert await drafts_of(ada) == before


async def test_a_button_of_an_earlier_question_says_that_it_moved_on(ada: Actor) -> None:
    await ada.says("propose")
    old = ada.last.buttons["Cancel"].token
    await ada.says("we copy invoices")
    await ada.press_token(old)
    assert "changed in the meantime" in ada.last.text
    assert not (await drafts_of(ada))[0].done


async def test_yes_or_no_choices_and_people_are_answered_by_a_tap_or_by_words(ada: Actor, world: World) -> None:
    ben = await world.person("Ben")
    root = world.people["Root"]
    await root.says("settings")
    await press_in_chat(root, "Change my settings")
    assert "Time zone" in root.last.text
    await root.press("Use UTC")
    await root.press("Français")
    await root.press("As everybody here (Monday)")
    await root.says("25")
    assert "It has to be 23 or less." in root.last.text
    await root.press("Skip")
    assert set(root.last.buttons) >= {"Yes", "No"}
    await root.press("No")
    await root.says("never")
    assert "Write the day like 2026-11-23." in root.last.text
    await root.press("Skip")
    await root.says("finance")
    await root.press("IT")
    assert "✓ IT" in root.last.buttons
    await root.press("Marketing")
    await root.press("✓ IT")
    assert "IT" in root.last.buttons
    await root.press("Done")
    await root.press("Use No")
    await root.press("Yes")
    assert "Write me an e-mail when no chat reaches me?: Yes" in root.last.text
    assert "What your work belongs to: Marketing" in root.last.text
    assert "Ask me for my check-ins every week?: No" in root.last.text
    await root.press("Save them")
    me = await root.me()
    assert (me.language, me.nudges, me.team, me.functions) == ("fr", False, "finance", ("marketing",))
    assert ben.reads == []


async def test_people_are_named_by_mentioning_them_and_shown_by_name(ada: Actor, world: World) -> None:
    ben, root = await world.person("Ben"), world.people["Root"]
    await root.command("admin")
    await press_in_chat(root, "Change who answers")
    await root.press("All other proposals")
    assert "Write everybody with @" in root.last.text
    await root.says("whoever")
    assert "I do not know everybody named here." in root.last.text
    await root.says("@Ben", others=(ben,))
    assert "Who answers them?: Ben" in root.last.text
    await root.press("Save it")
    assert (await company(world)).reviewers[0].people == (ben.id,)


async def test_a_press_that_comes_late_takes_the_answer_for_its_own_question(ada: Actor, world: World) -> None:
    root = world.people["Root"]
    await root.says("settings")
    await press_in_chat(root, "Change my settings")
    await root.press("Use UTC")
    await root.press("English")
    draft = (await drafts_of(root))[0]
    about = {"draft": draft.id, "question": "language", "value": "fr"}
    await root.press_token(sealed(world, Button(Typed("Français"), "prompts.choose", about)))
    now = (await drafts_of(root))[0]
    assert now.answers["language"] == "fr"
    assert now.asking == "day"


@pytest.mark.parametrize("about", [{}, {"draft": "gone", "question": "pain"}])
@pytest.mark.parametrize("name", ["question", "summary", "answered", "which", "cancelled", "closed"])
async def test_a_card_about_a_draft_that_is_gone_says_that_it_is_settled(
    ada: Actor, name: str, about: dict[str, str]
) -> None:
    assert await summary_of(ada, Card(f"prompts.{name}", about)) == "This question is settled."


def test_every_control_is_for_whoever_wrote_the_draft() -> None:
    assert {action.may for action in prompts.CONVERSATION.actions} == {prompts.MINE}


def sealed(world: World, button: Button) -> str:
    """The token of a button as it was once drawn, outside any message that could tell that it is old."""
    drawn = world.engine.builder.seal.message(Message(Typed(""), (Buttons((button,)),)), "", 0)
    return next(block.buttons[0].token for block in drawn.blocks if isinstance(block, Buttons))
