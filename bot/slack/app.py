"""The way in: one bolt app that hands payloads to the place by their kind, behind our guard, on the one web server."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import inbound
from bot.slack.connection import Bot
from bot.slack.guard import MOST_BYTES, Guard, Json, parsed
from bot.slack.place import Read, SlackPlace
from bot.trouble import logged

log = logging.getLogger(__name__)

PATH = "/slack/events"

Find = Callable[[Json], Awaitable[SlackPlace | None]]


def routes(guard: Guard, app: AsyncApp) -> list[web.RouteDef]:
    """Where Slack sends everything: the request URL of events, commands and interactivity."""

    async def receive(request: web.Request) -> web.Response:
        if (request.content_length or 0) > MOST_BYTES:
            return web.Response(status=413)
        body = await request.read()
        if objection := "too large" if len(body) > MOST_BYTES else guard.objection(request.headers, body):
            log.warning("a request to %s was refused: %s", PATH, objection)
            return web.Response(status=401)
        try:
            payload = parsed(request.content_type, body)
        except ValueError:
            log.warning("a request to %s was refused: not readable", PATH)
            return web.Response(status=400)
        if payload.get("type") == "url_verification":
            return web.json_response({"challenge": str(payload.get("challenge"))})
        return _http(await app.async_dispatch(dispatched(payload)))

    return [web.post(PATH, receive)]


def dispatched(payload: Json) -> AsyncBoltRequest:
    """Bolt's request for a payload that is verified and parsed already: in this mode bolt takes it as it is."""
    return AsyncBoltRequest(body=payload, mode="socket_mode")


def new_app(place: SlackPlace, client: AsyncWebClient) -> AsyncApp:
    """The bolt app of one workspace, whose last middleware hands every payload to the place."""

    async def only(_: Json) -> SlackPlace:
        return place

    return _app(only, client, _Known(place.bot, client.token or ""))


def new_shared_app(find: Find, client: AsyncWebClient) -> AsyncApp:
    """The bolt app of many workspaces: `find` gives the place of a payload, None where the bot is not installed."""
    return _app(find, client, _Anybody())


def _app(find: Find, client: AsyncWebClient, authorize: Any) -> AsyncApp:
    app = AsyncApp(
        name="quickwin",
        logger=_bolt_logger(),
        # Given explicitly, and the client without its token: what stands in the environment changes nothing.
        signing_secret="-",  # noqa: S106 the guard has verified the request
        client=AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[]),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ignoring_self_assistant_message_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.use(_ByKind(find))
    return app


class _ByKind(AsyncMiddleware):
    """One look-up by the kind of payload: bolt would try its listeners in turn, and make all their arguments twice."""

    def __init__(self, find: Find) -> None:
        self._find = find

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 bolt's own name
    ) -> BoltResponse:
        body = req.body
        kind = body.get("type") or ("command" if "command" in body else "")
        if kind == "app_rate_limited":
            log.warning("Slack holds back events: too many were sent in the last hour")
        read = _READ.get(kind)
        if read is None and kind != "event_callback":
            return BoltResponse(status=200)
        try:
            place = await self._find(body)
        except Exception as error:  # the dispatch edge: Slack tries again, or shows that it did not work
            logged(log, f"look-up of a workspace ({kind})", error, "none")
            return BoltResponse(status=500)
        if place is None:
            return BoltResponse(status=200)
        return await place.event(body) if read is None else await place.turn(body, read)


_READ: Mapping[str, Read] = {
    "block_actions": inbound.pressed,
    "view_submission": inbound.submitted,
    "command": inbound.command,
    "shortcut": inbound.shortcut,
    "message_action": inbound.message_shortcut,
    "view_closed": inbound.closed,
}


class _Known(AsyncAuthorize):
    """Who we are in the one workspace, known from the start: no look-up per request."""

    def __init__(self, bot: Bot, token: str) -> None:
        self._result = AuthorizeResult(
            enterprise_id=bot.enterprise or None,
            team_id=bot.team,
            bot_user_id=bot.user,
            bot_id=bot.bot or None,
            bot_token=token,
        )

    async def __call__(self, **_: object) -> AuthorizeResult:
        return self._result


class _Anybody(AsyncAuthorize):
    """Any workspace: each place has a client of its own, with the token of its workspace."""

    def __init__(self) -> None:
        self.logger = log

    async def __call__(self, **_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None)


def _http(answer: BoltResponse) -> web.Response:
    if not answer.body:
        return web.Response(status=answer.status)
    kind = "application/json" if answer.body.startswith("{") else "text/plain"
    return web.Response(status=answer.status, text=answer.body, content_type=kind)


def _bolt_logger() -> logging.Logger:
    logger = logging.getLogger("bot.slack.bolt")
    # Below this bolt logs whole payloads, and those hold what people wrote.
    logger.setLevel(logging.ERROR)
    return logger
