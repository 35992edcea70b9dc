"""Words that mean the same in an office, by language: what lets two people meet who describe one thing in different words."""

from __future__ import annotations

from initiatives.likeness.concepts import dealings, doing, money, people, places, states, texts, tools

LINES: tuple[str, ...] = tuple(
    line
    for module in (money, texts, people, dealings, doing, tools, places, states)
    for line in module.CONCEPTS.strip().splitlines()
)
"""One concept a line: English | French | German, words apart by commas; a word may stand in several lines."""
