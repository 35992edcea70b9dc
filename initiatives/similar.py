"""Initiatives about the same thing: which are close to one, who has the same, and two that become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from initiatives.initiative import Initiative, Likeness, Stage, declined
from initiatives.likeness.alike import ranked

ALIKE = 0.46
"""From here on two texts are probably about one thing; at a tenth more or less people see more or miss more."""
SHOWN = 3
KEPT = timedelta(days=90)
"""How long a proposal that waits for its proposer's word is kept."""


class Join(StrEnum):
    """What became of somebody's wish to take part. NONE: they only have the same."""

    NONE = "none"
    ASKED = "asked"
    WELCOME = "welcome"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Backing:
    """Somebody has what an initiative is about, too. `proposed` is the proposal of theirs that became one with it."""

    id: str
    organisation: str
    initiative: str
    person: str
    at: datetime
    join: Join = Join.NONE
    proposed: str = ""


@dataclass(frozen=True)
class Held:
    """A proposal as it was typed, while its proposer looks at the ones it is close to.

    `answers` are all that was answered, by question, and `about` is what the form was about: for the parts that a proposal has
    beside its own words.
    """

    id: str
    organisation: str
    person: str
    initiative: Initiative
    near: tuple[str, ...]
    at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def forget_at(self) -> datetime:
        return self.at + KEPT


def backing_id(initiative: str, person: str) -> str:
    return f"{initiative}.{person}"


def closest(to: Initiative, candidates: Sequence[Initiative], most: int = SHOWN) -> list[Initiative]:
    """Those that are probably about the same thing, closest first; none that has become one with another."""
    others = [(one, one.said) for one in candidates if one.id != to.id and not (one.likeness and one.likeness.same_as)]
    return [one for one, score in ranked(to.said, others) if score >= ALIKE][:most]


def linked(initiative: Initiative, near: tuple[str, ...]) -> Initiative:
    """The proposal that went on beside those."""
    return replace(initiative, likeness=Likeness(near)) if near else initiative


def merged(initiative: Initiative, into: Initiative, *, by: str, why: str, at: datetime) -> Initiative:
    """The proposal ends, since it is the same as the other.

    Raises:
        RuleBroken: it is no proposal any more.
    """
    ended = declined(initiative, by=by, why=why.strip() or into.title, at=at)
    near = initiative.likeness.near if initiative.likeness else ()
    return replace(ended, likeness=Likeness(near, into.id))


def moved(backings: Sequence[Backing], initiative: Initiative, into: Initiative, at: datetime) -> list[Backing]:
    """Whoever had the one has the other now, and its proposer with credit; the other's own people need not say so."""
    proposer = Backing(
        backing_id(into.id, initiative.proposer), into.organisation, into.id, initiative.proposer, at,
        proposed=initiative.id,
    )  # fmt: skip
    others = [
        replace(one, id=backing_id(into.id, one.person), initiative=into.id)
        for one in backings
        if one.person not in (into.proposer, into.owner, initiative.proposer)
    ]
    return others if initiative.proposer in (into.proposer, into.owner) else [proposer, *others]


def is_ones_own(initiative: Initiative, person: str) -> bool:
    """Whether somebody proposed or owns it: they need not say that they have it, nor join."""
    return bool(person) and person in (initiative.proposer, initiative.owner)


def is_open(initiative: Initiative) -> bool:
    """Whether there is still something to take part in."""
    return initiative.stage is Stage.PROPOSED or initiative.asked_weekly
