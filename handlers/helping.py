"""Somebody says that they are stuck: kept, told to the sponsor if help is wanted, answered with who else may help."""

from __future__ import annotations

from handlers.blocking import blocked, put_to, seen_again, sponsors
from handlers.checking_in import week_asked
from handlers.conversation import Card, Reply, Tell, Turn
from handlers.silences import settled
from handlers.ui import Args
from initiatives.initiative import Initiative
from initiatives.people import Function
from initiatives.rules import Rule, RuleBroken
from initiatives.silence import Settled

TELL = "tell"
"""What a button or a form carries whose answer goes to the sponsor too."""
MOST = 600
"""How long what is in the way may be."""


async def is_stuck(turn: Turn, initiative: Initiative, text: str, function: Function | None, about: Args) -> Reply:
    """The week stays open: a number may follow, and nobody is reminded of it.

    Raises:
        RuleBroken: when the initiative is not asked weekly any more.
    """
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.NOT_RUNNING)
    week = await week_asked(turn, initiative, about.get("week", ""))
    changed = await blocked(turn, initiative, text[:MOST], function, week)
    if about.get(TELL):
        changed = await put_to(turn, changed, await sponsors(turn, changed))
    changed, heard = await settled(turn.store, changed, Settled.ANSWERED, turn.person.id, turn.now)
    await turn.store.change_initiative(changed)
    also = await seen_again(turn, changed)
    return Tell(Card("blocked.noted", {"initiative": changed.id}), also=(*also, *heard))
