"""Naming those who use an initiative: who may, up to fifty, named once, left out again, and never who said “not me”."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.conversations.users import _not_too_many
from handlers.requests import ShowForm
from initiatives.initiative import Stage
from initiatives.pulse import User
from tests.made import running
from tests.world import ORG, Actor, World


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def users(world: World, initiative: str = "i1") -> dict[str, User]:
    async with world.store.transaction(world.clock.at) as store:
        return {user.person: user for user in await store.users_of(ORG, initiative)}


async def names(owner: Actor, *people: Actor) -> None:
    await owner.command("users")
    await owner.fill(people=",".join(one.visitor.external for one in people))


async def test_the_owner_names_people_and_reads_who_is_asked(world: World) -> None:
    ada, ben, eve = [await world.person(name) for name in ("Ada", "Ben", "Eve")]
    await running(world, ada, 1)
    await names(ada, ben, eve)
    assert "Asked how useful Read invoices 1 is: Ben, Eve." in ada.told
    assert set(await users(world)) == {ben.id, eve.id}
    assert {user.by for user in (await users(world)).values()} == {ada.id}
    assert not ben.reads


async def test_the_button_in_mine_opens_the_same_question_with_those_named_in_it(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await running(world, ada, 1)
    await names(ada, ben)
    await ada.says("mine")
    await ada.press("Who uses it", on=ada.last)
    assert ada.form.answers["people"] == ben.visitor.external


async def test_whoever_is_left_out_is_not_asked_any_more_and_the_others_keep_their_moment(world: World) -> None:
    ada, ben, eve = [await world.person(name) for name in ("Ada", "Ben", "Eve")]
    await running(world, ada, 1)
    await names(ada, ben, eve)
    before = (await users(world))[eve.id]
    await world.later(hours=1)
    await names(ada, eve)
    assert await users(world) == {eve.id: before}
    await ada.command("users")
    await ada.fill(people="")
    assert "Nobody is asked how useful Read invoices 1 is." in ada.told


async def test_whoever_said_not_me_stays_out_when_named_again(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await running(world, ada, 1)
    await names(ada, ben)
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_user(replace((await store.uses_of(ORG, ben.id))[0], left=True, ask_at=None))
    await names(ada, ben)
    assert "Not asked, because they said so: Ben." in ada.told
    user = (await users(world))[ben.id]
    assert user.left and user.ask_at is None


async def test_the_owner_is_left_out(world: World) -> None:
    ada = await world.person("Ada")
    await running(world, ada, 1)
    await names(ada, ada)
    assert await users(world) == {}


def test_fifty_people_fit_and_one_more_does_not() -> None:
    assert _not_too_many(("p",) * 50) is None
    assert _not_too_many(("p",) * 51) is not None


async def test_of_several_the_owner_picks_and_without_any_it_says_so(world: World) -> None:
    ada = await world.person("Ada")
    await ada.command("users")
    assert "Nothing of yours is under way" in ada.told
    await running(world, ada, 1)
    await running(world, ada, 2)
    await running(world, ada, 3, stage=Stage.STOPPED)
    await ada.command("users")
    assert "[Read invoices 2]" in ada.told and "Read invoices 3" not in ada.told
    await ada.press("Read invoices 2")
    assert isinstance(ada.answer, ShowForm)


async def test_a_deputy_and_an_admin_who_sponsors_it_may_name_people_and_nobody_else(world: World) -> None:
    ada, ben, eve = [await world.person(name) for name in ("Ada", "Ben", "Eve")]
    root = await world.person("Root", admin=True)
    await running(world, ada, 1, deputy=ben.id, sponsor=root.id)
    for may in (ben, root):
        await may.command("users")
        assert isinstance(may.answer, ShowForm), may.visitor.name
    await eve.command("users")
    assert "Nothing of yours is under way" in eve.told
