"""What the bot keeps for itself beside the domain: deliveries, drafts, the keys of what was handled, and nudges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, TypeVar

KEYS_KEPT = timedelta(hours=26)
TRIES_KEPT = timedelta(days=1)
RETIRES_AFTER = timedelta(days=180)
"""How long a delivery is looked for once nothing is to be done with it."""
BUDGETS_KEPT = timedelta(minutes=10)

Plain = Mapping[str, str]
Kept = TypeVar("Kept")


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    REMOVED = "removed"


@dataclass(frozen=True)
class To:
    """Where a delivery goes: `person` (ours) for their direct message, else a channel, there for everybody or `only_for` one."""

    person: str = ""
    workspace: str = ""
    channel: str = ""
    thread: str = ""
    only_for: str = ""


def changed(record: Kept, **fields: Any) -> Kept:
    """As `dataclasses.replace`, several times as quick, for a record that is only on its way to another one.

    What is kept for long is better made by `replace`: it takes less room. Raises TypeError for a field that there is not.
    """
    made = object.__new__(type(record))
    made.__dict__.update(record.__dict__, **fields)
    if len(made.__dict__) != len(record.__dict__):
        raise TypeError(f"{type(record).__name__} lacks one of the fields {', '.join(fields)}.")
    return made


@dataclass(frozen=True)
class Delivery:
    """One message to one place: what to say (a card and its plain arguments), not how.

    What the bot says `unasked` reaches a person in their working time only, and not at all from `until` on.

    `revision` counts what it should show, `shown` what it does show; `place` and `message` are the platform's ids once sent.
    `route` is the way it goes to its reader; `tried` holds the ways that were tried before with the reason why each failed
    (a workspace, or e-mail), `next` the row that goes another way in its place. `settled` says that nobody has to be told any
    more that its reader was not reached.

    `once` is never created a second time in doubt, `again` is. While it is `sending`, `workspace` is the one it is sent to
    and `shown` what it will show; `looked` counts the looks for one that may have arrived. `due_at` orders the work and is
    None when there is none; from `retire_at` on one without work is `final`: nothing looks for it any more. `counted` says
    that the platform's limits have a place for it at `due_at`.
    """

    id: str
    organisation: str
    card: str
    about: Plain
    to: To
    kind: Literal["once", "again"]
    created_at: datetime
    due_at: datetime | None
    subject: str = ""
    state: DeliveryState = DeliveryState.QUEUED
    revision: int = 1
    shown: int = 0
    workspace: str = ""
    channel: str = ""
    message: str = ""
    lasting: bool = True
    reason: str = ""
    attempts: int = 0
    sent_at: datetime | None = None
    remove: bool = False
    retire_at: datetime | None = None
    final: bool = False
    counted: bool = False
    unasked: bool = False
    until: datetime | None = None
    route: Literal["chat", "mail"] = "chat"
    tried: tuple[tuple[str, str], ...] = ()
    next: str = ""
    settled: bool = False

    @property
    def misses(self) -> str | None:
        """Whom it did not reach, or may not have: somebody who was not asking for it and hears nothing of it otherwise."""
        if self.state is not DeliveryState.FAILED and self.state is not DeliveryState.UNCONFIRMED:
            return None  # asked at every change of every row
        over = self.settled or self.next or self.final or self.remove or self.message
        return (self.to.person or None) if self.kind == "once" and not over else None

    looked: int = 0

    @property
    def is_held(self) -> bool:
        """Whether it has not been sent and is due later than it was queued: for working hours, or for another try."""
        return self.state is DeliveryState.QUEUED and self.due_at is not None and self.due_at > self.created_at

    @property
    def spot(self) -> str | None:
        """The key by which a reply in its thread finds it."""
        return f"{self.workspace}:{self.channel}:{self.message}" if self.message else None


@dataclass(frozen=True)
class Draft:
    """What somebody has answered so far, as typed.

    `asking` is the question open in the chat, empty at the summary; `asked` the delivery that shows it; `done` says that
    nothing waits for it any more.
    """

    id: str
    organisation: str
    person: str
    flow: str
    about: Plain
    answers: Plain
    updated_at: datetime
    mode: Literal["form", "prompts"] = "form"
    asking: str = ""
    workspace: str = ""
    asked: str = ""
    done: bool = False

    @property
    def chat(self) -> str | None:
        """The direct chat whose typed sentences it may take; None while it is a form only."""
        return chat_of(self.person, self.workspace) if self.mode == "prompts" and not self.done else None


def chat_of(person: str, workspace: str) -> str:
    """The key of somebody's direct chat with the bot."""
    return f"{person}@{workspace}"


@dataclass(frozen=True)
class Outcome:
    """What a handled request was answered with, kept so that a repeat gets the same."""

    card: str = ""
    about: Plain = field(default_factory=dict)


@dataclass(frozen=True)
class Key:
    """An inbound thing that has been handled."""

    id: str
    organisation: str
    expires_at: datetime
    outcome: Outcome


@dataclass(frozen=True)
class Chat:
    """A conversation of a workspace as a platform needs it that cannot be written to by somebody's id alone.

    `key` is the person's id there (`direct`) or the channel's; `conversation` and `service_url` are where its messages go.
    """

    id: str
    organisation: str
    workspace: str
    kind: Literal["direct", "channel"]
    key: str
    conversation: str
    service_url: str
    name: str = ""
    team: str = ""


def chat_id(workspace: str, key: str) -> str:
    """The chat's key inside its organisation."""
    return f"{workspace}:{key}"


@dataclass(frozen=True)
class JoinCode:
    """The hash of a one-time code with which another workspace joins an organisation: the one it leads to.

    Whoever types it cannot know that organisation, so the operator keeps it.
    """

    id: str
    organisation: str
    made_by: str
    expires_at: datetime
    leads_to: str = ""


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


@dataclass(frozen=True)
class Attention:
    """How many messages beside its check-in a person got in a week that they had not caused themselves."""

    id: str
    organisation: str
    forget_at: datetime
    count: int = 0


def nudge_id(person: str, week: str) -> str:
    """The nudge's key inside its organisation."""
    return f"{person}.{week}"
