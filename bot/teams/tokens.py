"""The bot's own access token: by its client secret or as a managed identity, fetched once and kept while it is good."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from handlers.messenger import SendFailed

LOGIN = "https://login.microsoftonline.com"
RESOURCE = "https://api.botframework.com"
EARLY_SECONDS = 300.0
FETCH_SECONDS = 10.0


@dataclass(frozen=True)
class Granted:
    """A token and for how many seconds it is good."""

    token: str
    seconds: float


Fetch = Callable[[], Awaitable[Granted]]


@dataclass
class Tokens:
    """`clock` counts seconds. Whoever asks while one is being fetched waits for the same one."""

    fetch: Fetch
    clock: Callable[[], float]
    _kept: Granted | None = None
    _until: float = 0.0
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def token(self) -> str:
        """Raises SendFailed (`later`) when there is none to be had."""
        if self._kept is None or self.clock() >= self._until:
            async with self._alone:
                if self._kept is None or self.clock() >= self._until:
                    self._kept = await self._fetched()
                    self._until = self.clock() + max(self._kept.seconds - EARLY_SECONDS, 0)
        return self._kept.token

    def forget(self) -> None:
        """The token was refused: the next one is fetched anew."""
        self._kept = None

    async def _fetched(self) -> Granted:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                return await self.fetch()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as lost:
            raise SendFailed(f"no access token: {type(lost).__name__}", "later") from lost


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
            answer.raise_for_status()
            return _granted(await answer.json(content_type=None))

    return fetch


def by_managed_identity(app_id: str) -> Fetch:
    """From the host the bot runs on; the library waits, so it does so in a thread."""

    def ask() -> Granted:
        import msal  # noqa: PLC0415 slow to import, and used only here
        import requests  # noqa: PLC0415

        with requests.Session() as session:
            client = msal.ManagedIdentityClient(msal.UserAssignedManagedIdentity(client_id=app_id), http_client=session)
            return _granted(client.acquire_token_for_client(resource=RESOURCE))

    async def fetch() -> Granted:
        return await asyncio.to_thread(ask)

    return fetch


def _granted(answer: Any) -> Granted:
    if not isinstance(answer, dict) or not answer.get("access_token"):
        raise ValueError("no token in the answer")
    return Granted(str(answer["access_token"]), float(answer.get("expires_in") or 0))
