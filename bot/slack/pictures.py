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
from bot.charts.plan import AnyPlan

NAME = "chart.png"
WITHIN = 60.0
"""Seconds in which a picture is there once it is begun; otherwise words stay."""
AT_ONCE = 2
"""How many are under way: Slack takes some hundred calls of each kind in a minute."""
LOOKS = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look whether Slack has taken the file in."""
MOST = 5_000
WAITING = 100
"""How many may wait; what comes on top is shown in words."""

log = logging.getLogger(__name__)


class SlackPictures:
    """The files of one workspace, the newest, each made once and beside everything else.

    Without the scopes, which are optional, everything is shown in words.
    """

    def __init__(self, client: AsyncWebClient, easel: Easel, looks: tuple[float, ...] = LOOKS) -> None:
        self._client, self._easel, self._looks = client, easel, looks
        self._files: OrderedDict[AnyPlan, str] = OrderedDict()
        self._making: dict[AnyPlan, asyncio.Task[None]] = {}
        self._few = asyncio.Semaphore(AT_ONCE)
        self._allowed = True

    def known(self, plan: AnyPlan) -> str:
        """The file's id; empty while there is none."""
        return self._files.get(plan, "")

    def begun(self, plans: Iterable[AnyPlan]) -> bool:
        """Begins what is missing; whether any of them is still to come. One that did not come is begun again when it is next asked for."""
        coming = [self._comes(plan) for plan in plans]
        return any(coming)

    def forget(self, plans: Iterable[AnyPlan]) -> None:
        for plan in plans:
            self._files.pop(plan, None)

    def _comes(self, plan: AnyPlan) -> bool:
        if plan in self._files:
            return False
        making = self._making.get(plan)
        if making is None:
            if not self._allowed or self._under_way() >= WAITING:
                return False
            self._making[plan] = asyncio.create_task(self._made(plan))
            return True
        if making.done():
            del self._making[plan]
            return False
        return True

    def _under_way(self) -> int:
        if len(self._making) >= WAITING:  # some may have ended without anybody asking for them again
            self._making = {plan: task for plan, task in self._making.items() if not task.done()}
        return len(self._making)

    async def _made(self, plan: AnyPlan) -> None:
        """The picture's file, or a line in the log."""
        async with self._few:
            if not self._allowed:
                return
            try:
                async with asyncio.timeout(WITHIN):
                    await self._keep(plan)
            except SlackApiError as refused:
                # Who installs the app may leave the scopes out; they come with a new token, and so with a new start.
                if refused.response.get("error") == "missing_scope":
                    self._allowed = False
                log.info("a chart was not uploaded: %s", refused.response.get("error"))
                await asyncio.sleep(_wait(refused))
            except (
                NotDrawn,
                TimeoutError,
                aiohttp.ClientError,
                OSError,
                RuntimeError,
            ) as error:  # a session that is closed
                log.info("a chart was not uploaded: %s", type(error).__name__)

    async def _keep(self, plan: AnyPlan) -> None:
        file = await self._uploaded(await self._easel.picture(plan))
        if await _within(self._looks, lambda: self._is_ready(file)):
            self._files[plan] = file
            self._making.pop(plan, None)
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


def _wait(refused: SlackApiError) -> float:
    """Seconds that Slack asks everybody to wait for; none where it refused for another reason."""
    asked = str((refused.response.headers or {}).get("Retry-After", ""))
    return min(float(asked), WITHIN) if asked.isdecimal() else 0.0
