"""Until when a proposal is answered, when its clock stands, and how long first answers took."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.initiative import Stage, declined
from initiatives.parking import parked
from initiatives.people import Organisation
from initiatives.promise import (
    FirstAnswers,
    Promise,
    asked,
    begun,
    days_late,
    days_taken,
    decided,
    due_day,
    first_answers,
    over_the_promise,
    promise_id,
    put_aside,
    went_on,
)
from initiatives.reopening import answer_of, reopened, waiting_since
from initiatives.rules import Rule, RuleBroken
from tests.initiatives.test_initiative import PROPOSED

ACME = Organisation("o", "o", "Acme")
THURSDAY = datetime(2026, 11, 19, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """That moment of November 2026; the 19th is a Thursday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def made(now: datetime = THURSDAY, organisation: Organisation = ACME) -> Promise:
    return begun(PROPOSED, organisation, now)


def test_an_answer_is_due_at_the_end_of_the_third_working_day() -> None:
    promise = made()
    assert promise.due_at == at(24, 19)
    assert due_day(promise, ACME) == date(2026, 11, 24)


def test_holidays_and_the_zone_are_those_of_the_organisation() -> None:
    eve = datetime(2026, 12, 23, 10, tzinfo=UTC)
    berlin = replace(ACME, country="DE", region="BE", zone="Europe/Berlin")
    assert due_day(made(eve, ACME), ACME) == date(2026, 12, 28)
    assert made(eve, berlin).due_at == datetime(2026, 12, 29, 18, tzinfo=UTC)


def test_without_quiet_hours_a_working_day_ends_at_midnight() -> None:
    awake = replace(ACME, quiet_from=0, quiet_to=0)
    promise = made(organisation=awake)
    assert promise.due_at == at(25, 0) and due_day(promise, awake) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("before", "days", "moment"),
    [(1, 3, at(23, 9)), (0, 3, at(24, 9)), (None, 3, at(24, 19)), (1, 1, at(20, 9)), (0, 1, at(20, 9))],
)
def test_reviewers_are_reminded_before_it_is_due(before: int | None, days: int, moment: datetime) -> None:
    organisation = replace(ACME, answer_days=days, answer_reminder=before)
    assert made(organisation=organisation).look_at == moment


def test_a_question_is_a_first_answer_and_the_clock_stands_until_the_proposer_has_said_more() -> None:
    stands = asked(made(), ACME, at(20))
    assert (stands.answered_at, stands.stands, stands.look_at) == (at(20), True, None)
    assert not stands.is_late(at(30)) and days_late(stands, ACME, at(30)) == 0
    goes_on = went_on(stands, ACME, at(26))
    assert not goes_on.stands and goes_on.answered_at == at(20)
    assert goes_on.due_at == at(30, 19), "two working days were left on Friday: they are left again"
    assert goes_on.look_at == at(27, 9)


def test_a_question_on_the_last_day_leaves_a_working_day() -> None:
    assert went_on(asked(made(), ACME, at(24, 18)), ACME, at(25)).due_at == at(26, 19)


def test_a_second_question_changes_nothing_and_neither_does_an_answer_nobody_waits_for() -> None:
    stands = asked(made(), ACME, at(20))
    assert asked(stands, ACME, at(23)) == stands
    assert went_on(made(), ACME, at(20)) == made()


def test_a_question_after_the_decision_opens_nothing() -> None:
    closed = decided(made(), at(20))
    assert asked(closed, ACME, at(23)) == closed and not closed.is_open and closed.look_at is None


def test_a_decision_after_a_question_leaves_the_first_answer_where_it_was() -> None:
    closed = decided(asked(made(), ACME, at(20)), at(23))
    assert (closed.answered_at, closed.closed_at, closed.stands) == (at(20), at(23), False)


def test_working_days_late_are_counted_from_the_day_it_was_due() -> None:
    late = [days_late(made(), ACME, moment) for moment in (at(24, 18), at(24, 20), at(25), at(27), at(30))]
    assert late == [0, 0, 1, 3, 4]


@pytest.mark.parametrize(
    ("end", "days"),
    [
        (at(19, 12, 45), "0.25"),
        (at(19, 22), "0.8182"),
        (at(21, 12), "1.8182"),
        (at(23, 8), "1.8182"),
        (at(23, 13, 30), "2.3182"),
        (THURSDAY, "0"),
    ],
)
def test_parts_of_working_days_are_parts(end: datetime, days: str) -> None:
    """A working day has 11 hours here, from 8 to 19; nights and the weekend take no time."""
    assert round(days_taken(ACME, THURSDAY, end), 4) == Decimal(days)


@given(st.integers(0, 60), st.integers(0, 60 * 24 * 20), st.integers(0, 60 * 24 * 20))
def test_time_taken_adds_up(day: int, first: int, second: int) -> None:
    start = THURSDAY + day * DAY
    middle, end = start + timedelta(minutes=first), start + timedelta(minutes=first + second)
    whole = days_taken(ACME, start, end)
    assert abs(whole - days_taken(ACME, start, middle) - days_taken(ACME, middle, end)) < Decimal("0.000001")
    assert 0 <= whole <= (end - start).days + 2


def test_the_median_of_first_answers_is_of_those_given_in_the_period() -> None:
    answers = [decided(made(), moment) for moment in (at(19, 21), at(20, 21), at(24, 21), at(30))]
    found = first_answers(answers, ACME, THURSDAY, at(30))
    assert found is not None and (round(found.days, 2), found.count) == (Decimal("1.82"), 3)
    assert first_answers([made()], ACME, THURSDAY, at(30)) is None
    assert first_answers(answers[:1], ACME, THURSDAY, at(30)) == FirstAnswers(days_taken(ACME, THURSDAY, at(19, 21)), 1)


def test_what_waits_over_the_promise_is_counted() -> None:
    waiting = [made(), made(at(26)), asked(made(), ACME, at(20)), decided(made(), at(20))]
    assert over_the_promise(waiting, at(27)) == 1


def test_every_round_of_a_proposal_has_a_promise_of_its_own() -> None:
    first = PROPOSED
    again = reopened(declined(first, by="rita", why="no", at=at(20)), by="ada", why="new", at=at(21))
    assert (promise_id(first), promise_id(again)) == ("i1", "i1.1")
    assert begun(again, ACME, at(21)).id == "i1.1"


def test_what_is_put_aside_is_answered_and_comes_back_on_its_day() -> None:
    aside = put_aside(made(), ACME, date(2026, 12, 14), at(20))
    assert (aside.is_open, aside.answered_at, aside.back_on) == (False, at(20), date(2026, 12, 14))
    assert aside.look_at == datetime(2026, 12, 14, 9, tzinfo=UTC)


def test_a_proposal_is_put_aside_until_a_day_within_a_year_for_a_reason() -> None:
    aside = parked(PROPOSED, by="rita", why=" later ", until=date(2027, 1, 4), today=date(2026, 11, 19), at=THURSDAY)
    assert aside.stage is Stage.PARKED
    assert (aside.decisions[-1].why, aside.decisions[-1].by) == ("later", "rita")


@pytest.mark.parametrize(
    ("until", "why", "field", "rule"),
    [
        (date(2026, 11, 19), "later", "day", Rule.BACK_TOO_EARLY),
        (date(2027, 11, 21), "later", "day", Rule.PERIOD_FAR),
        (date(2027, 1, 4), " ", "why", Rule.EMPTY),
    ],
)
def test_a_wrong_day_or_no_reason_is_refused(until: date, why: str, field: str, rule: Rule) -> None:
    with pytest.raises(RuleBroken) as refused:
        parked(PROPOSED, by="rita", why=why, until=until, today=date(2026, 11, 19), at=THURSDAY)
    assert (refused.value.field, refused.value.rule) == (field, rule)


def test_only_what_waits_for_an_answer_is_put_aside() -> None:
    with pytest.raises(RuleBroken) as refused:
        parked(
            declined(PROPOSED, by="rita", why="no", at=THURSDAY),
            by="rita", why="later", until=date(2027, 1, 4), today=date(2026, 11, 19), at=THURSDAY,
        )  # fmt: skip
    assert refused.value.rule is Rule.WRONG_STAGE


def test_the_answer_of_a_proposal_is_the_first_decision_since_it_was_last_put_forward() -> None:
    no = declined(PROPOSED, by="rita", why="no", at=at(20))
    again = reopened(no, by="ada", why="new", at=at(21))
    yes = again.decided(Stage.TRIAL, by="sam", why="", at=at(23)).decided(Stage.TRIAL, by="rita", why="", at=at(30))
    answers = [answer_of(one) for one in (PROPOSED, no, again, yes)]
    assert [answer.by if answer else None for answer in answers] == [None, "rita", None, "sam"]


def test_since_when_a_proposal_waited_is_known_for_every_moment() -> None:
    again = reopened(declined(PROPOSED, by="rita", why="no", at=at(20)), by="ada", why="new", at=at(23))
    moments = [PROPOSED.created_at, at(20), at(21), at(24)]
    assert [waiting_since(again, moment) for moment in moments] == [None, PROPOSED.created_at, None, at(23)]


MOVES = st.lists(st.tuples(st.sampled_from(["ask", "answer", "decide"]), st.integers(1, 60 * 24 * 6)), max_size=8)


@given(MOVES, st.integers(1, 20), st.sampled_from([None, 0, 1]))
def test_whatever_happens_somebody_looks_at_it_until_it_is_decided(
    moves: list[tuple[str, int]], days: int, before: int | None
) -> None:
    organisation, now = replace(ACME, answer_days=days, answer_reminder=before), THURSDAY
    promise = begun(PROPOSED, organisation, now)
    first = None
    for move, minutes in moves:
        now += timedelta(minutes=minutes)
        match move:
            case "ask":
                promise, first = asked(promise, organisation, now), first or now
            case "answer":
                promise = went_on(promise, organisation, now)
            case _:
                promise, first = decided(promise, now), first or now
        assert promise.answered_at == first
        assert (promise.look_at is not None) is (promise.is_open and not promise.stands)
        assert promise.look_at is None or promise.look_at <= promise.due_at
        if promise.is_open and move == "answer" and promise.due_at > now:
            assert days_late(promise, organisation, now) == 0
