"""A message that may have arrived is found in the direct chat by its key, and by nothing else."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.slack.connection import new_client, new_session
from bot.slack.messenger import SlackMessenger
from handlers.messenger import Address, SendFailed, Sent
from tests.bot.slack.connected import READER, message
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import Fault, broken, dropped, rate_limited, refused

ADA = Address("T1", person="U1")
NOW = datetime.fromtimestamp(time.time(), UTC)


@pytest.fixture
async def messenger(slack: FakeSlack) -> AsyncIterator[SlackMessenger]:
    async with new_session() as session:
        yield SlackMessenger(new_client(slack.bot_token, session, slack.api), "T1")


async def say(messenger: SlackMessenger, key: str, to: Address = ADA) -> Sent:
    return await messenger.send(to, message(key), READER, key=key)


async def found(messenger: SlackMessenger, key: str, to: Address = ADA, since: datetime = NOW) -> Sent | None:
    return await messenger.find(to, key, since)


async def test_the_message_whose_answer_got_lost_is_found_and_can_be_changed(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    slack.script("chat.postMessage", dropped())
    with pytest.raises(SendFailed):
        await say(messenger, "lost")
    sent = await found(messenger, "lost")
    assert sent == Sent("T1", "D1", ada.messages()[0]["ts"])
    assert sent is not None
    await messenger.change(sent, message("Answered"), READER)
    assert [said["text"] for said in ada.messages()] == ["Answered"]


async def test_another_key_another_event_and_somebodys_own_words_are_not_it(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    await say(messenger, "other")
    ada.say("D1", "wanted")
    slack.workspace.channels["D1"].messages[0]["metadata"]["event_type"] = "another app's"
    assert await found(messenger, "wanted") is None
    assert await found(messenger, "other") is None


async def test_it_is_found_however_much_was_said_since(messenger: SlackMessenger, ada: Person) -> None:
    first = await say(messenger, "first")
    for number in range(40):
        await say(messenger, f"later {number}")
    assert await found(messenger, "first") == first


async def test_what_is_older_than_it_can_be_is_not_read(messenger: SlackMessenger, ada: Person) -> None:
    await say(messenger, "old")
    assert await found(messenger, "old", since=NOW + timedelta(hours=1)) is None
    assert await found(messenger, "old", since=NOW + timedelta(minutes=5)) is not None, "clocks differ"


async def test_a_reply_is_found_in_its_thread(messenger: SlackMessenger, ada: Person) -> None:
    root = await say(messenger, "nudge")
    in_thread = Address("T1", person="U1", thread=root.message)
    reply = await say(messenger, "reminder", in_thread)
    assert await found(messenger, "reminder", in_thread) == reply
    assert await found(messenger, "reminder") is None


async def test_in_a_channel_nobody_looks(messenger: SlackMessenger, slack: FakeSlack, ada: Person) -> None:
    for place in (Address("T1", channel="C1"), Address("T1", channel="C1", only_for="U1")):
        assert messenger.looking(place) is None
        with pytest.raises(SendFailed) as raised:
            await found(messenger, "k", place)
        assert raised.value.kind == "never"
    assert slack.calls("conversations.history") == []
    assert messenger.looking(Address("T1", channel="D1")) is not None


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused("missing_scope"), "never"),
        (refused("account_inactive"), "never"),
        (rate_limited(30), "later"),
        (broken(503), "later"),
        (refused("internal_error"), "later"),
    ],
    ids=str,
)
async def test_a_look_that_fails_says_whether_to_look_again(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person, method: str, fault: Fault, kind: str
) -> None:
    await say(messenger, "k")
    slack.script(method, fault)
    with pytest.raises(SendFailed) as raised:
        await found(messenger, "k")
    assert raised.value.kind == kind
    assert raised.value.retry_after == (30 if fault.kind == "rate_limited" else None)


async def test_another_workspace_is_not_looked_in(messenger: SlackMessenger, slack: FakeSlack) -> None:
    with pytest.raises(SendFailed, match="not our workspace"):
        await found(messenger, "k", Address("T2", person="U1"))
    assert slack.calls("conversations.open") == []
