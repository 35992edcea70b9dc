"""`quickwin import readings`: numbers out of a CSV file, for whoever runs the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.csv_files import Said, finished, kept, lines_of
from bot.measurements import FIELDS, read, wrong
from bot.wiring import new_id
from handlers.importing import Held, Imported, Row, import_rows
from initiatives.people import Organisation
from storage.port import Transaction

imports = typer.Typer(help="Bring numbers or vetted tools in from a file.", no_args_is_help=True)
NEEDED = ("day", "value")


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
    done = finished(_imported(file, source.strip() or file.name, organisation, sure=sure, dry_run=dry_run))
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


async def _imported(file: Path, source: str, organisation: str, *, sure: bool, dry_run: bool) -> Imported:
    rows = lines_of(file, NEEDED, FIELDS, _wrong, _row)
    meant = [replace(row, says=replace(row.says, sure=row.says.sure or sure)) for row in rows]

    async def bring(transaction: Transaction, whose: Organisation, now: datetime) -> Imported:
        return await import_rows(transaction, whose, meant, source, now, new_id)

    return await kept(bring, "readings.import", organisation, dry_run=dry_run)


def _wrong(said: Said) -> Mapping[str, str]:
    errors = wrong(_given(said))
    return errors if errors or said["day"] else {"day": "It is missing."}


def _row(line: int, said: Said) -> Row:
    return Row(line, read(_given(said)))


def _given(said: Said) -> dict[str, str | None]:
    return {name: cell or None for name, cell in said.items()}
