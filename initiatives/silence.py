"""When nobody answers for an initiative: whom that was put to, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Unheard(StrEnum):
    """Why somebody else is asked about an initiative."""

    SILENT = "silent"
    LEFT = "left"


class Settled(StrEnum):
    """What ended the question."""

    ANSWERED = "answered"
    PAUSED = "paused"
    HANDED_ON = "handed_on"
    STOPPED = "stopped"
    BACK = "back"


@dataclass(frozen=True)
class Silence:
    """Put at `at` to those `asked`, in the deliveries `messages`, after so many silent `weeks` of `owner`.

    It stays with its initiative once it is over, so that the same weeks are never put to anybody again.
    """

    why: Unheard
    at: datetime
    owner: str
    asked: tuple[str, ...]
    messages: tuple[str, ...]
    weeks: int = 0
    settled: Settled | None = None
    by: str = ""
    over_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.settled is None
