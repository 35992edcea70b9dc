"""Who we are is asked once, and a refusal says where to look."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.connection import Bot, CannotConnect, new_client, new_session, recognised
from bot.slack.failures import failure
from tests.fakes.slack import fake_slack


async def test_the_token_says_who_we_are() -> None:
    async with fake_slack(team="T7") as slack, new_session() as session:
        assert await recognised(new_client(slack.bot_token, session, slack.api)) == Bot("T7", "UBOT", "BBOT")


async def test_a_wrong_token_is_named_with_the_place_of_its_value() -> None:
    async with fake_slack() as slack, new_session() as session:
        with pytest.raises(CannotConnect, match=r"invalid_auth.*OAuth & Permissions"):
            await recognised(new_client("xoxb-wrong", session, slack.api))


async def test_slack_out_of_reach_is_said() -> None:
    async with new_session() as session:
        with pytest.raises(CannotConnect, match="cannot be reached"):
            await recognised(new_client("xoxb-fake", session, "http://127.0.0.1:1/api/"))


async def test_a_call_that_carries_json_arrives_as_the_sdk_would_send_it() -> None:
    arrived: list[tuple[object, ...]] = []

    async def take(request: web.Request) -> web.Response:
        head = request.headers
        arrived.append((request.path, await request.json(), head["Authorization"], head["User-Agent"]))
        assert head["Content-Type"].replace(" ", "") == "application/json;charset=utf-8"
        return web.json_response({"ok": True, "ts": "1.2"}, headers={"Set-Cookie": "b=1"})

    app = web.Application()
    app.router.add_post("/api/chat.postMessage", take)
    async with TestServer(app) as server, new_session() as session:
        api = str(server.make_url("/api/"))
        ours, theirs = new_client("xoxb-1", session, api), AsyncWebClient("xoxb-1", base_url=api, session=session)
        for client in (ours, theirs):
            answer = await client.chat_postMessage(channel="C1", text="Zoé", blocks=[{"type": "divider"}])
            assert (answer["ts"], answer.status_code) == ("1.2", 200)
        ours.token = "xoxb-renewed"
        await ours.chat_postMessage(channel="C1", text="Zoé", blocks=[{"type": "divider"}])
    assert arrived[0] == arrived[1]
    assert arrived[2][2] == "Bearer xoxb-renewed"


@pytest.mark.parametrize("body", ["<html>Bad gateway</html>", "[1]", ""])
async def test_what_is_no_answer_of_slacks_is_an_error_with_its_status(body: str) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=502, text=body, content_type="text/html")

    app = web.Application()
    app.router.add_post("/api/chat.postMessage", refuse)
    async with TestServer(app) as server, new_session() as session:
        client = new_client("xoxb-1", session, str(server.make_url("/api/")))
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel="C1", text="-")
    failed = failure(refused.value)
    assert (failed.kind, failed.why) == ("unconfirmed", "status 502")
