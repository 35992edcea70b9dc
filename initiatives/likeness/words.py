"""What a text is about, as plain tokens: the stems of its words, and the concepts they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt

import snowballstemmer

from initiatives.likeness.concepts import LINES
from initiatives.likeness.fields import FIELDS
from initiatives.likeness.stop_words import STOP_WORDS

LANGUAGES = ("en", "fr", "de")
_SNOWBALL = {"en": "english", "fr": "french", "de": "german"}
_STOPS = {language: frozenset(words.split()) for language, words in STOP_WORDS.items()}
_STEMMERS = {language: snowballstemmer.stemmer(name) for language, name in _SNOWBALL.items()}
_WORD = re.compile(r"\w+")
LONGEST_NAME = 3
"""How many words the name of a concept has at most; “call for tenders” is two, since “for” says nothing."""
LONGEST = 40
"""Characters of a token: nobody looks for the rest of a longer one."""
Name = tuple[str, ...]
_NOTHING: frozenset[str] = frozenset()
READ = 6000
"""Characters of a text that are looked at."""
OF_A_CONCEPT = 4.0
"""A shared concept says more than a shared word: it holds however either of the two put it."""
CONCEPT, FIELD = "0", "00"
"""What the token of a concept or a field begins with; no stem of a word does."""


def language_of(words: Sequence[str]) -> str:
    """The language most of the small words are of; English when nothing tells. A single letter is of all of them."""
    told = [word for word in words if len(word) > 1]
    return max(LANGUAGES, key=lambda language: sum(word in _STOPS[language] for word in told))


@dataclass(frozen=True)
class Meaning:
    """`weights` are the stems of a text and the concepts among them, with what each says by itself.

    What one word stands for counts once, however many concepts that are. `fields` is how often each field of work is touched.
    """

    weights: Mapping[str, float]
    fields: Mapping[str, int]

    @property
    def tokens(self) -> Set[str]:
        return self.weights.keys()


def stems(text: str) -> frozenset[str]:
    """The stems of what is not a small word, accents taken off."""
    words, language = _read(text)
    return frozenset(_stem(word, language) for word in words)


@lru_cache(maxsize=5000)
def meaning(text: str) -> Meaning:
    """What a text is about; remembered, since the same ones are compared again and again."""
    weights: dict[str, float] = {}
    fields: dict[str, int] = {}
    for stems_of, named in _named_in(text):
        concepts, weight, touched = _parted(named)
        for stem in stems_of:
            weights[stem] = 1.0
        for concept in concepts:
            if weights.get(concept, 0.0) < weight:
                weights[concept] = weight
        for field in touched:
            fields[field] = fields.get(field, 0) + 1
    return Meaning(weights, fields)


@cache
def _parted(named: frozenset[str]) -> tuple[frozenset[str], float, frozenset[str]]:
    """The concepts a name stands for, what each of them weighs, and its fields."""
    fields = frozenset(token for token in named if token.startswith(FIELD))
    concepts = named - fields
    return concepts, OF_A_CONCEPT / sqrt(len(concepts) or 1), fields


def names(text: str) -> list[frozenset[str]]:
    """Each word or name of a text as the tokens any of which says the same."""
    return [_parted(named)[0].union(stems_of) for stems_of, named in _named_in(text)]


def _read(text: str) -> tuple[list[str], str]:
    """The words that say something, and the language of all of them."""
    words = _WORD.findall(text[:READ].casefold())
    language = language_of(words)
    return [word for word in words if _says_something(word, language)], language


def _says_something(word: str, language: str) -> bool:
    return len(word) > 1 and word not in _STOPS[language] and not word.isdigit() and "_" not in word


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    stem = _STEMMERS[language].stemWord(word)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", stem) if sign.isalnum())
    return plain.casefold().lstrip(CONCEPT)[:LONGEST] or word[:LONGEST]


def _named_in(text: str) -> Iterable[tuple[Name, frozenset[str]]]:
    """The stems of each name in a text, and its concepts and fields.

    Longer names first: a “purchase order” is no purchase. A word as it stands comes before its stem.
    """
    words, language = _read(text)
    found = [_stem(word, language) for word in words]
    beginnings = _beginnings()
    at = 0
    while at < len(words):
        longest = max(beginnings.get(words[at], 1), beginnings.get(found[at], 1))
        length, named = _longest_name(words[at : at + longest], found[at : at + longest], language)
        yield tuple(found[at : at + length]), named
        at += length


def _longest_name(words: Sequence[str], found: Sequence[str], language: str) -> tuple[int, frozenset[str]]:
    for length in range(len(words), 1, -1):
        if named := _named(tuple(words[:length]), language) or _named(tuple(found[:length]), language):
            return length, named
    return 1, _of_one_word(words[0], found[0], language)


@lru_cache(maxsize=50_000)
def _of_one_word(word: str, stem: str, language: str) -> frozenset[str]:
    return _named((word,), language) or _named((stem,), language)


def read_ahead() -> None:
    """Reads what every comparison needs: the first one waits a second for it otherwise."""
    _lexicon()
    _beginnings()


@cache
def _beginnings() -> dict[str, int]:
    """What names of several words begin with, and how long the longest of them is."""
    found: dict[str, int] = {}
    for names in _lexicon().values():
        for name in names:
            if len(name) > found.get(name[0], 1):
                found[name[0]] = len(name)
    return found


def _named(name: Name, language: str) -> frozenset[str]:
    return _lexicon()[language].get(name, _NOTHING)


@cache
def _lexicon() -> dict[str, dict[Name, frozenset[str]]]:
    """By language, the concepts and fields that a name of one to three words, or of their stems, stands for."""
    names = _concepts()
    fields = _fields(names["en"])
    for known in names.values():
        for name, concepts in known.items():
            known[name] = concepts.union(*(fields[concept] for concept in concepts if concept in fields))
    for field, entries in _entries_of_fields():
        for entry in entries:
            for language in LANGUAGES:
                _add(names[language], _words(entry, language), frozenset({field}))
    stemmed = {language: _with_stems(known, language) for language, known in names.items()}
    return {language: _mixed(stemmed, language) for language in LANGUAGES}


def _mixed(names: Mapping[str, dict[Name, frozenset[str]]], language: str) -> dict[Name, frozenset[str]]:
    """A word of another language counts where its own has none: people mix them."""
    found = dict(names[language])
    for other in LANGUAGES:
        found = names[other] | found
    return found


def _concepts() -> dict[str, dict[Name, frozenset[str]]]:
    found: dict[str, dict[Name, frozenset[str]]] = {language: {} for language in LANGUAGES}
    for line in LINES:
        groups = line.split("|")
        concept = CONCEPT + "".join(filter(str.isalpha, "".join(groups[0].split(",")[:2]).casefold()))[:LONGEST]
        for language, group in zip(LANGUAGES, groups, strict=True):
            for entry in group.split(","):
                _add(found[language], _words(entry, language), frozenset({concept}))
    return found


def _fields(names: Mapping[Name, frozenset[str]]) -> dict[str, set[str]]:
    """The fields each concept belongs to: those that have one of its English words."""
    found: dict[str, set[str]] = {}
    for field, entries in _entries_of_fields():
        for entry in entries:
            for concept in names.get(_words(entry, "en"), ()):
                found.setdefault(concept, set()).add(field)
    return found


def _entries_of_fields() -> Iterable[tuple[str, list[str]]]:
    for line in FIELDS.strip().splitlines():
        name, _, entries = line.partition(":")
        yield FIELD + name.replace(" ", ""), entries.split(",")


def _with_stems(names: dict[Name, frozenset[str]], language: str) -> dict[Name, frozenset[str]]:
    found: dict[Name, frozenset[str]] = {}
    for name, concepts in names.items():
        _add(found, tuple(_stem(word, language) for word in name), concepts)
    return found | names


def _add(names: dict[Name, frozenset[str]], name: Name, concepts: frozenset[str]) -> None:
    if 0 < len(name) <= LONGEST_NAME:
        names[name] = names.get(name, frozenset()) | concepts


def _words(entry: str, language: str) -> Name:
    return tuple(word for word in _WORD.findall(entry.casefold()) if _says_something(word, language))
