"""A form laid over the chat from a card's button; and in a group chat, where everybody sees the card."""

from __future__ import annotations

import pytest

from bot.wiring import ORGANISATION
from tests.bot.teams import seen
from tests.bot.teams.company import FORM, company


async def test_the_form_over_the_questions_takes_over_what_was_answered_and_closes_with_the_result() -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        await ada.says("propose")
        await acme.settled()
        await ada.says("We copy invoices")
        await acme.settled()
        await ada.press("Open the form")
        assert ada.dialog is not None
        assert seen.inputs(ada.dialog.card)["pain"]["value"] == "We copy invoices"
        await ada.fill(**{**FORM, "hours": "many"})
        assert "Write a number" in seen.words(ada.dialog.card)
        await ada.fill(hours="12", change="12 to 4")
        assert "Grace will answer" in seen.words(ada.dialog.card)
        await acme.settled()
        assert await acme.portfolio() == ["Read the fields"]
        ada.close()
        left = [label for message in ada.messages() for label in seen.buttons(message.card(ada.id) or {})]
        assert "Open the form" not in left, "the question in the chat is closed"


async def test_a_client_without_dialogs_sends_the_button_as_a_message_and_gets_the_form_as_a_card() -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        await ada.says("propose")
        await acme.settled()
        asked = ada.messages()[-1]
        opens = seen.buttons(asked.card(ada.id) or {})["Open the form"]
        await ada.sends("message", value=dict(opens["data"]), replyToId=asked.id)
        await ada.fill(**FORM, change="12 to 4")
        await acme.settled()
        assert await acme.portfolio() == ["Read the fields"]


async def test_a_group_is_greeted_once_and_answered_where_it_asks() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        few = acme.teams.group("Few", grace, ada, installed=False)
        for _ in range(2):
            await grace.adds_to(few)
        await acme.settled()
        (greeting,) = grace.reads(few)
        assert "@Grace has added me here." in greeting
        await ada.says("propose", in_group=few)
        await acme.settled()
        assert any("What takes too long" in text for text in ada.reads())


@pytest.mark.parametrize("with_whom", ["one other", "a few", "a channel"])
async def test_a_chat_a_message_is_handed_over_from_is_no_place_to_write_to(with_whom: str) -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        places = {
            "one other": acme.teams.private(ada, grace),
            "a few": acme.teams.group("A secret", grace, ada, installed=False),
            "a channel": acme.teams.channel("secrets", grace, ada, installed=False),
        }
        where = places[with_whom]
        await ada.hands_over(grace.write("We copy invoices for 3 hours a week", where), where=where)
        await ada.fill(**{**FORM, "change": "12 to 4"})
        await acme.settled()
        async with acme.engine.store.transaction(acme.clock.at) as store:
            assert await store.channels_of(ORGANISATION, acme.teams.tenant) == [], "nobody can pick it for stories"
        ada.close()
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.settled()
        assert "It is a trial" in ada.reads()[-1], "they are still reached in their own chat"


async def test_a_group_chat_is_offered_for_stories_to_nobody_outside_it() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        few = acme.teams.group("Our secret plans", grace, installed=False)
        wins = acme.teams.channel("wins", grace, ada, installed=False)
        for where in (few, wins):
            await grace.adds_to(where)
        await acme.proposed(ada)
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.next_monday()
        await ada.says("4")
        await acme.settled()
        await ada.press("See and tell the story")
        offered = {choice["title"] for choice in seen.inputs(ada.form)["channel"]["choices"]}
        assert any("wins" in title for title in offered)
        assert not any("secret" in title for title in offered)
