"""Two organisations in one store: whatever verb one of them uses, it sees and changes nothing of the other."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from storage.memory import MemoryStore
from storage.port import Store, Transaction
from storage.records import Outcome
from storage.tables import TABLES
from tests.storage.company import KINDS, address, copy_of, opened, pattern
from tests.storage.notes import AnyStore, counter
from tests.storage.owned import EVERYBODYS, NOW, READING, REMOVING, WRITING, Owned

ACME, RIVAL = Owned("acme"), Owned("rival")


FILLED: dict[str, str] = {}
SEEN: dict[str, dict[str, object]] = {}


@pytest.fixture(params=["memory", *KINDS])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def both(kind: str, tmp_path: Path) -> AsyncIterator[AnyStore]:
    """A store in which each organisation has one of everything, under the same ids; one is filled, the others are copies."""
    if kind == "memory":
        store: AnyStore = MemoryStore(TABLES, new_id=counter("a"), new_salt=counter("s"))
        await fill(store)
    else:
        if kind not in FILLED:
            FILLED[kind] = pattern(kind)
            await fill(store := await opened(FILLED[kind]))
            await store.close()
        name = address(kind, tmp_path)
        copy_of(FILLED[kind], name)
        store = await opened(name)
    yield store
    await store.close()


async def fill(store: AnyStore) -> None:
    async with store.transaction(NOW) as kept:
        await ACME.keep(kept)
        await RIVAL.keep(kept)


@pytest.fixture
async def before(kind: str, both: AnyStore) -> dict[str, object]:
    """What the first organisation is told by such a store: the same by every copy of it."""
    if kind not in SEEN:
        SEEN[kind] = await seen_by(both, "acme")
    return SEEN[kind]


def owners(answer: Any) -> set[str]:
    """Whose everything in an answer is."""
    records = answer if isinstance(answer, list) else [answer]
    return {record.about["of"] if isinstance(record, Outcome) else record.organisation for record in records}


async def read(store: Transaction, verb: str, org: str) -> Any:
    return await getattr(store, verb)(org, *READING[verb])


async def seen_by(store: Store, org: str) -> dict[str, object]:
    """What every reading verb tells an organisation."""
    async with store.transaction(NOW) as kept:
        return {verb: await read(kept, verb, org) for verb in READING}


def test_every_verb_is_tried() -> None:
    public = {
        name for name, _ in inspect.getmembers(Transaction, inspect.iscoroutinefunction) if not name.startswith("_")
    }
    assert public == {*READING, *REMOVING, *WRITING, *EVERYBODYS}


async def test_every_reading_verb_tells_each_its_own(both: Store) -> None:
    for verb in READING:
        async with both.transaction(NOW) as kept:
            mine, theirs = await read(kept, verb, "acme"), await read(kept, verb, "rival")
        assert mine and theirs, verb
        if verb != "handled_at":
            assert (owners(mine), owners(theirs)) == ({"acme"}, {"rival"}), verb


async def test_every_reading_verb_tells_a_third_nothing(both: Store) -> None:
    for verb in READING:
        async with both.transaction(NOW) as kept:
            try:
                assert not await read(kept, verb, "third"), verb
            except LookupError:
                assert verb == "organisation"


@pytest.mark.parametrize("verb", [*REMOVING, *WRITING])
async def test_a_changing_verb_leaves_the_other_as_it_was(both: Store, before: dict[str, object], verb: str) -> None:
    async with both.transaction(NOW) as kept:
        if verb in REMOVING:
            await getattr(kept, verb)("rival", *REMOVING[verb])
        else:
            await getattr(kept, verb)(getattr(RIVAL, WRITING[verb]))
    assert await seen_by(both, "acme") == before
    async with both.transaction(NOW) as kept:
        assert (await kept.take_join_code("acme", "hash", NOW)) == ACME.code


@pytest.mark.parametrize("verb", sorted(EVERYBODYS - {"forget_expired", "next_due", "next_delivery"}))
async def test_what_is_due_says_whose_it_is(both: Store, verb: str) -> None:
    async with both.transaction(NOW) as kept:
        due = await getattr(kept, verb)(NOW, 9)
    assert owners(due) == {"acme", "rival"}


async def test_an_organisation_that_is_dissolved_leaves_nothing_and_takes_nothing_along(
    both: Store, before: dict[str, object]
) -> None:
    async with both.transaction(NOW) as kept:
        await kept.dissolve("rival")
        with pytest.raises(LookupError):
            await kept.organisation("rival")
        left = {verb: await read(kept, verb, "rival") for verb in READING if verb != "organisation"}
    assert not any(left.values())
    assert await seen_by(both, "acme") == before
