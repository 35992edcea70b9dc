"""Who answers which proposal, and the accounts people have."""

from initiatives.people import Function, Organisation, ReviewRule, account_id

ACME = (
    Organisation("o", "o", "Acme")
    .with_reviewers(ReviewRule("everybody", "", ("eve",)))
    .with_reviewers(ReviewRule("team", "Accounting", ("tom", "tina")))
    .with_reviewers(ReviewRule("function", Function.IT.value, ("ivan",)))
    .with_reviewers(ReviewRule("function", Function.HR.value, ("hana", "ivan")))
)


def test_a_team_goes_before_a_function_and_a_function_before_everybody() -> None:
    assert ACME.reviewers_for("Accounting", (Function.IT,)) == ("tom", "tina")
    assert ACME.reviewers_for("Sales", (Function.IT,)) == ("ivan",)
    assert ACME.reviewers_for("Sales", (Function.MARKETING,)) == ("eve",)
    assert ACME.reviewers_for("", ()) == ("eve",)


def test_nobody_answers_where_nobody_is_set() -> None:
    assert Organisation("o", "o", "Acme").reviewers_for("Accounting", (Function.IT,)) == ()


def test_somebody_set_for_two_functions_is_named_once() -> None:
    assert ACME.reviewers_for("", (Function.IT, Function.HR)) == ("ivan", "hana")


def test_a_team_is_the_same_whatever_its_capitals_and_spaces() -> None:
    assert ACME.reviewers_for("  ACCOUNTING ", ()) == ("tom", "tina")
    renamed = ACME.with_reviewers(ReviewRule("team", " accounting", ("zoe",)))
    assert renamed.reviewers_for("Accounting", ()) == ("zoe",)
    assert len(renamed.reviewers) == len(ACME.reviewers)


def test_a_team_named_like_a_function_is_not_that_function() -> None:
    assert ACME.reviewers_for("it", ()) == ("eve",)


def test_a_rule_without_people_is_removed_and_the_next_in_order_answers() -> None:
    without = ACME.with_reviewers(ReviewRule("team", "Accounting", ()))
    assert without.reviewers_for("Accounting", (Function.IT,)) == ("ivan",)
    assert [rule.name for rule in without.reviewers] == ["", "it", "hr"]
    nobody = without.with_reviewers(ReviewRule("everybody", "", ()))
    assert nobody.reviewers_for("Sales", ()) == ()


def test_a_nameless_team_rule_answers_for_nobody() -> None:
    assert ACME.with_reviewers(ReviewRule("team", "", ("zoe",))).reviewers_for("", ()) == ("eve",)


def test_an_account_is_one_person_in_one_workspace() -> None:
    assert account_id("T1", "U1") == "T1:U1"
    assert len({account_id(w, u) for w in ("T1", "T2") for u in ("U1", "U2")}) == 4
