"""A number in a form that can hardly be meant is asked back beside its field, and counts when it is sent again."""

from __future__ import annotations

import pytest

from tests.handlers.conversations.test_check_in import company, only
from tests.handlers.test_taking import latest, values
from tests.made import press_in_chat
from tests.world import Actor, World


async def asked_back(value: str, **rest: str) -> tuple[World, Actor]:
    world, ada = await company()
    await ada.press("Answer")
    await ada.fill(value=value, **rest)
    return world, ada


async def test_it_is_asked_back_with_all_that_was_typed_and_counts_when_sent_again() -> None:
    world, ada = await asked_back("420", confidence="at_risk", comment="the API was down")
    assert ada.errors == {"value": "Is it really 420? Last time it was 42. Send it again if it is."}
    assert (ada.form.answers["value"], ada.form.answers["comment"]) == ("420", "the API was down")
    assert ada.form.answers["confidence"] == "at_risk"
    assert await latest(world) == "none"
    await ada.fill()
    assert await latest(world) == "420"
    assert "the API was down" in ada.told


async def test_another_number_that_can_hardly_be_meant_is_asked_back_too() -> None:
    world, ada = await asked_back("420")
    await ada.fill(value="4200")
    assert "4,200" in ada.errors["value"]
    await ada.fill(value="41")
    assert await latest(world) == "41"


async def test_the_same_written_in_another_way_is_the_same() -> None:
    world, ada = await asked_back("420")
    await ada.fill(value="420 hours")
    assert await latest(world) == "420"


async def test_a_correction_is_not_held_against_the_slip_that_it_corrects() -> None:
    world, ada = await asked_back("420")
    await ada.fill()
    await ada.press("Change the answer")
    await ada.fill(value="41")
    assert await latest(world) == "41"


async def test_nothing_of_a_bundle_is_kept_before_all_of_it_is_meant() -> None:
    world, ada = await company("Match invoices", "Draft replies", "Take notes")
    await ada.press("Answer all at once")
    first, second, third = [question.name for question in ada.form.form.questions]
    await ada.fill(**{first: "41", second: "420", third: "4200"})
    assert list(ada.errors) == [second]
    assert await values(world) == {}
    await ada.fill()
    assert list(ada.errors) == [third] and ada.form.answers[first] == "41"
    await ada.fill(**{third: "40"})
    assert await values(world) == {"Match invoices": "41", "Draft replies": "420", "Take notes": "40"}


async def test_asked_one_by_one_it_is_asked_again_once() -> None:
    world, ada = await company()
    await press_in_chat(ada, "Answer")
    await ada.says("420")
    await ada.press("Skip")
    await ada.press("Skip")
    await press_in_chat(ada, "Send")
    assert "Is it really 420? Last time it was 42." in ada.last.text
    await ada.says("420")
    await press_in_chat(ada, "Send")
    assert await latest(world) == "420"


@pytest.mark.parametrize(("change", "typed", "kept"), [("1100 à 900", "1,200", "1200"), ("1,5 à 1", "1,200", "1.200")])
async def test_what_it_was_before_tells_how_a_number_is_meant(change: str, typed: str, kept: str) -> None:
    world, ada = await in_french(change)
    await ada.fill(value=typed)
    assert await latest(world) == kept


async def test_where_nothing_tells_it_is_asked_back_in_the_form() -> None:
    world, ada = await in_french("40 à 30")
    await ada.fill(value="1,200", comment="gardé")
    assert "Est-ce 1,2 ou" in ada.errors["value"], ada.errors
    assert ada.form.answers["comment"] == "gardé"
    await ada.fill(value="39")
    assert await latest(world) == "39"


async def in_french(change: str) -> tuple[World, Actor]:
    """A trial of somebody who writes in French, with the form of its check-in open."""
    world = await World().founded()
    ada, grace = await world.person("Ada", language="fr"), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="4", idea="Lire", kpi="dossiers en cours", change=change)
    await grace.press("Approve as a trial")
    await grace.fill()
    await world.next_monday()
    assert (await only(world)).leading.baseline is not None
    await ada.command("check-in")
    return world, ada
