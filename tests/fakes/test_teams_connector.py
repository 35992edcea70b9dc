"""The connector of the fake Teams is as strict as Teams: who may call it, what it takes, and what goes wrong."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.fakes.teams_bot import Bot, card, pressed, running, with_card
from tests.fakes.teams_cloud import APP_ID, TENANT
from tests.fakes.teams_keys import ISSUER
from tests.fakes.teams_rules import Json


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_secret": "no"}, "invalid_client"),
        ({"client_id": "no"}, "unauthorized_client"),
        ({"scope": "https://graph.microsoft.com/.default"}, "invalid_scope"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"tenant": "common"}, "invalid_request"),
    ],
)
async def test_the_login_gives_a_token_for_the_right_secret_only(bot: Bot, wrong: dict[str, str], error: str) -> None:
    status, body = await bot.log_in(**wrong)
    assert status >= 400 and body["error"] == error
    assert (await bot.log_in())[0] == 200
    assert bot.teams.login.asked == 3


async def test_a_managed_identity_gets_a_token_too(bot: Bot) -> None:
    query = {"resource": ISSUER, "api-version": "2019-08-01", "client_id": APP_ID}
    async with bot.session.get(bot.teams.identity_url, params=query) as answer:
        assert answer.status == 400
    headers = {"X-IDENTITY-HEADER": bot.teams.login.identity_header}
    async with bot.session.get(bot.teams.identity_url, params=query, headers=headers) as answer:
        bot.token = (await answer.json())["access_token"]
    await bot.says(bot.teams.person("Ada").chat, {"type": "message", "text": "hi"})


async def test_the_connector_wants_a_token_of_the_login_that_is_still_good(bot: Bot) -> None:
    path = f"conversations/{bot.teams.person('Ada').chat.id}/activities"
    hello = {"type": "message", "text": "hi"}
    assert (await bot.call("POST", path, hello, Authorization="Bearer made-up"))[0] == 401
    bot.teams.later(3700)
    assert (await bot.call("POST", path, hello))[0] == 401
    await bot.log_in()
    assert (await bot.call("POST", path, hello))[0] == 201
    bot.teams.login.revoke()
    assert (await bot.call("POST", path, hello))[0] == 401


async def test_the_roster_tells_people_by_either_id_and_comes_in_pages(bot: Bot) -> None:
    people = [bot.teams.person(name, email=f"{name}@acme.example") for name in ("Ada", "Bob", "Cy", "Di", "Ed")]
    wins = bot.teams.channel("wins", *people)
    for name in (people[0].id, people[0].aad):
        _, body = await bot.call("GET", f"conversations/{wins.id}/members/{name}")
        assert (body["name"], body["email"], body["userRole"]) == ("Ada", "Ada@acme.example", "user")
    assert (await bot.call("GET", f"conversations/{people[0].chat.id}/members/{people[1].id}"))[0] == 404
    found, following = list[str](), ""
    for _ in range(3):
        url = f"{bot.teams.service_url}v3/conversations/{wins.id}/pagedmembers"
        query = {"pageSize": "200"} | ({"continuationToken": following} if following else {})
        headers = {"Authorization": f"Bearer {bot.token}"}
        async with bot.session.get(url, params=query, headers=headers) as answer:
            page = await answer.json()
        found += [member["name"] for member in page["members"]]
        following = page.get("continuationToken", "")
    assert found == ["Ada", "Bob", "Cy", "Di", "Ed"] and not following


# what the bot says


async def test_messages_are_edited_and_deleted_by_name(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    name = await bot.says(ada.chat, {"type": "message", "text": "one"})
    await bot.says(ada.chat, with_card(card("two", pressed("Go"))))
    assert ada.reads() == ["one", "two"] and ada.notices() == ["one", "Something is new"]
    path = f"conversations/{ada.chat.id}/activities"
    assert (await bot.call("PUT", f"{path}/{name}", {"type": "message", "text": "uno"}))[0] == 200
    assert ada.reads() == ["uno", "two"]
    assert (await bot.call("DELETE", f"{path}/{name}"))[0] == 200
    assert ada.reads() == ["two"]
    gone = bot.teams.messages(ada.chat)[0]
    assert gone.is_deleted and gone.before[0]["text"] == "one"
    for method in ("PUT", "DELETE"):
        status, body = await bot.call(method, f"{path}/{name}", {"type": "message", "text": "?"})
        assert (status, body["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_a_post_in_a_channel_begins_a_thread_that_is_answered_by_name(bot: Bot) -> None:
    teams = bot.teams
    wins = teams.channel("wins", teams.person("Ada"))
    root = await bot.says(wins, {"type": "message", "text": "A win"})
    await bot.says(f"{wins.id};messageid={root}", {"type": "message", "text": "More of it"})
    _, body = await bot.call(
        "POST", f"conversations/{wins.id}/activities/{root}", {"type": "message", "text": "And more"}
    )
    assert [message.thread for message in wins.messages] == [root] * 3
    begun = {"channel": {"id": wins.id}}
    wanted = {"bot": teams.workspace.bot, "isGroup": True, "channelData": begun}
    _, body = await bot.call("POST", "conversations", {**wanted, "activity": {"type": "message", "text": "Another"}})
    assert body["id"] == f"{wins.id};messageid={body['activityId']}"
    chat = f"conversations/{wins.id};messageid=5/activities"
    assert (await bot.call("POST", chat, {"type": "message", "text": "?"}))[0] == 404


@pytest.mark.parametrize(
    ("activity", "why"),
    [
        ({"type": "message"}, "neither text nor attachments"),
        ({"type": "event", "text": "x"}, "sends no 'event'"),
        (with_card(card("x"), summary=""), "no summary"),
        (with_card(card("x", {"type": "Action.Fly", "title": "x"})), "no Action.Fly"),
        ({"type": "message", "text": "<at>Ada</at>"}, "mentions nobody"),
        ({"type": "message", "text": "x", "conversation": {"id": "19:other"}}, "another conversation"),
    ],
)
async def test_what_teams_would_refuse_is_refused_and_complained_about(bot: Bot, activity: Json, why: str) -> None:
    ada = bot.teams.person("Ada")
    assert (await bot.call("POST", f"conversations/{ada.chat.id}/activities", activity))[0] == 400
    assert any(why in complaint for complaint in bot.teams.complaints)
    assert ada.reads() == []
    bot.teams.complaints.clear()


async def test_a_complaint_fails_the_test_that_caused_it() -> None:
    with pytest.raises(AssertionError, match="neither text nor attachments"):
        async with running() as bot:
            await bot.call("POST", f"conversations/{bot.teams.person('Ada').chat.id}/activities", {"type": "message"})


async def test_sizes_have_two_limits_ours_and_theirs(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    path = f"conversations/{ada.chat.id}/activities"
    assert (await bot.call("POST", path, {"type": "message", "text": "x" * 13_000}))[0] == 201
    assert "more than the 24576 we keep to" in bot.teams.complaints.pop()
    status, body = await bot.call("POST", path, {"type": "message", "text": "x" * 60_000})
    assert (status, body["error"]["code"]) == (413, "MessageSizeTooBig")
    assert len(ada.messages()) == 1
    bot.teams.complaints.clear()


async def test_only_json_is_taken(bot: Bot) -> None:
    url = f"{bot.teams.service_url}v3/conversations/{bot.teams.person('Ada').chat.id}/activities"
    headers = {"Authorization": f"Bearer {bot.token}"}
    async with bot.session.post(url, data=b"{}", headers=headers | {"Content-Type": "text/plain"}) as answer:
        assert answer.status == 415
    async with bot.session.post(url, data=b"{", headers=headers | {"Content-Type": "application/json"}) as answer:
        assert answer.status == 400


# what goes wrong


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("after_write", [False, True])
async def test_a_call_fails_once_before_or_after_it_is_done(bot: Bot, status: int, after_write: bool) -> None:
    ada = bot.teams.person("Ada")
    path = f"conversations/{ada.chat.id}/activities"
    bot.teams.fail_next(status, retry_after=7, after_write=after_write, on="send reply")
    assert (await bot.call("POST", path, {"type": "message", "text": "one"}))[0] == status
    assert bot.retry_after == "7"
    assert ada.reads() == (["one"] if after_write else [])
    assert (await bot.call("POST", path, {"type": "message", "text": "two"}))[0] == 201
    assert [call.status for call in bot.teams.calls("send")] == [status, 201]


async def test_a_fault_waits_for_the_operation_it_is_for(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    bot.teams.fail_next(403, "MessageWritesBlocked", on="update")
    name = await bot.says(ada.chat, {"type": "message", "text": "one"})
    path = f"conversations/{ada.chat.id}/activities/{name}"
    status, body = await bot.call("PUT", path, {"type": "message", "text": "two"})
    assert status == 403 and "MessageWritesBlocked" in body["message"] and ada.reads() == ["one"]


@pytest.mark.parametrize("after_write", [False, True])
async def test_a_connection_is_lost_before_or_after_the_work(bot: Bot, after_write: bool) -> None:
    ada = bot.teams.person("Ada")
    bot.teams.drop_next(after_write=after_write)
    with pytest.raises(aiohttp.ClientError):
        await bot.says(ada.chat, {"type": "message", "text": "one"})
    assert len(ada.messages()) == after_write
    assert [call.status for call in bot.teams.calls("send")] == [0]


async def test_an_answer_may_come_too_late(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    bot.teams.hold_next(0.3)
    url = f"{bot.teams.service_url}v3/conversations/{ada.chat.id}/activities"
    headers = {"Authorization": f"Bearer {bot.token}"}
    limit = aiohttp.ClientTimeout(total=0.1)
    with pytest.raises(TimeoutError):
        await bot.session.post(url, json={"type": "message", "text": "one"}, headers=headers, timeout=limit)
    assert ada.reads() == ["one"]
    bot.teams.hold_next(0.3)
    with pytest.raises(TimeoutError):
        await bot.session.get(f"{bot.teams.service_url}v3/teams/none", headers=headers, timeout=limit)


async def test_the_documented_rates_are_kept_where_a_test_wants_them() -> None:
    async with running(clock=lambda: 1_000_000.0) as bot:
        ada, bob = bot.teams.person("Ada"), bot.teams.person("Bob")
        bot.teams.keep_rates()
        path = f"conversations/{ada.chat.id}/activities"
        sent = [(await bot.call("POST", path, {"type": "message", "text": "x"}))[0] for _ in range(8)]
        assert sent == [201] * 7 + [429] and bot.retry_after == "1"
        await bot.says(bob.chat, {"type": "message", "text": "another chat"})
        bot.teams.later(1)
        await bot.says(ada.chat, {"type": "message", "text": "the eighth in two seconds"})
        assert (await bot.call("POST", path, {"type": "message", "text": "x"}))[0] == 429
        bot.teams.later(1)
        await bot.says(ada.chat, {"type": "message", "text": "x"})


async def test_the_login_can_be_slow_and_away(bot: Bot) -> None:
    bot.teams.fail_login(503, times=2)
    assert [(await bot.log_in())[0] for _ in range(3)] == [503, 503, 200]
    bot.teams.slow_login(0.3)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await bot.log_in()


async def test_somebody_who_blocks_the_bot_is_found_out_by_writing(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    ada.blocks()
    path = f"conversations/{ada.chat.id}/activities"
    assert (await bot.call("POST", path, {"type": "message", "text": "x"}))[0] == 403
    await ada.installs()
    assert (await bot.call("POST", path, {"type": "message", "text": "x"}))[0] == 201


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"bot": {"id": "28:another"}}, 400),
        ({"members": []}, 400),
        ({"tenantId": "another-tenant"}, 400),
        ({"members": [{"id": "ada@acme.example"}]}, 404),
        ({"isGroup": True}, 400),
    ],
)
async def test_a_chat_is_made_only_for_a_known_person_of_the_tenant(bot: Bot, change: Json, status: int) -> None:
    ada = bot.teams.person("Ada", email="ada@acme.example")
    wanted = {"bot": bot.teams.workspace.bot, "members": [{"id": ada.aad}], "tenantId": TENANT}
    assert (await bot.call("POST", "conversations", wanted | change))[0] == status
    assert (await bot.call("POST", "conversations", wanted))[0] == 201


async def test_the_bot_changes_only_its_own_messages(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await ada.says("mine")
    path = f"conversations/{ada.chat.id}/activities/{ada.chat.seen[0].id}"
    assert (await bot.call("PUT", path, {"type": "message", "text": "yours"}))[0] == 403
    assert (await bot.call("DELETE", path))[0] == 403
