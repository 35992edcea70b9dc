"""Many numbers at once, out of a file: all of them, or none when one is wrong, and none twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from handlers import refusals
from handlers.measuring import Measurement, measure
from handlers.waiting import Waits
from handlers.words import Words
from initiatives.initiative import Initiative
from initiatives.people import Organisation
from initiatives.rules import RuleBroken
from storage.port import Transaction


@dataclass(frozen=True)
class Row:
    """One number, and the line it stands in."""

    line: int
    says: Measurement


@dataclass(frozen=True)
class Wrong:
    """Why a line cannot be taken; `field` is empty when it is about the whole line."""

    line: int
    field: str
    why: Words


@dataclass(frozen=True)
class Held:
    """A line whose number can hardly be meant: it waits, and whoever answers for it is asked. `last` is what it was before."""

    line: int
    value: Decimal
    last: Decimal | None


@dataclass
class Imported:
    """What became of the rows: `kept` new ones, of which `counting` are their week's number, those that were `there` already, and
    those that are `held` until somebody says.
    """

    kept: int = 0
    counting: int = 0
    there: int = 0
    initiatives: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


Known = set[tuple[str, date, Decimal]]


async def import_rows(
    store: Transaction,
    organisation: Organisation,
    rows: Sequence[Row],
    source: str,
    now: datetime,
    new_id: Callable[[], str],
) -> Imported:
    """Takes the rows in the order of their days. Where something is wrong the transaction has to be left without a trace."""
    done, known = Imported(), dict[str, Known]()
    today = now.date()
    for row in sorted(rows, key=lambda row: (row.says.on or today, row.line)):
        try:
            await _take(store, organisation, row, source, now, new_id, done, known)
        except RuleBroken as broken:
            done.wrong.append(Wrong(row.line, broken.field, refusals.of(broken.rule, broken.values)))
    done.wrong.sort(key=lambda wrong: wrong.line)
    done.held.sort(key=lambda held: held.line)
    return done


async def _take(
    store: Transaction,
    organisation: Organisation,
    row: Row,
    source: str,
    now: datetime,
    new_id: Callable[[], str],
    done: Imported,
    known: dict[str, Known],
) -> None:
    says = row.says
    about = await _about(store, organisation, says)
    if about is not None and says.on is not None:
        if about.id not in known:
            known[about.id] = await _known(store, about, source)
        number = (says.kpi or about.leading.id, says.on, says.value)
        if number in known[about.id]:
            done.there += 1
            return
        known[about.id].add(number)
    kept = await measure(store, organisation, says, source, now, new_id)
    if isinstance(kept, Waits):
        done.there += kept.refused
        done.held += [] if kept.refused else [Held(row.line, kept.value, kept.last)]
        return
    done.kept += 1
    done.counting += kept.counts
    done.initiatives.add(kept.initiative)


async def _about(store: Transaction, organisation: Organisation, says: Measurement) -> Initiative | None:
    if says.initiative:
        return await store.initiative(organisation.id, says.initiative)
    found = await store.measured_by(organisation.id, says.kpi) if says.kpi else []
    return found[0] if len(found) == 1 else None


async def _known(store: Transaction, about: Initiative, source: str) -> Known:
    """What this source has sent before: a file imported again changes nothing."""
    readings = await store.readings(about.organisation, about.id)
    return {(one.kpi, one.on, one.value) for one in readings if one.source == source}
