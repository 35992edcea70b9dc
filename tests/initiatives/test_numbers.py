"""One number as people type it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.answers import Figure
from initiatives.numbers import Ambiguous, NotANumber, read_number
from tests.initiatives.answering import taken


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("31", "31"),
        (" 31. ", "31"),
        ("3.5", "3.5"),
        ("3,5", "3.5"),
        (".5", "0.5"),
        ("0,125", "0.125"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u202f567", "1234567"),
        ("1'234", "1234"),
        ("1’234.50", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1234,567", "1234.567"),
        ("12 %", "12"),
        ("12 percent", "12"),
        ("12 pour cent", "12"),
        ("€3k", "3000"),
        ("3k€", "3000"),
        ("3.5 k", "3500"),
        ("1.2M", "1200000"),
        ("1 200 €", "1200"),
        ("2h30", "2.5"),
        ("2 h 30", "2.5"),
        ("2h30min", "2.5"),
        ("2 hours and 30 minutes", "2.5"),
        ("1h20", "1.33"),
        ("3 h", "3"),
        ("3 heures", "3"),
        ("about 31", "31"),
        ("environ 31", "31"),
        ("à peu près 31", "31"),
        ("~31", "31"),
        ("31 or so", "31"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("minus 3", "-3"),
        ("+3", "3"),
        ("twelve", "12"),
        ("zéro", "0"),
    ],
)
def test_a_number_is_read_as_people_of_both_languages_type_it(typed: str, value: str, language: str) -> None:
    assert read_number(typed, language) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "lots", "3-4", "3 - 4", "3 to 4", "3/4", "31 and 42", "31 42", "1 2345", "1,23,456", "1.2.3", "12:30", "3 pm",
        "31 people", "45 min", "2h75", "2h5", "moins de 3", "- 3", "--3", "3%%", "€3€", "1e5", "0x1f", "NaN", "Infinity", "½",
        "٣", "3 m", "3 of 4", "1" * 16, "1" * 10_000, "1 " * 5_000, "31?", "3,", ",", "-", "€", "31 31",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_not_one_number_is_refused(typed: str, language: str) -> None:
    with pytest.raises(NotANumber):
        read_number(typed, language)
    assert read_number("31", language) == 31


@pytest.mark.parametrize(
    ("typed", "language", "choices"),
    [
        ("1,200", "fr", ("1.2", "1200")),
        ("1.200", "fr", ("1.2", "1200")),
        ("1.200", "en", ("1.2", "1200")),
        ("12,000 €", "fr", ("12", "12000")),
        ("-1.200", "de", ("-1.2", "-1200")),
        ("1,200k", "fr", ("1200", "1200000")),
    ],
)
def test_a_number_that_reads_two_ways_gives_both(typed: str, language: str, choices: tuple[str, str]) -> None:
    with pytest.raises(Ambiguous) as raised:
        read_number(typed, language)
    assert raised.value.choices == (Decimal(choices[0]), Decimal(choices[1]))


def test_a_comma_before_three_digits_groups_in_english() -> None:
    assert read_number("1,200", "en") == 1200
    assert read_number("1,200", "de") == 1200


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("31 tickets", "tickets", "31"),
        ("1 ticket", "tickets", "1"),
        ("45 min", "minutes", "45"),
        ("45 min", "hours", "0.75"),
        ("2h30", "minutes", "150"),
        ("3 h", "minutes", "180"),
        ("12 %", "%", "12"),
    ],
)
def test_the_word_for_the_unit_may_be_typed(typed: str, unit: str, value: str) -> None:
    assert read_number(typed, "en", unit) == Decimal(value)


@pytest.mark.parametrize(("typed", "unit"), [("12 %", "hours"), ("2h30", "%"), ("€3", "hours"), ("31 cats", "tickets")])
def test_another_unit_than_the_one_asked_for_is_refused(typed: str, unit: str) -> None:
    with pytest.raises(NotANumber):
        read_number(typed, "en", unit)


@given(
    st.decimals(min_value=-99999, max_value=99999, places=2), st.sampled_from([".", ","]), st.sampled_from(["en", "fr"])
)
def test_two_decimals_come_back_whatever_the_mark(value: Decimal, mark: str, language: str) -> None:
    assert read_number(str(value).replace(".", mark), language) == value


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([" ", "\u202f", "'"]))
def test_grouped_thousands_come_back(value: int, mark: str) -> None:
    assert read_number(f"{value:,}".replace(",", mark), "fr") == value


@given(st.text(max_size=60), st.sampled_from(["en", "fr"]))
def test_no_text_breaks_it(anything: str, language: str) -> None:
    try:
        assert read_number(anything, language).is_finite()
    except (NotANumber, Ambiguous) as refused:
        assert isinstance(refused, ValueError)
    found = taken(anything, language)
    assert found is None or found.value.is_finite()


@pytest.mark.parametrize(
    ("answer", "language", "value", "comment"),
    [
        ("31", "en", "31", ""),
        ("about 31", "en", "31", ""),
        ("31.", "en", "31", ""),
        ("3,5", "fr", "3.5", ""),
        ("31 but the API was down on Tuesday", "en", "31", "the API was down on Tuesday"),
        ("31, but the API was down", "en", "31", "the API was down"),
        ("31, the API was down", "en", "31", "the API was down"),
        ("31. The API was down", "en", "31", "The API was down"),
        ("31 - API down", "en", "31", "API down"),
        ("31 (API down)", "en", "31", "API down"),
        ("31\nthe API was down", "en", "31", "the API was down"),
        ("31 because the API was down", "en", "31", "because the API was down"),
        ("31, the API was down for 2 days", "en", "31", "the API was down for 2 days"),
        ("31 mais l'API était en panne", "fr", "31", "l'API était en panne"),
        ("2h30, la semaine était courte", "fr", "2.5", "la semaine était courte"),
        ("2 hours and 30 minutes, the week was short", "en", "2.5", "the week was short"),
        ("1 234,5 car deux sites", "fr", "1234.5", "car deux sites"),
        ("12 % mais en baisse", "fr", "12", "en baisse"),
        ("it's 31 this week", "en", "31", ""),
        ("this week: 31", "en", "31", ""),
        ("c'est 31, ça monte", "fr", "31", "ça monte"),
        ("on est à 31 cette semaine", "fr", "31", ""),
    ],
)
def test_an_answer_is_one_number_and_what_was_said_beside_it(
    answer: str, language: str, value: str, comment: str
) -> None:
    assert taken(answer, language) == Figure(Decimal(value), comment)


@pytest.mark.parametrize(
    "answer",
    [
        "", "thanks", "I think 3 of 4 people like it", "31 and 42", "31, 42", "31 or 32", "31-42", "31 - 42", "31/42", "31?",
        "31, is that right?", "31, sorry, 42", "31, no wait, 42", "31 (42 last week, or maybe 43)", "31, maybe 32", "31 of 40",
        "31 sur 40", "31 people like it", "31 December", "3 pm", "-3, we slipped", "31 200", "more than 31", "31, then 28",
        "same as last week", "later", "31\n42", "31 et 42", "31 but 42", "1,2,3", "12:30", "31 😀",
    ],
)  # fmt: skip
def test_what_is_not_clearly_one_number_is_no_answer(answer: str) -> None:
    assert taken(answer, "en") is None
    assert taken("31", "en") == Figure(Decimal(31), "")


def test_a_number_that_reads_two_ways_is_asked_about_not_taken() -> None:
    assert taken("1,200 mais c'est long", "fr") is None
    assert taken("1,200 but it is long", "en") == Figure(Decimal(1200), "it is long")


def test_a_space_between_thousands_is_taken_in_french_and_may_be_two_answers_in_english() -> None:
    assert taken("31 200", "fr") == Figure(Decimal(31200), "")
    assert taken("31 200", "en") is None


def test_the_unit_of_the_question_may_stand_behind_the_number() -> None:
    assert taken("31 tickets, the API was down", "en", "tickets") == Figure(Decimal(31), "the API was down")


@pytest.mark.parametrize(
    "flood", ["31, " * 3_000, "1 " * 5_000, "1." * 5_000, "31 but " * 1_500, "a" * 10_000, " " * 10_000 + "31 x"]
)
def test_a_flood_ends(flood: str) -> None:
    assert taken(flood, "en") is None
