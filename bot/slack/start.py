"""Starts Slack: one client, the desk behind bolt, by signed requests or by Socket Mode."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.administration import Administration
from bot.settings import Settings
from bot.slack.app import new_app, routes
from bot.slack.connection import API, Bot, new_client, new_session, recognised
from bot.slack.guard import Guard
from bot.slack.messenger import SlackMessenger
from bot.slack.place import OnProfile, OnUninstalled, SlackPlace
from bot.slack.profiles import Profiles
from bot.slack.screen import HOOKS, Screen
from bot.slack.socket import SocketMode
from bot.wiring import ORGANISATION, Engine, found, new_id
from handlers.acquaintance import known
from handlers.requests import Visitor
from handlers.reviewing import follow
from initiatives.people import Organisation, Workspace
from scheduler.clock import Clock
from storage.port import Transaction
from storage.repeating import repeated

KEEP_PROFILES_SECONDS = 3600.0


@dataclass
class Slack:
    """The running place."""

    routes: list[web.RouteDef]
    session: aiohttp.ClientSession
    socket: SocketMode | None

    async def listen(self) -> None:
        """By Socket Mode; by signed requests the web server does it."""
        if self.socket is not None:
            await self.socket.start()

    async def stop_listening(self) -> None:
        if self.socket is not None:
            await self.socket.stop()


class AdministeredProfiles(Profiles):
    """Profiles whose right to administer comes from the settings where these name anybody."""

    administration = Administration(frozenset())

    def read(self, member: dict[str, object]) -> Visitor:
        return self.administration.of(super().read(member))


async def start(settings: Settings, built: Engine, clock: Clock) -> Slack:
    """Connects with the token, makes the organisation on the first start, knows the admins, and joins the engine.

    Raises:
        CannotConnect: with the sentence that says which setting to look at.
    """
    session = new_session()
    try:
        client = new_client(settings.slack_bot_token.get_secret_value(), session, settings.slack_api)
        bot = await recognised(client)
    except BaseException:
        await session.close()
        raise
    profiles = AdministeredProfiles(client, bot, time.monotonic, KEEP_PROFILES_SECONDS)
    profiles.administration = Administration(settings.admin_list)
    built.messengers[bot.team] = SlackMessenger(client, bot.team)
    await _founded(settings, built, bot, clock)
    await _meet(built, bot, await profiles.admins(), clock)
    place = SlackPlace(
        organisation=ORGANISATION,
        bot=bot,
        desk=built.desk,
        profiles=profiles,
        screen=Screen(client, _hooks(settings.slack_api)),
        readers=built.readers,
        clock=clock.now,
        on_profile=_profile_keeper(built, bot, clock),
        on_uninstalled=_forgetter(built, bot, clock),
    )
    app = new_app(place, client)
    app_token = settings.slack_app_token.get_secret_value()
    if app_token:
        return Slack([], session, SocketMode(app, app_token))
    guard = Guard(settings.slack_signing_secret.get_secret_value(), time.time)
    return Slack(routes(guard, app), session, None)


def _hooks(api: str) -> tuple[str, ...]:
    """Where answers to a click may be posted: Slack's own addresses, or those of the server named in its place."""
    if api == API:
        return HOOKS
    address = urlsplit(api)
    return (f"{address.scheme}://{address.netloc}/",)


async def _founded(settings: Settings, built: Engine, bot: Bot, clock: Clock) -> None:
    organisation = Organisation(
        ORGANISATION, ORGANISATION, settings.organisation, language=settings.language, zone=settings.zone
    )
    await found(built.store, organisation, Workspace(bot.team, ORGANISATION, "slack", bot.team), clock)


async def _meet(built: Engine, bot: Bot, visitors: tuple[Visitor, ...], clock: Clock) -> None:
    now = clock.now()

    async def meet(store: Transaction) -> None:
        organisation = await store.organisation(ORGANISATION)
        for visitor in visitors:
            if not visitor.guest:
                await known(store, organisation, bot.team, visitor, now, new_id)

    await repeated(partial(built.store.transaction, now), meet)


def _profile_keeper(built: Engine, bot: Bot, clock: Clock) -> OnProfile:
    async def changed(visitor: Visitor, active: bool, now: datetime, store: Transaction) -> None:
        if await store.account(ORGANISATION, bot.team, visitor.external) is None:
            return
        organisation = await store.organisation(ORGANISATION)
        person = await known(store, organisation, bot.team, visitor, now, new_id)
        if person.active is not active:
            await store.keep_person(replace(person, active=active))
            await follow(store, organisation, bot.team, now, new_id)

    async def keep(visitor: Visitor, active: bool) -> None:
        """Somebody's profile changed; who left is not written to any more."""
        now = clock.now()
        await repeated(partial(built.store.transaction, now), partial(changed, visitor, active, now))

    return keep


def _forgetter(built: Engine, bot: Bot, clock: Clock) -> OnUninstalled:
    async def leave(store: Transaction) -> None:
        connected = await store.workspace(ORGANISATION, bot.team)
        if connected is not None:
            await store.connect(replace(connected, active=False))

    async def forget(workspace: str) -> None:
        """The app was removed: nothing is sent there any more."""
        built.messengers.pop(workspace, None)
        await repeated(partial(built.store.transaction, clock.now()), leave)

    return forget
