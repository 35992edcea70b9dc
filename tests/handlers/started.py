"""Initiatives brought under way through the conversations themselves, for the tests of what comes after."""

from __future__ import annotations

from initiatives.initiative import Initiative
from tests.world import ORG, Actor, World

PROPOSAL = {
    "pain": "We copy invoices into SAP by hand",
    "reach": "accounting, 6 people",
    "hours": "12",
    "idea": "Read the fields with a model and check them",
    "kpi": "hours a week on invoices",
    "change": "12 to 4",
}


async def proposed(world: World, by: Actor, **changes: str) -> Initiative:
    """A proposal that waits for its answer, whatever it is close to."""
    await by.command("propose")
    await by.fill(**{**PROPOSAL, **changes})
    if by.reads and "[Go on with mine]" in by.last.text:
        await by.press("Go on with mine")
    return (await portfolio(world))[-1]


async def in_trial(world: World, owner: Actor, approver: Actor, weeks: int = 4, **changes: str) -> Initiative:
    """A trial that starts tomorrow."""
    initiative = await proposed(world, owner, **changes)
    (card,) = [
        shown for shown in approver.reads if "[Approve as a trial]" in shown.text and initiative.title in shown.text
    ]
    await approver.press("Approve as a trial", on=card)
    await approver.fill(weeks=str(weeks))
    return await now_of(world, initiative)


async def portfolio(world: World) -> list[Initiative]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.portfolio(ORG)


async def now_of(world: World, initiative: Initiative) -> Initiative:
    """The initiative as it is kept now."""
    async with world.store.transaction(world.clock.at) as store:
        found = await store.initiative(ORG, initiative.id)
    assert found is not None
    return found
