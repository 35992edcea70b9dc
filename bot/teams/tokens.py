"""The bot's own access token: by its client secret or as a managed identity, fetched once and kept while it is good."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp

from handlers.messenger import SendFailed

log = logging.getLogger(__name__)

LOGIN = "https://login.microsoftonline.com"
RESOURCE = "https://api.botframework.com"
EARLY_SECONDS = 300.0
FETCH_SECONDS = 10.0
AGAIN_SECONDS = 5.0
"""After a fetch that failed: until then whoever asks is told the same."""

UNTOLD_SECONDS = 600.0
"""How long a token is good when nobody says."""

PATIENCE_SECONDS = 1.0
"""For how long a new token is waited for while the old one is still good."""


class NoToken(Exception):
    """Why there is none, in words that are safe to log."""


@dataclass(frozen=True)
class Granted:
    """A token and for how many seconds it is good."""

    token: str
    seconds: float


Fetch = Callable[[], Awaitable[Granted]]


@dataclass
class Tokens:
    """`clock` counts seconds. Whoever asks while one is being fetched waits for the same one, and fails with the same failure."""

    fetch: Fetch
    clock: Callable[[], float]
    _kept: str = ""
    _renew_at: float = 0.0
    _ends_at: float = 0.0
    _again_at: float = float("-inf")
    _why: str = ""
    _fetching: asyncio.Task[None] | None = None

    async def token(self) -> str:
        """Raises SendFailed (`later`) when there is none to be had."""
        now = self.clock()
        if (not self._kept or now >= self._renew_at) and now >= self._again_at:
            await asyncio.wait({self._begin()}, timeout=PATIENCE_SECONDS if self._is_good() else None)
        if not self._is_good():
            raise SendFailed(f"no access token: {self._why}", "later", max(self._again_at - self.clock(), 0) or None)
        return self._kept

    def forget(self, token: str = "") -> None:
        """That token was refused, or whichever is kept: the next one is fetched anew."""
        if token in ("", self._kept):
            self._kept = ""

    def _is_good(self) -> bool:
        return bool(self._kept) and self.clock() < self._ends_at

    def _begin(self) -> asyncio.Task[None]:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch(), name="teams access token")
        return self._fetching

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                granted = await self.fetch()
        except NoToken as refused:
            self._failed(str(refused))
        except (aiohttp.ClientError, OSError, ValueError, TypeError, LookupError) as lost:
            self._failed(type(lost).__name__)
        else:
            now = self.clock()
            self._kept, self._ends_at = granted.token, now + granted.seconds
            self._renew_at = max(self._ends_at - EARLY_SECONDS, now + granted.seconds / 2)

    def _failed(self, why: str) -> None:
        log.warning("the bot could not log in to Teams: %s", why)
        self._why, self._again_at = why, self.clock() + AGAIN_SECONDS


def by_secret(session: aiohttp.ClientSession, tenant: str, app_id: str, secret: str, login: str = LOGIN) -> Fetch:
    """OAuth 2.0 client credentials."""

    async def fetch() -> Granted:
        form = {
            "grant_type": "client_credentials",
            "client_id": app_id,
            "client_secret": secret,
            "scope": f"{RESOURCE}/.default",
        }
        url = f"{login}/{tenant}/oauth2/v2.0/token"
        async with session.post(url, data=form, allow_redirects=False) as answer:
            return _granted(await answer.json(content_type=None))

    return fetch


def by_managed_identity(app_id: str) -> Fetch:
    """From the host the bot runs on; the library waits, so it does so in a thread."""

    def ask() -> Granted:
        import msal  # noqa: PLC0415 slow to import, and used only here
        import requests  # noqa: PLC0415

        with requests.Session() as session:
            # It waits for ever unless told otherwise, and nothing can end its thread.
            session.request = partial(session.request, timeout=FETCH_SECONDS)  # type: ignore[method-assign]
            client = msal.ManagedIdentityClient(msal.UserAssignedManagedIdentity(client_id=app_id), http_client=session)
            return _granted(client.acquire_token_for_client(resource=RESOURCE))

    async def fetch() -> Granted:
        return await asyncio.to_thread(ask)

    return fetch


def _granted(answer: Any) -> Granted:
    """Raises NoToken with the code of the refusal, never its description, which names the tenant and the app."""
    if isinstance(answer, dict) and isinstance(token := answer.get("access_token"), str) and token:
        return Granted(token, float(answer.get("expires_in") or UNTOLD_SECONDS))
    code = answer.get("error") if isinstance(answer, dict) else None
    raise NoToken(code[:80] if isinstance(code, str) and code.isidentifier() else "no token in the answer")
