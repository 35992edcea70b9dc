"""A list read month by month: whole, in its order, and never more than a page of it at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.by_month import EMPTY, page
from handlers.turning import PAGE
from initiatives.reinvesting import month_before

NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Shelf:
    """What was kept in each month, oldest first, and which months were looked into."""

    def __init__(self, **months: list[int]) -> None:
        self.months = {month.removeprefix("m").replace("_", "-"): kept for month, kept in months.items()}
        self.looked: list[str] = []

    async def find(self, month: str) -> list[int]:
        self.looked.append(month)
        return self.months.get(month, [])


async def every_page(shelf: Shelf) -> list[list[int]]:
    pages, rest = [], ""
    for _ in range(20):
        shown = await page(shelf.find, {"from": rest} if rest else {}, NOW)
        pages.append(shown.items)
        rest = shown.rest
        if not rest:
            return pages
    raise AssertionError("it never ends")


async def test_all_of_it_is_shown_once_and_newest_first() -> None:
    shelf = Shelf(m2026_11=[*range(60, 73)], m2026_09=[*range(30, 60)], m2025_12=[*range(30)])
    pages = await every_page(shelf)
    assert [one for shown in pages for one in shown] == [*range(72, -1, -1)]
    assert all(len(shown) == PAGE for shown in pages[:-1])


async def test_a_page_looks_no_further_than_it_needs_to() -> None:
    shelf = Shelf(m2026_11=[*range(50)], m2026_10=[*range(50)])
    await page(shelf.find, {}, NOW)
    assert shelf.looked == ["2026-11"]


async def test_it_ends_after_two_empty_years() -> None:
    shelf = Shelf()
    assert (await page(shelf.find, {}, NOW)).items == []
    assert len(shelf.looked) == EMPTY
    month = "2026-11"
    for _ in range(EMPTY + 1):
        month = month_before(month)
    assert month not in shelf.looked


@pytest.mark.parametrize("typed", ["", "2026-13.0", "2026-11", "2026-11.x", "0000-01.1", "2026-11.-1"])
async def test_a_place_that_is_none_begins_at_the_newest(typed: str) -> None:
    assert (await page(Shelf(m2026_11=[1, 2]).find, {"from": typed}, NOW)).items == [2, 1]
