"""Records become JSON and come back exactly."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from storage.codec import CannotRead, codec
from storage.rows import CannotStore, Table
from storage.tables import TABLES


class Stage(Enum):
    TRIAL = "trial"
    RUNNING = "running"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Rank(IntEnum):
    LOW = 1
    HIGH = 2


@dataclass(frozen=True)
class Number:
    value: Decimal
    kind: Literal["number"] = "number"


@dataclass(frozen=True)
class Text:
    value: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Inner:
    answer: Number | Text
    others: tuple[Number | Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Slim:
    id: str


@dataclass(frozen=True)
class Everything:
    id: str
    organisation: str
    at: datetime
    on: date = date(2025, 1, 1)
    clock: time = time(9, 30)
    every: timedelta = timedelta(days=7)
    amount: Decimal = Decimal("1.10")
    ratio: float = 0.1
    count: int = 1
    certain: bool = False
    stage: Stage = Stage.TRIAL
    rank: Rank = Rank.HIGH
    words: tuple[str, ...] = ()
    pair: tuple[int, str] | None = None
    colours: frozenset[Colour] = frozenset()
    stages: frozenset[Stage] = frozenset()
    inner: Inner | None = None
    slim: Slim | None = None
    named: Mapping[str, Inner] = field(default_factory=dict)
    by_colour: Mapping[Colour, int] = field(default_factory=dict)


AT = datetime(2025, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)
FULL = Everything(
    "1",
    "acme",
    AT,
    amount=Decimal("1E+5"),
    ratio=1e-320,
    count=10**40,
    stage=Stage.RUNNING,
    words=("b", "", "a"),
    pair=(3, "x"),
    colours=frozenset(Colour),
    stages=frozenset(Stage),
    inner=Inner(Text("7"), (Number(Decimal("7.00")), Text("x"))),
    slim=Slim("s"),
    named={"z": Inner(Number(Decimal(-1))), "a": Inner(Text(""))},
    by_colour={Colour.BLUE: 1},
)


def round_trip(record: Any) -> Any:
    return codec(type(record)).decode(codec(type(record)).encode(record))


@pytest.mark.parametrize("record", [FULL, Everything("1", "acme", AT)])
def test_a_record_comes_back_equal_and_of_the_same_types(record: Everything) -> None:
    back = round_trip(record)
    assert back == record
    assert sorted(repr(back)) == sorted(repr(record))  # a set may be spelt in another order


def test_the_json_says_what_a_reader_expects() -> None:
    told = json.loads(codec(Everything).encode(replace(FULL, amount=Decimal("1.10"))))
    assert told["at"] == "2025-11-24T09:00:00.123456+00:00"
    assert told["amount"] == "1.10"
    assert told["stage"] == "running"
    assert told["colours"] == ["blue", "red"]
    assert told["stages"] == ["running", "trial"]
    assert told["inner"]["answer"] == {"value": "7", "kind": "text"}


def test_a_moment_of_another_zone_is_kept_in_utc() -> None:
    back = round_trip(replace(FULL, at=datetime(2025, 11, 24, 11, 0, tzinfo=timezone(timedelta(hours=2)))))
    assert (back.at, back.at.tzinfo) == (datetime(2025, 11, 24, 9, 0, tzinfo=UTC), UTC)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-0", "0.000", "1E-30", "12345678901234567890.123456789"])
def test_a_decimal_keeps_its_digits(text: str) -> None:
    assert str(round_trip(replace(FULL, amount=Decimal(text))).amount) == text


def test_unknown_keys_are_left_out_and_absent_ones_take_their_defaults() -> None:
    kept = codec(Everything).decode(b'{"id":"1","organisation":"acme","at":"2025-11-24T09:00:00.123456Z","future":[1]}')
    assert kept == Everything("1", "acme", AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 1},
        {"at": AT.replace(tzinfo=None)},
        {"amount": 1.5},
        {"stage": "trial"},
        {"words": ["a"]},
        {"words": "abc"},
        {"colours": {Stage.TRIAL}},
        {"inner": Text("x")},
        {"named": {"\ud800": Inner(Text(""))}},
        {"named": {"a": Inner(Text("\ud800"))}},
        {"inner": Inner(Text(7))},  # type: ignore[arg-type]
        {"inner": Inner(Number(Decimal(1), kind="text"))},  # type: ignore[arg-type]
    ],
)
def test_what_is_not_of_its_declared_kind_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotStore, match="This Everything cannot be stored"):
        codec(Everything).encode(replace(FULL, **wrong))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"null",
        b"[]",
        b'{"id":1,"organisation":"acme","at":"2025-11-24T09:00:00Z"}',
        b'{"id":"1","organisation":"acme","at":"2025-11-24T09:00:00"}',
        b'{"id":"1","organisation":"acme","at":"2025-11-24T09:00:00Z","stage":"gone"}',
        b'{"id":"1","organisation":"acme","at":"2025-11-24T09:00:00Z","inner":{"answer":{"kind":"other","value":"1"}}}',
    ],
)
def test_what_is_no_such_record_is_not_read(text: bytes) -> None:
    with pytest.raises(CannotRead, match="Not a Everything"):
        codec(Everything).decode(text)


def _plain(type_: Any) -> st.SearchStrategy[Any]:
    return st.dictionaries(*map(st.from_type, typing.get_args(type_)), max_size=3)


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_every_record_of_every_table_comes_back(table: Table[Any]) -> None:
    st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
    st.register_type_strategy(Decimal, st.decimals(allow_nan=False))
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))  # JSON has no others
    st.register_type_strategy(Mapping, _plain)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def comes_back(drawn: st.DataObject) -> None:
        try:
            record = drawn.draw(st.from_type(table.record))
        except (ValueError, TypeError):
            reject()  # a rule of the record's own
        assert round_trip(record) == record

    comes_back()
