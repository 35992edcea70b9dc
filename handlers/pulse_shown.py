"""A result of the pulse in words: nothing before enough people have answered, and never a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.conversation import Look
from handlers.facts import more
from handlers.pulses import results, was_asked
from handlers.ui import Block, Note, Para, Quote
from handlers.words import Amount, Day, Typed, Words, say, say_n
from initiatives.initiative import Initiative
from initiatives.pulse import AT_LEAST, Result

COMMENTS = 10
"""How many comments one message shows."""


def begins(fortnight: str) -> date:
    """The Monday of a fortnight's first week."""
    return date.fromisoformat(f"{fortnight}-1")


def in_words(fortnight: str, result: Result) -> Words:
    """The result in one sentence."""
    return say(
        "Pulse of the two weeks from {day}: {median} of 5 in the middle, {percent} % say 4 or 5 ({answers}).",
        day=Day(begins(fortnight)),
        median=Amount(result.median),
        percent=round(result.useful * 100),
        answers=say_n("{n} answer", "{n} answers", result.count),
    )


def comments(result: Result) -> tuple[Block, ...]:
    """What gets in the way, in people's own words."""
    if not result.comments:
        return ()
    said: list[Block] = [Note(say("What gets in the way:"))]
    said += [Quote(Typed(comment)) for comment in result.comments[:COMMENTS]]
    left = len(result.comments) - COMMENTS
    return (*said, *((Note(more(left)),) if left > 0 else ()))


def blocks(found: Sequence[tuple[str, Result]]) -> tuple[Block, ...]:
    """The newest result with its comments, and the one before it in a sentence."""
    if not found:
        return (Para(too_few()),)
    (fortnight, newest), *earlier = found
    before = tuple(Note(in_words(when, result)) for when, result in earlier)
    return (Para(in_words(fortnight, newest)), *before, *comments(newest))


def too_few() -> Words:
    return say("Results are shown once the two weeks are over, from {n} answers on.", n=AT_LEAST)


async def line(look: Look, initiative: Initiative) -> tuple[Note, ...]:
    """The newest result in small print; nothing where nobody was ever asked."""
    found = await results(look.store, initiative)
    if found:
        return (Note(in_words(*found[0])),)
    return (Note(too_few()),) if await was_asked(look.store, initiative) else ()
