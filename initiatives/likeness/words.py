"""What a text is about, as plain tokens: the stems of its words, and the concepts they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

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
READ = 6000
"""Characters of a text that are looked at."""
CONCEPT, FIELD = "0", "00"
"""What the token of a concept or a field begins with; no stem of a word does."""


def language_of(words: Sequence[str]) -> str:
    """The language most of the small words are of; English when nothing tells. A single letter is of all of them."""
    told = [word for word in words if len(word) > 1]
    return max(LANGUAGES, key=lambda language: sum(word in _STOPS[language] for word in told))


@dataclass(frozen=True)
class Meaning:
    """`tokens` are the stems of a text and the concepts among them, `fields` how often each field of work is touched."""

    tokens: frozenset[str]
    fields: Mapping[str, int]


def stems(text: str) -> frozenset[str]:
    """The stems of what is not a small word, accents taken off."""
    words, language = _read(text)
    return frozenset(_stem(word, language) for word in words)


@lru_cache(maxsize=5000)
def meaning(text: str) -> Meaning:
    """What a text is about; remembered, since the same ones are compared again and again."""
    words, language = _read(text)
    found = [_stem(word, language) for word in words]
    named = Counter(_concepts_in(words, found, language))
    concepts = {token for token in named if not token.startswith(FIELD)}
    fields = {token: times for token, times in named.items() if token.startswith(FIELD)}
    return Meaning(frozenset(found) | concepts, fields)


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


def _concepts_in(words: Sequence[str], found: Sequence[str], language: str) -> Iterable[str]:
    """Longer names first: a “purchase order” is no purchase. A word as it stands comes before its stem."""
    at = 0
    while at < len(words):
        longest = LONGEST_NAME if words[at] in _beginnings() or found[at] in _beginnings() else 1
        length, concepts = _longest_name(words[at : at + longest], found[at : at + longest], language)
        yield from concepts
        at += length


def _longest_name(words: Sequence[str], found: Sequence[str], language: str) -> tuple[int, frozenset[str]]:
    for length in range(len(words), 1, -1):
        if concepts := _named(tuple(words[:length]), language) or _named(tuple(found[:length]), language):
            return length, concepts
    return 1, _of_one_word(words[0], found[0], language)


@lru_cache(maxsize=50_000)
def _of_one_word(word: str, stem: str, language: str) -> frozenset[str]:
    return _named((word,), language) or _named((stem,), language)


def read_ahead() -> None:
    """Reads what every comparison needs: the first one waits a second for it otherwise."""
    _lexicon()
    _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    """What names of several words begin with: few words do."""
    return frozenset(name[0] for names in _lexicon().values() for name in names if len(name) > 1)


def _named(name: Name, language: str) -> frozenset[str]:
    """A word of another language counts where its own has none: people mix them."""
    for each in (language, *LANGUAGES):
        if found := _lexicon()[each].get(name):
            return found
    return frozenset()


@cache
def _lexicon() -> dict[str, dict[Name, frozenset[str]]]:
    """By language, the concepts and fields that a name of one to three words, or of their stems, stands for."""
    exact = _concepts()
    standing = {language: _by_token(names) for language, names in exact.items()}
    for field, entries in _fields():
        for concept in {concept for entry in entries for concept in exact["en"].get(_words(entry, "en"), ())}:
            for names in standing.values():
                names[field] |= names[concept]
        for language, names in standing.items():
            names[field] |= {_words(entry, language) for entry in entries}
            for name in names[field]:
                _add(exact[language], name, field)
    return {language: _with_stems(names, language) for language, names in exact.items()}


def _by_token(names: dict[Name, frozenset[str]]) -> defaultdict[str, set[Name]]:
    """The other way round: the names of each concept."""
    found: defaultdict[str, set[Name]] = defaultdict(set)
    for name, concepts in names.items():
        for concept in concepts:
            found[concept].add(name)
    return found


def _concepts() -> dict[str, dict[Name, frozenset[str]]]:
    found: dict[str, dict[Name, frozenset[str]]] = {language: {} for language in LANGUAGES}
    for line in LINES:
        groups = line.split("|")
        concept = CONCEPT + "".join(filter(str.isalpha, "".join(groups[0].split(",")[:2]).casefold()))[:LONGEST]
        for language, group in zip(LANGUAGES, groups, strict=True):
            for entry in group.split(","):
                _add(found[language], _words(entry, language), concept)
    return found


def _fields() -> Iterable[tuple[str, list[str]]]:
    for line in FIELDS.strip().splitlines():
        name, _, entries = line.partition(":")
        yield FIELD + name.replace(" ", ""), entries.split(",")


def _with_stems(names: dict[Name, frozenset[str]], language: str) -> dict[Name, frozenset[str]]:
    found: dict[Name, frozenset[str]] = {}
    for name, concepts in names.items():
        for concept in concepts:
            _add(found, tuple(_stem(word, language) for word in name), concept)
    return found | names


def _add(names: dict[Name, frozenset[str]], name: Name, concept: str) -> None:
    if 0 < len(name) <= LONGEST_NAME:
        names[name] = names.get(name, frozenset()) | {concept}


def _words(entry: str, language: str) -> Name:
    return tuple(word for word in _WORD.findall(entry.casefold()) if _says_something(word, language))
