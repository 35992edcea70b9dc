"""Several numbers in one message: “A 31, B 4 %”, by letter, number or title of what was asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from initiatives.answer_words import wish_of
from initiatives.answers import Answer, Asked, Wished, read_answer
from initiatives.spelling import folded

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALL_SAME = re.compile(
    r"(?:all|everything|tout|tous|alles|全部|都) ?(?:the )?(?:same|unchanged|pareil|gleich|一样|不变)"
)


@dataclass(frozen=True)
class Titled:
    """One of the initiatives asked, in the order in which the message names them."""

    id: str
    title: str
    asked: Asked


@dataclass(frozen=True)
class Key:
    """Where the words for an initiative stand."""

    start: int
    end: int
    which: int


def read_bundle(text: str, asked: Sequence[Titled], language: str, today: date) -> dict[str, Answer]:
    """The answer for each initiative named, by its id; empty unless all of the text is understood and none is named twice."""
    if ALL_SAME.fullmatch(folded(text).strip(" .!") if text.isascii() else text.strip("。 ")):
        return {one.id: Wished("same") for one in asked}
    for keys in (_by_letter(text, len(asked)), _by_number(text, len(asked)), _by_title(text, asked)):
        found = _read(text, keys, asked, language, today)
        if found:
            return found
    return {}


def _read(text: str, keys: list[Key], asked: Sequence[Titled], language: str, today: date) -> dict[str, Answer]:
    named = [key.which for key in keys]
    if not keys or len(set(named)) < len(named) or text[: keys[0].start].strip():
        return {}
    found: dict[str, Answer] = {}
    for key, stop in zip(keys, [*(key.start for key in keys[1:]), len(text)], strict=True):
        part = text[key.end : stop].strip().strip(",;，；、").strip()
        wish = wish_of(part)
        answer = Wished(*wish) if wish else read_answer(part, asked[key.which].asked, language, today)
        if answer is None or (isinstance(answer, Wished) and answer.wish != "same"):
            return {}
        found[asked[key.which].id] = answer
    return found


def _by_letter(text: str, count: int) -> list[Key]:
    letters = LETTERS[:count]
    pattern = re.compile(rf"(?:^|(?<=[\s,;，；、]))(?P<key>[{letters}{letters.lower()}])(?: ?[:=)：] ?| +(?=\S))")
    found = [Key(m.start(), m.end(), LETTERS.index(m["key"].upper())) for m in pattern.finditer(text)]
    return _in_order(found)


def _by_number(text: str, count: int) -> list[Key]:
    pattern = re.compile(r"(?:^|(?<=[\s,;，；、]))#?(?P<key>[1-9][0-9]?)(?:[)：]|:(?=\s)|\.\s) ?")
    found = [Key(m.start(), m.end(), int(m["key"]) - 1) for m in pattern.finditer(text)]
    return _in_order([key for key in found if key.which < count])


def _in_order(keys: list[Key]) -> list[Key]:
    """Only as long as each comes after the one before: “a” in a comment is no letter of the list."""
    kept: list[Key] = []
    for key in keys:
        if not kept or key.which > kept[-1].which:
            kept.append(key)
    return kept


def _by_title(text: str, asked: Sequence[Titled]) -> list[Key]:
    """A title, or the first or last word of one that no other title has."""
    low = text.casefold()
    titles = [one.title.casefold().split() for one in asked]
    titles_with = Counter(word for words in titles for word in set(words))
    keys: list[Key] = []
    for which, words in enumerate(titles):
        for name in (" ".join(words), *(word for word in words if len(word) > 2 and titles_with[word] == 1)):
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)\s*[:=]?\s*", low) if name in low else None
            if found is not None and len(low) == len(text):
                keys.append(Key(found.start(), found.end(), which))
                break
    return sorted(keys, key=lambda key: key.start)
