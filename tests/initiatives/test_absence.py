"""Days off: added, ended early, dropped when they are over, and refused when they cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from initiatives.absence import MOST_PERIODS, ahead, away_until, here_again, with_time_off
from initiatives.people import Person, TimeOff
from initiatives.rules import Rule, RuleBroken

TODAY = date(2026, 11, 19)
NOW = TimeOff(date(2026, 11, 16), date(2026, 11, 22))
THEN = TimeOff(date(2026, 12, 23), date(2027, 1, 2))
OVER = TimeOff(date(2026, 8, 3), date(2026, 8, 14))


def person(*periods: TimeOff) -> Person:
    return Person("ada", "acme", "Ada", time_off=periods)


def test_a_period_is_added_in_its_order_and_what_is_over_goes() -> None:
    assert with_time_off(person(THEN, OVER), NOW, TODAY).time_off == (NOW, THEN)


def test_the_same_period_twice_is_kept_once() -> None:
    assert with_time_off(person(NOW), NOW, TODAY).time_off == (NOW,)


def test_what_has_gone_by_of_a_period_stays_when_it_ends_early() -> None:
    ended = here_again(person(NOW, THEN), TODAY)
    assert ended.time_off == (TimeOff(date(2026, 11, 16), date(2026, 11, 18)), THEN)
    assert away_until(ended, TODAY) is None


def test_a_period_that_begins_today_or_later_goes_altogether() -> None:
    today = TimeOff(TODAY, date(2026, 11, 20))
    assert here_again(person(today, THEN), TODAY).time_off == (THEN,)
    assert here_again(person(today, THEN), TODAY, THEN).time_off == (today,)


def test_only_what_is_still_to_come_is_ahead() -> None:
    assert ahead(person(OVER, NOW, THEN), TODAY) == (NOW, THEN)


def test_periods_that_follow_each_other_are_one_absence() -> None:
    following = TimeOff(date(2026, 11, 23), date(2026, 11, 27))
    assert away_until(person(NOW, following), TODAY) == date(2026, 11, 27)
    assert away_until(person(THEN), TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "field", "rule"),
    [
        (1, 0, "last", Rule.PERIOD_BACKWARDS),
        (-3, -1, "last", Rule.PERIOD_OVER),
        (400, 401, "first", Rule.PERIOD_FAR),
        (0, 400, "last", Rule.PERIOD_TOO_LONG),
    ],
)
def test_days_that_cannot_be_are_refused(first: int, last: int, field: str, rule: Rule) -> None:
    period = TimeOff(TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    with pytest.raises(RuleBroken) as broken:
        with_time_off(person(), period, TODAY)
    assert (broken.value.field, broken.value.rule) == (field, rule)


def test_there_is_an_end_to_how_many_are_kept() -> None:
    many = person(*(TimeOff(TODAY + timedelta(days=n), TODAY + timedelta(days=n)) for n in range(MOST_PERIODS)))
    with pytest.raises(RuleBroken) as broken:
        with_time_off(many, THEN, TODAY)
    assert broken.value.rule is Rule.TOO_MANY_PERIODS
