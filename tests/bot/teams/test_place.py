"""The place Teams: chats and channels, old clients and new, message actions, and where the bot was added or removed."""

from __future__ import annotations

import pytest

from bot.teams import limits, place
from bot.wiring import ORGANISATION
from tests.bot.teams import seen
from tests.bot.teams.company import FORM, company


@pytest.mark.parametrize("installation_first", [False, True])
async def test_whoever_adds_the_bot_first_administers_and_is_welcomed_once(installation_first: bool) -> None:
    async with company() as acme:
        grace, ada = acme.person("Grace"), acme.person("Ada")
        for somebody in (grace, ada, grace):
            await somebody.installs(installation_first=installation_first)
        await acme.settled()
        assert [len(one.reads()) for one in (grace, ada)] == [1, 1]
        assert "Hello Grace" in grace.reads()[0] and "admin" in grace.reads()[0]
        assert "admin" not in ada.reads()[0]


async def test_a_team_is_welcomed_in_its_channel_and_nobody_else_is_written_to() -> None:
    async with company() as acme:
        (grace,) = await acme.joined("Grace")
        ada = acme.person("Ada", installed=True)
        sales = acme.teams.team("Sales", grace, ada, installed=False)
        for _ in range(3):
            await grace.adds_to(sales)
        await acme.settled()
        assert len(grace.reads(sales.general)) == 1
        assert ada.reads() == []


async def test_a_form_in_the_chat_keeps_what_was_typed_when_something_is_wrong() -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        await ada.says("help")
        await acme.settled()
        await ada.press("Propose an initiative")
        await ada.fill(**{**FORM, "hours": "many"})
        assert len([one for one in ada.messages() if seen.inputs(one.card(ada.id) or {})]) == 1
        assert "Write a number" in seen.words(ada.form)
        assert seen.inputs(ada.form)["pain"]["value"] == "We copy invoices"
        assert seen.inputs(ada.form)["hours"]["value"] == "many"
        await ada.fill(hours="12")
        await acme.settled()
        assert await acme.portfolio() == ["Read the fields"]


async def test_an_old_client_sends_clicks_as_messages_and_gets_the_same() -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        ada.old_client = True
        await ada.press("Propose an initiative")
        await ada.fill(**FORM, change="12 to 4")
        await acme.settled()
        assert await acme.portfolio() == ["Read the fields"]


async def test_a_message_is_turned_into_an_initiative_in_a_dialog() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        few = acme.teams.group("Without the bot", grace, ada, installed=False)
        said = grace.write("<p>We copy <b>invoices</b> by hand</p><p>for 3 hours a week</p>", few, rich=True)
        await ada.hands_over(said, where=few)
        assert "We copy invoices by hand" in str(seen.inputs(ada.form)["pain"]["value"])
        assert seen.inputs(ada.form)["hours"]["value"] == "3"
        await ada.fill(reach="us", hours="a lot", idea="Read the fields", kpi="hours a week")
        assert "Write a number" in seen.words(ada.form)
        await ada.fill(hours="3")
        assert ada.dialog is not None and "Grace will answer" in seen.words(ada.dialog.card)
        assert await acme.portfolio() == ["Read the fields"]


async def test_in_a_channel_only_what_mentions_the_bot_is_heard_and_questions_go_on_in_the_personal_chat() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        general = acme.teams.channel("general", grace, ada, installed=False)
        await grace.adds_to(general)
        await acme.settled()
        begun = grace.write("What shall we do?", general)
        await ada.says("propose", in_channel=general, thread=begun)
        await acme.settled()
        assert any("What takes too long" in text for text in ada.reads())
        origin = next(text for text in ada.reads() if "You asked this in #general." in text)
        assert "direct message" in origin


async def test_the_story_is_edited_for_everybody_and_taken_back() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        wins = acme.teams.channel("wins", grace, ada, installed=False)
        await grace.adds_to(wins)
        await acme.settled()
        await acme.stories_go_to(wins.id)
        await acme.proposed(ada)
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.next_monday()
        await ada.says("4")
        await acme.settled()
        await ada.press("See and tell the story")
        await ada.fill(channel=wins.id)
        await acme.settled()
        assert "#wins" in ada.reads()[-1]
        await ada.press("Post the story")
        await acme.settled()
        assert len(grace.reads(wins)) == 1
        await ada.press("Take the story back")
        await acme.settled()
        assert grace.reads(wins) == []


async def test_whoever_removed_the_bot_is_not_written_to_any_more() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        await ada.uninstalls()
        await grace.says("propose")
        async with acme.engine.store.transaction(acme.clock.at) as store:
            assert await store.chat(ORGANISATION, acme.teams.tenant, ada.aad) is None


async def test_a_conversation_is_made_once_for_somebody_the_bot_has_not_heard_from() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        async with acme.engine.store.transaction(acme.clock.at) as store:
            await store.drop_chat(ORGANISATION, acme.teams.tenant, grace.aad)
        messenger = acme.engine.messengers[acme.teams.tenant]
        messenger.chats._kept.clear()  # type: ignore[attr-defined]
        await acme.proposed(ada)
        await acme.proposed(
            ada, pain="Nurses wait for their shifts", idea="Plan the shifts", kpi="days until they know"
        )
        assert len(acme.teams.calls("create")) == 1
        assert len(grace.reads()) == 3


async def test_somebody_who_is_not_on_the_list_is_found_by_the_search_and_owns_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(place, "MOST_PICKS", 2)
    async with company() as acme:
        grace, ada, _, zoe = await acme.joined("Grace", "Ada", "Linus", "Zoe")
        await acme.proposed(ada)
        await grace.press("Approve as a trial")
        owner = seen.inputs(grace.form)["owner"]
        assert zoe.aad not in {choice["value"] for choice in owner["choices"]}
        assert (owner["choices.data"]["dataset"], owner["value"]) == ("graph.microsoft.com/users", ada.aad)
        await grace.fill(owner=zoe)
        await acme.settled()
        async with acme.engine.store.transaction(acme.clock.at) as store:
            (initiative,) = await store.portfolio(ORGANISATION)
            account = await store.account(ORGANISATION, acme.teams.tenant, zoe.aad)
        assert account is not None and initiative.owner == account.person


async def test_a_channel_that_has_no_room_on_the_list_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FORM_BYTES", 5_000)
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        named = [acme.teams.channel(f"{n} {'x' * 40}", grace, ada, installed=False) for n in range(30)]
        for channel in named:
            await grace.adds_to(channel)
        await acme.settled()
        await acme.stories_go_to(named[0].id)
        await acme.proposed(ada)
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.next_monday()
        await ada.says("4")
        await acme.settled()
        await ada.press("See and tell the story")
        offered = {choice["value"] for choice in seen.inputs(ada.form)["channel"]["choices"]}
        far = next(channel for channel in reversed(named) if channel.id not in offered)
        await ada.fill(**{"channel.named": f"#{far.name}"})
        await acme.settled()
        await ada.press("Post the story")
        await acme.settled()
        assert "Read the fields" in grace.reads(far)[-1]
