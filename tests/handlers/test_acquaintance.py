"""Meeting people: what a profile says is followed, what it does not say is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.acquaintance import known
from handlers.requests import Visitor
from initiatives.initiative import Stage
from initiatives.people import Person
from tests.made import initiative
from tests.world import ORG, PLACE, World

ADA = Visitor("U1", "Ada", "Europe/Paris", "fr", admin=True)
MONDAY_IN_PARIS = datetime(2026, 11, 23, 8, tzinfo=UTC)


async def met(world: World, visitor: Visitor, **kept: object) -> Person:
    async with world.store.transaction(world.clock.at) as store:
        person = await known(store, await store.organisation(ORG), PLACE, visitor, world.clock.at, world.new_id)
        if kept:
            await store.keep_person(replace(person, **kept))  # type: ignore[arg-type]
        return person


async def test_somebody_is_met_once_and_follows_their_profile() -> None:
    world = await World().founded()
    first = await met(world, ADA)
    assert (first.name, first.zone, first.language, first.admin) == ("Ada", "Europe/Paris", "fr", True)
    again = await met(world, replace(ADA, name="Ada L.", language="en-US", admin=False))
    assert again == replace(first, name="Ada L.", language="en", admin=False)


async def test_a_profile_that_could_not_be_read_changes_nothing() -> None:
    world = await World().founded()
    first = await met(world, ADA)
    assert await met(world, Visitor("U1", "U1", zone="", language="", known=False)) == first


async def test_whoever_tells_neither_zone_nor_language_gets_those_of_the_organisation() -> None:
    world = await World().founded(zone="Europe/Berlin", language="fr")
    person = await met(world, Visitor("U2", "Bob", zone="", language=""))
    assert (person.zone, person.language) == ("Europe/Berlin", "fr")


async def test_what_somebody_chose_themselves_stays() -> None:
    world = await World().founded()
    await met(world, ADA, own_zone=True, own_language=True)
    person = await met(world, replace(ADA, zone="Asia/Tokyo", language="en"))
    assert (person.zone, person.language) == ("Europe/Paris", "fr")


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Asia/Tokyo", 0), ("America/New_York", 14), ("Pacific/Kiritimati", -5), ("Pacific/Pago_Pago", 20)],
)
async def test_with_a_new_zone_the_next_check_in_moves_to_the_same_local_hour_of_that_monday(
    zone: str, hour: int
) -> None:
    world = await World().founded()
    ada = await met(world, ADA, nudge_at=MONDAY_IN_PARIS)
    async with world.store.transaction(world.clock.at) as store:
        await store.add_initiative(replace(initiative(1, ada.id), owner=ada.id, stage=Stage.RUNNING))
    person = await met(world, replace(ADA, zone=zone))
    assert person.nudge_at is not None
    assert (person.nudge_at - datetime(2026, 11, 23, tzinfo=UTC)).total_seconds() / 3600 == hour
