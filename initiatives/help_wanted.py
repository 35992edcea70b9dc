"""What help an initiative looks for, who was asked for it, and what somebody with such a skill finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from initiatives.blockers import subjects
from initiatives.rules import Rule, RuleBroken

LOOKED_FOR = timedelta(days=60)
"""How long others find it."""
MOST_ASKED = 3
"""How many people wait to answer at once."""
ANSWERS_IN = timedelta(days=14)
"""From then on somebody who has not answered holds up nobody else."""


class HelpState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class HelpWanted:
    """Kept under the id of the initiative, in the words of whoever answers for it."""

    id: str
    organisation: str
    text: str
    at: datetime

    @property
    def words(self) -> tuple[str, ...]:
        """What it is about: the words it is found by."""
        return tuple(sorted(subjects(self.text)))

    @property
    def forget_at(self) -> datetime:
        return self.at + LOOKED_FOR


@dataclass(frozen=True)
class HelpAsked:
    """Somebody was asked to help with an initiative, or has offered it by themselves."""

    id: str
    organisation: str
    initiative: str
    person: str
    at: datetime
    state: HelpState = HelpState.ASKED

    def waits(self, now: datetime) -> bool:
        """Whether an answer can still be expected."""
        return self.state is HelpState.ASKED and now - self.at < ANSWERS_IN


def help_id(initiative: str, person: str) -> str:
    return f"{initiative}.{person}"


def may_ask(asked: Iterable[HelpAsked], now: datetime) -> bool:
    """Whether somebody more may be asked now."""
    return sum(one.waits(now) for one in asked) < MOST_ASKED


def answered(asked: HelpAsked, state: HelpState) -> HelpAsked:
    """With the answer; raises RuleBroken when it is the one that was given already."""
    if asked.state is state:
        raise RuleBroken("", Rule.WRONG_STAGE)
    return replace(asked, state=state)


def fitting(skill: str, wanted: Iterable[HelpWanted]) -> Sequence[HelpWanted]:
    """What somebody with that skill may help with: most words in common first, then the newest."""
    known = subjects(skill)
    scored = [(len(known & subjects(one.text)), one) for one in wanted]
    newest = sorted(scored, key=lambda each: each[1].at, reverse=True)
    return [one for score, one in sorted(newest, key=lambda each: -each[0]) if score]
