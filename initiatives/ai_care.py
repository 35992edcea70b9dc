"""What was said about the AI in an initiative, and the class of the EU AI Act that the answers suggest: a hint, no legal advice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from initiatives.rules import Rule, RuleBroken


class Whose(StrEnum):
    """Whose personal data it reads or writes."""

    NOBODYS = "nobodys"
    EMPLOYEES = "employees"
    CUSTOMERS = "customers"
    BOTH = "both"
    UNKNOWN = "unknown"


class Affected(StrEnum):
    """Who feels what it says or does."""

    USERS = "users"
    COLLEAGUES = "colleagues"
    APPLICANTS = "applicants"
    CUSTOMERS = "customers"
    UNKNOWN = "unknown"


class Outward(StrEnum):
    """What customers or the public meet of it."""

    NOTHING = "nothing"
    SEEN = "seen"
    TALKED = "talked"
    UNKNOWN = "unknown"


class Approved(StrEnum):
    """Whether the company has approved the tool."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Area(StrEnum):
    """What it helps to decide about people: the areas that the Act names."""

    NONE = "none"
    WORK = "work"
    EDUCATION = "education"
    CREDIT = "credit"
    BENEFITS = "benefits"
    BIOMETRICS = "biometrics"
    SAFETY = "safety"
    LAW = "law"
    EMOTIONS = "emotions"
    SCORING = "scoring"
    UNKNOWN = "unknown"


class AiClass(StrEnum):
    """How the Act treats it."""

    PROHIBITED = "prohibited"
    HIGH = "high"
    LIMITED = "limited"
    MINIMAL = "minimal"
    UNKNOWN = "unknown"


ARTICLES: dict[Area, tuple[AiClass, str]] = {
    Area.SCORING: (AiClass.PROHIBITED, "5 (1) (c)"),
    Area.EMOTIONS: (AiClass.PROHIBITED, "5 (1) (f)"),
    Area.BIOMETRICS: (AiClass.HIGH, "III, 1"),
    Area.SAFETY: (AiClass.HIGH, "III, 2"),
    Area.EDUCATION: (AiClass.HIGH, "III, 3"),
    Area.WORK: (AiClass.HIGH, "III, 4"),
    Area.BENEFITS: (AiClass.HIGH, "III, 5 (a)"),
    Area.CREDIT: (AiClass.HIGH, "III, 5 (b, c)"),
    Area.LAW: (AiClass.HIGH, "III, 6-8"),
}
"""Regulation (EU) 2024/1689: what Article 5 prohibits, and the points of Annex III that Article 6 (2) calls high-risk."""
TRANSPARENCY = "50"
"""The article that asks to tell people that they talk with a machine, or see what one has made."""


@dataclass(frozen=True)
class Classed:
    """The class that somebody set in place of the suggested one, with their reason."""

    as_: AiClass
    why: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Care:
    """The answers, by whom and when they were given last; `classed` is None while nobody has changed the class."""

    personal: Whose
    affected: Affected
    outward: Outward
    approved: Approved
    area: Area
    by: str
    at: datetime
    classed: Classed | None = None

    @property
    def suggested(self) -> tuple[AiClass, str]:
        """The class by the answers, and the article or the point of Annex III behind it; unknown while an answer could change it."""
        if self.area in ARTICLES:
            return ARTICLES[self.area]
        if self.area is Area.UNKNOWN or self.outward is Outward.UNKNOWN:
            return AiClass.UNKNOWN, ""
        if self.outward is Outward.NOTHING:
            return AiClass.MINIMAL, ""
        return AiClass.LIMITED, TRANSPARENCY

    @property
    def ai_class(self) -> AiClass:
        """The one that holds: as somebody set it, else as suggested."""
        return self.classed.as_ if self.classed is not None else self.suggested[0]


def classed(care: Care, as_: AiClass, *, why: str, by: str, at: datetime) -> Care:
    """Another class than the one that holds, for a reason that is kept.

    Raises:
        RuleBroken: without a reason.
    """
    if not why.strip():
        raise RuleBroken("why", Rule.EMPTY)
    return replace(care, classed=Classed(as_, why.strip(), by, at))


def renamed(care: Care, stays: str, goes: str) -> Care:
    """The same, when one of those who answered turns out to be somebody else."""

    def now(person: str) -> str:
        return stays if person == goes else person

    said = care.classed
    return replace(care, by=now(care.by), classed=replace(said, by=now(said.by)) if said is not None else None)
