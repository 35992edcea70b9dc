"""Slack's OAuth in the fake: codes and refresh tokens that work once, and tokens that end."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.fakes.slack_rules import Fault, Json, Refused

if TYPE_CHECKING:
    from tests.fakes.slack_api import Workspace

TWELVE_HOURS = 12 * 3600


@dataclass
class OAuth:
    """The app's side of it. `rotates`: tokens end after twelve hours. `spent_twice` are refresh tokens that were."""

    client_id: str = "111.222"
    client_secret: str = "the-client-secret"
    redirect_url: str = ""
    rotates: bool = True
    calls: list[tuple[str, Json]] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    spent_twice: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    _codes: dict[str, tuple[Workspace, str]] = field(default_factory=dict)
    _refreshes: dict[str, Workspace] = field(default_factory=dict)
    _spent: set[str] = field(default_factory=set)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def agreed(self, address: str, workspace: Workspace, by: str) -> str:
        """Somebody agrees on Slack's page at that address; where Slack sends them back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == self.client_id and asked["scope"], address
        redirect = asked.get("redirect_uri", self.redirect_url)
        assert redirect == self.redirect_url, "Slack sends people only to addresses that the app lists"
        code = f"code-{next(self._numbers)}"
        self._codes[code] = (workspace, by)
        return f"{redirect}?{urlencode({'code': code, 'state': asked['state']})}"

    def call(self, method: str, shown: str, asked: Json) -> Json:
        """`oauth.v2.access`, for a code or a refresh token. Raises Refused."""
        self.calls.append((method, asked))
        known = b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        if shown != f"Basic {known}":
            raise Refused("bad_client_secret")
        if asked.get("grant_type") == "refresh_token":
            return {"ok": True, **self._refreshed(str(asked.get("refresh_token")))}
        if str(asked.get("code")) not in self._codes:
            raise Refused("invalid_code")
        workspace, by = self._codes.pop(str(asked["code"]))
        return {"ok": True, **self._installed(workspace), "authed_user": {"id": by}}

    def _refreshed(self, refresh: str) -> Json:
        if refresh in self._spent:
            self.spent_twice.append(refresh)
        if refresh not in self._refreshes or refresh in self._spent:
            raise Refused("invalid_refresh_token")
        self._spent.add(refresh)
        return self._granted(self._refreshes[refresh])

    def _installed(self, workspace: Workspace) -> Json:
        team = {"id": workspace.team, "name": workspace.domain}
        above = {"id": workspace.enterprise, "name": f"{workspace.domain} grid"} if workspace.enterprise else None
        shape = {"team": None if workspace.everywhere else team, "enterprise": above, "app_id": "A1"}
        return {**shape, "is_enterprise_install": workspace.everywhere, **self._granted(workspace)}

    def _granted(self, workspace: Workspace) -> Json:
        number = next(self._numbers)
        token = f"xoxe.xoxb-{workspace.team}-{number}" if self.rotates else f"xoxb-{workspace.team}-{number}"
        workspace.tokens[token] = workspace.now() + TWELVE_HOURS if self.rotates else None
        self.given.append(token)
        answer: Json = {
            "access_token": token,
            "token_type": "bot",
            "scope": "chat:write,commands",
            "bot_user_id": workspace.bot_user,
        }
        if not self.rotates:
            return answer
        refresh = f"xoxe-1-{workspace.team}-{number}"
        self._refreshes[refresh] = workspace
        self.given.append(refresh)
        return {**answer, "refresh_token": refresh, "expires_in": TWELVE_HOURS}
