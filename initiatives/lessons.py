"""What is learnt when something stops, and the remarks exchanged about a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Lesson:
    """Four answers for whoever comes next; it carries no blame."""

    id: str
    organisation: str
    initiative: str
    by: str
    at: datetime
    tried: str
    happened: str
    why: str
    reuse: str


@dataclass(frozen=True)
class Remark:
    """A question or an answer about a proposal, in its writer's own words."""

    id: str
    organisation: str
    initiative: str
    by: str
    text: str
    at: datetime
