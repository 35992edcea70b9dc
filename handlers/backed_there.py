"""Proposals that a message in a channel names: whoever has the same says so there, and is counted where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation import Also, Card, Change, Seeing, Turn
from handlers.facts import stage, title
from handlers.similar_shown import counted
from handlers.ui import Args, Block, Button, Buttons, Para
from handlers.words import say
from initiatives.initiative import Initiative, Stage
from initiatives.similar import is_open

NAMED = "open"
"""What a card carries whose message names proposals: their ids, as they were when it was posted."""
MOST = 3


def newest(waiting: Sequence[Initiative]) -> tuple[str, ...]:
    """The ids of the last few that wait for an answer by now."""
    still = [one for one in waiting if one.stage is Stage.PROPOSED]
    return tuple(one.id for one in sorted(still, key=lambda one: one.created_at, reverse=True)[:MOST])


def naming(card: Card, ids: Sequence[str]) -> Card:
    """The card that names these from now on, whatever becomes of them."""
    return Card(card.name, {**card.about, NAMED: ",".join(ids)}, subject=card.subject)


def named(about: Args, otherwise: Sequence[str]) -> tuple[str, ...]:
    """The ids a card carries; `otherwise` those where it carries none yet."""
    return tuple(one for one in about[NAMED].split(",") if one) if NAMED in about else tuple(otherwise)


async def to_back(see: Seeing, ids: Sequence[str]) -> list[Block]:
    """Each by its title, with how many have it too and the button for everybody; nobody is named."""
    found = [await see.store.initiative(see.org, one) for one in ids]
    blocks = [block for one in found if one is not None for block in await _one(see, one)]
    return [Para(say("Do you have this too? One tap is enough.")), *blocks] if blocks else []


async def _one(see: Seeing, initiative: Initiative) -> list[Block]:
    line = Para(say("{title}, {stage}", title=title(initiative), stage=stage(initiative.stage)))
    have = counted(await see.store.backings_of(see.org, initiative.id))
    button = Button(say("I have this too"), "similar.back", {"initiative": initiative.id})
    return [line, *have, *((Buttons((button,)),) if is_open(initiative) else ())]


async def shown_again(turn: Turn) -> Also:
    """The pressed message, drawn again as it stands, where it is one that names proposals."""
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if row is None or NAMED not in row.about:
        return ()
    return (Change(row.id, Card(row.card, dict(row.about), subject=row.subject)),)
