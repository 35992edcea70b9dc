"""A form laid over the chat from a card's button; and in a group chat, where everybody sees the card."""

from __future__ import annotations

from tests.bot.teams import seen
from tests.bot.teams.company import company
from tests.bot.teams.test_place import FORM, people, portfolio
from tests.fakes.teams import Chat, Json


async def test_the_form_over_the_questions_takes_over_what_was_answered_and_closes_with_the_result() -> None:
    async with company() as acme:
        _, ada = await people(acme, "Grace", "Ada")
        await ada.says("propose")
        await acme.settled()
        await ada.says("We copy invoices")
        await acme.settled()
        _, action = ada._button("Open the form", ada.chat)
        assert action["data"]["msteams"] == {"type": "task/fetch"}
        opened = await ada._send({"type": "invoke", "name": "task/fetch", "value": {"data": dict(action["data"])}})
        card = opened["task"]["value"]["card"]["content"]
        assert seen.inputs(card)["pain"]["value"] == "We copy invoices"
        (submit,) = card["actions"]
        wrong = await ada._send(_submitted({**FORM, "hours": "many", **submit["data"]}))
        assert "Write a number" in seen.words(wrong["task"]["value"]["card"]["content"])
        done = await ada._send(_submitted({**FORM, "change": "12 to 4", **submit["data"]}))
        assert "Grace will answer" in seen.words(done["task"]["value"]["card"]["content"])
        await acme.settled()
        assert await portfolio(acme) == ["Read the fields"]
        assert "[Open the form]" not in ada.reads[-1], "the question in the chat is closed"


async def test_a_client_without_dialogs_sends_the_button_as_a_message_and_gets_the_form_as_a_card() -> None:
    async with company() as acme:
        _, ada = await people(acme, "Grace", "Ada")
        await ada.says("propose")
        await acme.settled()
        message, action = ada._button("Open the form", ada.chat)
        await ada._send({"type": "message", "value": dict(action["data"]), "replyToId": message})
        await ada.fill(**FORM, change="12 to 4")
        await acme.settled()
        assert await portfolio(acme) == ["Read the fields"]


async def test_a_group_is_greeted_once_and_answered_where_it_asks() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        few = acme.teams.chats.setdefault(
            "19:few@thread.v2", Chat("19:few@thread.v2", "groupChat", "Few", [grace.mri, ada.mri])
        )
        for _ in range(2):
            await grace._send({"type": "conversationUpdate", "membersAdded": [grace.last["recipient"]]}, few)
        await acme.settled()
        (greeting,) = grace.sees(few)
        assert "@Grace has added me here." in greeting
        await ada.says("propose", few)
        await acme.settled()
        assert any("What takes too long" in text for text in ada.reads)


def _submitted(data: Json) -> Json:
    return {"type": "invoke", "name": "task/submit", "value": {"data": data}}
