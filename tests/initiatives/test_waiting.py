"""Which numbers of a system wait, and by what they are known again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from initiatives.waiting import must_wait, waiting_id


@pytest.mark.parametrize(
    ("value", "last", "in_its_week", "waits"),
    [
        ("310", "31", None, True),
        ("3.1", "31", None, True),
        ("-31", "31", None, True),
        ("200", None, None, False),
        ("29", "31", None, False),
        ("312", "31", "310", False),
        ("3.1", "31", "310", True),
        ("29", "31", "310", False),
    ],
)
def test_what_fits_the_week_before_or_what_its_week_has_does_not_wait(
    value: str, last: str | None, in_its_week: str | None, waits: bool
) -> None:
    before, there = (Decimal(one) if one is not None else None for one in (last, in_its_week))
    assert must_wait(Decimal(value), "hours", before, there) is waits


def test_a_number_is_known_again_however_it_is_written() -> None:
    day = date(2026, 11, 23)
    same = {waiting_id("i", "k", day, Decimal(value)) for value in ("310", "310.0", "3.1E+2")}
    assert len(same) == 1
    assert waiting_id("i", "k", day, Decimal("310.1")) not in same
