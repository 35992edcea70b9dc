"""What is due is read in its order, however much of it there is, and whatever was put in or taken out before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.in_order import MOST, InOrder

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
entries = st.tuples(st.integers(0, 5).map(lambda n: NOON + timedelta(hours=n)), st.integers(0, 3 * MOST))


@given(st.lists(entries, max_size=60))
def test_it_holds_what_a_sorted_list_would_hold(toggled: list[tuple[datetime, int]]) -> None:
    kept, known = InOrder(), set[tuple[datetime, int]]()
    for entry in toggled:
        (kept.remove if entry in known else kept.add)(entry)
        known ^= {entry}
        assert list(kept) == sorted(known)


def test_thousands_of_entries_stay_in_order_while_the_earliest_go_and_later_ones_come() -> None:
    many = [(NOON + timedelta(minutes=number * 7919 % 1000), number) for number in range(4 * MOST)]
    kept = InOrder()
    for entry in many:
        kept.add(entry)
    assert list(kept) == sorted(many)
    for moment, number in sorted(many)[: 3 * MOST]:
        kept.remove((moment, number))
        kept.add((moment + timedelta(days=1), number))
    later = [(moment + timedelta(days=1), number) for moment, number in sorted(many)[: 3 * MOST]]
    assert list(kept) == sorted(many)[3 * MOST :] + later
    for entry in list(kept):
        kept.remove(entry)
    assert list(kept) == []
