"""A small, strict Teams: signs and sends, logs the bot in, keeps the documented limits, and remembers what was said.

async with fake_teams() as teams:
    ada = teams.person("Ada", zone="Europe/Paris", locale="fr-FR")
    await teams.connect("http://127.0.0.1:8080/api/messages")
    await ada.says("propose")
    await ada.fill(pain="Copying invoices")
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.teams_api import Workspace
from tests.fakes.teams_client import Person
from tests.fakes.teams_keys import GOOD, Keys
from tests.fakes.teams_login import Login
from tests.fakes.teams_rules import (
    Call,
    Conversation,
    Fault,
    Json,
    Message,
    Outcome,
    Team,
)
from tests.fakes.teams_server import Server

TENANT = "7e4a4701-0000-4000-8000-00000000000a"
APP_ID = "b0700000-0000-4000-8000-00000000000b"
SECRET = "a~client.secret-of-the-fake"
PATIENCE = 15.0


class FakeTeams:
    """One tenant with the app in its catalogue. `told` lists what was sent to the bot: kind, token, and what it answered."""

    def __init__(
        self, workspace: Workspace, keys: Keys, login: Login, session: aiohttp.ClientSession, address: str
    ) -> None:
        self.workspace, self.keys, self.login, self._session = workspace, keys, login, session
        self.address, self.region = address, "emea"
        self.patience = PATIENCE
        self.faults: list[Fault] = []
        self.told: list[tuple[str, str, Outcome]] = []
        self.made: list[Call] = []
        self.last: tuple[Json, str] | None = None
        self._bot_address = ""

    # what the bot has to be told

    @property
    def service_url(self) -> str:
        return f"{self.address}/{self.region}/"

    @property
    def openid_url(self) -> str:
        return f"{self.address}/v1/.well-known/openidconfiguration"

    @property
    def login_url(self) -> str:
        """The token endpoint is below it: `/{tenant}/oauth2/v2.0/token`."""
        return self.address

    @property
    def identity_url(self) -> str:
        """A managed identity's endpoint; it wants `login.identity_header`."""
        return f"{self.address}/msi/token"

    @property
    def app_id(self) -> str:
        return self.login.app_id

    @property
    def secret(self) -> str:
        return self.login.secret

    @property
    def tenant(self) -> str:
        return self.workspace.tenant

    async def connect(self, address: str) -> None:
        """Where activities go from now on."""
        self._bot_address = address

    # what a test sets up

    def person(
        self,
        name: str,
        *,
        zone: str = "Europe/Paris",
        locale: str = "en-US",
        email: str = "",
        aad: str = "",
        tenant: str = "",
        role: str = "user",
        installed: bool = True,
    ) -> Person:
        """Somebody who has added the app long ago, or has not."""
        number = len(self.workspace.people) + 1
        profile: Json = {
            "id": f"29:1{number:04d}{''.join(filter(str.isalnum, name))}",
            "name": name,
            "objectId": aad or f"{number:08x}-0aad-4000-8000-000000000000",
            "givenName": name.partition(" ")[0],
            "surname": name.rpartition(" ")[2],
            "userPrincipalName": f"person{number}@signin.example",
            "tenantId": tenant or self.tenant,
            "userRole": role,
        }
        profile["aadObjectId"] = profile["objectId"]
        profile |= {"email": email} if email else {}
        self.workspace.meet(profile, installed=installed)
        return Person(self, profile, zone, locale)

    def team(self, name: str, *people: Person, installed: bool = True) -> Team:
        """A team with its first channel, which everybody calls General."""
        return self.workspace.team(name, [person.id for person in people], has_bot=installed)

    def channel(self, name: str, *people: Person, team: Team | None = None, installed: bool = True) -> Conversation:
        """A channel of a team, or of a new one with these people."""
        return self.workspace.channel(name, team or self.team(f"Team of {name}", *people, installed=installed))

    def group(self, name: str, *people: Person, installed: bool = True) -> Conversation:
        return self.workspace.group(name, [person.id for person in people], has_bot=installed)

    def private(self, one: Person, other: Person) -> Conversation:
        """The chat of two people with each other."""
        return self.workspace.private(one.id, other.id)

    def later(self, seconds: float) -> None:
        """Moves Teams' clock: its tokens age, and its messages get later times."""
        self.workspace.shift += seconds

    def move(self, region: str) -> None:
        """The tenant moves, and its activities name another service address."""
        self.region = region

    # what goes wrong

    def fail_next(
        self,
        status: int,
        code: str = "",
        retry_after: float | None = None,
        *,
        after_write: bool = False,
        on: str = "",
        times: int = 1,
    ) -> None:
        """The next call of the connector, or of these operations of it, is answered like this."""
        self.faults += [Fault(status, code, retry_after, after_write, tuple(on.split()))] * times

    def drop_next(self, *, after_write: bool = False, on: str = "") -> None:
        """The next call loses its connection, before anything is done or after it."""
        self.faults.append(Fault(0, after_write=after_write, on=tuple(on.split())))

    def hold_next(self, seconds: float, *, on: str = "") -> None:
        """The next call is done, and answered late."""
        self.faults.append(Fault(200, after_write=True, on=tuple(on.split()), seconds=seconds))

    def keep_rates(self) -> None:
        """From now on too many calls are answered with 429, by the documented windows and the fake's clock."""
        self.workspace.keeps_rates = True

    def rotate(self, *, keep_old: bool = True) -> None:
        self.keys.rotate(keep_old=keep_old)

    def slow(self, seconds: float) -> None:
        """The signing keys take this long."""
        self.keys.delay = seconds

    def break_keys(self, status: int = 503) -> None:
        """The signing keys cannot be had, until it is called with 0."""
        self.keys.broken = status

    def slow_login(self, seconds: float) -> None:
        self.login.delay = seconds

    def fail_login(self, status: int, error: str = "temporarily_unavailable", times: int = 1) -> None:
        self.login.faults += [(status, error)] * times

    # what a test asks

    @property
    def complaints(self) -> list[str]:
        return self.workspace.complaints

    def calls(self, operation: str = "") -> list[Call]:
        """The connector's calls in order, refused ones included."""
        return [call for call in self.made if operation in ("", call.operation)]

    def messages(self, where: Conversation) -> list[Message]:
        """Everything ever written there, with its edits, deleted ones included."""
        return where.messages

    # sending to the bot

    async def deliver(self, activity: Json, token: str = GOOD, **claims: Any) -> Outcome:
        """An activity under a token of this kind; `claims` replace those of the token."""
        self.last = activity, token
        named = str(claims.pop("serviceurl", activity.get("serviceUrl") or self.service_url))
        header = self.keys.authorization(token, named, **claims)
        outcome = await self.post(json.dumps(activity).encode(), header)
        self.told.append((str(activity.get("name") or activity.get("type")), token, outcome))
        return outcome

    async def resend(self, *, new_id: bool = True) -> Outcome:
        """The last activity again: Teams does so after 15 seconds, and then names it anew."""
        assert self.last is not None, "nothing was sent yet"
        activity, token = self.last
        if new_id:
            prefix = "f:" if str(activity.get("id", "")).startswith("f:") else ""
            activity = {**activity, "id": prefix + self.workspace.new_id(), "timestamp": self.timestamp()}
        return await self.deliver(activity, token)

    async def post(
        self, body: bytes, authorization: str | None, content_type: str = "application/json; charset=utf-8"
    ) -> Outcome:
        """A raw request."""
        assert self._bot_address, "connect() tells where the bot is"
        headers = {"Content-Type": content_type, "User-Agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)"}
        headers |= {"Authorization": authorization} if authorization is not None else {}
        limit = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self._session.post(
                self._bot_address, data=BytesIO(body), headers=headers, timeout=limit
            ) as answer:
                text = await answer.text()
                is_json = answer.content_type == "application/json" and text
                return Outcome(answer.status, json.loads(text) if is_json else text or None)
        except TimeoutError:
            return Outcome(0)

    def timestamp(self) -> str:
        return datetime.fromtimestamp(self.workspace.now(), UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


@asynccontextmanager
async def fake_teams(
    *,
    tenant: str = TENANT,
    app_id: str = APP_ID,
    secret: str = SECRET,
    clock: Callable[[], float] = time.time,  # noqa: TID251 a server of its own, with a clock of its own
) -> AsyncIterator[FakeTeams]:
    """A running fake; leaving it fails when the bot sent anything that Teams would refuse."""
    workspace = Workspace(tenant, app_id, clock)
    keys, login = Keys(app_id, workspace.now), Login(tenant, app_id, secret, workspace.now)
    server = Server(workspace, keys, login)
    runner = web.AppRunner(server.app(), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession() as session:
            teams = server.teams = FakeTeams(workspace, keys, login, session, address)
            yield teams
    finally:
        await runner.cleanup()
    assert not workspace.complaints, "\n".join(workspace.complaints)
