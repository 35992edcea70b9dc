"""Moments in their order, each with the number of a record: as quick with a hundred thousand of them as with a hundred."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import datetime
from itertools import chain

Entry = tuple[datetime, int]

MOST = 512
"""Entries in one run: one that is put in moves those behind it in its run, and no others."""


class InOrder:
    """Every entry once. They lie in runs, one behind the other, none of them empty."""

    def __init__(self) -> None:
        self._runs: list[list[Entry]] = []
        self._lasts: list[Entry] = []

    def __iter__(self) -> Iterator[Entry]:
        """Earliest first."""
        return chain.from_iterable(self._runs)

    def add(self, entry: Entry) -> None:
        if not self._runs:
            self._runs, self._lasts = [[entry]], [entry]
            return
        at = min(bisect_left(self._lasts, entry), len(self._runs) - 1)
        run = self._runs[at]
        insort(run, entry)
        if len(run) > MOST:
            self._runs[at : at + 1] = [run[: MOST // 2], run[MOST // 2 :]]
            self._lasts.insert(at, self._runs[at][-1])
            at += 1
        self._lasts[at] = self._runs[at][-1]

    def remove(self, entry: Entry) -> None:
        """One that is there."""
        at = bisect_left(self._lasts, entry)
        run = self._runs[at]
        del run[bisect_left(run, entry)]
        if run:
            self._lasts[at] = run[-1]
        else:
            del self._runs[at], self._lasts[at]
