"""What a database refused, as the store says it: nobody's words, no address and no password in it."""

from __future__ import annotations

import logging

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.rows import Overtaken, StorageFailed

AWAY = "The database cannot be reached just now, so nothing was changed. It is used again as soon as it answers."
BUSY = "The database is too busy to answer, so nothing was changed."
FULL = "The database has no room or no strength left, so nothing was changed."
UNSURE = "The database went away in the middle of a commit: look whether the change is there before repeating it."
MEANWHILE = "Somebody else changed the same at that moment, so nothing was changed here."

log = logging.getLogger(__name__)

# Classes and codes of SQLSTATE, as the SQL standard and PostgreSQL number them.
OVERTAKEN = ("40001", "40P01", "55P03")
NO_STRENGTH = ("53",)
LOST = (asyncpg.InterfaceError, asyncpg.InternalClientError)
FROM_DRIVER = (asyncpg.PostgresError, *LOST)
WENT_AWAY = ("08", "57P", "28", "3D000")


def overtaken() -> Overtaken:
    return Overtaken(MEANWHILE)


def failure_of(error: BaseException) -> BaseException:
    """The failure to raise in its place; the error itself when it is a mistake of ours."""
    if isinstance(error, PoolTimeout | OSError | TimeoutError):  # of the pool, and of the driver before it is connected
        log.warning("the database did not answer: %s", type(error).__name__)
        return StorageFailed(BUSY if isinstance(error, PoolTimeout) else AWAY)
    told = error.orig if isinstance(error, DBAPIError) else error
    if told is error and (not isinstance(told, FROM_DRIVER) or isinstance(told, ValueError)):
        return error
    state = str(getattr(told, "sqlstate", "") or "")
    if state in OVERTAKEN:  # done again, so nothing to worry about
        return overtaken()
    log.warning("the database refused: %s %s", type(told).__name__, state)
    if state.startswith(NO_STRENGTH) or "disk is full" in str(told):
        return StorageFailed(FULL)
    if "database is locked" in str(told):
        return StorageFailed(BUSY)
    gone = getattr(error, "connection_invalidated", False) or state.startswith(WENT_AWAY)
    if gone or (not state and isinstance(error, (InterfaceError, OperationalError, *LOST))):
        return StorageFailed(AWAY)
    return error
