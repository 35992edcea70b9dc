"""A number a system has measured: kept by the rules of a chat answer, as what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from handlers.checking_in import Measured, Said, record
from handlers.conversation import Turn
from handlers.deliveries import queue
from handlers.doubting import before
from handlers.requests import Where
from handlers.waiting import Waits, hold, overtaken
from handlers.words import Reader, Untranslated
from initiatives.calendar import iso_week, local_day
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence, Kpi, Reading
from initiatives.people import Organisation, Person
from initiatives.rules import Rule, RuleBroken
from initiatives.spelling import folded
from initiatives.units import same_unit
from initiatives.waiting import WaitingNumber, must_wait, waiting_id
from storage.port import Transaction


@dataclass(frozen=True)
class Measurement:
    """What a system says: `initiative` and `kpi` are ids, of which one may be empty; without `on` it is of today.

    `sure` says that it is meant even where it looks like a slip.
    """

    initiative: str
    kpi: str
    value: Decimal
    on: date | None = None
    unit: str = ""
    comment: str = ""
    sure: bool = False


@dataclass(frozen=True)
class Kept:
    """What became of it. `counts` says that it is its week's number now; one of an earlier day than the week's is only kept."""

    initiative: str
    kpi: str
    value: Decimal
    on: date
    week: str
    counts: bool


async def measure(
    store: Transaction,
    organisation: Organisation,
    sent: Measurement,
    source: str,
    now: datetime,
    new_id: Callable[[], str],
) -> Kept | Waits:
    """Keeps the number, and queues what follows from it; what looks like a slip is put aside and asked about first.

    Raises:
        RuleBroken: before anything is changed.
    """
    initiative = await _found(store, organisation.id, sent)
    kpi = initiative.kpi(sent.kpi) if sent.kpi else initiative.leading
    turn = await _turn(store, organisation, initiative, source, now, new_id)
    today = local_day(now, turn.person.zone)
    on = sent.on or today
    _check(initiative, kpi, sent, on, today)
    week = iso_week(on)
    earlier = await store.check_in(organisation.id, check_in_id(initiative.id, week))
    if (slip := await _slip(store, initiative, kpi, sent, source, on, earlier, now)) is not None:
        waits = await hold(store, organisation, initiative, slip, now, new_id)
        if waits is not None:
            return waits
    counts = kpi.id == initiative.leading.id
    if counts and earlier is not None:
        counts = on >= (earlier.on or local_day(earlier.at, turn.person.zone))
    if counts:
        await _answered(
            turn, initiative, week, Said({kpi.id: sent.value}, measured=Measured(on, source)), sent, earlier
        )
    else:
        await store.add_reading(_reading(turn, initiative, kpi, sent, on))
        await queue(store, organisation.id, await overtaken(store, initiative, week, (kpi.id,), now, on), now, new_id)
    return Kept(initiative.id, kpi.id, sent.value, on, week, counts)


async def _found(store: Transaction, organisation: str, sent: Measurement) -> Initiative:
    if sent.initiative:
        named = await store.initiative(organisation, sent.initiative)
        if named is None:
            raise RuleBroken("initiative", Rule.UNKNOWN_INITIATIVE)
        return named
    measured = await store.measured_by(organisation, sent.kpi) if sent.kpi else []
    if len(measured) != 1:
        raise RuleBroken("kpi" if sent.kpi else "initiative", Rule.UNKNOWN_KPI if sent.kpi else Rule.EMPTY)
    return measured[0]


def _check(initiative: Initiative, kpi: Kpi, sent: Measurement, on: date, today: date) -> None:
    if not initiative.asked_weekly:
        raise RuleBroken("initiative", Rule.NOT_RUNNING)
    if on > today:
        raise RuleBroken("day", Rule.IN_THE_FUTURE)
    if sent.unit and not _is_counted_in(sent.unit, kpi):
        raise RuleBroken("unit", Rule.OTHER_UNIT, unit=kpi.unit or kpi.name)


def _is_counted_in(unit: str, kpi: Kpi) -> bool:
    known = kpi.counts_in
    return folded(unit) in (folded(kpi.unit), folded(known)) or any(same_unit(unit, known, one) for one in ("en", "fr"))


async def _slip(
    store: Transaction,
    initiative: Initiative,
    kpi: Kpi,
    sent: Measurement,
    source: str,
    on: date,
    earlier: CheckIn | None,
    now: datetime,
) -> WaitingNumber | None:
    """The number as it waits, when it can hardly be meant; None when it is likely, or said to be meant."""
    last = _last_of_leading(initiative, iso_week(on)) if kpi.id == initiative.leading.id else kpi.baseline
    in_its_week = dict(earlier.values).get(kpi.id) if earlier is not None else None
    if sent.sure or not must_wait(sent.value, kpi.counts_in, last, in_its_week):
        return None
    if kpi.id != initiative.leading.id:  # these are read only once the first number of all does not explain it
        last = await _last_reading(store, initiative, kpi, on) or last
        if not must_wait(sent.value, kpi.counts_in, last, None):
            return None
    key = waiting_id(initiative.id, kpi.id, on, sent.value)
    return WaitingNumber(
        key, initiative.organisation, initiative.id, kpi.id, sent.value, on, source, now, last, sent.comment
    )  # fmt: skip


def _last_of_leading(initiative: Initiative, week: str) -> Decimal | None:
    """What it was before that week; of weeks before its first number was read, that number, which is the nearest one known."""
    last, kpi = before(initiative, week).last, initiative.leading
    later = kpi.baseline_on is not None and iso_week(kpi.baseline_on) > week
    return kpi.baseline if last is None and later else last


async def _last_reading(store: Transaction, initiative: Initiative, kpi: Kpi, on: date) -> Decimal | None:
    known = await store.readings(initiative.organisation, initiative.id)
    days = {(one.on, one.at): one.value for one in known if one.kpi == kpi.id and one.on <= on}
    return days[max(days)] if days else None


async def _turn(
    store: Transaction,
    organisation: Organisation,
    initiative: Initiative,
    source: str,
    now: datetime,
    new_id: Callable[[], str],
) -> Turn:
    """As nobody of the organisation, in the days of whoever answers for the initiative."""
    asked = await store.person(organisation.id, initiative.answered_by)
    zone = asked.zone if asked is not None else organisation.zone
    system = Person("", organisation.id, source, organisation.language, zone)
    nowhere, reader = Where("", "", "direct"), Reader("en", zone, Untranslated())
    return Turn(organisation, system, nowhere, now, store, new_id, reader)


async def _answered(
    turn: Turn, initiative: Initiative, week: str, said: Said, sent: Measurement, earlier: CheckIn | None
) -> None:
    """The week's answer. What its owner has said beside the number, and about other numbers, stays."""
    _, also = await record(turn, initiative, week, replace(said, comment=sent.comment))
    await queue(turn.store, turn.org, also, turn.now, turn.new_id)
    if earlier is None:
        return
    kept = await turn.store.check_in(turn.org, earlier.id)
    assert kept is not None  # noqa: S101 just recorded
    values = tuple({**dict(earlier.values), **dict(kept.values)}.items())
    comment = sent.comment or earlier.comment
    await turn.store.keep_check_in(replace(kept, values=values, confidence=earlier.confidence, comment=comment))


def _reading(turn: Turn, initiative: Initiative, kpi: Kpi, sent: Measurement, on: date) -> Reading:
    return Reading(
        turn.new_id(), turn.org, initiative.id, kpi.id, sent.value, on, iso_week(on), turn.now, "",
        Evidence.MEASURED, source=turn.person.name,
    )  # fmt: skip
