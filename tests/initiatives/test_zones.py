"""Years of check-ins in every time zone there is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from initiatives.calendar import iso_week, local_day, look_after, look_at
from initiatives.people import Organisation, Person

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
SLOTS = ((0, 9), (4, 0), (6, 2), (6, 23))
ALWAYS = Organisation("acme", "acme", "Acme", working_days=tuple(range(7)), quiet_from=0, quiet_to=0)


@pytest.mark.prove
def test_every_zone_has_exactly_one_slot_a_week_all_year() -> None:
    for zone in sorted(available_timezones()):
        for day, hour in SLOTS:
            person = Person("ada", "acme", "Ada", zone=zone, nudge_day=day, nudge_hour=hour)
            at, weeks = look_at(person, ALWAYS, BEGIN), Counter[str]()
            while at < BEGIN + timedelta(days=365):
                weeks[iso_week(local_day(at, zone))] += 1
                assert at.astimezone(ZoneInfo(zone)).hour in range(hour, hour + 3), (zone, at)  # a gap may be two hours
                at = look_after(person, ALWAYS, at)
            assert set(weeks.values()) == {1}, (zone, day, hour)
            assert len(weeks) in (52, 53), (zone, day, hour)
