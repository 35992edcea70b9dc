"""The adapter keeps the contract: who gets in, what reaches the place, what goes back, and what is logged of it."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import AsyncIterator, Sequence

import aiohttp
import pytest
from aiohttp import web

from bot.teams.adapter import TeamsAdapter, routes
from bot.teams.auth import Access, Keys
from bot.teams.gate import Answered, Json, Receive
from bot.teams.hosts import Hosts
from tests.bot.teams.adapter_contract import CANARY, REQUESTS, Asked, Build, Gate, Trust, gate
from tests.bot.teams.slow import slow_endpoint
from tests.fakes.teams_keys import GOOD


def on_botbuilder(trust: Trust, receive: Receive, session: aiohttp.ClientSession) -> Sequence[web.RouteDef]:
    hosts = Hosts(local=trust.local, also=trust.hosts)
    access = Access(trust.app_id, frozenset({trust.tenant}), hosts, local=trust.local)
    return routes(TeamsAdapter(access, Keys(session, time.monotonic, trust.metadata)), receive)


ADAPTERS: dict[str, Build] = {"botbuilder": on_botbuilder}


@pytest.fixture(params=ADAPTERS)
def build(request: pytest.FixtureRequest) -> Build:
    return ADAPTERS[request.param]


@pytest.fixture
async def running(build: Build) -> AsyncIterator[Gate]:
    async with gate(build) as made:
        yield made


@pytest.mark.parametrize("asked", REQUESTS, ids=str)
async def test_each_request_gets_its_answer_and_each_refusal_one_line(
    build: Build, asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    async with gate(build, local=asked.local) as running:
        assert await running.ask(asked) == (asked.status, b"")
        lets_in = asked.status == 200
        assert len(running.got) == lets_in
        told = [record for record in caplog.records if record.levelno >= logging.WARNING or record.name[:4] == "bot."]
        assert len(told) == (not lets_in), [record.getMessage() for record in told]
        assert not any(record.exc_info or "\n" in record.getMessage() for record in told)
        assert CANARY not in caplog.text and "eyJ" not in caplog.text, "neither words nor tokens"


def test_every_rule_is_tried_with_something_that_gets_in_and_something_that_does_not() -> None:
    for rule in ("token", "tenant", "local"):
        statuses = {asked.status for asked in REQUESTS if asked.name.startswith(f"{rule}: ")}
        assert 200 in statuses and statuses & {401, 403}


async def test_the_place_gets_the_activity_as_it_was_sent(running: Gate) -> None:
    odd: Json = {
        "text": "Ünï\u202e😀\x00 <at>Quickwin</at>",
        "value": {"deep": [1, 2.5, None, {"big": 2**60}], "": ""},
        "a part nobody knows": {"kept": True},
        "localTimezone": "Europe/Paris",
        "timestamp": "2026-11-21T09:00:00.123Z",
    }
    sent = running.activity(**odd)
    assert (await running.post(**odd))[0] == 200
    assert running.got == [sent]


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (Answered(), 200, b""),
        (Answered(501), 501, b""),
        (Answered(200, {}), 200, b"{}"),
        (Answered(200, {"value": "Née 😀"}), 200, '{"value":"Née 😀"}'.encode()),
        (Answered(412, {"statusCode": 412}), 412, b'{"statusCode":412}'),
    ],
)
@pytest.mark.parametrize("kind", ["message", "invoke"])
async def test_what_the_place_answers_goes_back(
    running: Gate, kind: str, answer: Answered, status: int, body: bytes
) -> None:
    running.answer = answer
    assert await running.post(type=kind, name="adaptiveCard/action") == (status, body)


async def test_a_failure_of_ours_has_a_reference_and_none_of_their_words(
    running: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    running.wrong = RuntimeError(CANARY)
    assert await running.post() == (500, b"")
    (record,) = caplog.records
    assert re.search(r"reference [0-9a-f]{8}: RuntimeError", record.getMessage())
    assert CANARY not in caplog.text
    running.wrong = None
    assert (await running.post())[0] == 200


async def test_what_is_buffered_for_the_answer_is_no_way_around_the_place(running: Gate) -> None:
    running.answer = Answered(200, {"told": "by the place"})
    status, body = await running.post(deliveryMode="expectReplies")
    assert (status, json.loads(body)) == (200, {"told": "by the place"})


async def test_somebody_who_hangs_up_leaves_one_line(running: Gate, caplog: pytest.LogCaptureFixture) -> None:
    port = int(running.address.split(":")[2].split("/")[0])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    writer.write(head + b"{")
    await writer.drain()
    writer.close()
    while not caplog.records:  # noqa: ASYNC110 a line of log rings no bell
        await asyncio.sleep(0.01)
    assert [record.getMessage() for record in caplog.records] == [
        "a request to /api/messages was refused with 400: cut off"
    ]
    assert (await running.post())[0] == 200


@pytest.mark.parametrize("token", [b"\xff.\xfe.\xfd", b"caf\xe9", "é.é.é".encode()])
async def test_a_token_of_signs_that_no_token_has_is_refused_in_one_line(
    running: Gate, caplog: pytest.LogCaptureFixture, token: bytes
) -> None:
    port = int(running.address.split(":")[2].split("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = json.dumps(running.activity()).encode()
    head = f"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    writer.write(head.encode() + b"\r\nConnection: close\r\nAuthorization: Bearer " + token + b"\r\n\r\n" + body)
    answer = await reader.read()
    writer.close()
    assert answer.split(b" ")[1] == b"401" and running.got == []
    assert [record.getMessage() for record in caplog.records] == [
        "a request to /api/messages was refused with 401: not a token"
    ]


async def test_many_at_once_are_each_answered_with_their_own(running: Gate) -> None:
    asked = [Asked("", 200, {"id": str(number)}, GOOD if number % 3 else "expired") for number in range(30)]
    answers = await asyncio.gather(*[running.ask(each) for each in asked])
    assert [status for status, _ in answers] == [200 if number % 3 else 401 for number in range(30)]
    assert sorted(int(each["id"]) for each in running.got) == [number for number in range(30) if number % 3]


async def test_slow_signing_keys_stall_nobody(running: Gate, build: Build) -> None:
    keys = running.teams.keys
    pages = {"/openid": {"jwks_uri": "{address}/keys"}, "/keys": keys.page()}
    with slow_endpoint(pages) as slow:
        async with aiohttp.ClientSession() as session:
            hosts = frozenset({running.teams.address})
            trust = Trust(running.teams.app_id, running.teams.tenant, f"{slow.address}/openid", hosts)
            app = web.Application()
            app.add_routes(build(trust, running.receive, session))
            runner = web.AppRunner(app, shutdown_timeout=0.1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            running.address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
            posting = [asyncio.create_task(running.post()) for _ in range(3)]
            await slow.must_not_stall()
            assert [status for status, _ in await asyncio.gather(*posting)] == [200] * 3
            assert slow.asked == 2, "the document and its keys, once for all"
            await runner.cleanup()
