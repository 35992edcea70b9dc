"""Who may talk to the bot: the tokens the connector signs, checked without stalling anybody and without a way around."""

from __future__ import annotations

import asyncio
import logging
import time
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
AGAIN_SECONDS = 10.0
"""After a fetch that failed: the next one, whoever asks, is no sooner."""

UNKNOWN_FETCHES = 3
UNKNOWN_SECONDS = 300.0
MOST_PROVEN = 64
"""Tokens remembered; the connector uses one for an hour or so."""


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


class _NoKeys(ValueError):
    """What came cannot be used; why, in words that are safe to log."""


@dataclass
class Keys:
    """The connector's signing keys, by id. `clock` counts seconds.

    They are fetched when one is asked for that is not known, at most a few times in five minutes, and once a day beside the
    requests; those known keep working while the endpoint is away or says nonsense.
    """

    session: aiohttp.ClientSession
    clock: Callable[[], float]
    metadata: str = METADATA
    _keys: dict[str, Key] = field(default_factory=dict)
    _old_at: float = 0.0
    _again_at: float = float("-inf")
    _fetching: asyncio.Task[None] | None = None
    _fetched: deque[float] = field(default_factory=lambda: deque(maxlen=UNKNOWN_FETCHES))

    async def key(self, kid: str) -> Key | None:
        """The key of that id; None when the connector has none."""
        now = self.clock()
        if kid not in self._keys:
            fetching = self._fetching is not None and not self._fetching.done()
            if fetching or self._may_ask(now):
                await asyncio.shield(self._begin())
        elif now >= max(self._old_at, self._again_at):
            self._fetching = self._begin()
        return self._keys.get(kid)

    def _may_ask(self, now: float) -> bool:
        """Anybody can make up an id: asking for each would make us hammer the endpoint."""
        asked_enough = len(self._fetched) == UNKNOWN_FETCHES and now - self._fetched[0] < UNKNOWN_SECONDS
        return now >= self._again_at and not asked_enough

    def _begin(self) -> asyncio.Task[None]:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch(), name="teams signing keys")
        return self._fetching

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                document = await self._json(self.metadata)
                found = _keys(await self._json(str(document["jwks_uri"])))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError) as lost:
            log.warning("the signing keys of the connector could not be read: %s", _safe(lost))
            self._again_at = self.clock() + AGAIN_SECONDS
            return
        self._keys = found
        self._fetched.append(self.clock())
        self._old_at = self.clock() + FRESH_SECONDS

    async def _json(self, url: str) -> Any:
        async with self.session.get(url, allow_redirects=False) as answer:
            if answer.status != 200:
                raise _NoKeys(f"status {answer.status}")
            return await answer.json(content_type=None)


def _safe(lost: Exception) -> str:
    """What may be logged of it: our own words, of another's only the kind."""
    return str(lost) if isinstance(lost, _NoKeys) else type(lost).__name__


def _keys(page: Any) -> dict[str, Key]:
    """The keys of a list that can be used: one that cannot does not take the others with it. Raises when there is none."""
    found: dict[str, Key] = {}
    for listed in page["keys"]:
        try:
            found[str(listed["kid"])] = _key(listed)
        except (jwt.PyJWTError, ValueError, KeyError, TypeError, AttributeError):
            continue
    if not found:
        raise _NoKeys("a list without a key")
    return found


def _key(listed: Any) -> Key:
    if listed["kty"] != "RSA":
        raise ValueError("another kind of key")
    return Key(jwt.PyJWK(listed).key, frozenset(map(str, listed.get("endorsements") or ())))


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


@dataclass(frozen=True)
class Proven:
    """A token whose signature and claims hold: by which key, and until when by the machine's clock."""

    kid: str
    key: Key
    claims: dict[str, Any]
    ends_at: float

    def holds(self, key: Key) -> bool:
        """A key that was read again proves anew."""
        return key is self.key and time.time() < self.ends_at


class Authentication(BotFrameworkAuthentication):
    """botbuilder's own place for this, without its defaults, which stall the loop and answer forgeries with a 500."""

    def __init__(self, access: Access, keys: Keys, connectors: ConnectorFactory) -> None:
        super().__init__()
        self._access, self._keys, self._connectors = access, keys, connectors
        self._proven: dict[str, Proven] = {}

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
        proven = self._proven.get(token)
        kid = proven.kid if proven else _kid(token)
        key = await self._keys.key(kid)
        if key is None:
            raise Refused(401, "an unknown key")
        if proven is None or not proven.holds(key):
            proven = self._prove(token, kid, key)
        claims = proven.claims
        if claims.get("serviceurl") != activity.service_url:
            raise Refused(401, "a token for another service")
        if activity.channel_id not in key.endorsements:
            raise Refused(403, "a key that is not endorsed for the channel")
        return claims

    def _prove(self, token: str, kid: str, key: Key) -> Proven:
        """Remembered, since proving takes as long as all the rest of letting somebody in."""
        claims = self._verified(token, key)
        proven = Proven(kid, key, claims, float(claims["exp"]) + LEEWAY_SECONDS)
        self._proven[token] = proven
        if len(self._proven) > MOST_PROVEN:
            del self._proven[next(iter(self._proven))]
        return proven

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


def _kid(token: str) -> str:
    try:
        return str(jwt.get_unverified_header(token).get("kid") or "")
    except (jwt.PyJWTError, ValueError):
        raise Refused(401, "not a token") from None
