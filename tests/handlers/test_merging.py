"""Somebody who is in two workspaces of an organisation is one person, where a verified address proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from handlers.acquaintance import known
from handlers.conversation import Card, Post
from handlers.merging import merge
from handlers.requests import Visitor
from handlers.unasked import say_unasked
from initiatives.calendar import iso_week
from initiatives.people import Person
from initiatives.reinvesting import Reinvestment, month_of, reinvestment_id
from initiatives.silence import Silence, Unheard
from initiatives.systems import SystemToken
from storage.records import To
from storage.weeks import Nudge, NudgeState, nudge_id
from tests.handlers.started import in_trial
from tests.made import running
from tests.world import ORG, PLACE, Actor, World

TENANT = "T2"


async def company() -> tuple[World, Actor]:
    world = await World().founded()
    return world, await world.person("Grace", admin=True)


async def met(world: World, workspace: str, visitor: Visitor, **kept: Any) -> Person:
    async with world.store.transaction(world.clock.at) as store:
        person = await known(store, await store.organisation(ORG), workspace, visitor, world.clock.at, world.new_id)
        if kept:
            person = replace(person, **kept)
            await store.keep_person(person)
        return person


ADA = Visitor("U-ada", "Ada", "Europe/Paris", "en", email="Ada@acme.example")
ADA_THERE = Visitor("aad-ada", "Ada L.", "Europe/Paris", "en", email="ada@ACME.example")


async def test_a_verified_address_makes_two_accounts_one_person() -> None:
    world, _ = await company()
    first = await met(world, PLACE, ADA)
    assert (await met(world, TENANT, ADA_THERE)).id == first.id
    async with world.store.transaction(world.clock.at) as store:
        assert {account.workspace for account in await store.accounts(ORG, first.id)} == {PLACE, TENANT}


@pytest.mark.parametrize(
    "there",
    [
        replace(ADA_THERE, email=""),
        replace(ADA_THERE, email="ada+teams@acme.example"),
        replace(ADA_THERE, guest=True),
        replace(ADA_THERE, external="U-ada", email=""),
    ],
)
async def test_a_name_an_id_or_another_address_proves_nothing(there: Visitor) -> None:
    world, _ = await company()
    first = await met(world, PLACE, ADA)
    assert (await met(world, TENANT, there)).id != first.id


async def test_two_accounts_of_one_workspace_stay_two_people() -> None:
    world, _ = await company()
    first = await met(world, PLACE, ADA)
    assert (await met(world, PLACE, replace(ADA, external="U-other"))).id != first.id


async def test_being_admin_on_one_platform_is_not_taken_away_by_the_other() -> None:
    world, _ = await company()
    await met(world, PLACE, replace(ADA, admin=True))
    assert (await met(world, TENANT, ADA_THERE)).admin
    assert (await met(world, TENANT, ADA_THERE)).admin
    assert not (await met(world, PLACE, ADA)).admin


async def test_somebody_on_two_platforms_follows_the_profile_where_they_were_met_first() -> None:
    world, _ = await company()
    await met(world, PLACE, ADA)
    for visitor in (ADA_THERE, replace(ADA_THERE, zone="Asia/Tokyo", language="fr")):
        there = await met(world, TENANT, visitor)
        assert (there.name, there.zone, there.language) == ("Ada", "Europe/Paris", "en")
    here = await met(world, PLACE, replace(ADA, name="Ada Lovelace", zone="Europe/London"))
    assert (here.name, here.zone) == ("Ada Lovelace", "Europe/London")


async def asked(world: World, person: Person, week: str, later: int, **more: Any) -> Nudge:
    nudge = Nudge(
        nudge_id(person.id, week), ORG, person.id, week, f"nudge.{person.id}.{week}",
        world.clock.at + timedelta(hours=later), (f"of {person.id}",), **more,
    )  # fmt: skip
    async with world.store.transaction(world.clock.at) as store:
        assert await store.claim_nudge(nudge)
    return nudge


async def weeks(world: World, person: Person) -> dict[str, Nudge]:
    async with world.store.transaction(world.clock.at) as store:
        return {nudge.week: nudge for nudge in await store.nudges_of(ORG, person.id)}


async def test_an_address_that_becomes_known_later_merges_the_two_and_loses_nothing() -> None:
    world, grace = await company()
    ada = await world.person("Ada")
    await met(world, PLACE, replace(ada.visitor, email="ada@acme.example"))
    await ada.command("propose")
    await ada.fill(pain="p", reach="us", hours="2", idea="Read the fields", kpi="hours a week", change="12 to 4")
    other = await met(world, TENANT, replace(ADA_THERE, email=""), nudges=False, own_zone=True, zone="Asia/Tokyo")
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
        await store.change_initiative(replace(initiative, proposer=other.id, reviewers=(grace.id, other.id)))
    merged = await met(world, TENANT, replace(ADA_THERE, zone="Asia/Tokyo"))
    assert (merged.id, merged.zone, merged.own_zone, merged.nudges) == (ada.id, "Asia/Tokyo", True, False)
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
        left = await store.person(ORG, other.id)
    assert (initiative.proposer, initiative.reviewers) == (ada.id, (grace.id, ada.id))
    assert left is not None and (left.active, left.merged_into) == (False, ada.id)
    assert (await met(world, TENANT, replace(ADA_THERE, zone="Asia/Tokyo"))) == merged, "again it changes nothing"


async def test_what_was_put_to_one_of_the_two_waits_for_the_one_who_stays() -> None:
    world, grace = await company()
    ada = await world.person("Ada")
    await met(world, PLACE, replace(ada.visitor, email="ada@acme.example"))
    other = await met(world, TENANT, replace(ADA_THERE, email=""))
    silence = Silence(Unheard.SILENT, world.clock.at, grace.id, (other.id, ada.id), (), 2)
    await running(world, grace, 1, silence=silence, deputy=other.id)
    await met(world, TENANT, ADA_THERE)
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.put_to(ORG, ada.id)
        assert await store.put_to(ORG, other.id) == []
    assert initiative.silence == replace(silence, asked=(ada.id,)) and initiative.deputy == ada.id


@pytest.mark.parametrize("first", ["here", "there"])
async def test_of_two_nudges_for_a_week_the_earlier_one_stays(first: str) -> None:
    world, _ = await company()
    here = await met(world, PLACE, ADA)
    there = await met(world, TENANT, replace(ADA_THERE, email=""))
    week = iso_week(world.clock.at.date())
    mine = await asked(world, here, week, 0 if first == "here" else 2)
    theirs = await asked(world, there, week, 2 if first == "here" else 0)
    await asked(world, there, "2026-W40", 0, state=NudgeState.ANSWERED)
    merged = await met(world, TENANT, ADA_THERE)
    found = await weeks(world, merged)
    assert set(found) == {week, "2026-W40"}
    assert found[week].delivery == (mine if first == "here" else theirs).delivery
    assert set(found[week].initiatives) == {*mine.initiatives, *theirs.initiatives}
    assert await weeks(world, there) == {}


async def joined(world: World, stays: Actor, goes: Actor) -> None:
    """Two who were taken for different people; what one's platform shows of the other is left out."""
    async with world.store.transaction(world.clock.at) as store:
        organisation = await store.organisation(ORG)
        one, other = await store.person(ORG, stays.id), await store.person(ORG, goes.id)
        assert one is not None and other is not None
        await merge(store, organisation, one, other, world.clock.at)
    await world.engine.sender.drain()


@pytest.fixture
async def pair() -> tuple[World, Actor, Actor]:
    """Ada and Lovelace own a trial each and were asked about it on Monday; it is noon."""
    world, grace = await company()
    ada, lovelace = await world.person("Ada"), await world.person("Lovelace")
    await in_trial(world, ada, grace, weeks=12)
    await in_trial(world, lovelace, grace, idea="Translate the manuals", weeks=12)
    await world.at(MONDAY)
    return world, ada, lovelace


MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WEEK = "2026-W48"


def reminded(world: World) -> list[str]:
    return [shown.key for shown in world.outbox.shown.values() if shown.key.startswith("remind.")]


@pytest.mark.parametrize("hours", [0, 48])
async def test_two_who_are_one_are_reminded_of_their_week_once(pair: tuple[World, Actor, Actor], hours: int) -> None:
    world, ada, lovelace = pair
    await world.later(hours=hours)
    await joined(world, ada, lovelace)
    await world.later(days=3)
    assert reminded(world) == [f"remind.{ada.id}.{WEEK}"]
    (week,) = [one.text for one in world.outbox.shown.values() if "Your weekly check-in" in one.text]
    assert "Translate the manuals" in week and "Read the fields" in week


async def test_a_reminder_one_of_the_two_has_had_is_the_reminder_of_both(pair: tuple[World, Actor, Actor]) -> None:
    world, ada, lovelace = pair
    async with world.store.transaction(world.clock.at) as store:
        mine = await store.nudge(ORG, ada.id, WEEK)
        assert mine is not None
        await store.change_nudge(replace(mine, remind_at=world.clock.at + timedelta(days=3)))
    await world.later(days=2)
    assert reminded(world) == [f"remind.{lovelace.id}.{WEEK}"]
    await joined(world, ada, lovelace)
    await world.later(days=3)
    assert reminded(world) == [f"remind.{lovelace.id}.{WEEK}"]
    (short,) = [shown for shown in world.outbox.shown.values() if shown.key.startswith("remind.")]
    assert "2 initiatives still wait" in short.text


async def test_a_reminder_that_waits_for_whoever_goes_reaches_the_one_who_stays(
    pair: tuple[World, Actor, Actor],
) -> None:
    world, ada, lovelace = pair
    await ada.says("9")
    world.outbox.rests[lovelace.visitor.external] = MONDAY + timedelta(days=3)
    await world.later(days=2)
    assert reminded(world) == []
    await joined(world, ada, lovelace)
    await world.later(days=2)
    (key,) = reminded(world)
    (shown,) = [one for one in world.outbox.shown.values() if one.key == key]
    assert shown.to.person == ada.visitor.external and "Translate the manuals" in shown.text


async def test_what_either_got_counts_for_the_one_who_stays(pair: tuple[World, Actor, Actor]) -> None:
    world, ada, lovelace = pair
    await world.later(days=2)
    async with world.store.transaction(world.clock.at) as store:
        before = [await store.attention(ORG, one.id, WEEK) for one in (ada, lovelace)]
    await joined(world, ada, lovelace)
    async with world.store.transaction(world.clock.at) as store:
        after = [await store.attention(ORG, one.id, WEEK) for one in (ada, lovelace)]
    assert [one.count for one in before if one] == [1, 1] and [one.count for one in after if one] == [2, 0]


async def test_what_waits_for_whoever_goes_is_said_once_to_the_one_who_stays(pair: tuple[World, Actor, Actor]) -> None:
    world, ada, lovelace = pair
    until = MONDAY + timedelta(hours=2)
    for person in (ada, lovelace):
        world.outbox.rests[person.visitor.external] = until
    async with world.store.transaction(world.clock.at) as store:
        organisation = await store.organisation(ORG)
        for person, key in ((ada, "both"), (lovelace, "both"), (lovelace, "one")):
            post = Post(To(person=person.id), Card("propose.left"), key=f"{key}.{person.id}")
            await say_unasked(store, person.id, organisation, post, world.clock.at)
    await world.later(minutes=1)
    await joined(world, ada, lovelace)
    await world.later(hours=3)
    said = [one for one in world.outbox.shown.values() if one.key.partition(".")[0] in ("both", "one")]
    assert sorted(one.key for one in said) == [f"both.{ada.id}", f"one.{lovelace.id}"]
    assert {one.to.person for one in said} == {ada.visitor.external}


async def test_an_open_week_of_whoever_goes_stays_open_beside_an_answered_one(pair: tuple[World, Actor, Actor]) -> None:
    world, ada, lovelace = pair
    await ada.says("9")
    await joined(world, ada, lovelace)
    found = (await weeks(world, await ada.me()))[WEEK]
    assert found.state is NudgeState.OPEN and len(found.initiatives) == 2
    await ada.says("5")
    assert (await weeks(world, await ada.me()))[WEEK].state is NudgeState.ANSWERED


async def test_a_month_s_question_and_the_tokens_of_whoever_goes_are_those_of_the_one_who_stays(
    pair: tuple[World, Actor, Actor],
) -> None:
    world, stays, goes = pair
    month = month_of(world.clock.at.date())
    asked = Reinvestment(reinvestment_id(goes.id, month), ORG, goes.id, month, Decimal(3), (), world.clock.at)
    token = SystemToken("t1", ORG, "SAP", "", "hashed", goes.id, world.clock.at)
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_reinvestment(asked)
        await store.keep_system_token(token)
    await joined(world, stays, goes)
    async with world.store.transaction(world.clock.at) as store:
        found = await store.reinvestment(ORG, reinvestment_id(stays.id, month))
        (kept,) = await store.system_tokens(ORG)
    assert found is not None
    assert (found.person, found.hours, kept.made_by) == (stays.id, Decimal(3), stays.id)
