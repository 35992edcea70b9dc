"""Workshops: their day and time as typed, who finds room, when somebody is reminded, and when they are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from initiatives.people import Organisation, Person, TimeOff
from initiatives.rules import Rule, RuleBroken
from initiatives.workshops import (
    ASKED_BACK,
    MOST_PLACES,
    MOST_WORKSHOPS,
    Workshop,
    beginning,
    called_off,
    clock_in,
    looked_at,
    planned,
    reminder,
    taken,
)

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)  # a Thursday
ACME = Organisation("acme", "acme", "Acme")
ADA = Person("ada", "acme", "Ada")
TUESDAY = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
ONE = Workshop("w", "acme", "Prompts", "How to ask", at=TUESDAY, look_at=TUESDAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("14:30", time(14, 30)), ("9", time(9)), (" 9h30 ", time(9, 30)), ("9 h", time(9)), ("09.05", time(9, 5)), ("0:00", time(0))],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_type_it(typed: str, meant: time) -> None:
    assert clock_in(typed) == meant


@pytest.mark.parametrize("typed", ["", "noon", "24", "9:60", "9:5", "1430", "-1", "٩"])
def test_what_is_no_time_of_day_is_said_so(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        clock_in(typed)
    assert (broken.value.field, broken.value.rule) == ("hour", Rule.NOT_A_TIME)


def test_a_day_and_a_time_go_together_and_without_both_it_is_on_demand() -> None:
    day = date(2026, 11, 24)
    assert beginning(day, "15:30", "Europe/Paris") == TUESDAY
    assert beginning(None, " ", "Europe/Paris") is None
    for wanted, day_, clock in (("day", None, "9"), ("hour", day, "")):
        with pytest.raises(RuleBroken) as broken:
            beginning(day_, clock, "UTC")
        assert broken.value.field == wanted


@pytest.mark.parametrize(
    ("wrong", "field", "rule"),
    [
        ({"title": ""}, "title", Rule.EMPTY),
        ({"about": ""}, "about", Rule.EMPTY),
        ({"at": NOW}, "day", Rule.START_TOO_EARLY),
        ({"at": NOW + timedelta(days=367)}, "day", Rule.PERIOD_FAR),
    ],
)
def test_a_workshop_that_cannot_be_kept_says_why(wrong: dict[str, object], field: str, rule: Rule) -> None:
    with pytest.raises(RuleBroken) as broken:
        planned(None, replace(ONE, **wrong), NOW, 0)  # type: ignore[arg-type]
    assert (broken.value.field, broken.value.rule) == (field, rule)


def test_so_many_are_to_come_at_most() -> None:
    with pytest.raises(RuleBroken):
        planned(None, ONE, NOW, MOST_WORKSHOPS)
    assert planned(ONE, ONE, NOW, MOST_WORKSHOPS) == ONE


def test_another_day_or_place_is_news_and_other_words_are_not() -> None:
    assert planned(None, ONE, NOW, 0).news is False
    assert planned(ONE, replace(ONE, title="Better prompts", places=3), NOW, 0).news is False
    moves: tuple[dict[str, Any], ...] = ({"at": TUESDAY + timedelta(days=1)}, {"where": "Room 2"}, {"at": None})
    for changes in moves:
        moved = planned(ONE, replace(ONE, **changes), NOW, 0)
        assert (moved.news, moved.look_at) == (True, NOW)
        again = planned(moved, replace(moved, title="Prompts for all"), NOW, 0)
        assert (again.news, again.look_at) == (True, NOW)


@pytest.mark.parametrize("over", [replace(ONE, active=False), replace(ONE, at=NOW)])
def test_what_has_begun_or_was_called_off_is_not_changed_nor_called_off(over: Workshop) -> None:
    with pytest.raises(RuleBroken) as broken:
        planned(over, ONE, NOW, 0)
    assert broken.value.rule is Rule.WRONG_STAGE
    with pytest.raises(RuleBroken):
        called_off(over, NOW)


def test_it_is_looked_at_when_it_begins_and_when_its_places_are_forgotten() -> None:
    told = looked_at(replace(ONE, news=True, look_at=NOW), NOW)
    assert (told.news, told.over, told.look_at) == (False, False, TUESDAY)
    begun = looked_at(told, TUESDAY)
    assert (begun.over, begun.stands, begun.look_at) == (True, False, TUESDAY + ASKED_BACK)
    assert looked_at(begun, TUESDAY + ASKED_BACK).look_at is None
    assert looked_at(called_off(ONE, NOW), NOW).look_at is None
    on_demand = looked_at(replace(ONE, at=None, news=True), NOW)
    assert (on_demand.look_at, on_demand.stands) == (None, True)


def test_a_place_is_found_while_there_is_room() -> None:
    two = replace(ONE, places=2)
    assert taken(two, ADA, ACME, 1, NOW).id == "w.ada"
    for workshop, others in ((two, 2), (ONE, MOST_PLACES)):
        with pytest.raises(RuleBroken) as broken:
            taken(workshop, ADA, ACME, others, NOW)
        assert broken.value.rule is Rule.NO_PLACE_LEFT
    with pytest.raises(RuleBroken):
        taken(ONE, ADA, ACME, 0, TUESDAY)


def test_somebody_is_reminded_on_their_last_working_day_before_it() -> None:
    assert reminder(ONE, ADA, ACME, NOW) == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    monday = replace(ONE, at=TUESDAY - timedelta(days=1))
    assert reminder(monday, ADA, ACME, NOW) == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    away = replace(ADA, time_off=(TimeOff(date(2026, 11, 21), date(2026, 11, 23)),))
    assert reminder(ONE, away, ACME, NOW) == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    tokyo = replace(ADA, zone="Asia/Tokyo")
    assert reminder(replace(ONE, at=datetime(2026, 11, 24, 16, 0, tzinfo=UTC)), tokyo, ACME, NOW) == datetime(
        2026, 11, 24, 0, 0, tzinfo=UTC
    )


def test_nobody_is_reminded_when_that_day_is_here_already_or_there_is_none() -> None:
    assert reminder(ONE, ADA, ACME, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)) is None
    assert reminder(replace(ONE, at=NOW + timedelta(days=1)), ADA, ACME, NOW) is None
    assert reminder(replace(ONE, at=None), ADA, ACME, NOW) is None
    assert reminder(replace(ONE, active=False), ADA, ACME, NOW) is None
    off = replace(ADA, time_off=(TimeOff(date(2026, 11, 20), date(2026, 12, 20)),))
    assert reminder(ONE, off, ACME, NOW) is None
