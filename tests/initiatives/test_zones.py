"""A year of check-ins in every time zone there is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from initiatives.calendar import iso_week, local_day, next_nudge, nudge_in_next_week
from initiatives.people import Organisation, Person

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
SLOTS = ((0, 9), (4, 0), (6, 2), (6, 23))


@pytest.mark.prove
def test_every_zone_has_exactly_one_slot_a_week_all_year() -> None:
    organisation = Organisation("acme", "acme", "Acme")
    for zone in sorted(available_timezones()):
        for day, hour in SLOTS:
            person = Person("ada", "acme", "Ada", zone=zone, nudge_day=day, nudge_hour=hour)
            at, weeks = next_nudge(person, organisation, BEGIN), Counter[str]()
            while at < BEGIN + timedelta(days=365):
                weeks[iso_week(local_day(at, zone))] += 1
                assert at.astimezone(ZoneInfo(zone)).hour in range(hour, hour + 3), (zone, at)  # a gap may be two hours
                at = nudge_in_next_week(person, organisation, at)
            assert set(weeks.values()) == {1}, (zone, day, hour)
            assert len(weeks) in (52, 53), (zone, day, hour)
