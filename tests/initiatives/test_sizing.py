"""What is too big for a trial, in several languages, and what is not though it sounds like it."""

from __future__ import annotations

import pytest

from initiatives.sizing import Big, too_big


@pytest.mark.parametrize(
    ("idea", "found"),
    [
        ("A company-wide assistant", Big.EVERYBODY),
        ("An assistant for all departments", Big.EVERYBODY),
        ("Roll it out to every country", Big.EVERYBODY),
        ("Un assistant pour tous les services", Big.EVERYBODY),
        ("Ein Assistent für alle Abteilungen", Big.EVERYBODY),
        ("Build it within 6 months", Big.MONTHS),
        ("Build it, which takes about a year", Big.MONTHS),
        ("Le construire en six mois", Big.MONTHS),
        ("It dauert drei Monate", Big.MONTHS),
        ("It needs 40 person days", Big.EFFORT),
        ("200 hours of development", Big.EFFORT),
        ("Put it on a new server", Big.INFRASTRUCTURE),
        ("Train our own model", Big.INFRASTRUCTURE),
        ("Integrate the archive and build interfaces to the shop", Big.INTEGRATIONS),
        ("Move it from SAP over Salesforce to Jira", Big.SYSTEMS),
    ],
)
def test_what_is_too_big_says_why(idea: str, found: Big) -> None:
    assert too_big(idea, "us", "") == (found,)


def test_several_reasons_are_all_named_in_one_order() -> None:
    idea = "A company-wide data platform within 12 months"
    assert too_big(idea, "3,000 people", "") == (Big.EVERYBODY, Big.PEOPLE, Big.MONTHS, Big.INFRASTRUCTURE)


@pytest.mark.parametrize(
    ("idea", "reach", "tool"),
    [
        ("Read the fields with a model and check them", "accounting, 6 people", "SAP"),
        ("Sum up the invoices of three months", "us", ""),
        ("Answer within 2 days", "support, 12", "Zendesk"),
        ("Save 8 hours a week with 10 person days", "us", ""),
        ("Integrate it with the archive", "us", ""),
        ("Copy from SAP into Excel", "us", "SAP"),
        ("Read every letter and all invoices", "100 customers", ""),
        ("Sort the letters", "@U123ABC456 and room B1200", ""),
        ("Sort the letters", "customer 1392734382", ""),
        ("Sort the letters", "of 00000012-0000-4000-8000-000000000450", ""),
        ("Write the report for 2026", "the plan of 2026", ""),
        ("Group the letters by their subject", "the whole team, 9", ""),
    ],
)
def test_what_fits_into_a_trial_is_left_alone(idea: str, reach: str, tool: str) -> None:
    assert too_big(idea, reach, tool) == ()
