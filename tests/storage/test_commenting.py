"""Comments are read from the newest backwards, and a page costs the same however many there are."""

from __future__ import annotations

from typing import Any

import pytest

from initiatives.comments import Comment, comment_id
from storage.port import Transaction
from storage.rows import Rows
from storage.tables import COMMENTS
from tests.storage.notes import NOW
from tests.stores import new_store


class Counted:
    """Rows that say how often they were asked; lists of everything are not to be asked for."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.asked = rows, 0

    async def get(self, *key: Any) -> Any:
        self.asked += 1
        return await self.rows.get(*key)


def comment(number: int, initiative: str = "i") -> Comment:
    return Comment(comment_id(initiative, number), "acme", initiative, number, "ada", f"no. {number}", NOW)


@pytest.mark.parametrize("many", [8, 400])
async def test_a_page_is_as_many_look_ups_as_it_has_comments(many: int) -> None:
    store = new_store(lambda: "id")
    async with store.rows(NOW) as rows:
        for number in range(1, many + 1):
            await rows.put(COMMENTS, comment(number))
        await rows.put(COMMENTS, comment(many + 1, "another"))
    async with store.rows(NOW) as rows:
        counted = Counted(rows)
        found = await Transaction(counted).comments("acme", "i", many, 5)  # type: ignore[arg-type]
        assert [one.number for one in found] == [many - back for back in range(5)] and counted.asked == 5


async def test_the_last_page_has_what_is_left() -> None:
    store = new_store(lambda: "id")
    async with store.transaction(NOW) as kept:
        for number in (1, 2, 3):
            await kept.keep_comment(comment(number))
    async with store.transaction(NOW) as kept:
        assert [one.number for one in await kept.comments("acme", "i", 2, 5)] == [2, 1]
        assert await kept.comments("acme", "nothing", 0, 5) == []
