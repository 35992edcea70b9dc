"""`quickwin next-week` and `quickwin ledger`: who would be asked, and what became of every week, for whoever runs the bot."""

from __future__ import annotations

import asyncio
import csv
import io
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.store_cli import Here, here_or
from bot.wiring import new_id, new_salt
from handlers.explaining import NOT_ASKED, explained
from handlers.forecast import Coming, coming, in_week, seven_days
from handlers.foretold import counted, what
from handlers.ledger import Entry, Rate, is_week, last_weeks, of_person, of_week, rate
from handlers.ledger_words import OUTCOMES, told
from handlers.words import Reader, Untranslated
from initiatives.people import Organisation
from storage.looking import looking
from storage.port import Transaction
from storage.rows import CannotOpen, StorageFailed

T = TypeVar("T")

READER = Reader("en", "UTC", Untranslated())
WIDE = 240
COLUMNS = (
    "organisation",
    "week",
    "person",
    "name",
    "outcome",
    "asked",
    "answered",
    "reminded",
    "reason",
    "said",
    "why",
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON list, for other programs.")]
Week = Annotated[str | None, typer.Option("--week", help="An ISO week, like 2026-W48.")]


@dataclass(frozen=True)
class Named:
    """What one organisation has of something."""

    organisation: Organisation
    found: Sequence[Any]


def next_week(week: Week = None, json_: AsJson = False, here: Here = None) -> None:
    """List who would be written to in the next seven days, when and why, or why not. Nothing is sent."""
    _refuse_strange(week)
    now = datetime.now(UTC)

    async def look(store: Transaction, organisation: Organisation) -> list[Coming]:
        period = in_week(week, organisation) if week else seven_days(now)
        return await coming(store, organisation, period, now)

    every = everywhere(here, now, look)
    if json_:
        as_json([_plain(named.organisation, one) for named in every for one in named.found])
        return
    for named in every:
        _table(
            f"{named.organisation.name}: {READER.read(counted(named.found))}",
            ("when", "what"),
            [
                (_when(one.at, one.zone) if one.not_asked is None else "-", READER.read(what(one)))
                for one in named.found
            ],
        )


def ledger(
    week: Week = None,
    person: Annotated[str | None, typer.Option("--person", help="Somebody's name, or the id of them.")] = None,
    json_: AsJson = False,
    csv_: Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")] = False,
    here: Here = None,
) -> None:
    """List when people were asked and answered, week by week, or why not; without a choice, the last eight weeks counted."""
    _refuse_strange(week)
    now = datetime.now(UTC)

    async def look(store: Transaction, organisation: Organisation) -> list[dict[str, object]]:
        names = {one.id: one.name for one in await store.people(organisation.id)}
        entries = await _chosen(store, organisation, names, week, person, now)
        return [_row(organisation, names.get(one.person, ""), one) for one in entries]

    every = everywhere(here, now, look)
    rows = [row for named in every for row in named.found]
    if json_:
        as_json(rows)
    elif csv_:
        typer.echo(as_csv(rows, COLUMNS), nl=False)
    elif week or person:
        for named in every:
            shown = [[str(row[column] or "") for column in COLUMNS[1:8]] + [str(row["why"])] for row in named.found]
            _table(named.organisation.name, (*COLUMNS[1:8], "why"), shown)
    else:
        for organisation, rates in _everywhere_counted(here, now):
            _table(
                organisation.name,
                ("week", "answers"),
                [(one.week, READER.read(told(one))) for one in rates if one.counts],
            )


def _refuse_strange(week: str | None) -> None:
    """A week that does not exist is answered with what one looks like."""
    if week is None or is_week(week):
        return
    typer.echo(f"{_printable(week)} is no ISO week; one looks like 2026-W48.", err=True)
    raise typer.Exit(2)


def everywhere(
    here: str | None,
    now: datetime,
    look: Callable[[Transaction, Organisation], Awaitable[Sequence[T]]],
) -> list[Named]:
    """What `look` finds in every organisation of the store, which the bot may have open meanwhile."""

    async def found() -> list[Named]:
        every = []
        async with looking(here_or(here), now, new_id=new_id, new_salt=new_salt) as (organisations, opened):
            for each in organisations:
                async with opened() as store:
                    organisation = await store.organisation(each)
                    every.append(Named(organisation, await look(store, organisation)))
        return every

    try:
        return asyncio.run(found())
    except (CannotOpen, StorageFailed) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None


def _everywhere_counted(here: str | None, now: datetime) -> list[tuple[Organisation, Sequence[Rate]]]:
    async def look(store: Transaction, organisation: Organisation) -> list[Rate]:
        weeks = last_weeks(now, organisation.zone)
        return [rate(each, await of_week(store, organisation.id, each)) for each in weeks]

    return [(named.organisation, named.found) for named in everywhere(here, now, look)]


async def _chosen(
    store: Transaction,
    organisation: Organisation,
    names: dict[str, str],
    week: str | None,
    person: str | None,
    now: datetime,
) -> list[Entry]:
    if person is not None:
        wanted = [id_ for id_, name in names.items() if person.casefold() in (id_.casefold(), name.casefold())]
        entries = [one for id_ in wanted for one in await of_person(store, organisation.id, id_)]
        return [one for one in entries if week in (None, one.week)]
    weeks = [week] if week else last_weeks(now, organisation.zone)
    entries = [one for each in weeks for one in await of_week(store, organisation.id, each)]
    return sorted(entries, key=lambda one: (one.week, names.get(one.person, "").casefold(), one.person))


def _row(organisation: Organisation, name: str, one: Entry) -> dict[str, object]:
    return {
        "organisation": organisation.id,
        "week": one.week,
        "person": one.person,
        "name": name,
        "outcome": READER.read(OUTCOMES[one.outcome]),
        "asked": one.sent_at.isoformat() if one.sent_at else "",
        "answered": one.answered_at.isoformat() if one.answered_at else "",
        "reminded": "yes" if one.reminded else "",
        "reason": one.reason,
        "said": one.said,
        "why": READER.read(explained(one.reason, one.said)) if one.reason else "",
    }


def _plain(organisation: Organisation, one: Coming) -> dict[str, object]:
    return {
        "organisation": organisation.id,
        "kind": one.kind.value,
        "at": one.at.isoformat(),
        "zone": one.zone,
        "person": one.person,
        "name": one.name,
        "about": list(one.about),
        "in_place_of": list(one.instead_of),
        "asked": one.not_asked is None,
        "reason": one.not_asked.value if one.not_asked else "",
        "why": READER.read(NOT_ASKED[one.not_asked]) if one.not_asked else "",
        "card": one.card,
    }


def as_json(rows: Sequence[Mapping[str, object]]) -> None:
    typer.echo(orjson.dumps(list(rows), option=orjson.OPT_INDENT_2).decode())


def as_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """The rows as a spreadsheet reads them, a line of names first."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[_cell(str(row[column])) for column in columns] for row in rows])
    return text.getvalue()


def _cell(text: str) -> str:
    """A spreadsheet takes what begins like this for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*columns, title=escape(_printable(title)), title_justify="left")
    for row in rows:
        table.add_row(*(escape(_printable(cell)) for cell in row))
    # Elsewhere than on a terminal nothing is cut for the width of a window.
    console = Console() if sys.stdout.isatty() else Console(width=WIDE)
    console.print(table)


def _when(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %d %b %H:%M} {zone}"


def _printable(text: str) -> str:
    """A terminal obeys some characters that a name may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
