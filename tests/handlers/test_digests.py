"""The weekly digest: when it goes out, what period it is about, and that there is one a week whatever happens."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers import digests
from handlers.digests import Period, gather, key_of, period_due, period_so_far
from handlers.messenger import SendFailed
from initiatives.calendar import next_digest
from initiatives.initiative import Stage
from initiatives.people import Organisation, Spot
from initiatives.wins import Adoption
from storage.records import Delivery
from storage.tables import DELIVERIES
from tests import jobs
from tests.handlers.started import in_trial, now_of, proposed
from tests.stores import AnyStore
from tests.world import NOW, ORG, PLACE, Shown, World

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def told(world: World) -> list[Shown]:
    return [shown for shown in world.channel("wins") if "The week in initiatives" in shown.text]


async def rows(world: World) -> list[Delivery]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as kept:
        return [row for row in await kept.all(DELIVERIES, ORG) if row.card == digests.CARD]


async def digest_at(world: World) -> datetime | None:
    async with world.store.transaction(world.clock.at) as store:
        return (await store.organisation(ORG)).digest_at


async def news(world: World) -> None:
    """Something to tell: a new trial."""
    ada = world.people.get("Ada") or await world.person("Ada")
    grace = world.people.get("Grace") or await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, idea=f"Idea of {world.clock.at:%d %B}")


async def test_it_goes_to_the_story_channel_an_hour_after_the_check_ins() -> None:
    world = await World().founded()
    await news(world)
    await world.at(MONDAY - timedelta(minutes=1))
    assert told(world) == []
    await world.at(MONDAY)
    (digest,) = told(world)
    assert "1 new trial" in digest.text and "Idea of 19 November" in digest.text
    assert await digest_at(world) == MONDAY + WEEK


async def test_ticks_races_and_restarts_make_one_a_week() -> None:
    world = await World().founded()
    await news(world)
    world.clock.at = MONDAY
    await asyncio.gather(*(world.engine.heartbeat.tick() for _ in range(4)))
    async with world.store.transaction(MONDAY) as store:  # as if the next one had never been kept
        await store.change_organisation(replace(await store.organisation(ORG), digest_at=MONDAY))
    await world.engine.heartbeat.settle()
    assert len(told(world)) == 1 and len(await rows(world)) == 1


async def test_a_week_without_news_stays_silent_and_the_next_one_is_due_all_the_same() -> None:
    world = await World().founded()
    await world.at(MONDAY)
    assert told(world) == [] and await rows(world) == []
    assert await digest_at(world) == MONDAY + WEEK


async def test_what_was_told_once_is_not_told_again() -> None:
    world = await World().founded()
    await news(world)
    await world.at(MONDAY + 2 * WEEK)
    assert len(told(world)) == 1


async def test_without_a_channel_nothing_is_sent_and_the_next_one_is_due_all_the_same() -> None:
    world = await World().founded(stories=None)
    await news(world)
    await world.at(MONDAY)
    assert await rows(world) == []
    assert await digest_at(world) == MONDAY + WEEK


async def test_it_is_in_the_organisations_language_zone_and_day() -> None:
    world = await World().founded(language="fr", zone="Asia/Tokyo", check_in_day=2, check_in_hour=23)
    await news(world)
    wednesday = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)  # 23:00 in Tokyo: the digest stays inside the day
    await world.at(wednesday - timedelta(minutes=1))
    assert world.channel("wins") == []
    await world.at(wednesday)
    (digest,) = world.channel("wins")
    assert digest.reader == world.engine.readers("fr", "Asia/Tokyo")


async def test_after_a_pause_one_digest_tells_all_that_was_missed() -> None:
    world = await World().founded()
    await news(world)
    world.clock.at = MONDAY + WEEK + timedelta(days=2)
    await news(world)
    world.clock.at = MONDAY + 3 * WEEK + timedelta(days=2)
    await world.engine.heartbeat.settle()
    (digest,) = told(world)
    assert "2 new trials" in digest.text
    assert await digest_at(world) == MONDAY + 4 * WEEK


async def test_after_a_pause_the_following_digest_goes_on_where_that_one_ended() -> None:
    world = await World().founded()
    await news(world)
    world.clock.at = MONDAY + WEEK + timedelta(days=2)
    await world.engine.heartbeat.settle()
    await news(world)
    await world.at(MONDAY + 2 * WEEK)
    assert len(told(world)) == 2
    assert "1 new trial" in told(world)[-1].text and "19 November" not in told(world)[-1].text


async def test_a_late_one_on_the_next_slots_own_day_leaves_one_for_that_week() -> None:
    world = await World().founded()
    await news(world)
    world.clock.at = MONDAY + WEEK - timedelta(hours=1)
    await world.engine.heartbeat.settle()
    await news(world)
    await world.at(MONDAY + 2 * WEEK)
    assert [row.id for row in await rows(world)] == [f"digest.{ORG}.2026-W49", f"digest.{ORG}.2026-W50"]
    assert "1 new trial" in told(world)[-1].text


async def test_a_moved_check_in_day_makes_no_second_one_in_a_week_and_loses_nothing() -> None:
    world = await World().founded()
    await news(world)
    await world.at(MONDAY)
    await news(world)

    def moved(company: Organisation) -> Organisation:
        friday = replace(company, check_in_day=4)
        return replace(friday, digest_at=next_digest(friday, world.clock.at))

    await world.organisation(moved)
    await world.at(MONDAY + timedelta(days=5))
    assert len(told(world)) == 1, "Friday of the same week"
    await world.at(MONDAY + timedelta(days=12))
    assert len(told(world)) == 2 and "23 November" in told(world)[-1].text


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("weeks", [0, 18, 44])
async def test_periods_meet_also_where_the_clocks_move(zone: str, weeks: int) -> None:
    world = await World().founded(zone=zone)
    start = NOW + weeks * WEEK
    async with world.store.transaction(start) as store:
        company = replace(await store.organisation(ORG), digest_at=next_digest(await store.organisation(ORG), start))
        before: Period | None = None
        for _ in range(5):
            slot = company.digest_at
            assert slot is not None
            period = await period_due(store, company, slot + timedelta(seconds=17))
            assert period.end == slot and (before is None or period.start == before.end)
            before, company = period, replace(company, digest_at=next_digest(company, slot))


async def test_what_happened_is_counted_in_its_own_period_only() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    at = initiative.decisions[0].at
    hour = timedelta(hours=1)
    async with world.store.transaction(world.clock.at) as store:
        found = [
            len((await gather(store, ORG, period)).trials)
            for period in (Period(at - hour, at), Period(at, at + hour), Period(at + hour, at + WEEK))
        ]
    assert found == [0, 1, 0]


async def test_more_weeks_are_no_new_trial() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace, weeks=1)
    await world.later(days=20)
    await ada.press("Give it more weeks")
    await ada.fill()
    assert len((await now_of(world, initiative)).decisions) == 2
    async with world.store.transaction(world.clock.at) as store:
        week = await gather(
            store, ORG, Period(world.clock.at - timedelta(hours=1), world.clock.at + timedelta(hours=1))
        )
    assert week.trials == [] and week.empty


async def test_proposals_wait_until_they_are_answered_as_it_stood_at_the_periods_end() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await proposed(world, ada)
    first = world.clock.at
    await world.later(days=3)
    await proposed(world, ada, idea="Another one")
    await world.later(days=2)
    await grace.press("Decline with a reason", on=grace.reads[0])
    await grace.fill(why="Next year")
    answered = world.clock.at
    async with world.store.transaction(answered) as store:
        before = await gather(store, ORG, Period(first, answered))
        after = await gather(store, ORG, Period(first, answered + timedelta(hours=1)))
        early = await gather(store, ORG, Period(first - WEEK, first))
    assert (before.waiting, before.oldest) == (2, first)
    assert (after.waiting, after.oldest) == (1, first + timedelta(days=3))
    assert (early.waiting, early.oldest, early.empty) == (0, None, True)


async def test_a_team_that_takes_a_win_over_twice_counts_once_and_people_of_no_team_each() -> None:
    world = await World().founded()
    taken = [("sales", "a"), ("sales", "b"), ("", "c"), ("", "d")]
    async with world.store.transaction(NOW) as store:
        for number, (team, by) in enumerate(taken):
            await store.add_adoption(Adoption(f"t{number}", ORG, "s", "origin", f"i{number}", team, by, NOW))
        assert (await gather(store, ORG, Period(NOW, NOW + WEEK))).adoptions == 3
        assert (await gather(store, ORG, Period(NOW - WEEK, NOW))).adoptions == 0


async def test_what_is_still_to_come_is_from_the_last_digest_to_now() -> None:
    world = await World().founded()
    await news(world)
    async with world.store.transaction(NOW) as store:
        assert await period_so_far(store, await store.organisation(ORG), NOW) == Period(
            MONDAY - WEEK, NOW + timedelta(microseconds=1)
        )
    await world.at(MONDAY + timedelta(days=1))
    async with world.store.transaction(world.clock.at) as store:
        company = await store.organisation(ORG)
        assert await period_so_far(store, company, world.clock.at) == Period(
            MONDAY, world.clock.at + timedelta(microseconds=1)
        )


async def test_no_more_than_asked_for_are_taken_at_once_and_each_organisation_has_its_own() -> None:
    world = await World().founded()
    await news(world)
    async with world.store.transaction(MONDAY) as store:
        first = await store.organisation(ORG)
        for name in ("b", "c"):
            other = replace(first, id=name, organisation=name, stories=Spot(PLACE, "other"), digest_at=MONDAY)
            await store.found(other)
        assert [await jobs.run("digest", store, MONDAY, 2) for _ in range(3)] == [2, 1, 0]
        assert key_of(first, MONDAY) != key_of(replace(first, id="b"), MONDAY)
    assert [row.id for row in await rows(world)] == [f"digest.{ORG}.2026-W48"]


async def test_a_lesson_is_told_in_the_week_it_was_learnt() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    await world.at(MONDAY)
    await ada.command("stop")
    await ada.fill(happened="It read half of them", why="Dark scans", reuse="Check twenty scans first")
    assert (await now_of(world, initiative)).stage is Stage.STOPPED
    await world.at(MONDAY + WEEK)
    assert "1 lesson kept" in told(world)[-1].text and "Check twenty scans first" in told(world)[-1].text


async def test_admins_hear_of_a_digest_that_is_not_posted_in_their_working_time_only() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True, zone="Asia/Tokyo")
    await in_trial(world, ada, grace)
    world.outbox.refused_in = {"wins": [SendFailed("channel_not_found", "never")]}
    await world.at(datetime(2026, 11, 23, 13, 0, tzinfo=UTC))  # late in the evening in Tokyo
    assert not [shown for shown in grace.reads if shown.key.startswith("ended.digest")]
    await world.at(datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    assert len([shown for shown in grace.reads if shown.key.startswith("ended.digest")]) == 1
