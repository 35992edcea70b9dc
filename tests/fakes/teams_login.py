"""The bot's own login in the fake Teams: the tokens that its connector then demands."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.teams_keys import HOUR, ISSUER
from tests.fakes.teams_rules import Json

SCOPE = f"{ISSUER}/.default"


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
