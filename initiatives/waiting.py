"""A number that a system has sent and that can hardly be meant: it waits until whoever answers for it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from initiatives.plausible import is_doubtful


class Fate(StrEnum):
    """What became of it."""

    OPEN = "open"
    KEPT = "kept"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class WaitingNumber:
    """One per number, day and value: whatever is sent again is asked about once.

    `last` is what it was before, `source` the system that sent it, `question` the delivery that asks about it. It names
    nobody: whoever answers for the initiative by then says.
    """

    id: str
    organisation: str
    initiative: str
    kpi: str
    value: Decimal
    on: date
    source: str
    at: datetime
    last: Decimal | None = None
    comment: str = ""
    question: str = ""
    fate: Fate = Fate.OPEN

    @property
    def is_open(self) -> bool:
        return self.fate is Fate.OPEN


def waiting_id(initiative: str, kpi: str, on: date, value: Decimal) -> str:
    """The same for the same number, however its value is written."""
    return f"{initiative}.{kpi}.{on.isoformat()}.{value.normalize():f}"


def must_wait(value: Decimal, unit: str, last: Decimal | None, in_its_week: Decimal | None) -> bool:
    """Whether it fits neither what was before its week, nor what stands for the week already."""
    if not is_doubtful(value, unit, last):
        return False
    return in_its_week is None or is_doubtful(value, unit, in_its_week)
