"""From the address a host gives to an engine: the right driver, its options, and a name that may be shown."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.columns import MOST
from storage.rows import CannotOpen

POSTGRESQL = ("postgres", "postgresql")
CONNECT_SECONDS = 5.0
STATEMENT_SECONDS = 20.0
WAIT_FOR_CONNECTION_SECONDS = 10.0
CONNECTIONS = 10
"""Of one process at most. They are made when they are needed and then kept: a new one costs as much as several turns."""
SQLITE_BUSY_MS = 10_000

UNDERSTOOD = "postgresql://user:password@host/name or sqlite:///path/to/file"


class Database:
    """A database that may be used; nothing is connected before it is asked something."""

    def __init__(self, address: str, *, patient: bool = False, reading: bool = False) -> None:
        """`patient` waits for statements as long as they take, as moving tables needs. `reading` is for what changes
        nothing: a transaction sees one moment from its first statement to its last, and nobody waits for it.

        Raises:
            CannotOpen: when the address is not understood; the sentence does not repeat it.
        """
        url = _read(address)
        scheme = url.drivername.partition("+")[0]
        if scheme in POSTGRESQL:
            level = "REPEATABLE READ" if reading else "READ COMMITTED"
            self.engine = _postgresql(url, None if patient else STATEMENT_SECONDS, level)
        elif scheme == "sqlite" and url.database:
            self.engine = _sqlite(url, _together if reading else _alone)
        else:
            raise CannotOpen(f"DATABASE_URL is none that can be used. It looks like {UNDERSTOOD}.")

    @property
    def kind(self) -> str:
        """Which database: `postgresql` or `sqlite`."""
        return self.engine.dialect.name

    @property
    def name(self) -> str:
        """For people and logs: what kind and where, without whoever logs in."""
        url = self.engine.url
        if self.kind == "sqlite":
            return f"SQLite in {Path(url.database or '').resolve()}"
        return f"PostgreSQL at {url.host or url.query.get('host', 'this machine')}, database {url.database}"


def _read(address: str) -> URL:
    try:
        return make_url(address.strip())
    except (ArgumentError, ValueError):
        raise CannotOpen(f"DATABASE_URL cannot be read. It looks like {UNDERSTOOD}.") from None


def _postgresql(url: URL, seconds: float | None, level: str) -> AsyncEngine:
    plain = url.set(drivername="postgresql+asyncpg", query={})
    options = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    arguments: dict[str, Any] = {"timeout": CONNECT_SECONDS, "command_timeout": seconds}
    arguments["server_settings"] = {"application_name": options.pop("application_name", "quickwin")}
    if "connect_timeout" in options:
        arguments["timeout"] = _seconds(options.pop("connect_timeout"))
    arguments |= _encryption(options)
    if "host" in options:  # the folder of a socket
        arguments["host"] = options.pop("host")
    options.pop("channel_binding", None)  # the driver decides that with the server
    if options:
        raise CannotOpen(f"DATABASE_URL has an option that is not understood: {', '.join(sorted(options))[:MOST]}.")
    return create_async_engine(
        plain,
        connect_args=arguments,
        isolation_level=level,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_FOR_CONNECTION_SECONDS,
        pool_use_lifo=True,  # the one that was used last has its statements prepared
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _seconds(text: str) -> float:
    try:
        return max(float(text), 1.0)
    except ValueError:
        raise CannotOpen("DATABASE_URL has a connect_timeout that is no number.") from None


def _encryption(options: dict[str, str]) -> dict[str, Any]:
    """`sslmode` and `sslrootcert`, which the driver calls otherwise."""
    mode = options.pop("sslmode", options.pop("ssl", ""))
    certificates = options.pop("sslrootcert", "")
    if not mode and not certificates:
        return {}
    if mode not in ("", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"):
        raise CannotOpen("DATABASE_URL has an sslmode that is not understood. Most hosts want sslmode=require.")
    if not certificates or certificates == "system":
        return {"ssl": ssl.create_default_context() if certificates else mode}
    try:
        context = ssl.create_default_context(cafile=certificates)
    except OSError as why:
        raise CannotOpen(f"DATABASE_URL names certificates that cannot be read ({why.strerror}).") from None
    context.check_hostname = mode == "verify-full"
    return {"ssl": context}


def _sqlite(url: URL, begin: Callable[[Connection], None]) -> AsyncEngine:
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        # One after the other: whoever waits here waits in turn, and not for a lock that is polled.
        pool_size=1,
        max_overflow=0,
        pool_timeout=WAIT_FOR_CONNECTION_SECONDS,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _durable)
    event.listen(engine.sync_engine, "begin", begin)
    return engine


def _durable(connection: Any, _record: object) -> None:
    """A commit is on the disk before it returns; readers and the one writer do not wait for each other."""
    connection.isolation_level = None  # a transaction begins where we say so
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={SQLITE_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _alone(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _together(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
