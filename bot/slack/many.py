"""Starts Slack for any number of workspaces that install the bot themselves: nothing is asked of Slack until one is used."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.keyring import Keyring
from bot.settings import Settings
from bot.slack.app import new_shared_app
from bot.slack.arrivals import Arrivals, States
from bot.slack.connection import Bot, new_client, new_oauth_client, new_session
from bot.slack.installing import AppCredentials, new_flow, routes
from bot.slack.messenger import SlackMessenger
from bot.slack.people import meet, profile_keeper
from bot.slack.pictures import SlackPictures
from bot.slack.place import SlackPlace
from bot.slack.profiles import KEEP_SECONDS, Profiles
from bot.slack.screen import Screen, hooks_of
from bot.slack.tokens import Opened, TokenEnded, Tokens, renewing
from bot.slack.workspaces import Workspaces
from bot.wiring import ORGANISATION, Engine, new_id
from handlers.requests import Visitor
from initiatives.people import Organisation, Workspace
from scheduler.clock import Clock
from storage.installations import OPERATOR, Installation
from storage.port import Transaction
from storage.rows import StorageFailed

log = logging.getLogger(__name__)


class FoundersProfiles(Profiles):
    """Profiles of an installed workspace: whoever installed the bot there first administers it too."""

    founder = ""

    def read(self, member: dict[str, object]) -> Visitor:
        visitor = super().read(member)
        return replace(visitor, admin=True) if visitor.external == self.founder else visitor


class ManyWorkspaces:
    """Everything that the workspaces share, and what makes each of them when it is first used."""

    def __init__(self, settings: Settings, built: Engine, clock: Clock) -> None:
        self._api, self._built, self._clock = settings.slack_api, built, clock
        self.session: aiohttp.ClientSession = new_session()
        bare = new_oauth_client(self.session, settings.slack_api)
        keyring = Keyring(settings.key_list)
        app = AppCredentials(settings.slack_client_id, settings.slack_client_secret.get_secret_value(), settings.url)
        renew = renewing(bare, app.client_id, app.client_secret)
        self.tokens = Tokens(built.store, keyring, renew, clock.now)
        self.workspaces = Workspaces(built.store, self.tokens, self._made, clock.now)
        self._meeting: set[asyncio.Task[None]] = set()
        usual = Organisation(
            ORGANISATION, ORGANISATION, settings.organisation, language=settings.language, zone=settings.zone
        )
        arrivals = Arrivals(built.store, self.tokens, self._introduced, usual, clock.now, new_id, self._arrived)
        states = States(built.store, keyring, clock.now, new_id)
        self.routes: list[web.RouteDef] = routes(new_flow(app, bare, states, arrivals, built.readers), built.readers)
        self.app: AsyncApp = new_shared_app(self.workspaces.place, bare)

    async def rest(self) -> None:
        """What was begun beside the requests is finished."""
        await asyncio.gather(*self._meeting)

    def _made(self, opened: Opened, workspace: Workspace) -> tuple[AsyncWebClient, SlackPlace, SlackMessenger]:
        client = new_client(opened.token, self.session, self._api)
        bot = _bot(opened.installation)
        place = SlackPlace(
            organisation=workspace.organisation,
            bot=bot,
            desk=self._built.desk,
            profiles=self._profiles(client, bot, workspace.installer),
            screen=Screen(client, hooks_of(self._api)),
            readers=self._built.readers,
            clock=self._clock.now,
            on_profile=profile_keeper(self._built, whose, bot.team, self._clock),
            on_uninstalled=self.workspaces.removed,
        )
        return client, place, SlackMessenger(client, bot.team, SlackPictures(client, self._built.easel))

    def _profiles(self, client: AsyncWebClient, bot: Bot, founder: str) -> Profiles:
        profiles = FoundersProfiles(client, bot, time.monotonic, KEEP_SECONDS)
        profiles.founder = founder
        return profiles

    async def _introduced(self, installation: Installation, token: str) -> Visitor:
        client = new_client(token, self.session, self._api)
        return await self._profiles(client, _bot(installation), "").visitor(installation.installer)

    def _arrived(self, workspace: str) -> None:
        self.workspaces.forget(workspace)
        task = asyncio.create_task(self._meet_admins(workspace))
        self._meeting.add(task)
        task.add_done_callback(self._meeting.discard)

    async def _meet_admins(self, workspace: str) -> None:
        """The owners and admins, so that proposals have somebody to go to; of a whole Grid organisation Slack lists none."""
        try:
            connected = await self.workspaces.connected(workspace)
            if connected is not None and not connected.installation.everywhere:
                admins = await connected.place.profiles.admins()
                await meet(self._built, whose, workspace, admins, self._clock)
        except (StorageFailed, TokenEnded) as failed:
            log.warning("the admins of %s are met when they write: %s", workspace, type(failed).__name__)


async def whose(store: Transaction, workspace: str) -> str:
    """The organisation an installed workspace belongs to now."""
    belonging = await store.belonging(OPERATOR, workspace)
    return belonging.belongs_to if belonging else ""


def _bot(installation: Installation) -> Bot:
    return Bot(
        installation.id, installation.bot_user, installation.bot, installation.enterprise, installation.everywhere
    )
