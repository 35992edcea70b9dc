"""The one reminder of a week: when it comes, where, and all the reasons why it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.messenger import SendFailed
from handlers.unasked import has_room
from initiatives.people import TimeOff
from storage.counted import Attention
from storage.weeks import Nudge, NudgeState, nudge_id
from tests import jobs
from tests.handlers.started import in_trial
from tests.world import ORG, Actor, Shown, World

WEEK = "2026-W48"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEDNESDAY = MONDAY + timedelta(days=2)


def reminded(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "The number is all it takes" in shown.text]


async def week_of(person: Actor, week: str = WEEK) -> Nudge:
    async with person.world.store.transaction(person.world.clock.at) as store:
        found = await store.nudge(ORG, person.id, week)
    assert found is not None
    return found


async def change(person: Actor, **changes: object) -> None:
    async with person.world.store.transaction(person.world.clock.at) as store:
        me = await store.person(ORG, person.id)
        assert me is not None
        await store.keep_person(replace(me, **changes))  # type: ignore[arg-type]


@pytest.fixture
async def ada() -> Actor:
    """Ada owns a trial, and it is the evening before her first check-in."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    await world.at(MONDAY - timedelta(hours=12))
    return ada


async def test_it_comes_two_working_days_later_in_the_thread_of_the_question_and_only_once(ada: Actor) -> None:
    await ada.world.at(WEDNESDAY - timedelta(minutes=1))
    (asked,) = [shown for shown in ada.reads if "Your weekly check-in" in shown.text]
    assert not reminded(ada)
    await ada.world.at(WEDNESDAY)
    (short,) = reminded(ada)
    assert short.to.thread == asked.id and short.key == f"remind.{ada.id}.{WEEK}"
    await ada.world.later(days=3)
    assert len(reminded(ada)) == 1


async def test_it_counts_in_the_weeks_messages(ada: Actor) -> None:
    await ada.world.at(WEDNESDAY)
    async with ada.world.store.transaction(WEDNESDAY) as store:
        counted = await store.attention(ORG, ada.id, WEEK)
        person, acme = await store.person(ORG, ada.id), await store.organisation(ORG)
        assert person is not None and counted is not None and counted.count == 1
        room = [await has_room(store, replace(person, most_messages=most), acme, WEDNESDAY) for most in (2, 3)]
    assert room == [False, True]  # the question itself counts, too


async def test_an_answer_settles_it_by_an_edit(ada: Actor) -> None:
    await ada.world.at(WEDNESDAY)
    await ada.says("9")
    (short,) = [shown for shown in ada.reads if shown.key.startswith("remind.")]
    assert "Nothing of that week waits for you any more." in short.text and not short.buttons
    week = await week_of(ada)
    assert (week.state, week.answered_at, week.remind_at) == (NudgeState.ANSWERED, WEDNESDAY, None)


async def test_who_has_answered_is_not_reminded(ada: Actor) -> None:
    await ada.world.at(MONDAY)
    await ada.says("9")
    await ada.world.at(WEDNESDAY + timedelta(days=2))
    assert not reminded(ada) and (await week_of(ada)).unreminded == ""


@pytest.mark.parametrize(
    ("kind", "why"), [("never", "not_delivered"), ("unconfirmed", "unconfirmed")], ids=["failed", "in doubt"]
)
async def test_what_did_not_arrive_is_not_reminded_of_and_the_week_says_why(ada: Actor, kind: str, why: str) -> None:
    ada.world.outbox.trouble = [SendFailed("no", kind)]  # type: ignore[arg-type]
    await ada.world.at(WEDNESDAY)
    assert not [shown for shown in ada.reads if shown.key.startswith("remind.")]
    assert (await week_of(ada)).unreminded == why


async def test_a_day_off_moves_it_to_the_next_working_day_of_the_week(ada: Actor) -> None:
    await ada.world.at(MONDAY)
    await change(ada, time_off=(TimeOff(date(2026, 11, 25), date(2026, 11, 26)),))
    await ada.world.at(MONDAY + timedelta(days=3, hours=23))
    assert not reminded(ada)
    await ada.world.at(MONDAY + timedelta(days=4))
    assert len(reminded(ada)) == 1


async def test_who_is_off_for_the_rest_of_the_week_is_left_alone(ada: Actor) -> None:
    await ada.world.at(MONDAY)
    await change(ada, time_off=(TimeOff(date(2026, 11, 25), date(2026, 11, 29)),))
    await ada.world.at(MONDAY + timedelta(days=6))
    assert not reminded(ada) and (await week_of(ada)).unreminded == "away"


async def test_a_week_full_of_messages_has_no_room_for_it(ada: Actor) -> None:
    await ada.world.at(MONDAY)
    async with ada.world.store.transaction(MONDAY) as store:
        await store.keep_attention(Attention(nudge_id(ada.id, WEEK), ORG, MONDAY + timedelta(days=60), 5))
    await ada.world.at(MONDAY + timedelta(days=6))
    assert not reminded(ada) and (await week_of(ada)).unreminded == "no_room"


async def test_a_reminder_found_after_its_week_is_dropped(ada: Actor) -> None:
    await ada.world.at(MONDAY)
    following = MONDAY + timedelta(days=7, hours=-5)
    async with ada.world.store.transaction(following) as store:
        assert await jobs.run("reminders", store, following, 10) == 1
        assert await jobs.run("reminders", store, following, 10) == 0
    week = await week_of(ada)
    assert (week.unreminded, week.remind_at, week.state) == ("week_over", None, NudgeState.OPEN)


async def test_an_organisation_may_want_none(ada: Actor) -> None:
    await ada.world.organisation(lambda company: replace(company, remind_after=0))
    await ada.world.at(MONDAY + timedelta(days=6))
    assert not reminded(ada) and (await week_of(ada)).remind_at is None


async def test_after_a_friday_question_the_week_has_no_day_left_for_it(ada: Actor) -> None:
    await change(ada, nudge_day=4, nudge_at=MONDAY + timedelta(days=4))
    await ada.world.at(MONDAY + timedelta(days=14))
    assert not reminded(ada)
    assert (await week_of(ada)).unreminded == "week_over"
