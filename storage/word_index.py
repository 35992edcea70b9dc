"""Words of records in memory: which records hold a word, kept up lazily, so that only a search pays for it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from storage.wording import Postings, Words

Asked = Callable[[int], tuple[str, str]]
"""The organisation and the text of a record by its number."""


class WordIndex:
    """By organisation and word, the numbers of the records that hold it, ascending."""

    def __init__(self, words_of: Callable[[str], Iterable[str]]) -> None:
        self._words_of = words_of
        self._postings: dict[tuple[str, str], array[int]] = {}
        self._waiting: dict[int, None] = {}

    def changed(self, number: int, organisation: str, before: str | None, now: str | None) -> None:
        """What a record says has become another text; None for no record."""
        if before == now:
            return
        if number in self._waiting:
            del self._waiting[number]
        elif before is not None:
            self._drop(number, organisation, before)
        if now is not None:
            self._waiting[number] = None

    def postings(self, organisation: str, words: Words, most: int, asked: Asked) -> Iterator[tuple[float, Postings]]:
        """For each word its weight and the newest `most` records that hold it, newest first; the rarest word first."""
        self.catch_up(asked)
        held = [(weight, self._postings.get((organisation, word), array("Q"))) for word, weight in words.items()]
        for weight, numbers in sorted(held, key=lambda one: len(one[1])):
            if numbers:
                yield weight, numbers[: -most - 1 : -1]

    def catch_up(self, asked: Asked) -> None:
        """Read what has changed since the last search."""
        for number in self._waiting:
            organisation, text = asked(number)
            for word in self._words_of(text):
                self._add((organisation, word), number)
        self._waiting.clear()

    def _add(self, key: tuple[str, str], number: int) -> None:
        numbers = self._postings.setdefault(key, array("Q"))
        if not numbers or numbers[-1] < number:
            numbers.append(number)
        else:
            numbers.insert(bisect_left(numbers, number), number)

    def _drop(self, number: int, organisation: str, text: str) -> None:
        for word in self._words_of(text):
            numbers = self._postings[organisation, word]
            del numbers[bisect_left(numbers, number)]
            if not numbers:
                del self._postings[organisation, word]
