"""What is queued is sent once, in order, and whatever goes wrong with it is kept with it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import deliveries
from handlers.conversation import Card, Change, Post, Remove
from handlers.messenger import Address, FailureKind, SendFailed, Sent
from handlers.ui import Message
from handlers.words import Reader
from initiatives.people import Workspace
from storage.records import Delivery, DeliveryState, Reason, To
from storage.tables import DELIVERIES, TABLES
from storage.tiny import TinyStore
from tests.world import ORG, PLACE, Actor, World

HELP = Card("propose.left")
OTHER = Card("check_in.nothing_open")


async def queue(world: World, *also: Post | Change | Remove) -> None:
    async with world.store.transaction(world.clock.at) as store:
        await deliveries.queue(store, ORG, also, world.clock.at, world.new_id)


async def row(world: World, delivery: str) -> Delivery:
    async with world.store.transaction(world.clock.at) as store:
        found = await store.delivery(ORG, delivery)
    assert found is not None
    return found


async def is_final(world: World, delivery: str) -> bool:
    async with world.store.rows(world.clock.at) as rows:  # type: ignore[attr-defined]
        found: Delivery = await rows.get(DELIVERIES, ORG, delivery)
    return found.final


async def company() -> tuple[World, Actor]:
    world = await World().founded()
    return world, await world.person("Ada")


def to(actor: Actor, key: str, *, once: bool = True) -> Post:
    return Post(To(person=actor.id, workspace=PLACE), HELP, once=once, key=key)


async def test_a_row_is_sent_once_however_often_its_key_is_queued() -> None:
    world, ada = await company()
    for _ in range(3):
        await queue(world, to(ada, "k"))
        await world.engine.sender.drain()
    assert world.outbox.creates == 1
    assert (await row(world, "k")).state is DeliveryState.SENT


async def test_a_change_to_what_is_not_sent_yet_alters_what_is_sent() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"), Change("k", OTHER))
    await world.engine.sender.drain()
    assert world.outbox.creates == 1
    assert "No check-in waits" in ada.last.text


async def test_changes_are_edits_and_the_last_one_is_what_is_seen() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"))
    await world.engine.sender.drain()
    await queue(world, Change("k", OTHER), Change("k", HELP), Change("k", OTHER))
    await world.engine.sender.drain()
    assert world.outbox.creates == 1
    assert "No check-in waits" in ada.last.text
    assert (await row(world, "k")).shown == 4


async def test_a_removed_message_is_gone_and_one_not_sent_never_appears() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"))
    await world.engine.sender.drain()
    await queue(world, Remove("k"), to(ada, "j"), Remove("j"))
    await world.engine.sender.drain()
    assert ada.reads == []
    assert world.outbox.creates == 1


@pytest.mark.parametrize(
    ("kind", "once", "state"),
    [
        ("later", True, DeliveryState.SENT),
        ("later", False, DeliveryState.SENT),
        ("never", True, DeliveryState.FAILED),
        ("never", False, DeliveryState.FAILED),
        ("unconfirmed", True, DeliveryState.UNCONFIRMED),
        ("unconfirmed", False, DeliveryState.SENT),
    ],
)
async def test_only_what_is_certain_or_better_repeated_is_sent_again(
    kind: FailureKind, once: bool, state: DeliveryState
) -> None:
    world, ada = await company()
    world.outbox.trouble = [SendFailed("trouble", kind)]
    await queue(world, to(ada, "k", once=once))
    await world.engine.sender.drain()
    await world.later(minutes=5)
    ended = await row(world, "k")
    assert ended.state is state
    assert ended.due_at is None
    assert world.outbox.creates == (1 if state is DeliveryState.SENT else 0)
    assert ended.said == ("" if state is DeliveryState.SENT else "trouble")


async def test_the_platform_says_when_it_may_be_tried_again() -> None:
    world, ada = await company()
    world.outbox.trouble = [SendFailed("slow down", "later", retry_after=600)]
    await queue(world, to(ada, "k"))
    await world.engine.sender.drain()
    await world.later(minutes=9)
    assert world.outbox.creates == 0
    await world.later(minutes=2)
    assert world.outbox.creates == 1


async def test_what_cannot_be_built_holds_up_nobody() -> None:
    world, ada = await company()
    broken = Post(To(person=ada.id, workspace=PLACE), Card("check_in.answered", {"initiative": "none"}), key="broken")
    await queue(world, broken, to(ada, "k"))
    await world.engine.sender.drain()
    assert (await row(world, "broken")).state is DeliveryState.FAILED
    assert (await row(world, "k")).state is DeliveryState.SENT


async def test_whoever_left_is_not_written_to() -> None:
    world, ada = await company()
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ada.id)
        assert person is not None

        await store.keep_person(replace(person, active=False))
    await queue(world, to(ada, "k"))
    await world.engine.sender.drain()
    left = await row(world, "k")
    assert (left.state, left.reason) == (DeliveryState.FAILED, Reason.GONE)


@pytest.mark.parametrize(
    ("once", "state", "creates"), [(True, DeliveryState.UNCONFIRMED, 0), (False, DeliveryState.SENT, 1)]
)
async def test_a_call_that_a_dead_process_began_is_settled_when_its_lease_is_over(
    once: bool, state: DeliveryState, creates: int
) -> None:
    world, ada = await company()
    await queue(world, to(ada, "k", once=once))
    await world.engine.sender._begin(ORG, "k")
    assert (await row(world, "k")).state is DeliveryState.SENDING
    await world.later(minutes=1)
    assert world.outbox.creates == 0
    await world.later(minutes=2)
    assert (await row(world, "k")).state is state
    assert world.outbox.creates == creates


CHILD = """
import asyncio, sys
from pathlib import Path
from storage.tables import DELIVERIES, TABLES
from storage.tiny import TinyStore
from tests.world import World

async def main() -> None:
    ids = iter(range(10**6))
    make = lambda: f"c{next(ids)}"
    store = TinyStore(Path(sys.argv[1]), TABLES, new_id=make, new_salt=make)
    world = await World(store).founded()
    ada = await world.person("Ada")

    async def never() -> int:
        print("committed", flush=True)
        await asyncio.sleep(60)
        return 0

    type(world.engine.sender).drain = lambda self: never()
    await ada.says("we copy invoices into SAP by hand for 3 hours a week", key="Ev1")

asyncio.run(main())
"""


async def test_what_was_committed_before_the_process_was_killed_is_said_by_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "quickwin.json"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, str(path), stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert child.stdout is not None
    assert await asyncio.wait_for(child.stdout.readline(), 30) == b"committed\n"
    child.send_signal(signal.SIGKILL)
    await child.communicate()

    ids = iter(range(10**6))
    store = TinyStore(path, TABLES, new_id=lambda: f"p{next(ids)}", new_salt=lambda: "s")
    world = World(store)
    async with store.transaction(world.clock.at) as kept:
        (ada_kept,) = await kept.people(ORG)
    await world.engine.sender.drain()
    (answer,) = world.outbox.shown.values()
    assert "[Make it an initiative]" in answer.text
    ada = await world.person("Ada")
    assert ada.id == ada_kept.id
    await ada.says("we copy invoices into SAP by hand for 3 hours a week", key="Ev1")
    assert world.outbox.creates == 1
    await store.close()


async def test_a_week_has_one_nudge_whatever_restarts(tmp_path: Path) -> None:
    ids = iter(range(10**6))

    def reopened() -> World:
        store = TinyStore(tmp_path / "quickwin.json", TABLES, new_id=lambda: f"p{next(ids)}", new_salt=lambda: "s")
        world = World(store)
        world.new_id = lambda: f"r{next(ids)}"  # type: ignore[method-assign]
        return world

    first = World(TinyStore(tmp_path / "quickwin.json", TABLES, new_id=lambda: f"p{next(ids)}", new_salt=lambda: "s"))
    await first.founded()
    ada, grace = await first.person("Ada"), await first.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="4", idea="i", kpi="hours", change="4 to 2")
    await grace.press("Approve as a trial")
    await grace.fill()
    await first.next_monday()
    creates = sum(1 for shown in first.outbox.shown.values() if "weekly check-in" in shown.text)
    at = first.clock.at
    await first.store.close()
    for hours in (0, 0, 1, 5, 30, 60, 90):
        world = reopened()
        world.clock.at = at + timedelta(hours=hours)
        await world.engine.heartbeat.settle()
        creates += sum(1 for shown in world.outbox.shown.values() if "weekly check-in" in shown.text)
        await world.store.close()
    assert creates == 1


async def test_what_rests_for_half_a_year_is_final_and_moves_out_of_the_way() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"), to(ada, "welcome.ada"))
    await world.engine.sender.drain()
    await world.later(days=179)
    assert not await is_final(world, "k")
    await world.later(days=2)
    assert await is_final(world, "k")
    assert not await is_final(world, "welcome.ada"), "a welcome is never said twice"
    assert world.outbox.creates == 2


async def test_a_change_starts_the_half_year_anew() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"))
    await world.engine.sender.drain()
    await world.later(days=100)
    await queue(world, Change("k", OTHER))
    await world.later(days=100)
    assert not await is_final(world, "k")
    await world.later(days=100)
    assert await is_final(world, "k")


async def test_places_do_not_wait_for_each_other_and_each_gets_its_messages_in_order() -> None:
    world, ada = await company()
    bob = await world.person("Bob")
    other_is_out, sent = asyncio.Event(), list[str]()
    really = world.outbox.send

    async def send(to: Address, message: Message, reader: Reader, key: str) -> Sent:
        if key == "ada 1":
            await other_is_out.wait()
        sent.append(key)
        if key == "bob 1":
            other_is_out.set()
        return await really(to, message, reader, key)

    world.outbox.send = send  # type: ignore[method-assign]
    await queue(world, to(ada, "ada 1"), to(ada, "ada 2"), to(bob, "bob 1"))
    await asyncio.wait_for(world.engine.sender.drain(), 10)
    assert sent == ["bob 1", "ada 1", "ada 2"]


async def test_a_message_for_a_workspace_that_is_away_waits_for_days_and_then_arrives() -> None:
    world, ada = await company()
    messenger = world.engine.messengers.pop(PLACE)
    await queue(world, to(ada, "k"))
    await world.later(days=2)
    assert (await row(world, "k")).state is DeliveryState.QUEUED
    world.engine.messengers[PLACE] = messenger
    await world.later(minutes=11)
    assert len(ada.reads) == 1


async def test_a_message_for_a_workspace_that_stays_away_ends_and_says_so() -> None:
    world, ada = await company()
    world.engine.messengers.clear()
    await queue(world, to(ada, "k"))
    await world.later(days=4)
    assert (await row(world, "k")).reason == Reason.NOT_CONNECTED
    assert (await row(world, "k")).due_at is None


async def test_what_a_messenger_raises_by_mistake_ends_with_the_row_and_holds_up_nobody() -> None:
    world, ada = await company()
    bob = await world.person("Bob")
    world.outbox.trouble = [KeyError("ts")]  # type: ignore[list-item]
    await queue(world, to(ada, "k"), to(bob, "other"))
    await world.engine.sender.drain()
    assert len(bob.reads) == 1
    await world.later(minutes=3)
    assert ((await row(world, "k")).state, (await row(world, "k")).said) == (DeliveryState.UNCONFIRMED, "KeyError")


async def test_where_a_call_got_no_answer_the_others_are_not_tried_one_after_the_other() -> None:
    world, ada = await company()
    world.outbox.trouble = [SendFailed("timeout", "unconfirmed") for _ in range(9)]
    await queue(world, *(to(ada, f"k{number}") for number in range(9)))
    await world.engine.sender.drain()
    assert len(world.outbox.trouble) == 8


async def test_a_slow_place_does_not_keep_what_comes_later_for_others() -> None:
    world, ada = await company()
    bob = await world.person("Bob")
    bob_is_out = asyncio.Event()
    really = world.outbox.send

    async def send(to: Address, message: Message, reader: Reader, key: str) -> Sent:
        if key == "slow":
            await queue_for_bob()
            await bob_is_out.wait()
        elif key == "bob":
            bob_is_out.set()
        return await really(to, message, reader, key)

    async def queue_for_bob() -> None:
        await queue(world, to(bob, "bob"))

    world.outbox.send = send  # type: ignore[method-assign]
    await queue(world, to(ada, "slow"))
    await asyncio.wait_for(world.engine.sender.drain(), 10)
    assert (len(ada.reads), len(bob.reads)) == (1, 1)


async def test_a_message_that_is_out_is_changed_where_it_is_whatever_account_its_reader_has_by_now() -> None:
    world, ada = await company()
    await queue(world, to(ada, "k"))
    await world.engine.sender.drain()
    async with world.store.transaction(world.clock.at) as store:
        (account,) = await store.accounts(ORG, ada.id)
        await store.keep_account(replace(account, person="nobody"))
        await store.keep_account(replace(account, id="W2:U-ada", workspace="W2"))
    await queue(world, Change("k", OTHER))
    await world.engine.sender.drain()
    assert "No check-in waits for you." in ada.reads[0].text


async def test_somebody_in_two_workspaces_is_reached_where_the_bot_still_is() -> None:
    world, ada = await company()
    async with world.store.transaction(world.clock.at) as store:
        await store.connect(Workspace("W0", ORG, "slack", "Gone", active=False))
        (account,) = await store.accounts(ORG, ada.id)
        await store.keep_account(replace(account, person="nobody"))
        await store.keep_account(replace(account, id="W0:U-ada", workspace="W0"))
        await store.keep_account(replace(account, person=ada.id))
    await queue(world, Post(To(person=ada.id), HELP, key="k"))
    await world.engine.sender.drain()
    assert len(ada.reads) == 1
