"""The tokens of installed workspaces: unlocked when needed, renewed in time, and each refresh token spent once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.keyring import CannotUnlock, Keyring
from bot.slack.failures import code_of
from storage.installations import OPERATOR, Installation
from storage.port import Store, Transaction
from storage.repeating import repeated
from storage.rows import StorageFailed

log = logging.getLogger(__name__)

BEFORE = timedelta(hours=2)
"""A token that ends sooner than this is renewed."""
LEASE = timedelta(seconds=30)
"""For how long one process alone may renew; longer than a call can take."""
KEEPING = (0.0, 0.2, 1.0, 3.0)
"""The pauses between tries to store what was granted: the token that it was granted for is spent."""
WAITING = (0.2,) * 10
"""The pauses while another process renews a token that has ended already."""


class TokenEnded(Exception):
    """The workspace's token has ended and could not be renewed yet."""


@dataclass(frozen=True)
class Granted:
    """What Slack gives for a refresh token."""

    token: str
    refresh: str
    seconds: int


Renew = Callable[[str], Awaitable[Granted]]


@dataclass(frozen=True)
class Opened:
    """An installation with its token, unlocked."""

    installation: Installation
    token: str


def renewing(client: AsyncWebClient, client_id: str, client_secret: str) -> Renew:
    """Spends a refresh token. Not by the SDK's rotator, which reads the clock by itself to say whether to."""

    async def renew(refresh: str) -> Granted:
        answer = await client.oauth_v2_access(
            client_id=client_id, client_secret=client_secret, grant_type="refresh_token", refresh_token=refresh
        )
        return Granted(str(answer["access_token"]), str(answer["refresh_token"]), int(answer["expires_in"]))

    return renew


class Tokens:
    """Reads and renews; what it hands out is good for two hours unless a renewal was refused."""

    def __init__(
        self,
        store: Store,
        keyring: Keyring,
        renew: Renew,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store, self._keyring, self._renew, self._now, self._sleep = store, keyring, renew, now, sleep
        self._renewing: dict[str, asyncio.Task[Installation | None]] = {}

    def locked(self, workspace: str, token: str, refresh: str) -> str:
        """The workspace is locked in with them: in the row of another one they open nothing."""
        return self._keyring.locked(orjson.dumps({"of": workspace, "token": token, "refresh": refresh}).decode())

    async def current(self, workspace: str) -> Opened | None:
        """None where the bot is not installed. Raises TokenEnded and StorageFailed."""
        row = await self._row(workspace)
        if row is not None and self.ends_soon(row):
            row = await self._renewed(row.id)
        if row is None:
            return None
        try:
            return Opened(row, self._unlocked(row)["token"])
        except CannotUnlock:
            _cannot_unlock(workspace)
            return None

    def ends_soon(self, row: Installation) -> bool:
        return row.expires_at is not None and row.expires_at - self._now() < BEFORE

    async def lock_anew(self) -> int:
        """Locks with the newest key what an older one has locked; how many installations that were."""
        async with self._store.transaction(self._now()) as kept:
            rows = await kept.installations(OPERATOR)
        return sum([await self._lock_anew(row.id) for row in rows if not self._keyring.is_newest(row.locked)])

    async def _lock_anew(self, workspace: str) -> bool:
        async def lock(kept: Transaction) -> bool:
            row = await kept.installation(OPERATOR, workspace)
            if row is None:
                return False
            tokens = self._unlocked(row)
            locked = self.locked(workspace, tokens["token"], tokens["refresh"])
            await kept.keep_installation(replace(row, locked=locked))
            return True

        try:
            return await repeated(partial(self._store.transaction, self._now()), lock)
        except CannotUnlock:
            _cannot_unlock(workspace)
            return False

    # renewing

    async def _renewed(self, workspace: str) -> Installation | None:
        # Whoever asks meanwhile gets the same answer; and it is finished even if nobody waits for it any more.
        task = self._renewing.get(workspace)
        if task is None:
            task = self._renewing[workspace] = asyncio.create_task(self._claim_and_renew(workspace))
            task.add_done_callback(lambda _: self._renewing.pop(workspace, None))
        return await asyncio.shield(task)

    async def _claim_and_renew(self, workspace: str) -> Installation | None:
        claimed = await self._claimed(workspace)
        if claimed is None:
            return await self._as_it_stands(workspace, WAITING)
        try:
            granted = await self._renew(self._unlocked(claimed)["refresh"])
        except (SlackApiError, aiohttp.ClientError, TimeoutError, CannotUnlock) as error:
            _cannot_renew(workspace, error)
            return await self._as_it_stands(workspace, ())
        return await self._kept(claimed, granted)

    async def _claimed(self, workspace: str) -> Installation | None:
        """The row, for us alone to renew; None when another process does, or has just done."""
        now = self._now()
        try:
            async with self._store.transaction(now) as kept:
                row = await kept.installation(OPERATOR, workspace)
                if row is None or not self.ends_soon(row) or (row.refreshing_until and row.refreshing_until > now):
                    return None
                claimed = replace(row, refreshing_until=now + LEASE)
                await kept.keep_installation(claimed)
        except StorageFailed:
            # Another process changed it at the same moment: it is theirs.
            return None
        return claimed

    async def _kept(self, claimed: Installation, granted: Granted) -> Installation | None:
        lost: StorageFailed | None = None
        for pause in KEEPING:
            await self._sleep(pause)
            try:
                return await self._stored(claimed, granted)
            except StorageFailed as failed:
                lost = failed
        log.error("the new token of %s could not be stored; it has to be installed anew", claimed.id)
        raise lost or StorageFailed

    async def _stored(self, claimed: Installation, granted: Granted) -> Installation | None:
        now = self._now()
        async with self._store.transaction(now) as kept:
            row = await kept.installation(OPERATOR, claimed.id)
            # Removed, or installed anew meanwhile: then these tokens are nobody's any more.
            if row is None or row.installed_at != claimed.installed_at:
                return row
            renewed = replace(
                row,
                locked=self.locked(row.id, granted.token, granted.refresh),
                expires_at=now + timedelta(seconds=granted.seconds),
                refreshing_until=None,
            )
            await kept.keep_installation(renewed)
        return renewed

    async def _as_it_stands(self, workspace: str, pauses: tuple[float, ...]) -> Installation | None:
        """The row while its token is good; one that has ended is waited for."""
        row = await self._row(workspace)
        for pause in pauses:
            if self._is_usable(row):
                break
            await self._sleep(pause)
            row = await self._row(workspace)
        if not self._is_usable(row):
            raise TokenEnded(workspace)
        return row

    def _is_usable(self, row: Installation | None) -> bool:
        return row is None or row.expires_at is None or row.expires_at > self._now()

    # reading

    async def _row(self, workspace: str) -> Installation | None:
        async with self._store.transaction(self._now()) as kept:
            return await kept.installation(OPERATOR, workspace)

    def _unlocked(self, row: Installation) -> dict[str, str]:
        tokens: dict[str, str] = orjson.loads(self._keyring.opened(row.locked))
        if tokens["of"] != row.id:
            raise CannotUnlock
        return tokens


def _cannot_unlock(workspace: str) -> None:
    log.error("the tokens of %s open with none of QUICKWIN_KEYS: put the key back, or install it there anew", workspace)


def _cannot_renew(workspace: str, error: Exception) -> None:
    """By Slack's own word: the error itself quotes what was sent."""
    why = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
    log.error("the token of %s could not be renewed: %s", workspace, why)
