"""Who somebody is in Slack: profiles read once, kept for a while, and corrected when Slack says they changed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.connection import Bot
from bot.slack.guard import Json
from handlers.requests import Visitor

log = logging.getLogger(__name__)

MOST_KEPT = 20_000
MOST_SECONDS = 1.0
AGAIN_AFTER = 30.0
KEEP_SECONDS = 3600.0
_LOST = (SlackApiError, aiohttp.ClientError, TimeoutError)


@dataclass(frozen=True)
class _Kept:
    visitor: Visitor
    until: float


class Profiles:
    """`clock` counts seconds (monotonic will do); a profile is asked for again `keep_seconds` after it was read."""

    def __init__(self, client: AsyncWebClient, bot: Bot, clock: Callable[[], float], keep_seconds: float) -> None:
        self._client, self._bot, self._clock, self._keep = client, bot, clock, keep_seconds
        self._kept: dict[str, _Kept] = {}
        self._asking: dict[str, asyncio.Task[Visitor]] = {}

    async def visitor(self, user: str, called: str = "", foreign: bool = False) -> Visitor:
        """The profile; when Slack does not give it, the one last known, or else what the payload itself says."""
        kept = self._kept.get(user)
        known = kept.visitor if kept and kept.until > self._clock() else await self._asked(user, called)
        return replace(known, guest=True) if foreign and not known.guest else known

    async def visitors(self, users: tuple[str, ...]) -> tuple[Visitor, ...]:
        return tuple(await asyncio.gather(*(self.visitor(user) for user in users)))

    async def admins(self) -> tuple[Visitor, ...]:
        """The workspace's owners and admins, asked anew each time. Empty when Slack does not say."""
        found: list[Visitor] = []
        try:
            async for page in await self._client.users_list(limit=200, include_locale=True):
                found += [self.read(member) for member in page.get("members") or () if not member.get("deleted")]
        except _LOST as lost:
            log.warning("the list of admins could not be read: %s", _why(lost))
        return tuple(visitor for visitor in found if visitor.admin)

    async def changed(self, member: Json) -> Visitor:
        """The profile that a `user_change` event brought, from now on the known one."""
        if "locale" not in member and not member.get("deleted"):
            # Without it a French profile would turn English.
            return await self._asked(member.get("id") or "", "")
        visitor = self.read(member)
        self._keep_it(visitor, self._keep)
        return visitor

    def read(self, member: Json) -> Visitor:
        """A Slack user object as a visitor; what is missing or unknown takes a default."""
        profile = member.get("profile") or {}
        return Visitor(
            external=member.get("id") or "",
            name=_name(member, profile),
            zone=_zone(member.get("tz")),
            language=_language(member.get("locale")),
            admin=bool(member.get("is_admin") or member.get("is_owner")),
            email=profile.get("email") or "",
            guest=self._is_guest(member),
        )

    async def _asked(self, user: str, called: str) -> Visitor:
        # Several things said at once by the same person ask once.
        task = self._asking.get(user)
        if task is None:
            task = self._asking[user] = asyncio.create_task(self._ask(user, called))
            task.add_done_callback(lambda _: self._asking.pop(user, None))
        return await asyncio.shield(task)

    async def _ask(self, user: str, called: str) -> Visitor:
        try:
            async with asyncio.timeout(MOST_SECONDS):
                answer = await self._client.users_info(user=user, include_locale=True)
        except _LOST as lost:
            log.warning("a profile could not be read: %s", _why(lost))
            return self._without(user, called)
        visitor = self.read(answer.get("user") or {"id": user})
        self._keep_it(visitor, self._keep)
        return visitor

    def _without(self, user: str, called: str) -> Visitor:
        kept = self._kept.get(user)
        visitor = (
            kept.visitor if kept else Visitor(external=user, name=called or user, zone="", language="", known=False)
        )
        self._keep_it(visitor, min(AGAIN_AFTER, self._keep))
        return visitor

    def _keep_it(self, visitor: Visitor, seconds: float) -> None:
        self._kept.pop(visitor.external, None)
        self._kept[visitor.external] = _Kept(visitor, self._clock() + seconds)
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def _is_guest(self, member: Json) -> bool:
        # A bot owns nothing and answers nothing: its messages could not reach it.
        limited = (
            member.get("is_bot")
            or member.get("is_restricted")
            or member.get("is_ultra_restricted")
            or member.get("is_stranger")
        )
        grid = (member.get("enterprise_user") or {}).get("enterprise_id")
        ours = member.get("team_id") in (None, self._bot.team) or bool(grid and grid == self._bot.enterprise)
        return bool(limited) or not ours


def _name(member: Json, profile: Json) -> str:
    names = (profile.get("display_name"), profile.get("real_name"), member.get("real_name"), member.get("name"))
    return next(filter(None, names), None) or member.get("id") or ""


def _zone(name: Any) -> str:
    try:
        return ZoneInfo(name).key
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        return "UTC"


def _language(locale: Any) -> str:
    return locale.replace("_", "-").partition("-")[0].lower() if isinstance(locale, str) and locale else "en"


def _why(lost: Exception) -> str:
    return str(lost.response.get("error")) if isinstance(lost, SlackApiError) else type(lost).__name__
