"""Who somebody is in Teams: what their activity says, and what the roster of the chat adds to it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.administration import Administration
from bot.teams.connector import Connector
from bot.teams.gate import Json
from bot.teams.inbound import Heard
from handlers.messenger import SendFailed
from handlers.requests import Visitor

log = logging.getLogger(__name__)

KEEP_SECONDS = 3600.0
ROSTER_SECONDS = 3.0


@dataclass(frozen=True)
class Kept:
    """What the roster said of somebody, and until when that is taken as it is."""

    member: Json
    until: float


@dataclass
class Profiles:
    """`clock` counts seconds; `installer` is who added the bot, and administers where the settings name nobody."""

    connector: Connector
    tenant: str
    administration: Administration
    clock: Callable[[], float]
    installer: str = ""
    _kept: dict[str, Kept] = field(default_factory=dict)

    async def visitor(self, heard: Heard) -> Visitor:
        """Whoever acted. When the roster does not answer, what the activity itself says has to do."""
        member = await self._member(heard, heard.user, heard.mri)
        return self._visitor(heard.user, member, heard.called, heard.zone, heard.locale)

    async def others(self, heard: Heard) -> tuple[Visitor, ...]:
        """The people mentioned or picked, as far as the roster knows them."""
        named = [self._other(heard, mri, name) for mri, name in heard.named.items()]
        picked = [self._other(heard, user, "") for user in heard.picked]
        found = await asyncio.gather(*named, *picked)
        return tuple({visitor.external: visitor for visitor in found if visitor is not None}.values())

    def external_of(self, mri: str) -> str:
        """The directory's id of somebody mentioned, once the roster has told it."""
        kept = self._kept.get(mri)
        return str((kept.member if kept else {}).get("aadObjectId") or mri)

    async def _other(self, heard: Heard, who: str, name: str) -> Visitor | None:
        member = await self._member(heard, who, who)
        user = str(member.get("aadObjectId") or member.get("objectId") or "")
        if not user:
            return None
        return self._visitor(user, member, name, "", "")

    async def _member(self, heard: Heard, key: str, who: str) -> Json:
        kept = self._kept.get(key)
        if kept is not None and kept.until > self.clock():
            return kept.member
        try:
            async with asyncio.timeout(ROSTER_SECONDS):
                found = await self.connector.member(heard.service_url, heard.where.channel, who)
        except (SendFailed, TimeoutError) as lost:
            log.warning("the roster did not say who somebody is: %s", type(lost).__name__)
            return kept.member if kept else {}
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
            guest=role.casefold() in ("guest", "anonymous") or tenant != self.tenant,
        )
        return self.administration.of(visitor)
