"""A second workspace joins by an admin's one-time code."""

from __future__ import annotations

from datetime import timedelta

from handlers.joining import MOST_TRIES, code_of, keep
from handlers.requests import Commanded, Request, Said, ShowMessage, Visitor, What, Where
from storage.counted import Tries
from storage.records import JoinCode
from tests.world import NOW, ORG, PLACE, Actor, World

TENANT = "T2"
ADMIN = Visitor("aad-grace", "Grace", admin=True, email="grace@acme.example")
NOBODY = Visitor("aad-linus", "Linus")


async def says(world: World, who: Visitor, what: What) -> str:
    """In the other workspace; what is answered there at once."""
    request = Request(
        ORG, f"key {world.new_id()}", who, Where(TENANT, "D2", "direct"), world.clock.at, what, platform="teams"
    )
    answer = await world.engine.desk.handle(request)
    if not isinstance(answer, ShowMessage):
        return ""
    return answer.reader.read(answer.message.summary)


async def code_from(grace: Actor) -> str:
    await grace.says("connect")
    return grace.last.text.split("connect ")[1].split()[0]


async def company() -> tuple[World, Actor]:
    world = await World().founded()
    return world, await world.person("Grace", admin=True)


async def test_an_admins_code_connects_the_workspace_once() -> None:
    world, grace = await company()
    assert "not connected yet" in await says(world, ADMIN, Said("propose"))
    code = await code_from(grace)
    assert "Only an admin" in await says(world, NOBODY, Said(f"connect {code}"))
    assert "belongs to Acme" in await says(world, ADMIN, Said(f"connect {code.lower()}"))
    async with world.store.transaction(world.clock.at) as store:
        workspace = await store.workspace(ORG, TENANT)
    assert workspace is not None and workspace.platform == "teams"
    assert await says(world, NOBODY, Said("help")) == "", "from now on it is a place like any other"


async def test_a_code_is_good_for_an_hour_and_a_single_time() -> None:
    world, grace = await company()
    code = await code_from(grace)
    await world.later(hours=1, minutes=1)
    assert "not good any more" in await says(world, ADMIN, Commanded("connect", code))
    fresh = await code_from(grace)
    async with world.store.transaction(world.clock.at) as store:
        assert all(fresh not in str(code) for code in [await store.take_join_code(ORG, fresh, world.clock.at)])
    assert "belongs to Acme" in await says(world, ADMIN, Commanded("connect", fresh))


async def test_codes_cannot_be_guessed_in_a_row() -> None:
    world, grace = await company()
    code = await code_from(grace)
    for number in range(MOST_TRIES):
        assert "not known" in await says(world, ADMIN, Said(f"connect AAAA-AAAA-{number:04d}"))
    assert "too often" in await says(world, ADMIN, Said(f"connect {code}"))
    await world.later(minutes=50)
    fresh = await code_from(grace)
    await world.later(minutes=11)
    assert "belongs to Acme" in await says(world, ADMIN, Said(f"connect {fresh}"))


async def test_a_place_that_serves_one_organisation_joins_no_other() -> None:
    world, grace = await company()
    code = code_of("a code made elsewhere")
    async with world.store.transaction(world.clock.at) as store:
        await keep(store, "elsewhere", grace.id, code, world.clock.at)
    assert "not known" in await says(world, ADMIN, Said(f"connect {code}"))
    async with world.store.transaction(world.clock.at) as store:
        assert await store.workspace(ORG, TENANT) is None


async def test_a_code_typed_where_the_bot_works_for_one_organisation_moves_nothing() -> None:
    world, grace = await company()
    await grace.says(f"connect {code_of('anything')}")
    async with world.store.transaction(world.clock.at) as store:
        assert await store.workspace(ORG, PLACE) is not None


def test_codes_are_different_and_easy_to_type() -> None:
    codes = {code_of(f"id {number}") for number in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 14 and not set(code) & set("01ILO") for code in codes)


async def test_only_admins_get_a_code() -> None:
    world, _ = await company()
    ada = await world.person("Ada")
    await ada.says("connect")
    assert "connect " not in ada.last.text.replace("“connect”", "")


async def test_codes_and_tries_are_forgotten_when_they_are_good_for_nothing() -> None:
    world = await World().founded()
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_join_code(JoinCode("hash", ORG, "id1", world.clock.at + timedelta(hours=1)))
        await store.keep_tries(Tries("W2", ORG, world.clock.at, 3))
    await world.later(hours=25)
    async with world.store.transaction(world.clock.at) as store:
        assert await store.tries(ORG, "W2") is None
        assert await store.take_join_code(ORG, "hash", NOW) is None
