"""What a place hands in (a `Request`) and what it gets to show at once (an `Answer`): the seam between platforms and handlers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handlers.ui import Message, ShownForm
from handlers.words import Reader
from initiatives.backing import File

Kind = Literal["direct", "channel", "home"]
Platform = Literal["slack", "teams", "sandbox"]


@dataclass(frozen=True)
class Visitor:
    """Who acts, as the platform knows them: `external` is the platform's id; the rest is their profile there.

    `email` is an address the platform has verified, never the name somebody signs in with. An empty zone or language is not
    known. Without `known` the whole profile is not: the platform did not tell it this time.
    """

    external: str
    name: str
    zone: str = "UTC"
    language: str = "en"
    admin: bool = False
    email: str = ""
    guest: bool = False
    known: bool = True


@dataclass(frozen=True)
class Where:
    """The chat it happened in. `thread` is the platform's id of the message the thread hangs on, if it is a thread."""

    workspace: str
    channel: str
    kind: Kind
    thread: str = ""


@dataclass(frozen=True)
class Said:
    """A typed sentence (a mention of the bot already stripped), and the files sent with it or alone."""

    text: str
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Commanded:
    """A slash command or a named entry: `name` is its first word (may be empty), `text` the rest."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class Pressed:
    """A button: `token` is `Button.token` as drawn."""

    token: str


@dataclass(frozen=True)
class Submitted:
    """A finished form step: `token` is `ShownForm.token` as drawn, answers as typed, by question name."""

    token: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Closed:
    """A form closed without submitting."""

    token: str


@dataclass(frozen=True)
class NotOpened:
    """A form this place was told to show could not be opened in time: `token` and `answers` are the `ShownForm`'s."""

    token: str
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FromMessage:
    """A message shortcut: somebody else's or one's own message handed over, with a link to it where there is one."""

    entry: str
    text: str
    link: str = ""


@dataclass(frozen=True)
class HomeOpened:
    pass


What = Said | Commanded | Pressed | Submitted | Closed | NotOpened | FromMessage | HomeOpened


@dataclass(frozen=True)
class Request:
    """One inbound thing. `key` is unique for it (event id, trigger id, …; clicks and forms carry their own in the token).

    `can_open_form`: a form can be opened now. `can_answer`: the platform's own answer can carry a message to the person.
    `others`: the profiles of everybody named in what was said or picked; `channels`: name to id of the channels named in it.
    """

    organisation: str
    key: str
    who: Visitor
    where: Where
    now: datetime
    what: What
    can_open_form: bool = False
    can_answer: bool = False
    others: tuple[Visitor, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
    platform: Platform = "sandbox"


@dataclass(frozen=True)
class ShowForm:
    """Open this form, or put it in place of the one just submitted."""

    form: ShownForm
    reader: Reader


@dataclass(frozen=True)
class ShowMessage:
    """Say this in the platform's own answer, to the person who acted only (asked for by `Request.can_answer`)."""

    message: Message
    reader: Reader


@dataclass(frozen=True)
class ShowHome:
    """Draw this as the person's home."""

    message: Message
    reader: Reader


@dataclass(frozen=True)
class ShowNothing:
    """All that is to be said is queued or already on the screen."""


Answer = ShowForm | ShowMessage | ShowHome | ShowNothing
