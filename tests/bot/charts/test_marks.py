"""Marks of dots that are close to one another."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot.charts.marks import HIGH, SIDES, WIDE, sides

CLOSE = [(2.1, 3.2), (2.3, 3.1)]


def middles(dots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [side.middle(*dot) for side, dot in zip(sides(dots), dots, strict=True)]


def test_a_mark_stands_above_where_nothing_is_in_its_way() -> None:
    assert sides([(1, 1), (5, 5), (9, 2)]) == [SIDES[0]] * 3
    assert sides([]) == []


@pytest.mark.parametrize(
    "dots",
    [CLOSE, [*CLOSE, (2.2, 3.8)], [(4, 4), (4, 4)], [(4, 4)] * 4, [(5, 5), (5, 5.8)]],
    ids=["two beside", "three together", "one place", "four in one place", "one over the other"],
)
def test_no_mark_covers_another(dots: list[tuple[float, float]]) -> None:
    for one, other in combinations(middles(dots), 2):
        assert abs(one[0] - other[0]) >= WIDE or abs(one[1] - other[1]) >= HIGH


def test_where_no_side_is_free_a_mark_stands_above() -> None:
    assert sides([(4, 4)] * 5)[-1] == SIDES[0]
