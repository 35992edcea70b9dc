"""A small company on the real engine, in memory: people who say, press and fill in, and what they then read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from bot.languages import readers
from bot.wiring import Engine, engine
from handlers.acquaintance import known
from handlers.messenger import Address, Limit, SendFailed, Sent
from handlers.requests import (
    Answer,
    Closed,
    Commanded,
    FromMessage,
    HomeOpened,
    Kind,
    Pressed,
    Request,
    Said,
    ShowForm,
    ShowHome,
    ShowMessage,
    Submitted,
    Visitor,
    What,
    Where,
)
from handlers.ui import Bar, Button, Buttons, Fields, Message, Picture, ShownForm
from handlers.words import Reader, Readers
from initiatives.backing import File
from initiatives.calendar import next_digest
from initiatives.people import Organisation, Person, Spot, Workspace
from storage.port import Store
from tests.moving import Moving
from tests.second_step import LATER
from tests.stores import new_store

ORG, PLACE = "acme", "W1"
NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)  # a Thursday
SECRET = b"a secret for tests only"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        """Since the epoch."""
        return self.at.timestamp()


@dataclass
class Shown:
    """A message as somebody sees it; removed ones are gone, changed ones show their newest words."""

    id: str
    to: Address
    message: Message
    reader: Reader
    key: str

    @property
    def text(self) -> str:
        return "\n".join(words_of(self.message, self.reader))

    @property
    def buttons(self) -> dict[str, Button]:
        return buttons_of(self.message, self.reader)


def asks_more(answer: Answer | None) -> bool:
    """Whether it is the step of a proposal that may be left as it stands, and nothing was wrong in it."""
    if not isinstance(answer, ShowForm) or answer.form.errors or not answer.form.form.questions:
        return False
    return {question.name for question in answer.form.form.questions} <= LATER


def words_of(message: Message, reader: Reader) -> list[str]:
    """Every word of a message, line by line, buttons included."""
    lines = []
    for block in message.blocks:
        match block:
            case Buttons(buttons):
                lines += [f"[{reader.read(button.label)}]" for button in buttons]
            case Fields(pairs):
                lines += [f"{reader.read(label)}: {reader.read(value)}" for label, value in pairs]
            case Bar(_, label):
                lines.append(reader.read(label))
            case Picture(alt, _):
                lines.append(reader.read(alt))
            case _ if hasattr(block, "text"):
                lines.append(reader.read(block.text))
    return lines


def buttons_of(message: Message, reader: Reader) -> dict[str, Button]:
    rows = [block.buttons for block in message.blocks if isinstance(block, Buttons)]
    return {reader.read(button.label): button for row in rows for button in row}


@dataclass
class Outbox:
    """A messenger that keeps what it sent; `trouble` is raised by the next sends, in order, `slow` limits
    each place and `whole` all of them. A trouble in `lost` comes after the message was made. Direct messages can be looked
    for; `blind` is raised by the next looks, in order, `refused_in` by the next sends to a channel.
    """

    shown: dict[str, Shown] = field(default_factory=dict)
    creates: int = 0
    trouble: list[SendFailed] = field(default_factory=list)
    slow: list[Limit] = field(default_factory=list)
    whole: list[Limit] = field(default_factory=list)
    rests: dict[str, datetime] = field(default_factory=dict)
    lost: list[SendFailed] = field(default_factory=list)
    blind: list[SendFailed] = field(default_factory=list)
    refused_in: dict[str, list[SendFailed]] = field(default_factory=dict)
    looks: int = 0

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        if self.trouble:
            raise self.trouble.pop(0)
        if waiting := self.refused_in.get(to.channel):
            raise waiting.pop(0)
        self.creates += 1
        number = f"m{self.creates}"
        self.shown[number] = Shown(number, to, message, reader, key)
        if self.lost:
            raise self.lost.pop(0)
        return Sent(PLACE, to.channel or f"D-{to.person}", number, lasting=not to.only_for)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        self.shown[sent.message].message = message
        self.shown[sent.message].reader = reader
        return False

    async def remove(self, sent: Sent) -> None:
        self.shown.pop(sent.message)

    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        self.looks += 1
        if self.blind:
            raise self.blind.pop(0)
        there = (one for one in self.shown.values() if one.key == key and _place(one.to) == _place(to))
        return next((Sent(PLACE, _place(one.to), one.id) for one in there), None)

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        return () if to.person else None

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        return self.rests.get(to.person)

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        here = (replace(limit, name=f"{limit.name}:{_place(to)}") for limit in self.slow)
        return (*here, *self.whole)


def _place(to: Address | Sent) -> str:
    return to.channel if isinstance(to, Sent) else to.channel or f"D-{to.person}"


class World(Moving):
    """The company. `store` may be another backend, `languages` other readers, `where` our own address.

    Time stands still until `at` moves it.
    """

    def __init__(
        self, store: Store | None = None, languages: Readers | None = None, where: str = "https://bot.example"
    ) -> None:
        self._ids = count(1)
        self.clock: Clock = Clock()
        self.outbox = Outbox()
        self.store: Store = store or new_store(self.new_id)
        speaking = languages or readers()
        self.engine: Engine = engine(self.store, SECRET, self.clock, {PLACE: self.outbox}, self.new_id, speaking, where)
        self.people: dict[str, Actor] = {}
        self.goes_on = True
        """Whoever is shown similar initiatives goes on with their own: for tests that are about something else."""

    def new_id(self) -> str:
        return f"id{next(self._ids)}"

    async def founded(self, **changes: object) -> World:
        """The organisation exists: set up, with #wins for stories, unless `changes` say otherwise."""
        company = Organisation(ORG, ORG, "Acme", set_up=True, stories=Spot(PLACE, "wins"))
        company = replace(company, **changes)  # type: ignore[arg-type]
        async with self.store.transaction(self.clock.at) as store:
            await store.found(replace(company, digest_at=next_digest(company, self.clock.at)))
            await store.connect(Workspace(PLACE, ORG, "sandbox", "Acme"))
        return self

    async def person(
        self,
        name: str,
        *,
        admin: bool = False,
        language: str = "en",
        zone: str = "UTC",
        team: str = "",
        guest: bool = False,
    ) -> Actor:
        """Somebody of the workspace, known to the bot."""
        visitor = Visitor(f"U-{name.casefold()}", name, zone, language, admin, guest=guest)
        async with self.store.transaction(self.clock.at) as store:
            organisation = await store.organisation(ORG)
            met = replace(await known(store, organisation, PLACE, visitor, self.clock.at, self.new_id), team=team)
            await store.keep_person(met)
        actor = self.people[name] = Actor(self, visitor, met.id)
        return actor

    async def organisation(self, change: Callable[[Organisation], Organisation]) -> None:
        async with self.store.transaction(self.clock.at) as store:
            await store.change_organisation(change(await store.organisation(ORG)))

    def channel(self, name: str) -> list[Shown]:
        """What everybody reads in a channel."""
        return [shown for shown in self.outbox.shown.values() if shown.to.channel == name and not shown.to.only_for]


@dataclass
class Actor:
    """Somebody who uses the bot. `answer` is what the place last showed at once: a form, a message, the home."""

    world: World
    visitor: Visitor
    id: str
    answer: Answer | None = None

    async def says(
        self,
        text: str,
        *,
        thread: str = "",
        channel: str = "",
        key: str = "",
        others: tuple[Actor, ...] = (),
        files: tuple[File, ...] = (),
    ) -> Answer:
        """Types a sentence, in the direct chat or in a channel, or sends files with it or alone."""
        return await self._does(Said(text, files), channel=channel, thread=thread, key=key, others=others)

    async def command(self, text: str, *, channel: str = "general", key: str = "") -> Answer:
        """Types a slash command: forms can open, and the platform's answer carries a message."""
        name, _, rest = text.partition(" ")
        return await self._does(Commanded(name, rest), channel=channel, key=key, form=True, inline=True)

    async def hands_over(self, text: str, link: str = "") -> Answer:
        return await self._does(FromMessage("propose", text, link), channel="general", form=True)

    async def opens_home(self) -> Answer:
        return await self._does(HomeOpened(), kind="home")

    async def press(self, label: str, *, on: Shown | None = None) -> Answer:
        """Presses a button by its words: on `on`, else on what was shown at once, else on the newest message that has it."""
        token = self._token(label, on)
        where = on or self._newest(label)
        channel = where.to.channel if where and where.to.channel else ""
        return await self._does(Pressed(token), channel=channel, form=True)

    async def press_token(self, token: str) -> Answer:
        return await self._does(Pressed(token), form=True)

    async def fill(self, **answers: str) -> Answer:
        """Fills the open form on top of what stands in it and submits; what a proposal asks behind it stays as it is but for these."""
        here = {question.name for question in self.form.form.questions}
        later = {name: text for name, text in answers.items() if name in LATER - here}
        answer = await self.fill_step(**{name: text for name, text in answers.items() if name not in later})
        if asks_more(answer):
            answer = await self.fill_step(**later)
        return answer

    async def fill_step(self, **answers: str) -> Answer:
        """The same for the one step that is open."""
        form = self.form
        typed = {question.name: form.answers.get(question.name, "") for question in form.form.questions}
        answer = await self._does(Submitted(form.token, {**typed, **answers}), inline=True)
        if self.world.goes_on and self.reads and "Go on with mine" in self.last.buttons:
            return await self.press("Go on with mine", on=self.last)
        return answer

    async def close(self) -> Answer:
        return await self._does(Closed(self.form.token))

    @property
    def form(self) -> ShownForm:
        assert isinstance(self.answer, ShowForm), self.answer
        return self.answer.form

    @property
    def errors(self) -> Mapping[str, str]:
        assert isinstance(self.answer, ShowForm)
        return {name: self.answer.reader.read(text) for name, text in self.form.errors.items()}

    @property
    def told(self) -> str:
        """The words of the message shown at once."""
        assert isinstance(self.answer, ShowMessage | ShowHome), self.answer
        return "\n".join(words_of(self.answer.message, self.answer.reader))

    @property
    def reads(self) -> list[Shown]:
        """The messages in the direct chat and those only this person sees, oldest first."""
        mine = self.visitor.external
        return [shown for shown in self.world.outbox.shown.values() if mine in (shown.to.person, shown.to.only_for)]

    @property
    def last(self) -> Shown:
        return self.reads[-1]

    async def me(self) -> Person:
        async with self.world.store.transaction(self.world.clock.at) as store:
            found = await store.person(ORG, self.id)
        assert found is not None
        return found

    async def _does(
        self,
        what: What,
        *,
        channel: str = "",
        thread: str = "",
        key: str = "",
        form: bool = False,
        inline: bool = False,
        kind: Kind | None = None,
        others: tuple[Actor, ...] = (),
    ) -> Answer:
        chat: Kind = kind or ("channel" if channel else "direct")
        where = Where(PLACE, channel or f"D-{self.visitor.external}", chat, thread)
        request = Request(
            ORG, key or self.world.new_id(), self.visitor, where, self.world.clock.at, what, form, inline,
            tuple(other.visitor for other in others),
        )  # fmt: skip
        self.answer = await self.world.engine.desk.handle(request)
        await self.world.engine.sender.drain()
        return self.answer

    def _token(self, label: str, on: Shown | None) -> str:
        if on is None and isinstance(self.answer, ShowMessage | ShowHome):
            at_once = buttons_of(self.answer.message, self.answer.reader)
            if label in at_once:
                return at_once[label].token
        shown = on or self._newest(label)
        assert shown is not None, f"{self.visitor.name} sees no “{label}”: {[one.text for one in self.reads]}"
        return shown.buttons[label].token

    def _newest(self, label: str) -> Shown | None:
        everywhere = [one for one in self.world.outbox.shown.values() if not one.to.person or one in self.reads]
        return next((one for one in reversed(everywhere) if label in one.buttons), None)
