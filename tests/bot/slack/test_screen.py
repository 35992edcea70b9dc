"""Answers shown in messages, forms and the home: through bolt's real dispatch, in a fake Slack."""

from __future__ import annotations

import asyncio

import pytest

from handlers.messenger import Address
from handlers.requests import (
    Closed,
    Commanded,
    FromMessage,
    HomeOpened,
    Pressed,
    ShowHome,
    Submitted,
    Where,
)
from handlers.words import say
from tests.bot.slack.connected import READER, Connected, form, message, told
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import Json

WENT_WRONG = "give your admin this reference: ab12"


async def posted(bot: Connected, ada: Person, *buttons: str) -> Json:
    await bot.messenger.send(Address("T1", person=ada.id), message("How did it go?", *buttons), READER, key="d1")
    return ada.messages()[-1]


async def test_a_press_says_where_it_was_and_what_stands_in_its_token(bot: Connected, ada: Person) -> None:
    card = await posted(bot, ada, "Same", "Later")
    outcome = await ada.press(card, "Later")
    assert (outcome.status, outcome.body) == (200, "")
    assert bot.desk.last.what == Pressed("token:Later")
    assert bot.desk.last.where == Where("T1", "D1", "direct")
    assert bot.desk.last.can_open_form
    assert not bot.desk.last.can_answer


async def test_a_press_on_a_message_opens_a_form(bot: Connected, ada: Person) -> None:
    card = await posted(bot, ada, "Approve")
    bot.desk.answers = [form("t1")]
    await ada.press(card, "Approve")
    assert ada.view["private_metadata"] == "t1"


async def test_a_press_inside_a_form_redraws_that_form(bot: Connected, ada: Person) -> None:
    await ada.command("propose")
    bot.desk.answers = [told("Saved.", "Go on"), form("t2")]
    await _open_form(bot, ada)
    await ada.submit(ada.view, pain="copying")
    shown = ada.view
    await ada.press(shown, "Go on")
    assert bot.desk.last.where.kind == "direct"
    assert ada.view["id"] == shown["id"]
    assert ada.view["private_metadata"] == "t2"


async def test_a_message_for_a_press_in_a_form_is_laid_over_it(bot: Connected, ada: Person) -> None:
    await _open_form(bot, ada)
    bot.desk.answers = [told("Saved.", "Go on"), told("Not yours to do.")]
    await ada.submit(ada.view, pain="copying")
    below = ada.view
    await ada.press(below, "Go on")
    assert "Not yours to do." in words(ada.view)
    assert ada.view["id"] != below["id"]


async def test_a_message_for_a_press_on_a_card_is_seen_by_that_person_only(bot: Connected, ada: Person) -> None:
    card = await posted(bot, ada, "Approve")
    bot.desk.answers = [told("Somebody has answered it already.")]
    await ada.press(card, "Approve")
    assert ada.notes()[-1]["text"] == "Somebody has answered it already."
    assert ada.messages() == [card]


async def test_a_crash_at_a_press_gives_a_sentence_and_a_reference(bot: Connected, ada: Person) -> None:
    card = await posted(bot, ada, "Approve")
    bot.desk.answers = [RuntimeError()]
    outcome = await ada.press(card, "Approve")
    assert outcome.status == 200
    assert WENT_WRONG in ada.notes()[-1]["text"]


@pytest.mark.parametrize(
    "elsewhere",
    ["http://169.254.169.254/latest", "https://hooks.slack.com@evil.example/", "https://hooks.slack.com.evil"],
)
async def test_nothing_is_posted_to_an_address_that_is_not_slacks(
    bot: Connected, ada: Person, caplog: pytest.LogCaptureFixture, elsewhere: str
) -> None:
    card = await posted(bot, ada, "Approve")
    bot.desk.answers = [told("Done.")]
    outcome = await ada.press(card, "Approve", trigger_id="", response_url=elsewhere)
    assert outcome.status == 200
    assert "an answer to a Pressed could not be shown" in caplog.text


async def _open_form(bot: Connected, ada: Person) -> None:
    bot.desk.answers = [form("t1"), *bot.desk.answers]
    await ada.command("propose")


async def test_a_submission_carries_the_answers_and_who_was_picked(
    bot: Connected, slack: FakeSlack, ada: Person
) -> None:
    grace = slack.person("U2", name="Grace")
    await _open_form(bot, ada)
    await ada.submit(ada.view, pain="copying <b> & co", owner=grace)
    assert bot.desk.last.what == Submitted("t1", {"pain": "copying <b> & co", "owner": "U2"})
    assert [other.name for other in bot.desk.last.others] == ["Grace"]
    assert bot.desk.last.can_answer
    assert not ada.is_in_form


async def test_errors_stand_beside_the_inputs_and_what_is_typed_stays(bot: Connected, ada: Person) -> None:
    await _open_form(bot, ada)
    bot.desk.answers = [form("t1", errors={"pain": say("Say a little more.")})]
    await ada.submit(ada.view, pain="x")
    assert ada.errors == {"pain": "Say a little more."}
    await ada.submit(ada.view, owner="U1")
    assert bot.desk.last.what == Submitted("t1", {"pain": "x", "owner": "U1"})


async def test_an_error_of_another_step_draws_that_step(bot: Connected, ada: Person) -> None:
    await _open_form(bot, ada)
    bot.desk.answers = [form("t0", errors={"pain": say("Say a little more.")})]
    await ada.submit(ada.view, pain="x")
    assert ada.view["private_metadata"] == "t0"
    assert "Say a little more." in words(ada.view)


async def test_the_next_step_takes_the_place_of_the_finished_one(bot: Connected, ada: Person) -> None:
    await _open_form(bot, ada)
    first = ada.view["id"]
    bot.desk.answers = [form("t2", last=False)]
    await ada.submit(ada.view, pain="copying")
    assert (ada.view["id"], ada.view["private_metadata"]) == (first, "t2")
    assert ada.view["submit"]["text"] == "Next"


async def test_the_last_word_after_a_form_stands_where_the_form_was(bot: Connected, ada: Person) -> None:
    await _open_form(bot, ada)
    bot.desk.answers = [told("It is proposed.")]
    await ada.submit(ada.view, pain="copying")
    assert "It is proposed." in words(ada.view)
    assert "submit" not in ada.view


async def test_a_crash_at_a_submission_keeps_what_is_typed(bot: Connected, ada: Person) -> None:
    await _open_form(bot, ada)
    bot.desk.answers = [RuntimeError()]
    await ada.submit(ada.view, pain="copying")
    assert WENT_WRONG in ada.errors["owner"]
    await ada.submit(ada.view)
    assert bot.desk.last.what == Submitted("t1", {"pain": "copying", "owner": ""})


async def test_a_closed_form_is_told(bot: Connected, ada: Person) -> None:
    await _open_form(bot, ada)
    await ada.close()
    assert bot.desk.last.what == Closed("t1")


async def test_a_global_shortcut_is_a_command_of_its_name(bot: Connected, ada: Person) -> None:
    bot.desk.answers = [form("t1")]
    await ada.shortcut("propose")
    assert bot.desk.last.what == Commanded("propose")
    assert bot.desk.last.can_open_form
    assert not bot.desk.last.can_answer
    assert ada.is_in_form


async def test_a_message_for_a_global_shortcut_opens_as_a_view(bot: Connected, ada: Person) -> None:
    bot.desk.answers = [told("You have nothing open.")]
    await ada.shortcut("mine")
    assert "You have nothing open." in words(ada.view)


async def test_a_message_handed_over_brings_its_words_and_a_link(bot: Connected, slack: FakeSlack, ada: Person) -> None:
    slack.channel("C1", ada)
    said = ada.say("C1", "we copy <invoices> with <@U1>")
    await ada.hand_over(said)
    link = f"https://acme.slack.com/archives/C1/p{said['ts'].replace('.', '')}"
    assert bot.desk.last.what == FromMessage("propose", "we copy <invoices> with @Ada", link)


async def test_the_home_is_drawn_when_it_is_opened_and_again_after_a_press_in_it(bot: Connected, ada: Person) -> None:
    bot.desk.answers = [ShowHome(message("Two wait for you.", "Settings"), READER)]
    await ada.open_home()
    assert bot.desk.last.what == HomeOpened()
    assert "Two wait for you." in words(ada.home)
    bot.desk.answers = [ShowHome(message("One waits for you."), READER)]
    await ada.press(ada.home, "Settings")
    assert bot.desk.last.where.kind == "home"
    assert "One waits for you." in words(ada.home)


async def test_the_home_is_drawn_again_once_a_form_is_sent(bot: Connected, ada: Person) -> None:
    bot.desk.answers = [ShowHome(message("Asked on Mondays.", "Settings"), READER), form("t1")]
    await ada.open_home()
    await ada.press(ada.home, "Settings")
    bot.desk.answers = [told("Saved."), ShowHome(message("Asked on Fridays."), READER)]
    await ada.submit(ada.view, pain="copying")
    while bot.place._drawing:
        await asyncio.gather(*bot.place._drawing)
    assert bot.desk.last.what == HomeOpened()
    assert "Asked on Fridays." in words(ada.home)


async def test_the_messages_tab_is_not_the_home(bot: Connected, ada: Person) -> None:
    await ada.open_home(tab="messages")
    assert bot.desk.asked == []
