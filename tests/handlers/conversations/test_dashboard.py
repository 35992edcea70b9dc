"""A link of one's own to the page about how things stand."""

from __future__ import annotations

import pytest

from handlers.dashboards import PATH
from tests.world import World


async def test_everybody_gets_a_link_of_their_own() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    addresses = []
    for somebody in (ada, grace):
        await somebody.says("dashboard")
        shown = somebody.last
        assert "How the initiatives here stand, on one page: Open the dashboard" in shown.text
        assert "opens for 24 hours" in shown.text
        (opens,) = [span for span in shown.reader.spans(shown.message.summary) if span.address]
        addresses.append(opens.address)
    assert all(address.startswith(f"https://bot.example{PATH}") for address in addresses)
    assert addresses[0] != addresses[1]


@pytest.mark.parametrize("where", ["", "http://bot.example"])
async def test_without_an_address_that_is_safe_to_open_it_says_who_can_give_one(where: str) -> None:
    world = await World(where=where).founded()
    ada = await world.person("Ada")
    await ada.says("dashboard")
    assert "whoever runs Quickwin here gives it an address with QUICKWIN_URL" in ada.last.text
    assert PATH not in ada.last.text


async def test_typed_in_a_channel_the_link_is_for_whoever_typed_it_and_nobody_else() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("dashboard", channel="general")
    assert not world.channel("general")
