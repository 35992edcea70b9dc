"""The sandbox's routes: a page, what it asks, and what it may change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.charts.links import Pictures, nowhere
from bot.sandbox.bodies import Acts, Body, Commands, HandsOver, Moves, Presses, Says, Submits, body
from bot.sandbox.clock import MovableClock, target
from bot.sandbox.guard import add_headers, guarded
from bot.sandbox.guide import GuideStep, Lived
from bot.sandbox.people import BY_ID
from bot.sandbox.refusals import Busy, refusing
from bot.sandbox.turns import Desk, Turns
from bot.sandbox.view import Json, view
from bot.sandbox.workspace import NoSuchPlace, Workspace, channels_of
from handlers.words import Readers, Text

STATIC = Path(__file__).parent / "static"
HEARTBEAT = 20.0
Hints = tuple[tuple[str, Text], ...]
"""The commands the composer offers: name, and what it is for."""


class SandboxPlace:
    """Builds the web application. `lived` says which guide steps are done, `entry` what a message is handed to,
    `for_programs` are routes that no page asks."""

    def __init__(
        self,
        desk: Desk,
        workspace: Workspace,
        clock: MovableClock,
        move_to: Callable[[datetime], Awaitable[None]],
        fresh: Callable[[], Awaitable[None]],
        demo: Callable[[], Awaitable[None]],
        readers: Readers,
        port: int,
        *,
        commands: Hints = (),
        lived: Lived | None = None,
        entry: str = "propose",
        pictures: Pictures = nowhere,
        for_programs: Sequence[web.RouteDef] = (),
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._move_to = move_to
        self._fresh = fresh
        self._demo = demo
        self._readers = readers
        self._port = port
        self._commands = commands
        self._lived = lived
        self._turns = Turns(desk, workspace, clock, lambda: uuid4().hex, f"http://127.0.0.1:{port}", entry, pictures)
        self._alone = asyncio.Lock()
        self._for_programs = tuple(for_programs)
        self._closing = False

    def app(self) -> web.Application:
        paths = frozenset(route.path for route in self._for_programs)
        app = web.Application(middlewares=[guarded(self._port, paths), refusing(self._readers)])
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(self._close)
        turns = self._turns
        app.add_routes(self._for_programs)
        app.add_routes([
            web.get("/", self._page),
            web.static("/static", STATIC),
            web.get("/api/state", self._state),
            web.get("/api/stream", self._stream),
            web.post("/api/say", _acts(Says, turns.say)),
            web.post("/api/command", _acts(Commands, turns.command)),
            web.post("/api/press", _acts(Presses, turns.press)),
            web.post("/api/submit", _acts(Submits, turns.submit)),
            web.post("/api/close", _acts(Presses, turns.close)),
            web.post("/api/from-message", _acts(HandsOver, turns.hand_over)),
            web.post("/api/home", _acts(Acts, turns.home)),
            web.post("/api/seen", _acts(Acts, self._seen)),
            web.post("/api/clock", _acts(Moves, self._move)),
            web.post("/api/fresh", _acts(Acts, self._start_afresh)),
            web.post("/api/demo", _acts(Acts, self._fill)),
        ])  # fmt: skip
        return app

    async def _page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "page.html")

    async def _state(self, request: web.Request) -> web.Response:
        member, place = request.query.get("as", ""), request.query.get("place", "home")
        if member not in BY_ID or place not in ("home", *channels_of(member)):
            raise NoSuchPlace(place)
        now = self._clock.now()
        seen = await view(self._workspace, member, place, now)
        reader = self._readers(BY_ID[member].language, BY_ID[member].zone)
        commands = [{"name": name, "help": reader.read(text)} for name, text in self._commands]
        return _json(
            seen | {"commands": commands, "steps": sorted(await self._steps(now)), "busy": self._alone.locked()}
        )

    async def _steps(self, now: datetime) -> frozenset[GuideStep]:
        if self._lived is None:
            return frozenset()
        kept = await self._workspace.setting("guide", now)
        return await self._lived(datetime.fromisoformat(kept) if kept else datetime.min.replace(tzinfo=UTC), now)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        """One event for each time something changed; many changes at once are one."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with self._workspace.listening() as changed:
            await self._tell(response, changed)
        return response

    async def _tell(self, response: web.StreamResponse, changed: asyncio.Event) -> None:
        changed.set()
        with suppress(ConnectionError):  # the page was closed: nobody is there to be told
            while not self._closing:
                await response.write(await _news(changed))

    async def _close(self, app: web.Application) -> None:
        """Streams never end by themselves, and a server waits for them."""
        self._closing = True
        self._workspace.tell()

    async def _seen(self, acts: Acts) -> Json:
        await self._workspace.see(acts.place, acts.member, self._clock.now())
        return {}

    async def _move(self, moves: Moves) -> Json:
        zone = BY_ID[moves.member].zone
        async with self._one_at_a_time():
            await self._move_to(target(moves.step, self._clock.now(), zone))
        self._workspace.tell()
        return {"now": self._clock.now().isoformat()}

    async def _start_afresh(self, acts: Acts) -> Json:
        async with self._one_at_a_time():
            await self._workspace.clear(self._clock.now())
            await self._clock.reset()
            await self._fresh()
            await self._begin_guide()
        return {}

    async def _fill(self, acts: Acts) -> Json:
        async with self._one_at_a_time():
            await self._demo()
            await self._begin_guide()
        return {}

    async def _begin_guide(self) -> None:
        """The guide counts what is lived from now on."""
        now = self._clock.now()
        await self._workspace.set("guide", now.isoformat(), now)
        self._workspace.tell()

    @asynccontextmanager
    async def _one_at_a_time(self) -> AsyncIterator[None]:
        if self._alone.locked():
            raise Busy
        async with self._alone:
            yield


async def _news(changed: asyncio.Event) -> bytes:
    """The event of the next change, or a sign of life when none comes for a while."""
    try:
        async with asyncio.timeout(HEARTBEAT):
            await changed.wait()
    except TimeoutError:
        return b": still here\n\n"
    changed.clear()
    return b"event: changed\ndata: {}\n\n"


def _acts(kind: type[Body], verb: Callable[[Body], Awaitable[Json]]) -> Handler:
    """A route for something a person does."""

    async def act(request: web.Request) -> web.Response:
        acts = await body(request, kind)
        if acts.member not in BY_ID:
            raise NoSuchPlace(acts.member)
        return _json(await verb(acts))

    return act


def _json(value: Json) -> web.Response:
    return web.json_response(body=orjson.dumps(value))
