"""The dashboard's page, for whoever has a link of their own from the chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from bot.web import board
from bot.web.about import language_of
from handlers.dashboard_shown import sheet
from handlers.dashboards import LISTED, PATH, Board, gather, holder
from handlers.deliveries import Builder
from initiatives.people import Organisation, Person
from storage.port import Store, Transaction

STYLE = Path(__file__).parent / "static" / "dashboard.css"
FRESH = timedelta(minutes=1)
"""For so long one look at the portfolio serves everybody of an organisation."""
SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Looked:
    """A board, when it was looked at, and the names of the owners on it."""

    at: datetime
    board: Board
    names: Mapping[str, str]


@dataclass
class Dashboard:
    """The page and its style, over the store; `builder` knows the seal and the languages."""

    store: Store
    now: Callable[[], datetime]
    builder: Builder
    _looked: dict[str, Looked] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        return [web.get(f"{PATH}{{key}}", self._page), web.get(board.STYLE_PATH, _style)]

    async def _page(self, request: web.Request) -> web.Response:
        now = self.now()
        found = holder(self.builder.seal.derived, request.match_info["key"], now)
        if found is not None:
            async with self.store.transaction(now) as store:
                here = await _here(store, *found)
                if here is not None:
                    organisation, person = here
                    looked = await self._board(store, organisation, now)
                    reader = self.builder.reader(organisation, person)
                    shown = sheet(organisation, looked.board, looked.at, looked.names, admin=person.admin)
                    return _html(board.page(shown, reader), 200)
        return _html(board.over(self.builder.readers(language_of(request), "UTC")), 403)

    async def _board(self, store: Transaction, organisation: Organisation, now: datetime) -> Looked:
        known = self._looked.get(organisation.id)
        if known is not None and known.at <= now < known.at + FRESH:
            return known
        found = await gather(store, organisation, now)
        owners = sorted({one.owner for one in found.under_way[:LISTED]})
        people = [await store.person(organisation.id, owner) for owner in owners]
        looked = Looked(now, found, {person.id: person.name for person in people if person is not None})
        self._looked[organisation.id] = looked
        return looked


async def _here(store: Transaction, organisation: str, person: str) -> tuple[Organisation, Person] | None:
    """Both, while the one belongs to the other."""
    found = await store.person(organisation, person)
    if found is None or not found.active:
        return None
    return await store.organisation(organisation), found


def _html(text: str, status: int) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", headers=SAFE)


async def _style(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(STYLE, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"})
