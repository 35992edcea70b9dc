"""The demo company's weeks of check-ins as the ledger keeps them: who was asked when, and answered when or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.bundles import card_of
from handlers.conversation import Post
from handlers.deliveries import at_rest, row_of
from initiatives.calendar import at_hour, iso_week, local_day, monday_of
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative
from initiatives.people import Organisation, Person
from storage.port import Transaction
from storage.records import DeliveryState, To
from storage.weeks import Ended, Nudge, NudgeState, nudge_id

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class _Weeks:
    """One owner's weeks, from the first check-in of theirs to the last."""

    store: Transaction
    company: Organisation
    owner: Person
    now: datetime

    async def write(self, owned: list[Initiative]) -> None:
        for monday in self._mondays(owned):
            answers = {one.id: await self._answer(one, monday) for one in owned}
            asked = tuple(one.id for one in owned if answers[one.id] is not None or self._was_running(one, monday))
            if asked:
                await self._keep(monday, asked, [said for said in answers.values() if said is not None])

    def _mondays(self, owned: list[Initiative]) -> Iterable[date]:
        """Those at which somebody was asked, before this week."""
        begins = [one.trial.start for one in owned if one.trial is not None]
        monday = monday_of(min(begins)) + WEEK if begins else date.max
        while monday < monday_of(local_day(self.now, self.owner.zone)):
            yield monday
            monday += WEEK

    async def _answer(self, initiative: Initiative, monday: date) -> CheckIn | None:
        return await self.store.check_in(self.company.id, check_in_id(initiative.id, iso_week(monday)))

    def _was_running(self, initiative: Initiative, monday: date) -> bool:
        ended = [decision.at for decision in initiative.decisions if decision.to == "stopped"]
        begun = initiative.trial is not None and initiative.trial.start < monday
        return begun and (not ended or local_day(ended[0], self.owner.zone) > monday)

    async def _keep(self, monday: date, asked: tuple[str, ...], answers: list[CheckIn]) -> None:
        week = iso_week(monday)
        at = at_hour(monday, self.company.check_in_hour, self.owner.zone)
        key = f"nudge.{self.owner.id}.{week}"
        nudge = Nudge(
            nudge_id(self.owner.id, week), self.company.id, self.owner.id, week, key, at, asked, NudgeState.MISSED,
            Ended.UNANSWERED.value,
        )  # fmt: skip
        if answers:
            last = max(said.at for said in answers)
            nudge = replace(nudge, state=NudgeState.ANSWERED, reason="", answered_at=last)
        if await self.store.claim_nudge(nudge):
            row = row_of(self.company.id, Post(To(person=self.owner.id), card_of(nudge)), key, at)
            sent = replace(row, state=DeliveryState.SENT, due_at=None, sent_at=at, lasting=False)
            await self.store.queue(at_rest(sent, at))


async def keep_weeks(
    store: Transaction, company: Organisation, initiatives: Mapping[str, list[Initiative]], now: datetime
) -> None:
    """The weeks of every owner, by what they own."""
    for person, owned in initiatives.items():
        owner = await store.person(company.id, person)
        if owner is not None:
            await _Weeks(store, company, owner, now).write(owned)
