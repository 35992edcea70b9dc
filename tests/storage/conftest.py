"""The stores that every contract test runs over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.memory import MemoryStore
from tests.storage.notes import memory_store, tiny_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "quickwin.json"


@pytest.fixture(params=["memory", "tiny"])
async def store(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[MemoryStore]:
    made = memory_store() if request.param == "memory" else tiny_store(path)
    yield made
    await made.close()
