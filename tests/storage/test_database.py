"""The address of a database as hosts set it, and what may be said about it."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.columns import column_text
from storage.database import Database
from storage.rows import CannotOpen


def arguments(address: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the driver is told beside user, host and name."""
    told: dict[str, Any] = {}
    monkeypatch.setattr("storage.database.create_async_engine", lambda url, **options: told.update(options, url=url))
    Database(address)
    return {**told["connect_args"], "url": told["url"].render_as_string(hide_password=False)}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_way_to_write_postgresql_gets_the_driver_we_have(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = arguments(f"{scheme}://ada:p%40ss@db.example:5433/kept", monkeypatch)
    assert told["url"] == "postgresql+asyncpg://ada:p%40ss@db.example:5433/kept"


def test_options_of_hosts_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    told = arguments("postgres://h/kept?sslmode=require&connect_timeout=9&channel_binding=require", monkeypatch)
    assert (told["ssl"], told["timeout"]) == ("require", 9)
    assert told["url"] == "postgresql+asyncpg://h/kept"
    assert arguments("postgres://h/kept?sslmode=disable", monkeypatch)["ssl"] == "disable"
    assert "ssl" not in arguments("postgres://h/kept", monkeypatch)
    checked = arguments("postgres://h/kept?sslmode=verify-full&sslrootcert=system", monkeypatch)["ssl"]
    assert isinstance(checked, ssl.SSLContext) and checked.check_hostname


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("mysql://ada:secret@h/kept", "looks like"),
        ("ada:secret@h", "looks like"),
        ("sqlite://", "looks like"),
        ("postgres://ada:secret@h:port/kept", "looks like"),
        ("postgres://ada:secret@h/kept?sslmode=maybe", "sslmode=require"),
        ("postgres://ada:secret@h/kept?colour=red", "colour"),
        ("postgres://ada:secret@h/kept?connect_timeout=soon", "connect_timeout"),
        ("postgres://ada:secret@h/kept?sslrootcert=/no/such/file", "certificates"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_being_repeated(address: str, why: str) -> None:
    with pytest.raises(CannotOpen, match=why) as refused:
        Database(address)
    assert "secret" not in str(refused.value)


async def test_its_name_has_no_password(tmp_path: Path) -> None:
    server = Database("postgres://ada:secret@db.example/kept?sslmode=require")
    assert server.name == "PostgreSQL at db.example, database kept"
    file = Database(f"sqlite:///{tmp_path}/deep/kept.sqlite")
    assert file.name == f"SQLite in {tmp_path}/deep/kept.sqlite"
    assert "secret" not in f"{server.engine!r} {server.engine.url}"


async def test_a_file_is_written_through_to_the_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/kept.sqlite")
    async with database.engine.connect() as connection:
        told = [(await connection.execute(text(f"pragma {name}"))).scalar() for name in ("journal_mode", "synchronous")]
    await database.engine.dispose()
    assert told == ["wal", 2]


def test_different_values_stay_different_in_columns() -> None:
    long = "x" * 300
    values = [
        "",
        "\\",
        "\\\\",
        "\\0",
        "\0",
        "\\ud800",
        "\ud800",
        "é",
        "e\u0301",
        long,
        long + "x",
        long[:200],
        long[:201],
    ]
    values += [column_text(long), column_text("\0"), column_text("\ud800")]
    written = [column_text(value) for value in values]
    assert len(set(written)) == len(set(values))
    assert max(map(len, written)) <= 200
    for each in written:
        each.encode()
        assert "\0" not in each
