"""The bot's own token: fetched once for all, renewed beside the calls, and a login that is away is asked seldom."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable

import aiohttp
import pytest

from bot.teams.tokens import AGAIN_SECONDS, Fetch, Granted, NoToken, Tokens, by_managed_identity, by_secret
from handlers.messenger import SendFailed
from tests.bot.teams.slow import slow_endpoint
from tests.fakes.teams_cloud import APP_ID, SECRET, TENANT, FakeTeams, fake_teams


class Login:
    """Grants tokens in turn; `wrong` is raised instead, and `open` lets an answer through."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked = 0
        self.wrong: Exception | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.seconds = 3600.0

    async def fetch(self) -> Granted:
        self.asked += 1
        await self.open.wait()
        if self.wrong is not None:
            raise self.wrong
        return Granted(f"token {self.asked}", self.seconds)

    def tokens(self) -> Tokens:
        return Tokens(self.fetch, lambda: self.now)


async def refused(tokens: Tokens) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        await tokens.token()
    return failed.value


async def test_a_token_is_fetched_once_for_all_and_again_before_it_ends() -> None:
    login = Login()
    tokens = login.tokens()
    assert set(await asyncio.gather(*[tokens.token() for _ in range(10)])) == {"token 1"}
    for login.now, expected in ((3299, 1), (3301, 2)):
        assert await tokens.token() == f"token {expected}"
    tokens.forget()
    assert await tokens.token() == "token 3"


async def test_those_who_wait_together_fail_together() -> None:
    login = Login()
    login.wrong = OSError()
    tokens = login.tokens()
    answers = await asyncio.gather(*[tokens.token() for _ in range(20)], return_exceptions=True)
    assert {type(answer) for answer in answers} == {SendFailed} and login.asked == 1


async def test_a_login_that_is_away_is_asked_again_only_after_a_while(caplog: pytest.LogCaptureFixture) -> None:
    login = Login()
    login.wrong = aiohttp.ClientConnectionError()
    tokens = login.tokens()
    for _ in range(20):
        failed = await refused(tokens)
        assert (failed.kind, failed.why) == ("later", "no access token: ClientConnectionError")
        assert failed.retry_after == AGAIN_SECONDS
    assert login.asked == 1
    assert [record.getMessage() for record in caplog.records] == [
        "the bot could not log in to Teams: ClientConnectionError"
    ]
    login.wrong, login.now = None, AGAIN_SECONDS
    assert await tokens.token() == "token 2"


async def test_a_good_token_is_used_while_the_login_is_away() -> None:
    login = Login()
    tokens = login.tokens()
    assert await tokens.token() == "token 1"
    login.wrong = NoToken("temporarily_unavailable")
    for login.now in (3301, 3302, 3599):
        assert await tokens.token() == "token 1"
    login.now = 3600
    assert (await refused(tokens)).why == "no access token: temporarily_unavailable"


async def test_nobody_waits_long_for_a_new_token_while_the_old_one_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.tokens.PATIENCE_SECONDS", 0.01)
    login = Login()
    tokens = login.tokens()
    assert await tokens.token() == "token 1"
    login.now = 3400
    login.open.clear()
    assert await asyncio.gather(*[tokens.token() for _ in range(2)]) == ["token 1", "token 1"]
    login.open.set()
    await asyncio.gather(*[task for task in asyncio.all_tasks() if task.get_name() == "teams access token"])
    assert (await tokens.token(), login.asked) == ("token 2", 2)


async def test_a_short_token_is_renewed_at_half_its_life() -> None:
    login = Login()
    login.seconds = 60
    tokens = login.tokens()
    for login.now, expected in ((0, 1), (29, 1), (31, 2), (60, 2), (62, 3)):
        assert await tokens.token() == f"token {expected}"


async def test_a_refused_token_is_forgotten_and_a_newer_one_is_not() -> None:
    login = Login()
    tokens = login.tokens()
    old = await tokens.token()
    tokens.forget(old)
    assert await tokens.token() == "token 2"
    tokens.forget(old)
    assert (await tokens.token(), login.asked) == ("token 2", 2)


async def test_who_gives_up_waiting_leaves_the_fetch_to_the_others() -> None:
    login = Login()
    login.open.clear()
    tokens = login.tokens()
    first, second = (asyncio.create_task(tokens.token()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    login.open.set()
    assert (await second, login.asked) == ("token 1", 1)


def secretly(teams: FakeTeams, session: aiohttp.ClientSession, secret: str = SECRET) -> Tokens:
    return Tokens(by_secret(session, TENANT, APP_ID, secret, teams.login_url), lambda: 0.0)


async def test_the_secret_gets_a_token_that_the_connector_knows() -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        assert teams.login.knows(f"Bearer {await secretly(teams, session).token()}")


async def test_a_refused_login_says_its_code_and_neither_secret_nor_description(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        assert (await refused(secretly(teams, session, "wrong"))).why == "no access token: invalid_client"
        teams.fail_login(503)
        assert (await refused(secretly(teams, session))).why == "no access token: temporarily_unavailable"
        teams.fail_login(400, "Ada wrote <this>")
        assert (await refused(secretly(teams, session))).why == "no access token: no token in the answer"
    assert not any(word in caplog.text for word in ("AADSTS", "wrong", SECRET, "Ada"))


async def test_a_slow_login_stalls_nobody() -> None:
    answer = {"access_token": "good", "expires_in": 3600}
    with slow_endpoint({f"/{TENANT}/oauth2/v2.0/token": answer}) as slow:
        async with aiohttp.ClientSession() as session:
            await _unstalled(by_secret(session, TENANT, APP_ID, SECRET, slow.address), slow.must_not_stall())


async def test_a_slow_managed_identity_stalls_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with slow_endpoint({"/msi/token": {"access_token": "good", "expires_on": "4102444800"}}) as slow:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{slow.address}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "secret")
        await _unstalled(by_managed_identity(APP_ID), slow.must_not_stall())


async def _unstalled(fetch: Fetch, watched: Awaitable[None]) -> None:
    tokens = Tokens(fetch, lambda: 0.0)
    asking = [asyncio.create_task(tokens.token()) for _ in range(3)]
    await watched
    assert await asyncio.gather(*asking) == ["good"] * 3


async def test_a_managed_identity_gets_a_token_from_the_machine_it_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    async with fake_teams() as teams:
        monkeypatch.setenv("IDENTITY_ENDPOINT", teams.identity_url)
        monkeypatch.setenv("IDENTITY_HEADER", teams.login.identity_header)
        tokens = Tokens(by_managed_identity(APP_ID), lambda: 0.0)
        assert teams.login.knows(f"Bearer {await tokens.token()}")
        monkeypatch.setenv("IDENTITY_HEADER", "another machine's")
        tokens.forget()
        assert (await refused(tokens)).kind == "later"


async def test_a_machine_without_an_identity_is_told_in_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "bot")
    monkeypatch.setenv("IDENTITY_ENDPOINT", "http://127.0.0.1:1/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "x")
    assert (await refused(Tokens(by_managed_identity(APP_ID), lambda: 0.0))).kind == "later"
    assert len([record for record in caplog.records if record.name.startswith("bot.")]) == 1
