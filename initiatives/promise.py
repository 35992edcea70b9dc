"""The answer promise: until when somebody answers a proposal, when its clock stands, and how long first answers took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median

from initiatives.calendar import at_hour, days_later, is_working_day, local_day
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation, Person

MOST_DAYS = 20
"""How many working days may be promised."""
LOOKED_BACK = timedelta(weeks=4)
"""The stretch over which first answers are added up: one week alone has too few of them."""


@dataclass(frozen=True)
class Promise:
    """One round of a proposal with those who answer it: it begins when it is put to them, and ends with a decision.

    `due_at` is the end of the last working day promised, `look_at` when somebody has to be reminded or asked next. `answered_at`
    is the first decision or question; the clock stands from `asked_at` on, with `left` working days to go, until the proposer
    has answered. Once it is late, it was put to `put_to` at `late_at` as well. What was put aside comes back on `back_on`.
    """

    id: str
    organisation: str
    initiative: str
    since: datetime
    due_at: datetime
    look_at: datetime | None
    answered_at: datetime | None = None
    asked_at: datetime | None = None
    left: int = 0
    reminded: bool = False
    late_at: datetime | None = None
    put_to: tuple[str, ...] = ()
    closed_at: datetime | None = None
    back_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.closed_at is None

    @property
    def stands(self) -> bool:
        """Whether its clock stands, since the proposer was asked something."""
        return self.is_open and self.asked_at is not None

    def is_late(self, now: datetime) -> bool:
        return self.is_open and not self.stands and self.due_at <= now


def promise_id(initiative: Initiative) -> str:
    """The key of its present round: every time it was taken up again began another one."""
    rounds = sum(decision.to is Stage.PROPOSED for decision in initiative.decisions)
    return f"{initiative.id}.{rounds}" if rounds else initiative.id


def begun(initiative: Initiative, organisation: Organisation, now: datetime) -> Promise:
    """The promise of a proposal that is put to its reviewers now."""
    due = due_after(organisation, now, organisation.answer_days)
    made = Promise(promise_id(initiative), organisation.id, initiative.id, now, due, due)
    return replace(made, look_at=_reminder(made, organisation, now) or due)


def due_after(organisation: Organisation, now: datetime, days: int) -> datetime:
    """The end of the working day that many working days after today, in the organisation's own calendar.

    It is the organisation that promises: the time off of one person makes nobody wait longer.
    """
    moment = days_later(_anybody(organisation), organisation, now, days)
    day = local_day(moment, organisation.zone) if moment else local_day(now, organisation.zone) + timedelta(days=days)
    return _hours(organisation, day)[1]


def asked(promise: Promise, organisation: Organisation, now: datetime) -> Promise:
    """A reviewer has asked the proposer something: that is an answer, and the clock stands until the proposer has said more."""
    first = promise.answered_at or now
    if not promise.is_open or promise.stands:
        return replace(promise, answered_at=first)
    left = max(1, _days_between(organisation, now, promise.due_at))
    return replace(promise, answered_at=first, asked_at=now, left=left, look_at=None)


def went_on(promise: Promise, organisation: Organisation, now: datetime) -> Promise:
    """The proposer has answered: as many working days as were left are left again, at least one."""
    if not promise.stands:
        return promise
    due = due_after(organisation, now, promise.left)
    again = replace(promise, asked_at=None, left=0, due_at=due, look_at=due)
    return replace(again, look_at=_reminder(again, organisation, now) or due)


def decided(promise: Promise, at: datetime) -> Promise:
    """Somebody has decided: nobody has to be reminded any more."""
    closed = promise.closed_at or at
    return replace(promise, answered_at=promise.answered_at or at, asked_at=None, closed_at=closed, look_at=None)


def put_aside(promise: Promise, organisation: Organisation, until: date, at: datetime) -> Promise:
    """Answered with “not now”: it is looked at again on that day."""
    back_at = at_hour(until, organisation.check_in_hour, organisation.zone)
    return replace(decided(promise, at), back_on=until, look_at=back_at)


def due_day(promise: Promise, organisation: Organisation) -> date:
    """The last day on which the promise is kept."""
    return local_day(promise.due_at - timedelta(microseconds=1), organisation.zone)


def days_late(promise: Promise, organisation: Organisation, now: datetime) -> int:
    """Working days begun since it was due."""
    if not promise.is_late(now):
        return 0
    return _days_between(organisation, promise.due_at - timedelta(microseconds=1), now)


def _reminder(promise: Promise, organisation: Organisation, now: datetime) -> datetime | None:
    """When those who answer are reminded, later than now; None when never, or when that has passed."""
    if promise.reminded or organisation.answer_reminder is None:
        return None
    last = due_day(promise, organisation)
    days = [last]
    while len(days) <= organisation.answer_reminder:
        days.append(_working_day_before(organisation, days[-1]))
    moments = [at_hour(day, organisation.check_in_hour, organisation.zone) for day in reversed(days)]
    return next((moment for moment in moments if moment > now), None)


def _working_day_before(organisation: Organisation, day: date) -> date:
    earlier = (day - timedelta(days=number) for number in range(1, 30))
    anybody = _anybody(organisation)
    return next((one for one in earlier if is_working_day(anybody, organisation, one)), day - timedelta(days=1))


def _anybody(organisation: Organisation) -> Person:
    """Somebody who has the organisation's own calendar."""
    return Person("", organisation.id, "", zone=organisation.zone)


def _hours(organisation: Organisation, day: date) -> tuple[datetime, datetime]:
    """From when to when people are at work that day: outside the quiet hours, where those run over midnight."""
    begin, end, zone = organisation.quiet_to, organisation.quiet_from, organisation.zone
    if begin >= end:
        return at_hour(day, 0, zone), at_hour(day + timedelta(days=1), 0, zone)
    return at_hour(day, begin, zone), at_hour(day, end, zone)


def _days_between(organisation: Organisation, start: datetime, end: datetime) -> int:
    """Working days after the day of one moment, up to that of the other."""
    first = local_day(start, organisation.zone)
    days = (local_day(end, organisation.zone) - first).days
    anybody = _anybody(organisation)
    return sum(is_working_day(anybody, organisation, first + timedelta(days=n)) for n in range(1, days + 1))


def days_taken(organisation: Organisation, start: datetime, end: datetime) -> Decimal:
    """Working days from one moment to another, parts of days as parts: half of a working day's hours is half a day."""
    first, anybody, taken = local_day(start, organisation.zone), _anybody(organisation), Decimal(0)
    for number in range((local_day(end, organisation.zone) - first).days + 1):
        day = first + timedelta(days=number)
        opens, closes = _hours(organisation, day)
        inside = min(end, closes) - max(start, opens)
        if inside > timedelta(0) and is_working_day(anybody, organisation, day):
            taken += Decimal(round(inside.total_seconds())) / Decimal(round((closes - opens).total_seconds()))
    return taken


@dataclass(frozen=True)
class FirstAnswers:
    """How long people waited for a first answer: the median in working days, and of how many."""

    days: Decimal
    count: int


def first_answers(
    promises: Iterable[Promise], organisation: Organisation, start: datetime, end: datetime
) -> FirstAnswers | None:
    """Of the first answers given from one moment (included) to the other (not included); None when there were none."""
    times = [
        days_taken(organisation, promise.since, promise.answered_at)
        for promise in promises
        if promise.answered_at is not None and start <= promise.answered_at < end
    ]
    return FirstAnswers(median(times), len(times)) if times else None


def over_the_promise(promises: Iterable[Promise], now: datetime) -> int:
    """How many wait longer than was promised."""
    return sum(promise.is_late(now) for promise in promises)
