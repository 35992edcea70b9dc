"""A number's way as a picture, and the words that say the same."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from handlers.figures import pictures, pictures_until, said
from handlers.ui import Chart, Picture
from handlers.words import Reader, Untranslated
from initiatives.calendar import iso_week
from initiatives.kpi import Direction, Kpi, Reading
from initiatives.pace import Forecast, Outlook

MONDAY = date(2026, 11, 2)
KPI = Kpi("k1", "hours on invoices", "h", Direction.DOWN, Decimal(40), MONDAY, Decimal(20))
READER = Reader("en", "UTC", Untranslated())


def readings(*values: int) -> list[Reading]:
    days = [MONDAY + timedelta(weeks=1 + n) for n in range(len(values))]
    return [
        Reading(
            f"r{day}", "org", "one", "k1", Decimal(value), day, iso_week(day), datetime(2026, 12, 1, tzinfo=UTC), "a"
        )
        for value, day in zip(values, days, strict=True)
    ]


def way_of(picture: Picture) -> Chart:
    assert isinstance(picture.chart, Chart)
    return picture.chart


@pytest.mark.parametrize(
    ("values", "foretold"),
    [
        ((36,), "It is too early to tell the pace."),
        ((36, 32), "At this pace the target comes in 3 weeks."),
        ((33, 26), "At this pace the target comes in 1 week."),
        ((40, 40), "The way is flat: at this pace the target does not come closer."),
        ((45, 50), "It moves away from the target at the moment."),
        ((30, 20), "The target is reached."),
    ],
)
def test_the_words_say_where_it_leads(values: tuple[int, ...], foretold: str) -> None:
    (picture,) = pictures(KPI, readings(*values))
    alt = READER.read(picture.alt)
    assert alt.startswith(f"hours on invoices: 40 on Nov 2, 2026, {values[-1]} h on ")
    assert alt.endswith(f", target 20. {foretold}")
    outlook = way_of(picture).outlook
    assert outlook is not None and READER.read(outlook) == foretold
    assert [int(value) for _, value in way_of(picture).points] == [40, *values]


def test_a_target_far_away_is_said_to_be_so() -> None:
    assert READER.read(said(Forecast(Outlook.FAR))) == "At this pace the target takes more than a year."


def test_the_line_ahead_ends_on_the_day_that_is_said() -> None:
    (picture,) = pictures(KPI, readings(36, 32))
    ahead = way_of(picture).ahead
    assert ahead is not None
    begun, level, comes = ahead
    assert (begun, comes) == (MONDAY + timedelta(weeks=2), MONDAY + timedelta(weeks=5))
    assert level == pytest.approx(32)


def test_one_reading_is_no_picture() -> None:
    assert pictures(KPI, []) == ()
    assert pictures(Kpi("k1", "hours", "h", Direction.DOWN), readings(36)) == ()


def test_without_a_target_the_way_is_shown_and_nothing_foretold() -> None:
    (picture,) = pictures(Kpi("k1", "hours", "h", Direction.DOWN), readings(36, 32))
    assert READER.read(picture.alt) == "hours: 36 on Nov 9, 2026, 32 h on Nov 16, 2026."
    assert way_of(picture).ahead is None and way_of(picture).outlook is None


def test_a_story_shows_the_way_up_to_its_day_without_a_forecast() -> None:
    (picture,) = pictures_until(KPI, readings(36, 32, 28), MONDAY + timedelta(weeks=2))
    assert [int(value) for _, value in way_of(picture).points] == [40, 36, 32]
    assert way_of(picture).outlook is None and way_of(picture).ahead is None
    assert READER.read(picture.alt).endswith("target 20.")
