"""Addresses of pictures: signed, made for 90 days, and only where somebody can fetch them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.charts.links import LIVES, Links, is_public
from bot.sandbox.start import ALWAYS
from tests.bot.charts.example import plan

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


def links(at: datetime = NOW, secret: bytes = b"0123456789abcdef") -> Links:
    return Links(secret, "https://quickwin.example.org/", lambda: at)


def name(at: datetime = NOW) -> str:
    where, _, last = links(at).address(plan()).rpartition("/")
    assert where == "https://quickwin.example.org/charts"
    return last


def test_an_address_stands_for_its_plan() -> None:
    assert links().plan(name()) == plan()
    assert name().endswith(".png") and len(name()) < 700


def test_an_address_stays_the_same_for_a_day() -> None:
    assert name() == name(NOW + timedelta(hours=14)) != name(NOW + timedelta(hours=16))


def test_an_address_ends() -> None:
    assert links(NOW + LIVES).plan(name()) == plan()
    assert links(NOW + LIVES + timedelta(days=2)).plan(name()) is None


def test_an_address_of_the_sandbox_outlives_its_clock() -> None:
    lasting = replace(links(), lives=ALWAYS)
    there = lasting.address(plan()).rpartition("/")[2]
    assert replace(lasting, now=lambda: NOW + timedelta(days=3_650)).plan(there) == plan()


def test_an_altered_address_and_one_of_another_secret_stand_for_nothing() -> None:
    whole = name()
    until, packed, mark, ending = whole.split(".")
    later = ".".join((str(int(until) + 1), packed, mark, ending))
    other = ".".join((until, packed[:-2] + ("AA" if packed[-2:] != "AA" else "BB"), mark, ending))
    for wrong in (later, other, whole[:-6] + ".png", "", ".png", "1.x.y.png", "é.png"):
        assert links().plan(wrong) is None
    assert links(secret=b"fedcba9876543210").plan(whole) is None


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://quickwin.example.org", True),
        ("https://8.8.8.8", True),
        ("http://quickwin.example.org", False),
        ("https://localhost:8443", False),
        ("https://quickwin", False),
        ("https://quickwin.local", False),
        ("https://10.0.0.7", False),
        ("https://[::1]", False),
        ("", False),
    ],
)
def test_only_what_a_platform_can_reach_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public
