"""A CSV file brought into the store: all of its lines, or none where one is wrong, and nothing at all in a dry run."""

from __future__ import annotations

import asyncio
import csv
import io
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import typer

from bot import settings
from bot.store_cli import here_or
from bot.stores import open_store
from bot.wiring import new_id, new_salt
from handlers.importing import Wrong
from handlers.words import Reader, Untranslated
from initiatives.people import Organisation
from storage.looking import looking
from storage.port import Transaction
from storage.repeating import repeated
from storage.rows import CannotOpen, StorageFailed

MOST_ROWS = 20_000
READER = Reader("en", "UTC", Untranslated())


class Result(Protocol):
    """What became of a file's lines, and which of them were refused."""

    @property
    def wrong(self) -> Sequence[Wrong]: ...


Line = TypeVar("Line")
Done = TypeVar("Done", bound=Result)
Said = Mapping[str, str]
"""The cells of a line by the names of their columns; empty ones are empty texts."""


class Refused(Exception):
    """Nothing is imported; the lines say why."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self.lines = tuple(lines)


class OnlyLooked(Exception):
    """Leaves the transaction of a dry run without a trace."""


def finished(work: Coroutine[Any, Any, Done]) -> Done:
    """What came of it; where nothing could, says why and ends the command."""
    try:
        return asyncio.run(work)
    except Refused as refused:
        for line in refused.lines:
            typer.echo(line, err=True)
    except (settings.CannotStart, CannotOpen, StorageFailed) as why:
        typer.echo(str(why), err=True)
    raise typer.Exit(1)


def lines_of(
    file: Path, needed: Sequence[str], known: Iterable[str], wrong: Callable[[Said], Mapping[str, str]],
    made: Callable[[int, Said], Line],
) -> list[Line]:  # fmt: skip
    """Every line as what it is `made` into, with its number; `wrong` says by column why one cannot be.

    Raises:
        Refused: the file cannot be read, or with all that is wrong in it.
    """
    names, cells = _cells(file, needed, tuple(known))
    lines, problems = [], []
    for line, found in cells:
        said = {name: cell.strip() for name, cell in zip(names, found, strict=False)}
        errors = {"": f"{len(names)} cells are expected"} if len(found) != len(names) else wrong(said)
        problems += [_says(line, name, why) for name, why in errors.items()]
        if not errors:
            lines.append(made(line, said))
    if problems:
        raise _nothing(problems)
    return lines


def _cells(file: Path, needed: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the cells of every line with its number."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as why:
        raise Refused((f"{file} cannot be read as UTF-8 ({why}).",)) from None
    first = text.split("\n", 1)[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        names = [name.strip().casefold() for name in next(table, [])]
        _must_be_columns(names, needed, known)
        found = [(table.line_num, cells) for cells in table if any(cell.strip() for cell in cells)]
    except csv.Error as why:
        raise Refused((f"Line {table.line_num}: {why}.",)) from None
    if not found or len(found) > MOST_ROWS:
        raise Refused((f"The file has {len(found)} lines below its first; 1 to {MOST_ROWS} can be imported at once.",))
    return names, found


def _must_be_columns(names: Sequence[str], needed: Sequence[str], known: Sequence[str]) -> None:
    if not set(names) <= set(known) or len(set(names)) != len(names) or not set(needed) <= set(names):
        others = ", ".join(name for name in known if name not in needed)
        raise Refused((f"The first line names the columns: {', '.join(needed)}, and any of {others}.",))


def _says(line: int, name: str, why: str) -> str:
    return f"Line {line}, {name}: {why}" if name else f"Line {line}: {why}"


def _nothing(problems: Sequence[str]) -> Refused:
    return Refused((*problems, f"Nothing is imported. Problems found: {len(problems)}."))


async def kept(
    bring: Callable[[Transaction, Organisation, datetime], Awaitable[Done]], action: str, named: str, *, dry_run: bool
) -> Done:
    """What came of bringing everything in, in one transaction; `named` is the organisation, where the store has several.

    Raises:
        Refused: where a line was, or it is not clear whose this is.
    """
    whose = await _organisation_of(named)
    store, now = await open_store(settings.read(dict(os.environ))), datetime.now(UTC)
    found: list[Done] = []

    async def brought(transaction: Transaction) -> None:
        transaction.because(by="operator", action=action)
        done = await bring(transaction, await transaction.organisation(whose), now)
        found[:] = [done]
        if done.wrong:
            raise _nothing([_says(one.line, one.field, READER.read(one.why)) for one in done.wrong])
        if dry_run:
            raise OnlyLooked

    try:
        await repeated(partial(store.transaction, now), brought)
    except OnlyLooked:
        pass
    finally:
        await store.close()
    return found[0]


async def _organisation_of(named: str) -> str:
    """The one that is meant."""
    async with looking(here_or(None), datetime.now(UTC), new_id=new_id, new_salt=new_salt) as (known, _):
        found = [one for one in known if one == named or not named]
    if len(found) != 1:
        raise Refused((f"Say whose this is with --organisation: {', '.join(known) or 'there is none yet'}.",))
    return found[0]
