"""Starts the sandbox: its own organisation, store, clock and scheduler, behind one page on this machine only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from bot.charts.links import Links
from bot.sandbox import demo
from bot.sandbox.app import SandboxPlace
from bot.sandbox.clock import MovableClock
from bot.sandbox.guide import lived_in
from bot.sandbox.messenger import SandboxMessenger
from bot.sandbox.people import COMPANY, MEMBERS
from bot.sandbox.records import ORGANISATION, TABLES, WORKSPACE
from bot.sandbox.workspace import Workspace
from bot.web import charts, readings
from bot.web.dashboard import Dashboard
from bot.wiring import Engine, engine, found, new_id, new_salt, open_tiny
from handlers.acquaintance import known
from initiatives.calendar import next_digest
from initiatives.people import Function, Organisation, ReviewRule, Spot
from initiatives.people import Workspace as Connected
from storage import tables
from storage.audit import AUDIT_TABLES
from storage.tiny import TinyStore

ALWAYS = timedelta(days=36_500)
"""Pictures stay: the sandbox's clock may be moved by years."""
FUNCTIONS = {
    "ida": Function.IT, "hana": Function.HR, "omar": Function.OPERATIONS, "mara": Function.MANAGEMENT,
    "camille": Function.MARKETING, "kenji": Function.PROCESS_OWNER,
}  # fmt: skip
TEAMS = {member.id: member.title for member in MEMBERS}
REVIEWERS = {"Accounting": ("omar", "ida"), "Customer support": ("ida",), "Ventes": ("omar",), "Logistics": ("omar",)}


class Sandbox:
    """The running sandbox. `open` before `app`, `close` at the end."""

    def __init__(self, folder: Path, secret: bytes, port: int) -> None:
        self._port = port
        self._kept = TinyStore(folder / "sandbox-workspace.json", TABLES, new_id=new_id, new_salt=new_salt)
        self._store = open_tiny(folder, "sandbox")
        self.workspace = Workspace(self._kept)
        self.clock = MovableClock(self.workspace)
        self._links = Links(secret, "", self.clock.now, ALWAYS)
        messenger = SandboxMessenger(self.workspace, self.clock, self._links.address)
        self.engine: Engine = engine(
            self._store, secret, self.clock, {WORKSPACE: messenger}, where=f"http://127.0.0.1:{port}"
        )

    async def open(self) -> None:
        """Takes up the clock of the last run, makes the company on the first one, and starts the heartbeat."""
        await self.clock.open()
        await self._prepare()
        self.engine.heartbeat.start()

    def app(self) -> web.Application:
        place = SandboxPlace(
            self.engine.desk,
            self.workspace,
            self.clock,
            self.move_to,
            self.fresh,
            self.fill,
            self.engine.readers,
            self._port,
            commands=tuple((one.name, one.help) for one in self.engine.registry.conversations if one.help is not None),
            lived=lived_in(self._store, ORGANISATION),
            pictures=self._links.address,
            for_programs=readings.routes(self._store, self.clock.now, new_id),
        )
        app = place.app()
        charts.add(app, self._links, self.engine.easel)
        app.add_routes(Dashboard(self._store, self.clock.now, self.engine.builder).routes())
        return app

    async def close(self) -> None:
        await self.engine.heartbeat.stop()
        await self._store.close()
        await self._kept.close()

    async def move_to(self, target: datetime) -> None:
        """Moves the clock, stopping at every moment at which something is due, in order."""
        heartbeat = self.engine.heartbeat
        await heartbeat.settle()
        while (due := await heartbeat.next_due(self.clock.now())) < target:
            await self.clock.move(due)
            await heartbeat.settle()
        await self.clock.move(target)
        await heartbeat.settle()

    async def fresh(self) -> None:
        """Everything gone, the clock back at the machine's time, the company as on the first day."""
        async with self.engine.sender.pause():
            await self._empty()
            await self.workspace.clear(self.clock.now())
            await self.clock.reset()
            await self._prepare()

    async def fill(self) -> None:
        """A quarter of believable history."""
        now = self.clock.now()
        await demo.fill(self._store, ORGANISATION, WORKSPACE, now, await self._people())
        await self.engine.heartbeat.settle()

    async def _empty(self) -> None:
        async with self._store.rows(self.clock.now(), audited=False) as rows:
            for table in (*tables.TABLES, *AUDIT_TABLES):
                for record in await rows.all(table, ORGANISATION):
                    await rows.remove(table, ORGANISATION, record.id)

    async def _prepare(self) -> None:
        company = Organisation(ORGANISATION, ORGANISATION, COMPANY, zone="Europe/Amsterdam", set_up=True)
        company = replace(company, stories=Spot(WORKSPACE, "wins"))
        new = await found(self._store, company, Connected(WORKSPACE, ORGANISATION, "sandbox", COMPANY), self.clock)
        people = await self._people()
        if not new:
            return
        now = self.clock.now()
        async with self._store.transaction(now) as store:
            kept = await store.organisation(ORGANISATION)
            for team, reviewers in REVIEWERS.items():
                kept = kept.with_reviewers(ReviewRule("team", team, tuple(people[one] for one in reviewers)))
            await store.change_organisation(replace(kept, digest_at=next_digest(kept, now)))

    async def _people(self) -> dict[str, str]:
        """Everybody of the workspace as our people, by their ids there."""
        found_people: dict[str, str] = {}
        now = self.clock.now()
        async with self._store.transaction(now) as store:
            organisation = await store.organisation(ORGANISATION)
            for member in MEMBERS:
                met = await store.account(ORGANISATION, WORKSPACE, member.id) is not None
                person = await known(store, organisation, WORKSPACE, member.visitor(), now, new_id)
                functions = (FUNCTIONS[member.id],) if member.id in FUNCTIONS else ()
                if not met:
                    person = replace(person, team=TEAMS[member.id], functions=functions)
                    await store.keep_person(person)
                found_people[member.id] = person.id
        return found_people
