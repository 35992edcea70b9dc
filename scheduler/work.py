"""What the sender has in hand: a row about to be called, or one in doubt about to be looked for."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.deliveries import Drawn
from handlers.messenger import Address, Limit, Sent
from storage.records import Delivery


@dataclass(frozen=True)
class Work:
    """One row about to be sent or changed as drawn; to be removed when nothing is drawn."""

    row: Delivery
    drawn: Drawn | None
    counted: bool = False

    @property
    def sent(self) -> Sent:
        """The message that is out, for a row that has one."""
        return Sent(self.row.workspace, self.row.channel, self.row.message, self.row.lasting)

    @property
    def place(self) -> Address | Sent:
        """Where the call goes: a message that is out stays where it is, whatever account its reader has by now."""
        return self.sent if self.row.message or self.drawn is None else self.drawn.address

    @property
    def workspace(self) -> str:
        return self.place.workspace


@dataclass(frozen=True)
class Doubt:
    """One row whose call was begun, about to be looked for where it was sent."""

    row: Delivery
    address: Address
    limits: tuple[Limit, ...]
    counted: bool
