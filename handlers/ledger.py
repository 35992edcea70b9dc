"""The ledger: what became of every week of everybody who was to be asked, and how many answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from handlers.deliveries import standing
from initiatives.calendar import iso_week, local_day, monday_of
from storage.port import Transaction
from storage.records import Delivery, DeliveryState
from storage.weeks import Nudge, NudgeState

WEEKS = 8


class Outcome(StrEnum):
    """What became of a week."""

    ANSWERED = "answered"
    OPEN = "open"
    MISSED = "missed"
    ON_ITS_WAY = "on_its_way"
    NOT_REACHED = "not_reached"
    UNCONFIRMED = "unconfirmed"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Entry:
    """A person's week. `sent_at` is when the question was there, `reason` the code that says why not, or why nothing came of it.

    `said` is what the platform said of a message that did not arrive.
    """

    week: str
    person: str
    outcome: Outcome
    at: datetime
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    reminded: bool = False
    reason: str = ""
    said: str = ""
    initiatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rate:
    """A week of the organisation: how many of each outcome, and of each reason for which nobody was asked."""

    week: str
    counts: Mapping[Outcome, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)

    def of(self, outcome: Outcome) -> int:
        return self.counts.get(outcome, 0)

    @property
    def asked(self) -> int:
        """Those whom the question reached, as far as is known."""
        return sum(self.of(one) for one in (Outcome.ANSWERED, Outcome.OPEN, Outcome.MISSED))

    @property
    def share(self) -> int | None:
        """Percent of those asked who have answered; None when nobody was."""
        return round(100 * self.of(Outcome.ANSWERED) / self.asked) if self.asked else None


def is_week(text: str) -> bool:
    """Whether it names an ISO week that exists, like `2026-W48`."""
    try:
        return iso_week(date.fromisoformat(f"{text}-1")) == text
    except ValueError:
        return False


def last_weeks(now: datetime, zone: str, count: int = WEEKS) -> list[str]:
    """The present ISO week there and those before it, newest first."""
    monday = monday_of(local_day(now, zone))
    return [iso_week(monday - timedelta(weeks=number)) for number in range(count)]


async def of_person(store: Transaction, organisation: str, person: str) -> list[Entry]:
    """Every week that is known of somebody, newest first."""
    nudges = sorted(await store.nudges_of(organisation, person), key=lambda nudge: nudge.week, reverse=True)
    return [await _entry(store, nudge) for nudge in nudges]


async def of_week(store: Transaction, organisation: str, week: str) -> list[Entry]:
    """Everybody who was to be asked in that week."""
    return [await _entry(store, nudge) for nudge in await store.nudges_in(organisation, week)]


async def rates(store: Transaction, organisation: str, weeks: Sequence[str]) -> list[Rate]:
    return [rate(week, await of_week(store, organisation, week)) for week in weeks]


def rate(week: str, entries: Sequence[Entry]) -> Rate:
    reasons = Counter(one.reason for one in entries if one.outcome is Outcome.NOT_ASKED)
    return Rate(week, Counter(one.outcome for one in entries), reasons)


async def _entry(store: Transaction, nudge: Nudge) -> Entry:
    """Only what waits, or was waited for in vain, depends on how its message fared."""
    row = None
    if nudge.delivery:
        row = await standing(store, nudge.organisation, nudge.delivery)
    reason = _reason(nudge, row)
    return Entry(
        week=nudge.week,
        person=nudge.person,
        outcome=_outcome(nudge, row),
        at=nudge.at,
        sent_at=row.sent_at if row else None,
        answered_at=nudge.answered_at,
        reminded=await _is_reminded(store, nudge),
        reason=reason,
        said=row.said if row is not None and reason == row.reason else "",
        initiatives=nudge.initiatives,
    )


async def _is_reminded(store: Transaction, nudge: Nudge) -> bool:
    """A reminder was there, and not only meant to be sent; one that nobody looks for any more had arrived."""
    row = await standing(store, nudge.organisation, nudge.reminder) if nudge.reminder else None
    return bool(nudge.reminder) and (row is None or row.state is DeliveryState.SENT)


def _outcome(nudge: Nudge, row: Delivery | None) -> Outcome:
    """An answer counts however it came; a row that nobody looks for any more had arrived, or the nudge says why not."""
    if nudge.state is NudgeState.SKIPPED:
        return Outcome.NOT_ASKED
    if nudge.state is NudgeState.ANSWERED:
        return Outcome.ANSWERED
    state = row.state if row is not None else DeliveryState.SENT
    match state:
        case DeliveryState.SENT:
            return Outcome.OPEN if nudge.waits else Outcome.MISSED
        case DeliveryState.FAILED:
            return Outcome.NOT_REACHED
        case DeliveryState.UNCONFIRMED:
            return Outcome.UNCONFIRMED
        case DeliveryState.REMOVED:
            return Outcome.NOT_ASKED
        case _:
            return Outcome.ON_ITS_WAY


def _reason(nudge: Nudge, row: Delivery | None) -> str:
    """What the message ran into goes before what became of the week."""
    if row is not None and row.state in (DeliveryState.FAILED, DeliveryState.UNCONFIRMED, DeliveryState.REMOVED):
        return nudge.reason if nudge.state is NudgeState.ANSWERED else row.reason or nudge.reason
    return nudge.reason
