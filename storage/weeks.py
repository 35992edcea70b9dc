"""What became of a person's week: whether they were asked, reminded and answered, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NudgeState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    LATER = "later"
    MISSED = "missed"
    SKIPPED = "skipped"


class Ended(StrEnum):
    """Why nothing came of a week that was asked about."""

    UNANSWERED = "unanswered"
    STOPPED = "stopped"
    PAUSED = "initiative_paused"
    HANDED_ON = "handed_on"
    LEFT = "left"
    RESTORED = "restored"


class Unreminded(StrEnum):
    """Why nobody was reminded of a week that waited."""

    NOT_DELIVERED = "not_delivered"
    UNCONFIRMED = "unconfirmed"
    WEEK_OVER = "week_over"
    NO_ROOM = "no_room"
    AWAY = "away"
    NOTHING_OPEN = "nothing_open"
    RESTORED = "restored"


@dataclass(frozen=True)
class Nudge:
    """What became of a person's week: its key is (organisation, person, ISO week), so there is one at most.

    `at` is when they were asked, or when it was written down that they were not; `reason` says why not (a NotAsked), or why nothing
    came of it (an Ended). `remind_at` is when they are reminded, `reminder` the delivery that did it, `unreminded` why none did.
    `beside` are initiatives whose number a system has sent, and about which only a comment is asked: nothing waits for it.
    """

    id: str
    organisation: str
    person: str
    week: str
    delivery: str
    at: datetime
    initiatives: tuple[str, ...]
    state: NudgeState = NudgeState.OPEN
    reason: str = ""
    answered_at: datetime | None = None
    remind_at: datetime | None = None
    reminder: str = ""
    unreminded: str = ""
    beside: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        return self.state in (NudgeState.OPEN, NudgeState.LATER)


def nudge_id(person: str, week: str) -> str:
    """The nudge's key inside its organisation."""
    return f"{person}.{week}"
