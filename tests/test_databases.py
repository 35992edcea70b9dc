"""The server of the tests keeps no database longer than it is wanted."""

from __future__ import annotations

from tests.databases import server


def name_of(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def test_a_database_is_gone_after_its_test_unless_it_stays() -> None:
    wanted, kept = name_of(server().database()), name_of(server().database(stays=True))
    server().forget()
    server().database()
    names = server().sql("select datname from pg_database").split()
    assert wanted not in names and kept in names
