"""Initiatives as tests need them: stored as they would be after weeks of work, without living those weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Kpi
from initiatives.wins import Point
from tests.world import ORG, Actor, World

MADE_AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
STARTED = date(2026, 11, 2)


def initiative(number: int, proposer: str, title: str = "", **changes: object) -> Initiative:
    """A proposal: hours on invoices, from 42 to 20."""
    kpi = Kpi(f"k{number}", "hours on invoices", "h", Direction.DOWN, Decimal(42), date(2026, 10, 1), Decimal(20))
    made = Initiative(
        id=f"i{number}",
        organisation=ORG,
        title=title or f"Read invoices {number}",
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


async def proposed(world: World, by: Actor, number: int, reviewers: tuple[str, ...] = (), **changes: object) -> Initiative:
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
