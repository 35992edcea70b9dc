"""The way in, through the real web server and bolt's real dispatch, with a fake Slack on the other side."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from bot.slack.app import routes
from bot.slack.guard import MOST_BYTES, Guard
from handlers.requests import (
    Closed,
    Commanded,
    FromMessage,
    HomeOpened,
    NotOpened,
    Pressed,
    Said,
    ShowHome,
    ShowNothing,
    Submitted,
    Where,
)
from handlers.words import say
from tests.bot.slack.connected import NOW, READER, Connected, connected, form, message, told
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack, fake_slack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import refused, slow

WENT_WRONG = "give your admin this reference: ab12"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with fake_slack() as running:
        yield running


@pytest.fixture
async def bot(slack: FakeSlack) -> AsyncIterator[Connected]:
    async with connected(slack) as running:
        yield running


@pytest.fixture
def ada(slack: FakeSlack) -> Person:
    return slack.person("U1", name="Ada", tz="Europe/Paris", locale="fr-FR", admin=True)


# what is said


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


async def test_events_nobody_listens_to_are_taken_quietly(
    bot: Connected, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    for event in ({"type": "channel_archive", "channel": "C1", "user": "U1"}, {"type": "reaction_added"}):
        assert (await slack.send_event(event)).status == 200
    limited = {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1, "api_app_id": "A1"}
    assert (await slack.send("event", limited)).status == 200
    assert (await slack.send("interactive", {"type": "block_suggestion", "value": "secret words"})).status == 200
    assert bot.desk.asked == []
    assert "Slack holds back events" in caplog.text
    assert "secret words" not in caplog.text


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
    outcome = await slack._once("event", slack._envelope(event, "Ev9"), 1, "http_timeout")
    assert outcome.status == 200
    assert bot.desk.last.key == "Ev9"


# commands


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

    async def slowly(_: float = 0) -> None:
        slack.later(4)

    original = bot.desk.handle

    async def handle(request):  # type: ignore[no-untyped-def]
        await slowly()
        return await original(request)

    bot.desk.handle = handle  # type: ignore[method-assign]
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


# buttons


async def posted(bot: Connected, ada: Person, *buttons: str) -> dict[str, object]:
    await bot.client.chat_postMessage(
        channel=ada.id, unfurl_links=False, unfurl_media=False, **_drawn("How did it go?", *buttons)
    )
    return ada.messages()[-1]


def _drawn(text: str, *buttons: str) -> dict[str, object]:
    from bot.slack import render

    return render.message(message(text, *buttons), READER)


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


async def test_nothing_is_posted_to_an_address_that_is_not_slacks(
    bot: Connected, slack: FakeSlack, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    card = await posted(bot, ada, "Approve")
    payload = {**ada._press_payload(card, card["blocks"][1]["elements"][0]), "trigger_id": ""}  # type: ignore[index]
    bot.desk.answers = [told("Done.")]
    outcome = await slack.send("interactive", {**payload, "response_url": "http://169.254.169.254/latest"})
    assert outcome.status == 200
    assert "could not be shown" in caplog.text


# forms


async def _open_form(bot: Connected, ada: Person, token: str = "t1") -> None:
    bot.desk.answers = [form(token), *bot.desk.answers]
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


# shortcuts and home


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


async def test_the_messages_tab_is_not_the_home(bot: Connected, ada: Person) -> None:
    await ada.open_home(tab="messages")
    assert bot.desk.asked == []


# who


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


# the door


async def test_slack_is_asked_who_we_are_once(bot: Connected, slack: FakeSlack, ada: Person) -> None:
    for _ in range(3):
        await ada.command("help")
    assert len(slack.calls("auth.test")) == 1


async def test_credentials_in_the_environment_change_nothing(
    slack: FakeSlack, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "from-the-environment")
    async with connected(slack) as bot:
        assert (await ada.command("help")).status == 200
        assert bot.desk.last.what == Commanded("help")
        assert [route.path for route in routes(Guard("s", lambda: 0.0), bot.app)] == ["/slack/events"]
    assert len(slack.calls("auth.test")) == 1


async def test_slacks_question_whether_the_address_is_ours_is_answered(bot: Connected, slack: FakeSlack) -> None:
    asked = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "-"})
    outcome = await slack.post(asked, "application/json")
    assert (outcome.status, outcome.body) == (200, {"challenge": "3eZbrw1aB"})


@pytest.mark.parametrize("wrong", ["signature", "timestamp", "late", "early", "missing", "not ascii", "body"])
async def test_what_slack_did_not_sign_is_refused_in_one_line_without_its_body(
    bot: Connected, slack: FakeSlack, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    caplog.set_level(logging.DEBUG)
    body = urlencode({"command": "/quickwin", "text": "secret words", "team_id": "T1"})
    now = int(slack.workspace.now())
    headers = {
        "signature": {"X-Slack-Signature": "v0=" + "0" * 64},
        "timestamp": {"X-Slack-Request-Timestamp": "12e3"},
        "late": slack.signed(body, now - 302),
        "early": slack.signed(body, now + 302),
        "missing": {"X-Slack-Signature": ""},
        "not ascii": {"X-Slack-Signature": "v0=é"},
        "body": slack.signed("another body"),
    }[wrong]
    outcome = await slack.post(body, "application/x-www-form-urlencoded", headers)
    assert outcome.status == 401
    assert bot.desk.asked == []
    assert "secret words" not in caplog.text
    assert len([line for line in caplog.messages if "refused" in line]) == 1


async def test_a_signature_of_nearly_five_minutes_ago_is_still_good(bot: Connected, slack: FakeSlack) -> None:
    body = urlencode({"command": "/quickwin", "text": "help", "team_id": "T1", "user_id": "U1"})
    headers = slack.signed(body, int(slack.workspace.now()) - 298)
    assert (await slack.post(body, "application/x-www-form-urlencoded", headers)).status == 200


async def test_a_body_that_is_too_large_is_refused(bot: Connected, slack: FakeSlack) -> None:
    for size, status in ((MOST_BYTES + 1, 413), (MOST_BYTES, 400)):
        assert (await slack.post("x" * size, "application/json")).status == status


@pytest.mark.parametrize("body", ['{"type": ', "[1]", "payload=%7B", "\u00e9=payload"])
async def test_a_signed_body_that_cannot_be_read_is_refused(bot: Connected, slack: FakeSlack, body: str) -> None:
    outcome = await slack.post(body, "application/x-www-form-urlencoded")
    assert outcome.status in (200, 400)
    assert bot.desk.asked == []
