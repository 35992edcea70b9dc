"""Several tenants by a list: each is heard, joins with a code, and is written to in its own chats."""

from __future__ import annotations

from bot.wiring import ORGANISATION
from tests.bot.teams.company import FORM, company

OTHER = "0000beef-0000-4000-8000-000000000002"


async def test_a_second_tenant_on_the_list_joins_and_proposes_across() -> None:
    async with company(also=OTHER) as acme:
        (grace,) = await acme.joined("Grace")
        boss = acme.teams.person("Boss", tenant=OTHER, installed=False)
        await boss.installs()
        await boss.says("propose")
        await acme.settled()
        assert "not connected yet" in boss.reads()[-1]
        await grace.says("connect")
        await acme.settled()
        code = grace.reads()[-1].split("connect ")[1].split()[0]
        await boss.says(f"connect {code}")
        assert "belongs to" in boss.reads()[-1]

        await boss.says("help")
        await acme.settled()
        await boss.press("Propose an initiative")
        await boss.fill(**FORM, change="12 to 4")
        await acme.settled()
        assert "Boss proposes this." in grace.reads()[-1]
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.settled()
        assert "It is a trial" in boss.reads()[-1]
        async with acme.engine.store.transaction(acme.clock.at) as store:
            assert {one.id for one in await store.workspaces(ORGANISATION)} == {acme.teams.tenant, OTHER}


async def test_a_tenant_that_is_not_on_the_list_is_refused() -> None:
    async with company(also=OTHER) as acme:
        await acme.joined("Grace")
        stranger = acme.teams.person("Stranger", tenant="0000dead-0000-4000-8000-000000000003", installed=False)
        outcome = await stranger.installs()
        assert outcome.status == 403
        assert stranger.reads() == []
        stranger.troubles.clear()
