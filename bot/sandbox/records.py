"""What the simulated workspace keeps: messages, who has seen what, home views and a few settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.rows import Table

ORGANISATION = "sandbox"
WORKSPACE = "sandbox"


@dataclass(frozen=True)
class Entry:
    """One message. `author` is a member's id, empty for the bot.

    A member's message is `text`, plain; the bot's is `html` as it was drawn, in `language`, with the `summary` that is
    read aloud. `thread` is the message it answers, `only_for` the one member who sees it, `key` the delivery it came
    from, and `revision` counts its changes.
    """

    id: str
    organisation: str
    number: int
    channel: str
    at: datetime
    author: str = ""
    text: str = ""
    html: str = ""
    summary: str = ""
    language: str = ""
    thread: str = ""
    only_for: str = ""
    key: str = ""
    revision: int = 1


@dataclass(frozen=True)
class Seen:
    """Up to which message a member has read a channel."""

    id: str
    organisation: str
    number: int


@dataclass(frozen=True)
class HomeView:
    """What a member's home shows; the id is the member's."""

    id: str
    organisation: str
    html: str
    summary: str


@dataclass(frozen=True)
class Setting:
    """One value that outlives the process: the last message's number, the clock's offset, when the guide began."""

    id: str
    organisation: str
    text: str


ENTRIES = Table(
    "entries",
    Entry,
    indexes={"channel": lambda e: e.channel, "key": lambda e: e.key or None, "thread": lambda e: e.thread or None},
)
SEEN = Table("seen", Seen)
HOMES = Table("homes", HomeView)
SETTINGS = Table("settings", Setting)

TABLES: tuple[Table[Any], ...] = (ENTRIES, SEEN, HOMES, SETTINGS)
