"""Finding records by their words: every store finds the same, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from storage import wording
from storage.full_text import WordStatements
from storage.sql import SqlStore
from storage.wording import ASKED, MOST_OF_A_WORD, best, column_words, rare_words, rarest, words_of
from tests.storage.conftest import opened
from tests.storage.notes import JOBS, NOTES, NOW, AnyStore, Note, put

INVOICES = Note("invoices", text="Typing supplier invoices takes a day")
MEETING = Note("meeting", text="Minutes of each meeting are written by hand")
TRAVEL = Note("travel", text="Booking flights and a hotel for the meeting abroad")


async def found(store: AnyStore, text: str, organisation: str = "acme", limit: int = 200) -> list[str]:
    async with store.rows(NOW) as rows:
        return [note.id for note in await rows.matching(NOTES, organisation, words_of(text), limit)]


async def test_what_shares_most_comes_first_and_what_shares_nothing_not_at_all(store: AnyStore) -> None:
    await put(store, INVOICES, MEETING, TRAVEL)
    assert await found(store, "the minutes of a meeting") == ["meeting", "travel"]


async def test_another_word_or_language_for_the_same_thing_finds_it(store: AnyStore) -> None:
    await put(store, INVOICES, MEETING, TRAVEL)
    assert (await found(store, "a bill"))[0] == "invoices"
    assert (await found(store, "les factures des fournisseurs"))[0] == "invoices"


async def test_the_newer_of_two_that_share_as_much_comes_first(store: AnyStore) -> None:
    await put(store, *(Note(str(number), text="invoices") for number in range(5)))
    assert await found(store, "invoices", limit=3) == ["4", "3", "2"]


async def test_words_follow_the_record(store: AnyStore) -> None:
    await put(store, INVOICES, MEETING)
    assert await found(store, "invoices") == ["invoices"]
    await put(store, Note("invoices", text="Typing letters"), Note("meeting", owner="bob", text=MEETING.text))
    assert await found(store, "invoices") == []
    assert await found(store, "letters") == ["invoices"]
    assert await found(store, "meeting") == ["meeting"]
    async with store.rows(NOW) as rows:
        await rows.remove(NOTES, "acme", "invoices")
    assert await found(store, "letters") == []


async def test_a_transaction_finds_what_it_has_just_said(store: AnyStore) -> None:
    await put(store, INVOICES)
    async with store.rows(NOW) as rows:
        await rows.put(NOTES, MEETING)
        await rows.remove(NOTES, "acme", "invoices")
        await rows.insert(NOTES, Note("invoices", text="Another invoice"))
        assert [note.id for note in await rows.matching(NOTES, "acme", words_of("meeting"), 9)] == ["meeting"]
        assert [note.text for note in await rows.matching(NOTES, "acme", words_of("invoice"), 9)] == ["Another invoice"]


async def test_what_was_undone_is_not_found(store: AnyStore) -> None:
    await put(store, INVOICES)
    await found(store, "invoices")
    with pytest.raises(KeyError):
        async with store.rows(NOW) as rows:
            await rows.put(NOTES, Note("invoices", text="Typing letters"))
            await rows.put(NOTES, MEETING)
            await rows.matching(NOTES, "acme", words_of("letters"), 9)
            raise KeyError
    assert await found(store, "invoices") == ["invoices"]
    assert await found(store, "letters minutes meeting") == []


async def test_no_organisation_finds_what_another_one_says(store: AnyStore) -> None:
    await put(store, INVOICES, Note("theirs", "other", text=INVOICES.text))
    assert await found(store, "supplier invoices") == ["invoices"]
    assert await found(store, "supplier invoices", "other") == ["theirs"]
    assert await found(store, "supplier invoices", "third") == []


@pytest.mark.parametrize(
    "text", ["\ud7ff\0'\"*:&|!() invoices", "NEAR(invoices) OR col:invoices", "' | invoices '", "-invoices^2"]
)
async def test_signs_in_a_text_are_no_commands(store: AnyStore, text: str) -> None:
    await put(store, INVOICES, Note("strange", text=text))
    assert sorted(await found(store, text)) == ["invoices", "strange"]


async def test_other_scripts_are_found_too(store: AnyStore) -> None:
    await put(store, Note("greek", text="Τιμολόγια προμηθευτών"), Note("russian", text="счета поставщиков"))
    assert await found(store, "счета") == ["russian"]


async def test_nothing_is_found_by_nothing(store: AnyStore) -> None:
    await put(store, INVOICES, Note("silent", text=""))
    assert await found(store, "") == []
    assert await found(store, "invoices", limit=0) == []


async def test_a_table_without_words_is_not_searched(store: AnyStore) -> None:
    async with store.rows(NOW) as rows:
        with pytest.raises(LookupError, match="jobs is not searched"):
            await rows.matching(JOBS, "acme", {"invoic": 1.0}, 9)


async def test_of_more_than_can_be_looked_through_the_rare_words_are(
    store: AnyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "LOOKED_THROUGH", 30)
    await put(store, MEETING, *(Note(str(number), text="invoices") for number in range(50)))
    assert await found(store, "invoices of meetings") == ["meeting"]
    assert len(await found(store, "invoices")) == 50


async def test_postgresql_is_not_even_asked_for_what_it_has_counted_as_common(path: Path) -> None:
    store = await opened("postgres", path)
    assert isinstance(store, SqlStore)
    await put(store, MEETING, *(Note(str(number), text="invoices") for number in range(50)))
    asked = column_words("acme", ["invoic", "meet"])
    common = WordStatements(store.metadata.tables["notes_words"], "postgresql").common
    assert common is not None
    async with store.database.engine.begin() as connection:
        assert (await connection.execute(common, {"asked": asked})).all() == []
        await connection.execute(text("analyze notes_words"))
        assert sorted((await connection.execute(common, {"asked": asked})).all()) == [(asked[0], 50.0), (asked[1], 1.0)]
    await store.close()


def test_words_that_are_known_to_be_common_come_last_and_not_beyond_what_is_looked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = {"invoic": 900.0, "meet": 300.0, "deliveri": 5e6}
    assert rare_words(["deliveri", "invoic", "meet", "zebra"], counted) == ["zebra", "meet", "invoic", "deliveri"]
    monkeypatch.setattr(wording, "LOOKED_THROUGH", 1500)
    assert rare_words(["deliveri", "invoic", "meet", "zebra"], counted) == ["zebra", "meet", "invoic"]
    assert rare_words(["deliveri"], counted | {"deliveri": 5e9}) == ["deliveri"]


def test_of_a_long_question_the_rarest_words_are_asked_for() -> None:
    lists = [(1.0, list(range(length))) for length in range(60, 0, -1)]
    assert [len(numbers) for _, numbers in rarest(lists)] == list(range(1, ASKED + 1))
    counted = {f"w{number}": float(number) for number in range(60)}
    assert rare_words(sorted(counted), counted) == [f"w{number}" for number in range(ASKED)]


def test_what_a_word_says_by_itself_counts_beside_how_rare_it_is() -> None:
    assert best([(1.0, [1]), (4.0, [2])], 2) == [2, 1]


def test_of_a_common_word_the_newest_are_looked_at_and_a_rare_one_counts_more() -> None:
    common, rare = range(MOST_OF_A_WORD, 0, -1), [7]
    assert best([(1.0, common), (1.0, rare)], 3) == [7, MOST_OF_A_WORD, MOST_OF_A_WORD - 1]
