"""A fake Slack, a bot connected to it, and Ada, who works there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.slack.connected import Connected, connected
from tests.fakes.slack import FakeSlack, fake_slack
from tests.fakes.slack_person import Person


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with fake_slack() as running:
        yield running


@pytest.fixture
async def bot(slack: FakeSlack) -> AsyncIterator[Connected]:
    async with connected(slack) as running:
        yield running


@pytest.fixture
def ada(slack: FakeSlack) -> Person:
    return slack.person("U1", name="Ada", tz="Europe/Paris", locale="fr-FR", admin=True)
