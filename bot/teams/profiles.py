"""Who somebody is in Teams: what their activity says, and what the roster of the chat adds to it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.administration import Administration
from bot.teams.connector import Connector
from bot.teams.gate import Json
from bot.teams.inbound import Heard
from handlers.messenger import SendFailed
from handlers.requests import Visitor
from initiatives.people import Account

log = logging.getLogger(__name__)

KEEP_SECONDS = 3600.0
ROSTER_SECONDS = 3.0


class Known(Protocol):
    """What an activity says of whoever is behind it: the directory's id, the connector's, and a name."""

    @property
    def user(self) -> str: ...
    @property
    def mri(self) -> str: ...
    @property
    def called(self) -> str: ...


@dataclass(frozen=True)
class Sender:
    """Whoever is behind an activity that is no message."""

    user: str
    mri: str
    called: str


@dataclass(frozen=True)
class Chat:
    """Where to ask who somebody is."""

    service_url: str
    conversation: str


@dataclass(frozen=True)
class Kept:
    """What the roster said of somebody, and until when that is taken as it is."""

    member: Json
    until: float


@dataclass
class Profiles:
    """`clock` counts seconds; `installer` is who added the bot, and administers where the settings name nobody.

    `account` is what was kept of somebody when the roster last told who they are. Whoever is of another tenant than `tenant`
    is a guest; a local client, whose tenants mean nothing, has none.
    """

    connector: Connector
    tenant: str
    administration: Administration
    clock: Callable[[], float]
    account: Callable[[str], Awaitable[Account | None]]
    installer: str = ""
    _kept: dict[str, Kept] = field(default_factory=dict)

    async def visitor(self, heard: Heard) -> Visitor:
        """Whoever acted."""
        return await self.somebody(
            Chat(heard.service_url, heard.where.channel), heard, zone=heard.zone, locale=heard.locale
        )

    async def somebody(self, chat: Chat, who: Known, *, zone: str, locale: str) -> Visitor:
        """Somebody of a chat. When the roster does not answer, what was kept and what the activity itself says has to do."""
        member = await self._member(chat, who.user, who.mri)
        if member is None:
            member = _as_kept(await self.account(who.user))
        return self._visitor(who.user, member, who.called, zone, locale)

    async def others(self, heard: Heard) -> tuple[Visitor, ...]:
        """The people mentioned or picked, as far as the roster knows them."""
        chat = Chat(heard.service_url, heard.where.channel)
        named = [self._other(chat, mri, name) for mri, name in heard.named.items()]
        picked = [self._other(chat, user, "") for user in heard.picked]
        found = await asyncio.gather(*named, *picked)
        return tuple({visitor.external: visitor for visitor in found if visitor is not None}.values())

    async def _other(self, chat: Chat, who: str, name: str) -> Visitor | None:
        member = await self._member(chat, who, who) or {}
        user = str(member.get("aadObjectId") or member.get("objectId") or "")
        if not user:
            return None
        return self._visitor(user, member, name, "", "")

    async def _member(self, chat: Chat, key: str, who: str) -> Json | None:
        """What the roster says of somebody, nothing if they are not in the chat; None when it does not answer."""
        kept = self._kept.get(key)
        if kept is not None and kept.until > self.clock():
            return kept.member
        try:
            async with asyncio.timeout(ROSTER_SECONDS):
                found = await self.connector.member(chat.service_url, chat.conversation, who)
        except (SendFailed, TimeoutError) as lost:
            log.warning("the roster did not say who somebody is: %s", type(lost).__name__)
            return kept.member if kept else None
        member = found or {}
        for known in {key, str(member.get("aadObjectId") or ""), str(member.get("id") or "")} - {""}:
            self._kept[known] = Kept(member, self.clock() + KEEP_SECONDS)
        return member

    def _visitor(self, user: str, member: Json, called: str, zone: str, locale: str) -> Visitor:
        role, tenant = str(member.get("userRole") or ""), str(member.get("tenantId") or self.tenant)
        visitor = Visitor(
            external=user,
            name=str(member.get("name") or called or user),
            zone=zone,
            language=locale,
            admin=bool(self.installer) and user == self.installer,
            # The directory's mail address. The name somebody signs in with looks like one and proves nothing.
            email=str(member.get("email") or ""),
            guest=role.casefold() in ("guest", "anonymous") or self.tenant not in ("", tenant),
        )
        return self.administration.of(visitor)


def _as_kept(account: Account | None) -> Json:
    """Nobody is a guest no more because the roster is away, or is asked in a chat that the bot is not in."""
    if account is None:
        return {}
    return {"email": account.email, "userRole": "guest" if account.guest else "user"}
