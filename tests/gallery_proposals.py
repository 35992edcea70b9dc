"""Other proposals of the gallery: one that has waited, and those that are close to one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from initiatives.initiative import Decision, Likeness, Stage, declined
from initiatives.parking import parked
from initiatives.promise import begun, put_aside
from initiatives.reopening import reopened
from initiatives.similar import Backing, Held, Join, backing_id
from tests.gallery_lived import Lived
from tests.world import ORG


class Proposals(Lived):
    """Scenes around what is proposed."""

    async def asked(self, card: str) -> None:
        """Another proposal of Ada's: longer without an answer than was promised, put aside, or taken up again after a no."""
        world, now = self.world, self.world.clock.at
        since, why = now - timedelta(days=8), self._all("why").get("why", "Not before the new archive is here")
        async with world.store.transaction(now) as store:
            organisation, first = await store.organisation(ORG), await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            waits = replace(
                first, id="asked", stage=Stage.PROPOSED, decisions=(), created_at=since, owner="", sponsor="", trial=None,
                recent=(), win=None, reviewers=(self.grace.id,),
            )  # fmt: skip
            promise = begun(waits, organisation, since)
            if card.startswith("park."):
                until = now.date() + timedelta(weeks=4)
                waits = parked(waits, by=self.grace.id, why=why, until=until, today=now.date(), at=now)
                promise = put_aside(promise, organisation, until, now)
            if card.startswith("re"):
                waits = declined(waits, by=self.grace.id, why=why, at=since)
            if card in ("reopen.done", "reopen.told"):
                because = f"Now {self.typed[:900]}" if self.typed else "The archive is here"
                waits = reopened(waits, by=self.ada.id, why=because, at=now)
            if card in ("reopen.done", "reopen.told", "promise.back"):
                promise = begun(waits, organisation, now)
            await store.change_initiative(waits)
            await store.keep_promise(promise)

    async def similar(self) -> None:
        """Ada has typed something that is close to three others, and Grace would like to join hers."""
        world, now = self.world, self.world.clock.at
        async with world.store.transaction(now) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            near = replace(
                first,
                id="near",
                stage=Stage.PROPOSED,
                decisions=(),
                proposer=self.grace.id,
                owner="",
                trial=None,
                win=None,
            )
            reason = self._all("why").get("why", "The archive is read-only")
            no = Decision(self.grace.id, Stage.DECLINED, reason, now)
            over = replace(near, id="over", stage=Stage.DECLINED, decisions=(no,))
            for one in (near, over, replace(over, id="one now", likeness=Likeness((), "near"))):
                await store.add_initiative(one)
            mine = replace(near, id="mine", proposer=self.ada.id)
            await store.hold_proposal(Held("held", ORG, self.ada.id, mine, ("near", first.id, "over"), now))
            key = backing_id(first.id, self.grace.id)
            await store.keep_backing(Backing(key, ORG, first.id, self.grace.id, now, Join.ASKED))
