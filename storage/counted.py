"""What the bot counts: calls a platform still takes, tries of a code, messages of a week, readers of a card, places taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIES_KEPT = timedelta(days=1)
BUDGETS_KEPT = timedelta(minutes=10)


@dataclass(frozen=True)
class Budget:
    """What is left of a platform's limit: calls are spent up to `free_at`, at `rate` a second, which rises at `climbs_at`.

    Nothing is called before `paused_until`, when the platform asked for it. It does not rise above `ceiling`, at which nothing was
    refused, until `ceiling_until`. Calls that have no moment yet were told to ask again, the last of them at `asking_until`.
    """

    id: str
    organisation: str
    free_at: datetime
    rate: float
    climbs_at: datetime
    paused_until: datetime | None = None
    refused_at: datetime | None = None
    ceiling: float | None = None
    ceiling_until: datetime | None = None
    asking_until: datetime | None = None

    @property
    def forgotten_at(self) -> datetime:
        """When it says no more than a fresh one would."""
        return max(self.free_at, self.climbs_at, self.paused_until or self.free_at) + BUDGETS_KEPT


@dataclass(frozen=True)
class Tries:
    """How often a code was tried from a workspace, since when."""

    id: str
    organisation: str
    since: datetime
    count: int = 0


@dataclass(frozen=True)
class Attention:
    """How many messages beside its check-in a person got in a week that they had not caused themselves."""

    id: str
    organisation: str
    forget_at: datetime
    count: int = 0


@dataclass(frozen=True)
class Tally:
    """How many records there are of something, kept with each of them so that none has to be read to say it."""

    id: str
    organisation: str
    count: int = 0


def readers_of(card: str) -> str:
    """The tally of those who have read a card, or were at a workshop."""
    return f"learnt.{card}"


def places_taken(workshop: str) -> str:
    """The tally of the places taken."""
    return f"places.{workshop}"
