"""An initiative's moves between its stages, and its weekly answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.check_ins import check_in_id, with_point
from initiatives.initiative import (
    ASKED_WEEKLY,
    RECENT,
    START_WINDOW_DAYS,
    Decision,
    Initiative,
    Sensitivity,
    Stage,
    Trial,
    approved,
    baselined,
    declined,
    extended,
    stopped,
    title_of,
)
from initiatives.kpi import Direction, Kpi
from initiatives.rules import Rule, RuleBroken
from initiatives.wins import Point, WinKind

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 28, 9, tzinfo=UTC)
KPI = Kpi("k1", "hours on invoices", "h", Direction.DOWN, Decimal(42), date(2026, 10, 1), Decimal(20))
PROPOSED = Initiative(
    "i1", "o", "Read invoices", "we copy invoices", "accounting", Decimal(3), "read them", "", Sensitivity.INTERNAL, (KPI,), "ada", "", NOW
)  # fmt: skip


def tried(initiative: Initiative = PROPOSED, *, start: date = TODAY, weeks: int = 8) -> Initiative:
    return approved(initiative, by="rita", owner="omar", start=start, weeks=weeks, today=TODAY, decide_at=LATER, at=NOW)


def at_stage(stage: Stage) -> Initiative:
    return PROPOSED if stage is Stage.PROPOSED else replace(tried(), stage=stage)


def answer(value: str, week: int) -> Point:
    return Point(Decimal(value), TODAY + timedelta(weeks=week), f"2026-W{45 + week}")


def rule_broken_by(move: str, initiative: Initiative) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        match move:
            case "approved":
                tried(initiative)
            case "declined":
                declined(initiative, by="rita", why="too early", at=NOW)
            case "extended":
                extended(initiative, by="rita", weeks=4, decide_at=LATER, at=NOW)
            case _:
                stopped(initiative, by="omar", why="", at=NOW)
    return refused.value


def test_an_approved_proposal_is_a_trial_with_its_owner_its_weeks_and_who_decided() -> None:
    trial = tried()
    assert (trial.stage, trial.owner, trial.sponsor) == (Stage.TRIAL, "omar", "rita")
    assert trial.trial == Trial(TODAY, 8, LATER)
    assert trial.trial.end == date(2026, 12, 28)
    assert trial.decisions == (Decision("rita", Stage.TRIAL, "", NOW),)
    assert trial.counts and trial.asked_weekly and not PROPOSED.asked_weekly


def test_a_sponsor_named_before_stays() -> None:
    assert tried(replace(PROPOSED, sponsor="sam")).sponsor == "sam"


@pytest.mark.parametrize(
    ("start", "weeks", "field", "rule"),
    [
        (TODAY - timedelta(days=1), 8, "start", Rule.START_TOO_EARLY),
        (TODAY + timedelta(days=START_WINDOW_DAYS + 1), 8, "start", Rule.START_TOO_LATE),
        (TODAY, 0, "weeks", Rule.WEEKS_OUT_OF_RANGE),
        (TODAY, -1, "weeks", Rule.WEEKS_OUT_OF_RANGE),
        (TODAY, 27, "weeks", Rule.WEEKS_OUT_OF_RANGE),
    ],
)
def test_a_trial_outside_its_bounds_is_refused_and_one_at_them_begins(
    start: date, weeks: int, field: str, rule: Rule
) -> None:
    with pytest.raises(RuleBroken) as refused:
        tried(start=start, weeks=weeks)
    assert (refused.value.field, refused.value.rule) == (field, rule)
    assert tried(start=TODAY + timedelta(days=START_WINDOW_DAYS), weeks=1).trial
    assert tried(weeks=26).trial


def test_a_trial_needs_a_target() -> None:
    with pytest.raises(RuleBroken) as refused:
        tried(PROPOSED.with_kpi(replace(KPI, target=None)))
    assert (refused.value.field, refused.value.rule) == ("change", Rule.TARGET_MISSING)
    assert tried().stage is Stage.TRIAL


@pytest.mark.parametrize(
    ("move", "allowed"),
    [
        ("approved", {Stage.PROPOSED}),
        ("declined", {Stage.PROPOSED}),
        ("extended", {Stage.TRIAL}),
        ("stopped", {Stage.TRIAL, Stage.VALIDATION, Stage.REPLICATION, Stage.RUNNING}),
    ],
)
@pytest.mark.parametrize("stage", list(Stage))
def test_a_move_is_refused_from_every_stage_it_does_not_start_from(
    move: str, allowed: set[Stage], stage: Stage
) -> None:
    if stage not in allowed:
        refused = rule_broken_by(move, at_stage(stage))
        assert (refused.rule, refused.values) == (Rule.WRONG_STAGE, {"stage": stage.value})
    else:
        with pytest.raises(pytest.fail.Exception):
            rule_broken_by(move, at_stage(stage))


@pytest.mark.parametrize("why", ["", "  \n"])
def test_a_proposal_is_declined_only_with_a_reason(why: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        declined(PROPOSED, by="rita", why=why, at=NOW)
    assert (refused.value.field, refused.value.rule) == ("why", Rule.EMPTY)
    answered = declined(PROPOSED, by="rita", why=" too early ", at=NOW)
    assert (answered.stage, answered.decisions[-1].why) == (Stage.DECLINED, "too early")


def test_an_extended_trial_keeps_its_start_adds_its_weeks_and_is_looked_at_again() -> None:
    asked = replace(tried(), trial=Trial(TODAY, 8, NOW, asked=True))
    longer = extended(asked, by="rita", weeks=4, decide_at=LATER, at=NOW)
    assert longer.trial == Trial(TODAY, 12, LATER, asked=False)
    assert len(longer.decisions) == len(asked.decisions) + 1


@pytest.mark.parametrize("weeks", [0, 27])
def test_an_extension_has_the_bounds_of_a_trial(weeks: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        extended(tried(), by="rita", weeks=weeks, decide_at=LATER, at=NOW)
    assert refused.value.field == "weeks"
    assert extended(tried(), by="rita", weeks=1, decide_at=LATER, at=NOW).trial == Trial(TODAY, 9, LATER)


def test_nobody_is_asked_about_a_trial_that_stopped() -> None:
    asked = replace(tried(), trial=Trial(TODAY, 8, NOW, asked=True))
    ended = stopped(asked, by="omar", why="learnt", at=NOW)
    assert (ended.stage, ended.trial) == (Stage.STOPPED, Trial(TODAY, 8, None))
    assert ended.decisions[-1].to is Stage.STOPPED
    assert ended.asked_weekly is (ended.stage in ASKED_WEEKLY)


def unmeasured() -> Initiative:
    return tried(PROPOSED.with_kpi(replace(KPI, baseline=None, baseline_on=None)))


def test_a_baseline_measured_in_the_trial_moves_its_start_to_the_day_after() -> None:
    assert unmeasured().needs_baseline and not unmeasured().counts
    shifted = datetime(2027, 1, 2, 9, tzinfo=UTC)
    known = baselined(unmeasured(), Decimal(40), date(2026, 11, 6), shifted)
    assert (known.leading.baseline, known.leading.baseline_on) == (Decimal(40), date(2026, 11, 6))
    assert known.trial == Trial(date(2026, 11, 7), 8, shifted)
    assert known.counts and not known.needs_baseline


@given(st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=30)))
def test_a_trial_counts_whenever_its_baseline_became_known(on: date) -> None:
    known = baselined(unmeasured(), Decimal(40), on, None)
    assert known.counts and known.trial is not None
    assert known.trial.start == max(TODAY, on + timedelta(days=1))
    assert (known.trial.weeks, known.trial.decide_at) == (8, LATER)


def test_a_baseline_moves_no_decision_that_was_taken_and_needs_no_trial() -> None:
    beyond = replace(unmeasured(), stage=Stage.VALIDATION, trial=Trial(TODAY, 8, None))
    known = baselined(beyond, Decimal(40), TODAY, LATER)
    assert known.trial is not None and known.trial.decide_at is None
    assert baselined(PROPOSED, Decimal(40), TODAY, LATER).trial is None


def test_a_baseline_of_the_day_a_trial_starts_does_not_count() -> None:
    assert not tried(PROPOSED.with_kpi(KPI.with_baseline(Decimal(42), TODAY))).counts


def test_the_weeks_are_kept_in_order_and_only_the_newest() -> None:
    initiative = tried()
    for week in (3, 1, 5, 2, 4, 0):
        initiative = with_point(initiative, answer("40", week))
    assert [point.week for point in initiative.recent] == ["2026-W47", "2026-W48", "2026-W49", "2026-W50"]
    assert len(initiative.recent) == RECENT
    assert initiative.latest == answer("40", 5)


def test_a_second_answer_for_a_week_replaces_the_first() -> None:
    initiative = with_point(with_point(tried(), answer("40", 1)), answer("31", 1))
    assert initiative.recent == (answer("31", 1),)


def test_weeks_stay_in_order_over_the_new_year() -> None:
    new_year = Point(Decimal(30), date(2027, 1, 4), "2027-W01")
    initiative = with_point(with_point(tried(), new_year), Point(Decimal(31), date(2026, 12, 28), "2026-W53"))
    assert initiative.latest == new_year


def test_answers_become_a_win_that_only_a_better_one_replaces() -> None:
    first = with_point(tried(), answer("20", 1))
    assert first.win is not None and first.win.kind is WinKind.FIRST_RESULT
    held = with_point(first, answer("18", 2))
    assert held.win is not None and (held.win.kind, held.win.value) == (WinKind.HOLDING, Decimal(18))
    assert with_point(held, answer("42", 3)).win == held.win


def test_a_trial_without_a_baseline_before_its_start_wins_nothing() -> None:
    assert with_point(unmeasured(), answer("1", 1)).win is None
    assert with_point(tried(), answer("1", 1)).win is not None


def test_there_is_one_check_in_for_an_initiative_and_a_week() -> None:
    assert check_in_id("i1", "2026-W47") == "i1.2026-W47"
    assert len({check_in_id(i, w) for i in ("i1", "i2") for w in ("2026-W47", "2026-W48")}) == 4


def test_the_leading_kpi_is_the_one_marked_wherever_it_stands() -> None:
    other = replace(KPI, id="k2", leading=False)
    assert replace(PROPOSED, kpis=(other, KPI)).leading is KPI
    assert replace(PROPOSED, kpis=(other,)).leading is other


def test_a_kpi_is_replaced_in_its_place_and_an_unknown_one_refused() -> None:
    both = replace(PROPOSED, kpis=(KPI, replace(KPI, id="k2", leading=False)))
    changed = replace(KPI, target=Decimal(10))
    assert [kpi.target for kpi in both.with_kpi(changed).kpis] == [Decimal(10), Decimal(20)]
    assert both.kpi("k2").id == "k2"
    with pytest.raises(RuleBroken) as refused:
        both.kpi("k3")
    assert refused.value.rule is Rule.UNKNOWN_KPI


@pytest.mark.parametrize(
    ("idea", "title"),
    [
        ("Read invoices with a model", "Read invoices with a model"),
        ("  Read   invoices.\nThen book them.", "Read invoices"),
        ("Read invoices. Then book them", "Read invoices"),
        ("...", "..."),
        ("", ""),
        (" \n", ""),
        ("word " * 30, "word " * 14 + "word…"),
        ("x" * 81, "x" * 79 + "…"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_title_is_the_first_sentence_cut_at_a_word(idea: str, title: str) -> None:
    assert title_of(idea) == title


@given(st.text())
def test_a_title_fits_and_is_empty_only_when_nothing_was_said(idea: str) -> None:
    assert len(title_of(idea)) <= 80
    assert bool(title_of(idea)) == bool(idea.strip())
