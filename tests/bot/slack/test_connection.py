"""Who we are is asked once, and a refusal says where to look."""

from __future__ import annotations

import pytest

from bot.slack.connection import Bot, CannotConnect, new_client, new_session, recognised
from tests.fakes.slack import fake_slack


async def test_the_token_says_who_we_are() -> None:
    async with fake_slack(team="T7") as slack, new_session() as session:
        assert await recognised(new_client(slack.bot_token, session, slack.api)) == Bot("T7", "UBOT", "BBOT")


async def test_a_wrong_token_is_named_with_the_place_of_its_value() -> None:
    async with fake_slack() as slack, new_session() as session:
        with pytest.raises(CannotConnect, match=r"invalid_auth.*OAuth & Permissions"):
            await recognised(new_client("xoxb-wrong", session, slack.api))


async def test_slack_out_of_reach_is_said() -> None:
    async with new_session() as session:
        with pytest.raises(CannotConnect, match="cannot be reached"):
            await recognised(new_client("xoxb-fake", session, "http://127.0.0.1:1/api/"))
