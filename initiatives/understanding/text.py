"""A text taken apart for understanding: sentences of folded words, and the phrases that occur in them."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from initiatives.understanding.folding import fold
from initiatives.understanding.talk import NEGATIONS

LONGEST_PHRASE = 6
NEGATION_REACH = 3

WORD = re.compile(
    r"\d+h\d\d(?!\d)"  # 2h30
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]'ai(?![^\W\d_])"  # "j'ai" is a verb, not the "ai" people wish for
    r"|(?:qu|jusqu|lorsqu|puisqu|quelqu|[ldjncmts])'(?=[^\W\d_])"
    r"|[^\W\d_]+(?:'[^\W\d_]+)?"
    r"|\n|[^\w\s]",
    re.IGNORECASE,
)
HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W_])|(?<=\d)-(?=[^\W\d_])")
ENDS = frozenset(".!?\n…")
PAUSES = frozenset(",;:-–—(")
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"})


@dataclass(frozen=True)
class Sentence:
    """Folded words in order, marks such as "," among them; `asked` when it ended with a question mark."""

    words: tuple[str, ...]
    asked: bool = False

    @cached_property
    def phrases(self) -> frozenset[str]:
        return frozenset(phrase for _, phrase in self.windows())

    def windows(self) -> Iterator[tuple[int, str]]:
        for start in range(len(self.words)):
            for size in range(1, min(LONGEST_PHRASE, len(self.words) - start) + 1):
                yield start, " ".join(self.words[start : start + size])

    @cached_property
    def joined(self) -> str:
        return f" {' '.join(self.words)} "

    def has(self, table: Set[str]) -> bool:
        return not self.phrases.isdisjoint(table)

    def starts(self, table: Set[str]) -> bool:
        return any(" ".join(self.words[:size]) in table for size in range(1, LONGEST_PHRASE + 1))

    def says(self, table: Set[str]) -> bool:
        """Has one of the phrases without "not", "never", "ne" shortly before it."""
        return any(not self.negated(start) for start in self.places(table))

    def places(self, table: Set[str]) -> list[int]:
        return [start for start, phrase in self.windows() if phrase in table] if self.has(table) else []

    def negated(self, start: int) -> bool:
        return not NEGATIONS.isdisjoint(self.words[max(0, start - NEGATION_REACH) : start])

    @cached_property
    def clauses(self) -> tuple["Sentence", ...]:
        parts: list[list[str]] = [[]]
        for word in self.words:
            if word in PAUSES:
                parts.append([])
            else:
                parts[-1].append(word)
        return tuple(Sentence(tuple(part)) for part in parts if part)


def sentences(text: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    words: list[str] = []
    for match in WORD.finditer(HYPHEN.sub(" ", text.translate(APOSTROPHES)) + "\n"):
        word = match[0]
        if word not in ENDS:
            words.append(fold(word))
        elif words:
            found.append(Sentence(tuple(words), asked=word == "?"))
            words = []
    return tuple(found)
