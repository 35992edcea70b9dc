"""Records to JSON and back, exactly: decimals as text, moments in UTC, sets in order, unions by their `kind`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter
from pydantic_core import (
    CoreConfig,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    SchemaSerializer,
    SchemaValidator,
    ValidationError,
    core_schema,
    to_json,
)

from storage.rows import CannotStore

T = TypeVar("T")

_CONFIG = CoreConfig(ser_json_inf_nan="constants", hide_input_in_errors=True)


class CannotRead(ValueError):
    """What is kept is not a record of this kind."""


class Codec(Generic[T]):
    """Writes and reads one type of record.

    Keys the type does not know are left out when reading, and fields the JSON does not have take their defaults.
    """

    def __init__(self, type_: type[T]) -> None:
        self._name = type_.__name__
        schema = _exact(TypeAdapter(type_).core_schema)
        self._writer = SchemaSerializer(schema, _CONFIG)
        self._reader = SchemaValidator(schema, _CONFIG)

    def encode(self, record: T) -> bytes:
        """The record's JSON; what has another type than its field, or could not be read back, raises CannotStore."""
        try:
            return self._writer.to_json(record, warnings="error")
        except (PydanticSerializationError, ValueError) as error:
            why = re.sub(r"input_value=.*?, input_type", "input_type", str(error), flags=re.DOTALL)
            raise CannotStore(f"This {self._name} cannot be stored: {why}") from None  # the value may be private

    def some(self, record: T, fields: Iterable[str]) -> bytes:
        """The JSON of some of the record's fields, in their order."""
        return self._writer.to_json(record, include=set(fields), warnings="error")

    def decode(self, text: bytes) -> T:
        try:
            return cast("T", self._reader.validate_json(text, strict=True))
        except ValidationError as error:
            raise CannotRead(f"Not a {self._name}: {error}") from error


_codecs: dict[type[Any], Codec[Any]] = {}


def codec(type_: type[T]) -> Codec[T]:
    """The one codec of a type; making it takes milliseconds."""
    if type_ not in _codecs:
        _codecs[type_] = Codec(type_)
    return _codecs[type_]


def canonical(value: Any) -> bytes:
    """One spelling for equal JSON values made in the same order."""
    return to_json(value)


def _exact(schema: Any) -> Any:
    """The schema with moments, sets and decimals spelt our way, wherever they occur."""
    if isinstance(schema, list):
        return [_exact(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: part if key in {"default", "metadata"} else _exact(part) for key, part in schema.items()}
    match schema.get("type"):
        case "datetime":
            moment = {**inner, "tz_constraint": "aware"}
            return core_schema.no_info_after_validator_function(_in_utc, moment, serialization=_written(_moment))
        case "frozenset" | "set":
            return {**inner, "serialization": _written(_in_order, core_schema.list_schema(inner.get("items_schema")))}
        case "decimal":
            return {**inner, "allow_inf_nan": True}
        case "dict" if schema.get("keys_schema", {}).get("type") == "str":
            return {**inner, "keys_schema": {**inner["keys_schema"], "serialization": _written(_whole)}}
        case _:
            return inner


def _written(function: Callable[[Any], Any], result: core_schema.CoreSchema | None = None) -> core_schema.SerSchema:
    return core_schema.plain_serializer_function_ser_schema(function, return_schema=result, when_used="json")


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise PydanticSerializationUnexpectedValue("not a moment")
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()


def _whole(key: str) -> str:
    """Half a character in a key would be written as another key, where one in a text is refused."""
    key.encode()
    return key


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


def _in_order(value: object) -> list[Any]:
    if not isinstance(value, Set):
        raise PydanticSerializationUnexpectedValue("not a set")
    return sorted(value, key=_order)


def _order(member: Any) -> Any:
    return member.value if isinstance(member, Enum) else member
