"""What a gate needs, what numbers show of it, and that nothing goes on before all is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from initiatives.calendar import iso_week
from initiatives.gate_states import (
    Document,
    DocumentKind,
    GateState,
    GateStep,
    Objection,
    Signature,
    asked_again,
    held,
    objected,
    passed,
    proposed,
    put_away,
    signed,
    taken_on,
    with_person,
    written,
)
from initiatives.gates import (
    DEFAULT_GATES,
    Gate,
    GateRules,
    Measured,
    Missing,
    Need,
    held_weeks,
    may_be_reached,
    measured,
    promoted,
    what_is_missing,
)
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Evidence, Kpi, Reading
from initiatives.people import Function
from initiatives.rules import Rule, RuleBroken
from initiatives.stages import begun_on, steps
from initiatives.wins import Point

START = date(2026, 11, 2)
NOW = datetime(2026, 12, 7, 9, tzinfo=UTC)
KPI = Kpi("k", "hours", "h", Direction.DOWN, Decimal(42), date(2026, 10, 26), Decimal(20))
TRIAL = Initiative(
    "i", "o", "Read invoices", "pain", "us", Decimal(3), "read", "", Sensitivity.INTERNAL, (KPI,), "ada", "", NOW,
    owner="ada", sponsor="rita", stage=Stage.TRIAL, trial=Trial(START, 4, NOW, asked=True),
)  # fmt: skip
TO_VALIDATION = DEFAULT_GATES[0]
BLANK = GateState("i.validation", "o", "i", Stage.VALIDATION)
READY = Measured(counts=True, readings=3, share=0.5, days=14, held_weeks=0, teams=0)
BOTH = (DocumentKind.PROCESS_BEFORE, DocumentKind.PROCESS_AFTER)


def read(week: int, value: str, **changes: object) -> Reading:
    on = START + timedelta(weeks=week)
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    reading = Reading(f"r{week}", "o", "i", "k", Decimal(value), on, iso_week(on), at, "ada")
    return replace(reading, **changes)  # type: ignore[arg-type]


def points(*values: str, apart: int = 7) -> list[Point]:
    days = [START + timedelta(days=apart * n) for n in range(len(values))]
    return [Point(Decimal(value), day, iso_week(day)) for value, day in zip(values, days, strict=True)]


def gathering(*functions: Function) -> GateState:
    """Decided, written down, and signed by these."""
    state = written(taken_on(BLANK, "rita", NOW), tuple(Document(kind, kind.value, "ada", NOW) for kind in BOTH))
    for function in functions:
        state = signed(state, Signature(function, f"of {function}", NOW))
    return state


def test_the_usual_gates_are_those_of_the_design() -> None:
    validation, replication, running = DEFAULT_GATES
    assert (validation.readings, validation.share, validation.days, validation.documents) == (3, 50, 14, BOTH)
    assert set(validation.all_of) == {Function.IT, Function.HR, Function.PROCESS_OWNER}
    assert (replication.readings, replication.held_weeks, replication.days) == (8, 4, 90)
    assert replication.documents == (DocumentKind.CAPACITY_PLAN,)
    assert set(replication.all_of) == {Function.MANAGEMENT, Function.MARKETING}
    assert (running.teams, running.held_weeks, running.documents, running.functions) == (2, 8, (), ())


def test_all_that_is_missing_is_named_in_the_order_in_which_it_is_asked_for() -> None:
    nothing = Measured(counts=False, readings=1, share=None, days=3, held_weeks=0, teams=0)
    assert what_is_missing(TO_VALIDATION, nothing, BLANK) == (
        Missing(Need.BASELINE, 1, 0),
        Missing(Need.READINGS, 3, 1),
        Missing(Need.SHARE, 50, 0),
        Missing(Need.DAYS, 14, 3),
        *(Missing(Need.DOCUMENT, document=kind) for kind in BOTH),
        *(Missing(Need.SIGNATURE, functions=(one,)) for one in TO_VALIDATION.all_of),
    )
    assert what_is_missing(TO_VALIDATION, READY, gathering(*TO_VALIDATION.all_of)) == ()


@pytest.mark.parametrize("field", ["readings", "days", "share"])
def test_one_less_than_what_is_needed_is_missing(field: str) -> None:
    less = {
        "readings": replace(READY, readings=2), "days": replace(READY, days=13), "share": replace(READY, share=0.499),
    }  # fmt: skip
    found = what_is_missing(TO_VALIDATION, less[field], gathering(*TO_VALIDATION.all_of))
    assert [one.need for one in found] == [Need(field)]


def test_one_signature_of_several_is_enough_where_the_gate_says_so() -> None:
    gate = Gate(Stage.VALIDATION, all_of=(Function.IT,), any_of=(Function.HR, Function.OPERATIONS))
    some = what_is_missing(gate, READY, gathering(Function.IT))
    assert some == (Missing(Need.SIGNATURE, functions=(Function.HR, Function.OPERATIONS)),)
    assert what_is_missing(gate, READY, gathering(Function.IT, Function.OPERATIONS)) == ()
    assert len(what_is_missing(gate, READY, gathering(Function.HR))) == 1


def test_numbers_are_counted_a_week_each_from_the_first_day_of_the_stage() -> None:
    readings = [read(-1, "40"), read(0, "38"), read(1, "33"), read(1, "31", id="again", evidence=Evidence.CONFIRMED)]
    found = measured(TRIAL, readings, 2, START + timedelta(days=10))
    assert found == Measured(counts=True, readings=2, share=0.5, days=10, held_weeks=0, teams=2)


def test_a_later_stage_counts_from_the_day_it_was_decided() -> None:
    validation = TRIAL.decided(Stage.VALIDATION, by="rita", why="", at=NOW)
    assert begun_on(validation) == NOW.date()
    readings = [read(week, "20") for week in range(4, 8)]
    assert measured(validation, readings, 0, NOW.date() + timedelta(days=20)).readings == 3


@pytest.mark.parametrize(
    ("values", "apart", "weeks"),
    [
        (("20", "20", "20", "20"), 7, 4),
        (("20", "20", "21", "20"), 7, 1),
        (("42", "20", "19", "18"), 7, 3),
        (("20", "20", "20"), 14, 5),
        (("20", "20"), 42, 1),
        (("20", "20", "30"), 7, 0),
        ((), 7, 0),
    ],
)
def test_a_target_is_held_for_as_long_as_the_newest_readings_in_a_row_say(
    values: tuple[str, ...], apart: int, weeks: int
) -> None:
    assert held_weeks(KPI, points(*values, apart=apart)) == weeks


def test_a_target_that_was_reached_before_anything_began_is_not_held() -> None:
    assert held_weeks(replace(KPI, baseline=Decimal(18)), points("18", "17")) == 0


def test_readings_are_looked_at_only_where_they_may_be_enough() -> None:
    near = replace(TRIAL, recent=tuple(points("31")))
    assert may_be_reached(TO_VALIDATION, near)
    assert not may_be_reached(TO_VALIDATION, TRIAL)
    assert not may_be_reached(TO_VALIDATION, replace(TRIAL, recent=tuple(points("32"))))
    assert not may_be_reached(DEFAULT_GATES[2], near)
    assert may_be_reached(DEFAULT_GATES[2], replace(TRIAL, recent=tuple(points("20"))))


def test_with_everything_there_it_goes_on_and_the_decision_says_who_and_when() -> None:
    state = gathering(*TO_VALIDATION.all_of)
    moved = promoted(TRIAL, TO_VALIDATION, READY, state, by="rita", at=NOW)
    assert moved.stage is Stage.VALIDATION and moved.trial == Trial(START, 4, None)
    ((before, decision),) = steps(moved)
    assert (before, decision.by, decision.to, decision.at) == (Stage.PROPOSED, "rita", Stage.VALIDATION, NOW)


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (gathering(Function.IT, Function.HR), READY),
        (gathering(*TO_VALIDATION.all_of), replace(READY, readings=2)),
        (replace(gathering(*TO_VALIDATION.all_of), documents=()), READY),
        (replace(gathering(*TO_VALIDATION.all_of), step=GateStep.PROPOSED), READY),
        (replace(gathering(*TO_VALIDATION.all_of), step=GateStep.HELD), READY),
        (replace(gathering(*TO_VALIDATION.all_of), step=GateStep.PASSED), READY),
    ],
)
def test_it_does_not_go_on_while_anything_is_missing_or_nobody_has_decided(state: GateState, found: Measured) -> None:
    with pytest.raises(RuleBroken) as refused:
        promoted(TRIAL, TO_VALIDATION, found, state, by="rita", at=NOW)
    assert refused.value.rule is Rule.GATE_CLOSED


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.TRIAL])
def test_a_gate_is_gone_through_only_from_the_stage_before_it(stage: Stage) -> None:
    with pytest.raises(RuleBroken) as refused:
        promoted(replace(TRIAL, stage=stage), TO_VALIDATION, READY, gathering(*TO_VALIDATION.all_of), by="rita", at=NOW)
    assert refused.value.rule is Rule.WRONG_STAGE


def test_the_gate_of_another_initiative_opens_nothing_here() -> None:
    with pytest.raises(RuleBroken):
        promoted(replace(TRIAL, id="j"), TO_VALIDATION, READY, gathering(*TO_VALIDATION.all_of), by="rita", at=NOW)


def test_another_text_than_the_one_that_was_signed_is_signed_again() -> None:
    state = gathering(Function.IT)
    same = written(state, (Document(DocumentKind.PROCESS_AFTER, "process_after", "ada", NOW),))
    assert same.signatures == state.signatures
    other = written(state, (Document(DocumentKind.PROCESS_AFTER, "another way", "ada", NOW),))
    assert other.signatures == () and len(other.documents) == 2


def test_a_function_that_said_not_yet_is_over_it_when_it_signs_or_is_asked_again() -> None:
    state = objected(gathering(), Objection(Function.IT, "ida", " no contract ", NOW))
    assert state.objection(Function.IT) == Objection(Function.IT, "ida", "no contract", NOW)
    assert signed(state, Signature(Function.IT, "ida", NOW)).objection(Function.IT) is None
    assert asked_again(state, NOW).objection(Function.IT) is None and asked_again(state, NOW).objections
    with pytest.raises(RuleBroken):
        objected(state, Objection(Function.IT, "ida", "again", NOW))


def test_what_is_put_off_or_ended_asks_nobody_and_only_an_end_forgets_signatures() -> None:
    state = replace(gathering(Function.IT), asked=("hana",), remind_at=NOW, watching=("ada",))
    later = held(state, "rita", "The audit comes first", NOW, NOW + timedelta(weeks=4))
    assert (later.asked, later.remind_at, later.why) == ((), None, "The audit comes first")
    assert later.signatures == state.signatures and later.due_at == NOW + timedelta(weeks=4)
    away = put_away(state, NOW)
    assert (away.step, away.signatures, away.asked, away.due_at) == (GateStep.WATCHED, (), (), None)
    assert away.documents == state.documents
    through = passed(state, NOW)
    assert put_away(through, NOW) == through and through.signatures


@pytest.mark.parametrize("why", ["", "  "])
def test_not_yet_takes_a_reason(why: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        held(proposed(BLANK, "", NOW), "rita", why, NOW, NOW)
    assert (refused.value.field, refused.value.rule) == ("why", Rule.EMPTY)


def test_each_time_it_is_begun_has_a_number_of_its_own() -> None:
    first = proposed(BLANK, "", NOW)
    assert (first.round, taken_on(first, "rita", NOW).round) == (1, 1)
    assert taken_on(held(first, "rita", "later", NOW, NOW), "rita", NOW).round == 2
    assert proposed(first, "ada", NOW).round == 2, "its owner says it in words"
    with pytest.raises(RuleBroken):
        proposed(proposed(BLANK, "ada", NOW), "ada", NOW)


def test_two_people_who_are_one_are_named_once() -> None:
    state = replace(gathering(Function.IT), asked=("hana", "ada"), watching=("hana",), by="hana")
    one = with_person(state, "ada", "hana")
    assert (one.asked, one.watching, one.by) == (("ada",), ("ada",), "ada")
    assert "hana" not in one.named and "of it" in one.named


def test_an_organisations_own_gate_stands_in_place_of_the_usual_one() -> None:
    small = Gate(Stage.VALIDATION, readings=1)
    rules = GateRules("o", "o").with_gate(small)
    assert rules.to(Stage.VALIDATION) == small
    assert rules.to(Stage.RUNNING) == DEFAULT_GATES[2]
    assert GateRules("o", "o", ()).to(Stage.REPLICATION) == DEFAULT_GATES[1]
