"""The way in: one bolt app with one listener per kind of payload, behind our guard, on the one web server."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import inbound
from bot.slack.connection import Bot
from bot.slack.guard import MOST_BYTES, Guard, Json, parsed
from bot.slack.place import Read, SlackPlace

log = logging.getLogger(__name__)

PATH = "/slack/events"


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
    """The bolt app. Listeners are tried in turn for each request, so the most frequent kinds come first."""
    app = _App(
        name="quickwin",
        logger=_bolt_logger(),
        # Given explicitly, and the client without its token: what stands in the environment changes nothing.
        signing_secret="-",  # noqa: S106 the guard has verified the request
        client=AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[]),
        authorize=_Known(place.bot, client.token or ""),
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ignoring_self_assistant_message_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    anything = re.compile("")
    app.block_action(anything)(_listener(place, inbound.pressed))
    app.view_submission(anything)(_listener(place, inbound.submitted))
    app.event(anything)(_event_listener(place))
    app.command(anything)(_listener(place, inbound.command))
    app.global_shortcut(anything)(_listener(place, inbound.shortcut))
    app.message_shortcut(anything)(_listener(place, inbound.message_shortcut))
    app.view_closed(anything)(_listener(place, inbound.closed))
    return app


class _App(AsyncApp):
    """Bolt, but what nobody listens to gets a quiet 200 instead of a 404 and a log of its body."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        if req.body.get("type") == "app_rate_limited":
            log.warning("Slack holds back events: too many were sent in the last hour")
        return await super().async_dispatch(req) if _is_listened_to(req.body) else BoltResponse(status=200)


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


def _listener(place: SlackPlace, read: Read) -> Callable[..., Awaitable[BoltResponse]]:
    async def listen(body: Json) -> BoltResponse:
        return await place.turn(body, read)

    return listen


def _event_listener(place: SlackPlace) -> Callable[..., Awaitable[BoltResponse]]:
    async def listen(body: Json) -> BoltResponse:
        return await place.event(body)

    return listen


def _is_listened_to(body: Json) -> bool:
    match body.get("type"):
        case "block_actions":
            # Bolt asks for these parts without looking whether they are there.
            return bool(body.get("actions")) and "action_id" in body["actions"][0]
        case "view_submission" | "view_closed":
            return "callback_id" in (body.get("view") or {})
        case "shortcut" | "message_action":
            return "callback_id" in body
        case "event_callback":
            return "type" in (body.get("event") or {})
        case _:
            return "command" in body


def _http(answer: BoltResponse) -> web.Response:
    kind = "application/json" if answer.body.startswith("{") else "text/plain"
    return web.Response(status=answer.status, text=answer.body, content_type=kind)


def _bolt_logger() -> logging.Logger:
    logger = logging.getLogger("bot.slack.bolt")
    # Below this bolt logs whole payloads, and those hold what people wrote.
    logger.setLevel(logging.ERROR)
    return logger
