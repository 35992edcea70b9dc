"""`quickwin export register`: what AI is used for, initiative by initiative, as a table for a spreadsheet."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from bot.ledger_cli import READER, AsJson, as_csv, as_json, everywhere
from bot.store_cli import Here
from handlers.register import COLUMNS, everything, line

exports = typer.Typer(help="Write what is stored as a table, for other programs.", no_args_is_help=True)


@exports.callback()
def _group() -> None:
    """Keeps `register` a word of its own, though it is the only one."""


@exports.command("register")
def register(json_: AsJson = False, here: Here = None) -> None:
    """Write a line for each initiative: whose, which tool, which content, what its AI touches, and its class, as CSV."""
    found = everywhere(here, datetime.now(UTC), everything)
    rows = [line(one, READER) for named in found for one in named.found]
    if json_:
        as_json(rows)
    else:
        typer.echo(as_csv(rows, COLUMNS), nl=False)
