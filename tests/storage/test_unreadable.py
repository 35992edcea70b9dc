"""A record that cannot be read, damaged or of a later version, does not keep back the others that are due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from storage.codec import CannotRead
from storage.sql import SqlStore
from tests.storage.notes import HOUR, NOTES, NOW, Note, put


async def damage(sql: SqlStore, *ids: str) -> None:
    async with sql.database.engine.begin() as connection:
        for id_ in ids:
            await connection.execute(text("update notes set record = '{}' where id = :id"), {"id": id_})


async def due(sql: SqlStore, at_most: int, *, later: timedelta = timedelta()) -> list[str]:
    async with sql.rows(NOW + later) as rows:
        return [note.id for note in await rows.due(NOTES, NOW + later, at_most)]


async def test_what_can_be_read_is_taken_however_much_before_it_cannot(sql: SqlStore) -> None:
    await put(sql, *(Note(str(number), due=NOW - HOUR + timedelta(minutes=number)) for number in range(9)))
    await damage(sql, "0", "1", "2", "3", "5")
    assert await due(sql, 2) == ["4", "6"]
    assert await due(sql, 9) == ["4", "6", "7", "8"]


async def test_it_counts_as_due_again_an_hour_later_and_is_as_it_was(sql: SqlStore) -> None:
    await put(sql, Note("1", due=NOW))
    await damage(sql, "1")
    assert await due(sql, 9) == []
    async with sql.rows(NOW) as rows:
        assert await rows.next_due(NOTES) == NOW + HOUR
    with pytest.raises(CannotRead):
        async with sql.rows(NOW) as rows:
            await rows.get(NOTES, "acme", "1")
    async with sql.database.engine.begin() as connection:
        await connection.execute(text("update notes set record = :was"), {"was": '{"id":"1","organisation":"acme"}'})
    assert await due(sql, 9, later=HOUR) == ["1"]
