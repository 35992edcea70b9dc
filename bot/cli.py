"""The command line: `quickwin run`, and what prepares it."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer

from bot import logs, settings
from bot.import_cli import imports
from bot.ledger_cli import ledger, next_week
from bot.register_cli import exports
from bot.serving import places, serve, told_to_stop, work
from bot.store_cli import store
from bot.stores import lacks_secret, migrated
from bot.tools_cli import bring_tools
from bot.unreached_cli import unreached
from handlers.acquaintance import LANGUAGES
from storage.rows import CannotOpen

app = typer.Typer(
    help="Quickwin: small AI initiatives, measured and shared, in chat.", no_args_is_help=True, add_completion=False
)
manifests = typer.Typer(help="Print what a platform asks for when the app is made.", no_args_is_help=True)
app.add_typer(manifests, name="manifest")
app.add_typer(store, name="store")
imports.command("tools")(bring_tools)
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
app.command()(unreached)
app.command("next-week")(next_week)
app.command()(ledger)

Port = Annotated[int | None, typer.Option(help="The port the platforms call (QUICKWIN_PORT).")]


@app.command()
def run(
    host: Annotated[str | None, typer.Option(help="Where to listen (QUICKWIN_HOST).")] = None,
    port: Port = None,
    sandbox: Annotated[bool, typer.Option("--sandbox", help="Also run the sandbox beside a platform.")] = False,
    sandbox_port: Annotated[int | None, typer.Option(help="The sandbox's port (QUICKWIN_SANDBOX_PORT).")] = None,
) -> None:
    """Start the bot: Slack and Teams where their credentials are set, the sandbox otherwise."""
    logs.set_up(terminal=sys.stderr.isatty())
    given = {"host": host, "port": port, "sandbox_port": sandbox_port}
    try:
        read = settings.read(dict(os.environ))
        chosen = read.model_copy(update={name: value for name, value in given.items() if value is not None})
        asyncio.run(serve(chosen, places(chosen, sandbox=sandbox), say=typer.echo))
    except (settings.CannotStart, CannotOpen) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None


@app.command()
def worker() -> None:
    """Do what is due, without a web server: any number of workers beside any number of `quickwin run`."""
    logs.set_up(terminal=sys.stderr.isatty())
    try:
        read = settings.read(dict(os.environ))
        if not read.database.get_secret_value():
            _idle()
        elif not (read.uses_slack or read.uses_teams):
            raise settings.CannotStart("A worker needs Slack or Teams, and neither is set up: see quickwin check.")
        else:
            asyncio.run(work(read, places(read, sandbox=False), tell=typer.echo))
    except (settings.CannotStart, CannotOpen) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None


def _idle() -> None:
    """A host that keeps a worker running would start one that ends again and again."""
    typer.echo(
        "A worker has nothing to do here: the store is a file, which `quickwin run` has for itself."
        " Set DATABASE_URL to a PostgreSQL database to share the work.",
        err=True,
    )
    if sys.stdin.isatty():
        raise typer.Exit(2)

    async def wait() -> None:
        await told_to_stop().wait()

    asyncio.run(wait())


@app.command()
def migrate() -> None:
    """Give the database the tables of this version; several at once wait for each other."""
    try:
        typer.echo(asyncio.run(migrated(settings.read(dict(os.environ)))))
    except (settings.CannotStart, CannotOpen) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None


@app.command()
def check() -> None:
    """Say what is set, what is missing, and where to get it."""
    try:
        read = settings.read(dict(os.environ))
    except settings.CannotStart as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
    for line in _slack_checked(read):
        typer.echo(line)
    if read.uses_teams:
        typer.echo("Teams: everything needed is set.")
    else:
        typer.echo("Teams: not set up. TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID come from your Azure Bot.")
    typer.echo(_mail_checked(read))
    typer.echo("Store: the database of DATABASE_URL" if read.database.get_secret_value() else _file(read.folder))
    if (missing := lacks_secret(read)) is not None:
        typer.echo(missing)
    admins = "" if read.serves_many else read.admins
    typer.echo(f"Admins: {admins or 'the owners and admins of the workspace'} (QUICKWIN_ADMINS)")


def _slack_checked(read: settings.Settings) -> tuple[str, ...]:
    if read.serves_many:
        where = f"{read.url.rstrip('/')}/slack/oauth_redirect" if read.url else "set QUICKWIN_URL to see it"
        lines = (
            "Slack: everything needed is set, for every workspace that installs it.",
            f"Redirect URL, to be listed in the app under OAuth & Permissions: {where}",
        )
        ignored = ("QUICKWIN_ADMINS is not used: each workspace has its own admins.",) if read.admins else ()
        return (*lines, *ignored)
    if read.uses_slack:
        return ("Slack: everything needed is set.",)
    return (
        "Slack: not set up. SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET come from your app on api.slack.com/apps;"
        " for many workspaces SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET and QUICKWIN_KEYS.",
    )


def _mail_checked(read: settings.Settings) -> str:
    if not read.uses_mail:
        return "E-mail: not set up. QUICKWIN_SMTP_URL and QUICKWIN_MAIL_FROM send it to people whom no chat reaches."
    from bot.mail.server import server_of  # noqa: PLC0415 only what is set is looked at

    server = server_of(read.smtp_url.get_secret_value())
    return f"E-mail: from {read.mail_from} by {server.host}:{server.port}, to people whom no chat reaches."


@app.command()
def key() -> None:
    """Print a new key for QUICKWIN_KEYS."""
    from bot.keyring import new_key  # noqa: PLC0415 cryptography is slow to import

    typer.echo(new_key())


def _file(folder: Path) -> str:
    return f"Store: {folder.resolve()} (QUICKWIN_DATA)"


@manifests.command()
def slack(
    url: Annotated[str | None, typer.Option(help="Where the bot is reached from outside, https://…")] = None,
    socket_mode: Annotated[
        bool, typer.Option("--socket-mode", help="For Socket Mode, which needs no address.")
    ] = False,
    many: Annotated[bool, typer.Option("--many", help="For many workspaces, which install it by OAuth.")] = False,
) -> None:
    """Print the manifest of the Slack app as JSON."""
    from bot.slack.manifest import manifest  # noqa: PLC0415 Slack's libraries are slow to import

    try:
        made = manifest(url, socket_mode, many)
    except ValueError as why:
        otherwise = "" if many else ", or use --socket-mode"
        typer.echo(f"{why} Give it with --url https://…{otherwise}.", err=True)
        raise typer.Exit(2) from None
    typer.echo(orjson.dumps(made, option=orjson.OPT_INDENT_2).decode())


@manifests.command()
def teams(
    url: Annotated[str, typer.Option(help="Where the bot is reached from outside, https://…")],
    app_id: Annotated[str, typer.Option(help="The bot's Microsoft App ID (TEAMS_APP_ID).", envvar="TEAMS_APP_ID")],
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("quickwin-teams.zip"),
) -> None:
    """Write the Teams app package: manifest, words in each language, icons."""
    from bot.languages import readers  # noqa: PLC0415 only what is asked for is read
    from bot.teams.manifest import App, package  # noqa: PLC0415

    speaking = readers()
    try:
        made = package(App(app_id, url), [speaking(language, "UTC") for language in LANGUAGES])
    except ValueError as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(2) from None
    try:
        out.write_bytes(made)
    except OSError as why:
        typer.echo(f"{out} cannot be written ({why.strerror}).", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{out} is written. Upload it in Teams under Apps, Manage your apps, Upload an app.")


def main() -> None:
    """The console script."""
    app()
