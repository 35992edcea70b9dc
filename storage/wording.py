"""The same for every backend: the words a record is found by, and which records answer a question best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from math import log

from initiatives.likeness.words import meaning

MOST_OF_A_WORD = 1000
"""How many records of one word are looked at, the newest: a word that more of them have tells little."""


def words_of(text: str) -> list[str]:
    """In a fixed order, so that every backend adds up the same way."""
    return sorted(meaning(text).tokens)


def best(postings: Iterable[Sequence[int]], limit: int) -> list[int]:
    """Numbers of the records that share most with a question, best first; a rare word counts more than a common one."""
    scores: dict[int, float] = {}
    for numbers in postings:
        weight = 1 / log(2 + len(numbers))
        for number in numbers:
            scores[number] = scores.get(number, 0.0) + weight
    return sorted(scores, key=lambda number: (-scores[number], -number))[: max(limit, 0)]


def column_words(organisation: str, words: Iterable[str]) -> list[str]:
    """Words as a database keeps them: each begins with whose it is, so that others are not looked through.

    The beginning is short, and two organisations may share it: whose a record is has to be asked when it is read.
    """
    whose = blake2b(organisation.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return [whose + word for word in words]
