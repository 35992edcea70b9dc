"""The end of a trial and its gate, in both orders: each person has one card with all that can be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.trial_ends import asked_at_the_end
from initiatives.gate_states import GateStep
from initiatives.initiative import Stage
from storage.records import DeliveryState
from tests.handlers.conversations.test_gate import Company, card_of, cards_of, company
from tests.handlers.started import now_of
from tests.handlers.test_trials import asked_about
from tests.world import ORG, Actor, Shown

OVER = "The 12 weeks of its trial are over. Say what comes next."
CHOICES = {"Go on to validation", "Not yet", "Give it more weeks", "Stop it, keep the lesson"}


def deciding(person: Actor) -> list[Shown]:
    """The messages about its trial or its gate on which somebody can stop it, which every card with the choices has."""
    cards = (*asked_about(person), *cards_of(person))
    return [shown for shown in cards if "Stop it, keep the lesson" in shown.buttons]


async def proposed_then_over() -> Company:
    """The numbers put it to Grace, who says nothing until the weeks are over."""
    here = await company()
    await here.weeks("10", "8", "7")
    assert (await here.state()).step is GateStep.PROPOSED
    trial = here.initiative.trial
    assert trial is not None and trial.decide_at is not None
    await here.world.at(trial.decide_at + timedelta(hours=1))
    return here


async def over_then_proposed() -> Company:
    """The weeks are over, both are asked, and Ada wants it to go on."""
    here = await company()
    trial = here.initiative.trial
    assert trial is not None and trial.decide_at is not None
    await here.world.at(trial.decide_at + timedelta(hours=1))
    await here.ada.press("Go on to validation", on=asked_about(here.ada)[-1])
    await here.world.later(minutes=1)
    return here


async def test_whoever_has_the_card_of_the_gate_reads_there_that_the_weeks_are_over() -> None:
    here = await proposed_then_over()
    assert not asked_about(here.grace)
    (card,) = deciding(here.grace)
    assert card == card_of(here.grace) and OVER in card.text and set(card.buttons) >= CHOICES


async def test_whoever_has_no_card_of_the_gate_is_asked_by_one_of_their_own() -> None:
    here = await proposed_then_over()
    assert not cards_of(here.ada)
    (card,) = asked_about(here.ada)
    assert deciding(here.ada) == [card]
    assert {"Go on to validation", "Give it more weeks", "Stop it, keep the lesson"} <= set(card.buttons)


async def test_whoever_has_not_answered_the_gate_is_reminded_anew_once_the_weeks_are_over() -> None:
    here = await company()
    await here.weeks("10", "8", "7")
    await here.world.later(days=30)
    before = len([one for one in here.grace.reads if "still waits for your word" in one.text])
    trial = (await here.now()).trial
    assert trial is not None and trial.decide_at is not None and before == 2
    await here.world.at(trial.decide_at + timedelta(days=30))
    assert len([one for one in here.grace.reads if "still waits for your word" in one.text]) == 4


async def test_longer_is_said_on_the_card_of_the_gate_which_then_asks_nothing() -> None:
    here = await proposed_then_over()
    await here.grace.press("Give it more weeks", on=card_of(here.grace))
    await here.grace.fill(weeks="3")
    trial = (await here.now()).trial
    assert trial is not None and trial.weeks > 12 and not trial.asked
    assert OVER not in card_of(here.grace).text and "Give it more weeks" not in card_of(here.grace).buttons
    assert (await here.state()).step is GateStep.WATCHED


async def test_not_yet_on_the_card_of_the_gate_answers_the_end_of_the_trial_too() -> None:
    here = await proposed_then_over()
    await here.grace.press("Not yet", on=card_of(here.grace))
    await here.grace.fill(why="The audit comes first", weeks="2")
    trial = (await here.now()).trial
    assert trial is not None and not trial.asked
    assert (await here.state()).step is GateStep.HELD


async def test_asked_at_the_end_first_the_choices_move_to_the_card_of_the_gate() -> None:
    here = await over_then_proposed()
    assert (await here.state()).by == here.ada.id
    (old,), (card,) = asked_about(here.grace), cards_of(here.grace)
    assert deciding(here.grace) == [card] and set(card.buttons) >= CHOICES and OVER in card.text
    assert "Your choices stand on its card." in old.text and "Look at the gate" in old.buttons


async def test_its_owner_keeps_longer_and_the_end_of_it_on_the_one_card_there_is() -> None:
    here = await over_then_proposed()
    (card,) = deciding(here.ada)
    assert card == card_of(here.ada) and "Give it more weeks" in card.buttons
    assert "Go on to validation" not in card.buttons, "that is not its owner's to say"
    await here.ada.press("Give it more weeks", on=card)
    await here.ada.fill(weeks="2")
    assert (await here.state()).step is GateStep.WATCHED


async def test_while_what_is_missing_is_gathered_longer_can_be_said_after_the_end() -> None:
    here = await company()
    await here.decided()
    assert "Give it more weeks" not in card_of(here.grace).buttons
    trial = here.initiative.trial
    assert trial is not None and trial.decide_at is not None
    await here.world.at(trial.decide_at + timedelta(hours=1))
    assert not asked_about(here.grace) and not asked_about(here.ada)
    assert "Give it more weeks" in card_of(here.grace).buttons and OVER in card_of(here.grace).text
    assert deciding(here.grace) == [card_of(here.grace)]


async def test_whoever_the_card_of_the_gate_did_not_reach_is_asked_by_the_other() -> None:
    here = await company()
    await here.weeks("10", "8", "7")
    state = await here.state()
    async with here.world.store.transaction(here.world.clock.at) as store:
        row = await store.delivery(ORG, f"gate.{state.id}.{state.round}.{here.grace.id}")
        assert row is not None
        now = await store.initiative(ORG, here.initiative.id)
        assert now is not None and here.grace.id not in await asked_at_the_end(store, now)
        await store.change_delivery(replace(row, state=DeliveryState.FAILED, due_at=None))
        assert here.grace.id in await asked_at_the_end(store, now)


async def test_before_its_end_the_card_of_the_gate_says_nothing_of_the_trial() -> None:
    here = await company()
    await here.weeks("10", "8", "7")
    assert "weeks of its trial" not in card_of(here.grace).text
    assert "Give it more weeks" not in card_of(here.grace).buttons
    assert (await now_of(here.world, here.initiative)).stage is Stage.TRIAL
