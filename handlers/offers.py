"""Who offers help with what is in the way of an initiative, found by the words both use."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation import Look
from initiatives.blockers import subjects
from initiatives.skills import offered
from storage.port import Transaction

LOOKED_AT, WORDS, NAMED = 20, 12, 3
"""How many offers are read for a word, how many words are looked up, and how many people are named."""


async def offering(look: Look, why: str, most: int = NAMED) -> list[str]:
    """People who offer help with it, nearest first."""
    words = sorted(subjects(why), key=lambda word: (-len(word), word))[:WORDS]
    found = {one.id: one for word in words for one in await look.store.skilled_in(look.org, word, LOOKED_AT)}
    return [one.id for one in offered(why, found.values())][:most]


async def join_skills(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Two people who turn out to be one offer what the one who stays has said, else what the other has."""
    theirs, kept = await store.skills(organisation, goes), await store.skills(organisation, stays)
    if theirs is None:
        return
    await store.drop_skills(theirs)
    if kept is None:
        await store.keep_skills(replace(theirs, id=stays))
