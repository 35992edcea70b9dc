"""A form with more questions than one screen has room for is asked in steps, every answer kept from one to the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import flows
from handlers.ui import Choice, Input, LongText, Number, OnlyIf, Option, ShortText, YesNo
from handlers.words import say
from tests.gallery import PROPOSAL
from tests.world import ORG, Actor, World, asks_more


def text(name: str, most: int) -> LongText:
    return LongText(name=name, label=say("L"), most=most)


def names(questions: tuple[Input, ...]) -> list[list[str]]:
    return [[question.name for question in step] for step in flows.steps(questions)]


def test_what_has_room_is_asked_at_once() -> None:
    assert names((text("a", 2_000), text("b", 2_000), Number(name="c", label=say("L")))) == [["a", "b", "c"]]


def test_longer_answers_need_another_step() -> None:
    assert names((text("a", 3_000), text("b", 3_000), text("c", 1_000))) == [["a"], ["b", "c"]]


def test_a_question_too_large_for_any_step_has_one_of_its_own() -> None:
    assert names((text("a", 9_000), text("b", 10))) == [["a"], ["b"]]
    many = tuple(Option(f"o{n}", say("O")) for n in range(300))
    assert names((text("a", 10), Choice(name="b", label=say("L"), options=many))) == [["a"], ["b"]]


def test_what_depends_on_an_answer_still_begins_a_step() -> None:
    asked = YesNo(name="a", label=say("L"))
    more = ShortText(name="b", label=say("L"), only_if=OnlyIf("a", ("yes",)))
    assert names((asked, more, text("c", 10))) == [["a"], ["b", "c"]]


def test_what_stands_apart_begins_a_step_unless_it_is_the_first() -> None:
    first, apart = YesNo(name="a", label=say("L"), apart=True), YesNo(name="c", label=say("L"), apart=True)
    assert names((first, text("b", 10), apart, text("d", 10))) == [["a", "b"], ["c", "d"]]


@given(st.lists(st.integers(1, 6_000), max_size=40))
def test_every_question_is_in_one_step_and_no_step_is_empty(lengths: list[int]) -> None:
    questions = tuple(text(str(number), most) for number, most in enumerate(lengths))
    steps = flows.steps(questions)
    assert tuple(question for step in steps for question in step) == questions
    assert all(steps) or not questions


def asked(actor: Actor) -> list[str]:
    return [question.name for question in actor.form.form.questions]


async def left_as_it_stands(actor: Actor) -> None:
    """The steps behind the proposal itself, with nothing changed in them."""
    while asks_more(actor.answer):
        await actor.fill_step()


async def test_a_form_in_steps_keeps_what_was_answered_before_and_asks_again_only_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(flows, "STEP_CHARACTERS", 3_000)
    world = await World().founded()
    ada = await world.person("Ada")
    await world.person("Grace", admin=True)
    await ada.command("propose")
    first = asked(ada)
    assert len(first) == 4
    await ada.fill(**{name: PROPOSAL[name] for name in first})
    rest = {name: PROPOSAL[name] for name in asked(ada)}
    assert {*first, *rest} == set(PROPOSAL)
    await ada.fill(**{**rest, "change": "?"})
    await left_as_it_stands(ada)
    assert list(ada.errors) == ["change"]
    await ada.fill(change=rest["change"])
    await left_as_it_stands(ada)
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
    assert (initiative.pain, initiative.tool) == (PROPOSAL["pain"], PROPOSAL["tool"])
