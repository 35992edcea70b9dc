"""A file that was sent into the chat: how it travels in buttons and cards, and what it changes about the number it backs."""

from __future__ import annotations

from dataclasses import replace

from handlers.bundles import of_week
from handlers.confirming import drawn_again, key_of, shown_again
from handlers.conversation import Also, Card, Post, Reply, Turn
from handlers.ui import Args
from initiatives.backing import File
from initiatives.check_ins import CheckIn
from initiatives.initiative import Initiative
from initiatives.kpi import Reading
from storage.records import Delivery, To

OFFERED, OTHERS = "file.offered", "file.others"
NAME, AT = "file", "file_at"
"""What a button or a card carries of a file."""
NUMBERS = ("check_in.answered", "confirm.sent", "confirm.refused", "file.kept")
"""The cards that are about one number: a reply to them is about it."""


def chosen(files: tuple[File, ...]) -> File | None:
    """The one of them that is kept: the first that has a link."""
    return next((file for file in files if file.link), files[0] if files else None)


def carried_file(file: File | None) -> dict[str, str]:
    return {NAME: file.name, AT: file.link} if file is not None else {}


def file_in(about: Args) -> File | None:
    """The file that came with it, where it has a link."""
    return File(about.get(NAME, ""), about[AT]) if about.get(AT) else None


def beside(about: Args) -> dict[str, str]:
    """What is carried on from one question to the next."""
    return {name: about[name] for name in (NAME, AT) if about.get(AT) and name in about}


def number_of(thread: Delivery | None) -> dict[str, str]:
    """The number that a thread is about."""
    if thread is None or thread.card not in NUMBERS:
        return {}
    return {name: thread.about[name] for name in ("initiative", "week") if name in thread.about}


def action_of(about: Args) -> str:
    """Where it is known which number it backs it does so, and otherwise it is asked."""
    return "file.back" if about.get("initiative") and about.get(AT) else "file.sent"


def offered_beside(turn: Turn, reply: Reply, file: File | None) -> Reply:
    """The reply to the words, and the question about the file that came with them."""
    return _beside(turn, reply, Card(OFFERED, carried_file(file))) if file is not None else reply


def others_beside(turn: Turn, reply: Reply, files: tuple[File, ...]) -> Reply:
    """Of several files one is kept, and that is said."""
    return _beside(turn, reply, Card(OTHERS, carried_file(chosen(files)))) if len(files) > 1 else reply


def _beside(turn: Turn, reply: Reply, card: Card) -> Reply:
    post = Post(To(person=turn.person.id, workspace=turn.where.workspace), card, once=False)
    return replace(reply, also=(*reply.also, post))


async def back(turn: Turn, initiative: Initiative, done: CheckIn, file: File, words: str) -> Also:
    """The week's answer and its readings with the file behind them, and all that shows them; what confirms them stays."""
    comment = f"{done.comment} {words}".strip()
    await turn.store.keep_check_in(replace(done, link=file.link, file=file.name, comment=comment))
    for reading in await _newest(turn, initiative, done):
        again = replace(reading, id=turn.new_id(), at=turn.now, link=file.link, file=file.name)
        await turn.store.add_reading(again)
    shown = [key for nudge in await of_week(turn.store, initiative, done.week, done.by, turn.person.id)
             for key in (nudge.delivery, nudge.reminder) if key]  # fmt: skip
    asked = [key_of(one) for one in done.confirmations]
    also: Also = tuple([each for key in (*shown, *asked) for each in await drawn_again(turn.store, turn.org, key)])
    told = [each for one in done.confirmations for each in await shown_again(turn.store, turn.org, one)]
    return (*also, *told)


async def _newest(turn: Turn, initiative: Initiative, done: CheckIn) -> list[Reading]:
    """What counts of each number of that week: what was said last."""
    values = dict(done.values)
    found: dict[str, Reading] = {}
    for reading in await turn.store.readings(turn.org, initiative.id):
        if reading.week == done.week and values.get(reading.kpi) == reading.value:
            found[reading.kpi] = reading
    return list(found.values())
