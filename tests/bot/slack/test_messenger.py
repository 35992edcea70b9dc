"""The way out: what arrives in the fake Slack, and what each kind of failure is called."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.connection import new_client, new_session
from bot.slack.failures import CODES, REASONS
from bot.slack.messenger import SlackMessenger
from handlers.messenger import Address, SendFailed, Sent
from storage.records import Reason
from tests.bot.slack.connected import READER, message
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import Fault, broken, dropped, rate_limited, refused, slow

HELLO = message("Hello", "Go on")


@pytest.fixture
async def client(slack: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    async with new_session() as session:
        yield new_client(slack.bot_token, session, slack.api)


@pytest.fixture
def messenger(client: AsyncWebClient) -> SlackMessenger:
    return SlackMessenger(client, "T1")


async def send(messenger: SlackMessenger, to: Address, text: str = "Hello") -> Sent:
    return await messenger.send(to, message(text, "Go on"), READER, key="d1")


async def failed(messenger: SlackMessenger, to: Address) -> SendFailed:
    with pytest.raises(SendFailed) as raised:
        await send(messenger, to)
    return raised.value


async def test_a_message_to_a_person_opens_their_direct_message(messenger: SlackMessenger, ada: Person) -> None:
    sent = await send(messenger, Address("T1", person="U1"))
    [message] = ada.messages()
    assert sent == Sent("T1", "D1", message["ts"], lasting=True)
    assert words(message) == "Hello\nGo on"
    assert message["text"] == "Hello"


async def test_the_key_travels_as_metadata_and_is_not_shown(
    messenger: SlackMessenger, client: AsyncWebClient, ada: Person
) -> None:
    await send(messenger, Address("T1", person="U1"))
    history = await client.conversations_history(channel="D1", include_all_metadata=True)
    assert history["messages"][0]["metadata"] == {
        "event_type": "quickwin_delivery",
        "event_payload": {"key": "d1"},
    }
    assert "d1" not in words(ada.messages()[0])


async def test_an_answer_in_a_thread_stays_in_it(messenger: SlackMessenger, slack: FakeSlack, ada: Person) -> None:
    slack.channel("C1", ada)
    root = ada.say("C1", "anybody?")
    await send(messenger, Address("T1", channel="C1", thread=root["ts"]))
    assert ada.messages("C1")[0]["thread_ts"] == root["ts"]


async def test_a_message_for_one_person_in_a_channel_cannot_be_changed_later(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    slack.channel("C1", ada)
    sent = await send(messenger, Address("T1", channel="C1", only_for="U1"))
    assert (sent.channel, sent.lasting) == ("C1", False)
    assert ada.notes("C1")[0]["text"] == "Hello"
    assert ada.messages("C1") == []
    for later in (messenger.change(sent, HELLO, READER), messenger.remove(sent)):
        with pytest.raises(SendFailed) as raised:
            await later
        assert raised.value.kind == "never"


async def test_in_a_direct_message_only_for_you_is_just_a_message(messenger: SlackMessenger, ada: Person) -> None:
    first = await send(messenger, Address("T1", person="U1"))
    sent = await send(messenger, Address("T1", channel=first.channel, only_for="U1"))
    assert sent.lasting
    assert len(ada.messages()) == 2


async def test_a_change_keeps_the_message_its_thread_and_its_key(messenger: SlackMessenger, ada: Person) -> None:
    sent = await send(messenger, Address("T1", person="U1"))
    await messenger.change(sent, message("Answered"), READER)
    [changed] = ada.messages()
    assert (changed["ts"], changed["text"]) == (sent.message, "Answered")
    assert changed["metadata"]["event_payload"] == {"key": "d1"}


async def test_a_removed_message_is_gone_and_may_be_removed_again(messenger: SlackMessenger, ada: Person) -> None:
    sent = await send(messenger, Address("T1", person="U1"))
    await messenger.remove(sent)
    await messenger.remove(sent)
    assert ada.messages() == []


async def test_a_change_to_a_message_that_is_gone_is_useless(messenger: SlackMessenger, ada: Person) -> None:
    sent = await send(messenger, Address("T1", person="U1"))
    await messenger.remove(sent)
    with pytest.raises(SendFailed) as raised:
        await messenger.change(sent, HELLO, READER)
    assert (raised.value.kind, raised.value.why) == ("never", "message_not_found")


async def test_another_workspace_is_refused_before_anything_is_sent(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    assert (await failed(messenger, Address("T2", person="U1"))).kind == "never"
    assert slack.calls("chat.postMessage") == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused("ratelimited"), "later"),
        (refused("team_added_to_org"), "later"),
        (refused("account_inactive"), "never"),
        (refused("channel_not_found"), "never"),
        (refused("is_archived"), "never"),
        (refused("not_in_channel"), "never"),
        (refused("restricted_action"), "never"),
        (refused("messages_tab_disabled"), "never"),
        (refused("cannot_dm_bot"), "never"),
        (refused("invalid_blocks"), "never"),
        (refused("msg_too_long"), "never"),
        (refused("token_revoked"), "never"),
        (refused("an_error_of_tomorrow"), "never"),
        (refused("fatal_error"), "unconfirmed"),
        (refused("internal_error"), "unconfirmed"),
        (refused("service_unavailable"), "unconfirmed"),
        (refused("request_timeout"), "unconfirmed"),
        (broken(500), "unconfirmed"),
        (broken(503), "unconfirmed"),
        (dropped(), "unconfirmed"),
    ],
    ids=str,
)
async def test_every_error_says_whether_to_try_again(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person, fault: Fault, kind: str
) -> None:
    slack.script("chat.postMessage", fault)
    assert (await failed(messenger, Address("T1", person="U1"))).kind == kind
    assert len(slack.calls("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("channel_not_found", Reason.CLOSED), ("user_not_found", Reason.CLOSED), ("cannot_dm_bot", Reason.CLOSED),
        ("not_in_channel", Reason.BLOCKED), ("account_inactive", Reason.UNINSTALLED), ("token_revoked", Reason.UNINSTALLED),
        ("messages_tab_disabled", Reason.TURNED_OFF), ("restricted_action", Reason.TURNED_OFF), ("msg_too_long", Reason.TOO_LARGE),
        ("invalid_blocks", Reason.UNKNOWN), ("internal_error", Reason.NO_ANSWER),
    ],
)  # fmt: skip
async def test_an_error_says_why_the_reader_was_not_reached(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person, code: str, reason: Reason
) -> None:
    slack.script("chat.postMessage", refused(code))
    lost = await failed(messenger, Address("T1", person="U1"))
    assert (lost.why, lost.reason) == (code, reason)


def test_no_error_of_slack_means_two_things() -> None:
    assert len(REASONS) == sum(len(codes) for codes in CODES.values())


async def test_a_rate_limit_says_when_to_come_back(messenger: SlackMessenger, slack: FakeSlack, ada: Person) -> None:
    slack.script("chat.postMessage", rate_limited(30))
    limited = await failed(messenger, Address("T1", person="U1"))
    assert (limited.kind, limited.retry_after) == ("later", 30)
    assert ada.messages() == []


async def test_a_connection_lost_after_sending_makes_one_message_and_no_claim(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    slack.script("chat.postMessage", dropped())
    assert (await failed(messenger, Address("T1", person="U1"))).kind == "unconfirmed"
    await asyncio.sleep(0.05)
    assert len(ada.messages()) == 1


async def test_an_answer_that_never_comes_is_unconfirmed(slack: FakeSlack, ada: Person) -> None:
    slack.script("chat.postMessage", slow(1.0))
    async with new_session(seconds=0.1) as session:
        hurried = SlackMessenger(new_client(slack.bot_token, session, slack.api), "T1")
        assert (await failed(hurried, Address("T1", person="U1"))).kind == "unconfirmed"


@pytest.mark.parametrize("api", ["http://127.0.0.1:1/api/", "http://nowhere.invalid/api/"])
async def test_where_nobody_listens_nothing_was_sent(api: str) -> None:
    async with new_session() as session:
        unheard = SlackMessenger(new_client("xoxb-fake", session, api), "T1")
        assert (await failed(unheard, Address("T1", person="U1"))).kind == "later"


@pytest.mark.parametrize("fault", [broken(500), refused("internal_error"), dropped(), rate_limited(3)], ids=str)
async def test_an_edit_in_doubt_may_be_made_again(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person, fault: Fault
) -> None:
    sent = await send(messenger, Address("T1", person="U1"))
    slack.script("chat.update", fault)
    slack.script("chat.delete", fault)
    for edit in (messenger.change(sent, HELLO, READER), messenger.remove(sent)):
        with pytest.raises(SendFailed) as raised:
            await edit
        assert raised.value.kind == "later"


async def test_what_people_typed_is_no_markup(messenger: SlackMessenger, ada: Person) -> None:
    await send(messenger, Address("T1", person="U1"), "<!channel> & <@U1>")
    assert ada.messages()[0]["text"] == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


async def test_whoever_has_set_notifications_aside_rests_until_they_end(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    now = datetime.now(UTC)
    end = now.replace(microsecond=0) + timedelta(hours=2)
    resting = Address("T1", person="U1")
    slack.workspace.rests = {"U1": (now.timestamp() - 60, end.timestamp())}
    assert await messenger.resting(resting, now) == end
    assert await messenger.resting(Address("T1", channel="C1"), now) is None
    assert [method for method, _ in slack.workspace.calls].count("dnd.teamInfo") == 1


async def test_without_the_scope_nobody_rests(messenger: SlackMessenger, slack: FakeSlack, ada: Person) -> None:
    slack.workspace.rests = None
    assert await messenger.resting(Address("T1", person="U1"), datetime.now(UTC)) is None
