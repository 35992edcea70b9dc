"""Inside a transaction and between them, the SQL stores answer as the one in memory does, audit entries included."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.audit import ENTRIES, HEAD, HEADS, VALUES
from storage.rows import Rows
from tests.storage.conftest import opened
from tests.storage.notes import HOUR, NOTES, NOW, SECRETS, AnyStore, Note

IDS, ORGANISATIONS = st.sampled_from("12"), st.sampled_from(["acme", "acme", "other"])
TABLES = st.sampled_from([NOTES, SECRETS])
NOTE = st.builds(
    Note,
    id=IDS,
    organisation=ORGANISATIONS,
    owner=st.sampled_from(["ada", "bob"]),
    labels=st.sampled_from([(), ("x",), ("x", "y", "y"), ("z",)]),
    due=st.sampled_from([None, NOW, NOW - HOUR, NOW + HOUR]),
    text=st.sampled_from(["", "a\0b"]),
)
STEP: st.SearchStrategy[tuple[Any, ...]] = st.one_of(
    st.tuples(st.just("put"), TABLES, NOTE),
    st.tuples(st.just("insert"), TABLES, NOTE),
    st.tuples(st.just("remove"), TABLES, ORGANISATIONS, IDS),
    st.tuples(st.just("get"), TABLES, ORGANISATIONS, IDS),
    st.tuples(st.just("find"), st.just(NOTES), ORGANISATIONS, st.just("owner"), st.sampled_from(["ada", "bob"])),
    st.tuples(st.just("find"), st.just(NOTES), ORGANISATIONS, st.just("label"), st.sampled_from("xyz")),
    st.tuples(st.just("all"), TABLES, ORGANISATIONS),
    st.tuples(st.just("due"), st.just(NOTES), st.just(NOW), st.integers(0, 4)),
    st.tuples(st.just("next_due"), st.just(NOTES)),
)
LIFE = st.lists(st.tuples(st.lists(STEP, min_size=1, max_size=12), st.booleans()), min_size=1, max_size=5)


async def lived(store: AnyStore, life: list[tuple[list[tuple[Any, ...]], bool]]) -> list[Any]:
    """What every step gave, transaction after transaction, and what is there in the end."""
    given: list[Any] = []
    for steps, fails in life:
        try:
            async with store.rows(NOW) as rows:
                given += [await getattr(rows, verb)(*arguments) for verb, *arguments in steps]
                if fails:
                    raise KeyError
        except KeyError:
            given.append("failed")
    async with store.rows(NOW) as rows:
        return [*given, *[await left(rows, organisation) for organisation in ("acme", "other")]]


async def left(rows: Rows, organisation: str) -> list[Any]:
    kept = [await rows.all(table, organisation) for table in (NOTES, SECRETS, ENTRIES, VALUES)]
    labelled = [await rows.find(NOTES, organisation, "label", label) for label in "xyz"]
    owned = [await rows.find(NOTES, organisation, "owner", owner) for owner in ("ada", "bob")]
    return [*kept, *labelled, *owned, await rows.get(HEADS, organisation, HEAD), await rows.due(NOTES, NOW, 99)]


async def of(backend: str, life: list[tuple[list[tuple[Any, ...]], bool]], path: Path) -> list[Any]:
    store = await opened(backend, path)
    try:
        return await lived(store, life)
    finally:
        await store.close()


@pytest.mark.parametrize("backend", ["sqlite", "postgres"])
@settings(max_examples=100, deadline=None)
@given(life=LIFE)
def test_every_step_gives_what_it_gives_in_memory(backend: str, life: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.json"
        assert asyncio.run(of(backend, life, path)) == asyncio.run(of("memory", life, path))
