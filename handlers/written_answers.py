"""Answers that were read already, written out so that they can be kept, and read back as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from handlers.answers import Answers, Read

# A sign before each value says of what kind it is: text, number, yes or no, day, several, or (-) nothing.


def written(answers: Answers) -> dict[str, str]:
    return {name: _written(value) for name, value in answers.values.items()}


def read_back(kept: Mapping[str, str]) -> Answers:
    return Answers({name: _read(text[:1], text[1:]) for name, text in kept.items()})


def _written(value: Read) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return f"y{value}"
        case Decimal():
            return f"u{value}"
        case date():
            return f"d{value.isoformat()}"
        case tuple():
            return f"s{json.dumps(value)}"
        case _:
            return f"t{value}"


def _read(kind: str, text: str) -> Read:
    match kind:
        case "u":
            return Decimal(text)
        case "y":
            return text == "True"
        case "d":
            return date.fromisoformat(text)
        case "s":
            return tuple(json.loads(text))
        case "t":
            return text
        case _:
            return None
