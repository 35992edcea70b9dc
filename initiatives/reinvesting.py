"""Where freed hours went: what owners say once a month, and what that adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

FIRST_WEEK = 7


class Use(StrEnum):
    """What freed hours are used for."""

    OFFERING = "offering"
    QUALITY = "quality"
    CUSTOMERS = "customers"
    LEARNING = "learning"
    BACKLOG = "backlog"
    COST = "cost"
    NOTHING_YET = "nothing_yet"


@dataclass(frozen=True)
class Reinvestment:
    """One owner's answer for a month (`2026-12`): `use` is None until they say.

    `hours` a week were freed by `initiatives` when they were asked.
    """

    id: str
    organisation: str
    person: str
    month: str
    hours: Decimal
    initiatives: tuple[str, ...]
    asked_at: datetime
    use: Use | None = None
    note: str = ""
    said_at: datetime | None = None


def reinvestment_id(person: str, month: str) -> str:
    """One per owner and month."""
    return f"{person}.{month}"


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return month_of(date(year - 1, 12, 1) if number == 1 else date(year, number - 1, 1))


def asks_on(day: date) -> bool:
    """Whether that day of a weekly slot is the first one of its month."""
    return day.day <= FIRST_WEEK


def added_up(answers: Iterable[Reinvestment]) -> tuple[tuple[Use, Decimal], ...]:
    """Hours a week by what they are used for, as owners said; those who have not said are left out."""
    said = [(one.use, one.hours) for one in answers if one.use is not None]
    return tuple(
        (use, sum((hours for named, hours in said if named is use), Decimal(0)))
        for use in Use
        if any(named is use for named, _ in said)
    )
