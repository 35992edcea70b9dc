"""Charts in Slack: drawn, uploaded once, and shown by the file's id as soon as Slack has taken it in."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.charts.easel import Easel, NotDrawn
from bot.charts.plan import Plan

NAME = "chart.png"
WITHIN = 25.0
"""Seconds in which the pictures of a message are ready; otherwise its words stay."""
LOOKS = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look whether Slack has taken the file in."""
MOST = 5_000

log = logging.getLogger(__name__)


class SlackPictures:
    """The files of one workspace, the newest. Without the scopes, which are optional, everything is shown in words."""

    def __init__(self, client: AsyncWebClient, easel: Easel, looks: tuple[float, ...] = LOOKS) -> None:
        self._client, self._easel, self._looks = client, easel, looks
        self._files: OrderedDict[Plan, str] = OrderedDict()
        self._allowed = True

    def known(self, plan: Plan) -> str:
        """The file's id; empty while there is none."""
        return self._files.get(plan, "")

    def missing(self, plans: Iterable[Plan]) -> bool:
        """Whether any of them has no file yet and can have one."""
        return self._allowed and any(plan not in self._files for plan in plans)

    def forget(self, plans: Iterable[Plan]) -> None:
        for plan in plans:
            self._files.pop(plan, None)

    async def made(self, plans: Iterable[Plan]) -> None:
        """Every picture that can be had is there afterwards."""
        try:
            async with asyncio.timeout(WITHIN):
                for plan in plans:
                    if self._allowed and plan not in self._files:
                        await self._keep(plan)
        except SlackApiError as refused:
            # Who installs the app may leave the scopes out; they come with a new token, and so with a new start.
            self._allowed = refused.response.get("error") != "missing_scope"
            log.info("a chart was not uploaded: %s", refused.response.get("error"))
        except (NotDrawn, TimeoutError, aiohttp.ClientError, OSError) as error:
            log.info("a chart was not uploaded: %s", type(error).__name__)

    async def _keep(self, plan: Plan) -> None:
        file = await self._uploaded(await self._easel.picture(plan))
        if await _within(self._looks, lambda: self._is_ready(file)):
            self._files[plan] = file
            if len(self._files) > MOST:
                self._files.popitem(last=False)

    async def _uploaded(self, drawn: bytes) -> str:
        """Kept by Slack for the bot alone, until a message shows it."""
        begun = await self._client.files_getUploadURLExternal(filename=NAME, length=len(drawn))
        session = self._client.session
        assert session is not None  # noqa: S101 our clients are made with one
        async with session.post(begun["upload_url"], data=drawn) as answer:
            answer.raise_for_status()
        await self._client.files_completeUploadExternal(files=[{"id": begun["file_id"], "title": NAME}])
        return str(begun["file_id"])

    async def _is_ready(self, file: str) -> bool:
        """A file whose kind is not known yet cannot be shown."""
        found = await self._client.files_info(file=file)
        return bool(found["file"].get("mimetype"))


async def _within(pauses: Iterable[float], ready: Callable[[], Awaitable[bool]]) -> bool:
    for pause in pauses:
        await asyncio.sleep(pause)
        if await ready():
            return True
    return False
