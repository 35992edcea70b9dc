"""After an old state comes back nobody is asked or told again what was due before, and everything later goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers.asking import replanned
from initiatives.campaigns import Campaign
from initiatives.comments import Talk
from initiatives.gate_states import GateState, GateStep
from initiatives.initiative import Stage, Trial
from initiatives.lessons import LessonMonth
from initiatives.people import Organisation, Person
from initiatives.promise import Promise, due_after
from initiatives.pulse import Pulse, User, next_asking
from initiatives.similar import KEPT, Held
from initiatives.workshops import Place, Workshop
from initiatives.worries import Worry
from storage.audit import ENTRIES, HEAD, HEADS, verify_chain
from storage.moving import copy
from storage.named import source_of, target_of
from storage.records import RETIRES_AFTER, Delivery, DeliveryState, Reason
from storage.restoring import settle
from storage.rows import Table
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
from storage.weeks import Ended, Nudge, NudgeState, nudge_id
from tests import jobs
from tests.storage.company import KINDS, delivery, empty, initiative, opened, put, seen
from tests.storage.notes import counter

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""When the backup was made."""
AT = MONDAY + timedelta(hours=12)
"""When it came back: this week's nudges of nine o'clock went out in between, which it does not know."""
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
ACME = Organisation("acme", "acme", "Acme", digest_at=MONDAY + 7 * HOUR)


async def restored(old: str, new: str, at: datetime = AT, some: int = 2) -> None:
    reading = await source_of(old)
    writing = await target_of(new, new_id=counter("n"), new_salt=counter("t"))
    try:
        await copy(reading, writing, tell=lambda table, done: None, settle=lambda target: settle(target, at, some))
    finally:
        await writing.close()
        await reading.close()


@pytest.fixture(params=KINDS)
async def names(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """An old store of one organisation, and where it comes back."""
    old, new = empty("sqlite", tmp_path, "old"), empty(request.param, tmp_path, "new")
    await put(old, ORGANISATIONS, ACME)
    yield old, new


async def got(name: str, table: Table[Any], id_: str) -> Any:
    store = await opened(name)
    async with store.rows(AT) as rows:
        found = await rows.get(table, "acme", id_)
    await store.close()
    return found


async def ticked(name: str, at: datetime) -> dict[str, Delivery]:
    """What the bot would send from then on: every job once, and the deliveries that are due."""
    store = await opened(name)
    for name in ("nudges", "trials", "digest"):
        async with store.transaction(at) as transaction:
            await jobs.run(name, transaction, at, 100)
    async with store.transaction(at) as transaction:
        due = await transaction.deliveries_due(at, 100)
    await store.close()
    return {row.id: row for row in due}


def owner(id_: str, **changes: Any) -> Person:
    return replace(Person(id_, "acme", id_, nudge_at=MONDAY + 6 * HOUR), **changes)


def running(n: int) -> Any:
    return initiative(
        "acme", n, stage=Stage.TRIAL, owner=f"p{n}", proposer="p1", trial=Trial(date(2026, 11, 2), 8, None)
    )


@pytest.mark.parametrize(
    ("state", "ends"),
    [
        (DeliveryState.QUEUED, DeliveryState.FAILED),
        (DeliveryState.SENDING, DeliveryState.UNCONFIRMED),
    ],
)
async def test_a_message_that_waited_is_ended_and_says_why(
    names: tuple[str, str], state: DeliveryState, ends: DeliveryState
) -> None:
    old, new = names
    rows = [delivery(f"x{n}", "acme", state, due_at=MONDAY + n * HOUR) for n in range(5)]
    await put(old, DELIVERIES, *rows)
    await restored(old, new)
    for row in rows:
        assert await got(new, DELIVERIES, row.id) == replace(
            row, state=ends, due_at=None, reason=Reason.RESTORED, settled=True, retire_at=AT + RETIRES_AFTER
        )
    assert await ticked(new, AT + WEEK) == {}


async def test_a_call_that_had_begun_is_not_repeated_even_if_it_is_looked_at_later(names: tuple[str, str]) -> None:
    old, new = names
    await put(old, DELIVERIES, delivery("x", "acme", DeliveryState.SENDING, due_at=AT + HOUR, kind="again"))
    await restored(old, new)
    assert (await got(new, DELIVERIES, "x")).state is DeliveryState.UNCONFIRMED


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.FAILED])
async def test_what_was_at_rest_for_long_enough_is_final_and_sends_nothing(
    names: tuple[str, str], state: DeliveryState
) -> None:
    old, new = names
    rows = [delivery(f"x{n}", "acme", state, due_at=None, retire_at=MONDAY + timedelta(minutes=n)) for n in range(250)]
    await put(old, DELIVERIES, *rows)
    await restored(old, new, some=50)
    assert await ticked(new, AT + WEEK) == {}


async def test_a_message_that_is_out_is_still_changed_and_what_is_due_later_is_still_sent(
    names: tuple[str, str],
) -> None:
    old, new = names
    out = delivery("out", "acme", DeliveryState.SENT, due_at=MONDAY)
    later = delivery("later", "acme", DeliveryState.QUEUED, due_at=AT + HOUR)
    await put(old, DELIVERIES, out, later)
    await restored(old, new)
    assert (await got(new, DELIVERIES, "later")) == later
    assert replace(await got(new, DELIVERIES, "out"), due_at=MONDAY) == out
    assert set(await ticked(new, AT + 2 * HOUR)) == {"out", "later"}


async def test_a_restoration_sends_no_nudge_of_before_and_the_next_one_in_its_time(names: tuple[str, str]) -> None:
    old, new = names
    await put(old, PEOPLE, *(owner(f"p{n}") for n in range(1, 6)))
    await put(old, INITIATIVES, *(running(n) for n in range(1, 6)))
    await restored(old, new)
    assert {(await got(new, PEOPLE, f"p{n}")).nudge_at for n in range(1, 6)} == {MONDAY + 6 * HOUR + WEEK}
    assert await ticked(new, AT) == {}
    sent = await ticked(new, MONDAY + 6 * HOUR + WEEK)
    assert {id_ for id_ in sent if id_.startswith("nudge")} == {f"nudge.p{n}.2026-W49" for n in range(1, 6)}


async def test_a_day_of_the_week_that_is_still_to_come_is_kept(names: tuple[str, str]) -> None:
    old, new = names
    friday = owner("p1", nudge_day=4, nudge_at=MONDAY + 6 * HOUR - 3 * timedelta(days=1))
    await put(old, PEOPLE, friday)
    await put(old, INITIATIVES, running(1))
    await restored(old, new)
    due = MONDAY + 6 * HOUR + timedelta(days=4)
    assert (await got(new, PEOPLE, "p1")).nudge_at == due
    assert set(await ticked(new, due)) == {"nudge.p1.2026-W48"}


async def test_whoever_chooses_another_day_after_a_restoration_is_not_asked_twice_in_a_week(
    names: tuple[str, str],
) -> None:
    old, new = names
    await put(old, PEOPLE, owner("p1"))
    await put(old, INITIATIVES, running(1))
    await restored(old, new)
    store = await opened(new)
    async with store.transaction(AT) as transaction:
        person = await transaction.person("acme", "p1")
        assert person is not None
        changed = await replanned(transaction, ACME, replace(person, nudge_day=2), AT)
    await store.close()
    assert changed.nudge_at == MONDAY + 6 * HOUR + WEEK + timedelta(days=2)


@pytest.mark.parametrize("day", [0, 4])
async def test_weeks_between_the_old_state_and_today_say_that_it_was_restored(names: tuple[str, str], day: int) -> None:
    old, new = names
    await put(old, INITIATIVES, running(1))
    await put(old, PEOPLE, owner("p1", nudge_day=day))
    await restored(old, new, AT + 2 * WEEK)
    weeks = ["2026-W48", "2026-W49", *(["2026-W50"] if day == 0 else [])]
    for week in weeks:
        kept = await got(new, NUDGES, nudge_id("p1", week))
        assert (kept.state, kept.reason) == (NudgeState.MISSED, Ended.RESTORED)
    if day:
        assert await got(new, NUDGES, nudge_id("p1", "2026-W50")) is None


async def test_a_week_that_is_claimed_stays_claimed(names: tuple[str, str]) -> None:
    old, new = names
    claim = Nudge(nudge_id("p1", "2026-W48"), "acme", "p1", "2026-W48", "x", MONDAY, ("i1",))
    await put(old, PEOPLE, owner("p1", nudge_at=MONDAY + WEEK))
    await put(old, NUDGES, claim)
    await put(old, DELIVERIES, delivery("x", "acme", DeliveryState.QUEUED, due_at=MONDAY))
    await restored(old, new)
    assert await got(new, NUDGES, claim.id) == claim
    assert (await got(new, PEOPLE, "p1")).nudge_at == MONDAY + WEEK


async def test_a_reminder_that_was_due_is_not_sent_again_and_a_later_one_is_kept(names: tuple[str, str]) -> None:
    old, new = names
    due = Nudge(nudge_id("p1", "2026-W48"), "acme", "p1", "2026-W48", "x", MONDAY, ("i1",), remind_at=MONDAY + HOUR)
    later = replace(due, id=nudge_id("p2", "2026-W48"), person="p2", remind_at=AT + HOUR)
    await put(old, NUDGES, due, later)
    await restored(old, new)
    assert await got(new, NUDGES, due.id) == replace(due, remind_at=None, unreminded="restored")
    assert await got(new, NUDGES, later.id) == later


async def test_a_pulse_of_before_is_neither_asked_nor_told_again_and_the_next_one_comes(names: tuple[str, str]) -> None:
    old, new = names
    due = User("i1.p1", "acme", "i1", "p1", "p0", MONDAY, MONDAY + HOUR)
    later = User("i1.p2", "acme", "i1", "p2", "p0", MONDAY, AT + HOUR)
    over = Pulse("i1.2026-W46", "acme", "i1", "2026-W46", MONDAY + HOUR)
    await put(old, USERS, due, later)
    await put(old, PULSES, over)
    await restored(old, new)
    assert await got(new, USERS, due.id) == replace(due, ask_at=next_asking(ACME, AT))
    assert await got(new, USERS, later.id) == later
    assert await got(new, PULSES, over.id) == replace(over, closes_at=None)


async def test_comments_that_were_to_be_told_are_told_to_nobody_again(names: tuple[str, str]) -> None:
    old, new = names
    due, later = (Talk(f"i{n}", "acme", 3, 3, ("p1",), 2, AT + n * HOUR - HOUR) for n in (1, 2))
    await put(old, TALKS, due, later)
    await restored(old, new)
    assert await got(new, TALKS, due.id) == replace(due, untold=0, tell_at=None, round=1)
    assert await got(new, TALKS, later.id) == later


async def test_an_answer_that_was_due_is_reminded_of_by_nobody_again_and_is_looked_at_a_working_day_later(
    names: tuple[str, str],
) -> None:
    old, new = names
    due = Promise("i1", "acme", "i1", MONDAY, AT, MONDAY + HOUR)
    late = replace(due, id="i2", initiative="i2", late_at=MONDAY)
    later = replace(due, id="i3", initiative="i3", look_at=AT + HOUR)
    await put(old, PROMISES, due, late, later)
    await restored(old, new)
    assert await got(new, PROMISES, "i1") == replace(due, reminded=True, look_at=due_after(ACME, AT, 1))
    assert (await got(new, PROMISES, "i2")).look_at is None
    assert await got(new, PROMISES, "i3") == later


async def test_what_waits_at_a_gate_is_not_asked_or_reminded_of_again(names: tuple[str, str]) -> None:
    old, new = names
    due = GateState(
        "i1.validation",
        "acme",
        "i1",
        Stage.VALIDATION,
        GateStep.GATHERING,
        MONDAY,
        asked=("p1",),
        remind_at=MONDAY + HOUR,
    )
    later = replace(due, id="i2.validation", initiative="i2", remind_at=AT + HOUR)
    put_off = replace(due, id="i3.validation", initiative="i3", step=GateStep.HELD, look_at=MONDAY, remind_at=None)
    await put(old, GATES, due, later, put_off)
    await restored(old, new)
    assert await got(new, GATES, due.id) == replace(due, remind_at=None)
    assert await got(new, GATES, later.id) == later
    assert await got(new, GATES, put_off.id) == replace(put_off, step=GateStep.WATCHED, look_at=None)


async def test_the_lessons_of_a_month_that_were_due_are_not_told_again(names: tuple[str, str]) -> None:
    old, new = names
    due, later = LessonMonth("2026-10", "acme", MONDAY + HOUR), LessonMonth("2026-11", "acme", AT + HOUR)
    await put(old, LESSON_MONTHS, due, later)
    await restored(old, new)
    assert await got(new, LESSON_MONTHS, due.id) == replace(due, post_at=None)
    assert await got(new, LESSON_MONTHS, later.id) == later


async def test_a_campaign_that_was_due_is_not_announced_again(names: tuple[str, str]) -> None:
    old, new = names
    due = Campaign(
        "c1", "acme", "Invoices", MONDAY.date(), MONDAY.date(), "p1", begin_at=MONDAY + HOUR, close_at=AT + HOUR
    )
    over = replace(due, id="c2", close_at=MONDAY + HOUR)
    later = replace(due, id="c3", begin_at=AT + HOUR)
    await put(old, CAMPAIGNS, due, over, later)
    await restored(old, new)
    assert await got(new, CAMPAIGNS, "c1") == replace(due, begin_at=None)
    assert await got(new, CAMPAIGNS, "c2") == replace(over, begin_at=None, close_at=None)
    assert await got(new, CAMPAIGNS, "c3") == later


async def test_a_held_proposal_whose_time_was_over_is_not_told_of_again(names: tuple[str, str]) -> None:
    old, new = names
    due = Held("h1", "acme", "p1", running(1), ("i1",), MONDAY - KEPT + HOUR)
    later = replace(due, id="h2", at=AT - KEPT + HOUR)
    await put(old, HELD_PROPOSALS, due, later)
    await restored(old, new)
    store = await opened(new)
    async with store.rows(AT) as rows:
        assert await rows.find(HELD_PROPOSALS, "acme", "person", "p1") == [later]
    await store.close()


async def test_a_worry_that_was_due_is_put_to_the_admins_after_all(names: tuple[str, str]) -> None:
    old, new = names
    due = Worry("w1", "acme", "Who reads our prompts?", MONDAY.date(), MONDAY + HOUR)
    later = replace(due, id="w2", put_at=AT + HOUR)
    await put(old, WORRIES, due, later)
    await restored(old, new)
    back = await got(new, WORRIES, "w1")
    assert back.text == due.text and back.put_at is not None and AT < back.put_at < AT + HOUR
    assert await got(new, WORRIES, "w2") == later


async def test_people_who_are_not_asked_are_left_alone(names: tuple[str, str]) -> None:
    old, new = names
    people = (owner("p2", active=False), owner("p3", nudge_at=None))
    await put(old, PEOPLE, *people)
    await restored(old, new)
    assert [await got(new, PEOPLE, person.id) for person in people] == [*people]
    assert await got(new, NUDGES, nudge_id("p2", "2026-W48")) is None


async def test_the_digest_goes_out_next_in_its_time(names: tuple[str, str]) -> None:
    old, new = names
    await restored(old, new)
    assert (await got(new, ORGANISATIONS, "acme")).digest_at == MONDAY + 7 * HOUR + WEEK


async def test_the_end_of_a_trial_is_asked_about_with_the_next_check_in(names: tuple[str, str]) -> None:
    old, new = names
    over = replace(running(1), trial=Trial(date(2026, 10, 5), 7, MONDAY + 6 * HOUR))
    await put(old, PEOPLE, owner("p1"))
    await put(old, INITIATIVES, over)
    await restored(old, new)
    assert (await got(new, INITIATIVES, "i1")).trial == Trial(date(2026, 10, 5), 7, None, asked=True)
    assert await ticked(new, AT) == {}


async def test_what_was_settled_is_in_the_audit_trail(names: tuple[str, str]) -> None:
    """But not when somebody is asked next, or the digest goes out, which are plans."""
    old, new = names
    await put(old, PEOPLE, owner("p1"))
    await put(old, INITIATIVES, replace(running(1), trial=Trial(date(2026, 10, 5), 7, MONDAY + 6 * HOUR)))
    await restored(old, new)
    store = await opened(new)
    entries = [entry async for entry in store.archived(ENTRIES, "acme", at=AT)]
    async with store.rows(AT) as rows:
        head = await rows.get(HEADS, "acme", HEAD)
    await store.close()
    assert verify_chain(entries, head) == len(entries)
    settled = [(entry.by, entry.action, entry.subject) for entry in entries if entry.at == AT]
    assert settled == [("quickwin", "restore", "i1")]


async def test_a_plain_copy_leaves_everything_due_as_it_was(names: tuple[str, str]) -> None:
    old, new = names
    await put(old, PEOPLE, owner("p1"))
    await put(old, INITIATIVES, running(1))
    await put(old, DELIVERIES, delivery("x", "acme", DeliveryState.QUEUED, due_at=MONDAY))
    reading, writing = await source_of(old), await target_of(new, new_id=counter("n"), new_salt=counter("t"))
    await copy(reading, writing, tell=lambda table, done: None)
    await writing.close()
    await reading.close()
    assert await seen(new) == await seen(old)
    assert set(await ticked(new, AT)) == {"x", "nudge.p1.2026-W48"}


class Stops(Exception):
    """What interrupts a restoration in these tests."""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("after", [0, 1, 3, 6])
async def test_interrupted_while_it_settles_the_same_command_goes_on(kind: str, after: int, tmp_path: Path) -> None:
    old, new = empty("tiny", tmp_path, "old"), empty(kind, tmp_path, "new")
    await put(old, ORGANISATIONS, ACME)
    await put(old, PEOPLE, *(owner(f"p{n}") for n in range(1, 6)))
    await put(old, INITIATIVES, *(running(n) for n in range(1, 6)))
    await put(old, DELIVERIES, *(delivery(f"x{n}", "acme", DeliveryState.QUEUED, due_at=MONDAY) for n in range(5)))
    reading, writing = await source_of(old), await target_of(new, new_id=counter("n"), new_salt=counter("t"))

    class Store:
        """Fails when its transaction number `after` + 1 begins."""

        left = after + 1

        def rows(self, at: datetime, **how: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise Stops
            return writing.store.rows(at, **how)

    class Half:
        """The target with that store."""

        store, pages = Store(), writing.pages

    async def half(_target: Any) -> None:
        await settle(Half(), AT, 2)  # type: ignore[arg-type]

    with pytest.raises(Stops):
        await copy(reading, writing, tell=lambda table, done: None, settle=half)
    await writing.close()
    await reading.close()
    await restored(old, new, AT + HOUR)
    assert await ticked(new, AT + HOUR) == {}
    assert (await got(new, PEOPLE, "p5")).nudge_at == MONDAY + 6 * HOUR + WEEK
    assert (await got(new, NUDGES, nudge_id("p5", "2026-W48"))).state is NudgeState.MISSED
    assert (await got(new, DELIVERIES, "x4")).reason == Reason.RESTORED


async def test_whoever_comes_to_a_workshop_is_told_and_reminded_of_nothing_twice(names: tuple[str, str]) -> None:
    old, new = names
    soon = Workshop("v1", "acme", "Prompts", "How to ask", "p1", at=AT + WEEK, news=True, look_at=MONDAY + HOUR)
    began = replace(soon, id="v2", at=MONDAY + HOUR, news=False)
    later = replace(soon, id="v3", news=False, look_at=AT + WEEK)
    due = Place("v1.p1", "acme", "v1", "p1", MONDAY, MONDAY + HOUR)
    to_come = replace(due, id="v3.p1", workshop="v3", remind_at=AT + HOUR)
    await put(old, WORKSHOPS, soon, began, later)
    await put(old, PLACES, due, to_come)
    await restored(old, new)
    assert await got(new, WORKSHOPS, "v1") == replace(soon, news=False, look_at=AT + WEEK)
    over = await got(new, WORKSHOPS, "v2")
    assert (over.over, over.stands) == (True, False) and over.look_at > AT
    assert await got(new, WORKSHOPS, "v3") == later
    assert await got(new, PLACES, due.id) == replace(due, remind_at=None)
    assert await got(new, PLACES, to_come.id) == to_come
