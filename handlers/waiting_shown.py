"""How a number that waits is shown: what it is, what it was before, and the two answers to it."""

from __future__ import annotations

from handlers.conversation import Look, Role, only
from handlers.facts import title
from handlers.subjects import INITIATIVE
from handlers.ui import Block, Button, Buttons, Note, Para
from handlers.words import Amount, Day, Typed, Value, Words, say, say_n
from initiatives.initiative import Initiative
from initiatives.kpi import Kpi
from initiatives.waiting import Fate, WaitingNumber

ANSWERING = only(Role.OWNER, Role.DEPUTY)
IN_A_WEEK = 2
"""How many a weekly message shows of one initiative: it has several of them, and only so much room."""


async def in_week(look: Look, initiative: Initiative) -> list[Block]:
    """What waits of an initiative, for the weekly message of whoever answers for it."""
    open_ones = await look.store.waiting_numbers(look.org, initiative.id)
    if not open_ones or not await INITIATIVE.holds(look, initiative, ANSWERING):
        return []
    blocks = [block for one in open_ones[:IN_A_WEEK] for block in asked(initiative, one)]
    left = len(open_ones) - IN_A_WEEK
    if left > 0:
        blocks.append(
            Note(say_n("{n} more number waits: “mine” shows it.", "{n} more numbers wait: “mine” shows them.", left))
        )
    return blocks


def asked(initiative: Initiative, one: WaitingNumber, *, named: bool = False) -> list[Block]:
    """The number and the two answers; `named` where nothing beside it says what it is about."""
    line = _line(_kpi(initiative, one), one)
    about = {"initiative": initiative.id, "number": one.id}
    buttons = (
        Button(say("Keep it"), "waiting.keep", about),
        Button(say("Not this number"), "waiting.refuse", about),
    )
    text = say("{title}: {line}", title=title(initiative), line=line) if named else line
    return [Para(text), Buttons(buttons)]


def settled(initiative: Initiative, one: WaitingNumber) -> list[Block]:
    """The number and what became of it."""
    line = _line(_kpi(initiative, one), one)
    match one.fate:
        case Fate.KEPT:
            became = say("It is kept.")
        case Fate.REFUSED:
            became = say("It is not the number, so it counts nowhere.")
        case _:
            became = say("Another number has come since, so it counts nowhere.")
    return [Para(line), Note(became)]


def _line(kpi: Kpi, one: WaitingNumber) -> Words:
    sent: dict[str, Value] = {
        "system": Typed(one.source), "value": Amount(one.value, kpi.unit), "day": Day(one.on), "kpi": Typed(kpi.name),
    }  # fmt: skip
    if one.last is None:
        return say("{system} sent {value} for {day} ({kpi})", **sent)
    return say("{system} sent {value} for {day} ({kpi}); before it was {last}", last=Amount(one.last), **sent)


def _kpi(initiative: Initiative, one: WaitingNumber) -> Kpi:
    return next((kpi for kpi in initiative.kpis if kpi.id == one.kpi), initiative.leading)
