"""Whoever is welcome to join an initiative owns it too: at once where it runs, else when its trial begins."""

from __future__ import annotations

from handlers.conversation import Seeing
from handlers.ui import Block, Button, Buttons, Note
from handlers.words import Bold, say
from initiatives.handing_on import MOST_CO_OWNERS, joined_by
from initiatives.initiative import Initiative, Stage
from initiatives.similar import Join
from storage.port import Transaction


async def welcomed(store: Transaction, initiative: Initiative, person: str, by: str) -> None:
    """Its owner said yes: while it runs and there is room, it is theirs too. A proposer who does not own it shares nothing."""
    changed = await _shared(store, initiative, person) if by == initiative.owner else initiative
    if changed != initiative:
        await store.change_initiative(changed)


async def from_the_start(store: Transaction, running: Initiative) -> Initiative:
    """A trial that begins, with those whom its proposer had welcomed; another owner shares it in their own time. Still to be stored."""
    if running.owner != running.proposer:
        return running
    for backing in await store.backings_of(running.organisation, running.id):
        if backing.join is Join.WELCOME:
            running = await _shared(store, running, backing.person)
    return running


async def _shared(store: Transaction, initiative: Initiative, person: str) -> Initiative:
    found = await store.person(initiative.organisation, person)
    return joined_by(initiative, person) if found is not None and found.active else initiative


def what_yes_means(see: Seeing, initiative: Initiative, name: Bold) -> list[Block]:
    """For whoever is asked, before they answer."""
    if initiative.stage is Stage.PROPOSED:
        later = say("If you own it once it is tried, {name} owns it too then, and may give its number.", name=name)
        return [Note(later)]
    if see.person is None or see.person.id != initiative.owner:
        return []
    if len(initiative.co_owners) >= MOST_CO_OWNERS:
        full = say("{n} people own it with you already: {name} takes part and does not.", n=MOST_CO_OWNERS, name=name)
        return [Note(full)]
    return [Note(say("With your yes {name} owns it too, sees it under “mine” and may give its number.", name=name))]


def theirs_too(see: Seeing, initiative: Initiative) -> list[Block]:
    """For whoever owns it too by now, with the way out."""
    if see.person is None or see.person.id not in initiative.co_owners:
        return []
    here = {"initiative": initiative.id}
    buttons = (Button(say("Check in"), "check_in.answer", here), Button(say("Not me"), "co_owners.leave", here))
    return [Note(say("You own it too now: “mine” shows it, and you may give its number.")), Buttons(buttons)]
