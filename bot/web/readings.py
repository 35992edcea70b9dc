"""`POST /api/readings`: numbers that systems send, as JSON; what is wrong is answered as RFC 9457 says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256

import orjson
import structlog
from aiohttp import web

from bot.measurements import read, wrong
from bot.web.openapi import description
from handlers.measuring import Measurement
from handlers.receiving import Problem, Received, Sent, receive
from storage.port import Store
from storage.repeating import repeated
from storage.rows import Overtaken, StorageFailed

PATH, DESCRIPTION = "/api/readings", "/api/openapi.json"
MOST_BYTES = 16 * 1024
MOST_KEY = 128
TITLES = {
    400: "No JSON", 401: "No token", 403: "Not for this token", 404: "Not there", 409: "Not running", 413: "Too large",
    415: "Another content type", 422: "Not valid", 429: "Too many requests", 503: "Not now",
}  # fmt: skip
SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
TOO_LARGE = Problem(413, "too-large", f"A reading has at most {MOST_BYTES} bytes.")
NO_JSON = Problem(400, "no-json", "The body is no JSON object.")
WRONG_KEY = Problem(
    422, "not-valid", "Nothing was kept.", {"Idempotency-Key": f"1 to {MOST_KEY} letters of ASCII that can be seen."}
)
NOT_NOW = Problem(503, "not-now", "It could not be stored, so it has not happened. Send it again with the same key.")


def routes(store: Store, now: Callable[[], datetime], new_id: Callable[[], str]) -> list[web.RouteDef]:
    """The endpoint and its description."""
    described = orjson.dumps(description())

    async def take(request: web.Request) -> web.Response:
        body = await _body(request)
        if body is None:
            return refusal(TOO_LARGE)
        sent = _sent(request, body)
        try:
            answer = await repeated(partial(store.transaction, now()), lambda kept: receive(kept, sent, now(), new_id))
        except (Overtaken, StorageFailed):
            structlog.get_logger("readings").exception("a reading could not be stored")
            answer = NOT_NOW
        return _accepted(answer) if isinstance(answer, Received) else refusal(answer)

    async def describe(_request: web.Request) -> web.Response:
        return web.Response(body=described, content_type="application/json", headers=SAFE)

    return [web.post(PATH, take), web.get(DESCRIPTION, describe)]


async def _body(request: web.Request) -> bytes | None:
    """All of it, or None as soon as it is too large."""
    found = b""
    async for part in request.content.iter_any():
        found += part
        if len(found) > MOST_BYTES:
            return None
    return found


def _sent(request: web.Request, body: bytes) -> Sent:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    key = request.headers.get("Idempotency-Key")
    says: Measurement | Problem
    if request.content_type != "application/json":
        says = Problem(415, "content-type", "Send it as application/json.")
    elif key is not None and not re.fullmatch(rf"[!-~]{{1,{MOST_KEY}}}", key):
        says, key = WRONG_KEY, None
    else:
        says = measurement(body)
    given = token.strip() if scheme.casefold() == "bearer" else ""
    return Sent(given, key or "", sha256(body).hexdigest(), says)


def measurement(body: bytes) -> Measurement | Problem:
    """What a body says, or what is wrong with it, field by field."""
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return NO_JSON
    if not isinstance(said, dict):
        return NO_JSON
    errors = wrong(said)
    return Problem(422, "not-valid", "Nothing was kept.", errors) if errors else read(said)


def _accepted(received: Received) -> web.Response:
    headers = {**SAFE, "Idempotent-Replayed": "true"} if received.again else SAFE
    status = 202 if received.waits else 201
    return web.Response(
        body=orjson.dumps(received.body), status=status, content_type="application/json", headers=headers
    )


def refusal(problem: Problem) -> web.Response:
    """The problem as RFC 9457 has it."""
    body: Mapping[str, object] = {
        "type": f"urn:quickwin:problem:{problem.name}",
        "title": TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
        "errors": [{"field": name, "detail": detail} for name, detail in problem.errors.items()],
    }
    headers = dict(SAFE)
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.seconds:
        headers["Retry-After"] = str(problem.seconds)
    return web.Response(
        body=orjson.dumps(body), status=problem.status, content_type="application/problem+json", headers=headers
    )
