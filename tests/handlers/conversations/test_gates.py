"""Admins say what going on needs: the numbers, the documents and who signs."""

from __future__ import annotations

import pytest

from handlers.requests import ShowForm
from initiatives.gate_states import DocumentKind
from initiatives.gates import DEFAULT_GATES, GateRules
from initiatives.initiative import Stage
from initiatives.people import Function
from tests.handlers.started import in_trial
from tests.world import ORG, Actor, World


async def rules(world: World) -> GateRules | None:
    async with world.store.transaction(world.clock.at) as store:
        return await store.gate_rules(ORG)


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def grace(world: World) -> Actor:
    return await world.person("Grace", admin=True)


async def test_the_usual_gates_are_shown_with_all_they_need(grace: Actor) -> None:
    await grace.says("gates")
    text = grace.last.text
    assert "Readings in the stage before: 3" in text and "Per cent of the way to the target: 50" in text
    assert "Who signs, every one: IT, Human resources, Owner of a process" in text
    assert "Who signs, every one: Management, Marketing" in text
    assert "What its owner writes down: The process before, The process after" in text
    assert "Other teams that took it over: 2" in text and "[As it was at first]" not in text


async def test_what_is_changed_holds_for_the_next_number(world: World, grace: Actor) -> None:
    await grace.says("gates")
    await grace.press("Change the gate to validation")
    assert grace.form.answers["readings"] == "3" and grace.form.answers["all_of"] == "it,hr,process_owner"
    await grace.fill(readings="1", share="0", days="0", documents="", all_of="", any_of="it,operations")
    kept = await rules(world)
    assert kept is not None
    gate = kept.to(Stage.VALIDATION)
    assert (gate.readings, gate.share, gate.documents, gate.all_of) == (1, 0, (), ())
    assert gate.any_of == (Function.IT, Function.OPERATIONS)
    assert kept.to(Stage.REPLICATION) == DEFAULT_GATES[1]

    ada = await world.person("Ada")
    await in_trial(world, ada, grace)
    await world.next_monday()
    await ada.says("11")
    await world.later(minutes=1)
    assert "its numbers are ready for validation" in grace.last.text
    assert "One of these is enough: IT, Operations." in grace.last.text


async def test_a_gate_goes_back_to_what_is_usual(world: World, grace: Actor) -> None:
    await grace.says("gates")
    await grace.press("Change the gate to regular use")
    await grace.fill(teams="5", documents="capacity_plan")
    kept = await rules(world)
    assert kept is not None and kept.to(Stage.RUNNING).documents == (DocumentKind.CAPACITY_PLAN,)
    await grace.says("gates")
    await grace.press("As it was at first", on=grace.last)
    kept = await rules(world)
    assert kept is not None and kept.to(Stage.RUNNING) == DEFAULT_GATES[2]
    assert "[As it was at first]" not in grace.last.text


@pytest.mark.parametrize(("field", "wrong"), [("readings", "27"), ("share", "101"), ("days", "-1"), ("teams", "1.5")])
async def test_a_number_that_cannot_be_is_asked_again(world: World, grace: Actor, field: str, wrong: str) -> None:
    await grace.says("gates")
    await grace.press("Change the gate to validation")
    await grace.fill(**{field: wrong})
    assert isinstance(grace.answer, ShowForm) and list(grace.errors) == [field]
    await grace.fill(**{field: "1"})
    assert await rules(world) is not None


async def test_a_function_named_twice_signs_once(world: World, grace: Actor) -> None:
    await grace.says("gates")
    await grace.press("Change the gate to validation")
    await grace.fill(all_of="it", any_of="it,hr")
    kept = await rules(world)
    assert kept is not None
    gate = kept.to(Stage.VALIDATION)
    assert (gate.all_of, gate.any_of) == ((Function.IT,), (Function.HR,))


async def test_only_admins_see_and_change_them(world: World, grace: Actor) -> None:
    ada = await world.person("Ada")
    await ada.says("gates")
    assert "Only the people responsible" in ada.last.text
    await grace.says("gates")
    await ada.press_token(grace.last.buttons["Change the gate to validation"].token)
    assert not isinstance(ada.answer, ShowForm) and await rules(world) is None
