"""How the parts of a week work together: messages that are not out yet, second ways, stand-ins far away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers import ledger
from handlers.asking import nudged
from handlers.conversation import Card, Post
from handlers.unasked import say_unasked
from initiatives.people import TimeOff
from storage.records import To
from storage.weeks import NudgeState
from tests.handlers.conversations.test_silence import questions
from tests.handlers.started import in_trial
from tests.handlers.test_leaving import platform_says
from tests.handlers.test_rerouting import asked, company
from tests.world import ORG, Actor, World

WEEK = "2026-W48"
AFTERNOON = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
FAR = datetime(2026, 12, 15, tzinfo=UTC)


async def started() -> World:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=12)
    return world


def rests(world: World, person: Actor, until: datetime) -> None:
    world.outbox.rests[person.visitor.external] = until


async def test_a_question_that_is_answered_before_it_is_out_is_not_sent_any_more() -> None:
    world = await started()
    ada = world.people["Ada"]
    rests(world, ada, AFTERNOON)
    await world.next_monday()
    await ada.command("check-in")
    await ada.fill(value="9")
    await world.later(hours=8)
    assert [one.text for one in ada.reads if "weekly check-in" in one.text] == []
    async with world.store.transaction(world.clock.at) as store:
        (entry,) = await ledger.of_person(store, ORG, ada.id)
    assert (entry.outcome, entry.sent_at) == (ledger.Outcome.ANSWERED, None)


async def test_of_a_leaver_whose_question_is_not_out_the_sponsor_hears_once() -> None:
    world = await started()
    ada, grace = world.people["Ada"], world.people["Grace"]
    rests(world, ada, AFTERNOON)
    await world.next_monday()
    await platform_says(ada, active=False)
    await world.later(hours=8)
    assert len([one for one in grace.reads if "Who takes it over?" in one.text]) == 1
    assert [one.text for one in grace.reads if "could not be reached" in one.text] == []
    async with world.store.transaction(world.clock.at) as store:
        (entry,) = await ledger.of_person(store, ORG, ada.id)
    assert (entry.outcome, entry.reason) == (ledger.Outcome.NOT_ASKED, "left")


async def test_weeks_that_went_another_way_and_stay_without_an_answer_are_silent_too() -> None:
    acme = await company(teams=True)
    await in_trial(acme.world, acme.ada, acme.grace, weeks=12)
    for day in (23, 30):
        await acme.world.at(datetime(2026, 11, day, 8, 58, tzinfo=UTC))
        acme.refuses(acme.world.outbox)
        await acme.world.later(minutes=7)
        assert f"nudge.{acme.ada.id}.2026-W{48 + (day == 30)}.2" in acme.teams.keys
    await acme.world.next_monday()
    assert len(questions(acme.grace)) == 1


async def test_a_week_that_runs_out_on_the_second_way_is_closed() -> None:
    acme = await company(teams=True)
    await asked(acme)
    acme.refuses(acme.world.outbox)
    acme.teams.rests["aad"] = FAR
    await acme.world.next_monday()
    await acme.world.at(datetime(2026, 11, 30, 0, 30, tzinfo=UTC))
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        nudge = await store.nudge(ORG, acme.ada.id, WEEK)
    assert nudge is not None
    assert (nudge.state, nudge.reason) == (NudgeState.MISSED, "no_time_left")


async def test_a_reminder_that_never_went_out_reminded_nobody() -> None:
    world = await started()
    ada = world.people["Ada"]
    await world.next_monday()
    rests(world, ada, FAR)
    await world.later(days=8)
    async with world.store.transaction(world.clock.at) as store:
        entries = await ledger.of_person(store, ORG, ada.id)
    assert [one.reminded for one in entries if one.week == WEEK] == [False]


async def test_a_stand_in_further_east_is_asked_on_their_monday_and_may_answer_at_once() -> None:
    world = await World().founded()
    ada = await world.person("Ada", zone="America/New_York")
    grace, linus = await world.person("Grace", admin=True), await world.person("Linus", zone="Asia/Tokyo")
    await in_trial(world, ada, grace, weeks=12)
    away = replace(await ada.me(), stand_in=linus.id, time_off=(TimeOff(date(2026, 11, 23), date(2026, 11, 27)),))
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_person(away)
        for person in (ada.id, linus.id):
            await nudged(store, await store.organisation(ORG), person, world.clock.at)
    await world.at(datetime(2026, 11, 23, 0, 30, tzinfo=UTC))  # still Sunday in New York
    (question,) = [one for one in linus.reads if "weekly check-in" in one.text]
    await linus.press("Answer", on=question)
    await linus.fill(value="9")
    assert "answered" in question.text


async def test_what_comes_too_late_to_be_sent_takes_no_place_in_the_weeks_budget() -> None:
    world = await World().founded(most_messages=1)
    ada, now = await world.person("Ada"), world.clock.at
    async with world.store.transaction(now) as store:
        organisation = await store.organisation(ORG)
        for key, until in (("a", None), ("b", datetime(2026, 11, 21, tzinfo=UTC))):
            post = Post(To(person=ada.id), Card("propose.left"), key=key)
            await say_unasked(store, ada.id, organisation, post, now, until=until)
        assert await store.attention(ORG, ada.id, WEEK) is None
