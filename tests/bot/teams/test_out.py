"""The way out: which hosts may see the token, how fast Teams is called, and what its refusals mean."""

from __future__ import annotations

import asyncio
from collections import deque

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.connector import Connector, _code
from bot.teams.hosts import Hosts
from bot.teams.pace import FASTEST, FIRST, WINDOWS, Pace
from bot.teams.tokens import Granted, Tokens, by_secret
from handlers.messenger import FailureKind, SendFailed
from tests.fakes.teams import APP, SECRET, TENANT, Chat, FakeTeams, Fault, fake_teams

GOOD = (
    "https://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net:443/de/",
    "https://smba.infra.gcc.teams.microsoft.com/gcc",
    "https://smba.infra.gov.teams.microsoft.us/gcch",
    "https://webchat.botframework.com/",
)
BAD = (
    "", "http://smba.trafficmanager.net/emea/", "https://evil.example/", "https://smba.trafficmanager.net.evil.example/",
    "https://evil.trafficmanager.net/", "https://smba.trafficmanager.net@evil.example/", "https://evilbotframework.com/",
    "https://user:secret@smba.trafficmanager.net/", "https://smba.trafficmanager.net:8443/", "https://169.254.169.254/",
    "https://[::1]/", "http://127.0.0.1:3978/", "https://smba.trafficmanager.net:bad/", "file:///etc/passwd", "smba.trafficmanager.net",
)  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_the_connector_may_be_called(address: str) -> None:
    assert Hosts().allow(address)
    assert not Hosts(local=True).allow(address)


@pytest.mark.parametrize("address", BAD)
def test_nothing_that_only_looks_like_it_may(address: str) -> None:
    assert not Hosts().allow(address)


class Clock:
    """Seconds that pass when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=150))
def test_no_conversation_is_ever_called_faster_than_documented(calls: list[str]) -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    sent: dict[str, list[float]] = {}

    async def run() -> None:
        for conversation in calls:
            await pace.wait(conversation)
            sent.setdefault(conversation, []).append(clock.now)

    asyncio.run(run())
    for times in sent.values():
        for most, span in WINDOWS:
            recent: deque[float] = deque(maxlen=most)
            for at in times:
                assert len(recent) < most or at - recent[0] >= span - 1e-6
                recent.append(at)


async def test_the_tenant_is_called_25_times_a_second_then_faster_and_slower_once_teams_asks_to_wait() -> None:
    clock = Clock()
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


async def test_a_token_is_fetched_once_for_all_and_again_before_it_ends() -> None:
    clock = Clock()
    fetched = 0

    async def fetch() -> Granted:
        nonlocal fetched
        fetched += 1
        await asyncio.sleep(0)
        return Granted(f"token {fetched}", 3600)

    tokens = Tokens(fetch, clock)
    assert set(await asyncio.gather(*[tokens.token() for _ in range(10)])) == {"token 1"}
    clock.now = 3299
    assert await tokens.token() == "token 1"
    clock.now = 3301
    assert await tokens.token() == "token 2"
    tokens.forget()
    assert await tokens.token() == "token 3"


async def test_a_wrong_secret_is_no_token_and_nothing_is_sent() -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        wrong = Tokens(by_secret(session, TENANT, APP, "wrong", teams.base), Clock())
        connector = Connector(session, wrong, Pace(Clock()), Hosts(also=frozenset({teams.base})))
        with pytest.raises(SendFailed) as failed:
            await connector.send(teams.service_url, "a:1", {"type": "message"})
        assert failed.value.kind == "later"
        assert teams.calls == []


def connector_of(teams: FakeTeams, session: aiohttp.ClientSession) -> Connector:
    clock = Clock()
    tokens = Tokens(by_secret(session, TENANT, APP, SECRET, teams.base), clock)
    return Connector(session, tokens, Pace(clock, clock.sleep), Hosts(also=frozenset({teams.base})))


@pytest.mark.parametrize(
    ("fault", "kind", "why", "seconds"),
    [
        (Fault(429, "Throttled", "3"), "later", "Throttled", 3.0),
        (Fault(412, "PreconditionFailed"), "later", "PreconditionFailed", None),
        (Fault(403, "MessageWritesBlocked"), "never", "MessageWritesBlocked", None),
        (Fault(404, "ConversationNotFound"), "never", "ConversationNotFound", None),
        (Fault(413, "MessageSizeTooBig"), "never", "MessageSizeTooBig", None),
        (Fault(500, "ServiceError"), "unconfirmed", "ServiceError", None),
        (Fault(502, "BadGateway", after_write=True), "unconfirmed", "BadGateway", None),
    ],
    ids=str,
)
async def test_what_a_refusal_of_a_new_message_means(
    fault: Fault, kind: FailureKind, why: str, seconds: float | None
) -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        teams.chats["a:1"] = Chat("a:1", "personal")
        teams.faults.append(fault)
        with pytest.raises(SendFailed) as failed:
            await connector_of(teams, session).send(teams.service_url, "a:1", {"type": "message", "text": "hello"})
        assert (failed.value.kind, failed.value.why, failed.value.retry_after) == (kind, why, seconds)
        assert teams.calls == ["POST conversations/a:1/activities"], "a create is never repeated by itself"


async def test_the_reason_is_read_where_the_connector_hides_it() -> None:
    hidden = b'{"errorCode": 209, "message": "{\\"subCode\\": \\"MessageWritesBlocked\\", \\"details\\": \\"Ada\\"}"}'
    assert _code(hidden) == "MessageWritesBlocked"
    assert _code(b'{"error": {"code": "Throttled", "message": "Ada is too fast"}}') == "Throttled"
    assert _code(b'{"error": {"code": "Ada wrote this"}}') == ""
    assert _code(b"<html>") == ""


async def test_an_edit_in_doubt_is_made_again_later_and_a_message_already_gone_is_deleted() -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        teams.chats["a:1"] = Chat("a:1", "personal")
        connector = connector_of(teams, session)
        sent = await connector.send(teams.service_url, "a:1", {"type": "message", "text": "hello"})
        teams.faults.append(Fault(503, "ServiceUnavailable", method="PUT"))
        with pytest.raises(SendFailed) as failed:
            await connector.update(teams.service_url, "a:1", sent, {"type": "message", "text": "new"})
        assert failed.value.kind == "later"
        await connector.delete(teams.service_url, "a:1", sent)
        await connector.delete(teams.service_url, "a:1", sent)
        assert teams.chats["a:1"].messages == {}


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        connector = connector_of(teams, session)
        away = Connector(session, None, connector.pace, Hosts(local=True))
        with pytest.raises(SendFailed) as failed:
            await away.send("http://127.0.0.1:1/", "a:1", {"type": "message"})
        assert failed.value.kind == "later"
        with pytest.raises(SendFailed) as refused:
            await connector.send("https://evil.example/", "a:1", {"type": "message"})
        assert refused.value.kind == "never"
