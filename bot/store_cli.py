"""`quickwin store`: moving what is kept to another place, backing it up, restoring it, and checking it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bot import settings
from bot.wiring import new_id, new_salt
from storage.backups import BackupSource, back_up
from storage.moving import Source, Sums, Target, Tell, copy
from storage.named import backup_of, newest_schema, source_of, target_of
from storage.restoring import settle
from storage.rows import CannotOpen, StorageFailed
from storage.verifying import Findings, verify

T = TypeVar("T")

INTERRUPTED = 130

store = typer.Typer(help="Move, back up, restore and check what is kept.", no_args_is_help=True)

Here = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="An address as in DATABASE_URL, or the path of a store file; otherwise the store that is set.",
    ),
]
Place = "An address as in DATABASE_URL, or the path of a store file."


@store.command("copy")
def copy_store(
    source: Annotated[str, typer.Argument(metavar="FROM", help=Place)],
    target: Annotated[str, typer.Argument(metavar="TO", help=Place)],
    old: Annotated[
        bool, typer.Option("--old", help="FROM is an old state: what was due in it is not sent any more.")
    ] = False,
) -> None:
    """Copy everything into an empty store. Interrupted, the same command goes on."""
    sums = _ran(_copy(source, target, old=old))
    _say(sums)
    typer.echo(f"Everything is copied and compared: {_total(sums)} records.")


@store.command("backup")
def backup_store(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup file to write.")], here: Here = None
) -> None:
    """Write everything into one compressed file. The bot may go on meanwhile."""
    sums = _ran(_back_up(here_or(here), file))
    _say(sums)
    typer.echo(
        f"{file} is written: {_total(sums)} records. It holds everything people wrote: keep it as safe as the store."
    )


@store.command("restore")
def restore_store(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup file.")], here: Here = None
) -> None:
    """Fill an empty store from a backup. What was due before is not sent any more."""
    sums = _ran(_restore(file, here_or(here)))
    _say(sums)
    typer.echo(
        f"Everything is restored and compared: {_total(sums)} records. What was due before is not sent any more."
    )


@store.command("verify")
def verify_store(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="A backup file or a store; otherwise the one that is set.")
    ] = None,
    here: Here = None,
) -> None:
    """Check a store or a backup: readable, complete, nothing missing that is referred to, the audit trail whole."""
    findings = _ran(_verify(file or here_or(here)))
    _say(findings.sums)
    for problem in findings.problems:
        typer.echo(problem, err=True)
    if findings.count:
        typer.echo(f"Problems found: {findings.count}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Nothing is wrong: {_total(findings.sums)} records.")


def here_or(given: str | None) -> str:
    """The store somebody names, else the one of the settings."""
    if given:
        return given
    try:
        read = settings.read(dict(os.environ))
    except settings.CannotStart as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
    return read.database.get_secret_value() or str(read.folder / "quickwin.json")


def _ran(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except (CannotOpen, StorageFailed) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped. A copy or a restoration goes on when the same command is given again.", err=True)
        raise typer.Exit(INTERRUPTED) from None


async def _copy(name: str, target: str, *, old: bool) -> Sums:
    source = await source_of(name)
    try:
        return await _fill(source, target, old=old)
    finally:
        await source.close()


async def _restore(file: Path, target: str) -> Sums:
    return await _fill(backup_of(file), target, old=True)


async def _fill(source: Source, name: str, *, old: bool) -> Sums:
    """A backup is looked through first, so that a damaged one leaves the target alone, and is always an old state."""
    if isinstance(source, BackupSource):
        with _progress({}, "checking") as tell:
            _refuse(await verify(source, tell=tell))
    target = await target_of(name, new_id=new_id, new_salt=new_salt)
    at = datetime.now(UTC)

    async def settled(filled: Target) -> None:
        await settle(filled, at)

    try:
        with _progress(await source.counts(), "copying") as tell:
            as_old = old or isinstance(source, BackupSource)
            return await copy(source, target, tell=tell, settle=settled if as_old else None)
    finally:
        await target.close()


def _refuse(findings: Findings) -> None:
    """What cannot be read is not restored; records that refer to missing ones are, as they were in the store."""
    if findings.unreadable:
        raise CannotOpen(findings.unreadable)


async def _back_up(name: str, file: Path) -> Sums:
    source = await source_of(name)
    try:
        with _progress(await source.counts(), "backing up") as tell:
            return await back_up(source, file, at=datetime.now(UTC), schema=newest_schema(), tell=tell)
    finally:
        await source.close()


async def _verify(name: str) -> Findings:
    source = await source_of(name)
    try:
        with _progress(await source.counts(), "checking") as tell:
            return await verify(source, tell=tell)
    finally:
        await source.close()


@contextmanager
def _progress(totals: Mapping[str, int], what: str) -> Iterator[Tell]:
    """A bar for each table on a terminal, elsewhere a line for each that is begun."""
    if not sys.stderr.isatty():
        begun: set[str] = set()
        yield lambda table, _done: _begin(what, table, begun)
        return
    bars: dict[str, TaskID] = {}
    columns = (TextColumn(what), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def tell(table: str, done: int) -> None:
            if table not in bars:
                bars[table] = progress.add_task(table, total=totals.get(table))
            progress.update(bars[table], completed=done)

        yield tell


def _begin(what: str, table: str, begun: set[str]) -> None:
    if table not in begun:
        begun.add(table)
        typer.echo(f"{what} {table}", err=True)


def _say(sums: Sums) -> None:
    """A line for each table that holds something."""
    for name, told in sums.items():
        if told.records:
            typer.echo(f"{name:<14} {told.records:>9}  {told.hash}")


def _total(sums: Sums) -> int:
    return sum(told.records for told in sums.values())
