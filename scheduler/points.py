"""The named moments of sending and of the jobs: at each of them a process may end, and a proof makes it end there."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """In the order in which a message passes them. To claim a row and to count the attempt is one commit, so it is one point."""

    BEFORE_CLAIM = "before the claim"
    WHILE_CLAIMING = "before the claim is committed"
    AFTER_CLAIM = "after the claim"
    BEFORE_CALL = "before the call"
    AFTER_CALL = "after the answer"
    WHILE_RECORDING = "before the end is committed"
    AFTER_RECORD = "after the end"
    BEFORE_LOOK = "before the look"
    AFTER_LOOK = "after the look"
    WHILE_TAKING = "before the job is committed"
    AFTER_TAKING = "after the job"


Passing = Callable[[Point, str], None]
"""Called with a point and the delivery or job that has come to it."""


def go_on(_point: Point, _subject: str) -> None:
    """Nothing happens there."""
