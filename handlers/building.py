"""What initiatives leave behind, and what builds on it: shown beside a proposal and suggested to whoever makes one."""

from __future__ import annotations

from handlers.conversation import Look, Seeing
from handlers.ui import Block, Button, Buttons, Note, Quote
from handlers.vetting import short
from handlers.words import Bold, Listed, Typed, Words, say
from initiatives.capabilities import Capability, Kind
from initiatives.finding import FOUND, nearest
from initiatives.initiative import Initiative, Stage
from initiatives.wins import Story, WinKind

SUGGESTED = 3


def names(kind: Kind) -> Words:
    return {
        Kind.PIPELINE: say("data pipeline"),
        Kind.SKILL: say("skill"),
        Kind.TOOL: say("validated tool"),
        Kind.PROCESS: say("redesigned process"),
    }[kind]


def described(capability: Capability) -> Words:
    """What it is, and where it is found."""
    name, kind = Bold(capability.name), names(capability.kind)
    if not capability.where:
        return say("{name} ({kind})", name=name, kind=kind)
    return say("{name} ({kind}): {where}", name=name, kind=kind, where=Typed(short(capability.where)))


async def left_behind(see: Look, initiative: Initiative) -> tuple[Block, ...]:
    """What an initiative left behind and is still there."""
    found = [one for one in await see.store.left_by(see.org, initiative.id) if one.active]
    if not found:
        return ()
    listed = Listed(tuple(described(one) for one in found))
    return (Note(say("It left behind: {capabilities}", capabilities=listed)),)


async def foundations(look: Look, initiative: Initiative) -> list[Capability]:
    """What an initiative builds on."""
    ids = [one.capability for one in await look.store.builds_on(look.org, initiative.id)]
    found = [await look.store.capability(look.org, one) for one in ids]
    return [one for one in found if one is not None]


async def shown(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """What it builds on, in a line."""
    found = await foundations(see, initiative)
    if not found:
        return ()
    listed = Listed(tuple(say("{name} ({kind})", name=Bold(one.name), kind=names(one.kind)) for one in found))
    return (Note(say("It builds on: {capabilities}", capabilities=listed)),)


async def suggested(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """What is there already for such things, each a press away."""
    me = see.person.id if see.person is not None else ""
    if initiative.stage is not Stage.PROPOSED or me not in (initiative.proposer, initiative.owner):
        return ()
    taken = {one.id for one in await foundations(see, initiative)}
    found = nearest(initiative.said, await see.store.capabilities_like(see.org, initiative.said, FOUND))
    others = [one for one in found if one.id not in taken and one.initiative != initiative.id][:SUGGESTED]
    if not others:
        return ()
    buttons = [
        Button(
            say("Build on {name}", name=Bold(one.name)),
            "capabilities.build",
            {"initiative": initiative.id, "capability": one.id},
        )
        for one in others
    ]
    head = Note(say("There is something to build on:"))
    return (head, *(Quote(described(one)) for one in others), Buttons(tuple(buttons)))


def left_to_note(story: Story) -> tuple[Block, ...]:
    """What a result that holds leaves behind may be noted beside its story."""
    if story.win.kind is not WinKind.HOLDING:
        return ()
    about = {"initiative": story.initiative}
    return (Buttons((Button(say("Note what it leaves behind"), "capabilities.leave", about),)),)
