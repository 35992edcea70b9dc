"""What each of Slack's errors means: whether to try again, and why somebody was not reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.messenger import FailureKind, SendFailed
from storage.records import Reason

# What Slack answers, and what that says about the message. Whatever is not named here Slack refused for good: `never`.
ERRORS: dict[str, FailureKind] = {
    "ratelimited": "later",
    "rate_limited": "later",
    "team_added_to_org": "later",
    "org_login_required": "later",
    "fatal_error": "unconfirmed",
    "internal_error": "unconfirmed",
    "request_timeout": "unconfirmed",
    "service_unavailable": "unconfirmed",
}
CODES: Mapping[Reason, frozenset[str]] = {
    Reason.CLOSED: frozenset(
        {"cannot_dm_bot", "channel_not_found", "user_disabled", "user_not_found", "user_not_visible", "users_not_found"}
    ),
    Reason.BLOCKED: frozenset({"not_in_channel"}),
    Reason.UNINSTALLED: frozenset(
        {"account_inactive", "invalid_auth", "not_authed", "team_access_not_granted", "token_expired", "token_revoked"}
    ),
    Reason.TURNED_OFF: frozenset(
        {"app_missing_action_url", "ekm_access_denied", "messages_tab_disabled", "missing_scope", "restricted_action"}
    ),
    Reason.TOO_LARGE: frozenset({"msg_blocks_too_long", "msg_too_long"}),
}
"""What they say about the reader. Whatever is not named here says nothing that people could use."""

REASONS = {code: reason for reason, codes in CODES.items() for code in codes}

# No connection was made, so nothing was sent. Asked before LOST: these are kinds of it.
REFUSED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
LOST = (aiohttp.ClientError, TimeoutError, OSError)


def failure(error: Exception, create: bool = True) -> SendFailed:
    """What an error of the SDK means. An edit may be repeated, so where a create is `unconfirmed` it is `later`."""
    failed = _refusal(error) if isinstance(error, SlackApiError) else _loss(error)
    return SendFailed(failed.why, "later") if failed.kind == "unconfirmed" and not create else failed


def status_of(error: SlackApiError) -> int:
    # When the answer is not JSON the SDK hands over aiohttp's response instead of its own.
    answer = error.response
    return int(answer.status_code if isinstance(answer, AsyncSlackResponse) else answer.status)


def code_of(error: SlackApiError) -> str:
    """Slack's own word for it; empty when what answered was not Slack's API."""
    answered = error.response.data if isinstance(error.response, AsyncSlackResponse) else None
    return str(answered.get("error") or "") if isinstance(answered, dict) else ""


def _refusal(error: SlackApiError) -> SendFailed:
    answer = error.response
    status, why = status_of(error), code_of(error)
    if status == 429:
        return SendFailed(why or "ratelimited", "later", _seconds(answer.headers))
    if not why or status >= 500:
        return SendFailed(why or f"status {status}", "unconfirmed")
    kind = ERRORS.get(why, "never")
    return SendFailed(
        why, kind, _seconds(answer.headers) if kind == "later" else None, REASONS.get(why, Reason.UNKNOWN)
    )


def _loss(error: Exception) -> SendFailed:
    return SendFailed(type(error).__name__, "later" if isinstance(error, REFUSED) else "unconfirmed")


def _seconds(headers: Any) -> float | None:
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(given) if given.isascii() and given.isdigit() else None
