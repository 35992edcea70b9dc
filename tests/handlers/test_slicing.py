"""What is more than a trial is cut in the same talk, and its stop rule comes back when the trial is over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from handlers.conversation import Card
from initiatives.sizing import Big
from tests.handlers.started import PROPOSAL, now_of, portfolio
from tests.made import drawn
from tests.world import ORG, Actor, World, words_of

BIG = {**PROPOSAL, "idea": "An assistant for all departments within 6 months"}
SLICE = {
    "slice": "Read the invoices of one supplier",
    "slice_plan": "Week one: 20 invoices; week two: all of them",
    "slice_stop": "half of the fields have to be corrected",
}


async def company() -> tuple[World, Actor, Actor]:
    world = await World().founded()
    return world, await world.person("Ada"), await world.person("Grace", admin=True)


async def cut(ada: Actor, **changes: str) -> None:
    await ada.command("propose")
    await ada.fill(**BIG)
    await ada.fill(**{**SLICE, **changes})


async def test_a_big_proposal_is_asked_for_its_first_slice_before_anything_else() -> None:
    _, ada, _ = await company()
    await ada.command("propose")
    await ada.fill(**BIG)
    assert [question.name for question in ada.form.form.questions] == [
        "slice", "slice_change", "slice_plan", "slice_stop",
    ]  # fmt: skip


async def test_a_small_one_is_not() -> None:
    world, ada, _ = await company()
    await ada.command("propose")
    await ada.fill(**PROPOSAL)
    (found,) = await portfolio(world)
    async with world.store.transaction(world.clock.at) as store:
        assert await store.slice_of(ORG, found.id) is None


async def test_the_slice_is_what_is_proposed_and_the_big_one_stands_as_its_outlook() -> None:
    world, ada, grace = await company()
    await cut(ada, slice_change="6 to 2")
    (found,) = await portfolio(world)
    assert (found.title, found.idea) == (SLICE["slice"], SLICE["slice"])
    assert (found.leading.baseline, found.leading.target) == (Decimal(6), Decimal(2))
    async with world.store.transaction(world.clock.at) as store:
        kept = await store.slice_of(ORG, found.id)
    assert kept is not None and kept.kpi is not None
    assert (kept.outlook, kept.kpi.target) == (BIG["idea"], Decimal(4))
    assert kept.big == (Big.EVERYBODY, Big.MONTHS)
    for text in (ada.told, grace.last.text):
        assert "We stop when …: half of the fields have to be corrected" in text
        assert "First slice of: An assistant for all departments within 6 months" in text
        assert "The number of all of it: hours a week on invoices: from 12 to 4" in text
        assert "All of it is more than a trial: it is for the whole company, it takes months." in text


async def test_without_a_number_of_its_own_the_slice_has_that_of_the_proposal() -> None:
    world, ada, grace = await company()
    await cut(ada)
    (found,) = await portfolio(world)
    assert found.leading.target == 4
    assert "The number of all of it" not in grace.last.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"slice": ""}, "slice"), ({"slice_stop": " "}, "slice_stop"), ({"slice_change": "soon"}, "slice_change")],
)
async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(wrong: dict[str, str], field: str) -> None:
    world, ada, _ = await company()
    await cut(ada, **wrong)
    assert list(ada.errors) == [field]
    assert {name: ada.form.answers[name] for name in SLICE} == SLICE | {
        name: text for name, text in wrong.items() if name in SLICE
    }
    await ada.fill(**{**SLICE, "slice_change": "6 to 2"})
    (found,) = await portfolio(world)
    assert found.title == SLICE["slice"]


async def test_whoever_makes_it_smaller_meanwhile_is_not_asked_any_more() -> None:
    _, ada, _ = await company()
    await ada.says("propose")
    for text in (*[BIG[name] for name in ("pain", "reach", "hours", "idea", "kpi", "change")], "skip", "skip"):
        await ada.says(text)
    assert "That is more than a trial. What is the first slice?" in ada.last.text
    await ada.press("Change", on=next(one for one in ada.reads if BIG["idea"] in one.text))
    await ada.says("Read the invoices of one supplier")
    assert "5 more questions, if you like." in ada.last.text


async def test_the_stop_rule_comes_back_when_the_trial_is_over() -> None:
    world, ada, grace = await company()
    await cut(ada)
    await grace.press("Approve as a trial")
    await grace.fill()
    (found,) = await portfolio(world)
    world.clock.at += timedelta(weeks=5)
    message = await drawn(grace, Card("trial.over", {"initiative": (await now_of(world, found)).id, "n": "1"}))
    text = "\n".join(words_of(message, grace.reads[0].reader))
    assert "We stop when …: half of the fields have to be corrected" in text
