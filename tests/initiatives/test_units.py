"""The words people write behind a number: their own spelling is taken, another unit never is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from initiatives.answers import Figure
from initiatives.numbers import NotANumber, read_number
from initiatives.units import counted
from tests.initiatives.answering import taken


@pytest.mark.parametrize(
    ("typed", "language", "unit", "value"),
    [
        ("31 tickets", "en", "tickets a week", "31"),
        ("31 tickets a week", "en", "tickets", "31"),
        ("31 tickets per week", "en", "tickets a week", "31"),
        ("1 ticket", "en", "tickets", "1"),
        ("31 open tickets", "en", "open tickets", "31"),
        ("31 tickets", "en", "tickets closed per week", "31"),
        ("3 entries", "en", "entry", "3"),
        ("3 boxes", "en", "box", "3"),
        ("1 person", "en", "people", "1"),
        ("three tickets", "en", "tickets", "3"),
        ("2 d", "en", "days", "2"),
        ("about 31 tickets", "en", "tickets", "31"),
        ("31 tickets", "fr", "tickets ouverts par semaine", "31"),
        ("31 erreurs", "fr", "nombre d’erreurs par mois", "31"),
        ("31 dépôts", "fr", "depots", "31"),
        ("31 DEPOTS", "fr", "dépôts", "31"),
        ("31 de\u0301po\u0302ts", "fr", "dépôts", "31"),
        ("1 réclamation", "fr", "réclamations", "1"),
        ("1 journal", "fr", "journaux", "1"),
        ("2 travaux", "fr", "travail", "2"),
        ("3 heures par semaine", "fr", "heures", "3"),
        ("3 h", "fr", "heures/semaine", "3"),
        ("trois heures", "fr", "heures", "3"),
        ("2,5 j", "fr", "jours", "2.5"),
        ("12 pour cent", "fr", "%", "12"),
        ("3 hours a week", "en", "heures par semaine", "3"),
        ("31 demandes de remboursement par semaine", "fr", "demandes de remboursement par semaine", "31"),
    ],
)
def test_a_number_may_carry_the_unit_as_people_write_it(typed: str, language: str, unit: str, value: str) -> None:
    assert read_number(typed, language, unit) == Decimal(value)
    assert taken(typed, language, unit) == Figure(Decimal(value), "")


@pytest.mark.parametrize(
    ("typed", "language", "unit"),
    [
        ("31 tickets a day", "en", "tickets a week"),
        ("31 invoices", "en", "invoice errors"),
        ("31 closed tickets", "en", "tickets"),
        ("3 minutes a week", "en", "minutes per ticket"),
        ("3 h par jour", "fr", "heures par semaine"),
        ("31 hours", "en", "tickets"),
        ("2h30", "en", "tickets"),
        ("31 %", "en", "tickets"),
        ("$31", "en", "€"),
        ("31 €", "fr", "tickets"),
        ("one is enough", "en", "tickets"),
        ("31 tickets were open", "en", "tickets"),
    ],
)
def test_a_number_of_something_else_is_asked_back(typed: str, language: str, unit: str) -> None:
    with pytest.raises(NotANumber):
        read_number(typed, language, unit)
    assert taken(typed, language, unit) is None
    assert taken("31", language, unit) == Figure(Decimal(31), "")


def test_thousands_of_a_unit_in_thousands_are_not_taken_twice() -> None:
    for typed in ("31 k€", "31k€", "31 K€", "31k", "31"):
        assert read_number(typed, "fr", "k€") == 31, typed
    assert read_number("31 k€", "fr", "€") == 31_000
    for typed in ("31 €", "31 M€"):
        assert taken(typed, "fr", "k€") is None


def test_what_is_said_after_the_unit_is_kept() -> None:
    found = taken("31 réclamations cette semaine, mais l'API était en panne", "fr", "réclamations")
    assert found == Figure(Decimal(31), "l'API était en panne")


@pytest.mark.parametrize(
    ("unit", "name", "words"),
    [
        ("tickets", "support", "tickets"),
        ("a week", "errors", "errors a week"),
        ("/semaine", "erreurs", "erreurs /semaine"),
        ("", "hours a week on invoices", "hours a week on invoices"),
        ("", "Share of on-time answers", ""),
        ("", "average handling time", ""),
        ("", "Coûts par commande", ""),
    ],
)
def test_a_number_counts_in_its_unit_or_in_what_its_name_counts(unit: str, name: str, words: str) -> None:
    assert counted(unit, name) == words


@pytest.mark.parametrize("typed", ["72 %", "€72", "72 h", "72"])
def test_a_name_that_tells_no_unit_takes_any(typed: str) -> None:
    assert read_number(typed, "en", counted("", "Share of on-time answers")) == 72
