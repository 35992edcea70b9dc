"""Public holidays, by country and region."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

from initiatives.rules import Rule, RuleBroken


@lru_cache(maxsize=1)
def _regions() -> dict[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=True)


def countries() -> tuple[str, ...]:
    """Two-letter codes (ISO 3166-1) of the countries whose holidays are known, sorted."""
    return tuple(sorted(_regions()))


def place_named(typed: str) -> tuple[str, str]:
    """The country and region codes of `FR`, `DE-BY` or `de by`; both empty for an empty text.

    Raises RuleBroken on field `place` when no holidays are known for it.
    """
    country, _, region = typed.strip().upper().replace(" ", "-").partition("-")
    if not country:
        return "", ""
    if country not in _regions():
        raise RuleBroken("place", Rule.UNKNOWN_COUNTRY)
    if region and region not in {known.upper() for known in _regions()[country]}:
        raise RuleBroken("place", Rule.UNKNOWN_REGION)
    return country, next((known for known in _regions()[country] if known.upper() == region), "")


def is_holiday(day: date, country: str, region: str = "") -> bool:
    """Whether the day is a public holiday there; no day is one where no country is set."""
    return bool(country) and day in _of_year(country, region, day.year)


@lru_cache(maxsize=2048)
def _of_year(country: str, region: str, year: int) -> frozenset[date]:
    """Holidays that are only observed elsewhere in the week count too. A country no longer known has none."""
    if country not in _regions():
        return frozenset()
    known = region if region in _regions()[country] else None
    return frozenset(holidays.country_holidays(country, subdiv=known, years=year))
