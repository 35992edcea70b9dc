"""How the answer promise is kept, as figures: how long first answers took, and how many proposals wait longer than promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from handlers.conversation import Look
from handlers.words import Amount, Words, say_n
from initiatives.calendar import iso_week
from initiatives.people import Organisation
from initiatives.promise import LOOKED_BACK, FirstAnswers, Promise, first_answers, over_the_promise
from storage.port import Transaction


@dataclass(frozen=True)
class Kept:
    """The first answers of the four weeks before a moment, None when there were none, and how many were late at it."""

    answers: FirstAnswers | None
    late: int


async def kept(store: Transaction, organisation: Organisation, at: datetime) -> Kept:
    """How the promise is kept at that moment; it reads what was answered in those weeks, and what waits."""
    found: dict[str, Promise] = {}
    for week in _weeks(at - LOOKED_BACK, at):
        found |= {one.id: one for one in await store.promises_answered_in(organisation.id, week)}
    answers = first_answers(found.values(), organisation, at - LOOKED_BACK, at)
    return Kept(answers, over_the_promise(await store.promises_open(organisation.id), at))


def _weeks(start: datetime, end: datetime) -> list[str]:
    """The ISO weeks that a stretch of time touches."""
    first, days = start.astimezone(UTC).date(), (end.astimezone(UTC).date() - start.astimezone(UTC).date()).days
    return list(dict.fromkeys(iso_week(first + timedelta(days=number)) for number in range(days + 1)))


def lines(found: Kept) -> list[Words]:
    """The same in sentences; none where there is nothing to say."""
    said: list[Words] = []
    if found.answers is not None:
        said.append(
            say_n(
                "The first answer took {days} working days (in the last four weeks, {n} proposal).",
                "First answers took {days} working days (the median of {n}, in the last four weeks).",
                found.answers.count,
                days=Amount(rounded(found.answers.days)),
            )
        )
    if found.late:
        said.append(
            say_n(
                "{n} proposal waits longer than was promised.",
                "{n} proposals wait longer than was promised.",
                found.late,
            )
        )
    return said


def rounded(days: Decimal) -> Decimal:
    """To a tenth of a day, and never nothing: an answer takes its time."""
    return max(days.quantize(Decimal("0.1")), Decimal("0.1"))


async def lines_of_today(look: Look) -> list[Words]:
    return lines(await kept(look.store, look.organisation, look.now))
