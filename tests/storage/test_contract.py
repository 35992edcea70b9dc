"""What every backend promises."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import cast

import pytest

from storage.repeating import repeated
from storage.rows import CannotStore, Rows, StorageFailed, Table
from tests.storage.notes import HOUR, JOBS, NOTES, NOW, AnyStore, Job, Note, everything, note, put


async def test_what_was_put_is_found_by_its_key(store: AnyStore) -> None:
    await put(store, Note("1", text="one"))
    assert await note(store, "1") == Note("1", text="one")
    assert await note(store, "2") is None


async def test_a_put_replaces_what_was_there(store: AnyStore) -> None:
    await put(store, Note("1"), Note("2"))
    await put(store, Note("1", text="new"))
    async with store.rows(NOW) as rows:
        assert await everything(rows) == [Note("1", text="new"), Note("2")]


async def test_an_insert_never_replaces(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        assert await rows.insert(NOTES, Note("1"))
        assert not await rows.insert(NOTES, Note("1", text="other"))
    async with store.rows(NOW) as rows:
        assert not await rows.insert(NOTES, Note("1", text="other"))
    assert await note(store, "1") == Note("1")


async def test_eight_race_to_insert_and_one_wins(store: AnyStore) -> None:
    async def claim(number: int) -> bool:
        async with store.rows(NOW) as rows:
            await asyncio.sleep(0)
            return await rows.insert(NOTES, Note("1", text=str(number)))

    won = await asyncio.gather(*map(claim, range(8)))
    assert sorted(won) == [False] * 7 + [True]
    kept = await note(store, "1")
    assert kept is not None
    assert won[int(kept.text)]


async def test_no_update_is_lost(store: AnyStore) -> None:
    await put(store, Note("1", text="0"))

    async def add_one(rows: Rows) -> None:
        found = await rows.get(NOTES, "acme", "1")
        assert found is not None
        await asyncio.sleep(0)
        await rows.put(NOTES, replace(found, text=str(int(found.text) + 1)))

    await asyncio.gather(*(repeated(partial(store.rows, NOW), add_one) for _ in range(40)))
    assert await note(store, "1") == Note("1", text="40")


async def test_a_transaction_sees_its_own_changes_everywhere(store: AnyStore) -> None:
    await put(store, Note("1", due=NOW), Note("2"))
    async with store.rows(NOW) as rows:
        await rows.put(NOTES, Note("1", owner="bob", labels=("x", "y")))
        await rows.remove(NOTES, "acme", "2")
        await rows.put(NOTES, Note("3", due=NOW - HOUR))
        assert [found.id for found in await everything(rows)] == ["1", "3"]
        assert await rows.find(NOTES, "acme", "owner", "ada") == [Note("3", due=NOW - HOUR)]
        assert [found.id for found in await rows.find(NOTES, "acme", "label", "y")] == ["1"]
        assert [found.id for found in await rows.due(NOTES, NOW, 9)] == ["3"]
        assert await rows.next_due(NOTES) == NOW - HOUR
        assert await rows.get(NOTES, "acme", "2") is None


async def test_an_exception_leaves_nothing_behind(store: AnyStore) -> None:
    before = [Note("1", due=NOW, labels=("x",)), Note("2")]
    await put(store, *before)
    with pytest.raises(KeyError):
        async with store.rows(NOW) as rows:
            await rows.put(NOTES, Note("1", owner="bob"))
            await rows.remove(NOTES, "acme", "2")
            await rows.put(NOTES, Note("2", text="again"))
            await rows.insert(NOTES, Note("3", due=NOW))
            raise KeyError("no")
    async with store.rows(NOW) as rows:
        assert await everything(rows) == before
        assert await rows.find(NOTES, "acme", "owner", "ada") == before
        assert await rows.find(NOTES, "acme", "owner", "bob") == []
        assert await rows.find(NOTES, "acme", "label", "x") == [before[0]]
        assert await rows.due(NOTES, NOW, 9) == [before[0]]


async def test_a_transaction_cancelled_in_its_body_leaves_nothing_behind(store: AnyStore) -> None:
    inside = asyncio.Event()

    async def never_done() -> None:
        async with store.rows(NOW) as rows:
            await rows.put(NOTES, Note("1"))
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(never_done())
    await inside.wait()
    waiting = asyncio.create_task(put(store, Note("2")))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await waiting
    assert await note(store, "1") is None
    assert await note(store, "2") == Note("2")


async def test_one_cancelled_while_it_waits_its_turn_disturbs_nobody(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        waiting = asyncio.create_task(put(store, Note("2")))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.sleep(0)
        await rows.put(NOTES, Note("1"))
    await put(store, Note("3"))
    async with store.rows(NOW) as rows:
        assert [found.id for found in await everything(rows)] == ["1", "3"]


async def test_an_index_follows_the_record(store: AnyStore) -> None:
    await put(store, Note("1", owner="ada", labels=("x", "y")), Note("2", owner="bob"))
    await put(store, Note("1", owner="bob", labels=("y", "z", "z")))
    async with store.rows(NOW) as rows:
        assert await rows.find(NOTES, "acme", "owner", "ada") == []
        assert [found.id for found in await rows.find(NOTES, "acme", "owner", "bob")] == ["1", "2"]
        assert [len(await rows.find(NOTES, "acme", "label", label)) for label in "xyz"] == [0, 1, 1]


async def test_what_has_no_value_is_in_no_index(store: AnyStore) -> None:
    await put(store, Note("1", owner=""))
    async with store.rows(NOW) as rows:
        assert await rows.find(NOTES, "acme", "owner", "") == []
        assert await rows.find(NOTES, "acme", "label", "") == []


async def test_lists_keep_the_order_of_first_storing(store: AnyStore) -> None:
    await put(store, *(Note(str(number), owner="bob") for number in (5, 3, 4)))
    await put(store, Note("3", text="changed"))
    await put(store, Note("3", owner="bob"))
    async with store.rows(NOW) as rows:
        assert [found.id for found in await rows.find(NOTES, "acme", "owner", "bob")] == ["5", "3", "4"]
        await rows.remove(NOTES, "acme", "5")
        await rows.put(NOTES, Note("5"))
        assert [found.id for found in await everything(rows)] == ["3", "4", "5"]


async def test_what_is_due_comes_earliest_first_whoever_owns_it(store: AnyStore) -> None:
    await put(
        store,
        Note("later", due=NOW + HOUR),
        Note("now", "other", due=NOW),
        Note("first", due=NOW - 2 * HOUR),
        Note("tie", due=NOW),
        Note("never"),
    )
    async with store.rows(NOW) as rows:
        assert [found.id for found in await rows.due(NOTES, NOW, 9)] == ["first", "now", "tie"]
        assert [found.id for found in await rows.due(NOTES, NOW, 2)] == ["first", "now"]
        assert await rows.due(NOTES, NOW, 0) == []
        assert await rows.next_due(NOTES) == NOW - 2 * HOUR
        await rows.put(NOTES, Note("first", due=None))
        assert await rows.next_due(NOTES) == NOW
        assert await rows.next_due(JOBS) is None


async def test_one_organisation_never_sees_another(store: AnyStore) -> None:
    mine, theirs = Note("1", "acme", labels=("x",), text="mine"), Note("1", "other", labels=("x",), text="theirs")
    await put(store, mine, theirs)
    async with store.rows(NOW) as rows:
        assert await rows.get(NOTES, "other", "1") == theirs
        assert await rows.all(NOTES, "acme") == [mine]
        assert await rows.find(NOTES, "acme", "owner", "ada") == [mine]
        assert await rows.find(NOTES, "acme", "label", "x") == [mine]
        assert await rows.get(NOTES, "third", "1") is None
        assert not await rows.insert(NOTES, replace(mine, text="again"))
        assert await rows.insert(NOTES, Note("1", "third"))
        assert not await rows.remove(NOTES, "fourth", "1")
        assert await rows.remove(NOTES, "acme", "1")
        assert await rows.get(NOTES, "other", "1") == theirs


HOSTILE = (
    "emoji 🧑‍🚀 and more 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "right \u202eto left עברית العربية",
    "a\0b\x1b[31m\x7f",
    "line\nline\r\n\u2028\u2029\ttab",
    "\"'\\{}[]</script><!channel>",
    "=cmd()|' ' and '; drop table notes; --",
    "__class__ $where ../../etc/passwd",
    "x" * 1_000_000,
    "",
    " ",
    "\ufeff\ufffe\uffff",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_comes_back_as_it_was(store: AnyStore, text: str) -> None:
    hostile = Note(f"id {text[:50]}", f"of {text[:50]}", f"by {text}", (text,), None, text, {text: text})
    await put(store, hostile)
    async with store.rows(NOW) as rows:
        assert await rows.get(NOTES, hostile.organisation, hostile.id) == hostile
        assert await rows.find(NOTES, hostile.organisation, "owner", hostile.owner) == [hostile]
        assert await rows.find(NOTES, hostile.organisation, "label", text) == [hostile]


@pytest.mark.parametrize("wrong", [Note("\ud800"), Note("1", text="half \udfff"), Note("1", about={"\ud800": ""})])
async def test_half_a_character_is_refused_before_anything_changes(store: AnyStore, wrong: Note) -> None:
    async with store.rows(NOW) as rows:
        await rows.put(NOTES, Note("1", text="whole"))
        with pytest.raises(CannotStore, match=r"surrogates|another"):
            await rows.put(NOTES, wrong)
    async with store.rows(NOW) as rows:
        assert await everything(rows) == [Note("1", text="whole")]


async def test_what_could_not_be_read_back_is_refused(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        with pytest.raises(CannotStore, match="time zone"):
            await rows.put(NOTES, Note("1", due=NOW.replace(tzinfo=None)))
        with pytest.raises(CannotStore, match="owner"):
            await rows.put(NOTES, Note("1", owner=7))  # type: ignore[arg-type]
        with pytest.raises(CannotStore, match="keeps Note, not Job"):
            await rows.put(cast("Table[Job]", NOTES), Job("1"))
        assert await everything(rows) == []


async def test_a_refusal_does_not_repeat_what_somebody_wrote(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        with pytest.raises(CannotStore) as refused:
            await rows.put(NOTES, Note("1", labels="my salary"))  # type: ignore[arg-type]
    assert "salary" not in str(refused.value)


async def test_an_index_nobody_declared_is_a_mistake(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        with pytest.raises(LookupError, match="no index colour"):
            await rows.find(NOTES, "acme", "colour", "red")


async def test_the_names_of_changed_tables_are_told_after_a_commit(store: AnyStore) -> None:
    told: list[frozenset[str]] = []
    store.after_commit(told.append)
    await put(store, Note("1"))
    async with store.rows(NOW) as rows:
        await rows.put(JOBS, Job("1"))
        await rows.put(NOTES, Note("2"))
    with pytest.raises(KeyError):
        async with store.rows(NOW) as rows:
            await rows.put(NOTES, Note("3"))
            raise KeyError
    await asyncio.sleep(0)
    assert told == [{"notes"}, {"notes", "jobs"}]


async def test_a_transaction_that_changes_nothing_in_the_end_tells_nobody(store: AnyStore) -> None:
    await put(store, Note("1"))
    await asyncio.sleep(0)
    told: list[frozenset[str]] = []
    store.after_commit(told.append)
    async with store.rows(NOW) as rows:
        await rows.put(NOTES, Note("1"))
        await rows.put(NOTES, Note("2"))
        await rows.remove(NOTES, "acme", "2")
        await rows.find(NOTES, "acme", "owner", "ada")
    await asyncio.sleep(0)
    assert told == []


async def test_a_second_transaction_inside_the_first_is_refused_instead_of_waiting_for_ever(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        with pytest.raises(RuntimeError, match="already"):
            async with store.rows(NOW):
                pass
        await rows.put(NOTES, Note("1"))
    assert await note(store, "1") == Note("1")


async def test_rows_cannot_be_used_after_their_transaction(store: AnyStore) -> None:
    kept: list[Rows] = []
    async with store.rows(NOW) as rows:
        kept.append(rows)
    with pytest.raises(RuntimeError, match="over"):
        await kept[0].put(NOTES, Note("1"))
    assert await note(store, "1") is None


async def test_a_closed_store_refuses(store: AnyStore) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StorageFailed, match="closed"):
        await put(store, Note("1"))


async def test_a_due_function_that_raises_changes_nothing(store: AnyStore) -> None:
    await put(store, Note("1", labels=("x",)))
    broken = Note("1", labels=("y",), about={"due": "broken"})
    object.__setattr__(broken, "due", "tomorrow")
    with pytest.raises(CannotStore):
        await put(store, broken)
    async with store.rows(NOW) as rows:
        assert await rows.find(NOTES, "acme", "label", "x") == [Note("1", labels=("x",))]


async def test_everything_ever_kept_is_listed_and_can_be_forgotten(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        for number in range(6):
            await rows.put(JOBS, Job(str(number), done=number % 2 == 0))
        await rows.put(JOBS, Job("1", "other", done=True))
    kept = [job.id async for job in store.archived(JOBS, "acme", at=NOW)]
    assert sorted(kept) == list("012345")
    assert await store.forget(JOBS, "acme", lambda job: job.id in "0123", at=NOW) == 4
    assert sorted([job.id async for job in store.archived(JOBS, "acme", at=NOW)]) == ["4", "5"]
    assert [job.id async for job in store.archived(JOBS, "other", at=NOW)] == ["1"]


async def test_one_removed_and_put_again_at_once_is_a_change_and_comes_last(store: AnyStore) -> None:
    await put(store, Note("1", labels=("x",)), Note("2", labels=("x",)))
    await asyncio.sleep(0)
    told: list[frozenset[str]] = []
    store.after_commit(told.append)
    async with store.rows(NOW) as rows:
        assert await rows.remove(NOTES, "acme", "1")
        await rows.put(NOTES, Note("1", labels=("x",)))
        assert [found.id for found in await rows.find(NOTES, "acme", "label", "x")] == ["2", "1"]
    await asyncio.sleep(0)
    assert told == [{"notes"}]
    async with store.rows(NOW) as rows:
        assert [found.id for found in await everything(rows)] == ["2", "1"]


async def test_the_order_of_one_transaction_is_that_of_its_last_beginnings(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        assert await rows.get(NOTES, "acme", "1") is None
        await rows.put(NOTES, Note("1"))
        await rows.put(NOTES, Note("2"))
        assert await rows.remove(NOTES, "acme", "1")
        assert await rows.insert(NOTES, Note("1"))
        assert await rows.insert(NOTES, Note("3"))
        assert [found.id for found in await everything(rows)] == ["2", "1", "3"]
        assert await rows.remove(NOTES, "acme", "2")
        await everything(rows)
        await rows.put(NOTES, Note("2"))
    async with store.rows(NOW) as rows:
        assert [found.id for found in await everything(rows)] == ["1", "3", "2"]
