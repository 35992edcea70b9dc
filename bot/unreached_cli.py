"""`quickwin unreached`: who was not reached, by what, since when and why, for whoever runs the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

import orjson
import typer

from bot.store_cli import Here, here_or
from bot.wiring import new_id, new_salt
from handlers.missing import Missed, missed
from handlers.words import Reader, Untranslated
from storage.looking import looking
from storage.rows import CannotOpen, StorageFailed

READER = Reader("en", "UTC", Untranslated())


class Entry(NamedTuple):
    """Somebody of an organisation who was not reached."""

    organisation: str
    missed: Missed


def unreached(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list, for other programs.")] = False,
    here: Here = None,
) -> None:
    """List the people who could not be reached, and why. The bot may go on meanwhile."""
    try:
        found = asyncio.run(_found(here_or(here)))
    except (CannotOpen, StorageFailed) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(orjson.dumps([_plain(entry) for entry in found], option=orjson.OPT_INDENT_2).decode())
        return
    for line in _lines(found):
        typer.echo(line)


async def _found(name: str) -> list[Entry]:
    async with looking(name, datetime.now(UTC), new_id=new_id, new_salt=new_salt) as (organisations, look):
        found: list[Entry] = []
        for organisation in organisations:
            async with look() as store:
                found += [Entry(organisation, one) for one in await missed(store, organisation)]
        return found


def _lines(found: Sequence[Entry]) -> list[str]:
    if not found:
        return ["Everybody was reached."]
    several = len({entry.organisation for entry in found}) > 1
    return [f"{entry.organisation}: {_line(entry.missed)}" if several else _line(entry.missed) for entry in found]


def _line(one: Missed) -> str:
    why = ", ".join(READER.read(way.words) for way in one.ways)
    unsure = "" if one.certain else " (it may have arrived all the same)"
    return _printable(f"{one.name}: {READER.read(one.what)}, since {one.since:%Y-%m-%d %H:%M} UTC. {why}{unsure}")


def _printable(text: str) -> str:
    """A terminal obeys some characters that a name may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _plain(entry: Entry) -> dict[str, object]:
    one = entry.missed
    return {
        "organisation": entry.organisation,
        "person": one.person,
        "name": one.name,
        "cards": list(one.cards),
        "since": one.since.isoformat(),
        "certain": one.certain,
        "tried": [
            {"way": READER.read(way.name), "code": way.tried.code, "reason": READER.read(way.reason)}
            for way in one.ways
        ],
    }
