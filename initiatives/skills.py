"""What somebody offers to help others with, in their own words, and whom such words lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from initiatives.blockers import subjects


@dataclass(frozen=True)
class Skills:
    """Kept under the id of the person."""

    id: str
    organisation: str
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """What it is about: the words it is found by."""
        return tuple(sorted(subjects(self.text)))


def offered(why: str, known: Iterable[Skills]) -> list[Skills]:
    """Those who offer help with what is in the way, most words in common first."""
    wanted = subjects(why)
    scored = [(len(wanted & subjects(one.text)), one) for one in known]
    return [one for score, one in sorted(scored, key=lambda each: (-each[0], each[1].id)) if score]
