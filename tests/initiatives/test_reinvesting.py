"""Months, and what the answers of a month add up to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.reinvesting import Reinvestment, Use, added_up, asks_on, month_before, month_of, reinvestment_id


def answer(hours: int, use: Use | None, number: int = 0) -> Reinvestment:
    key = reinvestment_id(f"p{number}", "2026-12")
    return Reinvestment(
        key, "acme", f"p{number}", "2026-12", Decimal(hours), (), datetime(2026, 12, 7, tzinfo=UTC), use
    )


def test_hours_are_added_up_by_use_and_those_who_have_not_said_are_left_out() -> None:
    said = [answer(3, Use.LEARNING), answer(4, Use.LEARNING, 1), answer(5, Use.COST, 2), answer(9, None, 3)]
    assert added_up(said) == ((Use.LEARNING, Decimal(7)), (Use.COST, Decimal(5)))


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from(Use))))
def test_nothing_that_was_said_is_lost(said: list[tuple[int, Use]]) -> None:
    parts = added_up(answer(hours, use, number) for number, (hours, use) in enumerate(said))
    assert sum(hours for _, hours in parts) == sum(hours for hours, _ in said)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_weekly_slot_asks_exactly_once_a_month(day: date) -> None:
    slots = [day + timedelta(weeks=number) for number in range(60)]
    months = [month_of(slot) for slot in slots if asks_on(slot)]
    assert len(months) == len(set(months)) and len(months) >= 13


@pytest.mark.parametrize(("month", "before"), [("2026-12", "2026-11"), ("2027-01", "2026-12"), ("2026-03", "2026-02")])
def test_the_month_before(month: str, before: str) -> None:
    assert month_before(month) == before
