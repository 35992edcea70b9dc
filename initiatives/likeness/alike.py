"""How alike two texts are, and which of many is closest to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from math import fsum, log, sqrt
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from initiatives.likeness.words import CONCEPT, Meaning, meaning

T = TypeVar("T")

OF_THE_FIELDS = 0.3
"""What the fields of work count beside the words, which count 1."""
MISSPELT = 0.8
"""From how alike two stems count as one word, once mistyped."""
SHORTEST = 5
"""Short words that differ in a letter are mostly other words."""
UNSEEN = 50
"""How many others there might be: among two or three texts nothing is common yet."""
WORTH_SPELLING = 40
"""Of how many of the closest a second look is taken at the spelling."""
RARITY = 0.7
"""How much more a rare word says than a common one: below 1, since among few texts rarity is partly chance."""
Weights = Mapping[str, float]


def ranked(text: str, candidates: Sequence[tuple[T, str]]) -> list[tuple[T, float]]:
    """Each candidate with how alike its text is (0 to 1), closest first; ties keep their order."""
    asked, told = meaning(text), [meaning(other) for _, other in candidates]
    rare, rare_fields = _rarity([one.tokens for one in told], RARITY), _rarity([one.fields for one in told])
    length, lengths = _length(asked, rare), [_length(one, rare) for one in told]
    scores = [
        min(1.0, _both(asked, one, rare) / (length * long)) + OF_THE_FIELDS * _same_field(asked, one, rare_fields)
        if length and long
        else 0.0
        for one, long in zip(told, lengths, strict=True)
    ]
    first = sorted(range(len(told)), key=lambda at: -scores[at])
    for at in first[:WORTH_SPELLING]:
        for stem in _misspelt(asked.tokens - told[at].tokens, told[at].tokens - asked.tokens):
            scores[at] += _weight(asked, stem, rare) ** 2 / (length * lengths[at])
    first.sort(key=lambda at: -scores[at])
    return [(candidates[at][0], min(1.0, scores[at] / (1 + OF_THE_FIELDS))) for at in first]


def _rarity(texts: Sequence[Iterable[str]], power: float = 1.0) -> Weights:
    """What few of the texts have tells more than what most of them have; `""` is for what none of them has."""
    times = Counter(chain.from_iterable(texts))
    among = len(texts) + UNSEEN
    told = {n: log(1 + among / (n + 0.5)) ** power for n in (0, *times.values())}
    return {token: told[n] for token, n in times.items()} | {"": told[0]}


def _weight(text: Meaning, token: str, rare: Weights) -> float:
    return text.weights[token] * rare.get(token, rare[""])


def _length(text: Meaning, rare: Weights) -> float:
    unseen = rare[""]
    return sqrt(fsum((weight * rare.get(token, unseen)) ** 2 for token, weight in text.weights.items()))


def _both(asked: Meaning, told: Meaning, rare: Weights) -> float:
    """What two texts share: over their lengths, it is the cosine of what they say."""
    return fsum(asked.weights[token] * told.weights[token] * rare[token] ** 2 for token in asked.tokens & told.tokens)


def _same_field(one: Meaning, other: Meaning, weights: Weights) -> float:
    """The cosine of what two texts touch."""
    asked, told = one.fields, other.fields
    both = fsum(times * told.get(field, 0) * weights.get(field, 0) ** 2 for field, times in asked.items())
    return both / (_size(asked, weights) * _size(told, weights)) if both else 0.0


def _size(fields: Mapping[str, int], weights: Weights) -> float:
    return sqrt(fsum((times * weights.get(field, 0)) ** 2 for field, times in fields.items()))


def _misspelt(asked: Set[str], told: Set[str]) -> frozenset[str]:
    """Those stems of `asked` that are in `told` but for a letter."""
    choices = [stem for stem in told if _can_be_misspelt(stem)]
    if not choices:
        return frozenset()
    closest = Levenshtein.normalized_similarity
    return frozenset(
        stem
        for stem in asked
        if _can_be_misspelt(stem) and process.extractOne(stem, choices, scorer=closest, score_cutoff=MISSPELT)
    )


def _can_be_misspelt(stem: str) -> bool:
    return len(stem) >= SHORTEST and not stem.startswith(CONCEPT)
