"""Whose name stands on a proposal: who wrote it down for its proposer, and who may read the two names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Named(StrEnum):
    """To whom a proposer is named, beside themselves and whoever wrote it down."""

    EVERYBODY = "everybody"
    REVIEWERS = "reviewers"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Byline:
    """Kept under the id of its initiative. `writer` is who wrote it down for its proposer; empty when they did themselves."""

    id: str
    organisation: str
    writer: str = ""
    named: Named = Named.EVERYBODY

    def is_open_to(self, *, concerned: bool, reviews: bool) -> bool:
        """Whether somebody may read the names: the two are always `concerned`."""
        return self.named is Named.EVERYBODY or concerned or (reviews and self.named is Named.REVIEWERS)

    def with_one_person(self, stays: str, goes: str, proposer: str) -> Byline:
        """The same after two people turned out to be one: nobody writes something down for themselves."""
        writer = stays if self.writer == goes else self.writer
        return replace(self, writer="" if writer == proposer else writer)
