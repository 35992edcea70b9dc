"""`systems`: a token is made and shown once, only its hash is kept, and revoked it works no more."""

from __future__ import annotations

from decimal import Decimal

from handlers.conversation import Card
from handlers.measuring import Measurement
from handlers.receiving import Problem, Received, Sent, receive
from initiatives.initiative import Initiative
from storage.tables import TABLES
from tests.stores import AnyStore
from tests.world import ORG, Actor, World


async def company() -> tuple[World, Actor, Actor]:
    """Ada owns an initiative; Grace administers."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="4", idea="Read the mail", kpi="hours", change="42 to 20 hours")
    await grace.press("Approve as a trial")
    await grace.fill(owner=ada.visitor.external)
    return world, ada, grace


async def initiative(world: World) -> Initiative:
    async with world.store.transaction(world.clock.at) as store:
        (found,) = await store.portfolio(ORG)
    return found


async def made_by(who: Actor, label: str = "Make a token") -> str:
    await who.command("systems")
    await who.press(label)
    await who.fill(name="SAP")
    return next(line.split(": ")[1] for line in who.last.text.splitlines() if line.startswith("Token: "))


async def sends(world: World, token: str, **changes: str) -> Received | Problem:
    says = Measurement(changes.get("initiative", ""), "", Decimal(31))
    async with world.store.transaction(world.clock.at) as store:
        return await receive(store, Sent(token, "", "print", says), world.clock.at, world.new_id)


async def everything_kept(world: World) -> str:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as rows:
        records = [record for table in TABLES for record in await rows.all(table, ORG)]
    return repr(records)


async def test_an_owner_makes_a_token_that_works_for_that_initiative() -> None:
    world, ada, _ = await company()
    token = await made_by(ada)
    assert (await initiative(world)).id in ada.last.text
    received = await sends(world, token)
    assert isinstance(received, Received) and received.body["initiative"] == (await initiative(world)).id


async def test_the_secret_is_kept_nowhere() -> None:
    world, ada, _ = await company()
    token = await made_by(ada)
    secret = token.rsplit(".", 1)[1]
    assert len(secret) == 48
    assert secret not in await everything_kept(world)


async def test_a_token_is_shown_once() -> None:
    world, ada, _ = await company()
    token = await made_by(ada)
    await ada.press("I have copied it")
    assert token not in ada.last.text and "was shown once" in ada.last.text
    await made_by(ada)
    await world.later(minutes=16)
    async with world.store.transaction(world.clock.at) as store:
        second = (await store.system_tokens(ORG))[-1]
        person = await store.person(ORG, ada.id)
        organisation = await store.organisation(ORG)
        shown = await world.engine.builder.draw(
            store, organisation, person, Card("systems.made", {"token": second.id}), world.clock.at, ""
        )
    assert shown is not None and "was shown once" in world.engine.builder.reader(organisation, person).read(
        shown.summary
    )


async def test_a_revoked_token_works_no_more_and_leaves_the_list() -> None:
    world, ada, _ = await company()
    token = await made_by(ada)
    await ada.command("systems")
    assert "SAP, for Read the mail: not used yet" in ada.told
    await ada.press("Revoke it")
    assert "Numbers from systems" in ada.last.text and "SAP" not in ada.last.text
    refused = await sends(world, token)
    assert isinstance(refused, Problem) and refused.status == 401


async def test_the_list_says_when_a_token_was_used_last() -> None:
    world, ada, _ = await company()
    await sends(world, await made_by(ada))
    await ada.command("systems")
    assert "last used" in ada.told


async def test_an_admin_makes_a_token_for_all_initiatives_and_sees_every_token() -> None:
    world, ada, grace = await company()
    await made_by(ada)
    token = await made_by(grace, "A token for all initiatives")
    received = await sends(world, token, initiative=(await initiative(world)).id)
    assert isinstance(received, Received)
    await grace.command("systems")
    assert "for all initiatives" in grace.told and "for Read the mail" in grace.told


async def test_whoever_runs_nothing_reads_so() -> None:
    world, _, _ = await company()
    linus = await world.person("Linus")
    await linus.command("systems")
    assert "Nothing of yours is running" in linus.told


async def test_nobody_but_its_maker_reads_a_token() -> None:
    world, ada, grace = await company()
    await made_by(ada)
    async with world.store.transaction(world.clock.at) as store:
        (token,) = await store.system_tokens(ORG)
        person, organisation = await store.person(ORG, grace.id), await store.organisation(ORG)
        card = Card("systems.made", {"token": token.id})
        assert await world.engine.builder.draw(store, organisation, person, card, world.clock.at, "") is None
