"""What Slack's install flow needs kept: that it was begun here and lately, and what came of it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Installation as Granted
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.keyring import CannotUnlock, Keyring
from bot.slack.tokens import Tokens
from handlers.founding import Arrival, arrived
from handlers.requests import Visitor
from initiatives.people import Organisation
from storage.installations import OPERATOR, Installation
from storage.port import Store, Transaction
from storage.records import Outcome
from storage.repeating import repeated
from storage.rows import StorageFailed

log = logging.getLogger(__name__)

MOST = timedelta(minutes=10)
"""How long somebody may take between beginning and coming back from Slack."""

Introduce = Callable[[Installation, str], Awaitable[Visitor]]
"""The profile of whoever installed the bot, read with the token."""


class States(AsyncOAuthStateStore):
    """A state is a stamp of ours, so beginning stores nothing; that one was used is stored, for every process to see."""

    def __init__(self, store: Store, keyring: Keyring, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._store, self._keyring, self._now, self._new_id = store, keyring, now, new_id

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        return self._keyring.stamped(f"install:{self._new_id()}", self._now())

    async def async_consume(self, state: str) -> bool:
        now = self._now()
        try:
            stamp = self._keyring.unstamped(state, now, MOST)
        except CannotUnlock:
            return False
        if not stamp.startswith("install:"):
            return False
        begin = partial(self._store.transaction, now)
        return await repeated(begin, lambda kept: kept.remember(OPERATOR, stamp, Outcome(), now))


class Arrivals(AsyncInstallationStore):
    """Keeps an installation with its tokens locked, and settles whose the workspace is.

    `usual` is the organisation of a bot that serves one workspace; `then` hears of every workspace that is installed.
    """

    def __init__(
        self,
        store: Store,
        tokens: Tokens,
        introduce: Introduce,
        usual: Organisation,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        then: Callable[[str], None],
    ) -> None:
        self._store, self._tokens, self._introduce, self._usual = store, tokens, introduce, usual
        self._now, self._new_id, self._then = now, new_id, then

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_save(self, installation: Granted) -> None:
        """Raises BoltError when it could not be kept, or Slack gave no token of a bot."""
        if not installation.bot_token or not (installation.team_id or installation.enterprise_id):
            raise BoltError("no token of a bot was granted")
        row = self._row(installation)
        installer = await self._introduce(row, installation.bot_token)

        async def keep(kept: Transaction) -> None:
            await kept.keep_installation(row)
            arrival = Arrival(row.id, "slack", row.name, installer)
            await arrived(kept, arrival, self._usual, row.installed_at, self._new_id)

        try:
            await repeated(partial(self._store.transaction, row.installed_at), keep)
        except StorageFailed as failed:
            raise BoltError("the installation could not be kept") from failed
        self._then(row.id)

    def _row(self, granted: Granted) -> Installation:
        everywhere = granted.is_enterprise_install
        workspace = (granted.enterprise_id if everywhere else granted.team_id) or ""
        now = self._now()
        # Both moments are of the SDK's own clock; only what lies between them counts.
        left = (
            None if granted.bot_token_expires_at is None else granted.bot_token_expires_at - int(granted.installed_at)
        )
        return Installation(
            id=workspace,
            organisation=OPERATOR,
            name=(granted.enterprise_name if everywhere else granted.team_name) or "",
            bot_user=granted.bot_user_id or "",
            bot=granted.bot_id or "",
            scopes=tuple(granted.bot_scopes or ()),
            installer=granted.user_id or "",
            installed_at=now,
            locked=self._tokens.locked(workspace, granted.bot_token or "", granted.bot_refresh_token or ""),
            enterprise=granted.enterprise_id or "",
            everywhere=everywhere,
            expires_at=None if left is None else now + timedelta(seconds=left),
        )
