"""A bot that hears everything the fake Teams sends, answers what a test wants, and calls the connector by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.teams_cloud import APP_ID, SECRET, TENANT, FakeTeams, fake_teams
from tests.fakes.teams_login import SCOPE
from tests.fakes.teams_rules import CARD, TOLD, Conversation, Json

NOTHING: Json = {"statusCode": 200, "type": TOLD, "value": "Done"}
NEEDED = {"isRequired": True, "errorMessage": "This one is needed."}


@dataclass
class Bot:
    """Remembers what it heard; `answers` are given in turn to invokes."""

    teams: FakeTeams
    session: aiohttp.ClientSession
    heard: list[Json] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    token: str = ""
    before: Callable[[bytes], Awaitable[None]] | None = None
    retry_after: str = ""

    async def take(self, request: web.Request) -> web.Response:
        if self.before is not None:
            await self.before(await request.read())
        self.heard.append(await request.json())
        self.headers.append(request.headers.get("Authorization", ""))
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, int):
            return web.Response(status=answer)
        return web.Response() if answer is None else web.json_response(answer)

    async def log_in(self, **wrong: str) -> tuple[int, Json]:
        form = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": SECRET, "scope": SCOPE}
        url = f"{self.teams.login_url}/{wrong.pop('tenant', TENANT)}/oauth2/v2.0/token"
        async with self.session.post(url, data=form | wrong) as answer:
            body = await answer.json()
            self.token = body.get("access_token", self.token)
            return answer.status, body

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Json]:
        known = {"Authorization": f"Bearer {self.token}"} | headers
        url = f"{self.teams.service_url}v3/{path}"
        async with self.session.request(method, url, json=body, headers=known) as answer:
            self.retry_after = answer.headers.get("Retry-After", "")
            return answer.status, (await answer.json() if answer.content_type == "application/json" else {})

    async def says(self, where: Conversation | str, activity: Json) -> str:
        chat = where if isinstance(where, str) else where.id
        status, body = await self.call("POST", f"conversations/{chat}/activities", activity)
        assert status == 201, body
        return str(body["id"])


@asynccontextmanager
async def running(**given: Any) -> AsyncIterator[Bot]:
    async with fake_teams(**given) as teams, aiohttp.ClientSession() as session:
        bot = Bot(teams, session)
        app = web.Application()
        app.add_routes([web.post("/api/messages", bot.take)])
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            await teams.connect(f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages")
            await bot.log_in()
            yield bot
        finally:
            await runner.cleanup()


def words(said: str) -> Json:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": said}]}


def pressed(label: str) -> Json:
    old = {"type": "Action.Submit", "title": label, "data": {"quickwin": label, "verb": "press"}}
    return {"type": "Action.Execute", "title": label, "verb": "press", "data": {"quickwin": label}, "fallback": old}


def card(said: str, *buttons: Json, inputs: tuple[Json, ...] = ()) -> Json:
    rows = [{"type": "ActionSet", "actions": list(buttons)}] if buttons else []
    return {"type": "AdaptiveCard", "version": "1.5", "body": [words(said), *inputs, *rows]}


def with_card(drawn: Json, **more: Any) -> Json:
    attached = {"contentType": CARD, "content": drawn}
    return {"type": "message", "summary": "Something is new", "attachments": [attached], **more}


def asked(name: str, **more: Any) -> Json:
    return {"type": "Input.Text", "id": name, "label": name, **more}


FORM = card(
    "What is it?",
    pressed("Propose it"),
    inputs=(
        asked("pain", maxLength=20, **NEEDED),
        asked("note"),
        {
            "type": "Input.ChoiceSet",
            "id": "reach",
            "label": "Who?",
            "choices": [{"title": "My team", "value": "team"}, {"title": "Everybody", "value": "all"}],
        },
    ),
)
