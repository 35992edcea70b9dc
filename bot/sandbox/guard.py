"""Keeps other pages out: tunnels and rebound names reach localhost, so every request says who asks."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

NAMES = ("127.0.0.1", "localhost")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def guarded(port: int, for_programs: frozenset[str] = frozenset()) -> Middleware:
    """Lets through what our own page asks: our host, no other origin, and changes only as JSON from our origin.

    Paths `for_programs` ask for a token of their own; a page of another origin is kept out of them all the same.
    """
    hosts = frozenset(f"{name}:{port}" for name in NAMES) | (frozenset(NAMES) if port == 80 else frozenset())
    origins = frozenset(f"http://{host}" for host in hosts)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Host", "").lower() not in hosts:
            raise web.HTTPForbidden(text="This page answers on 127.0.0.1 and localhost only.")
        changes = request.method not in ("GET", "HEAD")
        origin = request.headers.get("Origin")
        if origin is None and request.path in for_programs:
            return await handler(request)
        if origin not in origins and (changes or origin is not None):
            raise web.HTTPForbidden(text="Another page asked; only this one may.")
        if changes and request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="Changes come as JSON.")
        return await handler(request)

    return guard


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """On every answer, errors and streams included."""
    response.headers.update(HEADERS)
