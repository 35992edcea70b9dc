"""What stands in a platform's JSON, read without trusting its shape: what is missing or of another kind is empty."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def dict_at(body: Json, *path: str) -> Json:
    """The object at the end of the path."""
    found = _at(body, path)
    return found if isinstance(found, dict) else {}


def text_at(body: Json, *path: str) -> str:
    """The text at the end of the path."""
    found = _at(body, path)
    return found if isinstance(found, str) else ""


def _at(body: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        body = body.get(name) if isinstance(body, dict) else None
    return body
