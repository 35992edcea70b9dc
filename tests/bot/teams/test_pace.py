"""How fast Teams is called when many want to: everybody's turn comes, a pause holds one chat only, and nobody waits for hours."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams import pace as pacing
from bot.teams.pace import CLIMB_EVERY, FASTEST, FIRST, SLOWEST, Pace
from handlers.messenger import SendFailed


class Clock:
    """Seconds that pass for all who sleep, in order, once nobody has anything else to do."""

    def __init__(self) -> None:
        self.now = 0.0
        self._asleep: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        waking = asyncio.get_running_loop().create_future()
        self._asleep.append((self.now + seconds, waking))
        await waking

    async def run(self, *calls: asyncio.Task[None]) -> None:
        while not all(call.done() for call in calls):
            for _ in range(3):
                await asyncio.sleep(0)
            awake = [sleeper for sleeper in self._asleep if not sleeper[1].done()]
            if awake:
                self.now, waking = min(awake, key=lambda sleeper: sleeper[0])
                waking.set_result(None)
            self._asleep = [sleeper for sleeper in awake if not sleeper[1].done()]
        await asyncio.gather(*calls)


class Calls:
    """When each was made."""

    def __init__(self, pace: Pace, clock: Clock) -> None:
        self.pace, self.clock = pace, clock
        self.made: list[tuple[str, float]] = []

    def begin(self, *conversations: str) -> list[asyncio.Task[None]]:
        return [asyncio.create_task(self._call(conversation)) for conversation in conversations]

    async def _call(self, conversation: str) -> None:
        await self.pace.wait(conversation)
        self.made.append((conversation, self.clock.now))

    def of(self, conversation: str) -> list[float]:
        return [at for made, at in self.made if made == conversation]


def made() -> Calls:
    clock = Clock()
    return Calls(Pace(clock, clock.sleep), clock)


class Passing(Clock):
    """A clock for one who waits alone: it is as late as they want."""

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=150))
def test_no_conversation_is_ever_called_faster_than_documented(conversations: list[str]) -> None:
    clock = Passing()
    calls = Calls(Pace(clock, clock.sleep), clock)

    async def run() -> None:
        for conversation in conversations:
            await calls._call(conversation)

    asyncio.run(run())
    for conversation in set(conversations):
        times = calls.of(conversation)
        for most, span in pacing.WINDOWS:
            assert all(late - early >= span - 1e-6 for early, late in zip(times, times[most:], strict=False))


async def test_the_tenant_is_called_25_times_a_second_then_faster_and_slower_once_teams_asks_to_wait() -> None:
    clock = Passing()
    pace = Pace(clock, clock.sleep)
    for number in range(100):
        await pace.wait(str(number))
    assert clock.now == pytest.approx(99 / FIRST)
    clock.now += 600
    await pace.wait("x")
    assert pace.rate == FASTEST
    pace.refused("x", 7)
    assert pace.rate == FASTEST / 2
    before = clock.now
    await pace.wait("y")
    assert clock.now - before < 1
    await pace.wait("x")
    assert clock.now - before == pytest.approx(7, abs=0.01)


async def test_all_who_wait_at_once_keep_the_windows_and_all_get_through() -> None:
    calls = made()
    await calls.clock.run(*calls.begin(*(["busy"] * 40), *(f"quiet {number}" for number in range(60))))
    busy = calls.of("busy")
    assert len(calls.made) == 100 and len(busy) == 40
    for most, span in pacing.WINDOWS:
        assert all(late - early >= span - 1e-6 for early, late in zip(busy, busy[most:], strict=False))
    times = [at for _, at in calls.made]
    assert all(late - early >= 1 / FASTEST - 1e-9 for early, late in pairwise(times))


async def test_a_busy_conversation_holds_up_no_other() -> None:
    calls = made()
    await calls.clock.run(*calls.begin(*["busy"] * 60))
    before = calls.clock.now
    await calls.clock.run(*calls.begin("busy", "quiet"))
    assert calls.of("quiet")[0] - before < 1 < calls.of("busy")[-1] - before


async def test_a_pause_that_teams_asks_for_holds_those_who_wait_already() -> None:
    calls = made()
    await calls.clock.run(*calls.begin(*["a"] * 7))
    waiting = calls.begin("a")
    await asyncio.sleep(0)
    calls.pace.refused("a", 60)
    began = calls.clock.now
    await calls.clock.run(*waiting)
    assert calls.of("a")[-1] - began == pytest.approx(60)


async def test_each_refusal_halves_the_rate_down_to_a_floor_and_it_climbs_back_slowly() -> None:
    calls = made()
    for expected in (FIRST / 2, FIRST / 4, SLOWEST, SLOWEST):
        calls.pace.refused("a", 1)
        assert calls.pace.rate == expected
    calls.clock.now += CLIMB_EVERY - 0.1
    await calls.pace.wait("b")
    assert calls.pace.rate == SLOWEST
    calls.clock.now += 3 * CLIMB_EVERY
    await calls.pace.wait("c")
    assert calls.pace.rate == SLOWEST + 3
    calls.clock.now += 1000 * CLIMB_EVERY
    await calls.pace.wait("d")
    assert calls.pace.rate == FASTEST


async def test_what_would_take_too_long_is_put_off_and_counts_for_nothing() -> None:
    calls = made()
    calls.pace.patience = 20
    await calls.clock.run(*calls.begin("a"))
    calls.pace.refused("a", 600)
    for _ in range(3):
        with pytest.raises(SendFailed) as failed:
            await calls.pace.wait("a")
        assert failed.value.kind == "later" and failed.value.retry_after == pytest.approx(600)
    calls.clock.now += 600
    await calls.clock.run(*calls.begin("a"))
    assert len(calls.of("a")) == 2


async def test_who_gives_up_waiting_takes_no_place() -> None:
    calls = made()
    await calls.clock.run(*calls.begin(*["a"] * 7))
    (first,) = calls.begin("a")
    await asyncio.sleep(0)
    first.cancel()
    began = calls.clock.now
    calls.clock.now += 1.0
    await calls.clock.run(*calls.begin("a"))
    assert calls.clock.now - began == pytest.approx(1.0, abs=0.5)


async def test_what_is_remembered_of_conversations_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "MOST_CONVERSATIONS", 50)
    calls = made()
    for number in range(200):
        await calls.clock.run(*calls.begin(str(number), "kept"))
    assert len(calls.pace._sent) == 50 and "kept" in calls.pace._sent
