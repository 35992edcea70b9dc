"""How the gallery's reviewers see what is proposed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from initiatives.ai_care import AiClass, classed
from initiatives.initiative import Initiative, Stage
from initiatives.score import Score
from initiatives.sizing import Big, Slice
from storage.port import Transaction
from tests.gallery_lived import Lived
from tests.world import ORG


class Scores(Lived):
    """Scenes with scores."""

    async def _judged(self, store: Transaction, initiative: Initiative) -> None:
        """It is the first slice of something big; Grace has scored it and set its class with reasons of her own."""
        now, why = self.world.clock.at, self._all("why").get("why", "Customers wait for it")
        text = self._all("text").get("text", "Read every letter of the company")
        kpi = replace(initiative.leading, baseline=Decimal(400), target=Decimal(100))
        await store.keep_slice(Slice(initiative.id, ORG, text, (Big.EVERYBODY,), text, text, kpi))
        mine = Score(
            f"{initiative.id}.{self.grace.id}", ORG, initiative.id, self.grace.id, Decimal(3), False, Decimal(1),
            Decimal(10), now, Decimal(8), why, Decimal(6),
        )  # fmt: skip
        await store.keep_score(mine)
        await store.keep_score(
            replace(mine, id=f"{initiative.id}.b", reviewer="b", value=None, why="", days=Decimal(9))
        )
        found = await store.initiative(ORG, initiative.id)
        assert found is not None and found.care is not None
        set_ = classed(found.care, AiClass.LIMITED, why=why, by=self.grace.id, at=now)
        await store.change_initiative(replace(found, care=set_))

    async def open_proposals(self) -> None:
        """Two proposals wait for Grace, and she has scored both."""
        now, title = self.world.clock.at, self._all("title").get("title", "Sort the letters")
        async with self.world.store.transaction(now) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            for number, days in (("1", 3), ("2", 20)):
                asked = replace(
                    first, id=f"asked{number}", title=f"{title} {number}", stage=Stage.PROPOSED, decisions=()
                )
                await store.add_initiative(replace(asked, reviewers=(self.grace.id,)))
                mine = Score(
                    f"asked{number}.{self.grace.id}", ORG, f"asked{number}", self.grace.id, Decimal(days), days > 9,
                    Decimal(1), Decimal(0), now,
                )  # fmt: skip
                await store.keep_score(mine)
