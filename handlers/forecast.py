"""The dry run: who would be written to in a period, when, about what, or why not. Nothing is sent, nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from handlers.answering import asked_about
from handlers.beside import put_beside
from handlers.nudges import worth_asking
from handlers.trial_ends import asked_at_the_end
from initiatives.calendar import at_hour, iso_week, local_day, monday_of, nudge_slot, working_moment
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation, Person
from initiatives.week_plan import NotAsked, asked_in_week, end_of_week
from storage.port import Transaction

MOST_WEEKS = 54
"""How far ahead a person's weeks are walked through."""


class Kind(StrEnum):
    """What somebody would get."""

    CHECK_IN = "check_in"
    REMINDER = "reminder"
    TRIAL = "trial"
    DIGEST = "digest"
    MESSAGE = "message"


@dataclass(frozen=True)
class Period:
    """From a moment (included) to another (not included)."""

    start: datetime
    end: datetime

    def holds(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True)
class Coming:
    """One message that would be sent at `at` in `zone`, or a check-in that is `not_asked`, though `at` is their usual time.

    `person` and `name` are empty for what goes to a channel; `about` are titles of initiatives, `instead_of` names of those somebody
    stands in for, `card` what a queued message says, by its name.
    """

    kind: Kind
    at: datetime
    zone: str
    person: str = ""
    name: str = ""
    about: tuple[str, ...] = ()
    not_asked: NotAsked | None = None
    instead_of: tuple[str, ...] = ()
    card: str = ""


def seven_days(now: datetime) -> Period:
    return Period(now, now + timedelta(days=7))


def in_week(week: str, organisation: Organisation) -> Period:
    """A week of the organisation's own calendar, named like `2026-W48`; raises ValueError when there is no such week."""
    monday = date.fromisoformat(f"{week}-1")
    first = at_hour(monday, 0, organisation.zone)
    return Period(first, at_hour(monday + timedelta(weeks=1), 0, organisation.zone))


async def coming(store: Transaction, organisation: Organisation, period: Period, now: datetime) -> list[Coming]:
    """Everything the period brings as things stand now, by time."""
    ahead = Period(max(period.start, now), period.end)
    people = {person.id: person for person in await store.people(organisation.id)}
    found = [
        *await check_ins(store, organisation, people.values(), period, now),
        *await _reminders(store, organisation, people, ahead),
        *await _trials(store, organisation, people, ahead),
        *_digest(organisation, ahead),
        *await _held(store, organisation, people, ahead),
    ]
    return sorted(found, key=lambda one: (one.at, one.name.casefold(), one.kind))


async def check_ins(
    store: Transaction, organisation: Organisation, people: Iterable[Person], period: Period, now: datetime
) -> list[Coming]:
    """Who is asked in the period, and who is not."""
    asked = [person for person in people if person.active and person.nudge_at is not None]
    return [one for person in asked for one in await _weeks_of(store, organisation, person, period, now)]


async def _weeks_of(
    store: Transaction, organisation: Organisation, person: Person, period: Period, now: datetime
) -> list[Coming]:
    """The person's weeks from the next look on, as the job would go through them."""
    assert person.nudge_at is not None  # noqa: S101 whoever is asked has a next look
    first = max(person.nudge_at, now)
    monday, found = monday_of(local_day(first, person.zone)), list[Coming]()
    for number in range(MOST_WEEKS):
        week = monday + timedelta(weeks=number)
        if at_hour(week, 0, person.zone) >= period.end:
            break
        if await store.nudge(organisation.id, person.id, iso_week(week)) is not None:
            continue
        earliest = max(first, at_hour(week, 0, person.zone))
        moment = asked_in_week(person, organisation, week, earliest)
        at = max(end_of_week(person, week), first) if isinstance(moment, NotAsked) else moment
        one = await _look(store, organisation, person, moment, at)
        if one is None:
            continue
        if one.not_asked is None:
            person = replace(person, asked_on=local_day(at, person.zone))
        if isinstance(moment, NotAsked):
            one = replace(one, at=_usual_moment(person, organisation, week))
        if period.holds(one.at):
            found.append(one)
    return found


def _usual_moment(person: Person, organisation: Organisation, monday: date) -> datetime:
    """When somebody would have been asked in that week."""
    weekday, hour = nudge_slot(person, organisation)
    return at_hour(monday + timedelta(days=weekday), hour, person.zone)


async def _look(
    store: Transaction, organisation: Organisation, person: Person, moment: datetime | NotAsked, at: datetime
) -> Coming | None:
    """What the look at that moment comes to; None when nothing is running then."""
    running = await asked_about(store, organisation, person, at)
    if not running:
        return None
    what = moment if isinstance(moment, NotAsked) else await worth_asking(store, person, organisation, running, at)
    beside = await put_beside(store, organisation, person, running, at) if what is NotAsked.UP_TO_DATE else []
    if beside:
        what = beside
    if isinstance(what, NotAsked):
        return Coming(Kind.CHECK_IN, at, person.zone, person.id, person.name, _titles(running), what)
    others = await _others(store, person, what)
    return Coming(Kind.CHECK_IN, at, person.zone, person.id, person.name, _titles(what), instead_of=others)


async def _others(store: Transaction, person: Person, asked: Sequence[Initiative]) -> tuple[str, ...]:
    """Whose check-ins among these the person answers as a stand-in."""
    ids = dict.fromkeys(one.answered_by for one in asked if one.answered_by != person.id)
    found = [await store.person(person.organisation, other) for other in ids]
    return tuple(other.name for other in found if other is not None)


def _titles(initiatives: Iterable[Initiative]) -> tuple[str, ...]:
    return tuple(one.title for one in initiatives)


async def _reminders(
    store: Transaction, organisation: Organisation, people: dict[str, Person], period: Period
) -> list[Coming]:
    """Reminders of check-ins that still wait for an answer, of the weeks that can be open in the period."""
    found = []
    for week in _weeks(organisation, period):
        for nudge in await store.nudges_in(organisation.id, week):
            person = people.get(nudge.person)
            if person is None or not nudge.waits or nudge.remind_at is None or nudge.reminder:
                continue
            if period.holds(nudge.remind_at):
                about = [await store.initiative(organisation.id, one) for one in nudge.initiatives]
                titles = _titles(one for one in about if one is not None)
                found.append(Coming(Kind.REMINDER, nudge.remind_at, person.zone, person.id, person.name, titles))
    return found


def _weeks(organisation: Organisation, period: Period) -> list[str]:
    """The ISO weeks the period touches anywhere on earth, and the one before them."""
    day, last = local_day(period.start, organisation.zone), local_day(period.end, organisation.zone)
    mondays, monday = [], monday_of(day - timedelta(days=8))
    while monday <= last + timedelta(days=1):
        mondays.append(iso_week(monday))
        monday += timedelta(weeks=1)
    return mondays


async def _trials(
    store: Transaction, organisation: Organisation, people: dict[str, Person], period: Period
) -> list[Coming]:
    """Whoever is asked what comes next after a trial whose weeks end in the period."""
    found = []
    for one in await store.in_stage(organisation.id, Stage.TRIAL):
        over = one.trial.decide_at if one.trial is not None else None
        if over is None or over >= period.end:
            continue
        for asked in await asked_at_the_end(store, one):
            person = people.get(asked)
            at = working_moment(person, organisation, max(over, period.start)) if person and person.active else None
            if person is not None and at is not None and period.holds(at):
                found.append(Coming(Kind.TRIAL, at, person.zone, person.id, person.name, (one.title,)))
    return found


def _digest(organisation: Organisation, period: Period) -> list[Coming]:
    at = organisation.digest_at
    if at is None or organisation.stories is None:
        return []
    at = max(at, period.start)
    return [Coming(Kind.DIGEST, at, organisation.zone)] if period.holds(at) else []


async def _held(
    store: Transaction, organisation: Organisation, people: dict[str, Person], period: Period
) -> list[Coming]:
    """What waits already for a moment of the period."""
    found = []
    for row in await store.deliveries_held(organisation.id):
        at = max(row.due_at, period.start) if row.due_at is not None else None
        if at is not None and period.holds(at):
            person = people.get(row.to.person or row.to.only_for)
            who, name = (person.id, person.name) if person else ("", "")
            found.append(
                Coming(Kind.MESSAGE, at, person.zone if person else organisation.zone, who, name, card=row.card)
            )
    return found
