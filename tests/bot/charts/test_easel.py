"""The process that draws: started when needed, shared, ended and begun again."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.charts.easel import FAILURES, Easel, NotDrawn
from tests.bot.charts.example import plan

ECHO = """
import sys, time
asked, answered = sys.stdin.buffer, sys.stdout.buffer
while len(head := asked.read(4)) == 4:
    written = asked.read(int.from_bytes(head, "big"))
    sys.stderr.write("drawn\\n")
    {each}
    answered.write(head + written)
    answered.flush()
"""


def process(each: str = "pass") -> tuple[str, ...]:
    return (sys.executable, "-c", ECHO.format(each=each))


@pytest.fixture
async def real() -> AsyncIterator[Easel]:
    easel = Easel()
    yield easel
    await easel.close()


async def test_a_picture_is_drawn_in_another_process(real: Easel) -> None:
    assert (await real.picture(plan())).startswith(b"\x89PNG")


async def test_one_that_is_asked_for_at_the_same_time_or_again_is_drawn_once(capfd: pytest.CaptureFixture[str]) -> None:
    easel = Easel(process())
    drawn = await asyncio.gather(*(easel.picture(plan()) for _ in range(5)))
    assert {*drawn, await easel.picture(plan())} == {plan().written()}
    await easel.picture(plan(31))
    await easel.close()
    assert capfd.readouterr().err.count("drawn") == 2


async def test_what_is_kept_is_bounded_by_its_size(capfd: pytest.CaptureFixture[str]) -> None:
    easel = Easel(process(), kept_bytes=len(plan().written()) * 2 + 10)
    for newest in (30, 31, 32, 32, 31, 30):
        await easel.picture(plan(newest))
    await easel.close()
    assert capfd.readouterr().err.count("drawn") == 4


async def test_a_process_that_dies_is_begun_again() -> None:
    easel = Easel(process("sys.exit(1) if b'31 h' in written else None"))
    with pytest.raises(NotDrawn):
        await easel.picture(plan(31))
    assert await easel.picture(plan()) == plan().written()
    await easel.close()


async def test_a_process_that_takes_too_long_is_ended_and_begun_again() -> None:
    easel = Easel(process("time.sleep(60 if b'31 h' in written else 0)"), patience=1.0, beginning=1.0)
    with pytest.raises(NotDrawn):
        await easel.picture(plan(31))
    assert await easel.picture(plan()) == plan().written()
    await easel.close()


async def test_a_process_that_cannot_be_started_is_no_picture() -> None:
    with pytest.raises(NotDrawn):
        await Easel(("/nowhere/at/all",)).picture(plan())


async def test_the_first_picture_of_a_process_may_take_longer() -> None:
    easel = Easel(process("time.sleep(0.6 if b'31 h' in written else 0)"), patience=0.3, beginning=20.0)
    assert await easel.picture(plan(31)) == plan(31).written()
    assert await easel.picture(plan()) == plan().written()
    await easel.close()


async def test_what_fails_again_and_again_rests_and_comes_back(capfd: pytest.CaptureFixture[str]) -> None:
    easel = Easel(process("sys.exit(1) if b'32 h' not in written else None"), rest=0.3)
    for newest in range(10):
        with pytest.raises(NotDrawn):
            await easel.picture(plan(newest))
    assert capfd.readouterr().err.count("drawn") == FAILURES
    await asyncio.sleep(0.4)
    assert await easel.picture(plan(32)) == plan(32).written()
    await easel.close()


async def test_a_disk_that_takes_nothing_leaves_a_picture(monkeypatch: pytest.MonkeyPatch, real: Easel) -> None:
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, "/dev/full/nothing")
    assert (await real.picture(plan())).startswith(b"\x89PNG")


async def test_a_key_that_ends_the_bot_in_a_terminal_does_not_reach_the_process() -> None:
    easel = Easel(process("import os; sys.exit(1) if os.getsid(0) != os.getpid() else None"))
    assert await easel.picture(plan()) == plan().written()
    await easel.close()


async def test_whoever_waits_at_the_end_is_let_go_and_nothing_is_begun_any_more(tmp_path: Path) -> None:
    easel = Easel(process(f"open({str(tmp_path / 'begun')!r}, 'w'); time.sleep(60)"))
    waiting = [asyncio.create_task(easel.picture(plan(newest))) for newest in range(3)]
    async with asyncio.timeout(20):
        while not (tmp_path / "begun").exists():  # noqa: ASYNC110 another process makes it
            await asyncio.sleep(0.02)
        await easel.close()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(one, asyncio.CancelledError) for one in ended)
    with pytest.raises(NotDrawn):
        await easel.picture(plan())


async def test_whoever_stops_waiting_ends_no_drawing() -> None:
    easel = Easel(process("time.sleep(0.3)"))
    first = asyncio.create_task(easel.picture(plan()))
    second = asyncio.create_task(easel.picture(plan()))
    await asyncio.sleep(0.05)
    first.cancel()
    assert await second == plan().written()
    await easel.close()


async def test_the_process_gets_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUICKWIN_SECRET", "of nobody's business")
    easel = Easel(process("import os; sys.exit(1) if any('QUICKWIN' in name for name in os.environ) else None"))
    assert await easel.picture(plan()) == plan().written()
    await easel.close()
