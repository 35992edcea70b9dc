"""How alike two texts are, and which of many is closest to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from initiatives.likeness.words import CONCEPT, Meaning, meaning

T = TypeVar("T")

OF_A_CONCEPT = 2.5
"""A shared concept says more than a shared word: it holds however either of the two put it."""
OF_THE_FIELDS = 0.6
"""What the fields of work count beside the words, which count 1."""
MISSPELT = 0.8
"""From how alike two stems count as one word, once mistyped."""
SHORTEST = 5
"""Short words that differ in a letter are mostly other words."""
UNSEEN = 50
"""How many others there might be: among two or three texts nothing is common yet."""
WORTH_SPELLING = 40
"""Of how many of the closest a second look is taken at the spelling."""
Weights = Mapping[str, float]


def ranked(text: str, candidates: Sequence[tuple[T, str]]) -> list[tuple[T, float]]:
    """Each candidate with how alike its text is (0 to 1), closest first; ties keep their order."""
    asked = meaning(text)
    told = [meaning(other) for _, other in candidates]
    words, fields = _weights([one.tokens for one in told]), _weights([one.fields for one in told])
    in_field = [OF_THE_FIELDS * _same_field(asked.fields, one.fields, fields) for one in told]
    scores = [_shared(asked, one, words) + field for one, field in zip(told, in_field, strict=True)]
    first = sorted(range(len(told)), key=lambda at: -scores[at])
    for at in first[:WORTH_SPELLING]:
        if mistyped := _misspelt(asked.tokens - told[at].tokens, told[at].tokens - asked.tokens):
            scores[at] = _shared(asked, told[at], words, mistyped) + in_field[at]
    first.sort(key=lambda at: -scores[at])
    return [(candidates[at][0], scores[at] / (1 + OF_THE_FIELDS)) for at in first]


def _weights(texts: Sequence[Iterable[str]]) -> Weights:
    """What few of the texts have tells more than what most of them have; `get` it, for what none of them has."""
    times = Counter(token for text in texts for token in set(text))
    among = len(texts) + UNSEEN
    return {token: log(1 + among / (n + 0.5)) for token, n in times.items()} | {"": log(1 + 2 * among)}


def _weight(token: str, weights: Weights) -> float:
    return weights.get(token, weights[""]) * (OF_A_CONCEPT if token.startswith(CONCEPT) else 1.0)


def _shared(asked: Meaning, told: Meaning, weights: Weights, mistyped: frozenset[str] = frozenset()) -> float:
    both = (asked.tokens & told.tokens) | mistyped
    whole = sqrt(_total(asked.tokens, weights) * _total(told.tokens, weights))
    return min(1.0, _total(both, weights) / whole) if whole else 0.0


def _total(tokens: Iterable[str], weights: Weights) -> float:
    return sum(_weight(token, weights) for token in tokens)


def _same_field(asked: Mapping[str, int], told: Mapping[str, int], weights: Weights) -> float:
    """The cosine of what two texts touch."""
    both = sum(times * told.get(field, 0) * weights.get(field, 0) ** 2 for field, times in asked.items())
    return both / (_size(asked, weights) * _size(told, weights)) if both else 0.0


def _size(fields: Mapping[str, int], weights: Weights) -> float:
    return sqrt(sum((times * weights.get(field, 0)) ** 2 for field, times in fields.items()))


def _misspelt(asked: frozenset[str], told: frozenset[str]) -> frozenset[str]:
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
