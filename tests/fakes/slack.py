"""A small, strict Slack: it signs and sends, asks again, keeps its documented limits, and remembers what was said.

async with fake_slack() as slack:
    ada = slack.person("U1", name="Ada", locale="fr-FR")
    slack.bot_at("http://127.0.0.1:8080/slack/events", signing_secret="…")
    await ada.command("propose")
    await ada.submit(ada.view, pain="Copying invoices")
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack_api import APP_TOKEN, BOT_TOKEN, Workspace
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import Channel, Fault, Json, Link, Outcome
from tests.fakes.slack_server import serving

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PATIENCE = 3.0
RETRIES = 3

_ENVELOPES = {"event": "events_api", "command": "slash_commands", "interactive": "interactive"}


class FakeSlack:
    """One workspace with the bot installed. `told` lists what was sent to the bot: kind, attempt, and what it answered."""

    bot_token, app_token = BOT_TOKEN, APP_TOKEN

    def __init__(self, workspace: Workspace, session: aiohttp.ClientSession, address: str) -> None:
        workspace.files.address = address
        workspace.socket_address = address.replace("http", "ws", 1) + "/link"
        self.workspace, self._session = workspace, session
        self.address, self.api = address, f"{address}/api/"
        self.hooks = f"{address}/hooks/"
        self.secret, self.patience = SECRET, PATIENCE
        self.told: list[tuple[str, int, Outcome]] = []
        self.links: list[Link] = []
        self._bot_address = ""

    # what a test sets up and asks

    def bot_at(self, address: str, signing_secret: str = SECRET) -> None:
        """Where events, commands and clicks go from now on, unless a Socket Mode connection is open."""
        self._bot_address, self.secret = address, signing_secret

    def person(
        self,
        user: str,
        *,
        name: str = "",
        tz: str = "Europe/Paris",
        locale: str = "en-US",
        admin: bool = False,
        guest: bool = False,
        team: str = "",
        email: str = "",
    ) -> Person:
        shown = name or user
        profile = {"real_name": shown, "display_name": shown} | ({"email": email} if email else {})
        roles = {"is_admin": admin, "is_owner": False, "is_restricted": guest, "is_ultra_restricted": False}
        names = {"id": user, "name": shown.lower(), "real_name": shown}
        member: Json = {**names, "team_id": team or self.workspace.team}
        if self.workspace.enterprise:
            member["enterprise_user"] = {"id": user, "enterprise_id": self.workspace.enterprise}
        place = {"tz": tz, "tz_offset": 0, "locale": locale, "deleted": False, "is_bot": False}
        self.workspace.members[user] = {**member, **place, **roles, "profile": profile}
        return Person(self, user, shown)

    def channel(self, name: str, *people: Person, label: str = "", private: bool = False, bot: bool = True) -> Channel:
        members = {person.id for person in people} | ({self.workspace.bot_user} if bot else set())
        made = Channel(name, label or name.lower(), members, is_private=private)
        self.workspace.channels[name] = made
        return made

    def script(self, method: str, *faults: Fault) -> None:
        """The next calls of the method go wrong like this, one each."""
        self.workspace.faults.setdefault(method, []).extend(faults)

    def calls(self, method: str) -> list[Json]:
        return [asked for name, asked in self.workspace.calls if name == method]

    def later(self, seconds: float) -> None:
        """Moves Slack's clock."""
        self.workspace.shift += seconds

    @property
    def complaints(self) -> list[str]:
        return self.workspace.complaints

    # sending to the bot

    async def send_event(self, happened: Json, *, event_id: str = "", lost: int = 0, **around: Any) -> Outcome:
        """Sends an event, and again up to three times while the bot does not take it. The real pauses are left out.

        The first `lost` attempts never arrive; `around` replaces parts of the envelope.
        """
        envelope = self._envelope(happened, event_id) | around
        outcome = Outcome(0) if lost else await self._once("event", envelope, 0, "")
        for attempt in range(max(lost, 1), RETRIES + 1):
            if 200 <= outcome.status < 300:
                break
            reason = "http_error" if outcome.status else "http_timeout"
            outcome = await self._once("event", envelope, attempt, reason)
        return outcome

    async def send(self, kind: str, payload: Json) -> Outcome:
        """A command or an interactive payload: never sent again."""
        return await self._once(kind, payload, 0, "")

    async def post(self, body: str, content_type: str, headers: dict[str, str] | None = None) -> Outcome:
        """A raw signed request."""
        signed = self.signed(body) | {"Content-Type": content_type} | (headers or {})
        limit = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self._session.post(
                self._bot_address, data=BytesIO(body.encode()), headers=signed, timeout=limit
            ) as answer:
                text = await answer.text()
                is_json = answer.content_type == "application/json" and text
                return Outcome(answer.status, json.loads(text) if is_json else text)
        except TimeoutError:
            return Outcome(0)

    def signed(self, body: str, at: int | None = None) -> dict[str, str]:
        sent = str(int(self.workspace.now()) if at is None else at)
        digest = hmac.new(self.secret.encode(), f"v0:{sent}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": sent, "X-Slack-Signature": f"v0={digest}"}

    async def _once(self, kind: str, payload: Json, attempt: int, reason: str) -> Outcome:
        if self.links:
            outcome = await self._through_socket(kind, payload, attempt, reason)
        else:
            outcome = await self._through_http(kind, payload, attempt, reason)
        self.told.append((kind, attempt, outcome))
        return outcome

    async def _through_http(self, kind: str, payload: Json, attempt: int, reason: str) -> Outcome:
        headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        if kind == "event":
            return await self.post(json.dumps(payload), "application/json", headers)
        fields = payload if kind == "command" else {"payload": json.dumps(payload)}
        return await self.post(urlencode(fields), "application/x-www-form-urlencoded")

    async def _through_socket(self, kind: str, payload: Json, attempt: int, reason: str) -> Outcome:
        link, name = self.links[-1], f"envelope{next(self.workspace.numbers)}"
        envelope = {"type": _ENVELOPES[kind], "envelope_id": name, "payload": payload}
        again = {"retry_attempt": attempt, "retry_reason": reason} if kind == "event" else {}
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        link.waiting[name] = answered
        await link.socket.send_json({**envelope, **again, "accepts_response_payload": kind != "event"})
        try:
            return Outcome(200, await asyncio.wait_for(answered, self.patience))
        except TimeoutError:
            return Outcome(0)

    def _envelope(self, happened: Json, event_id: str) -> Json:
        workspace = self.workspace
        ours = {"team_id": workspace.installed_team, "user_id": workspace.bot_user, "is_bot": True}
        ours |= {"enterprise_id": workspace.enterprise or None, "is_enterprise_install": workspace.everywhere}
        return {
            "token": "-",
            "team_id": workspace.team,
            "api_app_id": "A1",
            "event": happened,
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(workspace.numbers)}",
            "event_time": int(workspace.now()),
            "authorizations": [ours],
            "is_ext_shared_channel": False,
        }

    async def refresh_links(self) -> None:
        """Slack asks every Socket Mode connection to make room for a new one."""
        for link in self.links:
            await link.socket.send_json({"type": "disconnect", "reason": "refresh_requested"})


@asynccontextmanager
async def fake_slack(
    *,
    team: str = "T1",
    domain: str = "acme",
    clock: Callable[[], float] = time.time,  # noqa: TID251 a server of its own, with a clock of its own
) -> AsyncIterator[FakeSlack]:
    """A running fake; leaving it fails when the bot sent anything that Slack would refuse."""
    async with serving() as server:
        slack = server.add(FakeSlack(Workspace(team, domain, clock), server.session, server.address))
        yield slack
    assert not slack.complaints, "\n".join(slack.complaints)
