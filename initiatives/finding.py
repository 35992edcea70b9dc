"""Which of the texts that were found fit: a search in chat, or another proposal."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Protocol, TypeVar

from initiatives.likeness.alike import ranked
from initiatives.likeness.words import meaning, names

FOUND = 50
"""How many of the most promising ones are looked at more closely."""
ALIKE, SHARED = 0.36, 2
"""How alike a text has to be to a proposal to be shown beside it, 1 being the same, and how many words and concepts they share."""
SHARE = 0.5
"""How much of what a search says a text has to say too."""


class Says(Protocol):
    """Something that is found by what it says."""

    @property
    def said(self) -> str: ...


S = TypeVar("S", bound=Says)


def fitting(search: str, found: Sequence[S]) -> list[S]:
    """Those that say enough of what a search in chat says, in their order."""
    asked = names(search)
    return [one for one in found if asked and _answered(asked, meaning(one.said).tokens) >= SHARE * len(asked)]


def nearest(text: str, found: Sequence[S]) -> list[S]:
    """Those that are about the same things as a text, nearest first."""
    asked = meaning(text).tokens
    near = [one for one, alike in ranked(text, [(one, one.said) for one in found]) if alike >= ALIKE]
    return [one for one in near if len(asked & meaning(one.said).tokens) >= SHARED]


def _answered(asked: Sequence[frozenset[str]], said: Set[str]) -> int:
    """How many words or names of a search a text has, in one wording or another."""
    return sum(not one.isdisjoint(said) for one in asked)
