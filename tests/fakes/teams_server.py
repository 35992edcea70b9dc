"""The fake Teams' own web server: signing keys, login and connector, with what a test has told it to do wrong."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aiohttp import web

from tests.fakes.teams_api import Workspace
from tests.fakes.teams_keys import Keys
from tests.fakes.teams_login import Login
from tests.fakes.teams_paths import operation_of
from tests.fakes.teams_rules import MOST_BYTES, THREAD, Call, Fault, Json, Refused, problems_of_size, size

if TYPE_CHECKING:
    from tests.fakes.teams_cloud import FakeTeams


class Server:
    """The fake's own web server: keys, login and connector."""

    teams: FakeTeams

    def __init__(self, workspace: Workspace, keys: Keys, login: Login) -> None:
        self._workspace, self._keys, self._login = workspace, keys, login

    def app(self) -> web.Application:
        app = web.Application(client_max_size=8 * 1024 * 1024)
        known = "/v1/.well-known"
        app.add_routes([web.get(f"{known}/openidconfiguration", self._openid), web.get(f"{known}/keys", self._page)])
        app.add_routes([web.post("/{tenant}/oauth2/v2.0/token", self._token), web.get("/msi/token", self._identity)])
        app.add_routes([web.route("*", "/{region}/v3/{path:.*}", self._connector)])
        return app

    async def _openid(self, _: web.Request) -> web.Response:
        return await self._told("openid", self._keys.document(self.teams.address))

    async def _page(self, _: web.Request) -> web.Response:
        return await self._told("keys", self._keys.page())

    async def _told(self, name: str, page: Json) -> web.Response:
        self._keys.asked[name] += 1
        await asyncio.sleep(self._keys.delay)
        if self._keys.broken:
            return web.Response(status=self._keys.broken, text="<html>", content_type="text/html")
        return web.json_response(page)

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        await asyncio.sleep(self._login.delay)
        basic = request.headers.get("Authorization")
        status, answer = self._login.by_secret(request.match_info["tenant"], form, basic)
        return web.json_response(answer, status=status)

    async def _identity(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self._login.delay)
        status, answer = self._login.by_identity(request.query, request.headers.get("X-IDENTITY-HEADER"))
        return web.json_response(answer, status=status)

    async def _connector(self, request: web.Request) -> web.Response:
        content = await request.read()
        operation, path = "", tuple[str, ...]()
        try:
            operation, path = operation_of(request.method, _named(request))
            body = self._read(request, content)
            fault = self._fault(operation)
            status, answer = await self._done(request, operation, path, body, fault)
            response = web.json_response(answer, status=status) if answer is not None else web.Response(status=status)
        except Refused as no:
            response = web.json_response(no.body, status=no.status, headers=no.headers)
        known = _object(content) if len(content) <= MOST_BYTES else {}
        status = 0 if request.transport is None or request.transport.is_closing() else response.status
        where = path[0] if path else ""
        self.teams.made.append(Call(operation, where, known, status, self._workspace.now()))
        return response

    def _read(self, request: web.Request, content: bytes) -> Json:
        if not self._login.knows(request.headers.get("Authorization")):
            raise Refused(401)
        self._workspace.complaints += problems_of_size(content)
        if size(content) > MOST_BYTES:
            raise Refused(413)
        if request.method not in ("POST", "PUT"):
            return {}
        if request.content_type != "application/json":
            raise Refused(415, "UnsupportedMediaType")
        try:
            body = json.loads(content)
        except ValueError:
            raise Refused(400, "BadSyntax") from None
        if not isinstance(body, dict):
            raise Refused(400, "BadSyntax")
        return body

    async def _done(
        self, request: web.Request, operation: str, path: tuple[str, ...], body: Json, fault: Fault | None
    ) -> tuple[int, Json | None]:
        if fault is not None and not fault.after_write:
            _break(request, fault)
        self._workspace.allow(operation, _chat_of(path, body))
        try:
            done = self._workspace.run(operation, path, request.query, body)
        finally:
            await asyncio.sleep(fault.seconds if fault is not None else 0)
        if fault is not None:
            _break(request, fault)
        return done

    def _fault(self, operation: str) -> Fault | None:
        found = next((fault for fault in self.teams.faults if not fault.on or operation in fault.on), None)
        if found is not None:
            self.teams.faults.remove(found)
        return found


def _break(request: web.Request, fault: Fault) -> None:
    if fault.status == 0 and request.transport is not None:
        request.transport.close()
        raise Refused(503)
    if fault.status >= 300:
        raise Refused(fault.status, fault.code, fault.retry_after)


def _named(request: web.Request) -> str:
    """What stands behind `/v3/`: each id may hold any sign, so parts are told apart before they are read."""
    path = request.raw_path.partition("?")[0].partition("/v3/")[2]
    parts = [unquote(part) for part in path.split("/")]
    if any("/" in part for part in parts):
        raise Refused(404)
    return "/".join(parts)


def _chat_of(path: tuple[str, ...], body: Json) -> str:
    """Whose rate it counts against: making a chat counts for the person it is made with."""
    if path:
        return path[0].partition(THREAD)[0]
    members = body.get("members") or [{}]
    return str(members[0].get("id", ""))


def _object(content: bytes) -> Json:
    try:
        found = json.loads(content or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
