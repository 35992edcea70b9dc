"""The ledger: every row has arrived or says why not, whatever became of the week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.explaining import ENDED, NOT_ASKED, explained
from handlers.ledger import Entry, Outcome, is_week, last_weeks, of_person, of_week, rate
from handlers.ledger_words import OUTCOMES, became, told
from handlers.messenger import SendFailed
from handlers.reasons import REASONS
from handlers.words import Reader, Typed, Untranslated
from initiatives.week_plan import NotAsked
from storage.records import Reason
from storage.weeks import Nudge, NudgeState, nudge_id
from tests.handlers.test_forecast import begun, crowd, owner
from tests.world import ORG, Actor, World

READER = Reader("en", "UTC", Untranslated())
MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
WEEK = "2026-W48"


async def entry(world: World, actor: Actor, week: str = WEEK) -> Entry:
    async with world.store.transaction(world.clock.at) as store:
        (found,) = [one for one in await of_week(store, ORG, week) if one.person == actor.id]
    return found


def words(found: Entry) -> str:
    return READER.read(became(found))


async def test_a_week_that_was_asked_and_answered_says_when() -> None:
    world = await begun()
    ada = await owner(world, 1, "Ada")
    await world.at(MONDAY)
    assert (await entry(world, ada)).outcome is Outcome.OPEN
    assert words(await entry(world, ada)) == "asked, no answer yet (Mon, Nov 23, 9:00 AM)"
    await world.later(hours=3)
    await ada.says("31")
    answered = await entry(world, ada)
    assert (answered.outcome, answered.sent_at) == (Outcome.ANSWERED, MONDAY.replace(minute=0))


async def test_a_week_without_an_answer_is_missed_when_the_next_one_is_asked() -> None:
    world = await begun()
    ada = await owner(world, 1, "Ada")
    await world.at(MONDAY + timedelta(days=7))
    found = await entry(world, ada)
    assert (found.outcome, found.reason) == (Outcome.MISSED, "unanswered")


@pytest.mark.parametrize(("kind", "outcome"), [("never", Outcome.NOT_REACHED), ("unconfirmed", Outcome.UNCONFIRMED)])
async def test_a_question_that_did_not_arrive_says_why(kind: str, outcome: Outcome) -> None:
    world = await begun()
    ada = await owner(world, 1, "Ada")
    world.outbox.trouble.append(SendFailed("user_not_found", kind, reason=Reason.CLOSED))  # type: ignore[arg-type]
    await world.at(MONDAY)
    found = await entry(world, ada)
    assert found.outcome is outcome
    assert (found.reason, found.said) == (Reason.CLOSED, "user_not_found")
    assert "their account there is closed" in words(found)


async def test_a_question_on_its_way_is_said_to_be() -> None:
    world = await begun()
    ada = await owner(world, 1, "Ada")
    world.clock.at = MONDAY
    await world.engine.heartbeat.tick()
    assert words(await entry(world, ada)) == "on its way"


async def test_every_row_of_a_crowd_has_arrived_or_says_why_not() -> None:
    world = await crowd()
    await world.at(MONDAY + timedelta(days=20))
    async with world.store.transaction(world.clock.at) as store:
        people = await store.people(ORG)
        entries = [one for person in people for one in await of_person(store, ORG, person.id)]
    assert len(entries) == 22
    for one in entries:
        assert one.sent_at is not None or one.reason, one
        assert not isinstance(explained(one.reason), Typed) or not one.reason, one
    assert [one.week for one in entries if one.person == people[0].id] == ["2026-W50", "2026-W49", "2026-W48"]


async def test_a_week_of_the_organisation_is_counted_by_outcome_and_reason() -> None:
    world = await crowd()
    await world.at(MONDAY + timedelta(days=6, hours=14))
    async with world.store.transaction(world.clock.at) as store:
        counts = rate(WEEK, await of_week(store, ORG, WEEK))
    assert (counts.asked, counts.share) == (3, 0)
    assert counts.of(Outcome.NOT_ASKED) == 4
    assert counts.reasons == {"off": 1, "opted_out": 1, "paused": 1, "not_their_week": 1}
    assert READER.read(told(counts)).startswith(
        "3 asked, 0 answered (0 %), 2 without an answer yet, 1 without an answer, 1 not asked ("
    )


def test_nobody_asked_is_no_rate() -> None:
    assert rate(WEEK, []).share is None


def test_every_outcome_and_every_reason_has_its_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(NOT_ASKED) == set(NotAsked)
    assert explained("a code of next year") == Typed("a code of next year")


def test_a_code_that_several_may_write_down_means_the_same_whoever_did() -> None:
    every = [(code.value, words) for one in (NOT_ASKED, ENDED, REASONS) for code, words in one.items()]
    assert len({(code, READER.read(words)) for code, words in every}) == len({code for code, _ in every}) < len(every)


def test_the_last_weeks_go_over_the_turn_of_a_year_with_53() -> None:
    assert last_weeks(datetime(2027, 1, 11, tzinfo=UTC), "UTC", 4) == ["2027-W02", "2027-W01", "2026-W53", "2026-W52"]


@pytest.mark.parametrize(
    ("text", "so"), [("2026-W53", True), ("2025-W53", False), ("2026-W00", False), ("x", False), ("2026-W1", False)]
)
def test_a_week_is_one_that_exists(text: str, so: bool) -> None:
    assert is_week(text) is so


async def test_a_message_half_a_year_old_that_nobody_looks_for_any_more_leaves_its_week_explained() -> None:
    world = await begun()
    ada = await world.person("Ada")
    old = Nudge(nudge_id(ada.id, WEEK), ORG, ada.id, WEEK, "gone", MONDAY, ("i1",), NudgeState.MISSED, "unanswered")
    async with world.store.transaction(world.clock.at) as store:
        await store.claim_nudge(old)
    assert words(await entry(world, ada)) == "asked, not answered: no answer by the next week"
