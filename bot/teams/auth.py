"""Who may talk to the bot: the tokens the connector signs, checked without stalling anybody and without a way around."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
    UserTokenClient,
)

from bot.teams.hosts import Hosts

log = logging.getLogger(__name__)

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LOCAL_CHANNELS = (CHANNEL, "emulator", "test")
LEEWAY_SECONDS = 300
FRESH_SECONDS = 24 * 3600.0
FETCH_SECONDS = 5.0
UNKNOWN_FETCHES = 3
UNKNOWN_SECONDS = 300.0


class Refused(Exception):
    """A request that goes no further: the status to answer, and why, in words that are safe to log."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(frozen=True)
class Key:
    """A signing key and the channels it is endorsed for."""

    public: Any
    endorsements: frozenset[str]


@dataclass
class Keys:
    """The connector's signing keys, by id. `clock` counts seconds.

    They are fetched when one is asked for that is not known, at most a few times in five minutes, and once a day beside the
    requests; those known keep working while the endpoint is away.
    """

    session: aiohttp.ClientSession
    clock: Callable[[], float]
    metadata: str = METADATA
    _keys: dict[str, Key] = field(default_factory=dict)
    _fetched_at: float | None = None
    _fetching: asyncio.Task[None] | None = None
    _unknown: deque[float] = field(default_factory=lambda: deque(maxlen=UNKNOWN_FETCHES))

    async def key(self, kid: str) -> Key | None:
        """The key of that id; None when the connector has none."""
        if kid in self._keys:
            if self._fetched_at is None or self.clock() - self._fetched_at > FRESH_SECONDS:
                self._fetching = self._begin()
            return self._keys[kid]
        if self._may_ask():
            await asyncio.shield(self._begin())
        return self._keys.get(kid)

    def _may_ask(self) -> bool:
        """Anybody can make up an id: asking for each would make us hammer the endpoint."""
        if self._fetching is not None:
            return True
        now = self.clock()
        if len(self._unknown) == UNKNOWN_FETCHES and now - self._unknown[0] < UNKNOWN_SECONDS:
            return False
        self._unknown.append(now)
        return True

    def _begin(self) -> asyncio.Task[None]:
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch(), name="teams signing keys")
            self._fetching.add_done_callback(self._done)
        return self._fetching

    def _done(self, _task: asyncio.Task[None]) -> None:
        self._fetching = None

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                document = await self._json(self.metadata)
                listed = (await self._json(str(document["jwks_uri"])))["keys"]
            self._keys = {str(each["kid"]): _key(each) for each in listed if each.get("kty") == "RSA"}
            self._fetched_at = self.clock()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, jwt.PyJWTError) as lost:
            log.warning("the signing keys of the connector could not be read: %s", type(lost).__name__)

    async def _json(self, url: str) -> Any:
        async with self.session.get(url, allow_redirects=False) as answer:
            answer.raise_for_status()
            return await answer.json(content_type=None)


def _key(listed: Any) -> Key:
    return Key(jwt.PyJWK(listed).key, frozenset(listed.get("endorsements") or ()))


@dataclass(frozen=True)
class Access:
    """Whom the bot listens to: its own app id, the tenants allowed, and the hosts it may answer to.

    `local` is the development switch: unsigned activities from this machine, answered on this machine.
    """

    app_id: str
    tenants: frozenset[str]
    hosts: Hosts
    local: bool = False
    issuer: str = ISSUER


class Authentication(BotFrameworkAuthentication):
    """botbuilder's own place for this, without its defaults, which stall the loop and answer forgeries with a 500."""

    def __init__(self, access: Access, keys: Keys, connectors: ConnectorFactory) -> None:
        super().__init__()
        self._access, self._keys, self._connectors = access, keys, connectors

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Raises Refused."""
        access = self._access
        if not access.hosts.allow(activity.service_url or ""):
            raise Refused(403, "a service host that is not allowed")
        claims = {} if access.local else await self._claims(activity, auth_header or "")
        if activity.channel_id not in (LOCAL_CHANNELS if access.local else (CHANNEL,)):
            raise Refused(403, "another channel")
        tenant = activity.conversation.tenant_id if activity.conversation else ""
        if not access.local and tenant not in access.tenants:
            raise Refused(403, "another tenant")
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(claims, True)
        result.audience = access.issuer
        result.caller_id = ""
        result.connector_factory = self._connectors
        return result

    async def _claims(self, activity: Activity, header: str) -> dict[str, Any]:
        scheme, _, token = header.partition(" ")
        if scheme.casefold() != "bearer" or not token.strip():
            raise Refused(401, "no token")
        try:
            kid = str(jwt.get_unverified_header(token).get("kid") or "")
        except jwt.PyJWTError:
            raise Refused(401, "not a token") from None
        key = await self._keys.key(kid)
        if key is None:
            raise Refused(401, "an unknown key")
        claims = self._verified(token, key)
        if claims.get("serviceurl") != activity.service_url:
            raise Refused(401, "a token for another service")
        if activity.channel_id not in key.endorsements:
            raise Refused(403, "a key that is not endorsed for the channel")
        return claims

    def _verified(self, token: str, key: Key) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self._access.app_id,
                issuer=self._access.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.PyJWTError as wrong:
            raise Refused(401, f"a token that does not hold: {type(wrong).__name__}") from None
        return claims

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> UserTokenClient | None:
        """The bot signs nobody in."""
        return None

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._connectors

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise Refused(403, "no streaming")

    async def authenticate_channel_request(self, auth_header: str) -> ClaimsIdentity:
        raise Refused(403, "no other bots")

    def get_originating_audience(self) -> str:
        return self._access.issuer
