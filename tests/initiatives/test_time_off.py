"""Time off as people type it, English and French: what is understood, what is asked back, and what is about something else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.people import TimeOff
from initiatives.rules import Rule
from initiatives.time_off import Back, Either, Meant, Off, Open, Refused, is_about_time_off, read_time_off

TODAY = date(2026, 11, 19)  # a Thursday


def read(text: str, today: date = TODAY) -> Meant | None:
    return read_time_off(text, today, lambda day: day.weekday() < 5)


def off(first: str, last: str = "") -> TimeOff:
    return TimeOff(day(first), day(last or first))


def day(short: str) -> date:
    return date.fromisoformat(short if len(short) > 5 else f"2026-{short}")


UNDERSTOOD = [
    ("off until Monday", "11-19", "11-22"),
    ("I'm off until Monday", "11-19", "11-22"),
    ("I’m off till Monday, thanks", "11-19", "11-22"),
    ("Hi, I am away until Monday.", "11-19", "11-22"),
    ("off until Monday inclusive", "11-19", "11-23"),
    ("off until Sunday", "11-19", "11-22"),
    ("off until and including Friday", "11-19", "11-20"),
    ("I'm away tomorrow", "11-20", "11-20"),
    ("tomorrow I'm off", "11-20", "11-20"),
    ("off tomorrow", "11-20", "11-20"),
    ("off the day after tomorrow", "11-21", "11-21"),
    ("sick today", "11-19", "11-19"),
    ("I'm sick today", "11-19", "11-19"),
    ("I won't be here tomorrow", "11-20", "11-20"),
    ("I will be out on Monday", "11-23", "11-23"),
    ("out of the office on Friday", "11-20", "11-20"),
    ("I'm taking Friday off", "11-20", "11-20"),
    ("I have Monday off", "11-23", "11-23"),
    ("on holiday 3–14 August", "2027-08-03", "2027-08-14"),
    ("on holiday from 3 to 14 August", "2027-08-03", "2027-08-14"),
    ("vacation August 3-14", "2027-08-03", "2027-08-14"),
    ("I'm on holiday 1-5 December", "12-01", "12-05"),
    ("on holiday from the 1st to the 5th of December", "12-01", "12-05"),
    ("out of office until 4 January", "11-19", "2027-01-03"),
    ("OOO until January 4th", "11-19", "2027-01-03"),
    ("on leave next week", "11-23", "11-29"),
    ("I'm off this week", "11-19", "11-22"),
    ("I am off for the rest of the week", "11-19", "11-22"),
    ("on vacation until the end of the month", "11-19", "11-30"),
    ("I'm away until next week", "11-19", "11-22"),
    ("I'm on leave for two weeks", "11-19", "12-02"),
    ("I'm on parental leave until 1 March 2027", "11-19", "2027-02-28"),
    ("back on Thursday", "11-19", "11-25"),
    ("I'll be back on Monday", "11-19", "11-22"),
    ("back in the office on 1 December", "11-19", "11-30"),
    ("back on Thursday at 9", "11-19", "11-25"),
    ("I'm off tomorrow, back on Thursday", "11-20", "11-25"),
    ("on vacation from 23 Dec, back on 4 January", "12-23", "2027-01-03"),
    ("I'm on vacation from 23 Dec to 2 Jan", "12-23", "2027-01-02"),
    ("I'm on vacation from 23 Dec 2026 to 2 Jan 2027", "12-23", "2027-01-02"),
    ("off 16 to 30 November", "11-16", "11-30"),
    ("off from Monday to Wednesday", "11-23", "11-25"),
    ("off 2026-12-01", "12-01", "12-01"),
    ("on holiday from 2026-12-01 to 2026-12-05", "12-01", "12-05"),
    ("on holiday 2026-12-01 – 2026-12-05", "12-01", "12-05"),
    ("OOO 24.12.-2.1.", "12-24", "2027-01-02"),
    ("off on 13/1", "2027-01-13", "2027-01-13"),
    ("off the 24th", "11-24", "11-24"),
    ("I'm off on Monday because my son is ill", "11-23", "11-23"),
    ("je suis en congé jusqu'à lundi", "11-19", "11-22"),
    ("Je suis en congés jusqu’à lundi, merci", "11-19", "11-22"),
    ("absent demain", "11-20", "11-20"),
    ("absente demain", "11-20", "11-20"),
    ("demain je suis absente", "11-20", "11-20"),
    ("je ne suis pas là demain", "11-20", "11-20"),
    ("Bonjour, je serai absent lundi", "11-23", "11-23"),
    ("absent après-demain", "11-21", "11-21"),
    ("malade aujourd'hui", "11-19", "11-19"),
    ("en vacances du 3 au 14 août", "2027-08-03", "2027-08-14"),
    ("je suis en vacances du 1er au 5 décembre", "12-01", "12-05"),
    ("en vacances du 23/12 au 2/1", "12-23", "2027-01-02"),
    ("absent le 3/8", "2027-08-03", "2027-08-03"),
    ("congé le 24 décembre", "12-24", "12-24"),
    ("en congé la semaine prochaine", "11-23", "11-29"),
    ("absent cette semaine", "11-19", "11-22"),
    ("en congé jusqu'à fin novembre", "11-19", "11-30"),
    ("en congé jusqu'au 4 janvier", "11-19", "2027-01-03"),
    ("en congé jusqu'au 4 janvier inclus", "11-19", "2027-01-04"),
    ("en congé pendant deux semaines", "11-19", "12-02"),
    ("je reviens jeudi", "11-19", "11-25"),
    ("de retour lundi", "11-19", "11-22"),
    ("je rentre le 1er décembre", "11-19", "11-30"),
    ("en vacances à partir du 23 décembre, de retour le 4 janvier", "12-23", "2027-01-03"),
    ("je prends vendredi", "11-20", "11-20"),
    ("je pose le 24 décembre", "12-24", "12-24"),
    ("RTT vendredi", "11-20", "11-20"),
]


@pytest.mark.parametrize(("text", "first", "last"), UNDERSTOOD, ids=[text for text, *_ in UNDERSTOOD])
def test_days_off_are_understood(text: str, first: str, last: str) -> None:
    assert read(text) == Off(off(first, last))


ASKED_BACK = [
    ("off until Friday", [("11-19", "11-19"), ("11-19", "11-20")]),
    ("en congé jusqu'à vendredi", [("11-19", "11-19"), ("11-19", "11-20")]),
    ("off until 1 December", [("11-19", "11-30"), ("11-19", "12-01")]),
    ("off on 3/8", [("2027-03-08", "2027-03-08"), ("2027-08-03", "2027-08-03")]),
    ("off on Thursday", [("11-19", "11-19"), ("11-26", "11-26")]),
    ("I am off next Friday", [("11-20", "11-20"), ("11-27", "11-27")]),
    ("absent vendredi prochain", [("11-20", "11-20"), ("11-27", "11-27")]),
    ("off for 3 days", [("11-19", "11-21"), ("11-19", "11-23")]),
    ("off on 18 November", [("2027-11-18", "2027-11-18")]),
    ("off on 3/8/2027", [("2027-03-08", "2027-03-08"), ("2027-08-03", "2027-08-03")]),
]


@pytest.mark.parametrize(("text", "choices"), ASKED_BACK, ids=[text for text, _ in ASKED_BACK])
def test_what_can_be_read_in_two_ways_is_asked_back(text: str, choices: list[tuple[str, str]]) -> None:
    assert read(text) == Either(tuple(off(*choice) for choice in choices))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("I'm on holiday", ""),
        ("je suis en vacances", ""),
        ("off until further notice", ""),
        ("I'm off from Monday", "11-23"),
        ("en congé à partir du 1er décembre", "12-01"),
        ("I'm on holiday on 30 February", ""),
        ("I'm off Monday and Tuesday", ""),
        ("absent lundi et mardi", ""),
        ("time off", ""),
    ],
)
def test_when_the_days_are_not_clear_they_are_asked(text: str, first: str) -> None:
    assert read(text) == Open(day(first) if first else None)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("on holiday 3-14 August 2025", Rule.PERIOD_OVER),
        ("off on 2026-11-18", Rule.PERIOD_OVER),
        ("en vacances du 3 au 14 août 2026", Rule.PERIOD_OVER),
        ("on vacation 14-3 August", Rule.PERIOD_BACKWARDS),
        ("on vacation from 2026-12-05 to 2026-12-01", Rule.PERIOD_BACKWARDS),
        ("off until 2028-12-01", Rule.PERIOD_TOO_LONG),
        ("off on 2028-12-01", Rule.PERIOD_FAR),
    ],
)
def test_days_that_cannot_be_are_refused(text: str, rule: Rule) -> None:
    assert read(text) == Refused(rule)


@pytest.mark.parametrize(
    "text", ["I'm back", "I am here again", "back at work", "Je suis de retour.", "je suis rentrée", "I'm back early"]
)
def test_who_says_they_are_back_is_back(text: str) -> None:
    assert read(text) == Back()


@pytest.mark.parametrize(
    "text",
    [
        "the server was off until Monday",
        "31 but the API was off until Monday",
        "off until Monday because the server is down",
        "I was away last week",
        "is Ada off tomorrow?",
        "Ada is on holiday next week",
        "off by one errors cost us 3 hours",
        "off the record",
        "out of coffee",
        "I'm away from my desk 3 hours a week copying invoices",
        "I am out on the road three days a week",
        "holiday planning takes 3 hours a week",
        "vacation requests are typed twice",
        "on vacation requests we lose 3 hours a week",
        "le serveur était en arrêt jusqu'à lundi",
        "les demandes de congé prennent 3 heures par semaine",
        "congés payés saisis deux fois dans SAP",
        "tomorrow",
        "next week",
        "la semaine prochaine",
        "later",
        "back",
        "off",
        "3 to 14",
        "31",
        "",
        "   ",
        "out " * 100,
    ],
)
def test_what_is_about_something_else_is_left_alone(text: str) -> None:
    assert read(text) is None
    assert not is_about_time_off(text)


def test_the_table_is_large() -> None:
    assert len({text for text, *_ in UNDERSTOOD}) + len(ASKED_BACK) >= 80


def test_until_tomorrow_on_a_sunday_means_back_on_monday() -> None:
    assert read("off until tomorrow", date(2026, 11, 22)) == Off(off("11-22", "11-22"))


def test_a_year_rolls_over_whenever_it_is_said() -> None:
    assert read("off from 23 Dec to 2 Jan", date(2026, 12, 28)) == Off(off("12-23", "2027-01-02"))
    assert read("off until 4 January", date(2027, 1, 1)) == Off(off("2027-01-01", "2027-01-03"))


def test_until_a_day_they_do_not_work_on_is_the_last_one_off() -> None:
    fridays_off = read_time_off("off until Friday", TODAY, lambda one: one.weekday() < 4)
    assert fridays_off == Off(off("11-19", "11-20"))


@given(st.sampled_from([text for text, *_ in UNDERSTOOD]), st.dates(date(2024, 1, 1), date(2031, 1, 1)))
def test_on_any_day_a_sentence_says_something_about_time_off_and_no_period_is_over(text: str, today: date) -> None:
    meant = read(text, today)
    assert meant is not None
    periods = [meant.period] if isinstance(meant, Off) else list(meant.choices) if isinstance(meant, Either) else []
    assert all(one.first <= one.last and today <= one.last <= today + timedelta(days=740) for one in periods)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for sentence in (text, f"off until {text}", f"on holiday {text}", f"je reviens {text}"):
        read(sentence)
