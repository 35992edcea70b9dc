"""The place Teams: chats and channels, old clients and new, dialogs, repeats, and where the bot was added or removed."""

from __future__ import annotations

from bot.wiring import ORGANISATION
from storage.records import Delivery, DeliveryState
from storage.tables import DELIVERIES
from tests.bot.teams import seen
from tests.bot.teams.company import Company, company
from tests.bot.teams.test_loop import stories_go_to
from tests.fakes.teams import TENANT, Fault
from tests.fakes.teams_person import Person, person
from tests.stores import AnyStore

FORM = {"pain": "We copy invoices", "reach": "us", "hours": "12", "idea": "Read the fields", "kpi": "hours a week"}


async def people(acme: Company, *names: str) -> list[Person]:
    """With the bot added to each; the first one administers."""
    found = [person(acme.teams, name) for name in names]
    for one in found:
        await one.installs()
    await acme.settled()
    return found


async def portfolio(acme: Company) -> list[str]:
    async with acme.engine.store.transaction(acme.clock.at) as store:
        return [initiative.title for initiative in await store.portfolio(ORGANISATION)]


async def proposed(acme: Company, somebody: Person, **changes: str) -> None:
    """By the form as a card in the chat."""
    await somebody.says("help")
    await acme.settled()
    await somebody.press("Propose an initiative")
    await somebody.fill(**{**FORM, "change": "12 to 4", **changes})
    await acme.settled()


async def test_whoever_adds_the_bot_first_administers_and_is_welcomed_once() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        await grace.installs()
        await acme.settled()
        assert [len(one.reads) for one in (grace, ada)] == [1, 1]
        assert "Hello Grace" in grace.reads[0] and "admin" in grace.reads[0]
        assert "admin" not in ada.reads[0]


async def test_a_team_is_welcomed_in_its_channel_and_nobody_else_is_written_to() -> None:
    async with company() as acme:
        (grace,) = await people(acme, "Grace")
        ada = person(acme.teams, "Ada")
        general = acme.teams.channel("team")
        for _ in range(3):
            await grace.adds_to(general)
        await acme.settled()
        assert len(grace.sees(general)) == 1
        assert ada.reads == []


async def test_a_form_in_the_chat_keeps_what_was_typed_when_something_is_wrong() -> None:
    async with company() as acme:
        _, ada = await people(acme, "Grace", "Ada")
        await ada.says("help")
        await acme.settled()
        await ada.press("Propose an initiative")
        await ada.fill(**{**FORM, "hours": "many"})
        (message,) = [one for one in ada._shown(ada.chat) if seen.inputs(ada._card(one))]
        card = ada._card(message)
        assert "Write a number" in seen.words(card)
        assert seen.inputs(card)["pain"]["value"] == "We copy invoices"
        assert seen.inputs(card)["hours"]["value"] == "many"
        await ada.fill(hours="12")
        await acme.settled()
        assert await portfolio(acme) == ["Read the fields"]


async def test_an_old_client_sends_clicks_as_messages_and_gets_the_same() -> None:
    async with company() as acme:
        _, ada = await people(acme, "Grace", "Ada")
        await ada.press("Propose an initiative", old_client=True)
        await ada.fill(**FORM, change="12 to 4")
        await acme.settled()
        assert await portfolio(acme) == ["Read the fields"]


async def test_a_message_is_turned_into_an_initiative_in_a_dialog() -> None:
    async with company() as acme:
        _, ada = await people(acme, "Grace", "Ada")
        await ada.hands_over("<p>We copy <b>invoices</b> by hand</p><p>for 3 hours a week</p>")
        assert ada.dialog is not None
        assert "We copy invoices by hand" in str(seen.inputs(ada.dialog)["pain"]["value"])
        assert seen.inputs(ada.dialog)["hours"]["value"] == "3"
        await ada.fill_dialog(reach="us", hours="a lot", idea="Read the fields", kpi="hours a week")
        assert "Write a number" in seen.words(ada.dialog)
        await ada.fill_dialog(hours="3")
        assert "Grace will answer" in seen.words(ada.dialog)
        assert await portfolio(acme) == ["Read the fields"]


async def test_what_teams_sends_again_with_another_id_does_nothing_twice() -> None:
    async with company() as acme:
        _, ada = await people(acme, "Grace", "Ada")
        await proposed(acme, ada)
        status, again = await ada.again()
        await acme.settled()
        assert status == 200 and "Proposed" in seen.words(again["value"])
        assert await portfolio(acme) == ["Read the fields"]


async def test_in_a_channel_only_what_mentions_the_bot_is_heard_and_questions_go_on_in_the_personal_chat() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        general = acme.teams.channel("general")
        await grace.adds_to(general)
        await acme.settled()
        await ada.says("propose", general, thread="1700")
        await acme.settled()
        assert any("What takes too long" in text for text in ada.reads)
        origin = next(text for text in ada.reads if "You asked this in #general." in text)
        assert "direct message" in origin


async def test_the_story_is_edited_for_everybody_and_taken_back() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        wins = acme.teams.channel("wins")
        await grace.adds_to(wins)
        await acme.settled()
        await stories_go_to(acme, wins.id)
        await proposed(acme, ada)
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.next_monday()
        await ada.says("4")
        await acme.settled()
        await ada.press("See and tell the story")
        await ada.fill(channel=wins.id)
        await acme.settled()
        assert "#wins" in ada.reads[-1]
        await ada.press("Post the story")
        await acme.settled()
        assert len(grace.sees(wins)) == 1
        await ada.press("Take the story back")
        await acme.settled()
        assert grace.sees(wins) == []


async def test_whoever_removed_the_bot_is_not_written_to_any_more() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        await ada._send({"type": "installationUpdate", "action": "remove"})
        acme.teams.profiles["Ada"]["installed"] = False
        await grace.says("propose")
        async with acme.engine.store.transaction(acme.clock.at) as store:
            assert await store.chat(ORGANISATION, TENANT, ada.aad) is None


async def test_a_conversation_is_made_once_for_somebody_the_bot_has_not_heard_from() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        async with acme.engine.store.transaction(acme.clock.at) as store:
            await store.drop_chat(ORGANISATION, TENANT, grace.aad)
        messenger = acme.engine.messengers[TENANT]
        messenger.chats._kept.clear()  # type: ignore[attr-defined]
        await proposed(acme, ada)
        await proposed(acme, ada)
        assert acme.teams.calls.count("POST conversations") == 1
        assert len(grace.reads) == 3


async def test_a_call_that_is_refused_for_now_is_made_again_and_one_in_doubt_only_where_silence_is_worse() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        acme.teams.faults.append(Fault(429, "Throttled", retry_after="2"))
        await ada.says("help")
        await acme.settled()
        assert len(ada.reads) == 1
        await acme.at(acme.clock.at.replace(minute=acme.clock.at.minute + 5))
        assert len(ada.reads) == 2

        await ada.press("Propose an initiative")
        acme.teams.faults.append(Fault(502, "BadGateway", after_write=True))
        await ada.fill(**FORM, change="12 to 4")
        await acme.settled()
        (asked,) = [row for row in await rows(acme) if row.card == "review.to_review"]
        assert (asked.state, len(grace.reads)) == (DeliveryState.UNCONFIRMED, 2)


async def test_somebody_who_blocked_the_bot_is_a_certain_failure_with_its_reason() -> None:
    async with company() as acme:
        grace, ada = await people(acme, "Grace", "Ada")
        await proposed(acme, ada)
        acme.teams.faults.append(Fault(403, "MessageWritesBlocked"))
        await grace.press("Ask a question")
        await grace.fill(question="Which invoices?")
        await acme.settled()
        assert [row.reason for row in await rows(acme) if row.state is DeliveryState.FAILED] == ["MessageWritesBlocked"]


async def rows(acme: Company) -> list[Delivery]:
    """Everything that was queued."""
    assert isinstance(acme.engine.store, AnyStore)
    async with acme.engine.store.rows(acme.clock.at) as kept:
        return await kept.all(DELIVERIES, ORGANISATION)
