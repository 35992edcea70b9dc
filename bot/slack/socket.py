"""Socket Mode: Slack reached from inside, without an address of our own, when an app token is given."""

from __future__ import annotations

import asyncio

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.connection import CannotConnect
from bot.slack.messenger import reason_of
from scheduler.courtesy import Courtesy

DRAIN_SECONDS = 10.0


class SocketMode:
    """One WebSocket to Slack, kept open by the SDK. Started and stopped once, inside a running loop."""

    def __init__(self, app: AsyncApp, app_token: str, courtesy: Courtesy, ping_seconds: float = 10) -> None:
        self._app, self._token, self._courtesy, self._ping = app, app_token, courtesy, ping_seconds
        self._handler: _Draining | None = None

    async def start(self) -> None:
        """Connected when it returns. Raises CannotConnect where trying again would be useless or Slack is away."""
        address = await self._address()
        handler = self._handler = _Draining(self._app, self._token, self._courtesy, self._ping)
        handler.client.wss_uri = address
        await handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """What has begun is finished and acknowledged first; nothing is left running."""
        if self._handler is None:
            return
        handler, self._handler = self._handler, None
        await handler.drained()
        client = handler.client
        await handler.close_async()  # type: ignore[no-untyped-call]
        running = (client.message_processor, client.current_session_monitor, client.message_receiver)
        await asyncio.gather(*(task for task in running if task is not None), return_exceptions=True)

    async def _address(self) -> str:
        # Asked here first: the SDK itself would try a wrong token again for ever.
        try:
            answer = await self._app.client.apps_connections_open(app_token=self._token)
        except SlackApiError as refused:
            raise CannotConnect(
                f"Slack does not accept the app token ({reason_of(refused)}). Its value is on api.slack.com/apps, in"
                " your app under Basic Information, App-Level Tokens, with the scope connections:write; it begins with"
                " xapp-."
            ) from refused
        except (ClientError, TimeoutError) as lost:
            raise CannotConnect(f"Slack cannot be reached ({type(lost).__name__}).") from lost
        return str(answer["url"])


class _Draining(AsyncSocketModeHandler):
    """Bolt's handler, which knows what it is still working on."""

    def __init__(self, app: AsyncApp, app_token: str, courtesy: Courtesy, ping_interval: float) -> None:
        super().__init__(app, app_token, ping_interval=ping_interval)
        self._courtesy = courtesy
        self._working: set[asyncio.Task[object]] = set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("the SDK gives every envelope a task of its own")
        self._working.add(task)
        try:
            with self._courtesy.turn():
                await super().handle(client, req)
        finally:
            self._working.discard(task)

    async def drained(self) -> None:
        self.client.auto_reconnect_enabled = False
        if self._working:
            await asyncio.wait(self._working, timeout=DRAIN_SECONDS)
