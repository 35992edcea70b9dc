"""At a gate: proposed by the numbers, decided by the sponsor, written down by the owner, signed by the functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.leaving import here_or_gone
from handlers.requests import ShowForm
from initiatives.calendar import at_hour
from initiatives.gate_states import GateState, GateStep
from initiatives.gates import Gate, GateRules
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function, ReviewRule
from tests.handlers.started import in_trial, now_of
from tests.world import ORG, PLACE, Actor, Shown, World

BEFORE, AFTER = "We copy 400 invoices a week by hand", "A model reads them and we check ten"
GATE = "The gate to validation"


@dataclass
class Company:
    """Ada's trial, sponsored by Grace, and somebody for each function that signs."""

    world: World
    ada: Actor
    grace: Actor
    ida: Actor
    hana: Actor
    omar: Actor
    initiative: Initiative

    async def state(self) -> GateState:
        async with self.world.store.transaction(self.world.clock.at) as store:
            (state,) = await store.gates_of(ORG, self.initiative.id)
        return state

    async def now(self) -> Initiative:
        return await now_of(self.world, self.initiative)

    async def weeks(self, *values: str) -> None:
        for value in values:
            await self.world.next_monday()
            await self.ada.says(value)
            await self.world.later(minutes=1)

    async def decided(self) -> None:
        """Three weeks of numbers, and Grace's word that it goes on."""
        await self.weeks("10", "8", "7")
        await self.grace.press("Go on to validation", on=card_of(self.grace))
        await self.world.later(minutes=1)

    async def written(self) -> None:
        await self.decided()
        await self.ada.press("Write it down", on=card_of(self.ada))
        await self.ada.fill(process_before=BEFORE, process_after=AFTER)
        await self.world.later(minutes=1)


async def company(*, functions: bool = True) -> Company:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    ida, hana, omar = await world.person("Ida"), await world.person("Hana"), await world.person("Omar")
    if functions:
        for actor, function in ((ida, Function.IT), (hana, Function.HR), (omar, Function.PROCESS_OWNER)):
            await given(world, actor, function)
    initiative = await in_trial(world, ada, grace, weeks=12)
    return Company(world, ada, grace, ida, hana, omar, initiative)


async def given(world: World, actor: Actor, *functions: Function) -> None:
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, actor.id)
        assert person is not None
        await store.keep_person(replace(person, functions=functions))


def cards_of(actor: Actor) -> list[Shown]:
    return [shown for shown in actor.reads if GATE in shown.text]


def card_of(actor: Actor) -> Shown:
    return cards_of(actor)[-1]


async def test_numbers_that_are_enough_are_put_to_the_sponsor_once_with_the_evidence() -> None:
    here = await company()
    await here.weeks("10", "8")
    assert not cards_of(here.grace), "two readings are one too few"
    await here.weeks("7")
    (card,) = cards_of(here.grace)
    assert "its numbers are ready for validation. Does it go on?" in card.text
    assert "Readings in this stage: 3 (needs 3)" in card.text and "12 → 7: 62 % of the way to 4" in card.text
    assert "Weeks self-reported: 3. Measured: 0. Confirmed: 0." in card.text
    assert "The process before: Ada writes it" in card.text and "Human resources: later: Hana" in card.text
    assert all(f"[{one}]" in card.text for one in ("Go on to validation", "Not yet", "Stop it, keep the lesson"))
    assert not any(cards_of(one) for one in (here.ada, here.ida, here.hana, here.omar))
    await here.weeks("7")
    assert len(cards_of(here.grace)) == 1


async def test_numbers_below_half_the_way_are_put_to_nobody() -> None:
    here = await company()
    await here.weeks("11", "10", "9", "9")
    assert not cards_of(here.grace)
    await here.weeks("8")
    assert len(cards_of(here.grace)) == 1


async def test_two_weeks_have_to_go_by_and_it_is_looked_at_then_without_another_number() -> None:
    here = await company()
    async with here.world.store.transaction(here.world.clock.at) as store:
        await store.keep_gate_rules(GateRules(ORG, ORG).with_gate(Gate(Stage.VALIDATION, readings=1, days=14)))
    await here.weeks("10")
    assert here.initiative.trial is not None
    old_enough = at_hour(here.initiative.trial.start + timedelta(days=14), 9, "UTC")
    await here.world.at(old_enough - timedelta(minutes=1))
    assert not cards_of(here.grace)
    await here.world.at(old_enough + timedelta(minutes=1))
    assert cards_of(here.grace)


async def test_from_the_decision_to_the_stage_each_is_asked_in_turn_and_everybody_hears() -> None:
    here = await company()
    await here.decided()
    assert (await here.now()).stage is Stage.TRIAL
    assert "Grace decided" in card_of(here.grace).text
    assert not cards_of(here.ida), "nobody signs what is not written yet"

    await here.ada.press("Write it down", on=card_of(here.ada))
    await here.ada.fill(process_before=BEFORE, process_after=AFTER)
    await here.world.later(minutes=1)
    for signer, function in ((here.ida, "IT"), (here.hana, "Human resources"), (here.omar, "Owner of a process")):
        text = card_of(signer).text
        assert BEFORE in text and AFTER in text and "12 → 7" in text
        assert f"[Sign for {function}]" in text and "[Go on to validation]" not in text

    await here.ida.press("Sign for IT", on=card_of(here.ida))
    assert "IT: signed by Ida" in card_of(here.grace).text and "IT: signed by Ida" in card_of(here.hana).text
    assert "[Sign for IT]" not in card_of(here.ida).text
    assert "Missing: Human resources (signature), Owner of a process (signature)." in card_of(here.ada).text
    await here.hana.press("Sign for Human resources", on=card_of(here.hana))
    assert (await here.now()).stage is Stage.TRIAL
    await here.omar.press("Sign for Owner of a process", on=card_of(here.omar))

    now = await here.now()
    assert now.stage is Stage.VALIDATION and now.decisions[-1].by == here.grace.id
    assert now.decisions[-1].at == here.world.clock.at and (await here.state()).step is GateStep.PASSED
    await here.world.later(minutes=1)
    for person in (here.ada, here.grace, here.ida, here.hana, here.omar):
        told = person.last.text
        assert "goes on to validation." in told, person.visitor.name
        assert "Signed: IT (Ida), Human resources (Hana), Owner of a process (Omar)." in told
        assert "has gone on to validation" in card_of(person).text and "[Sign" not in card_of(person).text


async def test_the_day_after_its_owner_may_write_down_what_the_stage_taught() -> None:
    here = await company()
    await here.written()
    for signer, function in ((here.ida, "IT"), (here.hana, "Human resources"), (here.omar, "Owner of a process")):
        await signer.press(f"Sign for {function}", on=card_of(signer))
    await here.world.later(minutes=1)
    assert "What would help the next team?" not in here.ada.told
    await here.world.later(days=2)
    assert "has come further. What would help the next team?" in here.ada.last.text
    await here.ada.press("Keep what it taught")
    assert here.ada.form.answers["tried"] == here.initiative.idea
    await here.ada.fill(happened="It reads well", reuse="The prompt")
    assert "Whoever proposes something like" in here.ada.told
    async with here.world.store.transaction(here.world.clock.at) as store:
        (lesson,) = await store.lessons(ORG, here.initiative.id)
    assert (lesson.stage, lesson.why, lesson.about) == (Stage.VALIDATION, "", here.initiative.title)
    await here.world.later(days=30)
    assert "What would help the next team?" not in here.ada.last.text


async def test_nobody_signs_for_another_function_or_twice() -> None:
    here = await company()
    await here.written()
    token = card_of(here.ida).buttons["Sign for IT"].token
    await here.hana.press_token(token)
    assert "That signature is for others to give." in here.hana.last.text
    await here.world.person("Linus")
    linus = here.world.people["Linus"]
    await linus.press_token(token)
    assert "Only the people responsible" in linus.last.text
    assert not (await here.state()).signatures
    await here.ida.press_token(token)
    await here.ida.press_token(token)
    assert [one.by for one in (await here.state()).signatures] == [here.ida.id]


async def test_the_owner_neither_decides_nor_signs_while_others_can() -> None:
    here = await company()
    await given(here.world, here.ada, Function.IT, Function.HR)
    await here.weeks("10", "8", "7")
    await here.ada.press_token(card_of(here.grace).buttons["Go on to validation"].token)
    assert "Only the people responsible" in here.ada.last.text
    async with here.world.store.transaction(here.world.clock.at) as store:
        kept = await store.initiative(ORG, here.initiative.id)
        assert kept is not None
        await store.change_initiative(replace(kept, sponsor=here.ada.id))
    await here.ada.says("gate")
    assert "[Go on to validation]" not in here.ada.last.text and "[Propose that it goes on]" not in here.ada.last.text
    await here.grace.press("Go on to validation", on=card_of(here.grace))
    await here.world.later(minutes=1)
    await here.ada.press("Write it down", on=card_of(here.ada))
    await here.ada.fill(process_before=BEFORE, process_after=AFTER)
    assert "[Sign for IT]" not in here.ada.told


async def test_a_function_says_not_yet_and_is_asked_again_when_it_is_dealt_with() -> None:
    here = await company()
    await here.written()
    await here.hana.press("No signature yet: Human resources", on=card_of(here.hana))
    await here.hana.fill(why="The works council has not seen it")
    await here.world.later(minutes=1)
    for person in (here.ada, here.grace):
        assert "Hana does not sign for Human resources yet" in person.last.text
        assert "The works council has not seen it" in person.last.text
        assert "not yet, says Hana" in card_of(person).text
    assert here.hana.id not in (await here.state()).asked
    before = len(cards_of(here.hana))

    await here.ada.press("Ask again for the signature", on=card_of(here.ada))
    await here.world.later(minutes=1)
    assert len(cards_of(here.hana)) == before + 1 and len(cards_of(here.ida)) == 1
    await here.hana.press("Sign for Human resources", on=card_of(here.hana))
    assert [one.function for one in (await here.state()).signatures] == [Function.HR]


async def test_a_reason_is_needed_to_say_not_yet() -> None:
    here = await company()
    await here.written()
    await here.hana.press("No signature yet: Human resources", on=card_of(here.hana))
    await here.hana.fill(why=" ")
    assert isinstance(here.hana.answer, ShowForm) and list(here.hana.errors) == ["why"]
    await here.hana.fill(why="No contract yet")
    assert (await here.state()).objection(Function.HR) is not None


async def test_where_nobody_has_a_function_an_admin_signs_for_it_in_words() -> None:
    here = await company(functions=False)
    await here.written()
    card = card_of(here.grace)
    assert "[Sign for IT]" in card.text
    await here.grace.press("Sign for IT", on=card)
    assert isinstance(here.grace.answer, ShowForm)
    await here.grace.fill(words=" ")
    assert list(here.grace.errors) == ["words"]
    await here.grace.fill(words="Our hoster has looked at it")
    (signature,) = (await here.state()).signatures
    assert (signature.function, signature.words) == (Function.IT, "Our hoster has looked at it")
    assert "Our hoster has looked at it" in card_of(here.ada).text
    for function in ("Human resources", "Owner of a process"):
        await here.grace.press(f"Sign for {function}", on=card_of(here.grace))
        await here.grace.fill(words="There are five of us")
    assert (await here.now()).stage is Stage.VALIDATION


async def test_people_set_for_a_function_sign_before_those_who_have_it() -> None:
    here = await company()
    linus = await here.world.person("Linus")
    await here.world.organisation(lambda one: one.with_reviewers(ReviewRule("function", "it", (linus.id,))))
    await here.written()
    assert cards_of(linus) and not cards_of(here.ida)


async def test_not_yet_gives_its_owner_the_reason_and_is_looked_at_again_then() -> None:
    here = await company()
    await here.weeks("10", "8", "7")
    await here.grace.press("Not yet", on=card_of(here.grace))
    await here.grace.fill(why="The audit comes first", weeks="2")
    assert "waits, and is looked at again on" in here.grace.told
    await here.world.later(minutes=1)
    assert "The audit comes first" in here.ada.last.text
    assert (await here.state()).step is GateStep.HELD
    await here.weeks("7")
    assert len(cards_of(here.grace)) == 1
    await here.weeks("7", "7")
    assert len(cards_of(here.grace)) == 2
    assert "Does it go on?" in card_of(here.grace).text


async def test_a_missing_signature_is_reminded_twice_and_then_the_sponsor_hears_who_is_missing() -> None:
    here = await company()
    await here.written()
    await here.ida.press("Sign for IT", on=card_of(here.ida))
    await here.hana.press("Sign for Human resources", on=card_of(here.hana))
    for _ in range(12):
        await here.world.later(days=1)
    reminders = [one for one in here.omar.reads if "still waits for your word" in one.text]
    assert len(reminders) == 2 and all("[Look at the gate]" in one.text for one in reminders)
    assert not [one for one in here.ida.reads if "still waits for your word" in one.text]
    (late,) = [one for one in here.grace.reads if "waits for Omar before it goes on" in one.text]
    assert "Missing: Owner of a process (signature)." in late.text
    for _ in range(10):
        await here.world.later(days=1)
    assert len([one for one in here.omar.reads if "still waits for your word" in one.text]) == 2
    await here.omar.press("Look at the gate", on=reminders[0])
    await here.omar.press("Sign for Owner of a process", on=card_of(here.omar))
    assert (await here.now()).stage is Stage.VALIDATION


async def test_what_waits_stands_among_what_is_ones_own() -> None:
    here = await company()
    await here.written()
    await here.hana.says("mine")
    text = here.hana.last.text
    assert "At the gate to the next stage" in text and "It waits for Ida, Hana, Omar." in text
    await here.hana.press("Look at the gate", on=here.hana.last)
    assert "[Sign for Human resources]" in card_of(here.hana).text
    await here.hana.opens_home()
    assert "It waits for Ida, Hana, Omar." in here.hana.told
    await here.ada.says("mine")
    assert "Missing: IT (signature)" in here.ada.last.text
    await here.world.person("Linus")
    await here.world.people["Linus"].says("mine")
    assert "At the gate" not in here.world.people["Linus"].last.text


async def test_what_was_signed_is_signed_again_when_the_text_is_another_one() -> None:
    here = await company()
    await here.written()
    await here.ida.press("Sign for IT", on=card_of(here.ida))
    await here.ada.press("Change what is written", on=card_of(here.ada))
    await here.ada.fill(process_after="Nobody checks any more")
    assert not (await here.state()).signatures
    assert "[Sign for IT]" in card_of(here.ida).text and "Nobody checks any more" in card_of(here.ida).text


async def test_stopping_ends_what_waits_at_the_gate() -> None:
    here = await company()
    await here.written()
    await here.grace.press("Stop it, keep the lesson", on=card_of(here.grace))
    await here.grace.fill(happened="It read half of them", why="Dark scans", reuse="Check twenty scans first")
    state = await here.state()
    assert (state.step, state.asked, state.due_at) == (GateStep.WATCHED, (), None)
    for person in (here.ida, here.ada):
        assert "is at another stage by now" in card_of(person).text and "[Sign" not in card_of(person).text
    await here.hana.says("mine")
    assert "At the gate" not in here.hana.last.text


async def test_decided_before_the_numbers_are_there_it_waits_for_them_and_signatures_come_after() -> None:
    here = await company()
    await here.weeks("9")
    await here.ada.says("gate")
    assert "Missing: 2 more readings" in here.ada.last.text
    await here.ada.press("Propose that it goes on", on=here.ada.last)
    await here.world.later(minutes=1)
    await here.grace.press("Go on to validation", on=card_of(here.grace))
    await here.world.later(minutes=1)
    await here.ada.press("Write it down", on=card_of(here.ada))
    await here.ada.fill(process_before=BEFORE, process_after=AFTER)
    assert not cards_of(here.ida)
    await here.weeks("8", "7", "6")
    assert cards_of(here.ida), "the numbers are there now"


async def test_whoever_has_left_is_not_waited_for() -> None:
    here = await company()
    await given(here.world, here.grace, Function.HR)
    await here.written()
    async with here.world.store.transaction(here.world.clock.at) as store:
        hana = await store.person(ORG, here.hana.id)
        assert hana is not None
        organisation = await store.organisation(ORG)
        await here_or_gone(store, organisation, PLACE, hana, False, here.world.clock.at, here.world.new_id)
    await here.world.later(minutes=1)
    assert here.hana.id not in (await here.state()).asked
    assert "[Sign for Human resources]" in card_of(here.grace).text


async def test_the_next_gates_lead_on_to_regular_use() -> None:
    here = await company()
    small = GateRules(ORG, ORG)
    for to in (Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING):
        small = small.with_gate(Gate(to, readings=1))
    async with here.world.store.transaction(here.world.clock.at) as store:
        await store.keep_gate_rules(small)
    for stage, label in (
        (Stage.VALIDATION, "Go on to validation"),
        (Stage.REPLICATION, "Go on to replication"),
        (Stage.RUNNING, "Go on to regular use"),
    ):
        await here.weeks("5")
        await here.grace.press(label)
        assert (await here.now()).stage is stage
    assert [one.to for one in (await here.now()).decisions] == [
        Stage.TRIAL, Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING,
    ]  # fmt: skip
    await here.ada.says("gate")
    assert "Nothing of yours is on its way to a next stage" in here.ada.last.text
