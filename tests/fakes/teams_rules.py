"""What the fake Teams keeps to: its shapes and limits, the faults a test may script, and what it knows of activities."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.bot.teams import validator
from tests.bot.teams.seen import words

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
TOLD = "application/vnd.microsoft.activity.message"
THREAD = ";messageid="
MOST_BYTES = 100 * 1024
OUR_BYTES = 24 * 1024
CHAT_RATES = ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800))
READ_RATES = ((1.0, 14), (2.0, 16), (30.0, 120), (3600.0, 3600))
TENANT_RATES = ((1.0, 50),)

_CODES = {
    400: "BadArgument",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    412: "PreconditionFailed",
    413: "MessageSizeTooBig",
    429: "Throttled",
    500: "ServiceError",
    502: "BadGateway",
    503: "ServiceUnavailable",
    504: "GatewayTimeout",
}
_BLOCKED = """{
  "subCode": "MessageWritesBlocked",
  "details": "Thread is blocked from message writes.",
  "errorCode": null,
  "errorSubCode": null
}"""


class Refused(Exception):
    """The connector says no, with the status and the code that are documented for it."""

    def __init__(self, status: int, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(code)
        self.status, self.code = status, code or _CODES.get(status, "Error")
        self.retry_after = retry_after

    @property
    def body(self) -> Json:
        """Its sentence may name people, so it has no place in a log; a blocked chat is told in a shape of its own."""
        if self.code == "MessageWritesBlocked":
            return {"errorCode": 209, "message": _BLOCKED}
        return {"error": {"code": self.code, "message": "A sentence of the connector's, about Ada Lovelace."}}

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call: `status` 0 closes the connection, and `seconds` keep the answer back.

    `after_write` does what was asked first; `on` names the operations it is for, any when empty.
    """

    status: int
    code: str = ""
    retry_after: float | None = None
    after_write: bool = False
    on: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Call:
    """One call of the connector: `operation` is create, send, reply, update, delete, member, members, channels or team."""

    operation: str
    conversation: str
    body: Json
    status: int
    at: float


@dataclass(frozen=True)
class Outcome:
    """What the bot answered: `status` 0 is no answer in time, and what Teams does not pass on was not `sent`."""

    status: int
    body: Any = None
    sent: bool = True


@dataclass
class Message:
    """A message as everybody sees it now. `views` are cards that one person's click put in place, `before` what it said earlier."""

    id: str
    by: str
    activity: Json
    thread: str = ""
    at: float = 0.0
    is_deleted: bool = False
    before: list[Json] = field(default_factory=list)
    views: dict[str, Json] = field(default_factory=dict)

    def card(self, person: str = "") -> Json | None:
        """The card as this person sees it."""
        if person in self.views:
            return self.views[person]
        return card_of(self.activity)

    def reads(self, person: str = "") -> str:
        card = self.card(person)
        return "\n".join(part for part in (self.activity.get("text", ""), words(card) if card else "") if part)


@dataclass
class Conversation:
    """A personal chat, a group chat or a channel; threads of a channel are messages that name what they hang on."""

    id: str
    kind: str
    tenant: str
    name: str = ""
    team: Team | None = None
    members: list[str] = field(default_factory=list)
    has_bot: bool = True
    is_blocked: bool = False
    messages: list[Message] = field(default_factory=list)

    def message(self, name: str) -> Message | None:
        return next((message for message in self.messages if message.id == name and not message.is_deleted), None)

    @property
    def seen(self) -> list[Message]:
        """What stands there, the oldest first."""
        return [message for message in self.messages if not message.is_deleted]


@dataclass
class Team:
    """Its id is that of its first channel, which has no name of its own."""

    id: str
    name: str
    tenant: str
    group: str
    channels: list[Conversation] = field(default_factory=list)

    @property
    def members(self) -> list[str]:
        return self.channels[0].members

    @property
    def general(self) -> Conversation:
        return self.channels[0]


@dataclass(frozen=True)
class Dialog:
    """What is open on top of everything. `command` is what a message action was asked for, empty behind a card's button."""

    title: str
    card: Json
    where: Conversation
    thread: str
    message: str
    command: Json


class Rates:
    """Sliding windows: at most so many in so many seconds, for each key."""

    def __init__(self, limits: tuple[tuple[float, int], ...]) -> None:
        self._limits = limits
        self._used: dict[str, deque[float]] = {}

    def use(self, key: str, now: float) -> float:
        """0 when it may go, or the seconds until it may."""
        used = self._used.setdefault(key, deque(maxlen=max(most for _, most in self._limits)))
        waits = [used[-most] + window - now for window, most in self._limits if len(used) >= most]
        wait = max([0.0, *waits])
        if not wait:
            used.append(now)
        return wait


def card_of(activity: Mapping[str, Any]) -> Json | None:
    """The first Adaptive Card of it."""
    cards = (each["content"] for each in activity.get("attachments") or () if each.get("contentType") == CARD)
    return next(cards, None)


def problems_of_activity(activity: Any, conversation: str) -> list[str]:
    """What Teams would refuse, or would show in a way nobody meant."""
    if not isinstance(activity, dict):
        return ["an activity is an object"]
    if activity.get("type") == "typing":
        return []
    wrong = [] if activity.get("type") == "message" else [f"the bot sends no {activity.get('type')!r}"]
    attachments = activity.get("attachments") or []
    if not _said(activity.get("text")) and not attachments:
        wrong.append("neither text nor attachments")
    if attachments and not _said(activity.get("summary")) and not _said(activity.get("text")):
        wrong.append("nothing for notifications and screen readers: no summary")
    named = activity.get("conversation")
    if isinstance(named, dict) and named.get("id") not in (None, conversation):
        wrong.append("it names another conversation than its address")
    wrong += [problem for attachment in attachments for problem in _problems_of_attachment(attachment)]
    return wrong + _problems_of_mentions(activity)


def problems_of_size(body: bytes) -> list[str]:
    longest = size(body)
    return [f"{longest} bytes, more than the {OUR_BYTES} we keep to"] if longest > OUR_BYTES else []


def size(body: bytes) -> int:
    """In UTF-8 or in UTF-16, whichever is more: it is not documented which one counts."""
    return max(len(body), len(body.decode("utf-8", "replace").encode("utf-16-le", "replace")))


def _problems_of_attachment(attachment: Any) -> list[str]:
    if not isinstance(attachment, dict) or not _said(attachment.get("contentType")):
        return ["an attachment needs a contentType"]
    if attachment["contentType"] == CARD:
        content = attachment.get("content")
        return validator.problems_of(content) if isinstance(content, dict) else ["an attachment without its card"]
    return [] if attachment.get("contentUrl") or attachment.get("content") else ["an attachment without content"]


def _problems_of_mentions(activity: Json) -> list[str]:
    wrong, text = [], activity.get("text") or ""
    mentions = [one for one in activity.get("entities") or () if one.get("type") == "mention"]
    cards = str(card_of(activity) or "")
    for mention in mentions:
        who = mention.get("mentioned") or {}
        if not _said(who.get("id")) or not _said(who.get("name")):
            wrong.append("a mention needs the id and the name of somebody")
        if not _said(mention.get("text")) or mention["text"] not in text + cards:
            wrong.append(f"the mention {mention.get('text')!r} stands nowhere in the text")
    if text.count("<at>") > len(mentions):
        wrong.append("<at> without its entity mentions nobody")
    return wrong


def _said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
