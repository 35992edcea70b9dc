"""What people say, call and hand over, as the desk hears it: through bolt's real dispatch, from a fake Slack."""

from __future__ import annotations

import asyncio

import pytest

from handlers.requests import (
    Commanded,
    NotOpened,
    Pressed,
    Said,
    ShowNothing,
    Where,
)
from tests.bot.slack.connected import NOW, Connected, form, told
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import refused, slow

WENT_WRONG = "give your admin this reference: ab12"


async def test_a_direct_message_is_said_with_the_profile_of_who_wrote_it(bot: Connected, ada: Person) -> None:
    outcome = await ada.dm("we copy invoices & <orders>")
    asked = bot.desk.last
    assert outcome.status == 200
    assert asked.what == Said("we copy invoices & <orders>")
    assert (asked.organisation, asked.now) == ("acme", NOW)
    assert (asked.who.name, asked.who.zone, asked.who.language, asked.who.admin) == ("Ada", "Europe/Paris", "fr", True)
    assert asked.where == Where("T1", "D1", "direct")
    assert asked.key.startswith("Ev")
    assert not asked.can_open_form
    assert not asked.can_answer


async def test_a_reply_in_a_thread_says_which_thread(bot: Connected, ada: Person) -> None:
    await ada.dm("4 hours", thread="1700000000.000001")
    assert bot.desk.last.where.thread == "1700000000.000001"


async def test_people_and_channels_named_in_a_sentence_come_with_it(
    bot: Connected, slack: FakeSlack, ada: Person
) -> None:
    slack.person("U2", name="Grace")
    await ada.dm("ask <@U2> in <#C9|wins>")
    asked = bot.desk.last
    assert asked.what == Said("ask @Grace in #wins")
    assert [other.external for other in asked.others] == ["U2"]
    assert asked.channels == {"wins": "C9"}


async def test_a_mention_in_a_channel_is_answered_once(bot: Connected, slack: FakeSlack, ada: Person) -> None:
    slack.channel("C1", ada)
    await ada.mention("C1", "what can you do?")
    assert [asked.what for asked in bot.desk.asked] == [Said("what can you do?")]
    assert bot.desk.last.where == Where("T1", "C1", "channel")


@pytest.mark.parametrize(
    "twist",
    [
        {"bot_id": "BOTHER"},
        {"user": "UBOT"},
        {"subtype": "message_changed", "hidden": True},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"text": "  "},
        {"user": None},
    ],
)
async def test_what_no_person_wrote_is_taken_and_ignored(
    bot: Connected, slack: FakeSlack, ada: Person, twist: dict[str, object]
) -> None:
    event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": "hello", "ts": "1.000001"}
    outcome = await slack.send_event({**event, **twist})
    assert outcome.status == 200
    assert bot.desk.asked == []


async def test_a_crash_at_an_event_is_brought_again_by_slack_with_the_same_key(
    bot: Connected, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    bot.desk.answers = [RuntimeError("the words of ada"), ShowNothing()]
    outcome = await ada.dm("hello")
    assert outcome.status == 200
    assert [told[2].status for told in bot.slack.told] == [500, 200]
    assert bot.desk.asked[0].key == bot.desk.asked[1].key
    assert "reference ab12" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "the words of ada" not in caplog.text


async def test_an_event_is_heard_even_when_only_its_retry_arrives(bot: Connected, slack: FakeSlack) -> None:
    slack.person("U1")
    event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": "hello", "ts": "1.000001"}
    outcome = await slack.send_event(event, event_id="Ev9", lost=1)
    assert outcome.status == 200
    assert bot.desk.last.key == "Ev9"


async def test_a_command_opens_a_form_before_it_is_answered(bot: Connected, ada: Person) -> None:
    bot.desk.answers = [form("t1")]
    outcome = await ada.command("Propose we copy <@U1|ada> & more")
    assert bot.desk.last.what == Commanded("propose", "we copy @Ada & more")
    assert bot.desk.last.can_open_form
    assert bot.desk.last.can_answer
    assert (outcome.status, outcome.body) == (200, "")
    assert ada.view["private_metadata"] == "t1"
    assert "What takes too long?" in words(ada.view)


async def test_an_empty_command_is_a_command_without_a_name(bot: Connected, ada: Person) -> None:
    await ada.command()
    assert bot.desk.last.what == Commanded("", "")


async def test_a_sentence_after_the_command_keeps_its_capitals(bot: Connected, ada: Person) -> None:
    await ada.command("SAP exports take hours")
    assert bot.desk.last.what == Commanded("SAP", "exports take hours")


async def test_a_command_is_answered_to_the_person_alone(bot: Connected, ada: Person) -> None:
    bot.desk.answers = [told("You have nothing open.", "Propose")]
    await ada.command("mine")
    [note] = ada.notes()
    assert note["text"] == "You have nothing open."
    await ada.press(note, "Propose")
    assert bot.desk.last.what == Pressed("token:Propose")


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "internal_error"])
async def test_a_form_that_did_not_open_is_told_to_the_desk(
    bot: Connected, slack: FakeSlack, ada: Person, error: str
) -> None:
    slack.script("views.open", refused(error))
    bot.desk.answers = [form("t1"), told("Open the form when you are ready.", "Open the form")]
    outcome = await ada.command("propose")
    assert outcome.status == 200
    assert [asked.what for asked in bot.desk.asked] == [Commanded("propose", ""), NotOpened("t1")]
    assert not bot.desk.last.can_open_form
    assert words(ada.notes()[-1]).startswith("Open the form when you are ready.")


async def test_a_form_that_opens_too_slowly_does_not_cost_the_answer(
    bot: Connected, slack: FakeSlack, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.screen.MOST_SECONDS", 0.1)
    slack.script("views.open", slow(1.0))
    bot.desk.answers = [form("t1"), ShowNothing()]
    outcome = await ada.command("propose")
    assert outcome.status == 200
    assert bot.desk.last.what == NotOpened("t1")


async def test_a_trigger_that_is_three_seconds_old_opens_nothing(bot: Connected, slack: FakeSlack, ada: Person) -> None:
    bot.desk.answers = [form("t1"), form("t2")]
    bot.desk.before = lambda: slack.later(4)
    await ada.command("propose")
    assert not ada.is_in_form
    assert bot.desk.last.what == NotOpened("t1")


async def test_a_crash_at_a_command_gives_a_sentence_and_the_reference_of_the_log(
    bot: Connected, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    bot.desk.answers = [ValueError("secret words")]
    outcome = await ada.command("propose secret words")
    assert outcome.status == 200
    assert WENT_WRONG in ada.notes()[-1]["text"]
    assert "reference ab12" in caplog.text
    assert "secret words" not in caplog.text


async def test_people_of_another_workspace_are_guests(bot: Connected, slack: FakeSlack) -> None:
    eve = slack.person("U7", name="Eve", team="T9")
    await eve.dm("hello")
    assert bot.desk.last.who.guest


async def test_restricted_members_are_guests(bot: Connected, slack: FakeSlack) -> None:
    gus = slack.person("U8", guest=True)
    await gus.dm("hello")
    assert bot.desk.last.who.guest


async def test_another_workspace_gets_a_refusal_and_the_desk_hears_nothing(
    bot: Connected, slack: FakeSlack, ada: Person
) -> None:
    body = {"team_id": "T9", "command": "/quickwin", "text": "propose", "user_id": "U9", "channel_id": "C1"}
    outcome = await slack.send("command", body)
    assert outcome.status == 200
    assert "not connected to your workspace" in outcome.body["text"]
    elsewhere = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U9", "text": "hi", "ts": "1.000001"}
    authorized = [{"team_id": "T9", "user_id": "UBOT", "is_bot": True}]
    assert (await slack.send_event(elsewhere, team_id="T9", authorizations=authorized)).status == 200
    assert bot.desk.asked == []


async def test_a_profile_is_asked_for_once_and_again_after_it_changed(
    bot: Connected, slack: FakeSlack, ada: Person
) -> None:
    await asyncio.gather(ada.dm("one"), ada.dm("two"))
    await ada.dm("three")
    assert len(slack.calls("users.info")) == 1
    await ada.change(tz="Asia/Tokyo")
    assert [(visitor.zone, active) for visitor, active in bot.profiles_heard] == [("Asia/Tokyo", True)]
    await ada.dm("four")
    assert bot.desk.last.who.zone == "Asia/Tokyo"
    assert len(slack.calls("users.info")) == 1


async def test_somebody_who_left_is_told_as_inactive(bot: Connected, ada: Person) -> None:
    await ada.change(deleted=True)
    assert [active for _, active in bot.profiles_heard] == [False]


@pytest.mark.parametrize(
    ("event", "gone"),
    [
        ({"type": "app_uninstalled"}, ["T1"]),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": ["UBOT"]}}, ["T1"]),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, []),
        ({"type": "team_access_revoked", "team_ids": ["T1"]}, ["T1"]),
        ({"type": "team_access_revoked", "team_ids": ["T2"]}, []),
    ],
)
async def test_an_uninstalled_bot_is_told(
    bot: Connected, slack: FakeSlack, event: dict[str, object], gone: list[str]
) -> None:
    assert (await slack.send_event(event)).status == 200
    assert bot.gone == gone
