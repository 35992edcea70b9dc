"""Words that mean the same in an office, by language: what lets two people meet who describe one thing in different words."""

from __future__ import annotations

from initiatives.likeness.concepts import (
    computing,
    dealings,
    deeds,
    doing,
    everyday,
    ledgers,
    makings,
    money,
    people,
    places,
    publicity,
    safety,
    sectors,
    staffing,
    states,
    texts,
    tools,
    travelling,
)

BROAD = (money, texts, people, dealings, doing, tools, places, states)
FINE = (deeds, safety, makings, travelling, computing, ledgers, staffing, publicity, everyday, sectors)
LINES: tuple[str, ...] = tuple(line for module in BROAD + FINE for line in module.CONCEPTS.strip().splitlines())
"""One concept a line: English | French | German, words apart by commas; a word may stand in several lines."""
