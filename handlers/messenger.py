"""The port for sending: what the delivery job needs from a platform, and the one error it may raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from handlers.ui import Message
from handlers.words import Reader
from storage.records import Reason

MAIL = "mail"
"""The workspace of e-mail: its messenger takes an address as the person."""


@dataclass(frozen=True)
class Address:
    """Where a message goes, in the platform's ids.

    `person` alone: their direct message. `channel`: that channel, in `thread` if given; with `only_for` seen by that person only.
    """

    workspace: str
    person: str = ""
    channel: str = ""
    thread: str = ""
    only_for: str = ""


@dataclass(frozen=True)
class Sent:
    """A message that exists: the platform's ids, enough to change or remove it. Not `lasting`: cannot be changed later.

    `unfinished` is one whose words are out, and whose pictures follow by an edit.
    """

    workspace: str
    channel: str
    message: str
    lasting: bool = True
    unfinished: bool = False


@dataclass(frozen=True)
class Limit:
    """How fast a platform takes calls of one kind: after `burst` at once so many a second, slower once it has refused some.

    `name` says of what (a workspace, a conversation): all processes that call it share one budget of that name.
    """

    name: str
    rate: float
    burst: int
    slowest: float
    fastest: float


FailureKind = Literal["later", "never", "unconfirmed", "away"]
MEANS: Mapping[FailureKind, Reason] = {"unconfirmed": Reason.NO_ANSWER, "away": Reason.NOT_CONNECTED}
"""What the kind says by itself, where nothing more is known."""


class SendFailed(Exception):
    """The only thing a messenger raises.

    `later`: certainly not sent, may be tried again. `never`: certainly not sent, trying again is useless.
    `unconfirmed`: nobody knows whether it was sent. `away`: certainly not sent, since the workspace is not connected at the moment.
    `why` is what the platform said, or which of our errors it was, for the log and for admins; `reason` what it means for people.
    """

    def __init__(
        self, why: str, kind: FailureKind, retry_after: float | None = None, reason: Reason = Reason.UNKNOWN
    ) -> None:
        super().__init__(why)
        self.why, self.kind, self.retry_after = why, kind, retry_after
        self.reason = MEANS.get(kind, reason) if reason is Reason.UNKNOWN else reason


class Messenger(Protocol):
    """A platform's way out. `key` is the delivery's opaque id: put where the platform keeps metadata, never shown."""

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent: ...
    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        """Whether it is unfinished now: its words are shown, and its pictures follow by another edit."""
        ...

    async def remove(self, sent: Sent) -> None: ...
    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        """The message with that key, if it was made there since that moment; None when it is not among what is there.

        Raises SendFailed: `later` and `away` when it may be looked for again, anything else when it cannot be looked for.
        """
        ...

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        """What a look for a message there counts against; None where nobody can look."""
        ...

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        """Until when whoever reads there has set their notifications aside; None when they have not or nobody can say."""
        ...

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        """What a call for that place counts against: the narrowest first, which is the one a refusal is about."""
        ...
