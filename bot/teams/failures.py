"""What each refusal of the Bot Connector means: whether to try again, and why somebody was not reached."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
import orjson

from bot.teams.gate import Json
from handlers.messenger import SendFailed
from storage.records import Reason

# No connection was made, so nothing was sent. Asked before LOST: these are kinds of it.
REFUSED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
LOST = (aiohttp.ClientError, TimeoutError, OSError)
AGAIN = (412, 429)
REASONS: Mapping[str, Reason] = {
    "BotDisabledByAdmin": Reason.TURNED_OFF,
    "BotNotInConversationRoster": Reason.BLOCKED,
    "ConversationBlockedByUser": Reason.BLOCKED,
    "ConversationNotFound": Reason.BLOCKED,
    "ForbiddenOperationException": Reason.BLOCKED,
    "MessageSizeTooBig": Reason.TOO_LARGE,
    "MessageWritesBlocked": Reason.BLOCKED,
    "UserNotFound": Reason.CLOSED,
}
"""What the connector's codes say about the reader. Whatever is not named here says nothing that people could use."""


def refusal(status: int, text: bytes, retry_after: str, *, create: bool) -> SendFailed:
    """The failure of an answer with that status. A create may have been done although it was answered with an error."""
    codes = codes_of(text)
    why = " ".join(codes) or f"status {status}"
    if status in AGAIN:
        return SendFailed(why, "later", _seconds(retry_after))
    if status == 401:
        return SendFailed(why, "later")
    if status >= 500 or status == 408:
        return SendFailed(why, "unconfirmed" if create else "later")
    return SendFailed(why, "never", reason=next((REASONS[code] for code in codes if code in REASONS), Reason.UNKNOWN))


def loss(error: Exception, *, create: bool) -> SendFailed:
    """The failure of a call without an answer."""
    doubtful = create and not isinstance(error, REFUSED)
    return SendFailed(type(error).__name__, "unconfirmed" if doubtful else "later")


def codes_of(text: bytes) -> list[str]:
    """The connector's own words for it, which name nobody: never its sentence, which may. One refusal may have two.

    They stand in `error.code`, or in JSON that stands as a text in `message`.
    """
    answer = object_of(text)
    error = answer.get("error")
    found = [error.get("code")] if isinstance(error, dict) else []
    message = answer.get("message")
    if isinstance(message, str) and message.lstrip().startswith("{"):
        inner = object_of(message.encode())
        found += [inner.get("subCode") or inner.get("errorCode")]
    return [part[:40] for part in found if isinstance(part, str) and part.isidentifier()]


def object_of(text: bytes) -> Json:
    try:
        found = orjson.loads(text) if text.strip() else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {"conversations": found, "members": found}


def _seconds(given: str) -> float | None:
    return float(given) if given.isascii() and given.replace(".", "", 1).isdigit() else None
