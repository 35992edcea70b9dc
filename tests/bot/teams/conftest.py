"""What tests of the way out to Teams share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.teams.connector import new_session
from tests.bot.teams.connected import World
from tests.fakes.teams_cloud import fake_teams


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with fake_teams() as teams, new_session() as session:
        yield World(teams, session)
