"""Trust in the fake Teams: the keys its tokens to the bot are signed with, and forgeries of every kind."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.fakes.teams_rules import Json

ISSUER = "https://api.botframework.com"
HOUR = 3600
SKEW = 300

BAD_TOKENS = (
    "wrong key",
    "altered",
    "no signature",
    "unknown kid",
    "no kid",
    "alg none",
    "no alg",
    "public key as secret",
    "its own key",
    "another hash",
    "several algorithms",
    "kid no text",
    "a head without end",
    "a head that is a list",
    "a head in UTF-16",
    "must understand more",
    "expired",
    "not yet valid",
    "no exp",
    "exp no number",
    "wrong issuer",
    "issuer with a slash",
    "several issuers",
    "no issuer",
    "wrong audience",
    "no audience",
    "audience by its beginning",
    "only other audiences",
    "other service url",
    "no service url",
    "service url by its beginning",
    "several service urls",
    "one word",
    "garbage",
    "five parts",
    "empty",
    "only bearer",
    "not bearer",
    "bearer twice",
    "two tokens",
    "missing",
    "unendorsed key",
)
"""Every one must be refused."""

GOOD = "good"
GOOD_TOKENS = (GOOD, "lower case bearer", "expired a moment ago", "valid in a moment", "several audiences")
"""Every one is to be accepted: clocks may differ by five minutes."""

# What a kind of token says otherwise than a good one, by the time and what the good one says. None is left out.
_CLAIMS: Mapping[str, Callable[[int, Json], Json]] = {
    "several audiences": lambda _, good: {"aud": [good["aud"], "another"]},
    "expired": lambda now, _: {"nbf": now - HOUR - SKEW - 10, "exp": now - SKEW - 10},
    "expired a moment ago": lambda now, _: {"nbf": now - HOUR, "exp": now - SKEW + 30},
    "not yet valid": lambda now, _: {"nbf": now + SKEW + 30},
    "valid in a moment": lambda now, _: {"nbf": now + SKEW - 30},
    "no exp": lambda *_: {"exp": None},
    "exp no number": lambda *_: {"exp": "soon"},
    "wrong issuer": lambda *_: {"iss": "https://sts.windows.net/00000000-0000-4000-8000-000000000000/"},
    "issuer with a slash": lambda *_: {"iss": f"{ISSUER}/"},
    "several issuers": lambda *_: {"iss": [ISSUER]},
    "no issuer": lambda *_: {"iss": None},
    "wrong audience": lambda *_: {"aud": "00000000-0000-4000-8000-000000000000"},
    "no audience": lambda *_: {"aud": None},
    "audience by its beginning": lambda _, good: {"aud": good["aud"] + "0"},
    "only other audiences": lambda *_: {"aud": ["another", "one more"]},
    "other service url": lambda *_: {"serviceurl": "https://smba.trafficmanager.net/other/"},
    "no service url": lambda *_: {"serviceurl": None},
    "service url by its beginning": lambda _, good: {"serviceurl": good["serviceurl"] + "more/"},
    "several service urls": lambda _, good: {"serviceurl": [good["serviceurl"]]},
}
# What its head says otherwise, though it is signed with the right key.
_HEADS: Mapping[str, Json] = {
    "no alg": {"alg": None},
    "several algorithms": {"alg": ["RS256", "none"]},
    "no kid": {"kid": None, "x5t": None},
    "kid no text": {"kid": ["a", "b"]},
    "must understand more": {"crit": ["more"], "more": True},
}
_BROKEN_HEADS: Mapping[str, bytes] = {
    "a head without end": b"[" * 5000,
    "a head that is a list": b'["RS256"]',
    "a head in UTF-16": '{"alg": "RS256"}'.encode("utf-16"),
}
_HEADERS: Mapping[str, str | None] = {
    "missing": None,
    "empty": "Bearer ",
    "only bearer": "Bearer",
    "one word": "Bearer garbage",
    "garbage": "Bearer not.a.token",
    "five parts": "Bearer this.is.not.a.token",
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
        if kind in _HEADERS:
            return _HEADERS[kind]
        token = self._token(kind, service_url, claims)
        match kind:
            case "not bearer":
                return f"Basic {token}"
            case "lower case bearer":
                return f"bearer {token}"
            case "bearer twice":
                return f"Bearer Bearer {token}"
            case "two tokens":
                return f"Bearer {token}, {token}"
            case _:
                return f"Bearer {token}"

    def _token(self, kind: str, service_url: str, changes: Json) -> str:
        claims, kid = self._claims(kind, service_url, changes), self.current.kid
        head: Json = {"alg": "RS256", "typ": "JWT", "kid": kid, "x5t": kid}
        match kind:
            case "wrong key":
                return _signed(head, claims, self._stranger)
            case "its own key":
                return _signed(
                    {**head, "jwk": self._stranger.listed, "jku": "https://evil.example/"}, claims, self._stranger
                )
            case "unknown kid":
                return _signed({**head, "kid": self._stranger.kid}, claims, self._stranger)
            case "unendorsed key":
                return _signed({**head, "kid": self._unendorsed.kid}, claims, self._unendorsed)
            case "another hash":
                return jwt.encode(claims, self.current.private, algorithm="RS512", headers={"kid": kid})
            case "alg none":
                return _by_hand({**head, "alg": "none"}, claims, lambda _: b"")
            case "public key as secret":
                return _by_hand(
                    {**head, "alg": "HS256"}, claims, lambda said: hmac.digest(self.current.pem, said, "sha256")
                )
            case "altered":
                first, _, signature = _signed(head, claims, self.current).split(".")
                return ".".join([first, _encoded({**claims, "exp": claims["exp"] + HOUR}), signature])
            case "no signature":
                return _signed(head, claims, self.current).rpartition(".")[0] + "."
            case _ if kind in _BROKEN_HEADS:
                return f"{_base64(_BROKEN_HEADS[kind])}.{_encoded(claims)}.{_base64(b'signed')}"
            case _:
                return _signed(_told(head | _HEADS.get(kind, {})), claims, self.current)

    def _claims(self, kind: str, service_url: str, changes: Json) -> Json:
        now = int(self._now())
        good: Json = {"serviceurl": service_url, "nbf": now, "exp": now + HOUR, "iss": ISSUER, "aud": self._app_id}
        otherwise = _CLAIMS[kind](now, good) if kind in _CLAIMS else {}
        return _told(good | otherwise | changes)


def _told(parts: Json) -> Json:
    return {name: value for name, value in parts.items() if value is not None}


def _signed(head: Json, claims: Json, key: SigningKey) -> str:
    return _by_hand(head, claims, lambda said: key.private.sign(said, padding.PKCS1v15(), hashes.SHA256()))


def _by_hand(header: Json, claims: Json, sign: Callable[[bytes], bytes]) -> str:
    said = f"{_encoded(header)}.{_encoded(claims)}"
    return f"{said}.{_base64(sign(said.encode()))}"


def _encoded(part: Json) -> str:
    return _base64(json.dumps(part).encode())


def _base64(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
