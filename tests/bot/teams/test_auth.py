"""Who the bot listens to: every bad token is refused as what it is, in one line of log, and nothing of it is repeated."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web

from bot.teams.adapter import MOST_BYTES, PATH, TeamsAdapter, routes
from bot.teams.auth import Access, Keys
from bot.teams.gate import Answered
from bot.teams.hosts import Hosts
from tests.fakes.teams import APP, TENANT, FakeTeams, Json, SigningKey, fake_teams

CANARY = "a sentence that nobody logs"


class Bot:
    """The adapter alone, with what reached the place behind it."""

    def __init__(self, teams: FakeTeams) -> None:
        self.teams = teams
        self.got: list[Json] = []
        self.now = 1000.0
        self.fails = False

    async def receive(self, activity: Json) -> Answered:
        self.got.append(activity)
        if self.fails:
            raise RuntimeError(CANARY)
        return Answered(200, {"told": "yes"}) if activity["type"] == "invoke" else Answered()

    def activity(self, **changes: Any) -> Json:
        activity = {
            "type": "message", "id": "1", "text": CANARY, "channelId": "msteams", "serviceUrl": self.teams.service_url,
            "from": {"id": "29:ada"}, "recipient": {"id": f"28:{APP}"}, "conversation": {"id": "a:1", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}}, **changes,
        }  # fmt: skip
        return {name: value for name, value in activity.items() if value is not None}

    async def post(self, body: bytes | Json, token: str | None = None, **headers: str) -> tuple[int, str]:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token or self.teams.token()}",
            **headers,
        }
        assert self.teams.session is not None
        sent = {name: value for name, value in given.items() if value}
        async with self.teams.session.post(self.teams.bot, data=content, headers=sent) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def bot(*, local: bool = False) -> AsyncIterator[Bot]:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        running = Bot(teams)
        hosts = Hosts(local=local, also=frozenset({teams.base}))
        keys = Keys(session, lambda: running.now, f"{teams.base}/openid")
        adapter = TeamsAdapter(Access(APP, frozenset({TENANT}), hosts, local=local), keys)
        app = web.Application(client_max_size=4 << 20)
        app.add_routes(routes(adapter, running.receive))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.bot = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        try:
            yield running
        finally:
            await runner.cleanup()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]


def unsigned(teams: FakeTeams) -> str:
    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none", headers={"kid": teams.key.kid})


def by_secret(teams: FakeTeams) -> str:
    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    return jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": teams.key.kid})


def now() -> int:
    return int(time.time())


TOKENS: dict[str, tuple[Callable[[FakeTeams], str], int]] = {
    "good": (lambda teams: teams.token(), 200),
    "expired within the leeway": (lambda teams: teams.token(exp=now() - 200), 200),
    "expired": (lambda teams: teams.token(exp=now() - 400), 401),
    "without an end": (lambda teams: teams.token(exp=None), 401),
    "not valid yet": (lambda teams: teams.token(nbf=now() + 900), 401),
    "another issuer": (lambda teams: teams.token(iss="https://evil.example"), 401),
    "no issuer": (lambda teams: teams.token(iss=None), 401),
    "another audience": (lambda teams: teams.token(aud="another-app"), 401),
    "no audience": (lambda teams: teams.token(aud=None), 401),
    "another service": (lambda teams: teams.token(serviceurl="https://smba.trafficmanager.net/amer/"), 401),
    "no service": (lambda teams: teams.token(serviceurl=None), 401),
    "another key by the same name": (lambda teams: teams.token(key=SigningKey("key-1")), 401),
    "an unknown key": (lambda teams: teams.token(key=SigningKey("made-up")), 401),
    "no algorithm": (unsigned, 401),
    "a shared secret": (by_secret, 401),
    "garbage": (lambda teams: "garbage", 401),
    "three parts of garbage": (lambda teams: "a.b.c", 401),
}


@pytest.mark.parametrize("name", TOKENS)
async def test_a_token_is_good_or_refused_in_one_line(name: str, caplog: pytest.LogCaptureFixture) -> None:
    make, status = TOKENS[name]
    caplog.set_level(logging.DEBUG, "bot")
    async with bot() as running:
        token = make(running.teams)
        answered, text = await running.post(running.activity(), token)
        assert (answered, text) == (status, "")
        assert len(running.got) == (status == 200)
        assert len(lines(caplog)) == (status != 200)
        assert token not in caplog.text and CANARY not in caplog.text and "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"channelId": "webchat"}, 403),
        ({"channelId": None}, 403),
        ({"channelId": "emulator"}, 403),
        ({"serviceUrl": None}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net.evil.example/"}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net@evil.example/"}, 403),
        ({"channelData": {"tenant": {"id": "another"}}}, 403),
        ({"channelData": {}, "conversation": {"id": "a:1", "tenantId": "another"}}, 403),
        ({"channelData": {}, "conversation": {"id": "a:1"}}, 403),
        ({"channelData": {}, "conversation": {"id": "a:1", "tenantId": TENANT}}, 200),
    ],
)
async def test_the_channel_the_service_and_the_tenant_are_ours(
    changes: Json, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot() as running:
        activity = running.activity(**changes)
        token = running.teams.token(serviceurl=activity.get("serviceUrl"))
        assert (await running.post(activity, token))[0] == status
        assert len(lines(caplog)) == (status != 200)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b'"text"', {}, 400),
        (b"{}", {}, 400),
        (b'{"type": 3}', {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b" " * (MOST_BYTES + 1), {}, 413),
        (b'{"type": "message"}', {"Authorization": ""}, 403),
    ],
)
async def test_what_is_no_activity_is_refused(
    body: bytes, headers: dict[str, str], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot() as running:
        assert (await running.post(body, **headers))[0] == status
        assert running.got == [] and len(lines(caplog)) == 1


async def test_without_a_header_nobody_gets_in() -> None:
    async with bot() as running:
        assert (await running.post(running.activity(), Authorization=""))[0] == 401
        assert (await running.post(running.activity(), Authorization="Basic YTpi"))[0] == 401
        assert running.got == []


async def test_an_invoke_is_answered_with_what_the_place_says() -> None:
    async with bot() as running:
        status, text = await running.post(running.activity(type="invoke", name="adaptiveCard/action"))
        assert (status, json.loads(text)) == (200, {"told": "yes"})


async def test_a_failure_of_ours_is_a_500_with_a_reference_and_not_a_word_of_theirs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with bot() as running:
        running.fails = True
        assert (await running.post(running.activity())) == (500, "")
        (line,) = lines(caplog)
        assert "reference" in line and CANARY not in line


async def test_a_rotated_key_is_fetched_at_once_and_the_old_one_is_gone() -> None:
    async with bot() as running:
        teams = running.teams
        old = teams.token()
        assert (await running.post(running.activity(), old))[0] == 200
        teams.rotate()
        assert (await running.post(running.activity()))[0] == 200
        assert (await running.post(running.activity(), old))[0] == 401


async def test_keys_are_fetched_once_for_all_who_wait_and_not_for_every_made_up_name() -> None:
    async with bot() as running:
        assert [
            status for status, _ in await asyncio.gather(*[running.post(running.activity()) for _ in range(8)])
        ] == [200] * 8
        assert running.teams.key_fetches == 1
        for number in range(20):
            made_up = running.teams.token(kid=f"made-up-{number}")
            assert (await running.post(running.activity(), made_up))[0] == 401
        assert running.teams.key_fetches <= 4
        running.now += 600
        running.teams.rotate()
        assert (await running.post(running.activity()))[0] == 200


async def test_known_keys_work_on_while_the_endpoint_is_away() -> None:
    async with bot() as running:
        assert (await running.post(running.activity()))[0] == 200
        running.teams.away = True
        running.now += 48 * 3600
        assert (await running.post(running.activity()))[0] == 200
        assert (await running.post(running.activity(), running.teams.token(kid="other")))[0] == 401


async def test_a_key_that_is_not_endorsed_for_the_channel_is_refused() -> None:
    async with bot() as running:
        running.teams.key = SigningKey("key-2", endorsements=("webchat",))
        running.teams.listed = [running.teams.key]
        assert (await running.post(running.activity()))[0] == 403


async def test_the_development_switch_takes_unsigned_activities_that_are_answered_on_this_machine() -> None:
    async with bot(local=True) as running:
        local = running.activity(
            serviceUrl="http://127.0.0.1:56150/_connector", conversation={"id": "c"}, channelData={}
        )
        assert (await running.post(local, Authorization=""))[0] == 200
        away = running.activity(serviceUrl="https://smba.trafficmanager.net/amer/")
        assert (await running.post(away, Authorization=""))[0] == 403


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens whose signature was checked."""
    checked: list[str] = []
    decode = jwt.decode

    def checking(token: str, *given: Any, **named: Any) -> Any:
        if named.get("algorithms"):
            checked.append(token)
        return decode(token, *given, **named)

    monkeypatch.setattr("bot.teams.auth.jwt.decode", checking)
    return checked


async def test_a_token_that_comes_again_is_proven_once(proofs: list[str]) -> None:
    async with bot() as running:
        token = running.teams.token()
        assert [(await running.post(running.activity(), token))[0] for _ in range(5)] == [200] * 5
        assert proofs == [token]


async def test_a_known_token_opens_nothing_else() -> None:
    async with bot() as running:
        token = running.teams.token()
        assert (await running.post(running.activity(), token))[0] == 200
        other = running.activity(serviceUrl="https://smba.trafficmanager.net/amer/")
        assert (await running.post(other, token))[0] == 401
        assert (await running.post(running.activity(channelId="webchat"), token))[0] == 403
        assert (await running.post(running.activity(channelData={"tenant": {"id": "other"}}), token))[0] == 403
        assert (await running.post(running.activity(), token[:-4] + "AAAA"))[0] == 401


async def test_a_known_token_ends_when_it_ends(monkeypatch: pytest.MonkeyPatch, proofs: list[str]) -> None:
    async with bot() as running:
        ends = int(time.time()) + 3600
        token = running.teams.token(exp=ends)
        assert (await running.post(running.activity(), token))[0] == 200
        monkeypatch.setattr("bot.teams.auth.time.time", lambda: ends + 299.0)
        assert (await running.post(running.activity(), token))[0] == 200 and len(proofs) == 1
        monkeypatch.setattr("bot.teams.auth.time.time", lambda: ends + 300.0)
        await running.post(running.activity(), token)
        assert len(proofs) == 2, "its end is looked at again, by the library"


async def test_a_known_token_is_proven_anew_when_its_key_is_another(proofs: list[str]) -> None:
    async with bot() as running:
        token = running.teams.token()
        assert (await running.post(running.activity(), token))[0] == 200
        running.teams.listed = [SigningKey(running.teams.key.kid)]
        running.now += 25 * 3600
        assert (await running.post(running.activity(), token))[0] == 200, "renewed beside the request"
        await settled()
        assert (await running.post(running.activity(), token))[0] == 401 and len(proofs) == 2


async def test_what_is_remembered_of_tokens_has_an_end_and_forgeries_are_not_remembered(
    monkeypatch: pytest.MonkeyPatch, proofs: list[str]
) -> None:
    monkeypatch.setattr("bot.teams.auth.MOST_PROVEN", 2)
    async with bot() as running:
        tokens = [running.teams.token(nbf=now() - number) for number in range(3)]
        forged = running.teams.token(key=SigningKey("key-1"))
        statuses = [(await running.post(running.activity(), token))[0] for token in (*tokens, forged, forged, *tokens)]
        assert statuses == [200, 200, 200, 401, 401, 200, 200, 200]
        assert proofs == [*tokens, forged, forged, *tokens]


class Endpoint:
    """Where signing keys are listed, in whatever shape a test wants: answers by path, in turn, the last one for ever."""

    def __init__(self) -> None:
        self.now = 0.0
        self.fetches = 0
        self.documents: list[bytes] = []
        self.pages: list[bytes] = []
        self.status = 200

    async def openid(self, request: web.Request) -> web.Response:
        self.fetches += 1
        good = json.dumps({"jwks_uri": f"http://{request.host}/keys"}).encode()
        return self._next(self.documents or [good])

    async def keys(self, _request: web.Request) -> web.Response:
        return self._next(self.pages)

    def _next(self, answers: list[bytes]) -> web.Response:
        body = answers.pop(0) if len(answers) > 1 else answers[0]
        headers = {"Location": "http://127.0.0.1:1/"} if 300 <= self.status < 400 else None
        return web.Response(status=self.status, body=body, headers=headers)


ONE, TWO = SigningKey("one"), SigningKey("two")


def page(*keys: Any) -> bytes:
    return json.dumps({"keys": [key.listed if isinstance(key, SigningKey) else key for key in keys]}).encode()


@asynccontextmanager
async def keys_of(endpoint: Endpoint) -> AsyncIterator[Keys]:
    app = web.Application()
    app.add_routes([web.get("/openid", endpoint.openid), web.get("/keys", endpoint.keys)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession() as session:
            base = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield Keys(session, lambda: endpoint.now, f"{base}/openid")
    finally:
        await runner.cleanup()


async def settled() -> None:
    """What runs beside the requests has ended."""
    running = [task for task in asyncio.all_tasks() if task.get_name() == "teams signing keys"]
    await asyncio.gather(*running)


NONSENSE = (
    b"", b"<html>", b"null", b"[]", b"{}", b"3", b'"keys"', b"\xff\xfe", b'{"keys": null}', b'{"keys": []}', b'{"keys": 3}',
    b'{"keys": ["one"]}', b'{"keys": [null]}', b'{"keys": {"one": 1}}',
)  # fmt: skip


@pytest.mark.parametrize("where", ["documents", "pages"])
@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_an_endpoint_that_says_nonsense_takes_no_key_away(
    where: str, nonsense: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        assert await keys.key("one")
        setattr(endpoint, where, [nonsense])
        assert await keys.key("two") is None
        assert await keys.key("one")
        assert len(lines(caplog)) == 1 and "could not be read" in caplog.text


@pytest.mark.parametrize("status", [302, 404, 429, 500, 503])
async def test_keys_are_not_fetched_again_and_again_while_the_endpoint_is_away(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = Endpoint()
    endpoint.pages, endpoint.status = [page(ONE)], status
    async with keys_of(endpoint) as keys:
        for _ in range(50):
            assert await keys.key("one") is None
        assert endpoint.fetches == 1 and len(lines(caplog)) == 1
        endpoint.now, endpoint.status = 10.0, 200
        assert await keys.key("one"), "ten seconds later it is there again"


async def test_a_failed_fetch_does_not_use_up_what_a_rotation_needs() -> None:
    endpoint = Endpoint()
    endpoint.pages, endpoint.status = [page(ONE)], 503
    async with keys_of(endpoint) as keys:
        for _ in range(20):
            assert await keys.key("one") is None
            endpoint.now += 10
        endpoint.status = 200
        assert await keys.key("one")


async def test_a_key_that_cannot_be_read_does_not_take_the_others_with_it() -> None:
    broken: list[Any] = [
        "text", None, {}, {"kid": "no kind"}, {"kty": "EC", "kid": "curve", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "oct", "kid": "secret", "k": "c2VjcmV0"}, {"kty": "RSA", "kid": "short", "n": "!!", "e": "AQAB"},
        {"kty": "RSA", "kid": "half", "n": "AQAB"}, {**ONE.listed, "kid": "odd", "endorsements": 5},
        {name: value for name, value in ONE.listed.items() if name != "kid"},
    ]  # fmt: skip
    endpoint = Endpoint()
    endpoint.pages = [page(*broken, ONE)]
    async with keys_of(endpoint) as keys:
        assert await keys.key("one")
        for kid in ("no kind", "curve", "secret", "short", "half", "odd", "None", ""):
            assert await keys.key(kid) is None


async def test_keys_are_renewed_once_a_day_beside_the_requests() -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE), page(TWO)]
    async with keys_of(endpoint) as keys:
        assert await keys.key("one")
        endpoint.now = 24 * 3600 - 1
        assert await keys.key("one") and endpoint.fetches == 1
        endpoint.now = 24 * 3600
        assert all(await asyncio.gather(*[keys.key("one") for _ in range(10)])), "nobody waits for it"
        await settled()
        assert endpoint.fetches == 2
        assert await keys.key("two") and await keys.key("one") is None


async def test_a_renewal_that_fails_is_tried_again_in_a_while_and_not_at_every_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        assert await keys.key("one")
        endpoint.now, endpoint.status = 24 * 3600, 503
        for _ in range(50):
            assert await keys.key("one")
            await settled()
        assert endpoint.fetches == 2 and len(lines(caplog)) == 1
        endpoint.now += 10
        assert await keys.key("one")
        await settled()
        assert endpoint.fetches == 3


async def test_a_flood_of_made_up_ids_hides_a_rotation_for_five_minutes_at_most() -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        for number in range(500):
            assert await keys.key(f"made up {number}") is None
        assert endpoint.fetches == 3
        endpoint.pages = [page(ONE, TWO)]
        assert await keys.key("two") is None
        endpoint.now = 300.0
        assert await keys.key("two") and endpoint.fetches == 4


async def test_a_request_that_is_given_up_leaves_the_fetch_to_the_others() -> None:
    endpoint = Endpoint()
    endpoint.pages = [page(ONE)]
    async with keys_of(endpoint) as keys:
        first, second = (asyncio.create_task(keys.key("one")) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        assert await second and endpoint.fetches == 1
