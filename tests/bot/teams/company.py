"""The whole bot behind a small Teams: real adapter, desk, store and scheduler, a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import web
from pydantic import SecretStr

from bot.settings import Settings
from bot.teams.adapter import PATH
from bot.teams.start import FRAMEWORK, Cloud, start
from bot.wiring import ORGANISATION, Engine, engine
from initiatives.people import Spot
from storage.records import Delivery
from storage.tables import DELIVERIES
from tests.fakes.teams_client import Person
from tests.fakes.teams_cloud import FakeTeams, fake_teams
from tests.moving import Moving
from tests.stores import AnyStore, new_store
from tests.world import NOW, Clock

FORM = {"pain": "We copy invoices", "reach": "us", "hours": "12", "idea": "Read the fields", "kpi": "hours a week"}


@dataclass
class Company(Moving):
    """A tenant with the bot in its catalogue. Whoever is shown that something went wrong fails the test, unless it clears that."""

    teams: FakeTeams
    engine: Engine
    clock: Clock
    people: list[Person] = field(default_factory=list)

    def person(self, name: str, *, installed: bool = False, email: str = "") -> Person:
        """Somebody of the tenant, who has not added the bot yet."""
        self.people.append(self.teams.person(name, zone="UTC", email=email, installed=installed))
        return self.people[-1]

    async def joined(self, *names: str) -> list[Person]:
        """People who have added the bot; the first one administers."""
        found = [self.person(name) for name in names]
        for one in found:
            await one.installs()
        await self.settled()
        return found

    async def proposed(self, by: Person, **changes: str) -> None:
        """By the form as a card in the chat."""
        await by.says("help")
        await self.settled()
        await by.press("Propose an initiative")
        await by.fill(**{**FORM, "change": "12 to 4", **changes})
        await self.settled()

    async def stories_go_to(self, channel: str) -> None:
        async with self.engine.store.transaction(self.clock.at) as store:
            organisation = await store.organisation(ORGANISATION)
            spot = Spot(self.teams.tenant, channel)
            await store.change_organisation(replace(organisation, stories=spot, set_up=True))

    async def portfolio(self) -> list[str]:
        async with self.engine.store.transaction(self.clock.at) as store:
            return [initiative.title for initiative in await store.portfolio(ORGANISATION)]

    async def deliveries(self) -> list[Delivery]:
        """Everything that was queued."""
        assert isinstance(self.engine.store, AnyStore)
        async with self.engine.store.rows(self.clock.at) as kept:
            return await kept.all(DELIVERIES, ORGANISATION)


@asynccontextmanager
async def company(*, also: str = "") -> AsyncIterator[Company]:
    """`also` is another tenant that the bot listens to, with an app for several tenants."""
    ids = iter(range(10**6))
    async with fake_teams() as teams:
        teams.login.tenant = FRAMEWORK if also else teams.tenant
        clock = Clock(NOW)
        settings = Settings(
            _env_file=None,
            teams_app_id=teams.app_id,
            teams_app_password=SecretStr(teams.secret),
            teams_tenant_id=f"{teams.tenant}, {also}" if also else teams.tenant,
        )
        store = new_store(lambda: f"a{next(ids)}")
        built = engine(store, b"a secret for tests only", clock, {}, where="https://bot.example")
        cloud = Cloud(teams.login_url, teams.openid_url, frozenset({teams.address}))
        place = await start(settings, built, clock, cloud)
        app = web.Application()
        app.add_routes(place.routes)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await teams.connect(f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}")
        acme = Company(teams, built, clock)
        try:
            yield acme
        finally:
            await runner.cleanup()
            await place.close()
        troubles = {person.name: person.troubles for person in acme.people if person.troubles}
        assert not troubles, "somebody was shown that something went wrong"
