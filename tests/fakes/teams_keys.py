"""Trust in the fake Teams: the keys its tokens to the bot are signed with, forgeries of them, and the bot's own login."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes.teams_rules import Json

ISSUER = "https://api.botframework.com"
SCOPE = f"{ISSUER}/.default"
HOUR = 3600
SKEW = 300

BAD_TOKENS = (
    "wrong key",
    "altered",
    "no signature",
    "unknown kid",
    "no kid",
    "alg none",
    "public key as secret",
    "expired",
    "not yet valid",
    "no exp",
    "wrong issuer",
    "no issuer",
    "wrong audience",
    "no audience",
    "other service url",
    "no service url",
    "garbage",
    "empty",
    "not bearer",
    "missing",
    "unendorsed key",
)
"""Every one must be refused."""

GOOD = "good"
GOOD_TOKENS = (GOOD, "lower case bearer", "expired a moment ago", "valid in a moment", "several audiences")
"""Every one is to be accepted: clocks may differ by five minutes."""

_CLAIMS: Mapping[str, Callable[[int], Json]] = {
    "expired": lambda now: {"nbf": now - HOUR - SKEW - 10, "exp": now - SKEW - 10},
    "expired a moment ago": lambda now: {"nbf": now - HOUR, "exp": now - SKEW + 30},
    "not yet valid": lambda now: {"nbf": now + SKEW + 30},
    "valid in a moment": lambda now: {"nbf": now + SKEW - 30},
    "no exp": lambda _: {"exp": None},
    "wrong issuer": lambda _: {"iss": "https://sts.windows.net/00000000-0000-4000-8000-000000000000/"},
    "no issuer": lambda _: {"iss": None},
    "wrong audience": lambda _: {"aud": "00000000-0000-4000-8000-000000000000"},
    "no audience": lambda _: {"aud": None},
    "other service url": lambda _: {"serviceurl": "https://smba.trafficmanager.net/other/"},
    "no service url": lambda _: {"serviceurl": None},
}


@cache
def _private(number: int) -> rsa.RSAPrivateKey:
    """Made once for all fakes of a run: making one takes longer than most tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class SigningKey:
    """One key, and how it stands in the list."""

    def __init__(self, number: int, *endorsements: str) -> None:
        self.kid = hashlib.sha256(f"key {number}".encode()).hexdigest()[:27]
        self.private = _private(number)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        named = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid, "n": public["n"], "e": public["e"]}
        self.listed: Json = {**named, "endorsements": list(endorsements)}

    @property
    def pem(self) -> bytes:
        kind, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        return self.private.public_key().public_bytes(kind, form)


class Keys:
    """The connector's keys: `listed` is what the document says, `current` signs. `asked` counts the fetches of each page."""

    def __init__(self, app_id: str, now: Callable[[], float]) -> None:
        self._app_id, self._now = app_id, now
        self._last = 2
        self._stranger, self._unendorsed = SigningKey(0), SigningKey(1, "directline", "webchat")
        self.current = SigningKey(2, "msteams", "skype", "webchat")
        self.listed = [self._unendorsed, self.current]
        self.asked = {"openid": 0, "keys": 0}
        self.delay, self.broken = 0.0, 0

    def rotate(self, *, keep_old: bool = True) -> None:
        """A new key signs from now on."""
        self._last += 1
        fresh = SigningKey(self._last, "msteams", "skype", "webchat")
        self.listed = [*(key for key in self.listed if keep_old or key is not self.current), fresh]
        self.current = fresh

    def document(self, address: str) -> Json:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com/",
            "jwks_uri": f"{address}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    def page(self) -> Json:
        return {"keys": [key.listed for key in self.listed]}

    def authorization(self, kind: str, service_url: str, **claims: Any) -> str | None:
        """The header's value, good or one of `BAD_TOKENS`; `claims` replace those in it, and None leaves one out."""
        assert kind in (*GOOD_TOKENS, *BAD_TOKENS), f"there is no token {kind!r}"
        match kind:
            case "missing":
                return None
            case "empty":
                return "Bearer "
            case "garbage":
                return "Bearer not.a.token"
        token = self._token(kind, service_url, claims)
        match kind:
            case "not bearer":
                return f"Basic {token}"
            case "lower case bearer":
                return f"bearer {token}"
            case _:
                return f"Bearer {token}"

    def _token(self, kind: str, service_url: str, changes: Json) -> str:
        now = int(self._now())
        claims: Json = {"serviceurl": service_url, "nbf": now, "exp": now + HOUR, "iss": ISSUER, "aud": self._app_id}
        claims |= _CLAIMS[kind](now) if kind in _CLAIMS else {}
        claims |= {"aud": [self._app_id, "another"]} if kind == "several audiences" else {}
        claims = {name: value for name, value in (claims | changes).items() if value is not None}
        kid = self.current.kid
        match kind:
            case "wrong key":
                return self._signed(claims, self._stranger, kid)
            case "unknown kid":
                return self._signed(claims, self._stranger, self._stranger.kid)
            case "no kid":
                return jwt.encode(claims, self.current.private, algorithm="RS256")
            case "unendorsed key":
                return self._signed(claims, self._unendorsed, self._unendorsed.kid)
            case "alg none":
                return _by_hand({"alg": "none", "typ": "JWT", "kid": kid}, claims, lambda _: b"")
            case "public key as secret":
                header = {"alg": "HS256", "typ": "JWT", "kid": kid}
                return _by_hand(header, claims, lambda said: hmac.digest(self.current.pem, said, "sha256"))
            case "altered":
                head, _, signature = self._signed(claims, self.current, kid).split(".")
                return ".".join([head, _encoded({**claims, "exp": claims["exp"] + HOUR}), signature])
            case "no signature":
                return self._signed(claims, self.current, kid).rpartition(".")[0] + "."
            case _:
                return self._signed(claims, self.current, kid)

    def _signed(self, claims: Json, key: SigningKey, kid: str) -> str:
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": kid, "x5t": kid})


class Login:
    """The directory's token endpoint, and a managed identity's: gives the tokens that the connector then demands."""

    def __init__(self, tenant: str, app_id: str, secret: str, now: Callable[[], float]) -> None:
        self.tenant, self.app_id, self.secret = tenant, app_id, secret
        self.identity_header = "the header of the machine"
        self.seconds, self.delay = HOUR - 1, 0.0
        self.asked = 0
        self.faults: list[tuple[int, str]] = []
        self._now = now
        self._granted: dict[str, float] = {}

    def by_secret(self, tenant: str, form: Mapping[str, Any], basic: str | None) -> tuple[int, Json]:
        """Client credentials, in the form or in the header."""
        self.asked += 1
        if self.faults:
            return _denied(*self.faults.pop(0))
        who, secret = _client(form, basic)
        if form.get("grant_type") != "client_credentials":
            return _denied(400, "unsupported_grant_type")
        if tenant != self.tenant:
            return _denied(400, "invalid_request")
        if who != self.app_id:
            return _denied(400, "unauthorized_client")
        if secret != self.secret:
            return _denied(401, "invalid_client")
        if form.get("scope") != SCOPE:
            return _denied(400, "invalid_scope")
        return 200, {"token_type": "Bearer", "ext_expires_in": self.seconds, **self._grant()}

    def by_identity(self, query: Mapping[str, str], header: str | None) -> tuple[int, Json]:
        self.asked += 1
        if self.faults:
            return _denied(*self.faults.pop(0))
        if header != self.identity_header or query.get("resource") != ISSUER or not query.get("api-version"):
            return _denied(400, "invalid_request")
        if query.get("client_id", self.app_id) != self.app_id:
            return _denied(400, "identity_not_found")
        granted = self._grant()
        until = str(int(self._now()) + self.seconds)
        return 200, {"token_type": "Bearer", "resource": ISSUER, "expires_on": until, **granted}

    def revoke(self) -> None:
        """No token given so far is good any longer."""
        self._granted.clear()

    def knows(self, authorization: str | None) -> bool:
        scheme, _, token = (authorization or "").partition(" ")
        return scheme.casefold() == "bearer" and self._granted.get(token, 0.0) > self._now()

    def _grant(self) -> Json:
        token = f"access.token.{self.asked}"
        self._granted[token] = self._now() + self.seconds
        return {"access_token": token, "expires_in": self.seconds}


def _client(form: Mapping[str, Any], basic: str | None) -> tuple[str, str]:
    if basic is None:
        return str(form.get("client_id", "")), str(form.get("client_secret", ""))
    who, _, secret = base64.b64decode(basic.removeprefix("Basic ")).decode().partition(":")
    return who, secret


def _denied(status: int, error: str) -> tuple[int, Json]:
    return status, {"error": error, "error_description": f"AADSTS7000000: {error}.", "error_codes": [7000000]}


def _by_hand(header: Json, claims: Json, sign: Callable[[bytes], bytes]) -> str:
    said = f"{_encoded(header)}.{_encoded(claims)}"
    return f"{said}.{_base64(sign(said.encode()))}"


def _encoded(part: Json) -> str:
    return _base64(json.dumps(part).encode())


def _base64(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
