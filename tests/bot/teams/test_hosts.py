"""Where the token may go: the connector's hosts, and no address that only looks like one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.teams.hosts import LOOPBACK, SUFFIXES, Hosts

GOOD = (
    "https://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net:443/de/",
    "https://SMBA.TrafficManager.net/emea/",
    "https://smba.infra.gcc.teams.microsoft.com/gcc",
    "https://smba.infra.gov.teams.microsoft.us/gcch",
    "https://webchat.botframework.com/",
    "https://a-1.botframework.com",
)
ELSEWHERE = (
    "", "http://smba.trafficmanager.net/emea/", "https://evil.example/", "https://smba.trafficmanager.net.evil.example/",
    "https://evil.trafficmanager.net/", "https://smba.trafficmanager.net@evil.example/", "https://evilbotframework.com/",
    "https://user:secret@smba.trafficmanager.net/", "https://smba.trafficmanager.net:8443/", "https://169.254.169.254/",
    "https://[::1]/", "http://127.0.0.1:3978/", "https://smba.trafficmanager.net:bad/", "file:///etc/passwd",
    "smba.trafficmanager.net", "//smba.trafficmanager.net/", "https:smba.trafficmanager.net", "wss://smba.trafficmanager.net/",
)  # fmt: skip
ODD = (
    "https://evil.example%2f.botframework.com/", "https://evil.example%2F@.botframework.com/", "https://a%00.botframework.com/",
    "https://evil.example\\.botframework.com/", "https://evil.example\\@smba.trafficmanager.net/",
    "https://.botframework.com/", "https://a..botframework.com/", "https://..botframework.com/",
    "https://smba.trafficmanager.net./emea/", "https://webchat.botframework.com./",
    "https://a_b.botframework.com/", "https://a b.botframework.com/", "https://a*.botframework.com/",
    "https://a;b.botframework.com/", "https://a,b.botframework.com/", "https://é.botframework.com/",
    "https://evil.example\u2044.botframework.com/", "https://evil.example\uff0f.botframework.com/",
    "https://webchat.botframewor\u212a.com/", "https://ſmba.trafficmanager.net/", "https://web\u00adchat.botframework.com/",
    "https://smba.traffic\tmanager.net/", "https://smba.traffic\nmanager.net/", " https://smba.trafficmanager.net/",
    "https://smba.trafficmanager.net/\r\nHost: evil.example", "https://smba.trafficmanager.net/\x00",
    "https://@smba.trafficmanager.net/", "https://:@smba.trafficmanager.net/", "https://[smba.trafficmanager.net]/",
    "https://[v1.botframework.com", "https://evil.example#.botframework.com/", "https://evil.example?.botframework.com/",
)  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_the_connector_may_be_called(address: str) -> None:
    assert Hosts().allow(address)
    assert not Hosts(local=True).allow(address)


@pytest.mark.parametrize("address", [*ELSEWHERE, *ODD])
def test_nothing_that_only_looks_like_it_may(address: str) -> None:
    assert not Hosts().allow(address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:3978/", "http://localhost:56150/_connector", "https://[::1]:1/"])
def test_this_machine_may_be_called_where_it_is_meant(address: str) -> None:
    assert Hosts(local=True).allow(address)
    assert not Hosts().allow(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost.evil.example/", "http://localhost@evil.example/", "http://127.0.0.1.nip.example/", "http://localhost./",
        "http://evil.example\\@localhost/", "http://local\nhost/", "ftp://localhost/", "http://10.0.0.1/",
    ],
)  # fmt: skip
def test_another_machine_is_not_this_one(address: str) -> None:
    assert not Hosts(local=True).allow(address)


def test_a_host_that_is_added_is_that_address_and_no_other() -> None:
    hosts = Hosts(also=frozenset({"http://127.0.0.1:9000"}))
    assert hosts.allow("http://127.0.0.1:9000/emea/") and hosts.allow(GOOD[0])
    others = (
        "https://127.0.0.1:9000/",
        "http://127.0.0.1:9001/",
        "http://127.0.0.1:90001/",
        "http://x@127.0.0.1:9000/",
    )
    assert not any(hosts.allow(other) for other in others)


NAMES = st.text(st.sampled_from("aZ0-._%/\\@:?#[] \t\u212a\uff0fé"), max_size=8)


@given(
    NAMES, st.sampled_from([*SUFFIXES, "smba.trafficmanager.net", "localhost", ".evil.example"]), NAMES, st.booleans()
)
def test_what_is_allowed_is_called_there_and_nowhere_else(before: str, host: str, after: str, local: bool) -> None:
    address = f"https://{before}{host}{after}/"
    if Hosts(local=local).allow(address):
        called = URL(address).host or ""
        assert called in LOOPBACK if local else called.endswith(SUFFIXES)
