"""From what the page sends to a Request, and from the Answer to what the page shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, assert_never

from bot.charts.links import Pictures, nowhere
from bot.sandbox import render
from bot.sandbox.bodies import Acts, Commands, HandsOver, Presses, Says, Submits
from bot.sandbox.clock import MovableClock
from bot.sandbox.hearing import calls_bot, command_in, mentioned, without_call
from bot.sandbox.people import BY_ID, CHANNELS, MEMBERS, Member, direct
from bot.sandbox.records import ORGANISATION, WORKSPACE, Entry
from bot.sandbox.view import Json
from bot.sandbox.workspace import Draft, NoSuchPlace, Workspace, channels_of
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
    ShowNothing,
    Submitted,
    Visitor,
    What,
    Where,
)
from handlers.ui import Message
from handlers.words import Reader

DIRECTORY = render.Directory(
    people=tuple((member.id, f"{member.name} · {member.title}") for member in MEMBERS),
    channels=tuple((channel.id, f"#{channel.name}") for channel in CHANNELS),
)
NOTHING: Json = {"kind": "nothing"}


class Desk(Protocol):
    """Where a request is handled; its effects are stored when it returns."""

    async def handle(self, request: Request) -> Answer: ...


class Turns:
    """One verb for each thing a person can do."""

    def __init__(
        self,
        desk: Desk,
        workspace: Workspace,
        clock: MovableClock,
        new_id: Callable[[], str],
        address: str,
        entry: str,
        pictures: Pictures = nowhere,
    ) -> None:
        self._pictures = pictures
        self._desk = desk
        self._workspace = workspace
        self._clock = clock
        self._new_id = new_id
        self._address = address
        self._entry = entry

    async def say(self, said: Says) -> Json:
        """A typed text: kept as a message unless it is a command, and heard by the bot where it listens."""
        command = command_in(said.text)
        if command is not None:
            return await self._command(said, command)
        member, now = _member(said), self._clock.now()
        channel = direct(member.id) if said.place == "home" else said.place
        _check(member, channel)
        draft = Draft(channel, author=member.id, text=said.text, thread=said.thread)
        entry = await self._workspace.post(draft, now)
        if not await self._listens(entry):
            return NOTHING
        what = Said(without_call(said.text))
        return await self._turn(said, what, key=f"message:{entry.id}", thread=entry.thread, others=mentioned(said.text))

    async def command(self, sent: Commands) -> Json:
        return await self._command(sent, Commanded(sent.name, sent.text))

    async def press(self, pressed: Presses) -> Json:
        return await self._turn(pressed, Pressed(pressed.token), can_open_form=True)

    async def submit(self, sent: Submits) -> Json:
        picked = {part for answer in sent.answers.values() for part in answer.split(",")}
        others = tuple(member.visitor() for member in MEMBERS if member.id in picked)
        return await self._turn(sent, Submitted(sent.token, sent.answers), can_answer=True, others=others)

    async def close(self, closed: Presses) -> Json:
        return await self._turn(closed, Closed(closed.token))

    async def hand_over(self, handed: HandsOver) -> Json:
        """A message becomes the beginning of something: its words, and a link back to it."""
        entry = await self._workspace.entry(handed.message, _member(handed).id, self._clock.now())
        link = f"{self._address}/#{entry.channel}/{entry.id}"
        what = FromMessage(self._entry, entry.text or entry.summary, link)
        return await self._turn(handed, what, can_open_form=True)

    async def home(self, opened: Acts) -> Json:
        return await self._turn(opened, HomeOpened())

    async def _command(self, acts: Acts, command: Commanded) -> Json:
        others = mentioned(command.text)
        return await self._turn(acts, command, can_open_form=True, can_answer=True, others=others)

    async def _listens(self, entry: Entry) -> bool:
        """The bot hears its direct messages, its name, and replies to what it said."""
        if entry.channel == direct(entry.author) or calls_bot(entry.text):
            return True
        if not entry.thread:
            return False
        root = await self._workspace.entry(entry.thread, entry.author, self._clock.now())
        return not root.author

    async def _turn(
        self,
        acts: Acts,
        what: What,
        *,
        key: str = "",
        thread: str = "",
        can_open_form: bool = False,
        can_answer: bool = False,
        others: tuple[Visitor, ...] = (),
    ) -> Json:
        where = _where(acts, thread)
        request = Request(
            organisation=ORGANISATION,
            key=key or f"act:{self._new_id()}",
            who=_member(acts).visitor(),
            where=where,
            now=self._clock.now(),
            what=what,
            can_open_form=can_open_form,
            can_answer=can_answer,
            others=others,
            channels={channel.name: channel.id for channel in CHANNELS},
        )
        return await self._shown(await self._desk.handle(request), acts.member, where)

    async def _shown(self, answer: Answer, member: str, where: Where) -> Json:
        match answer:
            case ShowForm(form, reader):
                html = render.form(form, reader, DIRECTORY)
                return {"kind": "form", "html": html, "language": reader.language}
            case ShowMessage(message, reader):
                await self._whisper(message, reader, member, where)
                return {"kind": "message"}
            case ShowHome(message, reader):
                html, summary = render.message(message, reader, self._pictures), reader.read(message.summary)
                await self._workspace.show_home(member, html, summary, self._clock.now())
                return {"kind": "home", "html": html}
            case ShowNothing():
                return NOTHING
            case _:
                assert_never(answer)

    async def _whisper(self, message: Message, reader: Reader, member: str, where: Where) -> None:
        """For that person only, where they are; at home there is no such place, so in their direct messages."""
        draft = Draft(
            channel=where.channel or direct(member),
            html=render.message(message, reader, self._pictures),
            summary=reader.read(message.summary),
            language=reader.language,
            thread=where.thread,
            only_for="" if where.kind != "channel" else member,
        )
        await self._workspace.post(draft, self._clock.now())


def _member(acts: Acts) -> Member:
    return BY_ID[acts.member]


def _check(member: Member, channel: str) -> None:
    if channel not in channels_of(member.id):
        raise NoSuchPlace(channel)


def _where(acts: Acts, thread: str) -> Where:
    """The chat of the act. Raises NoSuchPlace for somebody else's."""
    if acts.place == "home":
        return Where(WORKSPACE, "", "home")
    _check(_member(acts), acts.place)
    kind: Kind = "direct" if acts.place == direct(acts.member) else "channel"
    return Where(WORKSPACE, acts.place, kind, thread or acts.thread)
