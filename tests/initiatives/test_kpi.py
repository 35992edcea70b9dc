"""The number an initiative moves, and how people write what it should become."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.kpi import LONGEST, Change, Direction, Kpi, read_change
from initiatives.rules import Rule, RuleBroken

HOURS = Kpi("k1", "hours on invoices", "h", Direction.DOWN, Decimal(42), date(2026, 11, 2), Decimal(20))
SHARE = Kpi("k2", "satisfied customers", "%", Direction.UP, Decimal(60), date(2026, 11, 2), Decimal(90))


def change(baseline: str | None, target: str, direction: str, unit: str = "") -> Change:
    return Change(Decimal(baseline) if baseline else None, Decimal(target), Direction(direction), unit)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("42 to 20", change("42", "20", "down")),
        ("  42  TO 20. ", change("42", "20", "down")),
        ("42 -> 20", change("42", "20", "down")),
        ("42→20", change("42", "20", "down")),
        ("42 => 20", change("42", "20", "down")),
        ("from 42 to 20 hours a week", change("42", "20", "down", "hours a week")),
        ("42 hours to 20", change("42", "20", "down", "hours")),
        ("42h to 20h", change("42", "20", "down", "h")),
        ("42 hours a week to 20 hours", change("42", "20", "down", "hours")),
        ("reduce from 42 to 20", change("42", "20", "down")),
        ("from 42 down to 20", change("42", "20", "down")),
        ("42 to under 20", change("42", "20", "down")),
        ("42 today to at most 20 hours", change("42", "20", "down", "hours")),
        ("3 to 5 per 100 orders", change("3", "5", "up", "per 100 orders")),
        ("1,234.5 to 900", change("1234.5", "900", "down")),
        ("€42 to €20", change("42", "20", "down", "€")),
        ("-5 to 3", change("-5", "3", "up")),
        ("3.5 to 2.25 hours", change("3.5", "2.25", "down", "hours")),
        ("100 to 0", change("100", "0", "down")),
        ("at most 20", change(None, "20", "down")),
        ("no more than 20 tickets", change(None, "20", "down", "tickets")),
        ("less than 20", change(None, "20", "down")),
        ("< 20 %", change(None, "20", "down", "%")),
        ("at least 90 %", change(None, "90", "up", "%")),
        ("no less than 90 %", change(None, "90", "up", "%")),
        ("more than 90", change(None, "90", "up")),
        ("≥ 90", change(None, "90", "up")),
        ("20 hours or less", change(None, "20", "down", "hours")),
        ("reduce to 20", change(None, "20", "down")),
        ("? to 20 hours", change(None, "20", "down", "hours")),
        ("I don't know yet → 20 hours", change(None, "20", "down", "hours")),
    ],
)
def test_a_change_is_read_as_it_is_written_in_english(typed: str, expected: Change) -> None:
    assert read_change(typed, "work", "fr") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("42 à 20", change("42", "20", "down")),
        ("42 a 20", change("42", "20", "down")),
        ("de 12 à 3 %", change("12", "3", "down", "%")),
        ("passer de 42 à 20", change("42", "20", "down")),
        ("de 42 heures à 20 heures", change("42", "20", "down", "heures")),
        ("12,5 à 3,5 %", change("12.5", "3.5", "down", "%")),
        ("de 1\u202f200 à 900", change("1200", "900", "down")),
        ("1.234,5 à 900", change("1234.5", "900", "down")),
        ("de 60 à 90 % de satisfaits", change("60", "90", "up", "% de satisfaits")),
        ("au plus 20", change(None, "20", "down")),
        ("pas plus de 20", change(None, "20", "down")),
        ("moins de 5 jours", change(None, "5", "down", "jours")),
        ("au moins 90 %", change(None, "90", "up", "%")),
        ("pas moins de 90 %", change(None, "90", "up", "%")),
        ("plus de 90 %", change(None, "90", "up", "%")),
        ("réduire à 20", change(None, "20", "down")),
        ("augmenter à au moins 90", change(None, "90", "up")),
        ("je ne sais pas à 20 heures", change(None, "20", "down", "heures")),
        ("? → 20 jours", change(None, "20", "down", "jours")),
    ],
)
def test_a_change_is_read_as_it_is_written_in_french(typed: str, expected: Change) -> None:
    assert read_change(typed, "travail", "fr") == expected


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "20", "20 hours", "lots to few", "42 to twenty", "forty to few", "twelve to 3", "٣ to 2", "42-20", "42 or 20",
        "42 to 20 to 10", "1 to 2, 3", "4 2 to 20", "42 to 20 by 2027", "5 hours to 30 minutes", "3 jours à 12 heures",
        "5 days instead of 2", "5 jours au lieu de 2", "2h30 to 1h", "1" * 16 + " to 2",
        "42 to 20" + " x" * LONGEST, "1.2.3 to 1",
    ],
)  # fmt: skip
def test_what_is_no_clear_change_is_refused_and_a_clear_one_then_taken(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_change(typed, "hours", "fr")
    assert (refused.value.field, refused.value.rule) == ("change", Rule.NOT_A_CHANGE)
    assert read_change("42 to 20", "hours", "fr") == change("42", "20", "down")


@pytest.mark.parametrize(
    ("kpi", "direction"),
    [
        ("Hours a week", "down"), ("Délai de réponse", "down"), ("Complaints", "down"), ("Customer satisfaction", "up"),
        ("Taux d'ouverture", "up"), ("NPS", "up"),
    ],
)  # fmt: skip
def test_the_name_of_the_number_says_which_way_is_better_where_nothing_else_does(kpi: str, direction: str) -> None:
    assert read_change("? to 20", kpi, "fr").direction == Direction(direction)
    assert read_change("at least 20", kpi, "fr").direction is Direction.UP


@pytest.mark.parametrize(
    "kpi", ["pages", "error rate", "hours saved", "heures gagnées", "translated templates", "days without accident", "on-time orders"]
)  # fmt: skip
def test_an_unclear_direction_is_asked_for_never_guessed(kpi: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_change("? to 20", kpi, "fr")
    assert refused.value.rule is Rule.DIRECTION_UNCLEAR
    assert read_change("at most 20", kpi, "fr").direction is Direction.DOWN


@pytest.mark.parametrize("typed", ["20 to 20", "20 to 20.0 hours", "de 3,0 à 3"])
def test_a_change_to_the_same_number_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_change(typed, "hours", "fr")
    assert refused.value.rule is Rule.NO_DIFFERENCE


@given(
    st.decimals(-9999, 9999, places=2), st.decimals(-9999, 9999, places=2), st.sampled_from(["to", "à", "→", "->", "=>"])
)  # fmt: skip
def test_every_two_numbers_come_back_and_point_from_the_first_to_the_second(a: Decimal, b: Decimal, to: str) -> None:
    if a == b:
        with pytest.raises(RuleBroken):
            read_change(f"{a} {to} {b}", "x", "fr")
    else:
        assert read_change(f"{a} {to} {b} h", "x", "fr") == Change(a, b, Direction.DOWN if b < a else Direction.UP, "h")


@given(st.text(max_size=80), st.text(alphabet="0123456789 .,toà→?<€-%h\n", max_size=60))
def test_no_text_breaks_it(anything: str, numbers: str) -> None:
    for typed in (anything, numbers, f"{anything} 42 to 20 {numbers}"):
        try:
            assert read_change(typed, anything, "fr").target.is_finite()
        except RuleBroken as refused:
            assert refused.field == "change"


@pytest.mark.parametrize("flood", ["\n", " ", "to ", "1 to ", "1", "1 ", "1.", "a ", "→", "at most ", "? "])
def test_a_flood_is_refused_at_once(flood: str) -> None:
    for length in (LONGEST, 100_000):
        with pytest.raises(RuleBroken):
            read_change((flood * length)[:length], "x", "fr")


@pytest.mark.parametrize(
    ("kpi", "value", "share"),
    [(HOURS, 42, 0), (HOURS, 31, 0.5), (HOURS, 20, 1), (HOURS, 9, 1.5), (HOURS, 53, -0.5), (SHARE, 75, 0.5), (SHARE, 45, -0.5)],
)  # fmt: skip
def test_the_share_is_the_way_from_baseline_to_target_in_either_direction(kpi: Kpi, value: int, share: float) -> None:
    assert kpi.share(Decimal(value)) == share


def test_there_is_no_share_without_a_baseline_a_target_or_a_way_between_them() -> None:
    unknown = Kpi("k", "hours", "h", Direction.DOWN)
    assert unknown.share(Decimal(1)) is None
    assert unknown.with_baseline(Decimal(4), date(2026, 11, 2)).share(Decimal(1)) is None
    assert Kpi("k", "hours", "h", Direction.DOWN, Decimal(4), None, Decimal(4)).share(Decimal(4)) is None


@pytest.mark.parametrize(("baseline", "target", "direction"), [(10, 20, "down"), (20, 20, "down"), (90, 60, "up")])
def test_a_target_that_the_baseline_had_reached_leaves_no_way_to_measure(
    baseline: int, target: int, direction: str
) -> None:
    kpi = Kpi("k", "number", "", Direction(direction), Decimal(baseline), None, Decimal(target))
    assert kpi.reached_before
    assert kpi.share(Decimal(25)) is None
    assert not HOURS.reached_before


@pytest.mark.parametrize(
    ("kpi", "value", "reached"),
    [(HOURS, "20", True), (HOURS, "20.01", False), (HOURS, "0", True), (SHARE, "90", True), (SHARE, "89.99", False), (SHARE, "99", True)],
)  # fmt: skip
def test_a_target_is_reached_at_it_or_better(kpi: Kpi, value: str, reached: bool) -> None:
    assert kpi.reached(Decimal(value)) is reached


def test_nothing_is_reached_without_a_target() -> None:
    assert not Kpi("k", "hours", "h", Direction.DOWN, Decimal(42)).reached(Decimal(0))


def test_a_baseline_keeps_its_day_and_everything_else() -> None:
    known = Kpi("k", "hours", "h", Direction.DOWN, target=Decimal(2)).with_baseline(Decimal(4), date(2026, 11, 2))
    assert known == Kpi("k", "hours", "h", Direction.DOWN, Decimal(4), date(2026, 11, 2), Decimal(2))


@pytest.mark.parametrize(
    ("typed", "language"), [("1.200 to 900", "fr"), ("1,200 to 900", "fr"), ("1.200 to 900", "en")]
)
def test_a_number_that_two_habits_read_differently_is_asked_about(typed: str, language: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_change(typed, "hours", language)
    assert refused.value.rule is Rule.TWO_READINGS
    assert (Decimal(refused.value.values["low"]), Decimal(refused.value.values["high"])) == (
        Decimal("1.2"),
        Decimal(1200),
    )


@pytest.mark.parametrize("typed", ["1,200 to 900", "$1,200 to $900", "1200 to 900"])
def test_a_thousand_is_read_as_it_is_written_in_english(typed: str) -> None:
    found = read_change(typed, "cost of a campaign", "en")
    assert (found.baseline, found.target) == (Decimal(1200), Decimal(900))


def test_or_less_behind_a_target_is_no_unit() -> None:
    change = read_change("42 to 20 or less", "hours a week", "fr")
    assert (change.baseline, change.target, change.unit) == (Decimal(42), Decimal(20), "")
