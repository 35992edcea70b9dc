"""What tests of the fakes share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.fakes.teams_bot import Bot, running


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with running() as made:
        yield made
