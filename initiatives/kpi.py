"""The number an initiative moves: its unit, direction, baseline and target, and how far it has come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from initiatives.numbers import BODY, MOST_DIGITS, WORDS, NotANumber, readings
from initiatives.rules import Rule, RuleBroken
from initiatives.units import counted


class Direction(StrEnum):
    """Which way is better."""

    DOWN = "down"
    UP = "up"


class Evidence(StrEnum):
    """How much a reading is backed by."""

    SELF_REPORTED = "self_reported"
    MEASURED = "measured"
    CONFIRMED = "confirmed"


def weakest(grades: Iterable[Evidence]) -> Evidence:
    """What several readings together are backed by: no more than the least of them."""
    return min(grades, key=tuple(Evidence).index)


@dataclass(frozen=True)
class Kpi:
    """`unit` is what the owner typed ("hours a week"); `target` may be set at approval; `baseline` carries its day."""

    id: str
    name: str
    unit: str
    direction: Direction
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    measured_how: str = ""
    measured_by: str = ""
    leading: bool = True

    @property
    def counts_in(self) -> str:
        """The words people may write behind a value."""
        return counted(self.unit, self.name)

    def share(self, value: Decimal) -> float | None:
        """How much of the way from baseline to target `value` has come: 0 at the baseline, 1 at the target.

        None when either is unknown, or when there is no way to go.
        """
        if self.baseline is None or self.target is None or self.reached_before:
            return None
        return float((value - self.baseline) / (self.target - self.baseline))

    def reached(self, value: Decimal) -> bool:
        """Whether `value` is at the target or better; never without a target."""
        if self.target is None:
            return False
        return value <= self.target if self.direction is Direction.DOWN else value >= self.target

    @property
    def reached_before(self) -> bool:
        """Whether the baseline was at the target or better already, so that reaching it shows nothing."""
        return self.baseline is not None and self.reached(self.baseline)

    def with_baseline(self, value: Decimal, on: date) -> Kpi:
        """The baseline as measured on that day."""
        return replace(self, baseline=value, baseline_on=on)


@dataclass(frozen=True)
class Reading:
    """A KPI's value on a day. `week` is the ISO week it answers (`2026-W48`), `link` is where it can be looked up, and
    `file` the name of the file that lies there, if it is one.

    `source` is the system that sent it, whose readings nobody has typed: then `by` is empty. One that says again what was said
    before, and is confirmed, is by whoever said it, `confirmed_by` whoever confirmed it and `at` when they did.
    """

    id: str
    organisation: str
    initiative: str
    kpi: str
    value: Decimal
    on: date
    week: str
    at: datetime
    by: str
    evidence: Evidence = Evidence.SELF_REPORTED
    link: str = ""
    source: str = ""
    confirmed_by: str = ""
    file: str = ""


@dataclass(frozen=True)
class Change:
    """What an initiative means to do to its number: from what (None: not known yet), to what, in which unit."""

    baseline: Decimal | None
    target: Decimal
    direction: Direction
    unit: str = ""


LONGEST = 200

_LESS_FOR_SURE = r"at most|no more|not more|no longer than|not over|au plus|pas plus|au maximum"
_MORE_FOR_SURE = r"at least|no less|not less|no fewer|not under|au moins|pas moins|au minimum"
_LESS = (
    r"less|under|below|max|maximum|fewer|moins|sous|reduce|reducing|cut|lower|drop|decrease|réduire|réduis\w*|baisser|diminuer"
    r"|descendre"
)
_MORE = r"more|over|above|min|minimum|plus|raise|increase|grow|augmenter|monter"
_AIM = rf"{_LESS_FOR_SURE}|{_MORE_FOR_SURE}|{_LESS}|{_MORE}|than|de|about|around|environ|only|just|≤|≥|<|>|~"
_NUMBER = rf"(?P<money>[€$£]?) ?(?P<number>[-+−]?(?:{BODY}))"
_TO = re.compile(
    rf"(?:→|->|=>|(?:^| )(?:to|à|a|au(?! (?:moins|plus|maximum|minimum|lieu))|bis)(?= )) ?(?P<aim>(?:(?:{_AIM}) ?)*){_NUMBER}",
    re.IGNORECASE,
)
_ONE = re.compile(_NUMBER)
_STEPS = re.compile(r" ?\b(?:down|up|now|today|currently|actuellement|aujourd'hui)$", re.IGNORECASE)
_OF_SO_MANY = re.compile(r"(?:\bper|\bfor|\bpour|\bpar|\bsur|/) ?[0-9][0-9 .,']*", re.IGNORECASE)
_OR_BETTER = re.compile(r" ?\b(?:or|ou) (?:less|fewer|below|more|above|moins|plus)$", re.IGNORECASE)
_MEASURES = {
    measure: re.compile(rf"(?:{words})\b", re.IGNORECASE)
    for measure, words in {
        "second": r"s|secs?|seconds?|secondes?",
        "minute": r"min|mins|minutes?|mn",
        "hour": r"h|hrs?|hours?|heures?",
        "day": r"d|j|days?|jours?",
        "week": r"weeks?|semaines?",
        "month": r"months?|mois",
    }.items()
}

_BETTER_LOW = re.compile(
    r"\b(?:hour|heure|minute|day|jour|time|temps|délai|delay|error|erreur|mistake|cost|coût|complaint|plainte|réclamation"
    r"|ticket|backlog|rework|late|retard|return|retour)"
)
_BETTER_HIGH = re.compile(r"\b(?:satisf|quality|qualité|share|rate|taux|score|sales|vente|nps|lead)")
_TURNS_IT_ROUND = re.compile(
    r"\b(?:saved|freed|gained|gagné|économis|libéré|without|sans|on.time|à l.heure|solved|resolved|closed|answered|résolu|traité)"
)


def read_change(text: str, kpi_name: str, language: str) -> Change:
    """Reads "42 to 20", "? → 20 hours", "de 12 à 3 %", "at most 20", in the writer's language.

    Raises:
        RuleBroken: on field `change`, when it is no change, when nothing says which way is better, or from equals to.
    """
    typed = " ".join(text.replace("’", "'").split())
    steps = list(_TO.finditer(typed)) if len(typed) <= LONGEST else []
    if len(steps) == 1:
        return _from_to(typed[: steps[0].start()], steps[0], typed[steps[0].end() :], kpi_name, language)
    aimed = _ONE.search(typed)
    if steps or aimed is None or len(typed) > LONGEST:
        raise RuleBroken("change", Rule.NOT_A_CHANGE)
    return _only_target(typed[: aimed.start()], aimed, typed[aimed.end() :], kpi_name, language)


def _from_to(before: str, step: re.Match[str], after: str, kpi_name: str, language: str) -> Change:
    known = _ONE.search(before)
    first = before[known.end() :] if known else ""
    unit, first_unit = _unit(_OR_BETTER.sub("", after)) or step["money"], _unit(_STEPS.sub("", first))
    if not _same_measure(first_unit, unit) or (known is None and _says_a_number(before)):
        raise RuleBroken("change", Rule.NOT_A_CHANGE)
    baseline = _decimal(known["number"], language) if known else None
    target, aim = _decimal(step["number"], language), f"{before} {step['aim']}"
    unit = unit or first_unit or (known["money"] if known else "")
    return Change(baseline, target, _direction(baseline, target, aim, f"{kpi_name} {unit}"), unit)


def _only_target(before: str, aimed: re.Match[str], after: str, kpi_name: str, language: str) -> Change:
    or_better = _OR_BETTER.search(after)
    if not before.strip() and or_better is None:
        raise RuleBroken("change", Rule.NOT_A_CHANGE)
    unit = _unit(_OR_BETTER.sub("", after)) or aimed["money"]
    aim, target = f"{before} {or_better[0] if or_better else ''}", _decimal(aimed["number"], language)
    return Change(None, target, _direction(None, target, aim, f"{kpi_name} {unit}"), unit)


def _direction(baseline: Decimal | None, target: Decimal, aim: str, about: str) -> Direction:
    if baseline is not None:
        if baseline == target:
            raise RuleBroken("change", Rule.NO_DIFFERENCE)
        return Direction.DOWN if target < baseline else Direction.UP
    said = _said(aim, _LESS_FOR_SURE, _MORE_FOR_SURE) or _said(aim, rf"{_LESS}|[≤<]", rf"{_MORE}|[≥>]")
    if said is not None:
        return said
    low, high = bool(_BETTER_LOW.search(about.casefold())), bool(_BETTER_HIGH.search(about.casefold()))
    if low == high or _TURNS_IT_ROUND.search(about.casefold()):
        raise RuleBroken("change", Rule.DIRECTION_UNCLEAR)
    return Direction.DOWN if low else Direction.UP


def _said(aim: str, less: str, more: str) -> Direction | None:
    """What the words before a target say; None when they say nothing, or both."""
    low, high = (
        bool(re.search(rf"(?<!\w)(?:{words})(?!\w)", aim.replace("→", " "), re.IGNORECASE)) for words in (less, more)
    )
    return None if low == high else Direction.DOWN if low else Direction.UP


def _says_a_number(before: str) -> bool:
    """In words or in other digits: better asked again than taken for an unknown one."""
    return any(word.casefold() in WORDS or any(map(str.isdigit, word)) for word in before.split())


def _same_measure(first: str, second: str) -> bool:
    """ "5 hours to 30 minutes" is no step from 5 to 30."""
    kinds = [next((kind for kind, words in _MEASURES.items() if words.match(unit)), "") for unit in (first, second)]
    return "" in kinds or kinds[0] == kinds[1]


def _unit(text: str) -> str:
    """The words behind a number; another number among them means that something else was said."""
    if re.search("[0-9]", _OF_SO_MANY.sub("", text)):
        raise RuleBroken("change", Rule.NOT_A_CHANGE)
    unit = text.strip(" .,;:")
    return (unit if "(" in unit else unit.rstrip(")"))[:40]


def _decimal(text: str, language: str) -> Decimal:
    sign = -1 if text[0] in "-−" else 1
    body = text.lstrip("-+−")
    try:
        values = readings(body, language) if sum(map(str.isdigit, body)) <= MOST_DIGITS else ()
    except NotANumber:
        values = ()
    if len(values) == 2:
        raise RuleBroken("change", Rule.TWO_READINGS, low=str(values[0]), high=str(values[1]))
    if len(values) != 1:
        raise RuleBroken("change", Rule.NOT_A_CHANGE)
    return sign * values[0]
