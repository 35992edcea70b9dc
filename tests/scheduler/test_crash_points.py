"""A process that is killed at any point, on any store: nothing is made twice, and what was not made can be seen."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.records import DeliveryState
from tests.crashing.matrix import POINTS, STORES, Case, Found, cases, ran, table
from tests.crashing.nursery import Nursery, nursery
from tests.golden import REWRITE
from tests.house.reading import ROOT

PAGE = ROOT / "docs/delivery.md"
BEGIN, END = "<!-- the crash matrix: written by `make golden` -->\n\n", "\n<!-- its end -->\n"


@pytest.fixture
async def children() -> AsyncIterator[Nursery]:
    async with nursery() as ready:
        yield ready


async def all_of(every: list[Case], children: Nursery, folder: Path) -> list[Found]:
    found = []
    for number, case in enumerate(every):
        (folder / str(number)).mkdir()
        found.append(await ran(case, children, folder / str(number)))
    return found


def must_hold(found: Found) -> None:
    """At most one was made; what counts as sent was, and of everything else it is said that nobody knows."""
    assert found.creates <= 1, found
    assert found.state == DeliveryState.UNCONFIRMED or (found.state, found.creates) == (DeliveryState.SENT, 1), found


def rows(text: str) -> list[list[str]]:
    """The cells of the matrix but that of the store."""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [[*row[:2], *row[3:]] for row in cells if len(row) == 5]


async def test_a_process_killed_at_any_point_repeats_nothing_and_hides_nothing(
    children: Nursery, tmp_path: Path
) -> None:
    written = PAGE.read_text(encoding="utf-8")
    for found in await all_of(cases(("sqlite",), places=("slack", "teams")), children, tmp_path):
        must_hold(found)
        assert rows(table([found]))[-1] in rows(written), "`make golden` writes the matrix anew"


@pytest.mark.prove
async def test_the_crash_matrix_is_as_it_is_written(children: Nursery, tmp_path: Path) -> None:
    found = await all_of(cases(), children, tmp_path)
    assert {one.case.store for one in found} == set(STORES) and {one.case.point for one in found} == set(POINTS)
    for one in found:
        must_hold(one)
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    kept, after = rest.split(END)
    if os.environ.get(REWRITE) == "1":
        PAGE.write_text(f"{before}{BEGIN}{table(found)}{END}{after}", encoding="utf-8")
    else:
        assert kept == table(found)
