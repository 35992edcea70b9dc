"""What becomes of the numbers of the gallery's initiative: waited for, in the way, confirmed, backed, put as a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from initiatives.blockers import Blocker
from initiatives.check_ins import Confirmation, check_in_id
from initiatives.confirming import refused, with_confirmation
from initiatives.silence import Silence, Unheard
from initiatives.waiting import Fate, WaitingNumber
from storage.weeks import Nudge, nudge_id
from tests.gallery_lived import NEXT_WEEK, Lived
from tests.world import ORG


class Weeks(Lived):
    """Scenes of a week."""

    async def unanswered(self) -> None:
        """A week of Ada's waits, and Grace was asked what happens with the initiative nobody answers for."""
        world, about = self.world, self.names["initiative"]
        async with world.store.transaction(world.clock.at) as store:
            first = await store.initiative(ORG, about)
            assert first is not None
            silence = Silence(Unheard.SILENT, self.begun, self.ada.id, (self.grace.id,), (), 2)
            await store.change_initiative(replace(first, silence=silence))
            key = nudge_id(self.ada.id, NEXT_WEEK)
            await store.claim_nudge(Nudge(key, ORG, self.ada.id, NEXT_WEEK, "", world.clock.at, (about,)))

    async def blocked(self) -> None:
        """Something is in the way of Ada's initiative, and Grace was told of it."""
        world, now = self.world, self.world.clock.at
        async with world.store.transaction(now) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            why = self._all("why").get("why", "We have no access to the archive")
            in_the_way = Blocker("blocker", why, self.ada.id, now, self.names["week"], told=(self.grace.id,))
            await store.change_initiative(first.with_blocker(in_the_way))

    async def confirming(self, *, over: bool) -> None:
        """Grace is asked to confirm the number of the last week; when it is over, she has said that it is another one."""
        world, now = self.world, self.world.clock.at
        async with world.store.transaction(now) as store:
            done = await store.check_in(ORG, check_in_id(self.names["initiative"], self.names["week"]))
            assert done is not None
            ((kpi, value),) = done.values
            link = self.typed[:300] or "https://example.com/hours"
            asked = Confirmation(self.names["question"], kpi, value, self.grace.id, self.ada.id, now, link)
            no = self.typed[:600] or "The time sheet of Friday is missing"
            said = refused(asked, self.grace.id, now, no, Decimal(5)) if over else asked
            await store.keep_check_in(with_confirmation(done, said))

    async def backed(self) -> None:
        """A file stands behind the number of the last week."""
        world, about = self.world, self.about("file.kept")
        async with world.store.transaction(world.clock.at) as store:
            done = await store.check_in(ORG, check_in_id(about["initiative"], about["week"]))
            assert done is not None
            await store.keep_check_in(replace(done, link=about["file_at"], file=about["file"]))

    async def waiting(self) -> None:
        """Two numbers of a system wait for Ada; of a third she has said that it is not the number."""
        world, today = self.world, self.world.clock.at
        async with world.store.transaction(today) as store:
            first = await store.initiative(ORG, self.names["initiative"])
            assert first is not None
            system, kpi = self.typed[:60] or "SAP", first.leading
            for back, value in enumerate((420, 415, 4200)):
                fate = Fate.REFUSED if value == 4200 else Fate.OPEN
                number = WaitingNumber(
                    f"slip {back}", ORG, first.id, kpi.id, Decimal(value), today.date() - timedelta(weeks=back), system, today,
                    kpi.baseline, question="a slip", fate=fate,
                )  # fmt: skip
                await store.keep_waiting_number(number)
