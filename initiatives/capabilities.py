"""What initiatives leave behind for others to build on: a pipeline, a skill, a validated tool, a redesigned process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from initiatives.reinvesting import month_of


class Kind(StrEnum):
    PIPELINE = "pipeline"
    SKILL = "skill"
    TOOL = "tool"
    PROCESS = "process"


@dataclass(frozen=True)
class Capability:
    """Left behind by an initiative, which was called `about` then; `where` says where it is found.

    One that is not `active` was taken out, because it is not there any more.
    """

    id: str
    organisation: str
    kind: Kind
    name: str
    initiative: str
    at: datetime
    where: str = ""
    about: str = ""
    active: bool = True

    @property
    def month(self) -> str:
        return month_of(self.at.astimezone(UTC).date())

    @property
    def said(self) -> str:
        """What it is searched and compared by: nothing once it was taken out."""
        return "\n".join(filter(None, (self.name, self.about, self.where))) if self.active else ""


@dataclass(frozen=True)
class Building:
    """An initiative builds on a capability."""

    id: str
    organisation: str
    initiative: str
    capability: str


def building_id(initiative: str, capability: str) -> str:
    """One per initiative and capability."""
    return f"{initiative}.{capability}"
