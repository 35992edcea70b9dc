"""Stores by the name an administrator gives: an address as in DATABASE_URL, the path of a store file, or a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from storage.backups import BackupSource, is_backup
from storage.moving import BATCH, EVERY, Source, Target
from storage.moving_tiny import Filling, TinySource, TinyTarget
from storage.rows import CannotOpen
from storage.tables import TABLES

if TYPE_CHECKING:
    from storage.database import Database


async def source_of(name: str, *, batch: int = BATCH) -> Source:
    """What to read from; a database must have the tables of this version.

    Raises:
        CannotOpen: with a sentence, when there is nothing that can be read.
    """
    return await _sql_source(name, batch) if "://" in name else _file_source(Path(name), batch)


def _file_source(path: Path, batch: int) -> Source:
    return backup_of(path, batch=batch) if is_backup(path) else TinySource(path, batch=batch)


def backup_of(path: Path, *, batch: int = BATCH) -> BackupSource:
    """A backup file.

    Raises:
        CannotOpen: when it is none, or one of a newer version.
    """
    from storage.migrating import revisions  # noqa: PLC0415 a tenth of a second that only backups need

    return BackupSource(path, known=revisions(), batch=batch)


def newest_schema() -> str:
    """The last step of the tables of this version."""
    from storage.migrating import revisions  # noqa: PLC0415

    return revisions()[0]


async def target_of(name: str, *, new_id: Callable[[], str], new_salt: Callable[[], str], batch: int = BATCH) -> Target:
    """What to fill, its tables made where there are none.

    Raises:
        CannotOpen: with a sentence, when it is in use or cannot be used.
    """
    if "://" not in name:
        return TinyTarget(Path(name), Filling(TABLES, new_id=new_id, new_salt=new_salt), batch=batch)
    from storage.database import Database  # noqa: PLC0415 SQLAlchemy is imported only where it is used
    from storage.migrating import migrate  # noqa: PLC0415
    from storage.moving_sql import SqlTarget  # noqa: PLC0415
    from storage.sql import SqlStore  # noqa: PLC0415

    database = Database(name, patient=True)
    target = SqlTarget(SqlStore(database, TABLES, new_id=new_id, new_salt=new_salt), batch=batch)
    try:
        await migrate(name, half=await target.prepare())
    except BaseException:
        await target.close()
        raise
    return target


def _refuse_missing(database: Database) -> None:
    """What opens a SQLite file makes it where there is none."""
    if database.kind == "sqlite" and not Path(database.engine.url.database or "").exists():
        raise CannotOpen(f"{database.name} is missing.")


async def _sql_source(name: str, batch: int) -> Source:
    from storage.database import Database  # noqa: PLC0415 SQLAlchemy is imported only where it is used
    from storage.migrating import check  # noqa: PLC0415
    from storage.moving_sql import SqlSource  # noqa: PLC0415
    from storage.schema import build  # noqa: PLC0415

    database = Database(name, patient=True, reading=True)
    _refuse_missing(database)
    await check(name)
    return SqlSource(database, build(EVERY)[1], batch=batch)
