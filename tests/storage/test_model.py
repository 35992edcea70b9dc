"""Memory and TinyDB do what a dictionary does, whatever the order of events, restarts and full disks included."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from storage.memory import MemoryStore
from storage.rows import Rows, StorageFailed
from tests.storage.breaking import BreakingDisk, disk_full
from tests.storage.notes import HOUR, NOTES, NOW, Note, memory_store, tiny_store

T = TypeVar("T")

IDS = st.sampled_from(["1", "2", "3", "4"])
ORGANISATIONS = st.sampled_from(["acme", "other"])
NOTE = st.builds(
    Note,
    id=IDS,
    organisation=ORGANISATIONS,
    owner=st.sampled_from(["", "ada", "bob"]),
    labels=st.lists(st.sampled_from("xyz"), max_size=3).map(tuple),
    due=st.none() | st.integers(-2, 2).map(lambda hours: NOW + hours * HOUR),
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)
Key = tuple[str, str]


class Stores(RuleBasedStateMachine):
    """The model keeps notes in the order of first storing, as the stores promise to."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.disk = BreakingDisk(strike=disk_full)
        self.memory = memory_store()
        self.tiny = self.opened()
        self.model: dict[Key, Note] = {}

    def opened(self) -> MemoryStore:
        return tiny_store(Path(self.folder.name) / "kept.json", disk=self.disk)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    @property
    def stores(self) -> tuple[MemoryStore, MemoryStore]:
        return self.memory, self.tiny

    @rule(note=NOTE)
    def put(self, note: Note) -> None:
        async def put(store: MemoryStore) -> None:
            async with store.rows(NOW) as rows:
                await rows.put(NOTES, note)

        for store in self.stores:
            self.run(put(store))
        self.model[note.organisation, note.id] = note

    @rule(note=NOTE)
    def insert(self, note: Note) -> None:
        async def insert(store: MemoryStore) -> bool:
            async with store.rows(NOW) as rows:
                return await rows.insert(NOTES, note)

        is_new = (note.organisation, note.id) not in self.model
        assert [self.run(insert(store)) for store in self.stores] == [is_new] * 2
        self.model.setdefault((note.organisation, note.id), note)

    @rule(organisation=ORGANISATIONS, id_=IDS)
    def remove(self, organisation: str, id_: str) -> None:
        async def remove(store: MemoryStore) -> bool:
            async with store.rows(NOW) as rows:
                return await rows.remove(NOTES, organisation, id_)

        was_there = self.model.pop((organisation, id_), None) is not None
        assert [self.run(remove(store)) for store in self.stores] == [was_there] * 2

    @rule(notes=st.lists(NOTE, max_size=4), gone=st.lists(IDS, max_size=2), fails=st.booleans())
    def many_at_once(self, notes: list[Note], gone: list[str], fails: bool) -> None:
        async def many(store: MemoryStore) -> None:
            async with store.rows(NOW) as rows:
                for id_ in gone:
                    await rows.remove(NOTES, "acme", id_)
                for note in notes:
                    await rows.put(NOTES, note)
                if fails:
                    raise KeyError

        for store in self.stores:
            try:
                self.run(many(store))
            except KeyError:
                assert fails
        if not fails:
            for id_ in gone:
                self.model.pop(("acme", id_), None)
            self.model.update({(note.organisation, note.id): note for note in notes})

    @rule(note=NOTE, step=st.sampled_from(["create", "write", "sync", "close", "rename kept.json", "sync folder"]))
    def put_on_a_full_disk(self, note: Note, step: str) -> None:
        async def put() -> None:
            async with self.tiny.rows(NOW) as rows:
                await rows.put(NOTES, note)

        self.disk.named = step
        try:
            self.run(put())
            assert self.model.get((note.organisation, note.id)) == note
        except StorageFailed:
            pass
        self.disk.named = ""

    @precondition(lambda self: self.model)
    @rule()
    def restart(self) -> None:
        self.run(self.tiny.close())
        self.tiny = self.opened()

    @invariant()
    def all_agree(self) -> None:
        for store in self.stores:
            self.run(self._agrees(store))

    async def _agrees(self, store: MemoryStore) -> None:
        async with store.rows(NOW) as rows:
            for organisation in ("acme", "other"):
                mine = [note for note in self.model.values() if note.organisation == organisation]
                assert await rows.all(NOTES, organisation) == mine
                await self._found(rows, organisation, mine)
            due: list[tuple[datetime, Note]] = [(note.due, note) for note in self.model.values() if note.due]
            due.sort(key=lambda pair: pair[0])
            found = await rows.due(NOTES, NOW, 99)
            assert [note.due for note in found] == [moment for moment, _ in due if moment <= NOW]
            assert {(n.organisation, n.id) for n in found} == {(n.organisation, n.id) for m, n in due if m <= NOW}
            assert await rows.next_due(NOTES) == (due[0][0] if due else None)

    async def _found(self, rows: Rows, organisation: str, mine: list[Note]) -> None:
        for owner in ("ada", "bob"):
            assert await rows.find(NOTES, organisation, "owner", owner) == [n for n in mine if n.owner == owner]
        for label in "xyz":
            assert await rows.find(NOTES, organisation, "label", label) == [n for n in mine if label in n.labels]
        for id_ in "1234":
            assert await rows.get(NOTES, organisation, id_) == self.model.get((organisation, id_))

    def teardown(self) -> None:
        self.run(self.tiny.close())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        self.folder.cleanup()


TestStores = Stores.TestCase
TestStores.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
