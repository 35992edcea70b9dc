"""Every payload finds the place it was sent to, and every message the workspace it is for."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.slack.workspaces import BELIEVED
from handlers.conversation import Card, Post
from handlers.deliveries import queue
from handlers.messenger import Address, SendFailed
from handlers.words import Reader, Untranslated
from storage.records import Delivery, DeliveryState, Reason, To
from storage.rows import StorageFailed
from tests.bot.slack.connected import message
from tests.bot.slack.hosted import Hosting, hosting
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person

READER = Reader("en", "UTC", Untranslated())
GUEST = "Quickwin is for members of this organisation"


async def installed(bot: Hosting, team: str = "T1", **kind: Any) -> tuple[FakeSlack, Person]:
    slack = bot.cloud.workspace(team, f"acme {team}", **kind)
    grace = slack.person("W1" if kind else "U1", name="Grace")
    assert (await bot.cloud.install(slack, grace)).status == 200
    await bot.settled()
    return slack, grace


async def test_a_payload_for_nobody_is_taken_with_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with hosting() as bot:
        stranger = bot.cloud.workspace("T9", "stranger")
        eve = stranger.person("U9", name="Eve")
        for does in (eve.dm("secret words"), eve.command("secret words"), eve.open_home(), eve.shortcut("propose")):
            caplog.clear()
            assert (await does).status == 200
            assert [record.getMessage() for record in caplog.records] == [
                "a payload for T9, where the bot is not installed, was left"
            ]
        assert stranger.workspace.calls == []


async def test_what_another_process_installed_is_found_on_first_use() -> None:
    async with hosting(processes=2) as bot:
        slack, grace = await installed(bot)
        slack.bot_at(f"{bot.processes[1].address}/slack/events", slack.secret)
        assert (await grace.command("help")).status == 200
        assert "I am Quickwin" in words(grace.notes()[-1])


async def test_what_another_process_removed_is_not_believed_for_long() -> None:
    async with hosting(processes=2) as bot:
        slack, grace = await installed(bot)
        other = f"{bot.processes[1].address}/slack/events"
        slack.bot_at(other, slack.secret)
        await grace.command("help")
        slack.bot_at(f"{bot.processes[0].address}/slack/events", slack.secret)
        await bot.cloud.remove(slack)
        bot.clock.at += BELIEVED
        slack.bot_at(other, slack.secret)
        told = len(grace.notes())
        assert (await grace.command("help")).status == 200
        assert len(grace.notes()) == told


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": ["UBOTT1"]}},
        {"type": "team_access_revoked", "team_ids": ["T1"]},
    ],
)
async def test_a_removed_bot_keeps_no_token_and_sends_nothing(event: dict[str, object]) -> None:
    async with hosting() as bot:
        slack, grace = await installed(bot)
        bot.clock.at += timedelta(minutes=1)
        slack.workspace.tokens.clear()
        assert (await slack.send_event(event)).status == 200
        assert await bot.installation("T1") is None
        ours = await bot.whose("T1")
        async with bot.store.transaction(bot.clock.at) as store:
            workspace = await store.workspace(ours, "T1")
        assert workspace is not None and not workspace.active
        calls = len(slack.workspace.calls)
        assert (await grace.command("help")).status == 200
        with pytest.raises(SendFailed, match="not connected"):
            await bot.engine.messengers["T1"].send(Address("T1", person="U1"), message("Hello"), READER, "d1")
        assert len(slack.workspace.calls) == calls


async def test_late_news_of_an_earlier_removal_does_not_remove_what_was_installed_since() -> None:
    async with hosting() as bot:
        slack, grace = await installed(bot)
        removed_at = int(bot.clock.seconds())
        bot.clock.at += timedelta(minutes=5)
        await bot.cloud.install(slack, grace)
        assert (await slack.send_event({"type": "app_uninstalled"}, event_time=removed_at)).status == 200
        assert await bot.installation("T1") is not None


async def test_a_token_that_died_in_another_process_is_replaced_before_a_message_is_lost() -> None:
    async with hosting(processes=2) as bot:
        slack, grace = await installed(bot)
        sending = bot.processes[1].engine.messengers["T1"]
        await sending.send(Address("T1", person="U1"), message("one"), READER, "d1")
        slack.workspace.tokens.clear()
        await bot.cloud.install(slack, grace)
        sent = await sending.send(Address("T1", person="U1"), message("two"), READER, "d2")
        assert words(grace.messages()[-1]) == "two"
        await sending.change(sent, message("three"), READER)
        await sending.remove(sent)
        slack.workspace.tokens.clear()
        with pytest.raises(SendFailed, match="invalid_auth"):
            await sending.send(Address("T1", person="U1"), message("four"), READER, "d3")


async def test_a_token_that_ended_and_cannot_be_renewed_now_keeps_the_message_waiting() -> None:
    async with hosting() as bot:
        _, _ = await installed(bot)
        bot.clock.at += timedelta(hours=13)
        bot.cloud.oauth.client_secret = "changed"
        with pytest.raises(SendFailed) as failed:
            await bot.engine.messengers["T1"].send(Address("T1", person="U1"), message("one"), READER, "d1")
        assert failed.value.kind == "away"


async def test_a_process_that_only_sends_finds_every_workspace() -> None:
    async with hosting(processes=2) as bot:
        people = [await installed(bot, team) for team in ("T1", "T2")]
        worker = bot.processes[1].engine
        for team in ("T1", "T2"):
            ours = await bot.whose(team)
            async with bot.store.transaction(bot.clock.at) as store:
                [admin] = await store.admins(ours)
                post = Post(To(person=admin.id, workspace=team), Card("help.card"), key="again")
                await queue(store, ours, (post,), bot.clock.at, worker.desk.new_id)
        before = [len(grace.messages()) for _, grace in people]
        await worker.sender.drain()
        assert [len(grace.messages()) for _, grace in people] == [count + 1 for count in before]


async def test_a_delivery_to_a_workspace_of_nobody_waits() -> None:
    async with hosting() as bot:
        await installed(bot)
        ours = await bot.whose("T1")
        lost = Delivery(
            "d9", ours, "help.card", {}, To(workspace="T9", channel="C1"), "once", bot.clock.at, bot.clock.at
        )
        async with bot.store.transaction(bot.clock.at) as store:
            await store.queue(lost)
        await bot.engine.sender.drain()
        async with bot.store.transaction(bot.clock.at) as store:
            row = await store.delivery(ours, "d9")
        assert row is not None and (row.state, row.reason) == (DeliveryState.QUEUED, Reason.NOT_CONNECTED)


async def test_a_whole_grid_organisation_is_one_workspace_to_us() -> None:
    async with hosting() as bot:
        slack, grace = await installed(bot, "T7", enterprise="E7", everywhere=True)
        assert await bot.installation("T7") is None
        row = await bot.installation("E7")
        assert row is not None and row.everywhere and (await bot.organisation("E7")).name == "acme T7 grid"
        linus = slack.person("W2", name="Linus")
        await linus.command("propose")
        assert linus.is_in_form
        await linus.submit(pain="Copying", reach="accounting", idea="Read it", hours="3", kpi="hours", change="12 to 4")
        await bot.settled()
        assert (await linus.dm("mine")).status == 200
        await linus.open_home()
        await bot.settled()
        assert not linus.troubles and not grace.troubles
        async with bot.store.transaction(bot.clock.at) as store:
            ours = await store.belonging("operator", "E7")
            assert ours is not None
            account = await store.account(ours.belongs_to, "E7", "W2")
            proposals = await store.portfolio(ours.belongs_to)
        assert account is not None and not account.guest and len(proposals) == 1
        await grace.press(grace.messages()[-1], "Approve as a trial")
        assert grace.is_in_form


async def test_an_event_of_another_workspace_of_the_same_grid_reaches_the_same_place() -> None:
    async with hosting() as bot:
        slack, grace = await installed(bot, "T7", enterprise="E7", everywhere=True)
        said = {
            "type": "message",
            "channel": "D1",
            "channel_type": "im",
            "user": "W1",
            "text": "help",
            "ts": "1.000001",
        }
        before = len(grace.messages())
        assert (await slack.send_event(said, team_id="T8", enterprise_id="E7")).status == 200
        await bot.settled()
        assert len(grace.messages()) == before + 1


async def test_a_workspace_of_a_grid_may_install_it_for_itself() -> None:
    async with hosting() as bot:
        slack, _ = await installed(bot, "T7", enterprise="E7")
        row = await bot.installation("T7")
        assert row is not None and (row.everywhere, row.enterprise) == (False, "E7")
        linus = slack.person("W2", name="Linus")
        await linus.command("help")
        assert "I am Quickwin" in words(linus.notes()[-1])


async def test_somebody_from_elsewhere_in_a_shared_channel_is_refused_politely() -> None:
    async with hosting() as bot:
        slack, grace = await installed(bot)
        eve = slack.person("U7", name="Eve", team="T9")
        slack.channel("C1", grace, eve)
        await eve.mention("C1", "help")
        await bot.settled()
        assert GUEST in words(eve.notes("C1")[-1])
        assert eve.messages("C1") == [], "nobody else reads it"
        await eve.dm("help")
        assert GUEST in words(eve.messages()[-1])


async def test_a_click_from_a_workspace_without_the_bot_is_refused_politely() -> None:
    async with hosting() as bot:
        slack, grace = await installed(bot)
        slack.channel("C1", grace)
        shown = grace.messages()[-1]
        around = {"team": {"id": "T9", "domain": "elsewhere"}, "user": {"id": "U9", "name": "eve", "team_id": "T9"}}
        outcome = await grace.press(shown, "Show my initiatives", **around)
        assert outcome.status == 200
        [note] = slack.workspace.ephemerals
        assert "not connected to your workspace" in note["text"]


async def test_the_admins_of_one_workspace_are_nobody_in_another() -> None:
    async with hosting() as bot:
        _, _ = await installed(bot, "T1")
        two, _ = await installed(bot, "T2")
        stranger = two.person("U5", name="Mallory")
        await stranger.command("admin")
        assert "Only the people responsible" in words(stranger.notes()[-1])
        ours = await bot.whose("T1")
        async with bot.store.transaction(bot.clock.at) as store:
            assert [person.name for person in await store.people(ours)] == ["Grace"]


async def test_somebody_who_leaves_one_workspace_stays_in_the_other() -> None:
    async with hosting() as bot:
        slacks = [(await installed(bot, team))[0] for team in ("T1", "T2")]
        adas = [slack.person("U5", name=f"Ada of {slack.workspace.team}") for slack in slacks]
        for ada in adas:
            await ada.command("help")
        await adas[1].change(deleted=True)
        found: dict[str, bool] = {}
        for team in ("T1", "T2"):
            ours = await bot.whose(team)
            async with bot.store.transaction(bot.clock.at) as store:
                found |= {person.name: person.active for person in await store.people(ours)}
        assert found == {"Grace": True, "Ada of T1": True, "Ada of T2": False}


async def test_a_store_in_trouble_makes_slack_bring_an_event_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with hosting() as bot:
        slack, why = bot.cloud.workspace("T9", "stranger"), "secret words"
        eve = slack.person("U9", name="Eve")

        def away(_at: object) -> None:
            raise StorageFailed(why)

        with monkeypatch.context() as patch:
            patch.setattr(bot.store, "transaction", away)
            assert (await eve.dm("secret words")).status == 500
        assert [attempt for _, attempt, _ in slack.told] == [0, 1, 2, 3]
        assert "StorageFailed" in caplog.text and "secret words" not in caplog.text


async def test_a_place_is_made_once_however_many_come_at_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with hosting(processes=2) as bot:
        slack, _ = await installed(bot)
        slack.bot_at(f"{bot.processes[1].address}/slack/events", slack.secret)
        people = [slack.person(f"U{number}", name=f"Ada {number}") for number in range(20, 28)]
        await asyncio.gather(*(person.command("help") for person in people))
        assert all("I am Quickwin" in words(person.notes()[-1]) for person in people)
        assert len(slack.calls("users.info")) == 1 + len(people)
