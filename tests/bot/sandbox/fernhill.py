"""The sandbox's company in memory, filled at a moment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from bot.sandbox import demo
from bot.sandbox.people import MEMBERS
from bot.sandbox.start import FUNCTIONS, REVIEWERS
from handlers.acquaintance import known
from initiatives.calendar import next_digest
from initiatives.initiative import Initiative
from initiatives.people import Organisation, ReviewRule, Spot
from storage.port import Transaction
from storage.rows import R, Table
from tests.stores import new_store
from tests.world import NOW, ORG, PLACE, World

MOMENTS = (
    NOW,
    datetime(2026, 11, 23, 6, 0, tzinfo=UTC),  # a Monday before anything is asked
    datetime(2026, 11, 23, 8, 20, tzinfo=UTC),  # while the check-ins of the week come in
    datetime(2026, 11, 22, 23, 30, tzinfo=UTC),  # a Monday in Amsterdam, a Sunday by UTC
    datetime(2027, 1, 3, 12, 0, tzinfo=UTC),  # the last day of a year of 53 weeks
    datetime(2027, 3, 29, 7, 30, tzinfo=UTC),  # the morning after the clocks moved
)


class Company:
    """The sandbox's company in memory, filled at a moment."""

    def __init__(self, now: datetime) -> None:
        self.now, self.number = now, 0
        self.store = new_store(self.new_id)
        self.people: dict[str, str] = {}

    def new_id(self) -> str:
        self.number += 1
        return f"id{self.number}"

    async def filled(self) -> Company:
        company = Organisation(ORG, ORG, "Fernhill", zone="Europe/Amsterdam", stories=Spot(PLACE, "wins"))
        async with self.store.transaction(self.now) as t:
            await t.found(company)
            for member in MEMBERS:
                person = await known(t, company, PLACE, member.visitor(), self.now, self.new_id)
                functions = (FUNCTIONS[member.id],) if member.id in FUNCTIONS else ()
                await t.keep_person(replace(person, team=member.title, functions=functions))
                self.people[member.id] = person.id
            for team, reviewers in REVIEWERS.items():
                rule = ReviewRule("team", team, tuple(self.people[one] for one in reviewers))
                company = company.with_reviewers(rule)
            await t.change_organisation(replace(company, digest_at=next_digest(company, self.now)))
        await self.fill()
        return self

    async def fill(self) -> None:
        await demo.fill(self.store, ORG, PLACE, self.now, self.people)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transaction]:
        async with self.store.transaction(self.now) as t:
            yield t

    async def all(self, table: Table[R]) -> list[R]:
        async with self.store.rows(self.now) as rows:
            return await rows.all(table, ORG)

    async def portfolio(self) -> dict[str, Initiative]:
        """Every initiative by the name of its plan."""
        async with self.open() as t:
            return {each.id.removeprefix("demo-"): each for each in await t.portfolio(ORG)}


async def lived_in(zone: str, *, apart: bool) -> World:
    """The same company on the real engine, where messages are sent; its people each in their own zone, or all in one."""
    world = await World().founded(zone=zone)
    actors = {
        each.id: await world.person(each.name, team=each.title, zone=each.zone if apart else zone, admin=each.admin)
        for each in MEMBERS
    }
    async with world.store.transaction(world.clock.at) as t:
        for name, function in FUNCTIONS.items():
            person = await t.person(ORG, actors[name].id)
            assert person is not None
            await t.keep_person(replace(person, functions=(function,)))
    await demo.fill(world.store, ORG, PLACE, world.clock.at, {name: actor.id for name, actor in actors.items()})
    return world
