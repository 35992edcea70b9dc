"""One record as a SQL transaction knows it: what its row holds, and what has become of it since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple

from storage.rows import R, Table

Key = tuple[str, str]


class Stored(NamedTuple, Generic[R]):
    """A row: its place in the order of first storing, how often it was changed, and its record."""

    number: int
    version: int
    record: R


@dataclass(eq=False)
class Held(Generic[R]):
    """`now` is the record as the transaction has it, `before` as it met it, `stored` what the row holds; None for none.

    `blind` was put without having been read. `renew` has to leave its row for a new one; `again` did so at some time.
    """

    table: Table[R]
    key: Key
    stored: Stored[R] | None = None
    now: R | None = None
    before: R | None = None
    text: bytes = b""
    blind: bool = False
    renew: bool = False
    again: bool = False

    @property
    def changed(self) -> bool:
        """Whether it is not as it was met, in the end."""
        return self.before != self.now or (self.again and self.now is not None)

    def change(self, record: R | None, text: bytes) -> None:
        if self.now is None:
            self.again = self.again or self.before is not None
            self.renew = self.stored is not None
        self.now, self.text = record, text

    def written(self, number: int, version: int) -> None:
        """The row now holds what the transaction has."""
        if self.now is not None:
            self.stored = Stored(number, version, self.now)
        self.blind = self.renew = False
