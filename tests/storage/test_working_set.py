"""Records are found by what they are now, however many share it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.rows import Table
from storage.working_set import Row, Shelf

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Note:
    id: str
    organisation: str
    about: str | None
    readers: tuple[str, ...]
    due: datetime | None
    over: bool


NOTES = Table(
    "notes",
    Note,
    indexes={"about": lambda n: n.about, "readers": lambda n: n.readers},
    due=lambda n: n.due,
    finished=lambda n: n.over,
    many=frozenset({"readers"}),
)
words = st.sampled_from(["ada", "bob", "cleo"])
moments = st.sampled_from([None, NOON, NOON + timedelta(hours=1)])
notes = st.builds(Note, words, words, st.none() | words, st.lists(words, max_size=3).map(tuple), moments, st.booleans())
steps = st.lists(st.tuples(st.integers(1, 5), notes, st.sampled_from(["keep", "renumber", "drop"])), max_size=25)


@given(steps)
def test_a_record_is_found_by_what_it_is_now_and_by_nothing_it_was(done: list[tuple[int, Note, str]]) -> None:
    shelf, there = Shelf(NOTES), dict[tuple[str, str], Row[Note]]()
    for number, note, how in done:
        key = note.organisation, note.id
        if how == "drop":
            there.pop(key, None)
        else:
            fresh = number + 10 * len(there) + 1000 * (1 + max((row.number for row in there.values()), default=0))
            same = how == "keep" and key in there
            there[key] = Row(there[key].number if same else fresh, note)
        shelf.set(key, there.get(key))
    kept = sorted(there.values())
    for organisation in ("ada", "bob", "cleo"):
        own = [row.record for row in kept if row.record.organisation == organisation]
        assert shelf.all(organisation) == own
        for value in ("ada", "bob", "cleo"):
            assert shelf.find(organisation, "about", value) == [note for note in own if note.about == value]
            assert shelf.find(organisation, "readers", value) == [note for note in own if value in note.readers]
    due = sorted((row.record.due, row.number, row.record) for row in kept if row.record.due is not None)
    assert shelf.due(NOON + timedelta(hours=2), 99) == [note for _, _, note in due]
    assert shelf.next_due() == (due[0][0] if due else None)
    assert shelf.finished() == {row.number: row.record for row in kept if row.record.over}
