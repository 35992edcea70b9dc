"""Who somebody is: what the roster says, and what has to do while it does not answer."""

from __future__ import annotations

import pytest

from bot.administration import Administration
from bot.teams.profiles import Chat, Profiles, Sender
from bot.wiring import ORGANISATION
from handlers.requests import Visitor
from initiatives.people import Account, Person, account_id
from tests.bot.teams import seen
from tests.bot.teams.company import company
from tests.bot.teams.connected import World
from tests.fakes.teams_client import Person as Somebody
from tests.fakes.teams_cloud import TENANT


class Kept:
    """Accounts of earlier days, by the directory's id."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.accounts: dict[str, Account] = {}
        self.profiles = Profiles(world.connector, TENANT, Administration(frozenset()), lambda: world.now, self.account)

    async def account(self, user: str) -> Account | None:
        return self.accounts.get(user)

    def met(self, who: Somebody, *, guest: bool) -> None:
        key = account_id(TENANT, who.aad)
        self.accounts[who.aad] = Account(key, "acme", "p1", TENANT, who.aad, "kept@acme.example", guest)

    async def visitor(self, who: Somebody) -> Visitor:
        sender = Sender(who.aad, who.id, who.name)
        return await self.profiles.somebody(Chat(self.world.where, who.chat.id), sender, zone="UTC", locale="en")


@pytest.fixture
def kept(world: World) -> Kept:
    return Kept(world)


@pytest.mark.parametrize(
    ("known", "guest"),
    [
        ({"role": "user"}, False),
        ({"role": "guest"}, True),
        ({"role": "Guest"}, True),
        ({"role": "anonymous"}, True),
        ({"tenant": "99999999-0000-4000-8000-000000000009"}, True),
    ],
)
async def test_a_guest_is_who_the_roster_calls_one_or_who_is_of_another_tenant(
    kept: Kept, known: dict[str, str], guest: bool
) -> None:
    eve = kept.world.teams.person("Eve", email="eve@acme.example", **known)  # type: ignore[arg-type]
    visitor = await kept.visitor(eve)
    assert (visitor.name, visitor.email, visitor.guest) == ("Eve", "eve@acme.example", guest)


async def test_the_name_somebody_signs_in_with_is_no_address(kept: Kept) -> None:
    assert (await kept.visitor(kept.world.teams.person("Ada"))).email == ""


@pytest.mark.parametrize("guest", [False, True])
@pytest.mark.parametrize("status", [403, 429, 503])
async def test_while_the_roster_does_not_answer_somebody_is_who_they_were(kept: Kept, status: int, guest: bool) -> None:
    eve = kept.world.teams.person("Eve", role="user")
    kept.met(eve, guest=guest)
    kept.world.teams.fail_next(status, on="member")
    visitor = await kept.visitor(eve)
    assert (visitor.name, visitor.email, visitor.guest) == ("Eve", "kept@acme.example", guest)
    assert (await kept.visitor(eve)).email == "", "the roster is asked again, and is right"


async def test_what_the_roster_said_is_taken_for_an_hour_and_longer_while_it_is_away(kept: Kept) -> None:
    eve = kept.world.teams.person("Eve", role="guest")
    assert (await kept.visitor(eve)).guest and (await kept.visitor(eve)).guest
    assert len(kept.world.teams.calls("member")) == 1
    kept.world.now += 3600
    kept.world.teams.fail_next(503, on="member")
    assert (await kept.visitor(eve)).guest and len(kept.world.teams.calls("member")) == 2


async def test_somebody_never_met_is_taken_by_what_their_activity_says(kept: Kept) -> None:
    kept.world.teams.fail_next(503, on="member")
    visitor = await kept.visitor(kept.world.teams.person("Ada"))
    assert (visitor.name, visitor.email, visitor.guest) == ("Ada", "", False)


async def test_a_guest_hands_nothing_over_in_a_chat_that_the_bot_is_not_in() -> None:
    async with company() as acme:
        (grace,) = await acme.joined("Grace")
        eve = acme.person("Eve", installed=True)
        async with acme.engine.store.transaction(acme.clock.at) as store:
            tenant = acme.teams.tenant
            await store.keep_person(Person("p-eve", ORGANISATION, "Eve"))
            key = account_id(tenant, eve.aad)
            await store.keep_account(Account(key, ORGANISATION, "p-eve", tenant, eve.aad, guest=True))
        few = acme.teams.group("Without the bot", grace, eve, installed=False)
        await eve.hands_over(grace.write("We copy invoices for 3 hours a week", few), where=few)
        assert eve.dialog is not None and seen.inputs(eve.dialog.card) == {}
        async with acme.engine.store.transaction(acme.clock.at) as store:
            account = await store.account(ORGANISATION, tenant, eve.aad)
            assert account is not None and account.guest
