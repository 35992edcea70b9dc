"""What was due in an old state and is not to happen again: settled, so that nobody is asked or told twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from initiatives.calendar import iso_week, local_day, monday_of, next_digest
from initiatives.gate_states import GateStep
from initiatives.people import Organisation, Person
from initiatives.promise import due_after
from initiatives.pulse import next_asking
from initiatives.week_plan import WEEKS_BACK, next_look
from initiatives.workshops import looked_at
from storage.moving import Target
from storage.records import RETIRES_AFTER, Delivery, DeliveryState, Reason
from storage.rows import Rows
from storage.tables import (
    CAMPAIGNS,
    DELIVERIES,
    GATES,
    HELD_PROPOSALS,
    INITIATIVES,
    LESSON_MONTHS,
    NUDGES,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    PROMISES,
    PULSES,
    TALKS,
    USERS,
    WORKSHOPS,
    WORRIES,
)
from storage.weeks import Ended, Nudge, NudgeState, Unreminded, nudge_id

SOON = timedelta(seconds=1)
SOME = 200
WEEK = timedelta(weeks=1)


async def settle(target: Target, at: datetime, some: int = SOME) -> None:
    """What was due by `at` is settled, `some` in each transaction; a second time there is nothing left to do."""
    await _calls_under_way(target, at)
    for step in (
        _deliveries,
        _people,
        _organisations,
        _trials,
        _reminders,
        _users,
        _pulses,
        _promises,
        _gates,
        _lesson_months,
        _campaigns,
        _held_proposals,
        _worries,
        _workshops,
        _places,
        _talks,
    ):
        await _all(target, at, some, step)


async def _all(target: Target, at: datetime, some: int, step: Callable[[Rows, datetime, int], Awaitable[int]]) -> None:
    taken = some
    while taken == some:
        async with target.store.rows(at) as rows:
            rows.because(by="quickwin", action="restore")
            taken = await step(rows, at, some)


async def _calls_under_way(target: Target, at: datetime) -> None:
    """Messages whose call had begun: nobody knows whether they arrived."""
    organisations = [line.record.id async for _, lines in target.pages((ORGANISATIONS,)) for line in lines]
    for organisation in organisations:
        async with target.store.rows(at) as rows:
            for row in await rows.find(DELIVERIES, organisation, "sending", "yes"):
                await rows.put(DELIVERIES, ended(row, at))


async def _deliveries(rows: Rows, at: datetime, some: int) -> int:
    due = await rows.due(DELIVERIES, at, some)
    for row in due:
        await rows.put(DELIVERIES, ended(row, at))
    return len(due)


def ended(row: Delivery, at: datetime) -> Delivery:
    """A message that is out is still changed, and then shows what the store has; what is not out stays so.

    One at rest, for which the time to retire has come, is final.
    """
    if row.due_at is None and row.state is not DeliveryState.SENDING:
        return replace(row, retire_at=None, final=True)
    if row.message:
        return replace(row, due_at=at + SOON)
    state = DeliveryState.UNCONFIRMED if row.state is DeliveryState.SENDING else DeliveryState.FAILED
    because = Reason.RESTORED.value
    return replace(row, state=state, due_at=None, reason=because, settled=True, retire_at=at + RETIRES_AFTER)


async def _people(rows: Rows, at: datetime, some: int) -> int:
    due = await rows.due(PEOPLE, at, some)
    for person in due:
        organisation = await rows.get(ORGANISATIONS, person.organisation, person.organisation)
        if organisation is None:
            await rows.put(PEOPLE, replace(person, nudge_at=None))
        else:
            await _plan(rows, person, organisation, at)
    return len(due)


async def _plan(rows: Rows, person: Person, organisation: Organisation, at: datetime) -> None:
    """The next slot; weeks up to it whose own has passed count as asked, whether they were or not."""
    slot = next_look(person, organisation, at)
    await rows.put(PEOPLE, replace(person, nudge_at=slot))
    over = monday_of(local_day(slot, person.zone))
    planned = monday_of(local_day(person.nudge_at or at, person.zone))
    monday = max(planned, monday_of(local_day(at, person.zone)) - WEEKS_BACK * WEEK)
    while monday < over:
        week = iso_week(monday)
        key, delivery = nudge_id(person.id, week), f"nudge.{person.id}.{week}"
        because = Ended.RESTORED.value
        claim = Nudge(key, person.organisation, person.id, week, delivery, at, (), NudgeState.MISSED, because)
        await rows.insert(NUDGES, claim)
        monday += WEEK


async def _organisations(rows: Rows, at: datetime, some: int) -> int:
    due = await rows.due(ORGANISATIONS, at, some)
    for organisation in due:
        await rows.put(ORGANISATIONS, replace(organisation, digest_at=next_digest(organisation, at)))
    return len(due)


async def _trials(rows: Rows, at: datetime, some: int) -> int:
    """A trial that was over: its owner meets the question in the next weekly bundle instead of a message of its own."""
    due = await rows.due(INITIATIVES, at, some)
    for initiative in due:
        if initiative.trial is not None:
            trial = replace(initiative.trial, decide_at=None, asked=initiative.stage == "trial")
            await rows.put(INITIATIVES, replace(initiative, trial=trial))
    return len(due)


async def _reminders(rows: Rows, at: datetime, some: int) -> int:
    """One that was due may have been sent already: nobody is reminded twice."""
    due = await rows.due(NUDGES, at, some)
    for nudge in due:
        await rows.put(NUDGES, replace(nudge, remind_at=None, unreminded=Unreminded.RESTORED.value))
    return len(due)


async def _users(rows: Rows, at: datetime, some: int) -> int:
    """Whoever was to be asked how useful something is may have been: they are asked in the fortnight after this one."""
    due = await rows.due(USERS, at, some)
    for user in due:
        organisation = await rows.get(ORGANISATIONS, user.organisation, user.organisation)
        ask_at = next_asking(organisation, at) if organisation is not None else None
        await rows.put(USERS, replace(user, ask_at=ask_at))
    return len(due)


async def _pulses(rows: Rows, at: datetime, some: int) -> int:
    """One that is over may have reached its owner already."""
    due = await rows.due(PULSES, at, some)
    for pulse in due:
        await rows.put(PULSES, replace(pulse, closes_at=None))
    return len(due)


async def _promises(rows: Rows, at: datetime, some: int) -> int:
    """Whoever answers may have been reminded already; what is due is looked at again at the end of the next working day."""
    due = await rows.due(PROMISES, at, some)
    for promise in due:
        organisation = await rows.get(ORGANISATIONS, promise.organisation, promise.organisation)
        look_at = due_after(organisation, at, 1) if organisation is not None and promise.late_at is None else None
        await rows.put(PROMISES, replace(promise, reminded=True, look_at=look_at))
    return len(due)


async def _gates(rows: Rows, at: datetime, some: int) -> int:
    """What was due may have been asked or reminded of already: the next check-in looks again, and whoever waits sees it among theirs."""
    due = await rows.due(GATES, at, some)
    for state in due:
        step = GateStep.WATCHED if state.step is GateStep.HELD else state.step
        await rows.put(GATES, replace(state, step=step, look_at=None, remind_at=None))
    return len(due)


async def _lesson_months(rows: Rows, at: datetime, some: int) -> int:
    """The lessons of a month that were due may have been told already: they are not told again."""
    due = await rows.due(LESSON_MONTHS, at, some)
    for month in due:
        await rows.put(LESSON_MONTHS, replace(month, post_at=None))
    return len(due)


async def _campaigns(rows: Rows, at: datetime, some: int) -> int:
    """What was due may have been announced or told already: it is not said again."""
    due = await rows.due(CAMPAIGNS, at, some)
    for one in due:
        close_at = one.close_at if one.close_at and one.close_at > at else None
        await rows.put(CAMPAIGNS, replace(one, begin_at=None, close_at=close_at))
    return len(due)


async def _held_proposals(rows: Rows, at: datetime, some: int) -> int:
    """What was due may have been put forward since, or its end told."""
    due = await rows.due(HELD_PROPOSALS, at, some)
    for held in due:
        await rows.remove(HELD_PROPOSALS, held.organisation, held.id)
    return len(due)


async def _worries(rows: Rows, at: datetime, some: int) -> int:
    """The admins may have been told of what was due already: their messages are looked after with all others."""
    due = await rows.due(WORRIES, at, some)
    for worry in due:
        await rows.put(WORRIES, replace(worry, put_at=at + SOON))
    return len(due)


async def _workshops(rows: Rows, at: datetime, some: int) -> int:
    """Whoever comes may have been told already, and the host may have been asked; the list shows how it stands."""
    due = await rows.due(WORKSHOPS, at, some)
    for workshop in due:
        await rows.put(WORKSHOPS, looked_at(workshop, at))
    return len(due)


async def _places(rows: Rows, at: datetime, some: int) -> int:
    """Whoever comes may have been reminded already: nobody is reminded twice."""
    due = await rows.due(PLACES, at, some)
    for place in due:
        await rows.put(PLACES, replace(place, remind_at=None))
    return len(due)


async def _talks(rows: Rows, at: datetime, some: int) -> int:
    """Whoever was to be told of comments may have been: they stand where the initiative does."""
    due = await rows.due(TALKS, at, some)
    for talk in due:
        await rows.put(TALKS, talk.told())
    return len(due)
