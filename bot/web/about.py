"""Two pages for people outside the chat: what is stored, and on what terms; app packages have to point to them."""

from __future__ import annotations

from html import escape

from aiohttp import web

from handlers.acquaintance import LANGUAGES
from handlers.conversations.privacy import PARTS, TITLE
from handlers.words import Reader, Readers, Words, say

TERMS = say("On what terms Quickwin is used")
_TERMS: tuple[tuple[Words, ...], ...] = (
    (
        say("Who runs it"),
        say("Quickwin runs on the servers of the organisation you work for, which decides about its use."),
    ),
    (
        say("What it is not"),
        say("Figures come from the people who report them. Nothing in it judges anybody’s work."),
    ),
)
_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
)

SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}


def routes(readers: Readers) -> list[web.RouteDef]:
    """`/privacy` and `/terms`, in the language the browser asks for."""

    async def privacy(request: web.Request) -> web.Response:
        return _page(html(TITLE, PARTS, readers(language_of(request), "UTC")))

    async def terms(request: web.Request) -> web.Response:
        return _page(html(TERMS, _TERMS, readers(language_of(request), "UTC")))

    return [web.get("/privacy", privacy), web.get("/terms", terms)]


def html(title: Words, parts: tuple[tuple[Words, ...], ...], reader: Reader) -> str:
    """A page of headed parts, without anything that runs."""
    sections = "".join(
        f"<h2>{escape(reader.read(head))}</h2>" + "".join(f"<p>{escape(reader.read(line))}</p>" for line in lines)
        for head, *lines in parts
    )
    return (
        f'<!doctype html><html lang="{reader.language}"><meta charset="utf-8"><title>{escape(reader.read(title))}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f"<h1>{escape(reader.read(title))}</h1>{sections}"
    )


def _page(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=SAFE)


def language_of(request: web.Request) -> str:
    """The language the browser asks for, if we speak it."""
    return asked_language(request.headers.get("Accept-Language", ""))


def asked_language(accepted: str) -> str:
    """The first language the browser asks for that we speak; English otherwise."""
    asked = (part.split(";")[0].strip()[:2].casefold() for part in accepted.split(","))
    return next((language for language in asked if language in LANGUAGES), "en")
