"""What every scene of the gallery has: the company, its two people, and what they typed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime

from tests.world import Actor, World

NEXT_WEEK = "2026-W50"


class Lived(ABC):
    """`typed` takes the place of everything that people typed, as far as it fits; `names` are the arguments of cards."""

    world: World
    typed: str
    names: dict[str, str]
    ada: Actor
    grace: Actor
    begun: datetime

    @abstractmethod
    def about(self, card: str) -> Mapping[str, str]:
        """The arguments of a card's example."""

    def _all(self, *names: str) -> dict[str, str]:
        return dict.fromkeys(names, f"a {self.typed[:75]}") if self.typed else {}
