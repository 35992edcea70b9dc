"""What tests need beside the world: initiatives as weeks of work would leave them, and ways to look and press."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from handlers.conversation import Card
from handlers.requests import Pressed
from handlers.ui import Message
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Kpi
from initiatives.people import Organisation
from initiatives.wins import Point
from storage.records import Draft
from tests.world import ORG, Actor, World

MADE_AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
STARTED = date(2026, 11, 2)


def initiative(number: int, proposer: str, **changes: object) -> Initiative:
    """A proposal: hours on invoices, from 42 to 20."""
    kpi = Kpi(f"k{number}", "hours on invoices", "h", Direction.DOWN, Decimal(42), date(2026, 10, 1), Decimal(20))
    made = Initiative(
        id=f"i{number}",
        organisation=ORG,
        title=f"Read invoices {number}",
        pain="we copy invoices",
        reach="accounting, 6",
        hours=Decimal(3),
        idea="read them with a model",
        tool="",
        sensitivity=Sensitivity.INTERNAL,
        kpis=(kpi,),
        proposer=proposer,
        team="",
        created_at=MADE_AT + timedelta(minutes=number),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


async def proposed(
    world: World, by: Actor, number: int, reviewers: tuple[str, ...] = (), **changes: object
) -> Initiative:
    return await _stored(world, initiative(number, by.id, reviewers=reviewers, **changes))


async def running(world: World, owner: Actor, number: int, **changes: object) -> Initiative:
    """A trial under way, with one answer given."""
    made = initiative(
        number,
        owner.id,
        owner=owner.id,
        stage=Stage.TRIAL,
        trial=Trial(STARTED, 8, None),
        recent=(Point(Decimal(31), date(2026, 11, 9), "2026-W46"),),
    )
    return await _stored(world, replace(made, **changes))  # type: ignore[arg-type]


async def _stored(world: World, made: Initiative) -> Initiative:
    async with world.store.transaction(world.clock.at) as store:
        await store.add_initiative(made)
    return made


async def company(world: World) -> Organisation:
    """The organisation as it is stored now."""
    async with world.store.transaction(world.clock.at) as store:
        return await store.organisation(ORG)


async def drafts_of(actor: Actor) -> list[Draft]:
    async with actor.world.store.transaction(actor.world.clock.at) as store:
        return await store.drafts_of(ORG, actor.id)


async def press_in_chat(actor: Actor, label: str) -> None:
    """Presses where no form can be opened at this moment: the questions come one by one."""
    await actor._does(Pressed(actor._token(label, None)))


async def drawn(actor: Actor, card: Card) -> Message:
    """A card as this person would see it now."""
    world = actor.world
    async with world.store.transaction(world.clock.at) as store:
        organisation, person = await store.organisation(ORG), await store.person(ORG, actor.id)
        message = await world.engine.builder.draw(store, organisation, person, card, world.clock.at, "")
    assert message is not None
    return message


async def summary_of(actor: Actor, card: Card) -> str:
    reader = actor.world.engine.builder.reader(await company(actor.world), await actor.me())
    return reader.read((await drawn(actor, card)).summary)
