"""Starts Teams: the adapter that checks what comes in, the connector that carries what goes out, and each tenant's place."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.administration import Administration
from bot.charts.links import Links, Pictures, is_public, nowhere
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter, routes, tenant_of
from bot.teams.arrivals import Arrivals
from bot.teams.auth import METADATA, Access, Keys
from bot.teams.chats import Chats
from bot.teams.connector import Connector, new_session
from bot.teams.gate import Answered, Json
from bot.teams.hosts import Hosts
from bot.teams.messenger import TeamsMessenger
from bot.teams.pace import Pace
from bot.teams.place import TeamsPlace
from bot.teams.profiles import Profiles
from bot.teams.screen import Screen
from bot.teams.tokens import LOGIN, Tokens, by_managed_identity, by_secret
from bot.wiring import ORGANISATION, Engine, found, kept_secret, new_id
from initiatives.people import Account, Organisation, Workspace
from scheduler.clock import Clock

PATIENCE_SECONDS = 2.0
"""How long one message may hold up the others; then it waits its turn in the queue."""

FRAMEWORK = "botframework.com"
"""The tenant with which apps for several tenants log in."""

LOCAL_TENANT = "00000000-0000-0000-0000-000000000001"
"""The tenant of a local client, which has none that counts."""


@dataclass(frozen=True)
class Cloud:
    """Microsoft's addresses; tests and national clouds have others."""

    login: str = LOGIN
    metadata: str = METADATA
    hosts: frozenset[str] = frozenset()


@dataclass
class Teams:
    """The running place."""

    routes: list[web.RouteDef]
    session: aiohttp.ClientSession

    async def close(self) -> None:
        await self.session.close()


async def start(
    settings: Settings, built: Engine, clock: Clock, cloud: Cloud | None = None, pace: Pace | None = None
) -> Teams:
    """Makes the organisation on the first start, and joins the engine."""
    there = cloud or Cloud()
    session = new_session()
    tenants = settings.tenant_list or (LOCAL_TENANT,)
    hosts = Hosts(local=settings.teams_local, also=there.hosts)
    tokens = None if settings.teams_local else _tokens(settings, session, there)
    waiting = pace or Pace(time.monotonic, asyncio.sleep, patience=PATIENCE_SECONDS)
    connector = Connector(session, tokens, waiting, hosts)
    organisation = Organisation(
        ORGANISATION, ORGANISATION, settings.organisation, language=settings.language, zone=settings.zone
    )
    await found(built.store, organisation, Workspace(tenants[0], ORGANISATION, "teams", tenants[0]), clock)
    places = {tenant: await _place(settings, built, clock, connector, tenant) for tenant in tenants}

    async def receive(activity: Json) -> Answered:
        # A local client names no tenant that counts.
        return await places.get(tenant_of(activity) or "", places[tenants[0]]).received(activity)

    access = Access(settings.teams_app_id, frozenset(tenants), hosts, local=settings.teams_local)
    adapter = TeamsAdapter(access, Keys(session, time.monotonic, there.metadata))
    return Teams(routes(adapter, receive), session)


async def _place(settings: Settings, built: Engine, clock: Clock, connector: Connector, tenant: str) -> TeamsPlace:
    """The place of one tenant, with its way out."""
    chats = Chats(ORGANISATION, tenant, f"28:{settings.teams_app_id}", built.store, connector, clock.now)
    workspace = await chats.turn(lambda kept: kept.workspace(ORGANISATION, tenant))
    profiles = Profiles(
        connector,
        "" if settings.teams_local else tenant,
        Administration(settings.admin_list),
        time.monotonic,
        _accounts(built, tenant, clock),
        workspace.installer if workspace else "",
    )
    pictures: Pictures = nowhere
    if is_public(settings.url):  # Teams' servers fetch what a card shows
        pictures = Links(kept_secret(settings, settings.folder), settings.url, clock.now).address
    built.messengers[tenant] = TeamsMessenger(connector, chats, pictures)
    return TeamsPlace(
        organisation=ORGANISATION,
        tenant=tenant,
        desk=built.desk,
        builder=built.builder,
        store=built.store,
        chats=chats,
        profiles=profiles,
        arrivals=Arrivals(chats, profiles, connector, new_id),
        screen=Screen(connector, pictures),
        readers=built.readers,
        clock=clock.now,
    )


def _accounts(built: Engine, tenant: str, clock: Clock) -> Callable[[str], Awaitable[Account | None]]:
    async def account(user: str) -> Account | None:
        async with built.store.transaction(clock.now()) as kept:
            return await kept.account(ORGANISATION, tenant, user)

    return account


def _tokens(settings: Settings, session: aiohttp.ClientSession, cloud: Cloud) -> Tokens:
    if settings.teams_managed_identity:
        fetch = by_managed_identity(settings.teams_app_id)
    else:
        secret = settings.teams_app_password.get_secret_value()
        # An app for several tenants logs in with the Bot Framework itself, one for a single tenant with that one.
        own = settings.tenant_list[0] if len(settings.tenant_list) == 1 else FRAMEWORK
        fetch = by_secret(session, own, settings.teams_app_id, secret, cloud.login)
    return Tokens(fetch, time.monotonic)
