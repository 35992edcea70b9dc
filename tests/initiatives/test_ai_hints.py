"""What the words of a proposal and the directory make likely about its AI, and what they say nothing about."""

from __future__ import annotations

from datetime import date

import pytest

from initiatives.ai_care import Affected, Approved, Area
from initiatives.ai_hints import Hints, hints
from initiatives.initiative import Sensitivity
from initiatives.tools import Tool

COPILOT = Tool("t", "acme", "Copilot", "letters", (Sensitivity.INTERNAL,), "IT", date(2026, 1, 2))
GONE = Tool("g", "acme", "Oldbot", "letters", (Sensitivity.INTERNAL,), "IT", date(2026, 1, 2), active=False)
DIRECTORY = (COPILOT, GONE)


@pytest.mark.parametrize(
    ("said", "area", "affected"),
    [
        ("Sorting 200 CVs by hand", Area.WORK, Affected.APPLICANTS),
        ("Répondre à chaque candidature", Area.WORK, Affected.APPLICANTS),
        ("Bewerbungen sichten dauert Tage", Area.WORK, Affected.APPLICANTS),
        ("Writing the performance reviews of the team", Area.WORK, Affected.UNKNOWN),
        ("Grading what pupils hand in", Area.EDUCATION, Affected.UNKNOWN),
        ("Corriger les copies d’examen", Area.EDUCATION, Affected.UNKNOWN),
        ("Checking the solvabilité of a buyer", Area.CREDIT, Affected.UNKNOWN),
        ("CVs and the credit score of applicants", Area.CREDIT, Affected.APPLICANTS),
        ("We copy invoices into SAP by hand", Area.UNKNOWN, Affected.UNKNOWN),
        ("The application is slow, and its jobs fail", Area.UNKNOWN, Affected.UNKNOWN),
        ("Restarting the server recovers it", Area.UNKNOWN, Affected.UNKNOWN),
    ],
)
def test_only_plain_words_point_to_an_area(said: str, area: Area, affected: Affected) -> None:
    assert hints(said, "", Sensitivity.INTERNAL, ()) == Hints(area=area, affected=affected)


@pytest.mark.parametrize(
    ("tool", "content", "approved"),
    [
        ("copilot", Sensitivity.INTERNAL, Approved.YES),
        ("copilot", Sensitivity.PUBLIC, Approved.YES),
        ("copilot", Sensitivity.PERSONAL, Approved.NO),
        ("copilot", Sensitivity.UNKNOWN, Approved.UNKNOWN),
        ("Oldbot", Sensitivity.INTERNAL, Approved.NO),
        ("copilot and Oldbot", Sensitivity.INTERNAL, Approved.NO),
        ("something else", Sensitivity.INTERNAL, Approved.NO),
        (" ", Sensitivity.INTERNAL, Approved.UNKNOWN),
    ],
)
def test_whether_a_tool_is_approved_is_what_the_directory_says_of_the_content(
    tool: str, content: Sensitivity, approved: Approved
) -> None:
    assert hints("", tool, content, DIRECTORY).approved is approved


def test_without_a_directory_nothing_is_said_of_a_tool() -> None:
    assert hints("", "copilot", Sensitivity.INTERNAL, ()).approved is Approved.UNKNOWN
