"""The end of a trial: who is asked, when, and that it happens once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from handlers import trials
from handlers.trials import concerned
from initiatives.initiative import Decision, Stage
from storage.records import Delivery
from storage.tables import DELIVERIES
from tests import jobs
from tests.handlers.started import in_trial, now_of, proposed
from tests.stores import AnyStore
from tests.world import NOW, ORG, Actor, Shown, World


def asked_about(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "What comes next?" in shown.text]


async def rows(world: World) -> list[Delivery]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as kept:
        return [row for row in await kept.all(DELIVERIES, ORG) if row.card == trials.CARD]


async def test_owner_and_approver_are_asked_on_the_morning_the_weeks_are_over_and_nobody_else() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    alan, linus = await world.person("Alan"), await world.person("Linus", admin=True)
    await proposed(world, ada)
    await grace.press("Approve as a trial")
    await grace.fill(owner=alan.visitor.external, weeks="2")
    end = (NOW + timedelta(days=15)).replace(hour=9, minute=0)  # from tomorrow on

    await world.at(end - timedelta(minutes=1))
    assert not any(asked_about(person) for person in (ada, alan, grace, linus))
    await world.at(end)
    assert [len(asked_about(person)) for person in (alan, grace, ada, linus)] == [1, 1, 0, 0]


async def test_ticks_and_restarts_ask_only_once() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=1)
    world.clock.at = NOW + timedelta(days=32)  # a Monday, later than the hour at which people are asked
    await asyncio.gather(*(world.engine.heartbeat.tick() for _ in range(4)))
    await world.engine.heartbeat.settle()
    assert len(await rows(world)) == 2
    assert len(asked_about(ada)) == len(asked_about(grace)) == 1


async def test_it_is_looked_at_once_and_stays_open_until_it_is_answered() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace, weeks=1)
    await world.later(days=30)
    now = await now_of(world, initiative)
    assert now.trial is not None and now.trial.asked and now.trial.decide_at is None
    async with world.store.transaction(world.clock.at) as store:
        assert await jobs.run("trials", store, world.clock.at, 10) == 0


async def test_no_more_than_asked_for_are_taken_at_once() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    for number in range(3):
        await in_trial(world, ada, grace, weeks=1, idea=f"Idea {number}")
    late = NOW + timedelta(days=30)
    async with world.store.transaction(late) as store:
        taken = [await jobs.run("trials", store, late, 2) for _ in range(3)]
    assert taken == [2, 1, 0]


async def test_when_the_approver_has_left_those_who_answer_today_are_asked() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=1)
    linus = await world.person("Linus", admin=True)
    async with world.store.transaction(world.clock.at) as store:
        gone = await store.person(ORG, grace.id)
        assert gone is not None
        await store.keep_person(replace(gone, active=False))
    await world.later(days=30)
    assert len(asked_about(linus)) == 1 and not asked_about(grace)


async def test_what_went_on_some_other_way_is_not_asked_about() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace, weeks=1)
    async with world.store.transaction(world.clock.at) as store:
        further = initiative.decided(Stage.VALIDATION, by=grace.id, why="", at=world.clock.at)
        await store.change_initiative(further)
    await world.later(days=30)
    assert not await rows(world)
    now = await now_of(world, initiative)
    assert now.trial is not None and now.trial.decide_at is None and not now.trial.asked


async def test_those_concerned_are_named_once_each() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    twice = replace(initiative, decisions=(*initiative.decisions, Decision("linus", Stage.TRIAL, "", NOW)))
    assert concerned(twice) == (ada.id, grace.id, "linus")
