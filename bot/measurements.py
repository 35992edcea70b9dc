"""The fields of a number that a system sends, by whatever way: what may stand in them, and what is wrong when it does not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.measuring import Measurement

FIRST_YEAR = 2000
LARGEST = 1_000_000_000_000
NUMBER = r"-?[0-9]{1,12}(\.[0-9]{1,6})?"
ID = r"[!-~]+"
FLAG = r"true|false|TRUE|FALSE"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


@dataclass(frozen=True)
class Field:
    """One field of a reading: a text, unless it is a `number`, a `day` or a `flag`. `means` says what may stand in it."""

    means: str
    required: bool = False
    longest: int = 200
    pattern: str = ""
    number: bool = False
    day: bool = False
    flag: bool = False
    most: int = LARGEST


FIELDS = {
    "initiative": Field("The initiative’s id, as “systems” in the chat shows it. Not needed with a token for one.", pattern=ID),
    "kpi": Field("The id of the number. Without it, the initiative’s leading number.", pattern=ID),
    "value": Field(
        "The number: a JSON number, or as text to be exact, with a point, like \"12.50\".",
        required=True, pattern=NUMBER, number=True,
    ),
    "day": Field("The day it was measured on, like 2026-11-23. Without it, today.", pattern=DAY, day=True),
    "unit": Field("What it counts in. It is compared with the unit of the number, and another one is refused."),
    "comment": Field("Shown beside the number.", longest=1000),
    "sure": Field(
        "true when the number is meant even if it looks like a slip. Otherwise such a number is asked about.",
        pattern=FLAG, flag=True,
    ),
}  # fmt: skip


def wrong(said: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by field; empty when it can be read."""
    errors = {str(name): "No such field." for name in said if name not in FIELDS}
    return errors | {name: why for name, field in FIELDS.items() if (why := _wrong(field, said.get(name)))}


def read(said: Mapping[str, Any]) -> Measurement:
    """What was said, once nothing is wrong with it."""
    day = said.get("day")
    return Measurement(
        said.get("initiative") or "", said.get("kpi") or "", _decimal(said["value"]), _day(day) if day else None,
        said.get("unit") or "", said.get("comment") or "", str(said.get("sure")).casefold() == "true",
    )  # fmt: skip


def _wrong(field: Field, value: Any) -> str:
    """What is wrong with a field; empty when nothing is."""
    if value is None:
        return "It is missing." if field.required else ""
    if field.flag and isinstance(value, bool):
        return ""
    if field.number and isinstance(value, int | float) and not isinstance(value, bool):
        return "" if abs(value) < field.most else f"A number below {field.most:,}."
    if not isinstance(value, str):
        return _kind(field)
    if field.pattern and not re.fullmatch(field.pattern, value, re.ASCII):
        return field.means
    if field.day and _day(value) is None:
        return field.means
    return "" if len(value) <= field.longest else f"At most {field.longest} letters."


def _kind(field: Field) -> str:
    if field.flag:
        return "true or false."
    return "A number, or a number written as text." if field.number else "A text."


def _decimal(value: object) -> Decimal:
    """As it was written, to six places."""
    return Decimal(str(round(value, 6))) if isinstance(value, float) else Decimal(str(value))


def _day(value: object) -> date | None:
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None
