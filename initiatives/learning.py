"""What can be learnt in a minute, which of it a proposal shows the need for, and who has read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from initiatives.initiative import Initiative, Sensitivity

FEWEST = 3
"""Below so many readers a count says nothing, so that nobody can be guessed."""


class Topic(StrEnum):
    DATA = "data"
    MEASURING = "measuring"
    CHECKING = "checking"
    PROMPTS = "prompts"
    WRITING_DOWN = "writing_down"
    LIMITS = "limits"


@dataclass(frozen=True)
class Learnt:
    """Somebody says that they have read a topic's card."""

    id: str
    organisation: str
    person: str
    topic: Topic
    at: datetime


def learnt_id(person: str, topic: Topic) -> str:
    """One per person and topic."""
    return f"{person}.{topic}"


def needed(initiative: Initiative, known: Collection[Topic]) -> Topic | None:
    """The one topic that a proposal shows the need for most and that its proposer has not read."""
    sensitive = initiative.sensitivity in (Sensitivity.PERSONAL, Sensitivity.CONFIDENTIAL)
    shown = (
        (Topic.DATA, sensitive),
        (Topic.MEASURING, initiative.leading.baseline is None),
        (Topic.DATA, initiative.sensitivity is Sensitivity.UNKNOWN),
        (Topic.LIMITS, not initiative.tool.strip()),
    )
    return next((topic for topic, shows in shown if shows and topic not in known), None)
