"""The same for every backend: the words a record is found by, and which records answer a question best."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from heapq import nsmallest
from itertools import accumulate
from math import log

from initiatives.likeness.words import meaning

MOST_OF_A_WORD = 1000
"""How many records of one word are looked at, the newest: a word that more of them have tells little."""


WHOSE = 8
"""How many signs of a database's word tell whose it is."""
ASKED = 24
"""How many words of a question are asked for at most: those that few records have say what it is about."""
LOOKED_THROUGH = 10_000
"""How many entries of all words together are looked at, those of rare words first: the others hardly change who is close."""


Words = Mapping[str, float]
"""What is looked for, and what each of it says by itself."""
Postings = Sequence[int]
"""The numbers of the newest records that hold a word."""


def words_of(text: str) -> Words:
    """In a fixed order, so that every backend adds up the same way."""
    return dict(sorted(meaning(text).weights.items()))


def best(postings: Iterable[tuple[float, Postings]], limit: int) -> list[int]:
    """Numbers of the records that share most with a question, best first.

    Each list comes with what its word says by itself; a rare word counts more than a common one.
    """
    scores: dict[int, float] = {}
    for weight, numbers in rarest(postings):
        counts = weight * weight / log(2 + len(numbers))
        for number in numbers:
            scores[number] = scores.get(number, 0.0) + counts
    return nsmallest(limit, scores, key=lambda number: (-scores[number], -number))


def rarest(postings: Iterable[tuple[float, Postings]]) -> list[tuple[float, Postings]]:
    """Those that few records have, as many as are looked through; the rarest one whatever its length."""
    rising = sorted(postings, key=lambda one: len(one[1]))
    ends = list(accumulate(len(numbers) for _, numbers in rising))
    return rising[: min(ASKED, max(1, bisect_right(ends, LOOKED_THROUGH)))]


def rare_words(words: Sequence[str], common: Mapping[str, float]) -> list[str]:
    """Those to ask a database for, by how many records are known to have the `common` ones: what `rarest` would keep."""
    rising = sorted(words, key=lambda word: common.get(word, 0.0))
    ends = list(accumulate(min(common.get(word, 0.0), MOST_OF_A_WORD) for word in rising))
    return rising[: min(ASKED, max(1, bisect_right(ends, LOOKED_THROUGH)))]


def column_words(organisation: str, words: Iterable[str]) -> list[str]:
    """Words as a database keeps them: each begins with whose it is, so that others are not looked through.

    The beginning is short, and two organisations may share it: whose a record is has to be asked when it is read.
    """
    whose = blake2b(organisation.encode("utf-8", "surrogatepass"), digest_size=WHOSE // 2).hexdigest()
    return [whose + word for word in words]
