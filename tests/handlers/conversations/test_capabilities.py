"""Capabilities: noted where they arise, found by what they are about, built on by a press, and taken out again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from initiatives.capabilities import Capability, Kind
from initiatives.initiative import Stage
from initiatives.wins import Win, WinKind
from tests.handlers.started import in_trial, portfolio, proposed
from tests.made import running
from tests.world import ORG, Actor, World

FIELDS = {"kind": "skill", "name": "List of invoice fields", "where": "https://example.com/fields"}


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def left(world: World, initiative: str = "i1") -> list[Capability]:
    async with world.store.transaction(world.clock.at) as store:
        return await store.left_by(ORG, initiative)


async def noted(world: World, owner: Actor, **changes: str) -> Capability:
    """Something stopped, and what it left behind."""
    await running(world, owner, 1, title="Read supplier invoices")
    await owner.command("stop")
    await owner.fill(tried="Reading", happened="Half", why="Scans", reuse="The prompt for fields")
    await owner.press("Note what it leaves behind")
    assert owner.form.answers["name"] == "The prompt for fields"
    await owner.fill(**{**FIELDS, **changes})
    return (await left(world))[-1]


async def test_what_a_lesson_says_can_be_reused_is_noted_and_found(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    one = await noted(world, ada)
    assert (one.kind, one.name, one.about) == (Kind.SKILL, "List of invoice fields", "Read supplier invoices")
    assert "Noted: whoever proposes something like it is shown List of invoice fields." in ada.told
    await ben.command("capabilities")
    assert "List of invoice fields (skill): https://example.com/fields" in ben.told
    assert "Left behind by Read supplier invoices. Who can tell more: Ada" in ben.told
    await ben.says("capabilities factures")
    assert "List of invoice fields" in ben.last.text
    await ben.says("capabilities astronomy")
    assert "Nothing to build on is noted about “astronomy” yet." in ben.last.text
    await ben.says("lessons invoices")
    await ben.press("Read “Read supplier invoices”")
    assert "It left behind: List of invoice fields (skill)" in ben.last.text


async def test_a_proposal_about_the_same_things_can_build_on_it(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    root = await world.person("Root", admin=True)
    one = await noted(world, ada)
    await proposed(world, ben, pain="We copy the fields of supplier invoices by hand", idea="Read invoices")
    assert "There is something to build on:" in ben.last.text
    card = root.last
    assert "Build on" not in card.text
    await ben.press("Build on List of invoice fields")
    assert "It builds on: List of invoice fields (skill)" in card.text
    assert "There is something to build on:" not in ben.last.text
    async with world.store.transaction(world.clock.at) as store:
        made = (await store.portfolio(ORG))[-1]
        assert [each.initiative for each in await store.built_on(ORG, one.id)] == [made.id]
    await ada.command("capabilities")
    assert "1 initiative builds on it." in ada.told


async def test_a_proposal_about_something_else_is_offered_nothing(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await noted(world, ada)
    await proposed(world, ben, pain="The nurses wait for their shifts", idea="Plan shifts", kpi="days", change="5 to 2")
    assert "something to build on" not in ben.told


async def test_the_same_thing_is_noted_once(world: World) -> None:
    ada = await world.person("Ada")
    await noted(world, ada)
    await ada.press("Note another one")
    await ada.fill(**{**FIELDS, "kind": "tool", "name": "list of INVOICE fields"})
    (one,) = await left(world)
    assert one.kind is Kind.TOOL
    await ada.press("Note another one")
    await ada.fill(**{**FIELDS, "name": "Something else"})
    assert len(await left(world)) == 2


async def test_its_owner_takes_it_out_and_nobody_is_shown_it_any_more(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await noted(world, ada)
    await ada.press("Take it out")
    await ben.command("capabilities")
    assert "Nothing is noted yet." in ben.told
    await ben.says("capabilities invoices")
    assert "Nothing to build on is noted" in ben.last.text
    await proposed(world, ben, pain="We copy the fields of supplier invoices by hand", idea="Read invoices")
    assert "something to build on" not in ben.last.text


async def test_a_proposal_leaves_nothing_behind_yet(world: World) -> None:
    ada = await world.person("Ada", admin=True)
    await noted(world, ada)
    again = ada.answer
    async with world.store.transaction(world.clock.at) as store:
        one = await store.initiative(ORG, "i1")
        assert one is not None
        await store.change_initiative(replace(one, stage=Stage.PROPOSED))
    ada.answer = again
    await ada.press("Note another one")
    await ada.fill(**{**FIELDS, "name": "Something else"})
    assert "decided already" in ada.errors[""]


async def test_a_result_that_holds_asks_its_owner_what_it_leaves_behind(world: World) -> None:
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=8)
    await world.next_monday()
    await ada.says("4")
    first = next(shown for shown in ada.reads if "A result worth telling" in shown.text)
    assert "[Note what it leaves behind]" not in first.text
    await world.next_monday()
    await ada.says("4")
    (one,) = await portfolio(world)
    assert one.win is not None and one.win.kind is WinKind.HOLDING and isinstance(one.win, Win)
    held = [shown for shown in ada.reads if "A result worth telling" in shown.text][-1]
    await ada.press("Note what it leaves behind", on=held)
    await ada.fill(**FIELDS)
    assert [each.name for each in await left(world, one.id)] == ["List of invoice fields"]
