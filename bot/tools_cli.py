"""`quickwin import tools`: the directory of vetted tools out of a CSV file, for whoever runs the bot."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.csv_files import Said, finished, kept, lines_of
from bot.wiring import new_id
from handlers.directory import LONGEST_LINK, LONGEST_NAME, LONGEST_TEXT
from handlers.importing_tools import Brought, Entry, import_tools
from initiatives.initiative import Sensitivity
from initiatives.people import Organisation
from initiatives.tools import CONTENT, names_in
from storage.port import Transaction

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
    done = finished(_brought(file, organisation, dry_run=dry_run))
    would = "Would be kept" if dry_run else "Kept"
    typer.echo(
        f"{would}: {done.new + done.changed} (new: {done.new}, changed: {done.changed}, there already: {done.there})."
    )


def _wrong(said: Said) -> dict[str, str]:
    """What is wrong, by column; empty when it can be read."""
    missing = {name: "It is missing." for name in NEEDED if not said[name]}
    long = {name: f"At most {LONGEST[name]} letters." for name, text in said.items() if len(text) > LONGEST[name]}
    errors = {**long, **missing}
    if "content" not in errors and not all(kind in KINDS for kind in _kinds(said["content"])):
        errors["content"] = f"Any of {', '.join(kind.value for kind in CONTENT)}, divided by | or semicolons."
    if "approved_on" not in errors and _day(said["approved_on"]) is None:
        errors["approved_on"] = "A day, like 2026-11-23."
    return errors


def _entry(line: int, said: Said) -> Entry:
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


async def _brought(file: Path, organisation: str, *, dry_run: bool) -> Brought:
    entries = lines_of(file, NEEDED, LONGEST, _wrong, _entry)

    async def bring(transaction: Transaction, whose: Organisation, now: datetime) -> Brought:
        return await import_tools(transaction, whose, entries, now.date(), new_id)

    return await kept(bring, "tools.import", organisation, dry_run=dry_run)
