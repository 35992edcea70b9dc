"""What the fan-out's benchmark counts is true: everybody gets one message, and a Slack with limits refuses what comes too fast."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.fanout import Bench, fill
from benchmarks.fanout_pace import BURST, Limited, Moving, paced, rising
from benchmarks.fanout_run import MEMORY
from benchmarks.fanout_server import MESSAGES, asked

OWNERS = 60


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    started = Bench()
    yield started
    started.slack.end()


def test_each_owner_gets_one_message_of_the_real_bot(bench: Bench) -> None:
    ran = bench.run(MEMORY, OWNERS)
    assert min(ran.finding, ran.sending, ran.early, ran.late) > 0
    last = asked(bench.slack.port, "last")
    assert last["channel"].startswith("U") and "How did Initiative number" in last["text"]
    assert bench.bare(OWNERS) > 0


def test_a_store_that_was_filled_before_is_sent_from_too(bench: Bench, tmp_path: Path) -> None:
    where = asyncio.run(fill(f"sqlite:///{tmp_path}/store.db", OWNERS))
    assert bench.run(where, OWNERS).sending > 0


def test_a_message_that_does_not_arrive_is_noticed(bench: Bench, tmp_path: Path) -> None:
    where = asyncio.run(fill(f"sqlite:///{tmp_path}/store.db", OWNERS))
    with pytest.raises(AssertionError, match="61 more"):
        bench.run(where, OWNERS + 1)


def test_a_slack_with_limits_takes_so_many_at_once_and_then_so_many_a_second() -> None:
    clock = Moving()
    slack = Limited(per_second=5.0, now=clock.now)
    message = b'{"channel":"U1","metadata":{"event_payload":{"key":"k"}}}'
    heads = [slack.answer(MESSAGES, message)[0] for _ in range(BURST + 2)]
    assert [b" 429 " in head for head in heads] == [False] * BURST + [True, True]
    assert b"Retry-After: 1" in heads[-1]
    clock.moment += timedelta(seconds=0.4)
    assert [b" 429 " in slack.answer(MESSAGES, message)[0] for _ in range(3)] == [False, False, True]
    assert (slack.messages, slack.refused) == (BURST + 2, 3)


async def test_the_bot_keeps_the_limits_of_a_workspace_without_being_told() -> None:
    found = await paced(BURST + 50, 5.0)
    assert (found.messages, found.different, found.refused) == (BURST + 50, BURST + 50, 0)
    assert found.share == pytest.approx(1.0, abs=0.1)


async def test_a_tenant_of_teams_is_told_as_fast_as_its_limit_may_rise_while_the_run_lasts() -> None:
    found = await rising(1_000)
    assert (found.messages, found.different, found.refused) == (1_000, 1_000, 0)
    assert found.share <= 1.1


async def test_a_slack_that_takes_more_than_is_certain_gets_more_while_the_run_lasts() -> None:
    found = await paced(BURST + 700, 10.0)
    assert (found.different, found.refused) == (BURST + 700, 0)
    assert found.share < 1.4, "700 at 5 a second, from the first to the last, is 2.0"
