"""Who administers: the people listed in the settings, else those the platform itself says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.requests import Visitor


@dataclass(frozen=True)
class Administration:
    """`listed` are ids and addresses in lower case; empty leaves it to the platform."""

    listed: frozenset[str]

    def of(self, visitor: Visitor) -> Visitor:
        """The visitor with the right to administer as the settings say."""
        if not self.listed:
            return visitor
        named = {visitor.external.casefold(), visitor.email.casefold()} - {""}
        return replace(visitor, admin=bool(named & self.listed))
