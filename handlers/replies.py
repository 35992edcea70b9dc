"""How an answer appears where its button was: in place of the pressed message when that can change, as a new one when not."""

from __future__ import annotations

from handlers.conversation import Also, Card, Change, Quiet, Reply, Tell, Turn


async def instead(turn: Turn, card: Card, also: Also = (), *, home_shows_it: bool = False) -> Reply:
    """The card in place of the pressed message. `home_shows_it`: pressed at home, drawing the home anew is answer enough."""
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if row is not None and row.lasting:
        return Quiet(also=(Change(row.id, card), *also))
    if home_shows_it and turn.where.kind == "home":
        return Quiet(also=also)
    return Tell(card, also=also)
