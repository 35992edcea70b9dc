"""The running process as a whole."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.serving import collect_seldom


@pytest.fixture
def collector() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()


@pytest.mark.usefixtures("collector")
def test_what_is_there_when_serving_begins_is_not_looked_through_for_garbage_again() -> None:
    loop: list[object] = []
    loop.append(loop)
    collect_seldom()
    assert gc.get_freeze_count() > 0
    assert not any(each is loop for each in gc.get_objects())
    assert gc.get_threshold()[0] > 2_000
