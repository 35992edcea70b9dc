"""How keys, looked-up values and moments are written in SQL columns, the same on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TEXT

MOST = 200
"""An index takes no long values: what is longer is kept as its beginning and a hash."""

NUMBER = BigInteger().with_variant(Integer, "sqlite")
# Compared byte by byte: quick, and no system update can change the order under an index.
KEY = Text().with_variant(TEXT(collation="C"), "postgresql")


def moment_text(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


class Moment(TypeDecorator[datetime]):
    """An aware moment; where the database has no such type, text in UTC that sorts as moments do."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return moment_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


def column_text(value: str) -> str:
    r"""The value as a column can hold it; different values stay different.

    Columns know neither the character 0 nor half characters. Both are written with a backslash, and a backslash twice,
    so that the mark of a shortened value (`\#`) means nothing else.
    """
    if len(value) <= MOST and value.isascii() and value.isprintable() and "\\" not in value:
        return value
    doubled = value.replace("\\", "\\\\").replace("\0", "\\0")
    whole = doubled.encode("utf-8", "backslashreplace").decode()
    if len(whole) <= MOST:
        return whole
    return f"{whole[: MOST // 2]}\\#{blake2b(whole.encode(), digest_size=20).hexdigest()}"
