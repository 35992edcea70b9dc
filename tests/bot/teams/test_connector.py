"""The connector's REST API as Teams documents it: what is called, with which token, and what each way of failing means."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import aiohttp
import pytest

from bot.teams.connector import Connector, new_session
from bot.teams.failures import codes_of, refusal
from bot.teams.hosts import Hosts
from bot.teams.tokens import Tokens, by_secret
from handlers.messenger import FailureKind
from storage.records import Reason
from tests.bot.teams.connected import HELLO, World, failure
from tests.bot.teams.slow import slow_endpoint
from tests.fakes.teams_bot import card, with_card
from tests.fakes.teams_cloud import APP_ID, SECRET, TENANT, fake_teams


async def test_a_message_is_sent_changed_and_deleted(world: World) -> None:
    chat = world.teams.person("Ada").chat
    sent = await world.connector.send(world.where, chat.id, HELLO)
    (message,) = world.teams.messages(chat)
    assert message.id == sent and message.activity["summary"] == HELLO["summary"]
    await world.connector.update(world.where, chat.id, sent, with_card(card("Changed")) | {"id": sent})
    await world.connector.delete(world.where, chat.id, sent)
    await world.connector.delete(world.where, chat.id, sent)
    assert [call.operation for call in world.teams.calls()] == ["send", "update", "delete", "delete"]


async def test_a_chat_is_created_with_somebody_who_has_the_app(world: World) -> None:
    ada, stranger = world.teams.person("Ada"), world.teams.person("Eve", installed=False)
    bot = world.teams.workspace.bot["id"]
    assert await world.connector.create(world.where, TENANT, bot, ada.id) == ada.chat.id
    assert (await failure(world.connector.create(world.where, TENANT, bot, stranger.id))).kind == "never"


async def test_members_are_found_one_by_one_and_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.connector.PAGE", 2)
    people = [world.teams.person(name) for name in ("Ada", "Bo", "Cy", "Di", "Eve")]
    group = world.teams.group("Five", *people)
    assert {each["id"] for each in await world.connector.members(world.where, group.id)} == {each.id for each in people}
    found = await world.connector.member(world.where, group.id, people[0].aad)
    assert found is not None and found["name"] == "Ada"
    assert await world.connector.member(world.where, people[1].chat.id, people[0].id) is None


async def test_the_channels_of_a_team_are_listed(world: World) -> None:
    team = world.teams.team("Sales", world.teams.person("Ada"))
    world.teams.channel("wins", team=team)
    names = [each.get("name") for each in await world.connector.channels(world.where, team.id)]
    assert "wins" in names


Call = Callable[[World, str, str], Awaitable[object]]
CALLS: dict[str, Call] = {
    "send": lambda world, chat, _: world.connector.send(world.where, chat, HELLO),
    "update": lambda world, chat, message: world.connector.update(world.where, chat, message, HELLO | {"id": message}),
    "delete": lambda world, chat, message: world.connector.delete(world.where, chat, message),
}


@pytest.mark.parametrize("operation", CALLS)
@pytest.mark.parametrize(
    ("status", "created", "edited"),
    [
        (400, "never", "never"), (403, "never", "never"), (409, "never", "never"), (413, "never", "never"),
        (408, "unconfirmed", "later"), (412, "later", "later"), (429, "later", "later"), (401, "later", "later"),
        (500, "unconfirmed", "later"), (502, "unconfirmed", "later"), (503, "unconfirmed", "later"),
        (504, "unconfirmed", "later"),
    ],
)  # fmt: skip
async def test_a_refused_call_is_made_once_and_says_whether_to_try_again(
    world: World, operation: str, status: int, created: FailureKind, edited: FailureKind
) -> None:
    chat = world.teams.person("Ada").chat.id
    message = await world.connector.send(world.where, chat, HELLO)
    world.teams.fail_next(status, on=operation)
    failed = await failure(CALLS[operation](world, chat, message))
    assert failed.kind == (created if operation == "send" else edited)
    assert len(world.teams.calls()) == 2
    world.now += 60
    await CALLS[operation](world, chat, message)


@pytest.mark.parametrize(
    ("status", "code", "seconds", "kind"),
    [
        (429, "Throttled", 3.0, "later"), (412, "PreconditionFailed", None, "later"), (412, "PreconditionFailed", 4.0, "later"),
        (403, "MessageWritesBlocked", None, "never"), (404, "ConversationNotFound", None, "never"),
        (413, "MessageSizeTooBig", None, "never"), (500, "ServiceError", None, "unconfirmed"),
    ],
)  # fmt: skip
async def test_a_failure_says_the_connectors_code_and_not_a_word_of_its_sentence(
    world: World, status: int, code: str, seconds: float | None, kind: FailureKind
) -> None:
    chat = world.teams.person("Ada").chat
    world.teams.fail_next(status, code, seconds)
    failed = await failure(world.connector.send(world.where, chat.id, HELLO))
    assert (failed.why, failed.retry_after, failed.kind) == (code, seconds, kind)
    assert len(world.teams.calls()) == 1 and world.teams.messages(chat) == []


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_create_that_failed_after_it_was_done_is_unconfirmed_and_not_made_again(
    world: World, status: int
) -> None:
    chat = world.teams.person("Ada").chat
    world.teams.fail_next(status, after_write=True)
    assert (await failure(world.connector.send(world.where, chat.id, HELLO))).kind == "unconfirmed"
    assert len(world.teams.calls()) == len(world.teams.messages(chat)) == 1


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (403, "BotDisabledByAdmin", Reason.TURNED_OFF), (403, "BotNotInConversationRoster", Reason.BLOCKED),
        (403, "ConversationBlockedByUser", Reason.BLOCKED), (403, "MessageWritesBlocked", Reason.BLOCKED),
        (404, "ConversationNotFound", Reason.BLOCKED), (404, "UserNotFound", Reason.CLOSED),
        (413, "MessageSizeTooBig", Reason.TOO_LARGE), (400, "BadSyntax", Reason.UNKNOWN), (503, "ServiceError", Reason.NO_ANSWER),
    ],
)  # fmt: skip
async def test_a_refusal_says_why_the_reader_was_not_reached(
    world: World, status: int, code: str, reason: Reason
) -> None:
    world.teams.fail_next(status, code)
    failed = await failure(world.connector.send(world.where, world.teams.person("Ada").chat.id, HELLO))
    assert (failed.why, failed.reason) == (code, reason)


def test_the_second_code_of_a_refusal_counts_where_the_first_says_nothing() -> None:
    both = b'{"error": {"code": "Strange"}, "message": "{\\"subCode\\": \\"UserNotFound\\"}"}'
    failed = refusal(403, both, "", create=True)
    assert (failed.why, failed.reason) == ("Strange UserNotFound", Reason.CLOSED)


def test_the_code_is_read_where_the_connector_hides_it() -> None:
    hidden = b'{"errorCode": 209, "message": "{\\"subCode\\": \\"MessageWritesBlocked\\", \\"details\\": \\"Ada\\"}"}'
    assert codes_of(hidden) == ["MessageWritesBlocked"]
    assert codes_of(b'{"error": {"code": "Throttled", "message": "Ada is too fast"}}') == ["Throttled"]
    assert codes_of(b'{"error": {"code": "Ada wrote this"}}') == []
    assert codes_of(b"<html>") == []


async def test_where_nobody_listens_nothing_was_sent(world: World) -> None:
    away = Connector(world.connector.session, None, world.connector.pace, Hosts(local=True))
    assert (await failure(away.send("http://127.0.0.1:1/", "a:1", HELLO))).kind == "later"


async def test_a_wrong_secret_is_no_token_and_nothing_is_sent() -> None:
    async with fake_teams() as teams, new_session() as session:
        wrong = World(teams, session, secret="wrong")
        failed = await failure(wrong.connector.send(wrong.where, teams.person("Ada").chat.id, HELLO))
        assert failed.kind == "later" and teams.calls() == []


@pytest.mark.parametrize("after_write", [False, True])
async def test_a_lost_connection_leaves_a_create_unconfirmed_and_it_is_made_once(
    world: World, after_write: bool
) -> None:
    chat = world.teams.person("Ada").chat
    world.teams.drop_next(after_write=after_write)
    assert (await failure(world.connector.send(world.where, chat.id, HELLO))).kind == "unconfirmed"
    assert len(world.teams.calls("send")) == 1
    assert len(world.teams.messages(chat)) == after_write


async def test_an_answer_that_never_comes_leaves_a_create_unconfirmed(world: World) -> None:
    chat = world.teams.person("Ada").chat
    world.teams.hold_next(5)
    impatient = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2))
    async with impatient as session:
        connector = replace(world.connector, session=session)
        assert (await failure(connector.send(world.where, chat.id, HELLO))).kind == "unconfirmed"


async def test_a_revoked_token_is_replaced_at_the_next_try(world: World) -> None:
    chat = world.teams.person("Ada").chat.id
    await world.connector.send(world.where, chat, HELLO)
    world.teams.login.revoke()
    assert (await failure(world.connector.send(world.where, chat, HELLO))).kind == "later"
    await world.connector.send(world.where, chat, HELLO)
    assert world.teams.login.asked == 2


async def test_many_sends_at_once_log_in_once(world: World) -> None:
    chats = [world.teams.person(f"Person {number}").chat.id for number in range(20)]
    await asyncio.gather(*[world.connector.send(world.where, chat, HELLO) for chat in chats])
    assert world.teams.login.asked == 1


async def test_a_refusal_with_a_pause_is_kept_by_the_next_call(world: World) -> None:
    chat = world.teams.person("Ada").chat.id
    world.teams.fail_next(429, retry_after=30)
    failed = await failure(world.connector.send(world.where, chat, HELLO))
    assert failed.retry_after == 30
    before = world.now
    await world.connector.send(world.where, chat, HELLO)
    assert world.now - before == pytest.approx(30)


async def test_the_documented_rates_are_kept_and_teams_refuses_nothing() -> None:
    async with fake_teams() as teams, new_session() as session:
        world = World(teams, session)
        teams.keep_rates()
        began = time.time()
        world.now = began
        teams.workspace.now = lambda: world.now  # type: ignore[method-assign]
        chat = teams.person("Ada").chat.id
        for _ in range(70):
            await world.connector.send(world.where, chat, HELLO)
        assert len(teams.messages(teams.workspace.conversations[chat])) == 70
        assert world.now - began >= 30


async def test_a_pause_longer_than_the_patience_is_told_at_once(world: World) -> None:
    chat = world.teams.person("Ada").chat.id
    world.connector.pace.patience = 10
    world.teams.fail_next(429, retry_after=600)
    for _ in range(2):
        failed = await failure(world.connector.send(world.where, chat, HELLO))
        assert failed.kind == "later" and failed.retry_after == pytest.approx(600, abs=1)
    assert len(world.teams.calls()) == 1


async def test_a_slow_login_holds_up_the_send_and_not_the_loop(world: World) -> None:
    with slow_endpoint({f"/{TENANT}/oauth2/v2.0/token": {"access_token": "made up", "expires_in": 3600}}) as slow:
        tokens = Tokens(by_secret(world.connector.session, TENANT, APP_ID, SECRET, slow.address), lambda: world.now)
        connector = replace(world.connector, tokens=tokens)
        sending = asyncio.create_task(failure(connector.send(world.where, world.teams.person("Ada").chat.id, HELLO)))
        await slow.must_not_stall()
        assert (await sending).kind == "later"
