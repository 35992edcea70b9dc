"""What can be learnt in a minute, which of it a proposal shows the need for, and who has read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from initiatives.initiative import Initiative, Sensitivity
from initiatives.rules import Rule, RuleBroken

FEWEST = 3
"""Below so many readers a count says nothing, so that nobody can be guessed."""
MOST_CARDS, MOST_PARAGRAPHS = 50, 3
"""How many cards of its own an organisation offers, and of how many paragraphs each is made."""


class Topic(StrEnum):
    """The cards that are there from the start."""

    DATA = "data"
    MEASURING = "measuring"
    CHECKING = "checking"
    PROMPTS = "prompts"
    WRITING_DOWN = "writing_down"
    LIMITS = "limits"


class Need(StrEnum):
    """What a proposal can show that something to learn helps with; what weighs most comes first."""

    SENSITIVE = "sensitive"
    UNMEASURED = "unmeasured"
    UNCLEAR = "unclear"
    NO_TOOL = "no_tool"


HELPS = {
    Need.SENSITIVE: Topic.DATA,
    Need.UNMEASURED: Topic.MEASURING,
    Need.UNCLEAR: Topic.DATA,
    Need.NO_TOOL: Topic.LIMITS,
}


@dataclass(frozen=True)
class OwnCard:
    """A card that the organisation has written itself; one that was taken away is still known to those who have read it.

    Without a `need` it is only ever found in the list.
    """

    id: str
    organisation: str
    title: str
    said: tuple[str, ...]
    link: str = ""
    need: Need | None = None
    active: bool = True


@dataclass(frozen=True)
class Learnt:
    """Somebody says that they have read a card, or that they were at a workshop.

    `of` is a topic, or the id of one of the organisation's own cards or of a workshop.
    """

    id: str
    organisation: str
    person: str
    of: str
    at: datetime


def learnt_id(person: str, of: str) -> str:
    """One for each person and card."""
    return f"{person}.{of}"


def needs(initiative: Initiative) -> tuple[Need, ...]:
    """What a proposal shows the need for, most first."""
    sensitive = initiative.sensitivity in (Sensitivity.PERSONAL, Sensitivity.CONFIDENTIAL)
    shown = (
        (Need.SENSITIVE, sensitive),
        (Need.UNMEASURED, initiative.leading.baseline is None),
        (Need.UNCLEAR, initiative.sensitivity is Sensitivity.UNKNOWN),
        (Need.NO_TOOL, not initiative.tool.strip()),
    )
    return tuple(need for need, shows in shown if shows)


def needed(need: Need, known: Collection[str], own: Iterable[OwnCard]) -> OwnCard | Topic | None:
    """The card that helps with it and is not known yet: one of the organisation's own before one that was always there."""
    mine = next((card for card in own if card.active and card.need is need and card.id not in known), None)
    topic = HELPS[need]
    return mine or (topic if topic not in known else None)


def checked(card: OwnCard, others: Sequence[OwnCard]) -> OwnCard:
    """The card as it may be kept beside the others that are offered.

    Raises:
        RuleBroken: nothing is said, the link is none, or too many are offered already.
    """
    if not card.title:
        raise RuleBroken("title", Rule.EMPTY)
    if not card.said:
        raise RuleBroken("first", Rule.EMPTY)
    if card.link and not is_link(card.link):
        raise RuleBroken("link", Rule.NOT_A_LINK)
    if all(other.id != card.id for other in others) and len(others) >= MOST_CARDS:
        raise RuleBroken("title", Rule.ENOUGH_TO_LEARN)
    return card


def is_link(text: str) -> bool:
    return re.fullmatch(r"https://[^\s<>\"|]+", text) is not None
