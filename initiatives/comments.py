"""Comments on an initiative: who said what where, and what is still to be told of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

MOST = 1000
"""How many characters a comment has room for."""
VOICES = 20
"""Whoever commented last hears of what follows: so many people at most."""
TOGETHER = timedelta(minutes=15)
"""What is said within this time of the first comment that nobody was told of is told with it."""


class Gone(StrEnum):
    TAKEN_BACK = "taken_back"
    REMOVED = "removed"


@dataclass(frozen=True)
class Comment:
    """One comment; they are counted from 1 for each initiative. What is gone has lost its text and keeps its number.

    `story` and `lesson` say that it was written to one of them, which anybody may read: then it is `open` to all, too.
    """

    id: str
    organisation: str
    initiative: str
    number: int
    by: str
    text: str
    at: datetime
    story: str = ""
    lesson: str = ""
    gone: Gone | None = None

    @property
    def open(self) -> bool:
        return bool(self.story or self.lesson)

    def without_text(self, gone: Gone) -> Comment:
        return replace(self, text="", gone=gone)


def comment_id(initiative: str, number: int) -> str:
    """By its number, so that the newest are found however many there are."""
    return f"{initiative}.{number}"


@dataclass(frozen=True)
class Talk:
    """What is said about one initiative, kept under its id: the number of the last comment and how many still stand.

    `voices` are the people who commented, the last of them first. `untold` is the number of the first comment nobody was told
    of, and `tell_at` when they are; 0 and None when there is none. `round` counts how often somebody was told.
    """

    id: str
    organisation: str
    last: int = 0
    count: int = 0
    voices: tuple[str, ...] = ()
    untold: int = 0
    tell_at: datetime | None = None
    round: int = 0

    def with_comment(self, by: str, at: datetime) -> Talk:
        """One comment more, told together with those that wait already."""
        return replace(
            self,
            last=self.last + 1,
            count=self.count + 1,
            voices=_first(by, self.voices)[:VOICES],
            untold=self.untold or self.last + 1,
            tell_at=self.tell_at or at + TOGETHER,
        )

    def with_one_less(self) -> Talk:
        return replace(self, count=self.count - 1)

    def told(self) -> Talk:
        return replace(self, untold=0, tell_at=None, round=self.round + 1)

    def without(self, person: str) -> Talk:
        return replace(self, voices=tuple(one for one in self.voices if one != person))

    def with_one_person(self, stays: str, goes: str) -> Talk:
        """The same after two people turned out to be one."""
        return replace(self, voices=tuple(dict.fromkeys(stays if one == goes else one for one in self.voices)))


def _first(person: str, voices: tuple[str, ...]) -> tuple[str, ...]:
    return (person, *(one for one in voices if one != person))
