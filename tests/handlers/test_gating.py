"""Gates beside people's turns: two people who are one, what is paused, and that only what is due is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers import at_gates, gating
from handlers.merging import merge
from initiatives.gate_states import GateStep
from initiatives.initiative import Stage
from initiatives.people import Function
from initiatives.wins import Adoption
from tests import jobs
from tests.handlers.conversations.test_gate import card_of, cards_of, company, given
from tests.handlers.started import in_trial
from tests.world import ORG, World


async def test_what_somebody_signed_or_is_asked_for_goes_with_them_when_two_are_one() -> None:
    here = await company()
    await here.written()
    await here.ida.press("Sign for IT")
    linus = await here.world.person("Linus")
    async with here.world.store.transaction(here.world.clock.at) as store:
        organisation = await store.organisation(ORG)
        for goes in (here.ida, here.hana):
            stays = await store.person(ORG, linus.id)
            gone = await store.person(ORG, goes.id)
            assert stays is not None and gone is not None
            await merge(store, organisation, stays, gone, here.world.clock.at)
    state = await here.state()
    assert [one.by for one in state.signatures] == [linus.id]
    assert linus.id in state.asked and here.hana.id not in state.asked
    async with here.world.store.transaction(here.world.clock.at) as store:
        assert await store.gates_naming(ORG, here.ida.id) == []
        assert [one.id for one in await store.gates_for(ORG, linus.id)] == [state.id]


async def test_what_is_paused_is_neither_proposed_nor_reminded_of() -> None:
    here = await company()
    await here.weeks("10", "8")
    await here.world.next_monday()
    await here.ada.says("7")
    async with here.world.store.transaction(here.world.clock.at) as store:
        kept = await store.initiative(ORG, here.initiative.id)
        assert kept is not None
        await store.change_initiative(replace(kept, paused_until=date(2027, 3, 1)))
        (state,) = await store.gates_of(ORG, here.initiative.id)
        await store.keep_gate_state(replace(state, step=GateStep.WATCHED, look_at=here.world.clock.at, asked=()))
    before = len(cards_of(here.grace))
    await here.world.later(days=10)
    assert len(cards_of(here.grace)) == before


async def test_a_gate_that_nothing_happens_at_is_never_looked_at() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    for number in range(3):
        await in_trial(world, ada, grace, weeks=12, idea=f"Read number {number}")
    late = world.clock.at + timedelta(days=60)
    async with world.store.transaction(late) as store:
        assert await jobs.run("gates", store, late, 10) == 0


async def test_a_number_costs_the_same_however_many_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    here = await company()
    await here.weeks("10", "8")
    async with here.world.store.transaction(here.world.clock.at) as store:
        initiative = await store.initiative(ORG, here.initiative.id)
        assert initiative is not None
        monkeypatch.setattr(type(store), "readings", None)
        await gating.look_soon(store, initiative, here.world.clock.at)
        (state,) = await store.gates_of(ORG, initiative.id)
    assert state.look_at == here.world.clock.at, "the job reads them, for this one initiative"


async def test_a_new_owner_is_asked_for_what_the_former_one_was_to_write() -> None:
    here = await company()
    await here.decided()
    assert (await here.state()).asked == (here.ada.id,)
    await here.grace.says("mine")
    await here.grace.press("Give it to somebody else")
    await here.grace.fill(owner=here.omar.visitor.external)
    await here.world.later(minutes=2)
    assert (await here.state()).asked == (here.omar.id,)
    assert "[Write it down]" in card_of(here.omar).text and "[Write it down]" not in card_of(here.ada).text


async def test_whoever_has_a_function_by_now_is_asked_at_the_next_reminder() -> None:
    here = await company()
    await here.written()
    await given(here.world, here.hana)
    linus = await here.world.person("Linus")
    await given(here.world, linus, Function.HR)
    for _ in range(5):
        await here.world.later(days=1)
    assert linus.id in (await here.state()).asked and cards_of(linus)
    assert here.hana.id not in (await here.state()).asked


async def test_those_whose_result_it_is_are_no_other_team_that_took_it_over() -> None:
    here = await company()
    mine = replace(await here.now(), team="Purchasing")
    async with here.world.store.transaction(here.world.clock.at) as store:
        await store.change_initiative(mine)
        before = (
            await at_gates.at_gate(store, mine, at_gates.blank(ORG, mine.id, Stage.RUNNING), here.world.clock.at)
        ).found
        for team in ("Purchasing", "Sales"):
            taken = Adoption(f"a-{team}", ORG, "s1", mine.id, f"i-{team}", team, here.omar.id, here.world.clock.at)
            await store.add_adoption(taken)
        after = (
            await at_gates.at_gate(store, mine, at_gates.blank(ORG, mine.id, Stage.RUNNING), here.world.clock.at)
        ).found
    assert (before.teams, after.teams) == (0, 1), "Sales counts; Purchasing has had it all along"


async def test_no_more_than_asked_for_are_taken_at_once() -> None:
    here = await company()
    await here.weeks("10", "8", "7")
    async with here.world.store.transaction(here.world.clock.at) as store:
        (state,) = await store.gates_of(ORG, here.initiative.id)
        for number in range(3):
            twin = replace(
                state, id=f"gone{number}.validation", initiative=f"gone{number}", look_at=here.world.clock.at
            )
            await store.keep_gate_state(twin)
        taken = [await jobs.run("gates", store, here.world.clock.at, 2) for _ in range(3)]
    assert taken == [2, 1, 0]


async def test_who_is_asked_in_a_large_company_is_a_handful_and_any_of_the_function_may_sign() -> None:
    here = await company()
    others = [await here.world.person(f"IT {number}") for number in range(8)]
    for other in others:
        await given(here.world, other, Function.IT)
    await here.written()
    asked = [one for one in (here.ida, *others) if cards_of(one)]
    assert len(asked) == 5
    last = others[-1]
    assert last not in asked
    await last.press_token(asked[0].reads[-1].buttons["Sign for IT"].token)
    assert [one.by for one in (await here.state()).signatures] == [last.id]


async def test_the_end_of_the_trial_is_not_asked_while_it_is_on_its_way() -> None:
    here = await company()
    await here.decided()
    assert here.initiative.trial is not None
    await here.world.later(days=100)
    assert not [one for one in here.grace.reads if "What comes next?" in one.text]
    assert (await here.now()).stage is Stage.TRIAL


async def test_a_trial_put_off_after_its_end_is_asked_about_when_that_is_over() -> None:
    here = await company()
    await here.decided()
    await here.world.later(days=100)
    await here.grace.press("Not yet", on=card_of(here.grace))
    await here.grace.fill(why="The audit comes first", weeks="2")
    await here.weeks("11")
    assert not [one for one in here.grace.reads if "What comes next?" in one.text]
    await here.world.later(days=14)
    assert [one for one in here.grace.reads if "What comes next?" in one.text]
    assert (await here.state()).step is GateStep.WATCHED
