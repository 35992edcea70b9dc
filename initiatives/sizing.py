"""What is too big for a trial, why, and the first slice it is cut down to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from initiatives.kpi import Kpi
from initiatives.understanding.tools import tools_in

MOST_PEOPLE, MOST_DAYS, MOST_HOURS, MOST_SYSTEMS = 100, 10, 80, 2
"""More than these are no trial of a few weeks by one team."""
ALL_PEOPLE = 10_000_000
"""A longer number is an account or a telephone, and counts nobody."""


class Big(StrEnum):
    """What makes it more than a trial."""

    EVERYBODY = "everybody"
    PEOPLE = "people"
    MONTHS = "months"
    EFFORT = "effort"
    INFRASTRUCTURE = "infrastructure"
    INTEGRATIONS = "integrations"
    SYSTEMS = "systems"


@dataclass(frozen=True)
class Slice:
    """The first slice of a big initiative, under its id: `outlook` is what was proposed, and `kpi` its number where the slice has another.

    `plan` says what happens in the two weeks, `stop` when it is stopped.
    """

    id: str
    organisation: str
    outlook: str
    big: tuple[Big, ...]
    plan: str
    stop: str
    kpi: Kpi | None = None


_SOME = (
    r"(?:\d+|a few|several|two|three|four|five|six|nine|twelve|quelques|plusieurs|deux|trois|quatre|cinq"
    r"|mehrere|zwei|drei|vier|sechs)"
)
_LASTS = (
    r"(?:takes?|needs?|within|in|over|during|spread over|prend|pendant|en|sur|dauert|innerhalb von|über)"
    r" (?:about |around |environ |etwa )?"
)
_UNITS = (
    "employees?",
    "departments?",
    "teams?",
    "countr(?:y|ies)",
    "sites?",
    "branches",
    "subsidiar(?:y|ies)",
    "locations?",
)
_SIGNS: dict[Big, tuple[str, ...]] = {
    Big.EVERYBODY: (
        r"\b(?:company|organi[sz]ation|group|enterprise)[- ]?wide\b",
        r"\bwhole (?:company|organi[sz]ation|group)\b",
        rf"\b(?:all|every) (?:our |the )?(?:{'|'.join(_UNITS)})\b",
        r"\beverybody in the (?:company|organi[sz]ation)\b",
        r"\btoute l['’](?:entreprise|organisation)\b",
        r"\btous les (?:services|salariés|sites|pays|départements|employés)\b",
        r"\b(?:unternehmens|konzern)weit\b",
        r"\balle (?:abteilungen|mitarbeiter\w*|standorte|länder)\b",
        r"全公司|所有部门",
    ),
    Big.MONTHS: (
        rf"\b{_LASTS}{_SOME} (?:months|quarters|years|mois|trimestres|ans|monaten?|jahren?)\b",
        rf"\b{_LASTS}(?:half )?(?:a year|un an|ein jahr|einem jahr)\b",
    ),
    Big.INFRASTRUCTURE: (
        r"\bdata (?:warehouse|lake|platform|cent(?:er|re))\b",
        r"\bnew (?:servers?|platform|infrastructure|database)\b",
        r"\bGPUs?\b|\bkubernetes\b",
        r"\btrain (?:our|an?) own model\b|\bour own (?:language )?model\b",
        r"\bentrepôt de données\b|\bnouve(?:aux?|lle) (?:serveurs?|plateforme|base)\b",
        r"\brechenzentrum\b|\beigenes (?:sprach)?modell\b|\bneue[rns]? (?:server|plattform|datenbank)\b",
    ),
}
_LINKS = re.compile(
    r"\bintegrat\w*|\binterfac\w*|\bconnectors?\b|\bAPIs?\b|\bintégr\w*|\bconnecteurs?\b|\bschnittstellen?\b",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\b(\d+) ?(?:person|man|working)[- ]days?\b|\b(\d+) days? of (?:work|effort)\b|\b(\d+) jours?[- ]homme\b"
    r"|\b(\d+) ?(?:personen|arbeits)tage\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(\d+) ?(?:hours?|h) (?:of (?:work|effort|development)|to build)\b|\b(\d+) ?heures? de (?:travail|développement)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\w-])(?:\d{1,3}(?:[ \u202f\u00a0.,']\d{3})+|\d+)(?![\w-])")
_YEARS = range(1990, 2101)


def too_big(idea: str, reach: str, tool: str) -> tuple[Big, ...]:
    """Why it is more than a trial, from what would be tried, who feels it and with which tool; empty when it is none too big."""
    said = f"{idea}\n{tool}"
    found = {
        Big.EVERYBODY: _says(Big.EVERYBODY, f"{idea}\n{reach}"),
        Big.PEOPLE: _most(reach) > MOST_PEOPLE,
        Big.MONTHS: _says(Big.MONTHS, idea),
        Big.EFFORT: _highest(_DAYS, idea) > MOST_DAYS or _highest(_HOURS, idea) > MOST_HOURS,
        Big.INFRASTRUCTURE: _says(Big.INFRASTRUCTURE, said),
        Big.INTEGRATIONS: len(_LINKS.findall(said)) > 1,
        Big.SYSTEMS: len(tools_in(said)) > MOST_SYSTEMS,
    }
    return tuple(kind for kind in Big if found[kind])


def _says(kind: Big, text: str) -> bool:
    return any(re.search(signs, text, re.IGNORECASE) for signs in _SIGNS[kind])


def _most(reach: str) -> int:
    """The highest number in the words; a year is none, nor what is too long for a number of people."""
    numbers = [(text, int(re.sub(r"\D", "", text))) for text in _COUNT.findall(reach)]
    people = [number for text, number in numbers if not (len(text) == 4 and number in _YEARS)]
    return max((number for number in people if number <= ALL_PEOPLE), default=0)


def _highest(pattern: re.Pattern[str], text: str) -> int:
    return max((int(group) for match in pattern.finditer(text) for group in match.groups() if group), default=0)
