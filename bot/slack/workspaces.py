"""The workspaces the bot is installed in: each one's place and way out, made on first use and dropped when it is removed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.guard import Json
from bot.slack.inbound import installed_in
from bot.slack.messenger import SlackMessenger, limits, looking
from bot.slack.place import SlackPlace
from bot.slack.tokens import Opened, TokenEnded, Tokens
from handlers.messenger import Address, Limit, SendFailed, Sent
from handlers.ui import Message
from handlers.words import Reader
from initiatives.people import Workspace
from storage.installations import OPERATOR, Installation
from storage.port import Store, Transaction
from storage.repeating import repeated
from storage.rows import StorageFailed

log = logging.getLogger(__name__)

T = TypeVar("T")

BELIEVED = timedelta(seconds=30)
"""How long what was read of an installation is believed: another process may remove, renew or install it anew."""
DEAD = frozenset({"invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed"})
"""What Slack says of a token that is not good any more."""


@dataclass
class Connected:
    """A workspace in use. The client's token changes with every renewal; whoever has the client has the new one."""

    installation: Installation
    workspace: Workspace
    client: AsyncWebClient
    place: SlackPlace
    messenger: SlackMessenger
    until: datetime


Make = Callable[[Opened, Workspace], tuple[AsyncWebClient, SlackPlace, SlackMessenger]]


class Workspaces:
    """`make` builds the parts of a workspace out of its installation."""

    def __init__(self, store: Store, tokens: Tokens, make: Make, now: Callable[[], datetime]) -> None:
        self._store, self._tokens, self._make, self._now = store, tokens, make, now
        self._known: dict[str, Connected] = {}

    async def place(self, body: Json) -> SlackPlace | None:
        """The place a payload was sent to; None, and a line in the log, where the bot is not installed."""
        candidates = installed_in(body)
        for workspace in candidates:
            connected = await self.connected(workspace)
            if connected is not None:
                return connected.place
        log.warning(
            "a payload for %s, where the bot is not installed, was left", candidates[0] if candidates else "nobody"
        )
        return None

    def messenger(self, workspace: str) -> InstalledMessenger:
        """The way out to a workspace, looked for when something is sent."""
        return InstalledMessenger(self, workspace)

    async def connected(self, workspace: str) -> Connected | None:
        """None where the bot is not installed. Raises TokenEnded and StorageFailed."""
        known = self._known.get(workspace)
        if known is not None and self._now() < known.until and not self._tokens.ends_soon(known.installation):
            return known
        opened = await self._tokens.current(workspace)
        record = await self._record(workspace) if opened is not None else None
        if opened is None or record is None:
            self._known.pop(workspace, None)
            return None
        return self._brought_up(opened, record)

    async def renewed(self, workspace: str) -> bool:
        """Whether a token that Slack does not take any more has been replaced, as far as is known now."""
        before = self._known.pop(workspace, None)
        after = await self.connected(workspace)
        return after is not None and (before is None or before.client.token != after.client.token)

    async def removed(self, workspace: str, at: float) -> None:
        """The bot was removed there in that second: its tokens go at once, and nothing is sent there any more."""
        self._known.pop(workspace, None)

        async def remove(kept: Transaction) -> None:
            row = await kept.installation(OPERATOR, workspace)
            if row is not None and int(row.installed_at.timestamp()) > at:
                return  # late news of an earlier removal
            kept.because(by="quickwin", action="remove")
            await kept.drop_installation(OPERATOR, workspace)
            belonging = await kept.belonging(OPERATOR, workspace)
            record = await kept.workspace(belonging.belongs_to, workspace) if belonging else None
            if record is not None and record.active:
                await kept.connect(replace(record, active=False))

        await repeated(partial(self._store.transaction, self._now()), remove)

    def forget(self, workspace: str) -> None:
        """It is read anew when it is next used."""
        self._known.pop(workspace, None)

    def _brought_up(self, opened: Opened, record: Workspace) -> Connected:
        # Looked up only now: somebody else may have made it while the store was read.
        known = self._known.get(record.id)
        same = known is not None and known.workspace == record and _is_same(known.installation, opened.installation)
        if known is None or not same:
            known = self._known[record.id] = Connected(
                opened.installation, record, *self._make(opened, record), until=self._now()
            )
        known.installation, known.client.token = opened.installation, opened.token
        known.until = self._now() + BELIEVED
        return known

    async def _record(self, workspace: str) -> Workspace | None:
        async with self._store.transaction(self._now()) as kept:
            belonging = await kept.belonging(OPERATOR, workspace)
            return await kept.workspace(belonging.belongs_to, workspace) if belonging else None


class InstalledMessenger:
    """A workspace's way out, found anew for every message: what is queued may outlive a token and a process."""

    def __init__(self, workspaces: Workspaces, workspace: str) -> None:
        self._workspaces, self._workspace = workspaces, workspace

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        return await self._with(lambda messenger: messenger.send(to, message, reader, key))

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        return await self._with(lambda messenger: messenger.change(sent, message, reader))

    async def remove(self, sent: Sent) -> None:
        await self._with(lambda messenger: messenger.remove(sent))

    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        return await self._with(lambda messenger: messenger.find(to, key, since))

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        return looking(to)

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        try:
            return await self._with(lambda messenger: messenger.resting(to, now))
        except SendFailed:
            return None

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        return limits(to)

    async def _with(self, call: Callable[[SlackMessenger], Awaitable[T]]) -> T:
        try:
            return await call(await self._found())
        except SendFailed as failed:
            if failed.why not in DEAD or not await self._is_renewed():
                raise
        return await call(await self._found())

    async def _found(self) -> SlackMessenger:
        try:
            connected = await self._workspaces.connected(self._workspace)
        except (TokenEnded, StorageFailed) as why:
            raise SendFailed(f"no token: {type(why).__name__}", "away") from why
        if connected is None:
            raise SendFailed("the workspace is not connected", "away")
        return connected.messenger

    async def _is_renewed(self) -> bool:
        try:
            return await self._workspaces.renewed(self._workspace)
        except (TokenEnded, StorageFailed):
            return False


def _is_same(one: Installation, other: Installation) -> bool:
    return (one.bot_user, one.bot, one.enterprise, one.everywhere) == (
        other.bot_user,
        other.bot,
        other.enterprise,
        other.everywhere,
    )
