"""The rules of the pulse: what may be read of it, when it is falling, and which two weeks belong together."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from initiatives.calendar import iso_week, local_day
from initiatives.people import Organisation
from initiatives.pulse import (
    AT_LEAST,
    FORTNIGHT,
    PulseAnswer,
    Result,
    begin_of,
    end_at,
    first_asking,
    fortnight_at,
    is_falling,
    next_asking,
    result_of,
)

MARK = st.integers(1, 5)
MARKS = st.lists(MARK, max_size=30)
ENOUGH = st.lists(MARK, min_size=AT_LEAST, max_size=30)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MOMENTS = st.integers(0, 7300 * 24).map(lambda hours: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
ZONES = st.sampled_from(["UTC", "Europe/Paris", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"])


def said(marks: list[int | None], comments: dict[int, str] | None = None) -> list[PulseAnswer]:
    words = comments or {}
    return [PulseAnswer(f"i.f.p{n}", "acme", "i.f", f"p{n}", mark, words.get(n, "")) for n, mark in enumerate(marks)]


def result(marks: list[int]) -> Result:
    found = result_of(said([*marks]))
    assert found is not None
    return found


@given(MARKS)
def test_nothing_is_shown_below_three_marks_and_always_from_three_up(marks: list[int]) -> None:
    assert (result_of(said([*marks])) is not None) == (len(marks) >= 3)


@given(st.lists(MARK, max_size=2), st.integers(0, 9))
def test_comments_alone_do_not_open_a_result(marks: list[int], others: int) -> None:
    answers = said([*marks, *([None] * others)], {n: f"comment {n}" for n in range(len(marks) + others)})
    assert result_of(answers) is None


@given(ENOUGH)
def test_half_of_the_marks_lie_on_either_side_of_the_median(marks: list[int]) -> None:
    found = result(marks)
    assert sum(mark <= found.median for mark in marks) * 2 >= len(marks)
    assert sum(mark >= found.median for mark in marks) * 2 >= len(marks)
    assert found.count == len(marks)
    assert found.useful == sum(mark in (4, 5) for mark in marks) / len(marks)


@given(ENOUGH, st.randoms())
def test_neither_who_answered_nor_in_which_order_changes_what_is_read(marks: list[int], chance: object) -> None:
    answers = said([*marks], {n: f"comment {n}" for n in range(len(marks))})
    shuffled = list(answers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert result_of(shuffled) == result_of(answers)
    assert "p1" not in str(result_of(answers))


def test_the_order_of_the_comments_is_not_the_order_of_the_answers() -> None:
    found = result_of(said([4] * 20, {n: f"comment {n:02}" for n in range(20)}))
    assert found is not None and sorted(found.comments) == [f"comment {n:02}" for n in range(20)]
    assert list(found.comments) not in (sorted(found.comments), sorted(found.comments, reverse=True))


@given(ENOUGH, ENOUGH)
def test_falling_is_a_step_down_or_low_twice(now: list[int], before: list[int]) -> None:
    one, other = result(now), result(before)
    assert is_falling(one, other) == (other.median - one.median >= 1 or max(one.median, other.median) < 3)
    assert not is_falling(one, None)


@given(ENOUGH)
def test_what_stays_at_three_and_more_does_not_fall(marks: list[int]) -> None:
    assert is_falling(result(marks), result(marks)) == (result(marks).median < 3)


def test_half_a_mark_less_is_no_fall_and_a_whole_one_is() -> None:
    four = result([4, 4, 4, 4])
    assert result([3, 3, 4, 4]).median == Decimal("3.5")
    assert not is_falling(result([3, 3, 4, 4]), four)
    assert is_falling(result([3, 3, 3]), four)


@given(DAYS)
def test_a_fortnight_is_two_whole_iso_weeks_and_the_next_one_follows_it(day: date) -> None:
    begin = begin_of(day)
    assert begin.weekday() == 0 and begin <= day < begin + FORTNIGHT
    assert {begin_of(begin + timedelta(days=n)) for n in range(14)} == {begin}
    assert begin_of(begin + FORTNIGHT) == begin + FORTNIGHT


@given(MOMENTS, ZONES)
def test_whoever_is_named_is_asked_in_a_fortnight_with_a_week_left_to_answer(now: datetime, zone: str) -> None:
    organisation = Organisation("acme", "acme", "Acme", zone=zone)
    first, following = first_asking(organisation, now), next_asking(organisation, now)
    assert now <= first <= following
    asked = fortnight_at(organisation, first)
    assert asked in (fortnight_at(organisation, now), fortnight_at(organisation, now + FORTNIGHT))
    assert first < end_at(organisation, first) - timedelta(days=6)
    assert following >= end_at(organisation, now)
    assert fortnight_at(organisation, following) == iso_week(begin_of(local_day(now, zone)) + FORTNIGHT)
