"""Answers as people type them, in four languages, against what is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.answers import Ahead, Answer, Asked, Either, Figure, Wished, read_answer
from initiatives.bundle_answers import Titled, read_bundle
from initiatives.time_off import is_about_time_off
from initiatives.time_off_abroad import in_english

TODAY = date(2026, 12, 8)
UNITS = {"h": "hours", "min": "minutes", "%": "%", "€": "€", "n": ""}
BUNDLE = {
    "A": Titled("A", "Invoice matching", Asked("hours", Decimal(31))),
    "B": Titled("B", "Reply drafts", Asked("%", Decimal(4))),
    "C": Titled("C", "Meeting notes", Asked("minutes", Decimal(45))),
    "D": Titled("D", "Offer texts", Asked("€", Decimal(1200))),
    "E": Titled("E", "Bug triage", Asked("", Decimal(12))),
}


@dataclass(frozen=True)
class Case:
    language: str
    asked: str
    typed: str
    meant: str

    @property
    def question(self) -> Asked:
        unit, last = self.asked.split()
        word = UNITS[unit]
        if unit == "n":
            word = next((one for one in ("tickets", "Tickets") if one in self.typed), "")
        return Asked(word, None if last == "-" else Decimal(last))


def cases(name: str) -> list[Case]:
    lines = (Path(__file__).parent / "answers" / name).read_text(encoding="utf-8").splitlines()
    return [Case(*(part.strip() for part in line.split("|"))) for line in lines if line and not line.startswith("#")]


def one(answer: Answer | None) -> str:
    match answer:
        case Figure(value, _, back, doubtful):
            return f"{value.normalize():f}{'?' if doubtful else ''}{f' @-{back}' if back else ''}"
        case Either((low, high)):
            return f"{low.normalize():f} or {high.normalize():f}"
        case Wished(wish):
            return wish
        case Ahead():
            return "future"
        case None:
            return "none"


def understood(case: Case) -> tuple[str, str]:
    """What was read, in the words of the file, and the comment."""
    if case.asked == "bundle":
        found = read_bundle(case.typed, list(BUNDLE.values()), case.language, TODAY)
        return " ".join(f"{key}={one(answer)}" for key, answer in sorted(found.items())) or "which", ""
    if is_about_time_off(in_english(case.typed)):
        return "away", ""
    answer = read_answer(case.typed, case.question, case.language, TODAY)
    return one(answer), getattr(answer, "comment", "")


def is_right(case: Case) -> bool:
    meant, _, comment = (part.strip() for part in case.meant.partition(";"))
    read, kept = understood(case)
    return read == meant and comment in kept


def is_recorded_wrongly(case: Case) -> bool:
    """A number kept without being asked back that is not the one meant."""
    read, _ = understood(case)
    meant = case.meant.partition(";")[0].strip()
    certain = read[:1].isdigit() and "?" not in read and " or " not in read
    if case.asked == "bundle":
        parts = set(read.split()) - set(meant.split())
        return any("=" in part and "?" not in part for part in parts)
    return (certain or read == "same") and read != meant


@pytest.mark.parametrize("name", ["answers.txt", "held_out.txt"])
def test_answers_are_understood_and_none_is_recorded_wrongly(name: str) -> None:
    every = cases(name)
    missed = [case for case in every if not is_right(case)]
    wrong = [case for case in every if is_recorded_wrongly(case)]
    lines = [
        f"{case.language} | {case.asked} | {case.typed} | {case.meant} | read {understood(case)}" for case in missed
    ]
    report = "\n".join((f"{name}: {len(every) - len(missed)} of {len(every)} understood", *lines))
    assert wrong == [], wrong
    assert len(missed) <= len(every) * 0.03, report


@pytest.mark.parametrize(
    "typed",
    [
        "", "thanks", "I think 3 of 4 people like it", "31, 42", "31, is that right?", "31, sorry, 42", "31, no wait, 42",
        "31 (42 last week, or maybe 43)", "31, maybe 32", "31 of 40", "31 people like it", "31 December", "3 pm", "more than 31",
        "31, then 28", "31\n42", "31 but 42", "1,2,3", "12:30", "31 was last week", "31.12.", "3h less", "3 more", "五一",
        "31, should be 13", "same 31", "not the same", "I am 31 years old", "down by 3", "less than 31",
    ],
)  # fmt: skip
def test_what_is_not_clearly_an_answer_is_none(typed: str) -> None:
    assert read_answer(typed, Asked("", Decimal(40)), "en", TODAY) is None


@pytest.mark.parametrize(
    ("typed", "asked", "doubtful"),
    [
        ("310", Asked("", Decimal(31)), True),
        ("300", Asked("", Decimal(31)), False),
        ("130 %", Asked("%", Decimal(120)), False),
        ("130 %", Asked("%", Decimal(12)), True),
        ("-3", Asked("€", Decimal(-5)), False),
        ("0", Asked("", Decimal(31)), False),
        ("31", Asked("", Decimal(0)), False),
        ("200 hours", Asked("hours", Decimal(40)), True),
        ("200 hours", Asked("hours"), False),
        ("200 hours", Asked("hours", Decimal(400)), False),
        ("130 %", Asked("%"), True),
    ],
)
def test_a_number_that_can_hardly_be_meant_is_doubtful(typed: str, asked: Asked, doubtful: bool) -> None:
    found = read_answer(typed, asked, "en", TODAY)
    assert isinstance(found, Figure)
    assert found.doubtful is doubtful


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "de", "zh"]))
def test_no_text_breaks_the_reading(anything: str, language: str) -> None:
    found = read_answer(anything, Asked("hours", Decimal(3)), language, TODAY)
    assert not isinstance(found, Figure) or found.value.is_finite()
    read_bundle(anything, list(BUNDLE.values()), language, TODAY)


@pytest.mark.parametrize(
    "flood", ["31, " * 3_000, "1 " * 5_000, "31 but " * 1_500, "a" * 10_000, "三" * 5_000, "A 31 " * 900]
)
def test_a_flood_of_text_ends(flood: str) -> None:
    found = read_answer(flood, Asked("hours", Decimal(3)), "en", TODAY)
    assert not isinstance(found, Figure) or found.doubtful
