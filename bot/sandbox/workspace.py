"""The simulated platform: it keeps messages as a chat service would, and tells open pages when something changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.sandbox.people import BY_ID, CHANNELS, direct
from bot.sandbox.records import ENTRIES, HOMES, ORGANISATION, SEEN, SETTINGS, TABLES, Entry, HomeView, Seen, Setting
from storage.rows import Rows


class Keeper(Protocol):
    """The store the workspace lives in; any backend."""

    def rows(self, at: datetime) -> AbstractAsyncContextManager[Rows]: ...


@dataclass(frozen=True)
class Draft:
    """A message about to be posted."""

    channel: str
    author: str = ""
    text: str = ""
    html: str = ""
    summary: str = ""
    language: str = ""
    thread: str = ""
    only_for: str = ""
    key: str = ""


class NoSuchPlace(Exception):
    """There is no such person, channel or message."""


class Workspace:
    """Messages, unread marks and home views of everybody. Every verb that changes something takes its moment."""

    def __init__(self, store: Keeper) -> None:
        self._store = store
        self._listeners: set[asyncio.Event] = set()

    async def post(self, draft: Draft, at: datetime) -> Entry:
        """The stored message; the same key never makes a second one. Raises NoSuchPlace."""
        if draft.channel not in all_channels():
            raise NoSuchPlace(draft.channel)
        async with self._store.rows(at) as rows:
            known = await rows.find(ENTRIES, ORGANISATION, "key", draft.key) if draft.key else []
            entry = known[0] if known else await self._new(rows, draft, at)
        self.tell()
        return entry

    async def posted(self, key: str, at: datetime) -> Entry | None:
        """The message with that key; None when there is none, or none any more."""
        async with self._store.rows(at) as rows:
            found = await rows.find(ENTRIES, ORGANISATION, "key", key)
        return found[0] if found else None

    async def _new(self, rows: Rows, draft: Draft, at: datetime) -> Entry:
        last = await rows.get(SETTINGS, ORGANISATION, "last")
        number = int(last.text) + 1 if last else 1
        await rows.put(SETTINGS, Setting("last", ORGANISATION, str(number)))
        thread = await self._root(rows, draft)
        entry = Entry(f"m{number}", ORGANISATION, number, at=at, **(vars(draft) | {"thread": thread}))
        await rows.put(ENTRIES, entry)
        if draft.author:
            await rows.put(SEEN, Seen(_seen_id(draft.author, draft.channel), ORGANISATION, number))
        return entry

    async def _root(self, rows: Rows, draft: Draft) -> str:
        """A reply to a reply hangs on the same message."""
        if not draft.thread:
            return ""
        root = await rows.get(ENTRIES, ORGANISATION, draft.thread)
        if root is None or root.channel != draft.channel:
            raise NoSuchPlace(draft.thread)
        return root.thread or root.id

    async def redraw(self, message: str, html: str, summary: str, at: datetime) -> None:
        """Other words in the same message. Raises NoSuchPlace."""
        async with self._store.rows(at) as rows:
            entry = await self._existing(rows, message)
            changed = replace(entry, html=html, summary=summary, revision=entry.revision + 1)
            await rows.put(ENTRIES, changed)
        self.tell()

    async def remove(self, message: str, at: datetime) -> None:
        """The message is gone; gone before is fine."""
        async with self._store.rows(at) as rows:
            await rows.remove(ENTRIES, ORGANISATION, message)
        self.tell()

    async def entry(self, message: str, reader: str, at: datetime) -> Entry:
        """The message, if that member can see it. Raises NoSuchPlace."""
        async with self._store.rows(at) as rows:
            entry = await self._existing(rows, message)
        if entry.channel not in channels_of(reader) or entry.only_for not in ("", reader):
            raise NoSuchPlace(message)
        return entry

    async def _existing(self, rows: Rows, message: str) -> Entry:
        entry = await rows.get(ENTRIES, ORGANISATION, message)
        if entry is None:
            raise NoSuchPlace(message)
        return entry

    async def read(self, channel: str, reader: str, at: datetime) -> list[Entry]:
        """What that member sees in a channel, oldest first. Raises NoSuchPlace."""
        if channel not in channels_of(reader):
            raise NoSuchPlace(channel)
        async with self._store.rows(at) as rows:
            return _visible(await rows.find(ENTRIES, ORGANISATION, "channel", channel), reader)

    async def unread(self, at: datetime) -> dict[str, dict[str, int]]:
        """How many messages each member has not seen, by member and channel."""
        async with self._store.rows(at) as rows:
            held = {name: await rows.find(ENTRIES, ORGANISATION, "channel", name) for name in all_channels()}
            marks = {seen.id: seen.number for seen in await rows.all(SEEN, ORGANISATION)}
        return {
            member: {
                name: _unseen(held[name], member, marks.get(_seen_id(member, name), 0)) for name in channels_of(member)
            }
            for member in BY_ID
        }

    async def see(self, channel: str, reader: str, at: datetime) -> None:
        """That member has read the channel to its end. Raises NoSuchPlace."""
        entries = await self.read(channel, reader, at)
        last = max((entry.number for entry in entries), default=0)
        async with self._store.rows(at) as rows:
            known = await rows.get(SEEN, ORGANISATION, _seen_id(reader, channel))
            moved = last > (known.number if known else 0)
            if moved:
                await rows.put(SEEN, Seen(_seen_id(reader, channel), ORGANISATION, last))
        if moved:
            self.tell()

    async def home(self, member: str, at: datetime) -> HomeView | None:
        async with self._store.rows(at) as rows:
            return await rows.get(HOMES, ORGANISATION, member)

    async def show_home(self, member: str, html: str, summary: str, at: datetime) -> None:
        async with self._store.rows(at) as rows:
            await rows.put(HOMES, HomeView(member, ORGANISATION, html, summary))

    async def setting(self, name: str, at: datetime) -> str:
        """A kept value, empty when there is none."""
        async with self._store.rows(at) as rows:
            found = await rows.get(SETTINGS, ORGANISATION, name)
        return found.text if found else ""

    async def set(self, name: str, text: str, at: datetime) -> None:
        async with self._store.rows(at) as rows:
            await rows.put(SETTINGS, Setting(name, ORGANISATION, text))

    async def clear(self, at: datetime) -> None:
        """As on the first day."""
        async with self._store.rows(at) as rows:
            for table in TABLES:
                for record in await rows.all(table, ORGANISATION):
                    await rows.remove(table, ORGANISATION, record.id)
        self.tell()

    def tell(self) -> None:
        """Every open page looks again."""
        for listener in self._listeners:
            listener.set()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set when something changed; whoever waits clears it."""
        listener = asyncio.Event()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)


def channels_of(member: str) -> tuple[str, ...]:
    """Where that member reads and writes; nowhere, if there is no such member."""
    return (direct(member), *(channel.id for channel in CHANNELS)) if member in BY_ID else ()


def all_channels() -> tuple[str, ...]:
    return (*(direct(member) for member in BY_ID), *(channel.id for channel in CHANNELS))


def _visible(entries: Sequence[Entry], reader: str) -> list[Entry]:
    mine = (entry for entry in entries if entry.only_for in ("", reader))
    return sorted(mine, key=lambda entry: (entry.at, entry.number))


def _unseen(entries: Sequence[Entry], member: str, seen: int) -> int:
    return sum(entry.number > seen and entry.author != member and entry.only_for in ("", member) for entry in entries)


def _seen_id(member: str, channel: str) -> str:
    return f"{member}:{channel}"
