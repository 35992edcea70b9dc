"""One nudge a week: weeks lived through with a calendar that changes, journeys, and times in which nothing runs."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.asking import nudged, replanned
from handlers.messenger import Address, Sent
from handlers.ui import Message
from handlers.words import Reader
from initiatives.calendar import is_quiet, is_working_day, iso_week, local_day, quiet_hours
from initiatives.initiative import Stage, Trial
from initiatives.people import Cadence, Person, TimeOff
from initiatives.week_plan import NotAsked
from initiatives.wins import Point
from storage.port import Transaction
from storage.records import DeliveryState
from storage.weeks import Nudge, NudgeState
from tests.made import company, initiative
from tests.stores import BACKEND, closed
from tests.world import ORG, PLACE, Outbox, World

BEGIN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday; the year's last week is W53
ZONES = (
    "UTC", "Europe/Berlin", "America/Santiago", "Asia/Beirut", "Africa/Cairo", "Pacific/Kiritimati", "Pacific/Pago_Pago",
    "Australia/Lord_Howe", "America/Nuuk",
)  # fmt: skip
HOUR = timedelta(hours=1)


@dataclass
class Watched(Outbox):
    """An outbox that asks whoever watches at every new message."""

    life: Any = None

    @property
    def nudges(self) -> int:
        """How many of its messages were the question of a week."""
        return sum(shown.key.startswith("nudge.") for shown in self.shown.values())

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        self.life.hears()
        return await super().send(to, message, reader, key)


class Life:
    """An owner with one initiative. Every hour it is noted in which week of theirs it lies, and whether something was running."""

    def __init__(self) -> None:
        self.world = World()
        self.outbox = Watched(life=self)
        self.world.engine.messengers[PLACE] = self.outbox
        self.weeks: dict[str, list[bool]] = {}
        self.disturbed: list[datetime] = []
        self.running = True

    async def begun(self, zone: str = "UTC", at: datetime = BEGIN, **usual: Any) -> Life:
        self.world.clock.at = at
        await self.world.founded(zone=zone, stories=None, **usual)
        self.ada = await self.world.person("Ada", zone=zone)
        trial = Trial(date(2026, 11, 2), 30, None)
        made = initiative(1, self.ada.id, owner=self.ada.id, stage=Stage.TRIAL, trial=trial)
        async with self.world.store.transaction(at) as store:
            await store.add_initiative(made)
            await nudged(store, await store.organisation(ORG), self.ada.id, at)
        await self._known()
        return self

    async def _known(self) -> None:
        self.person, self.company = await self.ada.me(), await company(self.world)

    def hears(self) -> None:
        """Something was sent: is it a moment at which the owner may be written to?"""
        now = self.world.clock.at
        quiet = is_quiet(now.astimezone(ZoneInfo(self.person.zone)).hour, quiet_hours(self.person, self.company))
        if quiet or not is_working_day(self.person, self.company, local_day(now, self.person.zone)):
            self.disturbed.append(now)

    async def passes(self, hours: int, *, down: bool = False) -> None:
        """Time goes by; nothing is looked for while the bot is down."""
        begin = self.world.clock.at
        for number in range(hours):
            week = iso_week(local_day(begin + number * HOUR, self.person.zone))
            self.weeks.setdefault(week, []).append(self.running)
        if down:
            self.world.clock.at = begin + hours * HOUR
        else:
            await self.world.at(begin + hours * HOUR)

    async def changes(self, **own: Any) -> None:
        """The owner's calendar, changed as the conversations do."""
        async with self.world.store.transaction(self.world.clock.at) as store:
            changed = replace(await self._ada(store), **own)
            await store.keep_person(await replanned(store, self.company, changed, self.world.clock.at))
        await self._known()

    async def _ada(self, store: Transaction) -> Person:
        found = await store.person(ORG, self.ada.id)
        assert found is not None
        return found

    async def company_changes(self, **usual: Any) -> None:
        async with self.world.store.transaction(self.world.clock.at) as store:
            changed = replace(self.company, **usual)
            await store.change_organisation(changed)
            person = await self._ada(store)
            await store.keep_person(await replanned(store, changed, person, self.world.clock.at))
        await self._known()

    async def initiative_is(self, **changes: Any) -> None:
        async with self.world.store.transaction(self.world.clock.at) as store:
            found = await store.initiative(ORG, "i1")
            assert found is not None
            await store.change_initiative(replace(found, **changes))
            await nudged(store, self.company, self.ada.id, self.world.clock.at)
        self.running = changes.get("stage", Stage.TRIAL) is Stage.TRIAL

    async def rows(self) -> dict[str, Nudge]:
        async with self.world.store.transaction(self.world.clock.at) as store:
            found = await store.nudges_of(ORG, self.ada.id)
        assert len({row.week for row in found}) == len(found)
        return {row.week: row for row in found}

    async def keeps_the_promise(self) -> None:
        """A row for every week, which is sent or has a reason; nobody was disturbed, nothing was sent twice."""
        rows = await self.rows()
        last = iso_week(local_day(self.world.clock.at, self.person.zone))
        first = min(self.weeks)
        whole = {week for week, running in self.weeks.items() if all(running) and first < week < last}
        assert whole <= set(rows), f"nothing is said of {sorted(whole - set(rows))}"
        assert self.disturbed == []
        sent = Counter(shown.key for shown in self.outbox.shown.values())
        assert set(sent.values()) <= {1} and len(sent) == self.outbox.creates
        for row in rows.values():
            assert await self._is_explained(row), row

    async def _is_explained(self, row: Nudge) -> bool:
        if row.state is NudgeState.SKIPPED:
            return NotAsked(row.reason) in NotAsked
        async with self.world.store.transaction(self.world.clock.at) as store:
            delivery = await store.delivery(ORG, row.delivery)
        if delivery is None:  # half a year later nobody looks for it any more
            return bool(row.reason)
        return delivery.state is DeliveryState.SENT or bool(delivery.reason)


day, hour = st.integers(0, 6), st.sampled_from((0, 2, 6, 8, 9, 12, 18, 23))
periods = st.tuples(st.integers(0, 30), st.integers(0, 9)).map(
    lambda off: TimeOff(BEGIN.date() + timedelta(days=off[0]), BEGIN.date() + timedelta(days=sum(off)))
)
OWN = st.one_of(
    st.fixed_dictionaries({"nudge_day": st.none() | day, "nudge_hour": st.none() | hour}),
    st.fixed_dictionaries({"zone": st.sampled_from(ZONES)}),
    st.fixed_dictionaries({"nudges": st.booleans()}),
    st.fixed_dictionaries({"cadence": st.none() | st.sampled_from(Cadence)}),
    st.fixed_dictionaries({"quiet_from": st.none() | hour, "quiet_to": st.none() | hour}),
    st.fixed_dictionaries({"working_days": st.sets(day).map(lambda days: tuple(sorted(days)))}),
    st.fixed_dictionaries({"country": st.sampled_from(("", "DE", "FR", "EG"))}),
    st.fixed_dictionaries({"snoozed_until": st.dates(date(2026, 11, 20), date(2027, 1, 10))}),
    st.fixed_dictionaries({"time_off": st.lists(periods, max_size=2).map(tuple)}),
)
STEPS = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(st.just("own"), OWN),
            st.tuples(st.just("usual"), st.fixed_dictionaries({"check_in_day": day, "check_in_hour": hour})),
            st.tuples(st.sampled_from(("ends", "begins", "answers")), st.just({})),
            st.tuples(st.just("down"), st.fixed_dictionaries({"hours": st.integers(1, 300)})),
        ),
        st.integers(0, 120),
    ),
    max_size=9,
)
Steps = list[tuple[tuple[str, dict[str, Any]], int]]


async def lived(zone: str, steps: Steps) -> None:
    """In a loop of its own."""
    try:
        life = await Life().begun(zone)
        await life.passes(20)
        for (what, given_), hours in steps:
            await step(life, what, given_)
            await life.passes(hours)
        await life.passes(24 * 15)
        await life.keeps_the_promise()
    finally:
        await closed()


async def step(life: Life, what: str, given_: dict[str, Any]) -> None:
    today = local_day(life.world.clock.at, life.person.zone)
    match what:
        case "own":
            await life.changes(**given_)
        case "usual":
            await life.company_changes(**given_)
        case "ends":
            await life.initiative_is(stage=Stage.STOPPED)
        case "begins":
            await life.initiative_is(stage=Stage.TRIAL)
        case "answers":
            point = Point(Decimal(30), today, iso_week(today))
            await life.initiative_is(stage=Stage.TRIAL, recent=(point,))
        case _:
            await life.passes(given_["hours"], down=True)


@given(st.sampled_from(ZONES), STEPS)
@settings(max_examples=100 if BACKEND == "memory" else 5, deadline=None)
def test_every_week_is_asked_about_or_says_why_not_whatever_happens(zone: str, steps: Steps) -> None:
    asyncio.run(lived(zone, steps))


@pytest.mark.prove
@given(st.sampled_from(ZONES), STEPS)
@settings(max_examples=1_000, deadline=None)
def test_every_week_is_asked_about_or_says_why_not_in_many_lives(zone: str, steps: Steps) -> None:
    asyncio.run(lived(zone, steps))


# journeys


async def test_whoever_travels_over_their_slot_is_asked_later_in_the_same_week() -> None:
    life = await Life().begun("Pacific/Pago_Pago")
    await life.passes(24 * 3 + 5)  # Monday 06:00 there, before the check-in at nine
    await life.changes(zone="Pacific/Kiritimati")  # Tuesday 07:00 there, a day behind the slot
    await life.passes(24)
    row = (await life.rows())["2026-W48"]
    assert row.state is NudgeState.OPEN
    assert row.at == datetime(2026, 11, 23, 19, 0, tzinfo=UTC)  # Tuesday 09:00 in Kiritimati
    await life.keeps_the_promise()


async def test_whoever_travels_back_into_a_week_that_was_asked_about_is_not_asked_twice() -> None:
    life = await Life().begun("Pacific/Kiritimati", BEGIN - timedelta(days=7))
    await life.passes(24 * 9 - 15)  # Monday 11:00 there, two hours after the second check-in
    before = await life.rows()
    await life.changes(zone="Pacific/Pago_Pago")  # Sunday 10:00 there, in the week before
    await life.passes(24 * 8)
    after = await life.rows()
    assert {week: row.at for week, row in after.items() if week in before} == {
        week: row.at for week, row in before.items()
    }
    assert life.outbox.nudges == len(after)
    await life.keeps_the_promise()


async def test_a_week_left_behind_by_a_journey_says_so() -> None:
    life = await Life().begun("Pacific/Pago_Pago", working_days=tuple(range(7)), check_in_day=6, check_in_hour=18)
    await life.passes(24 * 9 + 12)  # Sunday 13:00 there, five hours before the second check-in
    await life.changes(zone="Pacific/Kiritimati")  # Monday 14:00 there: that Sunday is over
    await life.passes(24 * 8)
    rows = await life.rows()
    assert rows["2026-W48"].reason == NotAsked.MOVED
    assert rows["2026-W49"].state is NudgeState.OPEN
    await life.keeps_the_promise()


@pytest.mark.parametrize(
    ("zone", "slot"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 2, tzinfo=UTC)), ("Europe/Berlin", datetime(2027, 10, 31, 2, tzinfo=UTC)),
        ("Asia/Beirut", datetime(2027, 3, 28, 0, tzinfo=UTC)), ("Africa/Cairo", datetime(2027, 4, 30, 0, tzinfo=UTC)),
        ("America/Santiago", datetime(2027, 9, 5, 0, tzinfo=UTC)), ("America/Nuuk", datetime(2027, 3, 27, 23, tzinfo=UTC)),
        ("Antarctica/Troll", datetime(2027, 3, 28, 2, tzinfo=UTC)), ("Australia/Lord_Howe", datetime(2027, 10, 3, 2, tzinfo=UTC)),
    ],
)  # fmt: skip
async def test_an_hour_that_the_clock_leaps_over_or_has_twice_is_asked_once(zone: str, slot: datetime) -> None:
    usual = {"working_days": tuple(range(7)), "quiet_from": 0, "quiet_to": 0}
    life = await Life().begun(
        zone, slot - timedelta(days=15), **usual, check_in_day=slot.weekday(), check_in_hour=slot.hour
    )
    await life.passes(24 * 40)
    rows = await life.rows()
    asked = [local_day(row.at, zone) for row in rows.values()]
    assert slot.date() in asked
    assert {day.weekday() for day in asked} == {slot.weekday()}
    assert len(rows) in (5, 6) and {row.state for row in rows.values()} <= {NudgeState.OPEN, NudgeState.MISSED}
    assert life.outbox.nudges == len(rows)
    await life.keeps_the_promise()


@pytest.mark.prove
@pytest.mark.parametrize(
    "zone", [*ZONES, "Antarctica/Troll", "Africa/Casablanca", "Pacific/Chatham", "Atlantic/Azores"]
)
async def test_three_years_of_the_job_itself_ask_once_in_every_week(zone: str) -> None:
    for slot in ((0, 9), (4, 0), (5, 23), (6, 2)):
        usual = {"working_days": tuple(range(7)), "quiet_from": 0, "quiet_to": 0}
        life = await Life().begun(
            zone, datetime(2026, 11, 19, tzinfo=UTC), **usual, check_in_day=slot[0], check_in_hour=slot[1]
        )
        await life.passes(24 * 365 * 3)
        rows = sorted((await life.rows()).values(), key=lambda row: row.week)
        assert 155 <= len(rows) <= 158 and len(rows) == life.outbox.nudges
        assert {NudgeState.SKIPPED} & {row.state for row in rows} == set()
        assert {local_day(row.at, zone).weekday() for row in rows} == {slot[0]}
        await life.keeps_the_promise()
