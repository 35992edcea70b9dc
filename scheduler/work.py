"""What the sender has in hand: a row about to be called, or one in doubt about to be looked for."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.deliveries import Drawn
from handlers.messenger import Address, Limit, Sent
from scheduler.pacing import Room
from storage.records import Delivery


@dataclass(frozen=True)
class Work:
    """One row about to be sent or changed as drawn; to be removed when nothing is drawn.

    `limits` are what the call counts against, unless it is `counted`; `room` is what those of its place say.
    """

    row: Delivery
    drawn: Drawn | None
    counted: bool = False
    limits: tuple[Limit, ...] = ()
    room: Room | None = None

    @property
    def sent(self) -> Sent:
        """The message that is out, for a row that has one."""
        return out(self.row)

    @property
    def workspace(self) -> str:
        return place_of(self.row, self.drawn).workspace


def out(row: Delivery) -> Sent:
    """The message that is out, for a row that has one."""
    return Sent(row.workspace, row.channel, row.message, row.lasting)


def place_of(row: Delivery, drawn: Drawn | None) -> Address | Sent:
    """Where a call goes: a message that is out stays where it is, whatever account its reader has by now."""
    return out(row) if row.message or drawn is None else drawn.address


@dataclass(frozen=True)
class Doubt:
    """One row whose call was begun, about to be looked for where it was sent."""

    row: Delivery
    address: Address
    limits: tuple[Limit, ...]
    counted: bool
