"""The dry run: it says what the week then brings, and leaves everything as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from handlers.asking import nudged
from handlers.forecast import Coming, Kind, Period, coming, in_week, seven_days
from handlers.foretold import counted, line
from handlers.words import Reader, Untranslated
from initiatives.initiative import Stage, Trial
from initiatives.people import Cadence, TimeOff
from initiatives.week_plan import NotAsked
from storage.tables import TABLES
from tests.made import company, initiative
from tests.stores import AnyStore
from tests.world import ORG, Actor, World

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
READER = Reader("en", "UTC", Untranslated())


async def owner(world: World, number: int, name: str, zone: str = "UTC", **own: Any) -> Actor:
    """Somebody with an initiative under way, and next looked at as their calendar says."""
    actor = await world.person(name, zone=zone)
    made = initiative(number, actor.id, owner=actor.id, stage=Stage.TRIAL, trial=Trial(date(2026, 11, 2), 30, None))
    async with world.store.transaction(world.clock.at) as store:
        await store.add_initiative(made)
        found = await store.person(ORG, actor.id)
        assert found is not None
        await store.keep_person(replace(found, **own))
        await nudged(store, await store.organisation(ORG), actor.id, world.clock.at)
    return actor


async def begun(**usual: Any) -> World:
    world = World()
    world.clock.at = FRIDAY
    return await world.founded(**usual)


async def looked(world: World, period: Period | None = None) -> list[Coming]:
    organisation = await company(world)
    async with world.store.transaction(world.clock.at) as store:
        return await coming(store, organisation, period or seven_days(world.clock.at), world.clock.at)


async def everything(world: World) -> list[object]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as rows:
        return [await rows.all(table, ORG) for table in TABLES]


async def crowd() -> World:
    """People of every kind: asked, off, paused, opted out, up to date, not their turn, in other zones."""
    world = await begun(country="FR")
    off = (TimeOff(date(2026, 11, 20), date(2026, 11, 29)),)
    await owner(world, 1, "Ada", "Europe/Paris")
    await owner(world, 2, "Ben", "Pacific/Kiritimati")
    await owner(world, 3, "Cleo", time_off=off)
    await owner(world, 4, "Dan", nudges=False)
    await owner(world, 5, "Eve", snoozed_until=date(2026, 12, 1))
    await owner(world, 6, "Fay", cadence=Cadence.FORTNIGHTLY, asked_on=date(2026, 11, 17))
    await owner(world, 7, "Gus", nudge_day=3, nudge_hour=16)
    return world


async def test_it_says_what_the_week_then_brings() -> None:
    world = await crowd()
    foretold = [one for one in await looked(world) if one.kind is Kind.CHECK_IN]
    await world.at(FRIDAY + timedelta(days=10))
    rows: dict[str, Any] = {}
    async with world.store.transaction(world.clock.at) as store:
        for person in await store.people(ORG):
            (nudge,) = [one for one in await store.nudges_of(ORG, person.id) if one.week == "2026-W48"]
            rows[person.id] = (nudge.at if nudge.delivery else None, nudge.reason if not nudge.delivery else "")
    found = {one.person: (None if one.not_asked else one.at, one.not_asked or "") for one in foretold}
    assert len(foretold) == 7 and found == rows
    assert {one.name: one.not_asked for one in foretold} == {
        "Ada": None, "Ben": None, "Cleo": NotAsked.OFF, "Dan": NotAsked.OPTED_OUT, "Eve": NotAsked.PAUSED,
        "Fay": NotAsked.NOT_THEIR_WEEK, "Gus": None,
    }  # fmt: skip


async def test_looking_leaves_the_store_as_it_was_and_sends_nothing() -> None:
    world = await crowd()
    before = await everything(world)
    assert await looked(world)
    assert await everything(world) == before
    assert world.outbox.creates == 0


async def test_a_later_week_counts_the_questions_in_between() -> None:
    world = await begun()
    await owner(world, 1, "Ada", cadence=Cadence.FORTNIGHTLY)
    organisation = await company(world)
    asked = [await looked(world, in_week(f"2026-W{number}", organisation)) for number in (48, 49, 50, 51)]
    assert [[one.not_asked for one in week if one.kind is Kind.CHECK_IN] for week in asked] == [
        [None], [NotAsked.NOT_THEIR_WEEK], [None], [NotAsked.NOT_THEIR_WEEK],
    ]  # fmt: skip


async def test_a_stand_in_is_asked_in_somebody_s_place() -> None:
    world = await begun()
    ben = await world.person("Ben")
    off = (TimeOff(date(2026, 11, 20), date(2026, 11, 29)),)
    await owner(world, 1, "Ada", time_off=off, stand_in=ben.id)
    async with world.store.transaction(world.clock.at) as store:
        await nudged(store, await store.organisation(ORG), ben.id, world.clock.at)
    lines = {one.name: READER.read(line(one)) for one in await looked(world) if one.kind is Kind.CHECK_IN}
    assert "Ben is asked about Read invoices 1, also in place of Ada" in lines["Ben"]
    assert lines["Ada"] == "Ada is not asked: they are off"


async def test_trials_reminders_the_digest_and_what_waits_are_among_it() -> None:
    world = await begun()
    ada = await owner(world, 1, "Ada")
    over = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    async with world.store.transaction(world.clock.at) as store:
        found = await store.initiative(ORG, "i1")
        assert found is not None
        await store.change_initiative(replace(found, trial=Trial(date(2026, 11, 2), 3, over)))
    await world.at(datetime(2026, 11, 23, 9, 5, tzinfo=UTC))
    found_now = await looked(world)
    assert [(one.kind, one.at, one.person) for one in found_now] == [
        (Kind.DIGEST, datetime(2026, 11, 23, 10, 0, tzinfo=UTC), ""),
        (Kind.REMINDER, datetime(2026, 11, 25, 9, 0, tzinfo=UTC), ada.id),
        (Kind.TRIAL, over, ada.id),
        (Kind.CHECK_IN, datetime(2026, 11, 30, 9, 0, tzinfo=UTC), ada.id),
    ]


async def test_what_waits_for_somebody_s_morning_is_among_it() -> None:
    from handlers.conversation import Card, Post  # noqa: PLC0415
    from handlers.unasked import say_unasked  # noqa: PLC0415
    from storage.records import To  # noqa: PLC0415

    world = await begun()
    ada = await world.person("Ada")
    async with world.store.transaction(world.clock.at) as store:
        post = Post(To(person=ada.id), Card("help.card"), key="by itself")
        night = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
        await say_unasked(store, ada.id, await store.organisation(ORG), post, night)
    waiting = [one for one in await looked(world) if one.kind is Kind.MESSAGE]
    assert [(one.at, one.person, one.card) for one in waiting] == [
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), ada.id, "help.card")
    ]


async def test_the_counts_are_of_people() -> None:
    assert READER.read(counted(await looked(await crowd()))) == "3 people are asked, 4 are not."


@pytest.mark.parametrize("week", ["2026-W60", "2025-W53", "w48", "2026-48", ""])
async def test_a_week_that_does_not_exist_is_refused(week: str) -> None:
    organisation = await company(await begun())
    with pytest.raises(ValueError, match=r"."):
        in_week(week, organisation)
