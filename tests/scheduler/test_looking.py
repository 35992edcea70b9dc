"""A message that may have arrived is looked for, and is never made a second time where it comes once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from handlers.conversation import Card, Change, Post, Remove
from handlers.messenger import Address, FailureKind, SendFailed, Sent
from handlers.ui import Message
from handlers.words import Reader
from initiatives.people import Spot
from initiatives.wins import Story, StoryState, Win, WinKind
from scheduler import outcomes
from scheduler.delivery import Sender
from scheduler.work import Work
from storage.records import DeliveryState, To
from storage.rows import StorageFailed
from tests.made import running
from tests.scheduler.test_delivery import HELP, OTHER, company, queue, row, to
from tests.world import ORG, PLACE, Actor, World

LOST = SendFailed("timeout", "unconfirmed")


async def lost(*, once: bool = True) -> tuple[World, Actor]:
    """Somebody whose message arrived and whose answer got lost."""
    world, ada = await company()
    world.outbox.lost = [LOST]
    await queue(world, to(ada, "k", once=once))
    await world.engine.sender.drain()
    return world, ada


async def test_what_arrived_without_an_answer_is_found_two_minutes_later_and_not_before() -> None:
    world, _ = await lost()
    doubted = await row(world, "k")
    assert (doubted.state, doubted.said) == (DeliveryState.SENDING, "timeout")
    await world.later(seconds=119)
    assert world.outbox.looks == 0
    await world.later(seconds=1)
    found = await row(world, "k")
    assert (found.state, found.message, found.reason, found.said, found.due_at) == (
        DeliveryState.SENT,
        "m1",
        "",
        "",
        None,
    )
    assert world.outbox.creates == 1


async def test_what_was_found_is_changed_where_it_is() -> None:
    world, ada = await lost()
    await queue(world, Change("k", OTHER))
    await world.later(minutes=3)
    assert "No check-in waits" in ada.last.text
    await queue(world, Change("k", HELP))
    await world.engine.sender.drain()
    assert "No check-in waits" not in ada.last.text
    assert world.outbox.creates == 1


async def test_what_was_removed_while_it_was_in_doubt_is_found_and_removed() -> None:
    world, ada = await lost()
    await queue(world, Remove("k"))
    await world.later(minutes=3)
    assert ada.reads == []
    assert (await row(world, "k")).state is DeliveryState.REMOVED


async def test_what_is_not_found_is_unconfirmed_for_good_and_never_made_again() -> None:
    world, ada = await company()
    world.outbox.trouble = [LOST]
    await queue(world, to(ada, "k"))
    await world.later(days=8)
    ended = await row(world, "k")
    assert (ended.state, ended.said, ended.due_at) == (DeliveryState.UNCONFIRMED, "timeout", None)
    assert (world.outbox.looks, world.outbox.creates) == (1, 0)


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_answer_in_doubt_is_looked_for_first_and_repeated_only_when_it_is_not_there(arrived: bool) -> None:
    world, ada = await company()
    (world.outbox.lost if arrived else world.outbox.trouble).append(LOST)
    await queue(world, to(ada, "k", once=False))
    await world.later(minutes=1)
    assert (await row(world, "k")).state is DeliveryState.SENT
    assert (world.outbox.looks, world.outbox.creates, len(ada.reads)) == (1, 1, 1)


async def test_a_call_whose_process_ended_is_looked_for_when_its_lease_is_over() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"))
    sender = world.engine.sender
    work = await sender._begin(ORG, "k")
    assert isinstance(work, Work)
    await sender._call(work)
    await world.at(world.clock.at + outcomes.LEASE - timedelta(seconds=1))
    assert world.outbox.looks == 0
    await world.later(seconds=1)
    assert (await row(world, "k")).state is DeliveryState.SENT
    assert world.outbox.creates == 1


async def test_where_nobody_can_look_it_is_unconfirmed_at_once() -> None:
    world, _ = await company()
    world.outbox.lost = [LOST]
    await queue(world, Post(To(workspace=PLACE, channel="wins"), HELP, key="k"))
    await world.engine.sender.drain()
    assert (await row(world, "k")).state is DeliveryState.UNCONFIRMED
    assert world.outbox.looks == 0


@pytest.mark.parametrize(
    ("kind", "retry_after", "looks"),
    [("later", None, 2), ("later", 1800.0, 2), ("away", None, 2), ("never", None, 1), ("unconfirmed", None, 1)],
)
async def test_a_look_that_fails_is_made_again_if_it_may_be(
    kind: FailureKind, retry_after: float | None, looks: int
) -> None:
    world, _ = await lost()
    world.outbox.blind = [SendFailed("no look", kind, retry_after)]
    await world.later(minutes=5)
    assert world.outbox.looks == 1
    await world.later(minutes=60)
    assert world.outbox.looks == looks
    assert (await row(world, "k")).state is (DeliveryState.SENT if looks == 2 else DeliveryState.UNCONFIRMED)


async def test_looks_that_go_on_failing_end() -> None:
    world, _ = await lost()
    world.outbox.blind = [SendFailed("ratelimited", "later", 30) for _ in range(99)]
    await world.later(days=2)
    assert world.outbox.looks == outcomes.LOOKS
    assert ((await row(world, "k")).state, world.outbox.creates) == (DeliveryState.UNCONFIRMED, 1)


async def test_an_answer_is_not_held_back_by_a_look_that_fails() -> None:
    world, ada = await lost(once=False)
    world.outbox.blind = [SendFailed("ratelimited", "later", 30)]
    await world.later(minutes=1)
    assert (await row(world, "k")).state is DeliveryState.SENT
    assert len(ada.reads) == 2, "silence is worse than a repeat"


async def test_whoever_has_left_meanwhile_is_still_known_to_have_got_it() -> None:
    world, ada = await lost()
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
        assert person is not None
        await store.keep_person(replace(person, active=False))
    await world.later(minutes=3)
    assert (await row(world, "k")).state is DeliveryState.SENT


async def test_a_call_that_never_ends_is_ended_before_its_lease_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert timedelta(seconds=outcomes.CALL_SECONDS) < outcomes.LEASE
    monkeypatch.setattr("scheduler.delivery.CALL_SECONDS", 0.05)
    world, ada = await company()

    async def stuck(to: Address, message: Message, reader: Reader, key: str) -> Sent:
        await asyncio.sleep(3600)
        raise AssertionError("nobody waits so long")

    world.outbox.send = stuck  # type: ignore[method-assign]
    await queue(world, to(ada, "k"))
    await asyncio.wait_for(world.engine.sender.drain(), 30)
    assert ((await row(world, "k")).state, (await row(world, "k")).said) == (DeliveryState.SENDING, "TimeoutError")
    await world.later(minutes=3)
    assert (await row(world, "k")).state is DeliveryState.UNCONFIRMED


async def test_a_process_that_slept_past_its_lease_does_not_call_any_more() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"))
    sender = world.engine.sender
    work = await sender._begin(ORG, "k")
    assert isinstance(work, Work)
    world.clock.at += outcomes.LEASE
    other = Sender(world.store, world.engine.builder, world.engine.messengers, world.clock)
    await other.drain()
    outcome = await sender._call(work)
    await sender._end(ORG, "k", outcome, work)
    assert isinstance(outcome, SendFailed)
    assert ((await row(world, "k")).state, world.outbox.creates) == (DeliveryState.UNCONFIRMED, 0)


async def test_an_answer_that_comes_after_somebody_else_has_given_up_is_still_the_truth() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"))
    sender = world.engine.sender
    work = await sender._begin(ORG, "k")
    assert isinstance(work, Work)
    world.outbox.blind = [SendFailed("missing_scope", "never")]
    outcome = await sender._call(work)
    world.clock.at += outcomes.LEASE
    await Sender(world.store, world.engine.builder, world.engine.messengers, world.clock).drain()
    assert (await row(world, "k")).state is DeliveryState.UNCONFIRMED
    await sender._end(ORG, "k", outcome, work)
    assert ((await row(world, "k")).state, (await row(world, "k")).message) == (DeliveryState.SENT, "m1")


async def test_a_failure_that_comes_after_somebody_else_has_sent_it_changes_nothing() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k", once=False))
    sender = world.engine.sender
    work = await sender._begin(ORG, "k")
    assert isinstance(work, Work)
    world.clock.at += outcomes.LEASE
    await Sender(world.store, world.engine.builder, world.engine.messengers, world.clock).drain()
    sent = await row(world, "k")
    assert sent.state is DeliveryState.SENT
    await sender._end(ORG, "k", LOST, work)
    assert await row(world, "k") == sent


async def test_an_answer_is_recorded_though_the_store_is_away_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.delivery.RECORD_AGAIN", (0.0, 0.0))
    world, ada = await company()
    away, end = [StorageFailed("away"), StorageFailed("away")], Sender._end

    async def ends(sender: Sender, *given: object) -> None:
        if away:
            raise away.pop()
        await end(sender, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Sender, "_end", ends)
    await queue(world, to(ada, "k"))
    await world.engine.sender.drain()
    assert away == []
    assert ((await row(world, "k")).state, world.outbox.creates) == (DeliveryState.SENT, 1)


async def test_a_story_whose_process_ended_during_the_call_is_put_to_its_owner() -> None:
    world, ada = await company()
    story = await posted_story(world, ada)
    sender = world.engine.sender
    await queue(world, Post(To(workspace=PLACE, channel="wins"), Card("story.posted", {"story": story}), key="post"))
    work = await sender._begin(ORG, "post")
    assert isinstance(work, Work)
    await world.later(minutes=4)
    assert (await row(world, "post")).state is DeliveryState.UNCONFIRMED
    assert "I cannot tell whether your story arrived" in ada.last.text


async def posted_story(world: World, ada: Actor) -> str:
    """A story that counts as told by the delivery `post`."""
    trial = await running(world, ada, 1)
    win = Win(WinKind.FIRST_RESULT, trial.leading.id, Decimal(20), world.clock.at.date())
    made = Story("story", ORG, trial.id, ada.id, win, world.clock.at, headline="We did it", text="It works")
    told = replace(made, state=StoryState.POSTED, spot=Spot(PLACE, "wins"), delivery="post", posted_at=world.clock.at)
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_story(told)
    return told.id
