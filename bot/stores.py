"""Which store the settings choose, opened: a file by default, a database where one is named."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from bot.settings import CannotStart, Settings
from bot.wiring import new_id, new_salt, open_tiny
from storage.port import Store
from storage.tables import TABLES

FORGETFUL = {"DYNO": "Heroku", "K_SERVICE": "Cloud Run", "AWS_LAMBDA_FUNCTION_NAME": "AWS Lambda"}
"""Variables of hosts whose disk is gone with every restart, and what those hosts are called."""


def must_be_kept(folder: Path, environment: Mapping[str, str]) -> None:
    """A store file on a disk that is emptied at every restart would lose everything: refused where it can be told.

    Raises:
        CannotStart: with the sentence that says what to do.
    """
    host = next((name for variable, name in FORGETFUL.items() if environment.get(variable)), "")
    # A folder that is a mount of its own is a disk somebody has added.
    if host and not any(os.path.ismount(each) for each in (folder.absolute(), *folder.absolute().parents[:-1])):
        raise CannotStart(
            f"{host} empties its disk at every restart, and the store file with it."
            " Set DATABASE_URL to a PostgreSQL database, or QUICKWIN_DATA to a folder on a disk that is kept."
        )


async def open_store(settings: Settings) -> Store:
    """The store of the platforms; a database file gets its tables here, a server by `quickwin migrate`.

    Raises:
        CannotOpen, CannotStart: with a sentence that says why and what to do.
    """
    address = settings.database.get_secret_value()
    if not address:
        must_be_kept(settings.folder, os.environ)
        return open_tiny(settings.folder, "quickwin")
    if (missing := lacks_secret(settings)) is not None:
        raise CannotStart(missing)
    from storage.database import Database  # noqa: PLC0415 SQLAlchemy is slow to import
    from storage.migrating import check, migrate  # noqa: PLC0415
    from storage.sql import SqlStore  # noqa: PLC0415

    if settings.uses_server:
        await check(address)
    else:
        await migrate(address)
    return SqlStore(Database(address), TABLES, new_id=new_id, new_salt=new_salt)


def lacks_secret(settings: Settings) -> str | None:
    """What to say when several processes would sign buttons with secrets of their own."""
    if not settings.uses_server or settings.secret.get_secret_value():
        return None
    return (
        "QUICKWIN_SECRET is missing. With a database server every process signs buttons with the same one:"
        " any long random text, for example from `openssl rand -hex 32`."
    )


async def migrated(settings: Settings) -> str:
    """Brings the database to the tables of this version; a line that says what was done."""
    address = settings.database.get_secret_value()
    if not address:
        return "Nothing to do: the store is a file, and DATABASE_URL is not set."
    from storage.migrating import migrate  # noqa: PLC0415 Alembic is slow to import

    before, now = await migrate(address)
    return f"The database has the tables of this version (step {now})." + ("" if before == now else " They are new.")
