"""Which answers about its AI a proposal already makes likely: put to whoever proposes it, never taken for granted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from initiatives.ai_care import Affected, Approved, Area
from initiatives.initiative import Sensitivity
from initiatives.spelling import folded
from initiatives.tools import Tool, Verdict, key, recognised, verdict

WORDS: tuple[tuple[Area, str], ...] = (
    (Area.WORK, "applicants?|job applications?|shortlist|cvs?|resumes?|recruit\\w*|candidatures?|recrutements?|embauches?|appraisals?"),
    (Area.WORK, "bewerber\\w*|bewerbung\\w*|lebenslauf|lebenslaufe|candidats?|job candidates?|performance reviews?"),
    (Area.EDUCATION, "grading|pupils?|exam marks?|copies d'examen|eleves?|schuler\\w*|prufungsnoten"),
    (Area.CREDIT, "credit scor\\w*|creditworth\\w*|solvabilite|kreditwurdig\\w*|life insurance|health insurance"),
)  # fmt: skip
"""Words that are hardly said of anything else, without their accents. Nothing is said to be of none of the areas."""
HIRING = re.compile(r"\b(?:applicants?|job applications?|cvs?|recruit\w*|candidats?|candidatures?|bewerb\w*)\b")


@dataclass(frozen=True)
class Hints:
    """What is likely; unknown where nothing is."""

    approved: Approved = Approved.UNKNOWN
    area: Area = Area.UNKNOWN
    affected: Affected = Affected.UNKNOWN


def hints(said: str, tool: str, content: Sensitivity, tools: Sequence[Tool]) -> Hints:
    """By the words of a proposal, the tool it names and the directory of vetted tools."""
    text = folded(said)
    area = next((area for area, words in reversed(WORDS) if re.search(rf"\b(?:{words})\b", text)), Area.UNKNOWN)
    affected = Affected.APPLICANTS if HIRING.search(text) else Affected.UNKNOWN
    return Hints(_approved(tool, content, tools), area, affected)


def _approved(tool: str, content: Sensitivity, tools: Sequence[Tool]) -> Approved:
    """Nothing while there is no directory, or no telling which content the tool would see."""
    if not key(tool) or not tools:
        return Approved.UNKNOWN
    found = [verdict(one, content) for one in recognised(tool, tools)] or [Verdict.NOT_LISTED]
    if any(one.needs_it for one in found):
        return Approved.NO
    return Approved.YES if all(one is Verdict.APPROVED for one in found) else Approved.UNKNOWN
