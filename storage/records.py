"""What the bot keeps for itself beside the domain: deliveries, drafts, chats, and the keys of what was handled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, TypeVar

KEYS_KEPT = timedelta(hours=26)
RETIRES_AFTER = timedelta(days=180)
"""How long a delivery is looked for once nothing is to be done with it."""

Plain = Mapping[str, str]
Kept = TypeVar("Kept")


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    REMOVED = "removed"


NOT_ARRIVED = (DeliveryState.FAILED, DeliveryState.UNCONFIRMED)
"""It did not arrive, or nobody knows."""


class Reason(StrEnum):
    """Why a message did not arrive, or may not have: what a messenger makes of its platform's answer, or what we know ourselves."""

    UNKNOWN = "unknown"
    GONE = "gone"
    NO_ACCOUNT = "no_account"
    NO_MAIL = "no_mail"
    NO_TIME = "no_time_left"
    NOT_THEIRS = "not_theirs"
    INTERRUPTED = "interrupted"
    RESTORED = "restored"
    NOT_CONNECTED = "not_connected"
    NO_ANSWER = "no_answer"
    CLOSED = "account_closed"
    BLOCKED = "blocked"
    NOT_ADDED = "not_added"
    UNINSTALLED = "uninstalled"
    TURNED_OFF = "turned_off"
    TOO_LARGE = "too_large"
    MAIL_SERVER = "mail_server"
    MAIL_SENDER = "mail_sender"
    MAIL_RECIPIENT = "mail_recipient"
    MAIL_LETTER = "mail_letter"


@dataclass(frozen=True)
class To:
    """Where a delivery goes: `person` (ours) for their direct message, else a channel, there for everybody or `only_for` one."""

    person: str = ""
    workspace: str = ""
    channel: str = ""
    thread: str = ""
    only_for: str = ""


def changed(record: Kept, **fields: Any) -> Kept:
    """As `dataclasses.replace`, ten times as quick, for a record that is made very often.

    One made by `replace` takes a sixth less room. Raises TypeError for a field that there is not.
    """
    made, its = object.__new__(type(record)), record.__dict__ | fields
    if len(its) != len(record.__dict__):
        raise TypeError(f"{type(record).__name__} lacks one of the fields {', '.join(fields)}.")
    object.__setattr__(made, "__dict__", its)  # the record is frozen, this one too from here on
    return made


@dataclass(frozen=True)
class Tried:
    """A way that did not lead to the reader: a workspace or e-mail, the Reason, and what was answered there."""

    way: str
    reason: str
    said: str = ""

    @property
    def code(self) -> str:
        """What was answered, as it came; else the reason."""
        return self.said or self.reason


@dataclass(frozen=True)
class Delivery:
    """One message to one place: what to say (a card and its plain arguments), not how.

    What the bot says `unasked` reaches a person in their working time only, and not at all from `until` on; `counts_in` is the
    ISO week among whose messages to that person it counts, if it does.

    `revision` counts what it should show, `shown` what it does show; `place` and `message` are the platform's ids once sent.
    `reason` is a Reason for which it did not arrive, `said` what the platform said in its own words, for whoever looks into it.
    `route` is the way it goes to its reader; `tried` holds the ways that were tried before, `next` the row that goes another
    way in its place. `settled` says that nobody has to be told any more that its reader was not reached.

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
    said: str = ""
    attempts: int = 0
    sent_at: datetime | None = None
    remove: bool = False
    retire_at: datetime | None = None
    final: bool = False
    counted: bool = False
    unasked: bool = False
    until: datetime | None = None
    counts_in: str = ""
    route: Literal["chat", "mail"] = "chat"
    tried: tuple[Tried, ...] = ()
    next: str = ""
    settled: bool = False

    @property
    def misses(self) -> str | None:
        """Whom it did not reach, or may not have: somebody who was not asking for it and hears nothing of it otherwise."""
        if self.state not in NOT_ARRIVED:
            return None  # asked at every change of every row
        over = self.settled or self.next or self.final or self.remove or self.message
        return (self.to.person or None) if self.kind == "once" and not over else None

    looked: int = 0

    @property
    def is_held(self) -> bool:
        """Whether it has not been sent and is due later than it was queued: for working hours, or for another try."""
        return self.due_at is not None and self.due_at > self.created_at and self.state is DeliveryState.QUEUED

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
