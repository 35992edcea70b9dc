"""Answers that are kept come back as they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handlers.answers import Answers
from handlers.written_answers import read_back, written


def test_every_kind_of_answer_comes_back_as_it_was() -> None:
    answers = Answers(
        {
            "text": "True", "empty": "", "nothing": None, "number": Decimal("1.50"), "yes": True, "no": False,
            "day": date(2026, 11, 23), "several": ("a,b", "ü"), "none": (),
        }
    )  # fmt: skip
    again = read_back(written(answers))
    assert again == answers
    assert [type(value) for value in again.values.values()] == [type(value) for value in answers.values.values()]
