"""What ended is taken up again where it stood, and every earlier reason stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from initiatives.initiative import Initiative, Stage, Trial, declined, stopped
from initiatives.reopening import ENDED, reason_it_ended, reopened, stage_it_ended_in
from initiatives.rules import Rule, RuleBroken
from tests.initiatives.test_initiative import LATER, NOW, PROPOSED, TODAY, tried

SOON = NOW + timedelta(days=40)


def again(initiative: Initiative) -> Initiative:
    return reopened(initiative, by="ada", why="The tool is here now", at=SOON)


def test_a_declined_proposal_waits_for_an_answer_again_and_both_reasons_stay() -> None:
    no = declined(PROPOSED, by="rita", why="Not before May", at=NOW)
    back = again(no)
    assert back.stage is Stage.PROPOSED
    assert [(one.by, one.to, one.why) for one in back.decisions] == [
        ("rita", Stage.DECLINED, "Not before May"),
        ("ada", Stage.PROPOSED, "The tool is here now"),
    ]


def test_what_was_parked_waits_for_an_answer_again() -> None:
    aside = PROPOSED.decided(Stage.PARKED, by="rita", why="After the move", at=NOW)
    assert again(aside).stage is Stage.PROPOSED


def test_a_stopped_trial_goes_on_as_a_trial_whose_end_lies_ahead() -> None:
    ended = stopped(tried(), by="omar", why="no time", at=NOW)
    back = reopened(ended, by="ada", why="time again", at=SOON, weeks=3, decide_at=LATER)
    assert back.stage is Stage.TRIAL
    assert back.trial == Trial(TODAY, 11, LATER)
    assert back.owner == "omar"


def test_what_was_stopped_in_validation_goes_on_there_without_a_trials_end() -> None:
    ended = stopped(tried().decided(Stage.VALIDATION, by="rita", why="", at=NOW), by="omar", why="no time", at=NOW)
    back = reopened(ended, by="ada", why="time again", at=SOON, weeks=3, decide_at=LATER)
    assert (back.stage, back.trial) == (Stage.VALIDATION, Trial(TODAY, 8, None))


def test_what_was_stopped_twice_goes_back_to_where_it_stood_both_times() -> None:
    moved = tried().decided(Stage.VALIDATION, by="rita", why="", at=NOW)
    for _ in range(2):
        moved = again(stopped(moved, by="omar", why="no time", at=NOW))
    assert moved.stage is Stage.VALIDATION
    assert [one.to for one in moved.decisions[2:]] == [
        Stage.STOPPED, Stage.VALIDATION, Stage.STOPPED, Stage.VALIDATION,
    ]  # fmt: skip


def test_a_pause_that_was_open_when_it_stopped_is_over() -> None:
    ended = stopped(replace(tried(), paused_until=date(2027, 3, 1)), by="omar", why="no time", at=NOW)
    assert again(ended).paused_until is None


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in ENDED])
def test_what_has_not_ended_cannot_be_reopened(stage: Stage) -> None:
    with pytest.raises(RuleBroken) as refused:
        again(replace(PROPOSED, stage=stage))
    assert refused.value.rule is Rule.WRONG_STAGE


@pytest.mark.parametrize("stage", ENDED)
def test_reopening_takes_a_reason(stage: Stage) -> None:
    ended = PROPOSED.decided(stage, by="rita", why="no", at=NOW)
    with pytest.raises(RuleBroken) as refused:
        reopened(ended, by="ada", why="  ", at=SOON)
    assert (refused.value.field, refused.value.rule) == ("why", Rule.EMPTY)


def test_the_reason_it_ended_is_found_also_after_it_was_reopened() -> None:
    assert reason_it_ended(PROPOSED) is None
    first = again(declined(PROPOSED, by="rita", why="Not before May", at=NOW))
    second = again(declined(first, by="rita", why="Still too early", at=NOW))
    reasons = [found.why if found else "" for found in (reason_it_ended(first), reason_it_ended(second))]
    assert reasons == ["Not before May", "Still too early"]


def test_a_proposal_never_begun_stood_as_a_proposal() -> None:
    assert stage_it_ended_in(declined(PROPOSED, by="rita", why="no", at=NOW)) is Stage.PROPOSED
