"""The connector alone, logged in to the fake Teams and waiting on a clock of its own."""

from __future__ import annotations

from collections.abc import Awaitable

import aiohttp
import pytest

from bot.teams.connector import Connector
from bot.teams.hosts import Hosts
from bot.teams.pace import Pace
from bot.teams.tokens import Tokens, by_secret
from handlers.messenger import SendFailed
from tests.fakes.teams_bot import with_card, words
from tests.fakes.teams_cloud import APP_ID, SECRET, TENANT, FakeTeams

HELLO = with_card({"type": "AdaptiveCard", "version": "1.5", "body": [words("Hello")]})


class World:
    """The fake Teams, and a connector that is logged in to it and waits on a clock of its own."""

    def __init__(self, teams: FakeTeams, session: aiohttp.ClientSession, secret: str = SECRET) -> None:
        self.teams = teams
        self.now = 0.0
        tokens = Tokens(by_secret(session, TENANT, APP_ID, secret, teams.login_url), lambda: self.now)
        hosts = Hosts(also=frozenset({teams.address}))
        self.connector = Connector(session, tokens, Pace(lambda: self.now, self.sleep), hosts)
        self.where = teams.service_url

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def failure(call: Awaitable[object]) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        await call
    return failed.value
