"""What led nowhere is quoted, answered politely, and always has a way on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlers.conversation import Card
from handlers.conversations.misunderstood import fitting
from handlers.requests import NotOpened, ShowForm
from initiatives.check_ins import check_in_id
from storage.weeks import Nudge
from tests.made import drafts_of, drawn, running
from tests.world import NOW, ORG, Actor, World, buttons_of


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def ada(world: World) -> Actor:
    return await world.person("Ada")


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("proposs", "propose"),
        ("I have an idee", "propose"),
        ("setings", "settings"),
        ("can you snooze me", "settings"),
        ("stop asking me", "settings"),
        ("mes initiatives en cours", "mine"),
        ("halp", "help"),
        ("how does this work", "help"),
        ("comment ça marche ?", "help"),
        ("delete my personal things", "privacy"),
        ("réglage du fuseau", "settings"),
    ],
)
def test_a_sentence_near_a_command_is_offered_that_first(text: str, best: str) -> None:
    assert fitting(text)[0] == best


@pytest.mark.parametrize("text", ["qwertz", "", "   ", "42", "a", "do", "thanks", "the weather is nice", "…", "\ud83d"])
def test_a_sentence_near_nothing_fits_nothing(text: str) -> None:
    assert fitting(text) == []


@pytest.mark.parametrize("text", ["qwertz", "the weather is nice", "42", "setings idee halp privat statuss"])
async def test_it_is_quoted_with_one_to_three_ways_on(ada: Actor, text: str) -> None:
    await ada.says(text)
    assert text in ada.last.text
    assert 1 <= len(ada.last.buttons) <= 3


@pytest.mark.parametrize("text", ["\x00" * 600 + "!", '"' * 600, "\\" * 600, "\n" * 600, "👩" * 600])
async def test_whatever_was_typed_fits_into_a_button(ada: Actor, text: str) -> None:
    message = await drawn(ada, Card("not_understood", {"text": text[:500]}))
    sealed = ada.world.engine.builder.seal.message(message, "a delivery", 1)
    tokens = [button.token for button in buttons_of(sealed, ada.world.engine.builder.readers("en", "UTC")).values()]
    assert tokens
    assert max(len(token) for token in tokens) <= 1500


async def test_a_whole_sentence_may_be_proposed_with_its_words(ada: Actor) -> None:
    await ada.says("the weather is nice")
    await ada.press("Propose it as an initiative")
    assert ada.form.answers["pain"] == "the weather is nice"


async def test_a_number_may_be_the_check_in_of_what_runs(world: World, ada: Actor) -> None:
    made = await running(world, ada, 1)
    await ada.says("31")
    await ada.press("Check-in: Read invoices 1")
    async with world.store.transaction(world.clock.at) as store:
        stored = await store.check_in(ORG, check_in_id(made.id, "2026-W47"))
    assert stored is not None
    assert stored.values == (("k1", Decimal(31)),)


async def test_a_sentence_with_several_numbers_opens_the_check_in(world: World, ada: Actor) -> None:
    await running(world, ada, 1)
    await ada.says("31 or 32, who knows")
    await ada.press("Check-in: Read invoices 1")
    assert isinstance(ada.answer, ShowForm)


async def test_a_number_of_somebody_with_nothing_running_is_no_check_in(ada: Actor) -> None:
    await ada.says("31")
    assert not [label for label in ada.last.buttons if label.startswith("Check-in")]


async def waiting_for_a_number_twice(world: World, ada: Actor) -> None:
    """An open check-in, and an open question that takes a number too."""
    made = await running(world, ada, 1)
    async with world.store.transaction(world.clock.at) as store:
        await store.claim_nudge(Nudge(f"{ada.id}.2026-W47", ORG, ada.id, "2026-W47", "", NOW, (made.id,)))
    for text in ("propose", "we copy invoices", "accounting"):
        await ada.says(text)
    await ada.says("31")


async def test_a_number_that_fits_both_is_asked_back_and_answers_the_question(world: World, ada: Actor) -> None:
    await waiting_for_a_number_twice(world, ada)
    assert "Where does this belong?" in ada.last.text
    await ada.press("Answer: Hours a week it costs, all together")
    assert [draft.answers.get("hours") for draft in await drafts_of(ada)] == ["31"]
    assert "What would you try?" in ada.last.text


async def test_a_number_that_fits_both_is_asked_back_and_is_the_check_in(world: World, ada: Actor) -> None:
    await waiting_for_a_number_twice(world, ada)
    await ada.press("Check-in: Read invoices 1")
    async with world.store.transaction(world.clock.at) as store:
        assert await store.check_in(ORG, check_in_id("i1", "2026-W47")) is not None
    assert [draft.answers.get("hours") for draft in await drafts_of(ada)] == [None]


async def test_nobody_else_may_answer_the_open_question(world: World, ada: Actor) -> None:
    eve = await world.person("Eve")
    await waiting_for_a_number_twice(world, ada)
    await eve.press_token(ada.last.buttons["Answer: Hours a week it costs, all together"].token)
    assert "Only the people responsible for this can do that." in eve.last.text
    assert [draft.answers.get("hours") for draft in await drafts_of(ada)] == [None]


async def test_what_is_asked_back_about_something_gone_says_so(ada: Actor) -> None:
    message = await drawn(ada, Card("which_one", {"draft": "gone", "text": "31", "initiatives": "gone"}))
    assert ada.world.engine.builder.readers("en", "UTC").read(message.summary).startswith("There is no question open")


async def test_a_form_that_did_not_open_in_time_opens_by_a_button(ada: Actor) -> None:
    await ada.command("propose")
    await ada._does(NotOpened(ada.form.token))
    assert "took too long to open" in ada.last.text
    await ada.press("Open the form")
    assert ada.form.form.questions[0].name == "pain"


async def test_a_form_that_no_longer_exists_is_not_offered_again(ada: Actor) -> None:
    message = await drawn(ada, Card("form_again", {"flow": "no.such"}))
    assert buttons_of(message, ada.world.engine.builder.readers("en", "UTC")) == {}


async def test_an_altered_button_is_refused_with_a_way_on(ada: Actor) -> None:
    await ada.press_token("not a token")
    assert "Write “help” to see what you can do." in ada.last.text


async def test_questions_begun_in_a_channel_go_on_in_the_direct_message(ada: Actor) -> None:
    await ada.says("propose", channel="general")
    assert any("Let us go on in our direct message" in shown.text for shown in ada.reads)
    assert any("question 1 of 8" in shown.text for shown in ada.reads if not shown.to.channel)


async def test_a_form_that_took_too_long_keeps_what_it_was_filled_with(ada: Actor) -> None:
    await ada.hands_over("We lose three hours a week on copying invoices")
    form = ada.form
    await ada._does(NotOpened(form.token, form.answers))
    await ada.press("Open the form")
    assert dict(ada.form.answers)["pain"] == form.answers["pain"]
    await ada.fill(reach="us", idea="Read them", kpi="hours a week")
    assert "Proposed: Read them" in ada.told


async def test_a_form_that_took_too_long_can_be_answered_one_by_one(ada: Actor) -> None:
    await ada.hands_over("We lose three hours a week on copying invoices")
    form = ada.form
    await ada._does(NotOpened(form.token, form.answers))
    await ada.press("Ask me one by one")
    assert "Who feels it, and how many?" in ada.last.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sechsunddreißig Stunden", "Noted for"),
        ("310", "Is it really 310"),
        ("30 or 35", "Which number do you mean"),
    ],
)
async def test_any_answer_that_a_check_in_understands_is_taken_or_asked_back(
    world: World, ada: Actor, typed: str, told: str
) -> None:
    first = await running(world, ada, 1)
    about = {"draft": "", "initiatives": first.id, "kind": "number", "text": typed}
    buttons = buttons_of(await drawn(ada, Card("which_one", about)), world.engine.builder.readers("en", "UTC"))
    button = buttons[f"Check-in: {first.title}"]
    assert (button.action, button.about["text"]) == ("check_in.take", typed)
    await ada.says(f"{typed} (I think)")
    await ada.press_token(world.engine.builder.seal._sealed([button.action, dict(button.about), "inline:x", 0]))
    assert told in ada.last.text
