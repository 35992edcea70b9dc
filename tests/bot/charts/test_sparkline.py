"""A chart as one line of signs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.charts.sparkline import sparkline
from handlers.ui import Chart


@pytest.mark.parametrize(
    ("values", "signs"),
    [
        ((40, 30, 20), "█▅▁"),
        ((0, 1, 2, 3, 4, 5, 6, 7), "▁▂▃▄▅▆▇█"),
        ((7, 7, 7), "▄▄▄"),
        ((-5,), "▄"),
        ((1, 1000000), "▁█"),
    ],
)
def test_every_reading_is_a_sign_between_the_lowest_and_the_highest(values: tuple[int, ...], signs: str) -> None:
    day = date(2026, 11, 2)
    points = tuple((day + timedelta(weeks=n), Decimal(value)) for n, value in enumerate(values))
    assert sparkline(Chart(points)) == signs
