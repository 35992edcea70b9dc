"""One case of the crash matrix: a process dies at a point, others come after it, and what is found is written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from handlers import nudges
from handlers.digests import key_of
from initiatives.initiative import Initiative, Stage, Trial
from initiatives.people import Account, Organisation, Person, Spot, account_id
from scheduler.outcomes import LEASE
from scheduler.points import Point
from storage.migrating import migrate
from storage.port import Transaction
from storage.records import Delivery, DeliveryState
from tests.crashing.child import opened
from tests.crashing.nursery import Nursery
from tests.crashing.orders import FileClock, Orders
from tests.crashing.places import ADMIN, CHANNEL, PLACES, Place, SlackPlace, place
from tests.databases import server
from tests.made import STARTED, initiative
from tests.stores import made_postgres
from tests.world import NOW, ORG

STORES = {"tiny": "TinyDB", "sqlite": "SQLite", "postgres": "PostgreSQL"}
DURING = "during the call"
POINTS = (
    Point.WHILE_TAKING, Point.AFTER_TAKING, Point.BEFORE_CLAIM, Point.WHILE_CLAIMING, Point.AFTER_CLAIM, Point.BEFORE_CALL,
    DURING, Point.AFTER_CALL, Point.WHILE_RECORDING, Point.AFTER_RECORD, Point.BEFORE_LOOK, Point.AFTER_LOOK,
)  # fmt: skip
LOOKS = (Point.BEFORE_LOOK, Point.AFTER_LOOK)
VISIBLE = {
    "slack": "open on the home and in `mine`, named in `admin`",
    "teams": "open in `mine`, named in `admin`",
    "slack channel": "put to the admins",
}


@dataclass(frozen=True)
class Case:
    point: str
    place: str
    store: str


@dataclass(frozen=True)
class Found:
    """How a case ended."""

    case: Case
    title: str
    creates: int
    state: str

    @property
    def ends(self) -> str:
        unseen = self.state == DeliveryState.UNCONFIRMED
        return f"`{self.state}`: {VISIBLE[self.case.place]}" if unseen else f"`{self.state}`"


def cases(stores: Sequence[str] = tuple(STORES), places: Sequence[str] = PLACES) -> list[Case]:
    """Every case; nobody looks where nobody can."""
    every = (Case(point, name, store) for name in places for point in POINTS for store in stores)
    return [case for case in every if case.point not in LOOKS or case.place == "slack"]


async def new_store(kind: str, folder: Path) -> str:
    """An empty store; its file or address."""
    match kind:
        case "tiny":
            return str(folder / "kept.json")
        case "sqlite":
            made = folder.parent / "made.sqlite"
            if not made.exists():
                await migrate(f"sqlite:///{made}")
            return f"sqlite:///{shutil.copy(made, folder / 'kept.sqlite')}"
        case _:
            return server().database(made_postgres())


async def ran(case: Case, nursery: Nursery, folder: Path) -> Found:
    """Set up, one death (two for a look), and two processes after it, minutes and a day later."""
    clock = FileClock(folder / "clock")
    clock.set(NOW)
    async with place(case.place, clock) as there:
        orders = Orders(await new_store(case.store, folder), there.platform, there.api, str(clock.path))
        await set_up(orders, case, there)
        await _deaths(case, nursery, clock, orders, there)
        for later in (LEASE + timedelta(minutes=1), timedelta(days=1)):
            clock.set(clock.now() + later)
            await nursery.lives(orders)
        return await found(orders, case, there)


async def _deaths(case: Case, nursery: Nursery, clock: FileClock, orders: Orders, there: Place) -> None:
    if case.point == DURING:
        there.slow()
        await nursery.dies(replace(orders, point=Point.BEFORE_CALL, subject=subject(case), into=0.5))
        return
    first = Point.AFTER_CALL if case.point in LOOKS else case.point
    of_job = case.point in (Point.WHILE_TAKING, Point.AFTER_TAKING)
    job = "digest" if case.place == "slack channel" else "nudges"
    await nursery.dies(replace(orders, point=first, subject=job if of_job else subject(case)))
    if case.point in LOOKS:
        clock.set(clock.now() + LEASE)
        await nursery.dies(replace(orders, point=case.point, subject=subject(case)))


def subject(case: Case) -> str:
    """The message that the case is about."""
    company = Organisation(ORG, ORG, "Acme")
    return key_of(company, NOW) if case.place == "slack channel" else "nudge.ada."


async def set_up(orders: Orders, case: Case, there: Place) -> None:
    """Ada, whose trial is asked about now, and Grace, an admin; for the channel a digest that is due instead."""
    store = opened(orders.store)
    digest = case.place == "slack channel"
    company = Organisation(
        ORG, ORG, "Acme", set_up=True, digest_at=NOW if digest else None,
        stories=Spot(there.workspace.id, CHANNEL) if digest else None,
    )  # fmt: skip
    async with store.transaction(NOW) as kept:
        await kept.found(company)
        await kept.connect(there.workspace)
        await kept.keep_person(Person("ada", ORG, "Ada", nudge_at=None if digest else NOW))
        await kept.keep_account(_account(there, "ada", there.owner))
        if isinstance(there, SlackPlace):
            await kept.keep_person(Person("grace", ORG, "Grace", admin=True))
            await kept.keep_account(_account(there, "grace", ADMIN))
        await kept.add_initiative(_trial())
        if digest:
            await kept.add_initiative(initiative(2, "ada", created_at=NOW - timedelta(days=2)))
    await store.close()


def _account(there: Place, person: str, external: str) -> Account:
    return Account(account_id(there.workspace.id, external), ORG, person, there.workspace.id, external)


def _trial() -> Initiative:
    return initiative(1, "ada", owner="ada", stage=Stage.TRIAL, trial=Trial(STARTED, 8, None))


async def found(orders: Orders, case: Case, there: Place) -> Found:
    """What the store and the platform say at the end."""
    store = opened(orders.store)
    async with store.transaction(NOW + timedelta(days=2)) as kept:
        row = await _row(kept, case)
        if row.state is DeliveryState.UNCONFIRMED and case.place != "slack channel":
            assert await nudges.unanswered(kept, ORG, "ada"), "nobody can see that it is open"
    await store.close()
    if row.state is DeliveryState.UNCONFIRMED and case.place == "slack channel":
        assert isinstance(there, SlackPlace)
        assert "whether the weekly digest arrived" in there.told_to_admin()
    return Found(case, there.title, there.made(), row.state)


async def _row(kept: Transaction, case: Case) -> Delivery:
    if case.place == "slack channel":
        row = await kept.delivery(ORG, subject(case))
    else:
        (nudge,) = await kept.nudges_of(ORG, "ada")
        row = await kept.delivery(ORG, nudge.delivery)
    assert row is not None
    return row


def table(every: Iterable[Found]) -> str:
    """What was found, the stores together that ended the same."""
    same: dict[tuple[str, str, int, str], list[str]] = {}
    for one in every:
        same.setdefault((one.title, one.case.point, one.creates, one.ends), []).append(STORES[one.case.store])
    lines = ["| where | the process ends | store | created | how it ends |", "|---|---|---|---|---|"]
    lines += [
        f"| {to} | {at} | {', '.join(kept)} | {creates} | {ends} |" for (to, at, creates, ends), kept in same.items()
    ]
    return "\n".join(lines) + "\n"
