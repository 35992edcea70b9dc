"""A small Teams: the connector with its keys and its login, which checks what it is sent, misbehaves when told to, and remembers."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.bot.teams import validator

Json = dict[str, Any]

TENANT = "11111111-aaaa-4bbb-8ccc-000000000001"
APP = "22222222-aaaa-4bbb-8ccc-000000000002"
SECRET = "a client secret"
CARD = "application/vnd.microsoft.card.adaptive"
MOST_BYTES = 100_000


@dataclass
class Fault:
    """What the next call of the connector gets instead; `after_write` does what was asked first."""

    status: int
    code: str = "BadRequest"
    retry_after: str = ""
    after_write: bool = False
    method: str = "POST"


@dataclass
class Chat:
    """A conversation: what is in it now, by id, in order."""

    id: str
    kind: str
    name: str = ""
    members: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    edits: int = 0
    deleted: int = 0


class SigningKey:
    """One of the connector's keys."""

    def __init__(self, kid: str, endorsements: tuple[str, ...] = ("msteams",)) -> None:
        self.kid = kid
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        self.listed = {**public, "kid": kid, "use": "sig", "endorsements": list(endorsements)}


class FakeTeams:
    """`start` it, tell it where the bot is with `bot_at`, and let people act."""

    def __init__(self) -> None:
        self.key = SigningKey("key-1")
        self.listed = [self.key]
        self.chats: dict[str, Chat] = {}
        self.profiles: dict[str, Json] = {}
        self.teams: dict[str, list[Json]] = {}
        self.faults: list[Fault] = []
        self.calls: list[str] = []
        self.logins = 0
        self.key_fetches = 0
        self.away = False
        self.numbers = count(1)
        self.base = ""
        self.bot = ""
        self.session: aiohttp.ClientSession | None = None

    @property
    def service_url(self) -> str:
        return f"{self.base}/emea/"

    def app(self) -> web.Application:
        app = web.Application(client_max_size=4 << 20)
        app.add_routes(
            [
                web.get("/openid", self._openid),
                web.get("/keys", self._keys),
                web.post("/{tenant}/oauth2/v2.0/token", self._login),
                web.route("*", "/emea/v3/{path:.*}", self._connector),
            ]
        )
        return app

    # trust

    def token(self, **changes: Any) -> str:
        """What the connector would sign; `changes` replace claims (None leaves one out), `key` and `alg` sign differently."""
        key = changes.pop("key", self.key)
        headers = {"kid": changes.pop("kid", key.kid)}
        now = int(time.time())  # noqa: TID251 the bot checks tokens by the machine's clock
        claims = {
            "iss": "https://api.botframework.com", "aud": APP, "nbf": now - 10, "exp": now + 3600,
            "serviceurl": self.service_url, **changes,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, key.private, algorithm="RS256", headers=headers)

    def rotate(self) -> None:
        """A new key signs from now on, and the old one is listed no more."""
        self.key = SigningKey(f"rotated-{next(self.numbers)}")
        self.listed = [self.key]

    async def _openid(self, _request: web.Request) -> web.Response:
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.base}/keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        self.key_fetches += 1
        if self.away:
            return web.Response(status=503)
        return web.json_response({"keys": [key.listed for key in self.listed]})

    async def _login(self, request: web.Request) -> web.Response:
        self.logins += 1
        form = await request.post()
        good = (form.get("client_id"), form.get("client_secret"), request.match_info["tenant"]) == (APP, SECRET, TENANT)
        if not good or form.get("scope") != "https://api.botframework.com/.default":
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"access_token": f"bearer-{self.logins}", "expires_in": 3600})

    # the connector

    async def _connector(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        self.calls.append(f"{request.method} {path}")
        if request.headers.get("Authorization") != f"Bearer bearer-{self.logins}":
            return _refused(401, "Unauthorized")
        body = await request.read()
        if len(body) > MOST_BYTES:
            return _refused(413, "MessageSizeTooBig")
        fault = self._fault(request.method)
        if fault is not None and not fault.after_write:
            return _refused(fault.status, fault.code, fault.retry_after)
        answer = self._done(request.method, path.split("/"), json.loads(body) if body else {}, request.query)
        return _refused(fault.status, fault.code, fault.retry_after) if fault is not None else answer

    def _fault(self, method: str) -> Fault | None:
        found = next((fault for fault in self.faults if fault.method == method), None)
        if found is not None:
            self.faults.remove(found)
        return found

    def _done(self, method: str, path: list[str], body: Json, query: Mapping[str, str]) -> web.Response:
        match method, path:
            case "POST", ["conversations"]:
                return self._create(body)
            case "POST", ["conversations", chat, "activities"]:
                return self._post(chat, body)
            case "PUT", ["conversations", chat, "activities", activity]:
                return self._put(chat, activity, body)
            case "DELETE", ["conversations", chat, "activities", activity]:
                return self._delete(chat, activity)
            case "GET", ["conversations", chat, "members", user]:
                return self._member(chat, user)
            case "GET", ["teams", team, "conversations"] if team in self.teams:
                return web.json_response({"conversations": self.teams[team]})
            case _:
                return _refused(404, "NotFound")

    def _create(self, body: Json) -> web.Response:
        (member,) = body["members"]
        profile = self._profile(member["id"])
        if profile is None or not profile.get("installed") or body.get("tenantId") != profile["tenantId"]:
            return _refused(403, "BotNotInConversationRoster")
        chat = self.personal(profile)
        return web.json_response({"id": chat.id}, status=201)

    def _post(self, chat_id: str, body: Json) -> web.Response:
        chat = self.chats.get(chat_id.partition(";")[0])
        if chat is None:
            return _refused(404, "ConversationNotFound")
        self._check(body)
        number = str(1_700_000_000_000 + next(self.numbers))
        chat.messages[number] = {**body, "id": number, "conversation": chat_id}
        return web.json_response({"id": number}, status=201)

    def _put(self, chat_id: str, activity: str, body: Json) -> web.Response:
        chat = self.chats.get(chat_id.partition(";")[0])
        if chat is None or activity not in chat.messages:
            return _refused(404, "ActivityNotFoundInConversation")
        self._check(body)
        edited = {"revision": chat.messages[activity].get("revision", 0) + 1}
        chat.messages[activity] = {**chat.messages[activity], **body, **edited}
        chat.edits += 1
        return web.json_response({"id": activity})

    def _delete(self, chat_id: str, activity: str) -> web.Response:
        chat = self.chats.get(chat_id.partition(";")[0])
        if chat is None or chat.messages.pop(activity, None) is None:
            return _refused(404, "ActivityNotFoundInConversation")
        chat.deleted += 1
        return web.Response(status=200)

    def _member(self, chat_id: str, user: str) -> web.Response:
        profile = self._profile(user)
        chat = self.chats.get(chat_id)
        if chat is None or profile is None or profile["id"] not in chat.members:
            return _refused(404, "MemberNotFoundInConversation")
        return web.json_response({name: value for name, value in profile.items() if name != "installed"})

    def _profile(self, user: str) -> Json | None:
        return next((each for each in self.profiles.values() if user in (each["id"], each["aadObjectId"])), None)

    def _check(self, activity: Json) -> None:
        if activity.get("type") != "message":
            raise AssertionError(f"what is this activity? {activity.get('type')}")
        for attachment in activity.get("attachments", []):
            if attachment["contentType"] != CARD:
                raise AssertionError(attachment["contentType"])
            validator.must_be_a_card(attachment["content"])
        if not str(activity.get("summary") or activity.get("text") or "").strip():
            raise AssertionError("a message without words for its notification")

    # the world

    def personal(self, profile: Json) -> Chat:
        chat_id = f"a:1{profile['aadObjectId'][:8]}"
        return self.chats.setdefault(chat_id, Chat(chat_id, "personal", members=[profile["id"]]))

    def channel(self, name: str, team: str = "19:team@thread.tacv2") -> Chat:
        chat_id = f"19:{name}@thread.tacv2"
        self.teams.setdefault(team, []).append({"id": chat_id, "name": name})
        everybody = [profile["id"] for profile in self.profiles.values()]
        return self.chats.setdefault(chat_id, Chat(chat_id, "channel", name, everybody))

    async def deliver(self, activity: Json, token: str | None = None) -> tuple[int, Json]:
        """An activity to the bot; its status and the body it answers."""
        assert self.session is not None
        headers = {"Authorization": f"Bearer {token or self.token()}"}
        async with self.session.post(self.bot, json=activity, headers=headers) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text else {}


def _refused(status: int, code: str, retry_after: str = "") -> web.Response:
    headers = {"Retry-After": retry_after} if retry_after else {}
    body = {"error": {"code": code, "message": "a sentence that may name somebody"}}
    return web.json_response(body, status=status, headers=headers)


@asynccontextmanager
async def fake_teams() -> AsyncIterator[FakeTeams]:
    teams = FakeTeams()
    runner = web.AppRunner(teams.app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    teams.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with aiohttp.ClientSession() as teams.session:
            yield teams
    finally:
        await runner.cleanup()
