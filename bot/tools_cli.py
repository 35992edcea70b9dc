"""`quickwin import tools`: the directory of vetted tools out of a CSV file, for whoever runs the bot."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.import_cli import READER, OnlyLooked, Refused, line_says, lines_of, nothing, organisation_of
from bot.stores import open_store
from bot.wiring import new_id
from handlers.directory import LONGEST_LINK, LONGEST_NAME, LONGEST_TEXT
from handlers.importing_tools import Brought, Entry, import_tools
from initiatives.initiative import Sensitivity
from initiatives.tools import CONTENT, names_in
from storage.port import Transaction
from storage.repeating import repeated
from storage.rows import CannotOpen, StorageFailed

NEEDED = ("name", "purposes", "content", "approved_by", "approved_on")
LONGEST = {
    "name": LONGEST_NAME, "purposes": LONGEST_TEXT, "content": LONGEST_TEXT, "approved_by": LONGEST_NAME,
    "approved_on": 10, "aliases": LONGEST_TEXT, "guide": LONGEST_LINK, "limits": LONGEST_TEXT,
}  # fmt: skip
"""Every column there can be, and how long what stands in it may be."""
KINDS = {kind.value: kind for kind in CONTENT} | {"personal data": Sensitivity.PERSONAL}


def bring_tools(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a line of column names.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and keep nothing.")] = False,
    organisation: Annotated[str, typer.Option(help="The organisation's id, where the store has several.")] = "",
) -> None:
    """Keep the vetted tools of a CSV file: all of them, or none if a line is wrong. One that is known by its name is changed."""
    try:
        done = asyncio.run(_brought(_entries(file), organisation, dry_run=dry_run))
    except Refused as refused:
        for line in refused.lines:
            typer.echo(line, err=True)
        raise typer.Exit(1) from None
    except (settings.CannotStart, CannotOpen, StorageFailed) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
    would = "Would be kept" if dry_run else "Kept"
    typer.echo(
        f"{would}: {done.new + done.changed} (new: {done.new}, changed: {done.changed}, there already: {done.there})."
    )


def _entries(file: Path) -> list[Entry]:
    """Every line read; Refused with all that is wrong."""
    names, found = lines_of(file, _check_columns)
    entries, problems = [], []
    for line, cells in found:
        said = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        wrong = {"": f"{len(names)} cells are expected"} if len(cells) != len(names) else _wrong(said)
        problems += [line_says(line, name, why) for name, why in wrong.items()]
        if not wrong:
            entries.append(_entry(line, said))
    if problems:
        raise Refused(nothing(problems))
    return entries


def _check_columns(names: Sequence[str]) -> None:
    strange = [name for name in names if name not in LONGEST]
    if strange or len(set(names)) != len(names) or not set(NEEDED) <= set(names):
        others = ", ".join(name for name in LONGEST if name not in NEEDED)
        raise Refused((f"The first line names the columns: {', '.join(NEEDED)}, and any of {others}.",))


def _wrong(said: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, by column; empty when it can be read."""
    missing = {name: "It is missing." for name in NEEDED if not said[name]}
    long = {name: f"At most {LONGEST[name]} letters." for name, text in said.items() if len(text) > LONGEST[name]}
    errors = {**long, **missing}
    if "content" not in errors and not all(kind in KINDS for kind in _kinds(said["content"])):
        errors["content"] = f"Any of {', '.join(kind.value for kind in CONTENT)}, divided by | or semicolons."
    if "approved_on" not in errors and _day(said["approved_on"]) is None:
        errors["approved_on"] = "A day, like 2026-11-23."
    return errors


def _entry(line: int, said: Mapping[str, str]) -> Entry:
    content = {KINDS[kind] for kind in _kinds(said["content"])}
    name = " ".join(said["name"].split())
    on = _day(said["approved_on"]) or date.min
    allowed = tuple(kind for kind in CONTENT if kind in content)
    return Entry(line, name, said, allowed, names_in(said.get("aliases", "")), on)


def _kinds(text: str) -> list[str]:
    return [kind for part in re.split(r"[,;|]", text) if (kind := " ".join(part.casefold().split()))]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == LONGEST["approved_on"] else None
    except ValueError:
        return None


async def _brought(entries: Sequence[Entry], organisation: str, *, dry_run: bool) -> Brought:
    whose = await organisation_of(organisation)
    store, now = await open_store(settings.read(dict(os.environ))), datetime.now(UTC)
    done = Brought()

    async def kept(transaction: Transaction) -> None:
        nonlocal done
        transaction.because(by="operator", action="tools.import")
        done = await import_tools(transaction, await transaction.organisation(whose), entries, now.date(), new_id)
        if done.wrong:
            raise Refused(nothing([line_says(one.line, one.field, READER.read(one.why)) for one in done.wrong]))
        if dry_run:
            raise OnlyLooked

    try:
        await repeated(partial(store.transaction, now), kept)
    except OnlyLooked:
        pass
    finally:
        await store.close()
    return done
