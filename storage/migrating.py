"""Brings a database to the tables this version needs, and refuses one that it does not understand."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.failures import failure_of
from storage.rows import CannotOpen, StorageFailed

T = TypeVar("T")

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x51756963  # any number, but always the same one
SEE = "Look at DATABASE_URL, and whether the database runs."
UNFINISHED = "unfinished_copy"
"""The table that a copy into the database has beside the others until it is complete."""


async def migrate(address: str, folder: Path = FOLDER, *, half: bool = False) -> tuple[str, str]:
    """Where the database was (empty: it had no tables) and where it is now. Several at once wait for each other.

    `half` is for what completes a copy that was interrupted.

    Raises:
        CannotOpen: when it cannot be used, or is newer than this version.
    """
    return await _within(address, lambda connection: _migrate(connection, folder, half))


async def check(address: str, folder: Path = FOLDER) -> None:
    """Returns when the database has the tables of this version.

    Raises:
        CannotOpen: when it is older or newer, or cannot be used.
    """
    await _within(address, lambda connection: _check(connection, folder))


async def _within(address: str, work: Callable[[Connection], T]) -> T:
    database = Database(address, patient=True)
    try:
        async with database.engine.begin() as connection:
            return await connection.run_sync(work)
    except Exception as error:
        failure = failure_of(error)
        if isinstance(failure, StorageFailed):
            raise CannotOpen(f"{database.name} cannot be used{_why(error)}. {SEE}") from None
        raise
    finally:
        await database.engine.dispose()


def _why(error: Exception) -> str:
    state = str(getattr(getattr(error, "orig", error), "sqlstate", "") or "")
    if state.startswith("28"):
        return ": it refuses the user or the password"
    if state == "3D000":
        return ": there is no database of that name"
    return "" if isinstance(error, DBAPIError) else ": it does not answer"


def revisions(folder: Path = FOLDER) -> list[str]:
    """Every step this version knows, the newest first."""
    return [step.revision for step in _steps(folder).walk_revisions()]


def _migrate(connection: Connection, folder: Path, half: bool) -> tuple[str, str]:
    if connection.dialect.name == "postgresql":
        # Until the end of the transaction, so that it is free again whatever becomes of this process.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    steps = _steps(folder)
    if not half:
        _whole(connection)
    before = _where(connection, steps)

    def missing(revision: Any, _context: Any) -> Any:
        return steps._upgrade_revs("head", revision)

    with EnvironmentContext(Config(), steps, fn=missing, destination_rev="head") as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    return before, str(steps.get_current_head())


def _check(connection: Connection, folder: Path) -> None:
    steps = _steps(folder)
    _whole(connection)
    if _where(connection, steps) != steps.get_current_head():
        raise CannotOpen("The database has not the tables of this version yet. Run: quickwin migrate")


def _whole(connection: Connection) -> None:
    if inspect(connection).has_table(UNFINISHED):
        raise CannotOpen(
            "A copy into this database was begun and not finished. Repeat the command that began it, and it goes on."
        )


@lru_cache(maxsize=8)
def _steps(folder: Path) -> ScriptDirectory:
    return ScriptDirectory(str(folder), version_locations=[str(folder / "versions")])


def _where(connection: Connection, steps: ScriptDirectory) -> str:
    """The last step the database has made."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in {step.revision for step in steps.walk_revisions()}:
        raise CannotOpen(
            f"The database was changed by a newer Quickwin (step {revision}), and this one could spoil it."
            " Start the newer one."
        )
    return revision or ""
