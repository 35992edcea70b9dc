"""What the bot counts for a while: the calls a platform still takes, the tries of a code, the messages of somebody's week."""

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
