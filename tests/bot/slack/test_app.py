"""The door: what is let in, through the real web server and bolt's real dispatch."""

from __future__ import annotations

import json
import logging
from urllib.parse import urlencode

import pytest

from bot.slack.app import routes
from bot.slack.guard import MOST_BYTES, Guard
from handlers.requests import Commanded
from tests.bot.slack.connected import Connected, connected
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person


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
