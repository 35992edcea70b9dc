"""The store's file: who may read it, what is refused, and that plain TinyDB reads it."""

# ruff: noqa: ASYNC240 - the files of a test are small
from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from storage.disk import Disk
from storage.reading import read_snapshot
from storage.rows import CannotOpen, CannotStore
from storage.snapshot import Document, Snapshot, new_tables, read_tables
from tests.storage.notes import HOUR, JOBS, NOTES, NOW, TABLES, Job, Note, everything, note, put, tiny_store


async def written(path: Path, *notes: Note) -> None:
    store = tiny_store(path)
    await put(store, *notes)
    await store.close()


def opening(path: Path) -> str:
    """The sentence with which the store is refused."""
    with pytest.raises(CannotOpen) as refused:
        tiny_store(path)
    return str(refused.value)


async def test_what_was_kept_is_there_after_a_restart(path: Path) -> None:
    notes = (Note("b", due=NOW, labels=("x", "y"), about={"k": "v"}), Note("a", "other"), Note("c", text="é🧑‍🚀\0"))
    await written(path, *notes)
    store = tiny_store(path)
    async with store.rows(NOW) as rows:
        assert await everything(rows) == [notes[0], notes[2]]
        assert await rows.get(NOTES, "other", "a") == notes[1]
        assert await rows.find(NOTES, "acme", "label", "y") == [notes[0]]
        assert await rows.due(NOTES, NOW, 9) == [notes[0]]
        await rows.put(NOTES, Note("0"))
        assert [found.id for found in await everything(rows)] == ["b", "c", "0"]
    await store.close()


async def test_plain_tinydb_reads_the_file(path: Path) -> None:
    await written(path, Note("1", owner="ada", text="é"), Note("2", owner="bob"))
    with TinyDB(path, access_mode="r", encoding="utf-8") as plain:
        assert plain.tables() == {"_quickwin", "notes"}
        assert plain.table("_quickwin").all() == [{"schema": 1, "written_by": "quickwin"}]
        assert [found["id"] for found in plain.table("notes").search(where("owner") == "ada")] == ["1"]
        assert plain.table("notes").get(doc_id=2)["id"] == "2"


async def test_what_plain_tinydb_has_changed_is_read(path: Path) -> None:
    await written(path, Note("1"))
    with TinyDB(path, encoding="utf-8") as plain:
        plain.table("notes").update({"text": "by hand", "unknown": 1})
        plain.table("notes").insert({"id": "2", "organisation": "acme"})
        plain.table("later").insert({"kept": True})
    store = tiny_store(path)
    async with store.rows(NOW) as rows:
        assert await everything(rows) == [Note("1", text="by hand"), Note("2")]
    await put(store, Note("3"))
    await store.close()
    assert json.loads(path.read_bytes())["later"] == {"1": {"kept": True}}


def test_tinydb_itself_searches_adds_and_removes_on_our_storage(path: Path) -> None:
    path.parent.mkdir()
    snapshot = Snapshot(path, Disk(), new_tables("test") | {"notes": {"7": Document(7, b'{"id":"7","text":"a:b"}')}})
    notes = snapshot.table("notes")
    assert notes.search(where("text") == "a:b") == [{"id": "7", "text": "a:b"}]
    assert notes.insert({"id": "8"}) == 8
    assert notes.insert({"id": "9"}) == 9
    notes.remove(where("id") == "8")
    snapshot.file.flush()
    assert {name: dict(found) for name, found in read_tables(path)["notes"].items()} == {
        "7": {"id": "7", "text": "a:b"},
        "9": {"id": "9"},
    }


async def test_only_the_owner_may_read_what_is_kept(path: Path) -> None:
    store = tiny_store(path, archive_from=1)
    async with store.rows(NOW) as rows:
        await rows.put(JOBS, Job("1", done=True))
    await put(store, Note("1"))
    await store.close()
    kept = sorted(path.parent.iterdir())
    assert [file.name.removeprefix("quickwin.json") for file in kept] == [
        "", ".archive-jobs.jsonl", ".last-good", ".lock",
    ]  # fmt: skip
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_second_opening_is_refused_with_the_holder(path: Path) -> None:
    store = tiny_store(path)
    sentence = opening(path)
    assert f"{path} is in use by another Quickwin process (number {os.getpid()})" in sentence
    await store.close()
    await tiny_store(path).close()


def test_a_second_process_is_refused_and_the_lock_goes_with_its_holder(path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tests.storage.notes import tiny_store; "
        "store = tiny_store(Path(sys.argv[1])); print('open', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        assert f"number {holder.pid}" in opening(path)
    finally:
        holder.kill()
        holder.communicate()
    tiny_store(path)._lock.release()


@pytest.mark.parametrize("content", [b"", b" \n", b"{", b'{"notes": {}}', b"[]", b"null", b'{"_quickwin": {"1": {}}}'])
async def test_an_empty_or_damaged_file_is_refused_with_the_way_back(path: Path, content: bytes) -> None:
    await written(path, Note("1"))
    store = tiny_store(path)
    await put(store, Note("2"))
    await store.close()
    path.write_bytes(content)
    sentence = opening(path)
    assert ("is empty" if not content.strip() else "is damaged") in sentence
    assert "nothing was changed" in sentence
    assert path.read_bytes() == content
    command = sentence.rpartition(": ")[2]
    subprocess.run(shlex.split(command), check=True)  # noqa: ASYNC221 - the command the sentence gives
    store = tiny_store(path)
    assert await note(store, "1") == Note("1")
    await store.close()


async def test_a_file_cut_anywhere_is_refused(path: Path) -> None:
    await written(path, Note("1", text="text"))
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert "nothing was changed" in opening(path)


async def test_without_a_last_good_copy_the_sentence_says_so(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert "There is no last good copy" in opening(path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 7, "organisation": "acme"},
        {"organisation": "acme"},
        {"id": "1", "organisation": "acme"},
        {"id": "2", "organisation": "acme", "due": "soon"},
        "text",
    ],
)
async def test_a_record_that_cannot_be_read_is_refused_by_table(path: Path, wrong: object) -> None:
    await written(path, Note("1"))
    tables = json.loads(path.read_bytes())
    tables["notes"]["2"] = wrong
    path.write_text(json.dumps(tables))
    assert "is damaged" in opening(path)


async def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    await written(path, Note("1"))
    tables = json.loads(path.read_bytes())
    tables["_quickwin"]["1"]["schema"] = 2
    path.write_text(json.dumps(tables))
    assert "written by a newer Quickwin (schema 2; this one knows 1)" in opening(path)
    assert json.loads(path.read_bytes()) == tables


async def test_a_missing_file_is_no_new_store_when_its_last_good_copy_is_there(path: Path) -> None:
    await written(path, Note("1"))
    path.unlink()
    assert "is missing" in opening(path)


def test_a_folder_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be used" in opening(tmp_path / "file" / "quickwin.json")
    (tmp_path / "folder.json").mkdir()
    assert "cannot be used: Is a directory" in opening(tmp_path / "folder.json")


async def test_the_last_good_copy_is_kept_at_start_up_and_then_once_an_hour(path: Path) -> None:
    await written(path, Note("1", text="before"))
    copy = path.with_name("quickwin.json.last-good")
    store = tiny_store(path)
    seen = []
    for minutes in (0, 10, 59, 60, 70, -5):
        await put(store, Note("1", text=str(minutes)), at=NOW + timedelta(minutes=minutes))
        seen.append(json.loads(copy.read_bytes())["notes"]["1"]["text"])
    assert seen == ["before", "before", "before", "59", "59", "70"]
    await store.close()


async def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    await written(path, Note("1"))
    (tmp_path / "link.json").symlink_to(path)
    await written(tmp_path / "link.json", Note("2"))
    assert (tmp_path / "link.json").is_symlink()
    assert len(json.loads(path.read_bytes())["notes"]) == 2


async def test_what_only_reads_needs_no_lock_and_changes_nothing(path: Path) -> None:
    store = tiny_store(path, archive_from=1)
    await put(store, Note("1", due=NOW, labels=("x",)))
    async with store.rows(NOW) as rows:
        await rows.put(JOBS, Job("done", done=True))
        await rows.put(JOBS, Job("open"))
    view = read_snapshot(path, TABLES)
    await put(store, Note("2"))
    assert await everything(view) == [Note("1", due=NOW, labels=("x",))]
    assert await view.find(NOTES, "acme", "label", "x") == await view.due(NOTES, NOW + HOUR, 1)
    with pytest.raises(CannotStore, match="reading only"):
        await view.put(NOTES, Note("3"))
    with pytest.raises(CannotStore, match="reading only"):
        await view.remove(NOTES, "acme", "1")
    await store.close()
    later = read_snapshot(path, TABLES)
    assert [found.id for found in await everything(later)] == ["1", "2"]
    assert [job.id for job in await later.archived(JOBS, "acme")] == ["done", "open"]
    with pytest.raises(CannotOpen, match="is missing"):
        read_snapshot(path.with_name("other.json"), TABLES)


async def test_a_transaction_without_changes_leaves_the_file_untouched(path: Path) -> None:
    await written(path, Note("1"))
    before = path.stat().st_mtime_ns
    store = tiny_store(path)
    async with store.rows(NOW) as rows:
        await rows.put(NOTES, Note("1"))
    await store.close()
    assert path.stat().st_mtime_ns == before
