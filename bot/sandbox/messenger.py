"""The sandbox's way out: deliveries become messages of the simulated workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.charts.links import Pictures, nowhere
from bot.sandbox import render
from bot.sandbox.clock import MovableClock
from bot.sandbox.people import direct
from bot.sandbox.records import WORKSPACE
from bot.sandbox.workspace import Draft, NoSuchPlace, Workspace
from handlers.messenger import Address, Limit, SendFailed, Sent
from handlers.ui import Message
from handlers.words import Reader
from storage.records import Reason
from storage.rows import StorageFailed


class SandboxMessenger:
    """Sends, changes and removes; the same key is never sent twice."""

    def __init__(self, workspace: Workspace, clock: MovableClock, pictures: Pictures = nowhere) -> None:
        self._workspace, self._pictures = workspace, pictures
        self._clock = clock

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        draft = Draft(
            channel=to.channel or direct(to.person),
            html=render.message(message, reader, self._pictures),
            summary=reader.read(message.summary),
            language=reader.language,
            thread=to.thread,
            only_for=to.only_for,
            key=key,
        )
        with _failures():
            entry = await self._workspace.post(draft, self._clock.now())
        return Sent(WORKSPACE, entry.channel, entry.id)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        html, summary = render.message(message, reader, self._pictures), reader.read(message.summary)
        with _failures():
            await self._workspace.redraw(sent.message, html, summary, self._clock.now())
        return False

    async def remove(self, sent: Sent) -> None:
        with _failures():
            await self._workspace.remove(sent.message, self._clock.now())

    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        with _failures():
            entry = await self._workspace.posted(key, self._clock.now())
        return Sent(WORKSPACE, entry.channel, entry.id) if entry is not None else None

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        return ()

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        return None

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        return ()


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except NoSuchPlace as error:
        raise SendFailed(f"not in the sandbox: {error}", "never", reason=Reason.CLOSED) from error
    except StorageFailed as error:
        raise SendFailed("the sandbox could not be written", "later") from error
