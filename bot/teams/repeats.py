"""Sentences that Teams brings again: without an answer for 15 seconds it sends the same activity under a new id."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.teams.inbound import Heard
from handlers.requests import Said

SLOW = 10.0
"""Seconds after which a turn may be brought again; nobody types the same sentence twice while such a turn runs."""
LATE = 20.0
"""Seconds after the end of a slow turn within which its repeat may still arrive."""


class Repeats:
    """The sentences under way. Clicks and forms need none of this: their tokens say that they were handled."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._running: dict[tuple[str, ...], float] = {}
        self._ended: dict[tuple[str, ...], float] = {}

    @contextmanager
    def turn(self, heard: Heard) -> Iterator[bool]:
        """For the time of a turn; True when it is one that is under way already, or was until just now."""
        if not isinstance(heard.what, Said):
            yield False
            return
        key = (heard.conversation, heard.where.thread, heard.user, heard.what.text)
        if self._brought_again(key):
            yield True
            return
        began = self._running[key] = self._clock()
        try:
            yield False
        finally:
            self._running.pop(key, None)
            now = self._clock()
            if now - began >= SLOW:
                self._ended[key] = now

    def _brought_again(self, key: tuple[str, ...]) -> bool:
        now = self._clock()
        self._ended = {known: ended for known, ended in self._ended.items() if now - ended < LATE}
        began = self._running.get(key)
        return key in self._ended or (began is not None and now - began >= SLOW)
