"""What is written down of one initiative of the demo company, from which its whole history follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from initiatives.initiative import Sensitivity
from initiatives.kpi import Direction

Ending = Literal["proposed", "declined", "parked", "trial", "validation", "replication", "running", "stopped"]


@dataclass(frozen=True)
class Taught:
    """The four answers of a lesson, and the working days it took."""

    tried: str
    happened: str
    why: str
    reuse: str
    days: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One initiative. Days and weeks count back from the Monday of the present week.

    `start` is how many weeks ago its trial began (0: it begins next Monday), `weeks` its length; `shares` are per cent of the way
    at each check-in, one a week, except those `missed`, counted from 0. Without `baseline` nobody has measured yet. `more` are
    weeks given at the trial's end. `system` sends the numbers, where one does; from check-in `confirmed_from` on somebody confirms them.
    `replicated` and `running` are how many weeks ago it came to those stages, `parked` after how many it comes back.
    """

    id: str
    by: str
    pain: str
    idea: str
    reach: str
    hours: int
    kpi: str
    unit: str
    target: str
    proposed: int
    baseline: str = ""
    direction: Direction = Direction.DOWN
    tool: str = ""
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    owner: str = ""
    ending: Ending = "trial"
    start: int = 0
    weeks: int = 4
    more: int = 0
    shares: tuple[int, ...] = ()
    step: str = "1"
    told: bool = False
    system: str = ""
    confirmed_by: str = ""
    confirmed_from: int = 0
    adopts: str = ""
    why: str = ""
    lesson: Taught | None = None
    days: int = 0
    cost: int = 0
    replicated: int = 0
    running: int = 0
    parked: int = 0
    co_owners: tuple[str, ...] = ()
    missed: tuple[int, ...] = ()
    comments: dict[int, str] = field(default_factory=dict)

    @property
    def way(self) -> Decimal:
        """From baseline to target."""
        return Decimal(self.target) - Decimal(self.baseline)
