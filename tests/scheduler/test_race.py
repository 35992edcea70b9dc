"""Processes of their own race for what is due over one PostgreSQL, and nobody is asked twice or forgotten."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.loading import asked
from benchmarks.race import Race, counted, race
from tests.databases import server


def told_apart(found: Race) -> tuple[int, int, int]:
    """People with another number of nudges than one, people still due, and nudges that no process counted."""
    return found.twice_or_never, found.still_due, found.size - sum(one.taken for one in found.ran)


def test_two_processes_claim_each_due_nudge_exactly_once() -> None:
    found = race(server(), 600, processes=2)
    assert told_apart(found) == (0, 0, 0)
    assert found.least_share > 0


def test_a_nudge_that_is_missing_or_there_twice_is_counted() -> None:
    found = race(server(), 20, processes=1)
    assert told_apart(found) == (0, 0, 0)
    asyncio.run(asked(found.address, "delete from nudges where number = (select min(number) from nudges)"))
    assert counted(found.address) == (1, 0)
    copied = "organisation, id || '.2', version, open, person, record from nudges order by number desc limit 1"
    asyncio.run(
        asked(found.address, f"insert into nudges (organisation, id, version, open, person, record) select {copied}")
    )
    assert counted(found.address) == (2, 0)


@pytest.mark.prove
def test_three_processes_share_a_hundred_thousand_due_nudges_and_stay_as_small_as_they_were() -> None:
    found = race(server(), 100_000, processes=3)
    assert told_apart(found) == (0, 0, 0)
    assert found.least_share >= 0.1
    assert found.memory < 1.1
