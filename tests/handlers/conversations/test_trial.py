"""What comes after a trial: the readings on one card, one decision, and everybody sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.conversations.trial import weeks_late
from handlers.requests import ShowForm
from initiatives.gate_states import GateStep
from initiatives.initiative import Initiative, Stage, Trial
from tests.handlers.started import in_trial, now_of
from tests.handlers.test_trials import asked_about
from tests.world import ORG, Actor, Shown, World


async def over(
    world: World, values: tuple[str, ...] = ("11", "10", "9"), change: str = "12 to 4"
) -> tuple[Actor, Actor, Initiative]:
    """A trial of four weeks that has just ended, its number short of the gate's; the first one was known at the proposal."""
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace, change=change)
    for value in values:
        await world.next_monday()
        await ada.says(value)
    await world.at(world.clock.at + timedelta(days=40 - 7 * len(values)))
    return ada, grace, await now_of(world, initiative)


def card_of(person: Actor) -> Shown:
    return asked_about(person)[-1]


def gate_of(person: Actor) -> Shown:
    return [shown for shown in person.reads if "The gate to validation" in shown.text][-1]


async def test_the_card_shows_every_week_the_way_and_whether_it_counts() -> None:
    world = await World().founded()
    ada, grace, _ = await over(world)
    for text in (card_of(ada).text, card_of(grace).text):
        assert "Check-ins: 3" in text and "Week by week: 11, 10, 9" in text
        assert "12 → 9: 38 % of the way to 4" in text
        assert "hours a week on invoices: from 12 to 4" in text
        assert all(
            label in text for label in ("[Go on to validation]", "[Give it more weeks]", "[Stop it, keep the lesson]")
        )


async def test_a_first_number_from_the_day_of_the_proposal_counts_and_the_card_says_so() -> None:
    world = await World().founded()
    _, grace, initiative = await over(world)
    assert initiative.counts
    assert "so the result counts" in card_of(grace).text


async def test_without_any_number_the_card_says_so_and_the_gate_says_what_is_missing() -> None:
    world = await World().founded()
    ada, grace, initiative = await over(world, values=(), change="? to 4")
    assert "Check-ins: 0" in card_of(ada).text and "not measured yet" in card_of(ada).text
    assert "does not count" in card_of(ada).text
    await grace.press("Go on to validation", on=card_of(grace))
    assert (await now_of(world, initiative)).stage is Stage.TRIAL
    assert "a first number from before the start" in grace.last.text


async def test_a_second_answer_for_a_week_replaces_the_first_in_the_list() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=1)
    await world.next_monday()
    await ada.says("10")
    await world.later(hours=1)
    await ada.press("Change the answer")
    await ada.fill(value="9")
    await world.later(days=10)
    assert "Check-ins: 1" in card_of(ada).text and "Week by week: 9" in card_of(ada).text


async def test_the_approver_takes_it_to_the_gate_and_both_cards_show_it() -> None:
    world = await World().founded()
    ada, grace, initiative = await over(world)
    await grace.press("Go on to validation", on=card_of(grace))

    now = await now_of(world, initiative)
    assert now.stage is Stage.TRIAL, "no stage without its gate"
    assert now.trial is not None and not now.trial.asked and now.trial.decide_at is None
    for person in (ada, grace):
        text = card_of(person).text
        assert "It is at the gate to validation. Your choices stand on its card." in text
        assert "[Look at the gate]" in text and "[Go on to validation]" not in text
    assert "[Give it more weeks]" in gate_of(grace).text
    assert "Grace decided" in gate_of(grace).text and "once all is there" in gate_of(grace).text
    await world.next_monday()
    assert "[Write it down]" in gate_of(ada).text


async def test_the_owner_proposes_it_to_the_approver_who_decides() -> None:
    world = await World().founded()
    ada, grace, initiative = await over(world)
    await ada.press("Go on to validation", on=card_of(ada))
    assert (await now_of(world, initiative)).stage is Stage.TRIAL
    assert "Ada proposes that" in gate_of(ada).text and "[Go on to validation]" not in gate_of(ada).text
    await world.next_monday()
    assert "Ada proposes that" in gate_of(grace).text
    await grace.press("Go on to validation", on=gate_of(grace))
    assert "Grace decided" in gate_of(grace).text
    await world.later(minutes=1)
    assert "[Write it down]" in gate_of(ada).text


async def test_more_weeks_end_what_was_begun_at_the_gate() -> None:
    world = await World().founded()
    _, grace, initiative = await over(world)
    await grace.press("Go on to validation", on=card_of(grace))
    await grace.press("Give it more weeks", on=gate_of(grace))
    await grace.fill(weeks="2")
    async with world.store.transaction(world.clock.at) as store:
        (state,) = await store.gates_of(ORG, initiative.id)
    assert state.step is GateStep.WATCHED and not state.asked and state.due_at is None
    assert "What Read the fields with a model and check them needs" in gate_of(grace).text


async def test_pressed_twice_it_is_taken_to_the_gate_once() -> None:
    world = await World().founded()
    _, grace, _ = await over(world)
    token = card_of(grace).buttons["Go on to validation"].token
    await grace.press_token(token)
    before = len(grace.reads)
    await grace.press_token(token)
    assert len(grace.reads) == before


async def test_more_weeks_count_from_today_and_ask_again_at_the_new_end() -> None:
    world = await World().founded()
    ada, grace, initiative = await over(world)
    assert initiative.trial is not None
    await grace.press("Give it more weeks", on=card_of(grace))
    assert grace.form.answers["weeks"] == "4"
    await grace.fill(weeks="2")

    now = await now_of(world, initiative)
    assert now.stage is Stage.TRIAL and now.trial is not None and not now.trial.asked
    ahead = (now.trial.end - world.clock.at.date()).days
    assert 14 <= ahead < 21
    assert now.trial.decide_at is not None and now.trial.decide_at.date() == now.trial.end
    assert "has until" in grace.told and "has until" in card_of(ada).text and "has until" in ada.last.text

    await world.at(now.trial.decide_at)
    assert len(asked_about(ada)) == len(asked_about(grace)) == 2
    assert "[Go on to validation]" in card_of(ada).text
    assert "[Go on to validation]" not in asked_about(ada)[0].text


@pytest.mark.parametrize("wrong", ["0", "13", "2.5", "soon", ""])
async def test_the_weeks_have_to_be_one_to_twelve_whole_ones(wrong: str) -> None:
    world = await World().founded()
    _, grace, initiative = await over(world)
    await grace.press("Give it more weeks", on=card_of(grace))
    await grace.fill(weeks=wrong)
    assert isinstance(grace.answer, ShowForm) and list(grace.errors) == ["weeks"]
    await grace.fill(weeks="3")
    assert len((await now_of(world, initiative)).decisions) == 2


async def test_stopping_from_the_card_shows_on_all_of_them() -> None:
    world = await World().founded()
    ada, grace, initiative = await over(world)
    await ada.press("Stop it, keep the lesson", on=card_of(ada))
    await ada.fill(happened="It read half of them", why="Dark scans", reuse="Check twenty scans first")
    assert (await now_of(world, initiative)).stage is Stage.STOPPED
    for person in (ada, grace):
        assert "is stopped, and its lesson is kept" in card_of(person).text
        assert "[Stop it" not in card_of(person).text
    assert [shown for shown in grace.reads if "Ada stopped" in shown.text]


async def test_unanswered_it_returns_in_the_weekly_bundle_until_it_is_decided() -> None:
    world = await World().founded()
    ada, grace, _ = await over(world)
    await world.next_monday()
    bundle = ada.last
    assert "Its trial weeks are over: what next?" in bundle.text
    await ada.press("Decide what comes next", on=bundle)
    shown = card_of(ada)
    assert "[Give it more weeks]" in shown.text
    await grace.press("Go on to validation", on=card_of(grace))
    (now,) = [each for each in ada.reads if each.id == bundle.id]
    assert "Decide what comes next" not in now.text
    assert all("[Go on to validation]" not in each.text for each in (*asked_about(ada), *asked_about(grace)))


async def test_somebody_else_may_neither_see_nor_decide() -> None:
    world = await World().founded()
    linus = await world.person("Linus")
    ada, _, initiative = await over(world)
    await linus.press_token(card_of(ada).buttons["Go on to validation"].token)
    assert "Only the people responsible" in linus.last.text
    await linus.press_token(card_of(ada).buttons["Give it more weeks"].token)
    assert not isinstance(linus.answer, ShowForm)
    assert (await now_of(world, initiative)).stage is Stage.TRIAL


@pytest.mark.parametrize(("days", "weeks"), [(-3, 0), (0, 0), (1, 1), (7, 1), (8, 2), (40, 6)])
def test_weeks_already_begun_since_the_end_are_added(days: int, weeks: int) -> None:
    trial = Trial(date(2026, 11, 2), 4, None)
    assert weeks_late(trial, trial.end + timedelta(days=days)) == weeks


async def test_two_open_forms_give_more_weeks_once() -> None:
    world = await World().founded()
    ada, grace, initiative = await over(world)
    for person in (ada, grace):
        await person.press("Give it more weeks", on=card_of(person))
    await ada.fill(weeks="4")
    extended = await now_of(world, initiative)
    await grace.fill(weeks="4")
    assert "That has been decided already" in grace.errors[""]
    assert await now_of(world, initiative) == extended
