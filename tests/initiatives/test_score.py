"""The formula of a proposal's value and effort, what several reviewers come to, and promises beside what was measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from initiatives.initiative import Effort, Initiative, Sensitivity
from initiatives.kpi import Direction, Kpi
from initiatives.score import (
    EFFORT,
    VALUE,
    Criterion,
    Quadrant,
    Score,
    effort_terms,
    errors_fewer,
    hours_freed,
    judged,
    people_felt,
    tenth,
    total,
    value_terms,
)
from initiatives.truth import Bias, Compared, biases, compared
from initiatives.value import Sum, Value
from tests.made import MADE_AT, initiative


def proposal(baseline: int | None, target: int | None, unit: str, hours: int = 12, reach: str = "us") -> Initiative:
    kpi = Kpi(
        "k", "invoices", unit, Direction.DOWN,
        None if baseline is None else Decimal(baseline), None, None if target is None else Decimal(target),
    )  # fmt: skip
    return initiative(1, "ada", kpis=(kpi,), hours=Decimal(hours), reach=reach)


def scored(reviewer: str = "grace", **changes: object) -> Score:
    made = Score(f"i1.{reviewer}", "acme", "i1", reviewer, Decimal(3), False, Decimal(1), Decimal(0), MADE_AT)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "hours"),
    [
        (proposal(12, 4, "hours a week"), 8),
        (proposal(40, 10, "days"), 9),
        (proposal(None, 4, "hours a week"), 4),
        (proposal(40, 50, "days"), 0),
    ],
    ids=["its number counts them", "the share of its number", "a third when nothing says", "no way down"],
)
def test_the_hours_follow_from_the_number(made: Initiative, hours: int) -> None:
    assert round(hours_freed(made), 6) == hours


@pytest.mark.parametrize(
    ("reach", "people"),
    [
        ("accounting, 6 people", 6),
        ("1,200 customers", 1200),
        ("us", 0),
        ("room B12, 4 of us", 4),
        ("about 40 in 3 teams", 40),
    ],
)
def test_people_are_the_first_number_of_the_words(reach: str, people: int) -> None:
    assert people_felt(proposal(12, 4, "h", reach=reach)) == people


def test_the_value_is_a_sum_that_anyone_can_follow() -> None:
    terms = value_terms(proposal(12, 4, "hours a week", reach="6 people"))
    assert [(term.criterion, term.amount, term.each, term.points) for term in terms] == [
        (Criterion.HOURS, Decimal(8), Decimal("0.5"), Decimal(4)),
        (Criterion.PEOPLE, Decimal(6), Decimal("0.2"), Decimal("1.2")),
    ]
    assert total(terms) == Decimal("5.2")


def test_errors_and_money_count_where_the_number_says_so() -> None:
    assert errors_fewer(proposal(12, 2, "errors a week")) == 10
    by = {term.criterion: term.points for term in value_terms(proposal(3000, 2000, "€ a month", hours=0))}
    assert by == {Criterion.MONEY: 2}


def test_no_line_and_no_sum_exceeds_its_most() -> None:
    huge = proposal(10_000, 0, "hours a week", reach="100000 people")
    assert {term.criterion: term.points for term in value_terms(huge)} == {
        one: weight.most for one, weight in VALUE.items() if one in (Criterion.HOURS, Criterion.PEOPLE)
    }
    heavy = scored(days=Decimal(500), infrastructure=True, integrations=Decimal(9), trained=Decimal(900))
    terms = effort_terms(heavy, replace(huge, sensitivity=Sensitivity.PERSONAL))
    assert {term.criterion: term.points for term in terms} == {one: weight.most for one, weight in EFFORT.items()}
    assert total(terms) == 10


@pytest.mark.parametrize(
    ("baseline", "days", "found"),
    [
        (14, 3, Quadrant.QUICK_WIN),
        (14, 30, Quadrant.BIG_BET),
        (6, 3, Quadrant.SMALL_GAIN),
        (6, 30, Quadrant.RETHINK),
    ],
)
def test_value_and_effort_make_a_quadrant(baseline: int, days: int, found: Quadrant) -> None:
    assert judged(proposal(baseline, 4, "hours a week"), [scored(days=Decimal(days))]).quadrant is found


def test_before_anybody_scored_it_there_is_a_value_and_no_quadrant() -> None:
    found = judged(proposal(12, 4, "hours a week"), [])
    assert (found.value.mean, found.value.count) == (Decimal(4), 0)
    assert found.effort is None and found.quadrant is None


def test_several_reviewers_come_to_a_mean_with_its_spread() -> None:
    first, second = scored(days=Decimal(2)), scored("linus", days=Decimal(20), value=Decimal(9), why="Customers wait")
    found = judged(proposal(12, 4, "hours a week"), [first, second])
    assert found.effort is not None
    assert (found.value.mean, found.value.low, found.value.high) == (Decimal("6.5"), Decimal(4), Decimal(9))
    assert (found.effort.mean, found.effort.low, found.effort.high) == (Decimal("4.3"), Decimal("1.6"), Decimal(7))
    assert found.value.is_wide and found.effort.is_wide and found.effort.count == 2


def worth(hours: int | None = None, errors: int | None = None) -> Value:
    sums = [Sum(Decimal(one), Decimal(one), ()) if one is not None else None for one in (hours, errors)]
    return Value(sums[0], sums[1], None, None, None, "EUR")


def test_what_was_promised_when_it_was_scored_stands_beside_what_was_measured() -> None:
    spent = Effort(Decimal(6), None, "EUR", date(2026, 11, 2))
    made = replace(proposal(42, 20, "hours a week"), effort_actual=spent)
    early = scored(hours=Decimal(8), errors=Decimal(0))
    late = scored("linus", hours=Decimal(22), days=Decimal(5), at=MADE_AT + timedelta(days=1))
    assert compared(made, [late, early], worth(hours=4, errors=3)) == (
        Compared("i1", Criterion.HOURS, Decimal(8), Decimal(4)),
        Compared("i1", Criterion.DAYS, Decimal(4), Decimal(6)),
    )
    assert compared(made, [], worth(hours=4))[0].foreseen == 22
    assert compared(replace(made, effort_actual=None), [early], worth()) == ()


def test_the_bias_says_which_way_and_how_far_promises_are_off() -> None:
    found = biases(
        [
            Compared("a", Criterion.HOURS, Decimal(8), Decimal(4)),
            Compared("b", Criterion.HOURS, Decimal(10), Decimal(10)),
            Compared("c", Criterion.HOURS, Decimal(10), Decimal(-5)),
            Compared("a", Criterion.DAYS, Decimal(4), Decimal(6)),
        ]
    )
    assert found == (Bias(Criterion.HOURS, Decimal(-67), 3), Bias(Criterion.DAYS, Decimal(50), 1))
    assert biases([]) == ()


@pytest.mark.parametrize(("amount", "shown"), [("0.65", "0.7"), ("0.25", "0.3"), ("0.64", "0.6"), ("8", "8.0")])
def test_half_a_tenth_goes_up_as_on_paper(amount: str, shown: str) -> None:
    assert str(tenth(Decimal(amount))) == shown
