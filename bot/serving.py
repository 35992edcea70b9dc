"""The running process: the places that are configured, their web servers, and a calm end."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.charts.links import PATH, Links
from bot.settings import CannotStart, Settings
from bot.stores import open_store
from bot.web import about, charts, health, readings
from bot.web.dashboard import Dashboard
from bot.wiring import Engine, engine, kept_secret, new_id
from initiatives.likeness.words import read_ahead
from scheduler.clock import Clock, SystemClock
from scheduler.courtesy import Courtesy

if TYPE_CHECKING:
    from bot.slack.start import Slack
    from bot.teams.start import Teams

GRACE_SECONDS = 15
LAST_MESSAGE_SECONDS = 5
"""Together they stay below the half minute that hosts give a process to end."""
LOCALHOST = "127.0.0.1"


@dataclass(frozen=True)
class Places:
    """Which places run: the sandbox alone unless a platform is configured, both when asked for."""

    slack: bool
    teams: bool
    sandbox: bool


def places(settings: Settings, *, sandbox: bool) -> Places:
    """With a platform's credentials set the sandbox is left off unless it is asked for."""
    platform = settings.uses_slack or settings.uses_teams
    return Places(settings.uses_slack, settings.uses_teams, sandbox or not platform)


async def serve(settings: Settings, wanted: Places, say: Callable[[str], None]) -> None:
    """`say` prints where each place is. Runs until SIGTERM or SIGINT; a message being sent is finished, nothing new is begun."""
    stopping = told_to_stop()
    async with AsyncExitStack() as stack:
        if wanted.slack or wanted.teams:
            for line in await _platforms(settings, wanted, stack):
                say(line)
        if wanted.sandbox:
            say(await _sandbox(settings, stack))
        await asyncio.to_thread(read_ahead)
        collect_seldom()
        await stopping.wait()


async def work(settings: Settings, wanted: Places, tell: Callable[[str], None]) -> None:
    """What is due and what is queued, without a web server, beside any number of others; runs until told to stop."""
    stopping = told_to_stop()
    async with AsyncExitStack() as stack:
        clock = SystemClock()
        built = await _engine(settings, clock, stack)
        if wanted.slack:
            await _connected_to_slack(settings, built, clock, stack)
        if wanted.teams:
            await _connected_to_teams(settings, built, clock, stack)
        stack.push_async_callback(_stopped, built)
        built.heartbeat.start()
        tell("Working: what is due is asked and sent.")
        collect_seldom()
        await stopping.wait()


def told_to_stop() -> asyncio.Event:
    """Set by SIGTERM or SIGINT."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    return stopping


async def _stopped(built: Engine) -> None:
    """The message being sent is finished, if it does not take too long: its row says what became of it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_MESSAGE_SECONDS):
            await built.heartbeat.stop()
    await built.easel.close()


def collect_seldom() -> None:
    """Nearly all that a turn makes is kept or gone at once: look for cycles seldom, and never among what is there now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


async def _platforms(settings: Settings, wanted: Places, stack: AsyncExitStack) -> list[str]:
    """What is configured, over one store, one engine and one web server; a line for each that says where it is."""
    clock = SystemClock()
    built = await _engine(settings, clock, stack)
    app = web.Application(middlewares=[turns_first(built.sender.courtesy)])
    app.add_routes([*health.routes(lambda: built.heartbeat.ticked_at, clock.now), *about.routes(built.readers)])
    charts.add(app, Links(kept_secret(settings, settings.folder), settings.url, clock.now), built.easel)
    app.add_routes(readings.routes(built.store, clock.now, new_id))
    app.add_routes(Dashboard(built.store, clock.now, built.builder).routes())
    lines = [await _slack(settings, built, clock, app, stack)] if wanted.slack else []
    if wanted.teams:
        lines.append(await _teams(settings, built, clock, app, stack))
    stack.push_async_callback(_stopped, built)
    await _listen(app, settings.host, settings.port, stack)
    built.heartbeat.start()
    return lines


def turns_first(courtesy: Courtesy) -> Middleware:
    """What the platforms ask of us goes before what is sent by itself; nobody's turn waits for a picture."""

    @web.middleware
    async def first(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(PATH):
            return await handler(request)
        with courtesy.turn():
            return await handler(request)

    return first


async def _engine(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Engine:
    store = await open_store(settings)
    stack.push_async_callback(store.close)
    built = engine(store, kept_secret(settings, settings.folder), clock, {}, where=settings.url)
    if settings.uses_mail:
        from bot.mail import start as mail  # noqa: PLC0415 only when it is used

        mail.start(settings, built, clock)
    return built


async def _connected_to_slack(settings: Settings, built: Engine, clock: Clock, stack: AsyncExitStack) -> Slack:
    from bot.slack import start  # noqa: PLC0415 a platform is imported only when it is used
    from bot.slack.connection import CannotConnect  # noqa: PLC0415

    try:
        slack = await start.start(settings, built, clock)
    except CannotConnect as refused:
        raise CannotStart(str(refused)) from None
    stack.push_async_callback(slack.session.close)
    return slack


async def _connected_to_teams(settings: Settings, built: Engine, clock: Clock, stack: AsyncExitStack) -> Teams:
    from bot.teams import start  # noqa: PLC0415 a platform is imported only when it is used

    teams = await start.start(settings, built, clock)
    stack.push_async_callback(teams.close)
    return teams


async def _slack(settings: Settings, built: Engine, clock: Clock, app: web.Application, stack: AsyncExitStack) -> str:
    from bot.slack.connection import CannotConnect  # noqa: PLC0415 a platform is imported only when it is used

    slack = await _connected_to_slack(settings, built, clock, stack)
    try:
        await slack.listen()
    except CannotConnect as refused:
        raise CannotStart(str(refused)) from None
    stack.push_async_callback(slack.stop_listening)
    app.add_routes(slack.routes)
    if settings.serves_many:
        where = settings.url or f"http://{settings.host}:{settings.port}"
        return f"Serving every Slack workspace that installs it at {where.rstrip('/')}/slack/install"
    if slack.socket is not None:
        return "Connected to Slack by Socket Mode."
    return f"Listening for Slack on http://{settings.host}:{settings.port}/slack/events"


async def _teams(settings: Settings, built: Engine, clock: Clock, app: web.Application, stack: AsyncExitStack) -> str:
    teams = await _connected_to_teams(settings, built, clock, stack)
    app.add_routes(teams.routes)
    open_to = " from this machine only, unsigned" if settings.teams_local else ""
    return f"Listening for Teams on http://{settings.host}:{settings.port}/api/messages{open_to}"


async def _sandbox(settings: Settings, stack: AsyncExitStack) -> str:
    from bot.sandbox.start import Sandbox  # noqa: PLC0415 only when it is used

    folder = settings.folder / "sandbox"
    sandbox = Sandbox(folder, kept_secret(settings, folder), settings.sandbox_port)
    stack.push_async_callback(sandbox.close)
    await sandbox.open()
    await _listen(sandbox.app(), LOCALHOST, settings.sandbox_port, stack)
    return f"The sandbox is at http://{LOCALHOST}:{settings.sandbox_port}/"


async def _listen(app: web.Application, host: str, port: int, stack: AsyncExitStack) -> None:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as busy:
        raise CannotStart(
            f"Port {port} on {host} cannot be used ({busy.strerror}). Another process may have it."
        ) from None
