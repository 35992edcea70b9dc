"""A person at the client of the fake Teams can do what its real clients let people do, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes import teams_form
from tests.fakes.teams_bot import FORM, NEEDED, NOTHING, Bot, asked, card, pressed, with_card, words
from tests.fakes.teams_rules import CARD, Json


async def test_a_click_carries_what_its_button_says_and_changes_the_card_for_that_person_alone(bot: Bot) -> None:
    ada, bob = bot.teams.person("Ada"), bot.teams.person("Bob")
    wins = bot.teams.channel("wins", ada, bob)
    name = await bot.says(wins, with_card(card("Want it?", pressed("We want this"))))
    bot.answers = [{"statusCode": 200, "type": CARD, "value": card("You take it over")}]
    await ada.press("We want this", in_channel=wins)
    click = bot.heard[-1]
    assert (click["type"], click["name"], click["replyToId"]) == ("invoke", "adaptiveCard/action", name)
    told = {"type": "Action.Execute", "title": "We want this", "verb": "press", "data": {"quickwin": "We want this"}}
    assert click["value"] == {"action": told, "trigger": "manual"}
    assert click["conversation"]["id"] == f"{wins.id};messageid={name}"
    assert (ada.reads(wins), bob.reads(wins)) == (["You take it over"], ["Want it?"])
    await bot.call("PUT", f"conversations/{wins.id}/activities/{name}", with_card(card("Ada takes it over")))
    assert ada.reads(wins) == bob.reads(wins) == ["Ada takes it over"]


async def test_an_old_client_sends_the_fallback_as_a_message(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    name = await bot.says(ada.chat, with_card(FORM))
    ada.types(pain="Invoices", reach="Everybody")
    await ada.press("Propose it", old_client=True)
    said = bot.heard[-1]
    assert (said["type"], said["replyToId"], "text" in said) == ("message", name, False)
    filled = {"pain": "Invoices", "note": "", "reach": "all"}
    assert said["value"] == {"quickwin": "Propose it", "verb": "press", **filled}


async def test_the_newest_card_with_the_button_is_pressed(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await bot.says(ada.chat, with_card(card("old", pressed("Go"))))
    newer = await bot.says(ada.chat, with_card(card("new", pressed("Go"))))
    await bot.says(ada.chat, with_card(card("newest", pressed("Stay"))))
    bot.answers = [NOTHING]
    await ada.press("Go")
    assert bot.heard[-1]["replyToId"] == newer and ada.toasts == ["Done"]
    with pytest.raises(AssertionError, match="sees no 'Fly', only"):
        await ada.press("Fly")


async def test_a_form_is_filled_as_far_as_the_client_lets_people(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await bot.says(ada.chat, with_card(FORM))
    with pytest.raises(AssertionError, match="asks for pain: This one is needed"):
        await ada.fill(note="x")
    with pytest.raises(AssertionError, match="at most 20 characters"):
        await ada.fill(pain="x" * 21)
    with pytest.raises(AssertionError, match="no 'hours', only"):
        await ada.fill(hours="2")
    with pytest.raises(AssertionError, match="no option 'nobody'"):
        await ada.fill(pain="Invoices", reach="nobody")
    assert bot.heard == []
    bot.answers = [NOTHING]
    await ada.fill(pain="Invoices")
    assert bot.heard[-1]["value"]["action"]["data"] == {"quickwin": "Propose it", "pain": "Invoices", "note": "x"}


async def test_a_form_drawn_anew_begins_with_what_it_proposes(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await bot.says(ada.chat, with_card(FORM))
    again = card("That is too long", pressed("Propose it"), inputs=(asked("pain", value="Invoices", **NEEDED),))
    bot.answers = [{"statusCode": 200, "type": CARD, "value": again}, NOTHING]
    await ada.fill(pain="Something", note="lost")
    await ada.fill()
    assert bot.heard[-1]["value"]["action"]["data"] == {"quickwin": "Propose it", "pain": "Invoices"}


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"statusCode": 200, "type": "application/vnd.microsoft.adaptive.card", "value": card("x")},
        {"statusCode": 200, "type": CARD, "value": card("x", {"type": "Action.Fly", "title": "x"})},
    ],
)
async def test_an_answer_to_a_click_that_teams_does_not_know_is_complained_about(bot: Bot, answer: Any) -> None:
    ada = bot.teams.person("Ada")
    await bot.says(ada.chat, with_card(card("Well?", pressed("Go"))))
    bot.answers = [answer]
    await ada.press("Go")
    assert bot.teams.complaints and all("the answer to a click" in each for each in bot.teams.complaints)
    bot.teams.complaints.clear()


async def test_an_error_in_an_answer_is_shown_and_the_card_stays(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await bot.says(ada.chat, with_card(FORM))
    wrong = {"code": "BadRequest", "message": "Quote ab12"}
    bot.answers = [{"statusCode": 400, "type": "application/vnd.microsoft.error", "value": wrong}, NOTHING]
    await ada.fill(pain="Invoices")
    assert ada.troubles == ["Teams shows: Quote ab12"]
    await ada.press("Propose it")
    assert bot.heard[-1]["value"]["action"]["data"]["pain"] == "Invoices"


# dialogs

SEND = {"type": "Action.Submit", "title": "Send", "data": {"quickwin": "t", "verb": "submit"}}


def dialog(drawn: Json, title: str = "Propose") -> Json:
    attached = {"contentType": CARD, "content": drawn}
    return {"task": {"type": "continue", "value": {"title": title, "card": attached}}}


async def test_a_button_opens_a_dialog_that_is_sent_and_closes(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    opens = {"type": "Action.Submit", "title": "Open", "data": {"msteams": {"type": "task/fetch"}, "quickwin": "o"}}
    name = await bot.says(ada.chat, with_card(card("A form", opens)))
    bot.answers = [dialog(card("", SEND, inputs=(asked("pain", **NEEDED),))), {}]
    await ada.press("Open")
    assert (bot.heard[-1]["name"], bot.heard[-1]["replyToId"]) == ("task/fetch", name)
    assert ada.dialog is not None and ada.dialog.title == "Propose" and ada.buttons() == ["Send"]
    with pytest.raises(AssertionError, match="asks for pain"):
        await ada.press("Send")
    await ada.fill(pain="Invoices")
    assert bot.heard[-1]["name"] == "task/submit"
    assert bot.heard[-1]["value"]["data"] == {"quickwin": "t", "verb": "submit", "pain": "Invoices"}
    assert ada.dialog is None


async def test_a_message_action_hands_a_message_over_and_sends_a_dialog(bot: Bot) -> None:
    ada, bob = bot.teams.person("Ada"), bot.teams.person("Bob")
    group = bot.teams.group("A few", ada, bob, installed=False)
    wrong = card("", SEND, inputs=(asked("pain", value="We <copy>", **NEEDED), words("Too short.")))
    bot.answers = [dialog(card("", SEND, inputs=(asked("pain", **NEEDED),))), dialog(wrong), None]
    await ada.hands_over(bob.write("We <copy> invoices", group), where=group)
    asked_for = bot.heard[-1]
    assert (asked_for["name"], asked_for["value"]["commandId"]) == ("composeExtension/fetchTask", "propose")
    handed = asked_for["value"]["messagePayload"]
    assert handed["body"] == {"contentType": "html", "content": "<div><div>We &lt;copy&gt; invoices</div></div>"}
    assert handed["from"]["user"]["id"] == bob.aad and handed["linkToMessage"].startswith("https://")
    await ada.fill(pain="We <copy>")
    assert ada.dialog is not None and ada.dialog.card == wrong
    await ada.fill()
    assert (bot.heard[-1]["name"], bot.heard[-1]["value"]["commandId"]) == ("composeExtension/submitAction", "propose")
    assert bot.heard[-1]["value"]["messagePayload"]["id"] == handed["id"]
    assert ada.dialog is None


async def test_what_was_formatted_is_handed_over_as_it_stands_and_from_a_chat_of_two_as_well(bot: Bot) -> None:
    ada, bob = bot.teams.person("Ada"), bot.teams.person("Bob")
    between = bot.teams.private(ada, bob)
    bot.answers = [{"task": {"type": "message", "value": "Not now"}}]
    await ada.hands_over(bob.write("<p>a <b>&lt;b&gt;</b></p>", between, rich=True), where=between)
    asked_for = bot.heard[-1]
    assert asked_for["value"]["messagePayload"]["body"]["content"] == "<div><div><p>a <b>&lt;b&gt;</b></p></div></div>"
    assert asked_for["conversation"]["id"] == between.id != ada.chat.id
    assert asked_for["conversation"]["conversationType"] == "personal"
    path = f"conversations/{between.id}"
    assert (await bot.call("POST", f"{path}/activities", {"type": "message", "text": "x"}))[0] == 403
    assert (await bot.call("GET", f"{path}/members/{ada.id}"))[0] == 403


async def test_a_dialog_without_anything_to_show_is_complained_about(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    bot.answers = [{}, dialog(card("x"), title=" "), {"task": {"type": "message", "value": "Not now"}}]
    await ada.hands_over("We copy invoices")
    await ada.hands_over("We copy invoices")
    assert len(bot.teams.complaints) == 2
    bot.teams.complaints.clear()
    ada.close()
    await ada.hands_over("We copy invoices")
    assert ada.toasts == ["Not now"] and ada.dialog is None


async def test_a_slow_or_broken_bot_is_trouble_for_the_person(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await bot.says(ada.chat, with_card(card("Well?", pressed("Go"))))
    bot.answers = [500]
    await ada.press("Go")
    assert ada.troubles == ["Teams shows: Something went wrong. Try again. (500)"]


async def test_people_are_picked_as_themselves_from_a_list_or_by_the_search_of_the_client(bot: Bot) -> None:
    ada, bob, cy = (bot.teams.person(name) for name in ("Ada", "Bob", "Cy"))
    listed: Json = {"type": "Input.ChoiceSet", "id": "who", "label": "Who?", "isMultiSelect": True}
    listed["choices"] = [{"title": "Ada", "value": ada.aad}, {"title": "Bob", "value": bob.aad}]
    await bot.says(ada.chat, with_card(card("Pick", pressed("Send"), inputs=(listed,))))
    bot.answers = [NOTHING]
    await ada.fill(who=[ada, "Bob"])
    assert bot.heard[-1]["value"]["action"]["data"]["who"] == f"{ada.aad},{bob.aad}"
    with pytest.raises(AssertionError, match="no option"):
        await ada.fill(who=[cy])
    searched = listed | {"choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}}
    assert teams_form.typed(card("", inputs=(searched,)), "who", [cy]) == cy.aad


async def test_a_button_that_is_hidden_greyed_out_or_without_a_fallback_cannot_be_pressed(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    bare = {name: value for name, value in pressed("Go").items() if name != "fallback"}
    hidden = {"type": "ActionSet", "actions": [pressed("Secret")], "isVisible": False}
    await bot.says(ada.chat, with_card(card("Well?", bare, inputs=(hidden,))))
    assert ada.buttons() == ["Go"]
    with pytest.raises(AssertionError, match="no fallback"):
        await ada.press("Go", old_client=True)
    with pytest.raises(AssertionError, match="greyed out"):
        teams_form.button(card("", pressed("Go") | {"isEnabled": False}), "Go")
    assert bot.heard == []
