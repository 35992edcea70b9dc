"""A web process of a crowd: owners press “Same as last week”, and what was kept for them is noted once it is answered."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import count
from pathlib import Path

from benchmarks.company import Company, opaque
from bot.wiring import Engine, new_id
from handlers.requests import Pressed, Request, Visitor, Where
from handlers.ui import Button, Buttons, Message
from handlers.words import Typed
from initiatives.calendar import iso_week
from initiatives.check_ins import check_in_id
from storage.records import DeliveryState
from storage.rows import StorageFailed
from tests.crashing.orders import FileClock, Orders

PAUSE = 0.02
STRIDE = 7919
"""Owners answer in an order that is not the one in which they are asked."""


async def answering(orders: Orders, built: Engine) -> None:
    """Goes on until the process is killed. Every line in `told` was on somebody's screen."""
    company, clock = Company(orders.size, orders.workspaces), FileClock(Path(orders.clock))
    mine, told = range(orders.share, orders.size, orders.shares), Told(Path(orders.told))
    for step in count(told.lines()):
        with suppress(StorageFailed):  # whoever pressed is told, and presses again
            await _answer(built, company, mine[step * STRIDE % len(mine)], clock, told)
        await asyncio.sleep(PAUSE)


async def _answer(built: Engine, company: Company, number: int, clock: FileClock, told: Told) -> None:
    week = iso_week(clock.now().date())
    if not await _is_there(built, company.of(number), f"nudge.{opaque(f'person{number}')}.{week}", clock):
        return
    await built.desk.handle(_press(company, built, number, week, clock))
    key = check_in_id(opaque(f"initiative{number}"), week)
    async with built.store.transaction(clock.now()) as store:
        kept = await store.check_in(company.of(number), key)
    if kept is not None:
        told.note(f"{company.of(number)} {key}")


async def _is_there(built: Engine, organisation: str, delivery: str, clock: FileClock) -> bool:
    """Whether the message with the button may be on their screen: nobody presses what was not sent."""
    async with built.store.transaction(clock.now()) as store:
        row = await store.delivery(organisation, delivery)
    return row is not None and row.state in (DeliveryState.SENT, DeliveryState.UNCONFIRMED)


class Told:
    """A file that the next process goes on with."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def lines(self) -> int:
        return len(self._path.read_text(encoding="ascii").splitlines())

    def note(self, line: str) -> None:
        with self._path.open("a", encoding="ascii") as file:
            file.write(line + "\n")


def _press(company: Company, built: Engine, number: int, week: str, clock: FileClock) -> Request:
    about = {"initiative": opaque(f"initiative{number}"), "week": week}
    drawn = Message(Typed("-"), (Buttons((Button(Typed("Same as last week"), "check_in.same", about),)),))
    (row,) = built.builder.seal.message(drawn, f"nudge.{opaque(f'person{number}')}.{week}", 1).blocks
    assert isinstance(row, Buttons)
    who = Visitor(f"U{number}", f"Owner {number}", "UTC", "en", email=f"owner{number}@example.org")
    where = Where(company.workspace(number), f"D{number}", "direct", "")
    token = Pressed(row.buttons[0].token)
    return Request(company.of(number), new_id(), who, where, clock.now(), token, True, False)
