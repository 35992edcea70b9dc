"""What only the store in memory can be: one that takes records on trust."""

from __future__ import annotations

import pytest

from storage.audit import ENTRIES, verify_chain
from storage.memory import MemoryStore
from storage.rows import Table
from tests.storage.notes import NOTES, NOW, SECRETS, TABLES, Note, note, put

HALF_A_CHARACTER = "\ud800"


async def test_on_trust_a_record_that_no_file_could_keep_is_taken_and_the_rest_is_as_always() -> None:
    ids = iter(map(str, range(100)))
    store = MemoryStore(TABLES, new_id=lambda: next(ids), new_salt=lambda: "salt", checked=False)
    await put(store, Note("1", text="one"))
    await put(store, Note("1", text="two"), Note("2", text=HALF_A_CHARACTER))
    assert await note(store, "1") == Note("1", text="two")
    async with store.rows(NOW) as rows:
        await rows.put(SECRETS, Note("3"))
    async with store.rows(NOW) as rows:
        entries = await rows.all(ENTRIES, "acme")
        assert len(await rows.all(NOTES, "acme")) == 2
    assert verify_chain(entries) == 1


async def test_an_index_with_several_values_has_to_be_declared_as_such() -> None:
    ids = iter(map(str, range(100)))
    wrong = Table("wrong", Note, indexes={"label": lambda note: note.labels})
    store = MemoryStore([wrong], new_id=lambda: next(ids), new_salt=lambda: "salt")
    with pytest.raises(TypeError, match="index label of wrong"):
        async with store.rows(NOW) as rows:
            await rows.put(wrong, Note("1", labels=("x",)))
