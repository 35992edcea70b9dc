"""What is stored is said in full, to everybody who asks, with the people to ask for its erasure."""

from __future__ import annotations

import pytest

from tests.world import World


@pytest.mark.parametrize("word", ["privacy", "confidentialité", "RGPD"])
async def test_anybody_reads_what_is_stored_for_how_long_and_who_sees_it(word: str) -> None:
    world = await World().founded()
    await world.person("Root", admin=True)
    ada = await world.person("Ada")
    await ada.says(word)
    for heading in ("What is stored", "How long", "Who sees it", "Having it erased"):
        assert heading in ada.last.text
    assert "26 hours" in ada.last.text
    assert "Ask an admin: Root." in ada.last.text


async def test_without_an_admin_it_names_whoever_installed_it() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("privacy")
    assert "Ask whoever runs Quickwin here" in ada.told


async def test_its_buttons_lead_on() -> None:
    ada = await (await World().founded()).person("Ada")
    await ada.says("privacy")
    await ada.press("Show what is mine")
    assert "Nothing of yours is here yet." in ada.last.text
