"""Every change of an audited table leaves an entry; the chain of entries outlives the values."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.audit import (
    ENTRIES,
    HEAD,
    HEADS,
    VALUES,
    AuditEntry,
    AuditValue,
    ChainBroken,
    erase_values,
    matches,
    verify_chain,
)
from tests.storage.notes import HOUR, NOTES, NOW, SECRETS, AnyStore, Note, tiny_store


async def change(store: AnyStore, *notes: Note, by: str = "ada", action: str = "write") -> None:
    async with store.rows(NOW) as rows:
        rows.because(by=by, action=action)
        for each in notes:
            await rows.put(SECRETS, each)


async def entries(store: AnyStore, organisation: str = "acme") -> list[AuditEntry]:
    return [entry async for entry in store.archived(ENTRIES, organisation, at=NOW)]


async def values(store: AnyStore) -> dict[str, AuditValue]:
    return {value.id: value async for value in store.archived(VALUES, "acme", at=NOW)}


async def verified(store: AnyStore, organisation: str = "acme") -> int:
    async with store.rows(NOW) as rows:
        head = await rows.get(HEADS, organisation, HEAD)
    return verify_chain(await entries(store, organisation), head)


async def test_what_the_bot_only_plans_leaves_no_entry(store: AnyStore) -> None:
    await change(store, Note("1", text="old"))
    await change(store, Note("1", text="old", due=NOW), by="quickwin")
    assert len(await entries(store)) == 1
    await change(store, Note("1", text="new", due=NOW + HOUR))
    _, rewritten = await entries(store)
    assert rewritten.fields == ("due", "text")
    assert await verified(store) == 2


async def test_an_entry_says_who_did_what_to_which_fields(store: AnyStore) -> None:
    await change(store, Note("1", text="old"))
    async with store.rows(NOW + HOUR) as rows:
        rows.because(by="bob", action="rewrite")
        await rows.put(SECRETS, Note("1", owner="bob", text="new"))
    async with store.rows(NOW) as rows:
        await rows.remove(SECRETS, "acme", "1")
    made, rewritten, removed = await entries(store)
    assert (made.by, made.action, made.at, made.table, made.subject) == ("ada", "write", NOW, "secrets", "1")
    assert made.fields == ("id", "organisation", "owner", "labels", "due", "text", "about")
    assert (made.before, made.previous) == ("", "")
    assert (rewritten.by, rewritten.action, rewritten.at) == ("bob", "rewrite", NOW + HOUR)
    assert rewritten.fields == ("owner", "text")
    assert (removed.by, removed.action, removed.after) == ("quickwin", "system", "")
    assert await verified(store) == 3


async def test_an_entry_holds_no_values_and_its_value_row_does(store: AnyStore) -> None:
    await change(store, Note("1", text="salary"))
    await change(store, Note("1", text="pension"))
    for entry in await entries(store):
        assert "salary" not in repr(entry)
        assert "pension" not in repr(entry)
        assert matches(entry, (await values(store))[entry.id])
        assert not matches(entry, replace((await values(store))[entry.id], after="{}"))
    last = (await values(store))[(await entries(store))[1].id]
    assert (json.loads(last.before), json.loads(last.after)) == ({"text": "salary"}, {"text": "pension"})


async def test_the_same_value_hashes_differently_each_time(store: AnyStore) -> None:
    await change(store, Note("1", text="yes"), Note("2", text="no"))
    await change(store, Note("1", text="no"))
    await change(store, Note("1", text="yes"))
    hashes = [found for entry in await entries(store) for found in (entry.before, entry.after) if found]
    assert len(set(hashes)) == len(hashes)


async def test_what_changes_nothing_or_is_not_audited_leaves_no_entry(store: AnyStore) -> None:
    await change(store, Note("1"))
    await change(store, Note("1"))
    async with store.rows(NOW) as rows:
        await rows.put(NOTES, Note("1"))
        await rows.put(SECRETS, Note("2"))
        await rows.remove(SECRETS, "acme", "2")
    assert len(await entries(store)) == 1


async def test_one_removed_and_put_again_leaves_an_entry(store: AnyStore) -> None:
    await change(store, Note("1"))
    async with store.rows(NOW) as rows:
        await rows.remove(SECRETS, "acme", "1")
        await rows.put(SECRETS, Note("1"))
    assert [entry.fields for entry in await entries(store)][1:] == [()]
    assert await verified(store) == 2


async def test_a_discarded_change_leaves_no_entry(store: AnyStore) -> None:
    with pytest.raises(KeyError):
        async with store.rows(NOW) as rows:
            await rows.put(SECRETS, Note("1"))
            raise KeyError
    assert await verified(store) == 0


async def test_each_organisation_has_its_own_chain(store: AnyStore) -> None:
    await change(store, Note("1"), Note("1", "other"), Note("2"))
    await change(store, Note("2", "other"))
    assert await verified(store) == 2
    assert await verified(store, "other") == 2


async def chain(store: AnyStore) -> list[AuditEntry]:
    for number in range(4):
        await change(store, Note("1", text=str(number)), Note("2", text=str(number)))
    return await entries(store)


@pytest.mark.parametrize(
    "forged",
    [
        {"by": "bob"},
        {"action": "other"},
        {"at": NOW + HOUR},
        {"subject": "2"},
        {"fields": ("owner",)},
        {"after": "00"},
        {"before": "00"},
        {"table": "notes"},
        {"id": "a0"},
        {"organisation": "other"},
        {"chain": "00"},
        {"previous": "00"},
    ],
)
async def test_an_altered_entry_breaks_the_chain_by_name(store: AnyStore, forged: dict[str, Any]) -> None:
    kept = await chain(store)
    kept[2] = replace(kept[2], **forged)
    with pytest.raises(ChainBroken, match=kept[2].id):
        verify_chain(kept)


async def test_a_missing_added_or_moved_entry_breaks_the_chain(store: AnyStore) -> None:
    kept = await chain(store)
    for wrong in (kept[1:], kept[:3] + kept[4:], [*kept[:3], kept[2], *kept[3:]], [kept[1], kept[0], *kept[2:]]):
        with pytest.raises(ChainBroken):
            verify_chain(wrong)


async def test_entries_missing_at_the_end_are_seen_from_the_head(store: AnyStore) -> None:
    kept = await chain(store)
    async with store.rows(NOW) as rows:
        head = await rows.get(HEADS, "acme", HEAD)
    assert verify_chain(kept, head) == 8
    with pytest.raises(ChainBroken, match="end at number 7, and 8 were written"):
        verify_chain(kept[:-1], head)


async def test_values_can_be_erased_and_the_chain_stays_whole(store: AnyStore) -> None:
    await change(store, Note("1", text="by ada"))
    await change(store, Note("ada", text="about ada"), by="bob")
    await change(store, Note("2", text="by bob"), by="bob")
    assert await erase_values(store, "acme", "ada", at=NOW) == 2
    assert [json.loads(value.after)["text"] for value in (await values(store)).values()] == ["by bob"]
    assert await verified(store) == 3
    assert await erase_values(store, "other", "bob", at=NOW) == 0


async def test_the_chain_goes_on_over_restarts_and_archives(path: Path) -> None:
    for round_ in range(3):
        store = tiny_store(path, archive_from=2, ids=f"round{round_}.")
        for number in range(5):
            await change(store, Note("1", text=f"{round_} {number}"))
        assert await verified(store) == 5 * (round_ + 1)
        await store.close()
    store = tiny_store(path)
    assert await verified(store) == 15
    assert len(await values(store)) == 15
    assert await erase_values(store, "acme", "ada", at=NOW) == 15
    assert await verified(store) == 15
    await store.close()
