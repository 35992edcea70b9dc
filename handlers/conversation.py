"""How a conversation is declared, what it is handed (a `Turn`) and what it may answer (a `Reply`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from handlers.answers import Answers
from handlers.requests import Where
from handlers.ui import Args, Form, Message
from handlers.words import Reader, Words
from initiatives.people import Organisation, Person
from storage.port import Transaction
from storage.records import To


class Role(StrEnum):
    """What somebody is to the thing they act on. MEMBER is anybody of the organisation who is no guest.

    SIGNER gives one of the signatures that the gate before it needs.
    DEPUTY answers its check-ins in another one's place now, CO_OWNER is anybody it is shared with, SPONSOR is also whoever was
    asked because nobody answers for it.
    IT is whoever has that function.
    """

    MEMBER = "member"
    ADMIN = "admin"
    PROPOSER = "proposer"
    OWNER = "owner"
    SPONSOR = "sponsor"
    DEPUTY = "deputy"
    REVIEWER = "reviewer"
    SIGNER = "signer"
    CO_OWNER = "co_owner"
    DRAFTER = "drafter"
    IT = "it"


May = frozenset[Role]
EVERYBODY: May = frozenset({Role.MEMBER})


def only(*roles: Role) -> May:
    """Those roles and nobody else."""
    return frozenset(roles)


@dataclass(frozen=True)
class Card:
    """What to say: the name of a card and its plain arguments."""

    name: str
    about: Args = field(default_factory=dict)
    subject: str = ""


@dataclass(frozen=True)
class Post:
    """A message for somebody else or somewhere else. `key` makes it exist once at most; `once` is never repeated in doubt."""

    to: To
    card: Card
    once: bool = True
    key: str = ""


@dataclass(frozen=True)
class Change:
    """An earlier delivery shows this card from now on."""

    delivery: str
    card: Card


@dataclass(frozen=True)
class Remove:
    """An earlier delivery disappears."""

    delivery: str


Also = tuple[Post | Change | Remove, ...]


@dataclass(frozen=True)
class Ask:
    """Begin a flow with `answers` filled in already; `draft` goes on with what somebody has answered before.

    `as_form` is for whoever has just asked for the form itself, whatever their settings say.
    """

    flow: str
    about: Args = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    also: Also = ()
    draft: str = ""
    as_form: bool = False


@dataclass(frozen=True)
class Tell:
    """Answer with a card, seen by the person only unless `everyone` here is to see it.

    `delivery` makes it a message of its own in the direct chat, under that id, which can be changed later.
    """

    card: Card
    everyone: bool = False
    also: Also = ()
    delivery: str = ""


@dataclass(frozen=True)
class Quiet:
    """Nothing to say beside what changes on the screen."""

    also: Also = ()


Reply = Ask | Tell | Quiet


class Look(Protocol):
    """What both a turn and a card being built can read from."""

    @property
    def organisation(self) -> Organisation: ...
    @property
    def person(self) -> Person | None: ...
    @property
    def now(self) -> datetime: ...
    @property
    def store(self) -> Transaction: ...
    @property
    def reader(self) -> Reader: ...
    @property
    def flows(self) -> Mapping[str, Flow[Any]]: ...
    @property
    def org(self) -> str: ...


def _unsealed(_name: str) -> str:
    raise LookupError("There is no seal here to make secrets of.")


@dataclass(frozen=True)
class Turn:
    """All a conversation may touch.

    `delivery` is the message whose button was pressed or in whose thread was typed; `others` are the platform's ids of the
    people named beside the text, `channels` the names and ids of the channels. `derived` makes the secret of a name, the same each
    time, so that none has to be kept.
    """

    organisation: Organisation
    person: Person
    where: Where
    now: datetime
    store: Transaction
    new_id: Callable[[], str]
    reader: Reader
    flows: Mapping[str, Flow[Any]] = field(default_factory=dict)
    delivery: str = ""
    others: tuple[str, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
    derived: Callable[[str], str] = _unsealed

    @property
    def org(self) -> str:
        return self.organisation.id


S = TypeVar("S")


@dataclass(frozen=True)
class Subject(Generic[S]):
    """What an action or flow is about: reloaded from its id before every call.

    `holds` says whether whoever looks has one of the roles to it.
    """

    name: str
    load: Callable[[Look, str], Awaitable[S | None]]
    holds: Callable[[Look, S, May], Awaitable[bool]]

    async def of(self, look: Look, about: Args) -> S:
        """The one a card or button names. Raises LookupError when there is none: whoever may see it has found it there."""
        found = await self.load(look, about[self.name])
        if found is None:
            raise LookupError(about[self.name])
        return found


@dataclass(frozen=True)
class Action(Generic[S]):
    """Something a button or an entry does. `reply_to` names cards in whose thread a typed sentence runs it (text in `said`)."""

    name: str
    subject: Subject[S]
    may: May
    run: Callable[[Turn, S, Args], Awaitable[Reply]]
    reply_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow(Generic[S]):
    """Questions and one `finish`. `form` may depend on the subject."""

    name: str
    subject: Subject[S]
    may: May
    form: Form | Callable[[Look, S, Args], Awaitable[Form]]
    finish: Callable[[Turn, S, Answers, Args], Awaitable[Reply]]


@dataclass(frozen=True)
class Seeing:
    """What a card's function may look at while it builds: never changed, only read.

    `where` is the bot's own address, to which a path can be added; empty where it has none.
    """

    organisation: Organisation
    person: Person | None
    reader: Reader
    now: datetime
    store: Transaction
    flows: Mapping[str, Flow[Any]] = field(default_factory=dict)
    delivery: str = ""
    derived: Callable[[str], str] = _unsealed
    where: str = ""

    @property
    def org(self) -> str:
        return self.organisation.id


CardFunction = Callable[[Seeing, Args], Awaitable[Message]]


@dataclass(frozen=True)
class CardType:
    """How a card is built when it is sent, and who may see it (anybody the delivery is addressed to, unless it says).

    What the bot says `by_itself`, nobody having asked for it, says why it came and leads to the settings.
    """

    name: str
    build: CardFunction
    seen_by: Callable[[Seeing, Args], Awaitable[bool]] | None = None
    by_itself: bool = False


@dataclass(frozen=True)
class Conversation:
    """One feature people meet.

    `start` names the action or flow its command runs, `words` are further words for it; `takes_text` says that words typed
    after the command are given to it as `text`. Without `help` it is not listed.
    """

    name: str
    help: Words | None
    start: str = ""
    takes_text: bool = False
    words: tuple[str, ...] = ()
    flows: tuple[Flow[Any], ...] = ()
    actions: tuple[Action[Any], ...] = ()
    cards: tuple[CardType, ...] = ()


def card(
    name: str, seen_by: Callable[[Seeing, Args], Awaitable[bool]] | None = None, *, by_itself: bool = False
) -> Callable[[CardFunction], CardType]:
    """Makes a card of the function below it."""

    def made(build: CardFunction) -> CardType:
        return CardType(name, build, seen_by, by_itself)

    return made
