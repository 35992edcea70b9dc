"""`quickwin import readings`: numbers out of a CSV file, for whoever runs the bot; and what every import of a file needs."""

from __future__ import annotations

import asyncio
import csv
import io
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.measurements import FIELDS, read, wrong
from bot.store_cli import here_or
from bot.stores import open_store
from bot.wiring import new_id, new_salt
from handlers.importing import Held, Imported, Row, import_rows
from handlers.words import Reader, Untranslated
from storage.looking import looking
from storage.port import Transaction
from storage.repeating import repeated
from storage.rows import CannotOpen, StorageFailed

MOST_ROWS = 20_000
READER = Reader("en", "UTC", Untranslated())

imports = typer.Typer(help="Bring numbers or vetted tools in from a file.", no_args_is_help=True)


class Refused(Exception):
    """Nothing is imported; the lines say why."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self.lines = tuple(lines)


class OnlyLooked(Exception):
    """Leaves the transaction of a dry run without a trace."""


@imports.command("readings")
def import_readings(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a line of column names.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and keep nothing.")] = False,
    source: Annotated[str, typer.Option(help="What is shown beside the numbers; otherwise the file's name.")] = "",
    organisation: Annotated[str, typer.Option(help="The organisation's id, where the store has several.")] = "",
    sure: Annotated[
        bool, typer.Option("--sure", help="Keep also what looks like a slip, and ask nobody about it.")
    ] = False,
) -> None:
    """Keep the numbers of a CSV file as measured: all of them, or none if a line is wrong. Again it keeps nothing twice."""
    try:
        rows = [replace(row, says=replace(row.says, sure=row.says.sure or sure)) for row in _rows(file)]
        done = asyncio.run(_imported(rows, source.strip() or file.name, organisation, dry_run=dry_run))
    except Refused as refused:
        for line in refused.lines:
            typer.echo(line, err=True)
        raise typer.Exit(1) from None
    except (settings.CannotStart, CannotOpen, StorageFailed) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
    typer.echo(_told(done, dry_run=dry_run))


def _told(done: Imported, *, dry_run: bool) -> str:
    would = "Would be kept" if dry_run else "Kept"
    parts = (
        f"initiatives: {len(done.initiatives)}, counting for their week: {done.counting}, there already: {done.there}"
    )
    return "\n".join((f"{would}: {done.kept} ({parts}).", *_aside(done.held, dry_run=dry_run)))


def _aside(held: Sequence[Held], *, dry_run: bool) -> list[str]:
    """What is not kept yet, line by line."""
    if not held:
        return []
    lines = [
        f"Line {one.line}: {one.value:f} looks like a slip"
        + (f", last time it was {one.last:f}." if one.last is not None else ".")
        for one in held
    ]
    asked = "would be asked" if dry_run else "is asked"
    return [
        *lines,
        f"Waiting: {len(held)}. Whoever answers for it {asked} in the chat; --sure keeps such numbers at once.",
    ]


def lines_of(file: Path, check: Callable[[Sequence[str]], None]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, which `check` may refuse, and the cells of every line with its number."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as why:
        raise Refused((f"{file} cannot be read as UTF-8 ({why}).",)) from None
    first = text.split("\n", 1)[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        names = [name.strip().casefold() for name in next(table, [])]
        check(names)
        found = [(table.line_num, cells) for cells in table if any(cell.strip() for cell in cells)]
    except csv.Error as why:
        raise Refused((f"Line {table.line_num}: {why}.",)) from None
    if not found or len(found) > MOST_ROWS:
        raise Refused((f"The file has {len(found)} lines below its first; 1 to {MOST_ROWS} can be imported at once.",))
    return names, found


def _rows(file: Path) -> list[Row]:
    """Every line read; Refused with all that is wrong."""
    return _read(*lines_of(file, _check_columns))


def _check_columns(names: Sequence[str]) -> None:
    strange = [name for name in names if name not in FIELDS]
    if strange or len(set(names)) != len(names) or not {"value", "day"} <= set(names):
        raise Refused((f"The first line names the columns: day, value, and any of {', '.join(_others())}.",))


def _others() -> list[str]:
    return [name for name in FIELDS if name not in ("value", "day")]


def _read(names: Sequence[str], found: Iterable[tuple[int, list[str]]]) -> list[Row]:
    rows, problems = [], []
    for line, cells in found:
        said = {name: cell.strip() or None for name, cell in zip(names, cells, strict=False)}
        errors = {"": f"{len(names)} cells are expected"} if len(cells) != len(names) else wrong(said)
        if not errors and said["day"] is None:
            errors = {"day": "It is missing."}
        problems += [line_says(line, name, why) for name, why in errors.items()]
        if not errors:
            rows.append(Row(line, read(said)))
    if problems:
        raise Refused(nothing(problems))
    return rows


def line_says(line: int, name: str, why: str) -> str:
    return f"Line {line}, {name}: {why}" if name else f"Line {line}: {why}"


def nothing(problems: Sequence[str]) -> tuple[str, ...]:
    return (*problems, f"Nothing is imported. Problems found: {len(problems)}.")


async def _imported(rows: Sequence[Row], source: str, organisation: str, *, dry_run: bool) -> Imported:
    whose = await organisation_of(organisation)
    store, now = await open_store(settings.read(dict(os.environ))), datetime.now(UTC)
    done = Imported()

    async def kept(transaction: Transaction) -> None:
        nonlocal done
        transaction.because(by="operator", action="readings.import")
        done = await import_rows(transaction, await transaction.organisation(whose), rows, source, now, new_id)
        if done.wrong:
            problems = [line_says(one.line, one.field, READER.read(one.why)) for one in done.wrong]
            raise Refused(nothing(problems))
        if dry_run:
            raise OnlyLooked

    try:
        await repeated(partial(store.transaction, now), kept)
    except OnlyLooked:
        pass
    finally:
        await store.close()
    return done


async def organisation_of(named: str) -> str:
    """The one that is meant. Raises Refused where that is not clear."""
    async with looking(here_or(None), datetime.now(UTC), new_id=new_id, new_salt=new_salt) as (known, _):
        found = [one for one in known if one == named or not named]
    if len(found) != 1:
        raise Refused((f"Say whose this is with --organisation: {', '.join(known) or 'there is none yet'}.",))
    return found[0]
