"""Questions and worries that nobody's name stands under, and what the programme lead makes of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from initiatives.rules import Rule, RuleBroken

MOST_A_DAY = 3
"""How many somebody may send on one day."""


class WorryState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    KEPT_BACK = "kept_back"


@dataclass(frozen=True)
class Worry:
    """What was asked, without whoever asked it. `put_at` is when the admins are told, None afterwards.

    `question` and `answer` are what everybody reads, in the words of the admin who answered.
    """

    id: str
    organisation: str
    text: str
    on: date
    put_at: datetime | None
    state: WorryState = WorryState.OPEN
    question: str = ""
    answer: str = ""
    by: str = ""
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the admins were told of it and none has dealt with it."""
        return self.state is WorryState.OPEN and self.put_at is None

    @property
    def month(self) -> str | None:
        """The month (UTC) in which it was answered for everybody."""
        return f"{self.answered_at:%Y-%m}" if self.state is WorryState.ANSWERED and self.answered_at else None


@dataclass(frozen=True)
class WorryMark:
    """How many somebody has sent on a day, under a name that only the installation's secret makes; dropped at the day's end."""

    id: str
    organisation: str
    forget_at: datetime
    count: int = 0


def told_at(now: datetime) -> datetime:
    """The next full hour: the moment itself would tell who wrote just then."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def counted(mark: WorryMark) -> WorryMark:
    """One more on that day; raises RuleBroken when it is one too many."""
    if mark.count >= MOST_A_DAY:
        raise RuleBroken("text", Rule.ENOUGH_TODAY)
    return replace(mark, count=mark.count + 1)


def answered(worry: Worry, question: str, answer: str, by: str, at: datetime) -> Worry:
    """For everybody to read; raises RuleBroken when it has been dealt with."""
    if worry.state is not WorryState.OPEN:
        raise RuleBroken("", Rule.WRONG_STAGE)
    return replace(
        worry, state=WorryState.ANSWERED, question=question, answer=answer, by=by, answered_at=at, put_at=None
    )


def kept_back(worry: Worry, by: str, at: datetime) -> Worry:
    """Read, and not answered in public; what was written goes."""
    if worry.state is not WorryState.OPEN:
        raise RuleBroken("", Rule.WRONG_STAGE)
    return replace(worry, state=WorryState.KEPT_BACK, text="", by=by, answered_at=at, put_at=None)
