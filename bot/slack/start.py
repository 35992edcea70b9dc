"""Starts Slack: one client, the desk behind bolt, by signed requests or by Socket Mode."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.administration import Administration
from bot.settings import Settings
from bot.slack.app import new_app, routes
from bot.slack.connection import Bot, new_client, new_session, recognised
from bot.slack.guard import Guard
from bot.slack.many import ManyWorkspaces
from bot.slack.messenger import SlackMessenger
from bot.slack.people import meet, profile_keeper
from bot.slack.place import OnUninstalled, SlackPlace
from bot.slack.profiles import KEEP_SECONDS, Profiles
from bot.slack.screen import Screen, hooks_of
from bot.slack.socket import SocketMode
from bot.wiring import ORGANISATION, Engine, found
from handlers.requests import Visitor
from initiatives.people import Organisation, Workspace
from scheduler.clock import Clock
from storage.port import Transaction
from storage.repeating import repeated


@dataclass
class Slack:
    """The running place. `rest` waits for what was begun beside the requests."""

    routes: list[web.RouteDef]
    session: aiohttp.ClientSession
    socket: SocketMode | None
    rest: Callable[[], Awaitable[None]] | None = None

    async def listen(self) -> None:
        """By Socket Mode; by signed requests the web server does it."""
        if self.socket is not None:
            await self.socket.start()

    async def stop_listening(self) -> None:
        if self.socket is not None:
            await self.socket.stop()
        if self.rest is not None:
            await self.rest()


class AdministeredProfiles(Profiles):
    """Profiles whose right to administer comes from the settings where these name anybody."""

    administration = Administration(frozenset())

    def read(self, member: dict[str, object]) -> Visitor:
        return self.administration.of(super().read(member))


async def start(settings: Settings, built: Engine, clock: Clock) -> Slack:
    """One workspace by its token, or all that install the bot; joins the engine either way.

    Raises:
        CannotConnect: with the sentence that says which setting to look at.
    """
    return await (_many if settings.serves_many else _one)(settings, built, clock)


async def _many(settings: Settings, built: Engine, clock: Clock) -> Slack:
    """Nobody is connected to: workspaces are found when they are used, in a process that only sends too."""
    many = ManyWorkspaces(settings, built, clock)
    try:
        await many.tokens.lock_anew()
    except BaseException:
        await many.session.close()
        raise
    built.messengers.otherwise = many.workspaces.messenger
    inbound, socket = _way_in(settings, many.app, built, clock)
    return Slack([*inbound, *many.routes], many.session, socket, many.rest)


def _way_in(
    settings: Settings, app: AsyncApp, built: Engine, clock: Clock
) -> tuple[list[web.RouteDef], SocketMode | None]:
    """By Socket Mode with an app token, else by signed requests."""
    app_token = settings.slack_app_token.get_secret_value()
    if app_token:
        return [], SocketMode(app, app_token, built.sender.courtesy)
    guard = Guard(settings.slack_signing_secret.get_secret_value(), lambda: clock.now().timestamp())
    return routes(guard, app), None


async def _one(settings: Settings, built: Engine, clock: Clock) -> Slack:
    """Connects with the token, makes the organisation on the first start, and knows the admins."""
    session = new_session()
    try:
        client = new_client(settings.slack_bot_token.get_secret_value(), session, settings.slack_api)
        bot = await recognised(client)
    except BaseException:
        await session.close()
        raise
    profiles = AdministeredProfiles(client, bot, time.monotonic, KEEP_SECONDS)
    profiles.administration = Administration(settings.admin_list)
    built.messengers[bot.team] = SlackMessenger(client, bot.team)
    await _founded(settings, built, bot, clock)
    await meet(built, _the_one, bot.team, await profiles.admins(), clock)
    place = SlackPlace(
        organisation=ORGANISATION,
        bot=bot,
        desk=built.desk,
        profiles=profiles,
        screen=Screen(client, hooks_of(settings.slack_api)),
        readers=built.readers,
        clock=clock.now,
        on_profile=profile_keeper(built, _the_one, bot.team, clock),
        on_uninstalled=_forgetter(built, bot, clock),
    )
    inbound, socket = _way_in(settings, new_app(place, client), built, clock)
    return Slack(inbound, session, socket)


async def _founded(settings: Settings, built: Engine, bot: Bot, clock: Clock) -> None:
    organisation = Organisation(
        ORGANISATION, ORGANISATION, settings.organisation, language=settings.language, zone=settings.zone
    )
    await found(built.store, organisation, Workspace(bot.team, ORGANISATION, "slack", bot.team), clock)


async def _the_one(_store: Transaction, _workspace: str) -> str:
    return ORGANISATION


def _forgetter(built: Engine, bot: Bot, clock: Clock) -> OnUninstalled:
    async def leave(store: Transaction) -> None:
        connected = await store.workspace(ORGANISATION, bot.team)
        if connected is not None:
            await store.connect(replace(connected, active=False))

    async def forget(workspace: str, _at: float) -> None:
        """The app was removed: nothing is sent there any more."""
        built.messengers.pop(workspace, None)
        await repeated(partial(built.store.transaction, clock.now()), leave)

    return forget
