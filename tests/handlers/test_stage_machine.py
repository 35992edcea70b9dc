"""Whatever people press, type and leave waiting: no stage without its gate, no final stage left but by reopening, nothing unrecorded."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.requests import ShowForm
from handlers.ui import Button
from initiatives.gate_states import DocumentKind, GateStep
from initiatives.gates import DEFAULT_GATES, Gate, GateRules, gate_id, not_signed_yet, not_written_yet
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function
from initiatives.reopening import reopened
from initiatives.stages import BACK, FINAL, may_follow, stage_before, steps
from storage.audit import ENTRIES, AuditEntry
from tests.handlers.conversations.test_gate import given
from tests.handlers.started import in_trial, proposed
from tests.stores import AnyStore
from tests.world import ORG, Actor, World

T = TypeVar("T")
NAMES = ("Ada", "Grace", "Ida", "Hana", "Omar")
ABOUT_STAGES = ("review.", "trial.", "gate.", "stop.stop", "stop.begin")
RULES = (
    Gate(
        Stage.VALIDATION, readings=2, share=50, days=7, documents=(DocumentKind.PROCESS_AFTER,), all_of=(Function.IT,),
        any_of=(Function.HR, Function.OPERATIONS),
    ),
    Gate(Stage.REPLICATION, readings=1, held_weeks=1, documents=(DocumentKind.CAPACITY_PLAN,), all_of=(Function.MANAGEMENT,)),
    Gate(Stage.RUNNING, held_weeks=2),
)  # fmt: skip
"""Smaller than the usual gates, so that people who press at random come through them."""
WORDS = ("Because the scans are dark", "https://example.com/plan", "Checked by two of us", " ")
NEWEST = 3
"""How many of somebody's newest messages about stages they may still press on."""


@dataclass
class Kept:
    """All that is on record about the one initiative."""

    initiative: Initiative
    entries: list[AuditEntry]
    passed: dict[Stage, Any]


class People(RuleBasedStateMachine):
    """Five people with one initiative, who press whatever they see, answer what is asked, and let time go by."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.again: set[int] = set()
        self.before: tuple[Any, ...] = ()
        self.run(self._begin())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def _begin(self) -> None:
        self.world = await World().founded()
        for name in NAMES:
            await self.world.person(name, admin=name == "Grace")
        await given(self.world, self.actor("Ida"), Function.IT)
        await given(self.world, self.actor("Hana"), Function.HR)
        await given(self.world, self.actor("Omar"), Function.MANAGEMENT)
        await proposed(self.world, self.actor("Ada"))
        self.initiative = (
            await in_trial(self.world, self.actor("Ada"), self.actor("Grace"), weeks=6, idea="Read them all")
        ).id
        rules = GateRules(ORG, ORG)
        for gate in RULES:
            rules = rules.with_gate(gate)
        async with self.world.store.transaction(self.world.clock.at) as store:
            await store.keep_gate_rules(rules)

    def actor(self, name: str) -> Actor:
        return self.world.people[name]

    def buttons(self, name: str, only: tuple[str, ...] = ABOUT_STAGES) -> list[Button]:
        """The buttons about stages in somebody's newest messages that have any, newest first."""
        shown = [list(reversed(one.buttons.values())) for one in reversed(self.actor(name).reads)]
        found = [[button for button in one if button.action.startswith(only)] for one in shown]
        return [button for one in [one for one in found if one][:NEWEST] for button in one]

    @rule(name=st.sampled_from(NAMES), pick=st.integers(0, 30), words=st.sampled_from(WORDS), weeks=st.integers(1, 3))
    def presses(self, name: str, pick: int, words: str, weeks: int) -> None:
        """Any button about stages in somebody's chat, and any answer to the form behind it."""
        buttons = self.buttons(name)
        if buttons:
            self.run(self._presses(self.actor(name), buttons[pick % len(buttons)], words, weeks))

    @rule(words=st.sampled_from(WORDS))
    def everybody_does_what_is_asked(self, words: str) -> None:
        """Whoever can take it on, write or sign does so, each once."""
        for name in NAMES:
            wanted = self.buttons(name, ("gate.promote", "gate.write", "gate.sign"))
            if wanted:
                self.run(self._presses(self.actor(name), wanted[0], words, 2))
                self.run(self.world.later(minutes=2))

    async def _presses(self, actor: Actor, button: Button, words: str, weeks: int) -> None:
        await actor.press_token(button.token)
        if isinstance(actor.answer, ShowForm):
            long = ("why", "words", "question", "happened", "reuse", "tried", *(kind.value for kind in DocumentKind))
            asked = {question.name for question in actor.form.form.questions}
            await actor.fill(
                **{name: words for name in long if name in asked}, **({"weeks": str(weeks)} if "weeks" in asked else {})
            )

    @rule(value=st.sampled_from(("4", "3", "4", "8", "11")))
    def a_week_goes_by(self, value: str) -> None:
        self.run(self.world.next_monday())
        self.run(self.actor("Ada").says(value))
        self.run(self.world.later(minutes=2))

    @rule(days=st.integers(1, 20))
    def time_goes_by(self, days: int) -> None:
        self.run(self.world.later(days=days))

    @rule(name=st.sampled_from(NAMES), word=st.sampled_from(("gate", "mine", "stop")))
    def asks(self, name: str, word: str) -> None:
        self.run(self.actor(name).says(word))

    @precondition(lambda self: self.kept().initiative.stage in FINAL)
    @rule()
    def takes_it_up_again(self) -> None:
        async def again() -> None:
            async with self.world.store.transaction(self.world.clock.at) as store:
                store.because(by=self.actor("Grace").id, action="reopen")
                kept = await store.initiative(ORG, self.initiative)
                assert kept is not None
                self.again.add(len(kept.decisions))
                await store.change_initiative(
                    reopened(kept, by="grace", why="It is time", at=self.world.clock.at, weeks=4)
                )

        self.run(again())

    def kept(self) -> Kept:
        async def read() -> Kept:
            store = self.world.store
            assert isinstance(store, AnyStore)
            entries = [
                one
                async for one in store.archived(ENTRIES, ORG, at=self.world.clock.at)
                if (one.table, one.subject) == ("initiatives", self.initiative)
            ]
            async with store.transaction(self.world.clock.at) as verbs:
                initiative = await verbs.initiative(ORG, self.initiative)
                gates = await verbs.gates_of(ORG, self.initiative)
            assert initiative is not None
            return Kept(initiative, entries, {one.to: one for one in gates if one.step is GateStep.PASSED})

        return self.run(read())

    @invariant()
    def every_decision_follows_the_path_and_a_final_stage_is_left_only_by_reopening(self) -> None:
        initiative = self.kept().initiative
        for number, (before, decision) in enumerate(steps(initiative)):
            assert may_follow(before, decision.to, reopening=number in self.again), (before, decision)
        assert initiative.stage is (initiative.decisions[-1].to if initiative.decisions else Stage.PROPOSED)

    @invariant()
    def no_stage_is_entered_but_through_its_gate(self) -> None:
        kept = self.kept()
        for number, (_, decision) in enumerate(steps(kept.initiative)):
            if stage_before(decision.to) is None or number in self.again:
                continue
            state, gate = kept.passed[decision.to], next(one for one in RULES if one.to is decision.to)
            assert state.id == gate_id(self.initiative, decision.to) and state.at == decision.at
            assert state.by == decision.by and decision.by
            assert not_written_yet(gate, state) == not_signed_yet(gate, state) == ()
            assert self.actor("Ada").id not in [one.by for one in state.signatures], "nobody signs for their own"

    @invariant()
    def every_change_of_stage_stands_in_the_history_and_in_the_audit(self) -> None:
        kept = self.kept()
        decisions = kept.initiative.decisions
        assert decisions[: len(self.before)] == self.before, "what was decided stays as it was"
        self.before = decisions
        recorded = [one for one in kept.entries if "decisions" in one.fields]
        assert [one.at for one in recorded if one.before] == [decision.at for decision in decisions]
        assert all(one.by and one.action for one in recorded)

    def teardown(self) -> None:
        self.run(self.world.store.close())
        self.loop.close()


TestPeople = People.TestCase
TestPeople.settings = settings(
    max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)


async def test_the_same_people_can_come_through_every_gate() -> None:
    """So that what holds at random is not true for want of anybody who gets anywhere."""
    assert {gate.to for gate in RULES} == {gate.to for gate in DEFAULT_GATES}
    assert set(BACK) == FINAL
    reached = await _all_the_way()
    assert [one.to for one in reached.decisions] == [Stage.TRIAL, Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING]


async def _all_the_way() -> Initiative:
    world = await World().founded()
    people = {name: await world.person(name, admin=name == "Grace") for name in NAMES}
    for name, function in (("Ida", Function.IT), ("Hana", Function.HR), ("Omar", Function.MANAGEMENT)):
        await given(world, people[name], function)
    initiative = (await proposed(world, people["Ada"])).id
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_gate_rules(GateRules(ORG, ORG, RULES))
    await people["Grace"].press("Approve as a trial")
    await people["Grace"].fill(weeks="12")
    for label, document, signatures in (
        ("Go on to validation", "process_after", (("Ida", "Sign for IT"), ("Hana", "Sign for Human resources"))),
        ("Go on to replication", "capacity_plan", (("Omar", "Sign for Management"),)),
        ("Go on to regular use", "", ()),
    ):
        for _ in range(2):
            await world.next_monday()
            await people["Ada"].says("4")
            await world.later(minutes=2)
        await people["Grace"].press(label)
        await world.later(minutes=2)
        if document:
            await people["Ada"].press("Write it down")
            await people["Ada"].fill(**{document: "As agreed"})
            await world.later(minutes=2)
        for name, sign in signatures:
            await people[name].press(sign)
    async with world.store.transaction(world.clock.at) as store:
        found = await store.initiative(ORG, initiative)
    assert found is not None
    return found
