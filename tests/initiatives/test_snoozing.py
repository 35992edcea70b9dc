"""A check-in that is put off comes back in working time of the same week, or not before the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.calendar import is_quiet, is_working_day, iso_week, local_day
from initiatives.people import Organisation, Person, TimeOff
from initiatives.snoozing import Snooze, snoozed_to

ACME = Organisation("acme", "acme", "Acme")
ADA = Person("ada", "acme", "Ada")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the week of Monday 16 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("snooze", "now", "wanted"),
    [
        (Snooze.TODAY, at(16, 9), at(16, 12)),
        (Snooze.TODAY, at(16, 6), at(16, 11)),
        (Snooze.TODAY, at(16, 15, 30), at(16, 18, 30)),
        (Snooze.TODAY, at(16, 17, 30), at(16, 18)),
        (Snooze.TODAY, at(16, 18, 30), at(17, 9)),
        (Snooze.TODAY, at(16, 22), at(17, 9)),
        (Snooze.TODAY, at(20, 18, 30), None),
        (Snooze.TODAY, at(21, 10), None),
        (Snooze.TOMORROW, at(16, 9), at(17, 9)),
        (Snooze.TOMORROW, at(20, 9), None),
        (Snooze.NEXT_WEEK, at(16, 9), None),
    ],
)
def test_when_it_comes_back(snooze: Snooze, now: datetime, wanted: datetime | None) -> None:
    assert snoozed_to(ADA, ACME, snooze, now) == wanted


def test_tomorrow_is_the_next_day_on_which_they_work() -> None:
    away = replace(ADA, time_off=(TimeOff(date(2026, 11, 17), date(2026, 11, 18)),))
    assert snoozed_to(away, ACME, Snooze.TOMORROW, at(16, 9)) == at(19, 9)


def test_working_hours_are_counted_around_a_quiet_noon() -> None:
    noon = replace(ADA, quiet_from=12, quiet_to=14)
    assert snoozed_to(noon, ACME, Snooze.TODAY, at(16, 11)) == at(16, 16)


@given(
    st.sampled_from(Snooze),
    st.integers(0, 2 * 365 * 24 * 12).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=5 * n)),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Beirut", "Pacific/Kiritimati", "America/Santiago"]),
    st.tuples(st.integers(0, 23), st.integers(0, 23)),
)
def test_whatever_the_calendar_it_is_later_in_working_time_and_in_the_same_week(
    snooze: Snooze, now: datetime, zone: str, quiet: tuple[int, int]
) -> None:
    person = replace(ADA, zone=zone, quiet_from=quiet[0], quiet_to=quiet[1])
    moment = snoozed_to(person, ACME, snooze, now)
    if moment is None:
        return
    local = moment.astimezone(ZoneInfo(zone))
    assert moment > now
    assert iso_week(local.date()) == iso_week(local_day(now, zone))
    assert is_working_day(person, ACME, local.date())
    assert not is_quiet(local.hour, quiet)
