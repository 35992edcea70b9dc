"""Who looks at a proposal because of what its AI touches: the people of the functions concerned, and the functions nobody has."""

from __future__ import annotations

from dataclasses import dataclass

from initiatives.ai_routing import must_look
from initiatives.initiative import Initiative
from initiatives.people import Function
from storage.port import Transaction

FIRST = 3
"""How many people of one function are asked: one of them is enough, and a large function is not called in whole."""


@dataclass(frozen=True)
class Lookers:
    """`people` by their ids, each once; `functions` are looked for by them, `nobodys` have nobody but the proposer."""

    people: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    nobodys: tuple[Function, ...] = ()


async def lookers(store: Transaction, initiative: Initiative) -> Lookers:
    """Nobody looks at what is their own."""
    people: dict[str, None] = {}
    functions: list[Function] = []
    nobodys: list[Function] = []
    for function in must_look(initiative):
        found = await store.with_function(initiative.organisation, function, FIRST + 1)
        others = [person.id for person in found if person.id != initiative.proposer][:FIRST]
        people |= dict.fromkeys(others)
        (functions if others else nobodys).append(function)
    return Lookers(tuple(people), tuple(functions), tuple(nobodys))
