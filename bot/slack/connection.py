"""The way to Slack: one client on one shared session, and who we are in the workspace, asked once."""

from __future__ import annotations

import logging
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

API = "https://slack.com/api/"
MOST_SECONDS = 15
JSON = "application/json; charset=utf-8"


class CannotConnect(Exception):
    """Slack does not accept what it was given: the sentence says which setting to look at."""


@dataclass(frozen=True)
class Bot:
    """Who we are: the workspace, our user and bot ids in it, and the organisation above it on Enterprise Grid.

    Installed `everywhere` in such an organisation, `team` is that organisation: its people and channels have one id each.
    """

    team: str
    user: str
    bot: str = ""
    enterprise: str = ""
    everywhere: bool = False

    def is_foreign(self, team: str) -> bool:
        """Whether somebody of `team` comes from elsewhere; on Grid only their profile can tell."""
        return bool(team) and team != self.team and not self.enterprise


def new_session(seconds: float = MOST_SECONDS) -> aiohttp.ClientSession:
    """The session every call shares. An idle connection is given up early: one that Slack closed first loses a send."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=seconds, connect=min(seconds, 5)),
        connector=aiohttp.TCPConnector(keepalive_timeout=10, limit=50),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


def new_client(token: str, session: aiohttp.ClientSession, api: str = API) -> AsyncWebClient:
    """A client that never repeats a call by itself: a create that may have arrived must not be sent again."""
    return QuickClient(token, base_url=api, session=session, retry_handlers=[], logger=_quiet_logger())


def new_oauth_client(session: aiohttp.ClientSession, api: str = API) -> OAuthClient:
    """As careful: a code or a refresh token can be spent once."""
    return OAuthClient(base_url=api, session=session, retry_handlers=[], logger=_quiet_logger())


def _quiet_logger() -> logging.Logger:
    logger = logging.getLogger("bot.slack.web")
    # Below INFO the SDK logs what it sends, and that is what people wrote.
    logger.setLevel(logging.INFO)
    return logger


class QuickClient(AsyncWebClient):
    """A client whose posts of JSON go straight to the session: half the work of the SDK's own way, with the same answers and errors."""

    async def api_call(
        self,
        api_method: str,
        *,
        http_verb: str = "POST",
        json: dict[str, Any] | None = None,
        **more: Any,
    ) -> AsyncSlackResponse:
        unusual = json is None or "token" in json or http_verb != "POST" or self.default_params
        if unusual or self.session is None or any(given is not None for given in more.values()):
            return await super().api_call(api_method, http_verb=http_verb, json=json, **more)
        return await self._posted(self.session, f"{self.base_url}{api_method}", orjson.dumps(json))

    async def _posted(self, session: aiohttp.ClientSession, url: str, body: bytes) -> AsyncSlackResponse:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": JSON, **self.headers}
        answer = await session.post(url, data=body, headers=headers, proxy=self.proxy, ssl=self.ssl or True)
        told = await answer.read()  # to the end, which gives the connection back, or closes it
        response = AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url=url,
            req_args={"headers": headers, "data": body},
            data=_read(told),
            headers=answer.headers,  # type: ignore[arg-type]  # as the SDK does it itself
            status_code=answer.status,
        )
        response.validate()  # type: ignore[no-untyped-call]
        return response


def _read(told: bytes) -> dict[str, Any]:
    """Slack's answer; empty when what answered was not Slack's API."""
    try:
        answered = orjson.loads(told)
    except ValueError:
        return {}
    return answered if isinstance(answered, dict) else {}


class OAuthClient(AsyncWebClient):
    """A client without a token, for being installed and for renewing.

    It sends the app's credentials itself: the SDK does it with a class that aiohttp is about to drop.
    """

    async def oauth_v2_access(
        self,
        *,
        client_id: str,
        client_secret: str,
        code: str | None = None,
        redirect_uri: str | None = None,
        grant_type: str | None = None,
        refresh_token: str | None = None,
        **more: Any,
    ) -> AsyncSlackResponse:
        given = {"code": code, "redirect_uri": redirect_uri, "grant_type": grant_type, "refresh_token": refresh_token}
        shown = b64encode(f"{client_id}:{client_secret}".encode()).decode()
        sent = {name: value for name, value in given.items() if value is not None} | more
        return await self.api_call("oauth.v2.access", data=sent, headers={"Authorization": f"Basic {shown}"})


async def recognised(client: AsyncWebClient) -> Bot:
    """Who the token says we are. Raises CannotConnect with what to do about it."""
    try:
        answer = await client.auth_test()
    except SlackApiError as refused:
        why = refused.response.get("error")
        raise CannotConnect(
            f"Slack does not accept the bot token ({why}). Its value is on api.slack.com/apps, in your app under"
            " OAuth & Permissions; it begins with xoxb-."
        ) from refused
    except (aiohttp.ClientError, TimeoutError) as lost:
        raise CannotConnect(f"Slack cannot be reached ({type(lost).__name__}).") from lost
    found = {name: str(answer.get(name) or "") for name in ("team_id", "user_id", "bot_id", "enterprise_id")}
    return Bot(found["team_id"], found["user_id"], found["bot_id"], found["enterprise_id"])
