"""What a database refused, as the store says it: nobody's words, no address and no password in it."""

from __future__ import annotations

import logging

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
WENT_AWAY = ("08", "57P", "28", "3D000")


def overtaken() -> Overtaken:
    return Overtaken(MEANWHILE)


def failure_of(error: BaseException) -> BaseException:
    """The failure to raise in its place; the error itself when it is a mistake of ours."""
    if isinstance(error, PoolTimeout | OSError | TimeoutError):  # of the pool, and of the driver before it is connected
        log.warning("the database did not answer: %s", type(error).__name__)
        return StorageFailed(BUSY if isinstance(error, PoolTimeout) else AWAY)
    if not isinstance(error, DBAPIError):
        return error
    state = str(getattr(error.orig, "sqlstate", "") or "")
    log.warning("the database refused: %s %s", type(error.orig).__name__, state)
    if state in OVERTAKEN:
        return overtaken()
    if state.startswith(NO_STRENGTH) or "disk is full" in str(error.orig):
        return StorageFailed(FULL)
    if "database is locked" in str(error.orig):
        return StorageFailed(BUSY)
    gone = error.connection_invalidated or state.startswith(WENT_AWAY)
    if gone or (not state and isinstance(error, InterfaceError | OperationalError)):
        return StorageFailed(AWAY)
    return error
