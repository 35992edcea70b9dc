"""Installing the bot in a workspace: the two addresses of Slack's OAuth, and the pages people read at its end."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import ClientError, web
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.arrivals import MOST, Arrivals, States
from bot.slack.connection import API
from bot.slack.manifest import INSTALL, REDIRECT, SCOPES, redirect_url
from bot.web.about import SAFE, asked_language, html
from handlers.words import Readers, Typed, Words, say

log = logging.getLogger(__name__)

AUTHORIZE = "https://slack.com/oauth/v2/authorize"
COOKIE = "__Host-quickwin-install"
PRIVATE = {**SAFE, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class AppCredentials:
    """The Slack app's own, and the address it is reached at; without one Slack takes the app's first redirect URL."""

    client_id: str
    client_secret: str
    url: str = ""


def routes(flow: AsyncOAuthFlow, readers: Readers) -> list[web.RouteDef]:
    """`/slack/install` begins, `/slack/oauth_redirect` is where Slack sends people back to."""

    async def begin(request: web.Request) -> web.Response:
        # What stands in the address is not handed on: it would become part of the address at Slack.
        return _response(await flow.handle_installation(_asked(request, "")))

    async def back(request: web.Request) -> web.Response:
        asked = _asked(request, request.query_string)
        try:
            return _response(await flow.handle_callback(asked))
        except (ClientError, TimeoutError) as lost:
            log.warning("an installation was not finished: %s", type(lost).__name__)
            return _response(_refusal(readers, asked, "unreachable", 502))

    return [web.get(INSTALL, begin, allow_head=False), web.get(REDIRECT, back, allow_head=False)]


def new_flow(
    app: AppCredentials, client: AsyncWebClient, states: States, arrivals: Arrivals, readers: Readers
) -> AsyncOAuthFlow:
    """Bolt's own flow over our stores. `client` has no token."""
    redirect = redirect_url(app.url) if app.url else None
    settings = AsyncOAuthSettings(
        client_id=app.client_id,
        client_secret=app.client_secret,
        scopes=sorted(SCOPES),
        user_scopes=[],
        redirect_uri=redirect,
        install_path=INSTALL,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT,
        callback_options=_pages(readers),
        authorization_url=_authorize(client.base_url),
        installation_store=arrivals,
        state_store=states,
        state_cookie_name=COOKIE,
        state_expiration_seconds=int(MOST.total_seconds()),
        logger=_flow_logger(),
    )
    # Given explicitly: where none is set it would be looked for in the environment.
    settings.redirect_uri = settings.authorize_url_generator.redirect_uri = redirect
    return AsyncOAuthFlow(client=client, logger=_flow_logger(), settings=settings)


def _authorize(api: str) -> str:
    """Where people agree: at Slack, or at the server named in its place."""
    address = urlsplit(api)
    return AUTHORIZE if api == API else f"{address.scheme}://{address.netloc}/oauth/v2/authorize"


def _flow_logger() -> logging.Logger:
    logger = logging.getLogger("bot.slack.oauth")
    # Below this it logs the code that Slack gives for a token.
    logger.setLevel(logging.CRITICAL)
    return logger


def _pages(readers: Readers) -> AsyncCallbackOptions:
    async def success(args: AsyncSuccessArgs) -> BoltResponse:
        name = args.installation.team_name or args.installation.enterprise_name or ""
        title = say("Quickwin is installed in {name}", name=Typed(name))
        cookie = args.settings.state_utils.build_set_cookie_for_deletion()
        return _page(readers, args.request, title, _NEXT, 200, cookie)

    async def failure(args: AsyncFailureArgs) -> BoltResponse:
        log.warning("an installation was not finished: %s", args.reason if args.reason in _WHY else "refused by Slack")
        return _refusal(readers, args.request, args.reason, args.suggested_status_code)

    return AsyncCallbackOptions(success, failure)


_NEXT: tuple[tuple[Words, ...], ...] = (
    (
        say("What comes next"),
        say("In Slack, write “admin” to Quickwin: who reviews, where stories go, and when people are asked."),
        say("You can do that, and so can the owners and admins of the workspace."),
    ),
    (
        say("If Quickwin works elsewhere in your organisation already"),
        say(
            "Write “connect” to it there for a code, and “connect” with that code to it here, before anything is proposed."
        ),
    ),
)
_BEGIN_AGAIN = say(
    "The link was used already, is older than ten minutes, or comes from another browser. Begin again at {address}.",
    address=Typed(INSTALL),
)
_REFUSED = say("Slack did not accept it. Begin again at {address}.", address=Typed(INSTALL))
_WHY: Mapping[str, Words] = {
    "access_denied": say(
        "Somebody chose not to install it. It can be begun again at {address}.", address=Typed(INSTALL)
    ),
    "invalid_browser": _BEGIN_AGAIN,
    "invalid_state": _BEGIN_AGAIN,
    "storage_error": say("It could not be stored. Begin again at {address} in a moment.", address=Typed(INSTALL)),
    "unreachable": say("Slack could not be reached. Begin again at {address} in a moment.", address=Typed(INSTALL)),
}


def _refusal(readers: Readers, asked: AsyncBoltRequest, reason: str, status: int) -> BoltResponse:
    why = _WHY.get(reason, _REFUSED)
    return _page(readers, asked, say("Quickwin was not installed"), ((say("What happened"), why),), status)


def _page(
    readers: Readers,
    asked: AsyncBoltRequest,
    title: Words,
    parts: tuple[tuple[Words, ...], ...],
    status: int,
    cookie: str = "",
) -> BoltResponse:
    accepted = asked.headers.get("accept-language") or [""]
    text = html(title, parts, readers(asked_language(accepted[0]), "UTC"))
    headers: dict[str, str | Sequence[str]] = {"content-type": "text/html"}
    return BoltResponse(status=status, body=text, headers=headers | ({"set-cookie": cookie} if cookie else {}))


def _asked(request: web.Request, query: str) -> AsyncBoltRequest:
    kept = {name: request.headers.get(name, "") for name in ("Cookie", "Accept-Language")}
    return AsyncBoltRequest(body="", query=query, headers=dict(kept))


def _response(answer: BoltResponse) -> web.Response:
    made = web.Response(status=answer.status, text=answer.body, content_type="text/html", headers=PRIVATE)
    for place in answer.headers.get("location", ()):
        made.headers["Location"] = place
    for cookie in answer.headers.get("set-cookie", ()):
        # Slack sends people back by a plain link, for which this is enough.
        made.headers.add("Set-Cookie", f"{cookie}; SameSite=Lax")
    return made
