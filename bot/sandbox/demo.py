"""The demo company: a believable history written with the domain's own moves, so that whatever is looked at adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b

from bot.languages import readers
from bot.sandbox import demo_others, demo_proven, demo_trials, demo_waiting
from bot.sandbox.demo_backing import LOOKED_UP, keep_confirmed, keep_token
from bot.sandbox.demo_campaign import keep_campaign
from bot.sandbox.demo_care import care_of
from bot.sandbox.demo_colleagues import keep_colleagues, keep_worries
from bot.sandbox.demo_gates import through_gate
from bot.sandbox.demo_known import keep_known
from bot.sandbox.demo_learning import keep_learning
from bot.sandbox.demo_lessons import keep_lessons
from bot.sandbox.demo_open_gates import keep_open_gates
from bot.sandbox.demo_plan import Plan
from bot.sandbox.demo_promise import asked_at, keep_promises
from bot.sandbox.demo_pulse import keep_pulse
from bot.sandbox.demo_scores import keep_scores
from bot.sandbox.demo_waiting import QUESTIONS
from bot.sandbox.demo_weeks import keep_weeks
from handlers.asking import nudged
from handlers.conversation import Card, Post
from handlers.conversations.story import drafted
from handlers.deliveries import row_of
from handlers.digests import Period, card_of, key_of
from handlers.subjects import reviewers_of
from handlers.words import Readers
from initiatives.calendar import at_hour, iso_week, local_day, monday_of, next_digest, trial_end
from initiatives.check_ins import CheckIn, Confidence, check_in_id, with_point
from initiatives.initiative import (
    Effort,
    Initiative,
    Stage,
    approved,
    declined,
    extended,
    stopped,
    title_of,
)
from initiatives.kpi import Evidence, Kpi, Reading
from initiatives.lessons import Lesson, Remark
from initiatives.parking import parked
from initiatives.people import Organisation, Person, Spot
from initiatives.stages import ONWARD, stage_before
from initiatives.wins import Adoption, Point, Story, StoryState, Win, WinKind
from storage.port import Store, Transaction
from storage.records import To

WEEK = timedelta(weeks=1)

PLANS: tuple[Plan, ...] = (*demo_proven.PLANS, *demo_trials.PLANS, *demo_others.PLANS, *demo_waiting.PLANS)
HOUR_RATE = Decimal(42)
"""What an hour of work costs at Fernhill, while its admins have said nothing else."""


async def fill(store: Store, organisation: str, workspace: str, now: datetime, people: Mapping[str, str]) -> None:
    """Writes the weeks before `now`; `people` are our ids of the workspace's members. A second time nothing is written.

    Nobody is sent anything but what a channel keeps: the stories told, and the last digest. Owners are asked again at their next slot.
    """
    async with store.transaction(now) as t:
        t.because(by="demo", action="demo.fill")
        company = await t.organisation(organisation)
        if await t.initiative(organisation, f"demo-{PLANS[0].id}") is not None:
            return
        found = {name: await t.person(organisation, person) for name, person in people.items()}
        members = {name: person for name, person in found.items() if person is not None}
        spot, speak = company.stories or Spot(workspace, "wins"), readers()
        monday = monday_of(local_day(now, company.zone))
        await keep_campaign(t, company, members, spot, monday)
        for plan in sorted(PLANS, key=lambda each: -each.proposed):
            await _History(t, company, members, spot, now, speak, plan).write()
        slot = await _last_digest(t, company, spot, now)
        portfolio = await t.portfolio(organisation)
        await _weeks(t, company, portfolio, now)
        await keep_scores(t, members, portfolio, now)
        await keep_promises(t, company, portfolio, _back_on(monday), now)
        await keep_lessons(t, company, spot, now)
        await keep_known(t, company, now)
        await keep_open_gates(t, company, members, monday, now)
        await keep_pulse(t, company, members, now)
        await keep_colleagues(t, company, members, now)
        await keep_learning(t, company, members, monday, now)
        await keep_worries(t, company, members["mara"], slot, local_day(now, company.zone))
        for person in members.values():
            await nudged(t, company, person.id, now)


def _back_on(monday: date) -> dict[str, date]:
    """By initiative: until when it was put aside."""
    return {f"demo-{plan.id}": monday + plan.parked * WEEK for plan in PLANS if plan.parked}


async def _weeks(store: Transaction, company: Organisation, portfolio: list[Initiative], now: datetime) -> None:
    owned: dict[str, list[Initiative]] = {}
    for initiative in portfolio:
        if initiative.owner:
            owned.setdefault(initiative.owner, []).append(initiative)
    await keep_weeks(store, company, owned, now)


async def _last_digest(store: Transaction, company: Organisation, spot: Spot, now: datetime) -> datetime:
    """The digest whose slot came last, as if it had been sent then; returns that slot."""
    upcoming = company.digest_at or next_digest(company, now)
    rate = HOUR_RATE if company.hour_rate is None else company.hour_rate
    await store.change_organisation(replace(company, digest_at=upcoming, hour_rate=rate))
    slot = next_digest(company, now - WEEK)
    post = Post(To(workspace=spot.workspace, channel=spot.channel), card_of(Period(slot - WEEK, slot)))
    await store.queue(row_of(company.id, post, key_of(company, slot), slot))
    return slot


@dataclass(frozen=True)
class _History:
    """One plan on its way into the store."""

    store: Transaction
    company: Organisation
    members: Mapping[str, Person]
    spot: Spot
    now: datetime
    readers: Readers
    plan: Plan

    @property
    def id(self) -> str:
        return f"demo-{self.plan.id}"

    @property
    def proposer(self) -> Person:
        return self.members[self.plan.by]

    @property
    def owner(self) -> Person:
        return self.members[self.plan.owner or self.plan.by]

    @property
    def monday(self) -> date:
        """The Monday of the present week."""
        return monday_of(local_day(self.now, self.company.zone))

    @property
    def start(self) -> date:
        """The first day of the trial; a trial that began no week ago begins next Monday."""
        return self.monday - self.plan.start * WEEK if self.plan.start else self.monday + WEEK

    def at(self, day: date, hour: int, whose: Person) -> datetime:
        """That hour of somebody's day and some minutes, different for each day and plan."""
        return at_hour(day, hour, whose.zone) + timedelta(minutes=_some(f"{self.id}{day}", 50))

    async def write(self) -> None:
        proposal = await self._proposal()
        ending = self.plan.ending
        if ending == "proposed":
            await self.store.add_initiative(proposal)
            await self._asked(proposal)
        elif ending in ("declined", "parked"):
            await self.store.add_initiative(self._not_now(proposal))
        else:
            await self._run(self._approved(proposal))

    async def _asked(self, proposal: Initiative) -> None:
        """What a reviewer wants to know before they decide."""
        text = QUESTIONS.get(self.plan.id)
        if text is not None:
            at = asked_at(self.company, proposal)
            by = proposal.reviewers[0]
            await self.store.add_remark(Remark(f"{self.id}-question", self.company.id, self.id, by, text, at))

    def _not_now(self, proposal: Initiative) -> Initiative:
        """Declined or put aside three days later."""
        by, why, day = proposal.reviewers[0], self.plan.why, local_day(proposal.created_at, self.company.zone)
        at = self.at(day + timedelta(days=3), 14, self.proposer)
        if self.plan.ending == "declined":
            return declined(proposal, by=by, why=why, at=at)
        return parked(proposal, by=by, why=why, until=self.monday + self.plan.parked * WEEK, today=day, at=at)

    async def _proposal(self) -> Initiative:
        plan, on = self.plan, self.monday - timedelta(days=self.plan.proposed)
        baseline = Decimal(plan.baseline) if plan.baseline else None
        kpi = Kpi(
            f"{self.id}-kpi", plan.kpi, plan.unit, plan.direction, baseline, on if plan.baseline else None,
            Decimal(plan.target),
        )  # fmt: skip
        at = self.at(on, 11, self.proposer)
        proposal = Initiative(
            id=self.id, organisation=self.company.id, title=title_of(plan.idea), pain=plan.pain, reach=plan.reach,
            hours=Decimal(plan.hours), idea=plan.idea, tool=plan.tool, sensitivity=plan.sensitivity, kpis=(kpi,),
            proposer=self.proposer.id, team=self.proposer.team, created_at=at,
            care=care_of(plan.id, self.proposer.id, at, self.members),
        )  # fmt: skip
        asked = await reviewers_of(self.store, self.company, proposal)
        return await self._adopted(replace(proposal, reviewers=asked or (self.owner.id,)))

    async def _adopted(self, proposal: Initiative) -> Initiative:
        if not self.plan.adopts:
            return proposal
        origin = f"demo-{self.plan.adopts}"
        told = [story for story in await self.store.stories(self.company.id, origin) if story.posted_at is not None]
        adoption = Adoption(
            f"{self.id}-adoption", self.company.id, told[-1].id, origin, proposal.id, proposal.team, proposal.proposer,
            proposal.created_at,
        )  # fmt: skip
        await self.store.add_adoption(adoption)
        return replace(proposal, adopted_from=origin)

    def _approved(self, proposal: Initiative) -> Initiative:
        plan, day = self.plan, self._answered_on(proposal)
        end = self.start + plan.weeks * WEEK
        planned = replace(proposal, co_owners=tuple(self.members[name].id for name in plan.co_owners))
        if plan.days:
            cost = Decimal(plan.cost) if plan.cost else None
            planned = replace(planned, effort_estimated=Effort(Decimal(plan.days), cost, self.company.currency, day))
        return approved(
            planned, by=proposal.reviewers[0], owner=self.owner.id, start=self.start, weeks=plan.weeks, today=day,
            decide_at=trial_end(end, self.company, self.owner.zone), at=self.at(day, 15, self.owner),
        )  # fmt: skip

    def _answered_on(self, proposal: Initiative) -> date:
        """One to three days after it was proposed, on a working day, and on the Thursday before its start at the latest."""
        day = local_day(proposal.created_at, self.company.zone) + timedelta(days=1 + _some(self.id, 3))
        weekend = max(0, 7 - day.weekday()) if day.weekday() > 4 else 0
        return min(day + timedelta(days=weekend), self.start - timedelta(days=4))

    async def _run(self, trial: Initiative) -> None:
        """Week after week: the check-in, then whatever was decided before the next one."""
        running = trial
        await self.store.add_initiative(running)
        for number, share in enumerate(self.plan.shares):
            day = self.start + (number + 1) * WEEK
            if (at := self.at(day, 9, self.owner)) > self.now:
                break
            running = await self._decided(running, at)
            if number in self.plan.missed:
                continue
            running = await self._checked_in(running, number, share, day, at)
        if running.latest is not None and self.plan.system:
            used_at = self.at(running.latest.on, 9, self.owner)
            await keep_token(self.store, running, self.plan.system, self.at(self.start, 10, self.owner), used_at)
        running = await self._decided(running, self.now)
        if self.plan.lesson is not None:
            running = await self._stopped(running)
        await self.store.change_initiative(running)

    async def _decided(self, running: Initiative, until: datetime) -> Initiative:
        """More weeks, validation and replication, each once, on the Tuesday it came to."""
        plan, by = self.plan, running.sponsor
        after = self.at(self.start + plan.weeks * WEEK + timedelta(days=1), 13, self.owner)
        if plan.more and len(running.decisions) == 1 and after < until:
            end = self.start + (plan.weeks + plan.more) * WEEK
            ends = trial_end(end, self.company, self.owner.zone)
            return extended(running, by=by, weeks=plan.more, decide_at=ends, at=after)
        for to, at in self._gates(after):
            if stage_before(to) is running.stage and at < until:
                running = await through_gate(self.store, plan, self.members, running, to, self._taken_over, at)
        return running

    def _gates(self, trial_over: datetime) -> tuple[tuple[Stage, datetime], ...]:
        """The stages it came to, and when: each time on a Tuesday."""
        ending, plan = Stage(self.plan.ending), self.plan
        if ending not in ONWARD.values():
            return ()
        later = ((Stage.REPLICATION, plan.replicated), (Stage.RUNNING, plan.running))
        days = tuple((to, self.monday - weeks * WEEK + timedelta(days=1)) for to, weeks in later if weeks)
        return ((Stage.VALIDATION, trial_over), *((to, self.at(day, 13, self.owner)) for to, day in days))

    @property
    def _taken_over(self) -> int:
        """By how many other teams."""
        others = {self.members[plan.by].team for plan in PLANS if plan.adopts == self.plan.id}
        return len(others - {self.proposer.team})

    async def _checked_in(self, running: Initiative, number: int, share: int, day: date, at: datetime) -> Initiative:
        value, week, kpi, system = self._value(share), iso_week(day), running.leading, self.plan.system
        evidence, by = (Evidence.MEASURED, "") if system else (Evidence.SELF_REPORTED, self.owner.id)
        reading = Reading(
            f"{self.id}-{week}", self.company.id, self.id, kpi.id, value, day, week, at, by, evidence, source=system
        )
        done = CheckIn(
            check_in_id(self.id, week), self.company.id, self.id, week, by, at, ((kpi.id, value),),
            self._confidence(number, share), self.plan.comments.get(number, ""), source=system, on=day if system else None,
        )  # fmt: skip
        await self.store.add_reading(reading)
        await self.store.keep_check_in(done)
        changed = await self._confirmed(with_point(running, Point(value, day, week, evidence)), number, done, reading)
        if changed.win is not None and not changed.win.is_result(running.win):
            await self._story(changed, changed.win, at)
        return changed

    async def _confirmed(self, changed: Initiative, number: int, done: CheckIn, reading: Reading) -> Initiative:
        by = self.members.get(self.plan.confirmed_by)
        if by is None or number < self.plan.confirmed_from or reading.at + LOOKED_UP > self.now:
            return changed
        return await keep_confirmed(self.store, changed, done, reading, by)

    def _value(self, share: int) -> Decimal:
        """The share of the way as a number somebody would report."""
        step = Decimal(self.plan.step)
        exact = Decimal(self.plan.baseline) + self.plan.way * share / 100
        return (exact / step).quantize(Decimal(1)) * step

    def _confidence(self, number: int, share: int) -> Confidence:
        if share >= 20 + 8 * min(number, 5):
            return Confidence.ON_TRACK
        return Confidence.STUCK if share < 15 and number > 2 else Confidence.AT_RISK

    async def _story(self, initiative: Initiative, win: Win, at: datetime) -> None:
        """What holds its target is told the day after; an earlier result was left untold."""
        story = Story(f"{self.id}-{win.kind.value}", self.company.id, self.id, self.owner.id, win, at, StoryState.LEFT)
        if not self.plan.told or win.kind is not WinKind.HOLDING:
            return await self.store.keep_story(story)
        posted_at = at + timedelta(days=1, hours=2)
        headline, text = drafted(initiative, story, self.readers(self.owner.language, self.owner.zone))
        key = f"{story.id}-post"
        told = replace(
            story, state=StoryState.POSTED, headline=headline, text=text, shown_as=self.owner.name, spot=self.spot,
            delivery=key, posted_at=posted_at,
        )  # fmt: skip
        await self.store.keep_story(told)
        to = To(workspace=self.spot.workspace, channel=self.spot.channel)
        post = Post(to, Card("story.posted", {"story": story.id}, subject=story.id))
        await self.store.queue(row_of(self.company.id, post, key, posted_at))
        return None

    async def _stopped(self, running: Initiative) -> Initiative:
        """Ended by its owner on the Friday after its last check-in."""
        lesson = self.plan.lesson
        assert lesson is not None and running.latest is not None  # noqa: S101 only after check-ins
        day = running.latest.on + timedelta(days=4)
        at = self.at(day, 15, self.owner)
        await self.store.add_lesson(
            Lesson(
                f"{self.id}-lesson", self.company.id, self.id, self.owner.id, at, lesson.tried, lesson.happened,
                lesson.why, lesson.reuse, about=running.title,
            )
        )  # fmt: skip
        cost = Decimal(self.plan.cost) if self.plan.cost else None
        effort = Effort(Decimal(lesson.days), cost, self.company.currency, day)
        return stopped(replace(running, effort_actual=effort), by=self.owner.id, why=lesson.why, at=at)


def _some(text: str, most: int) -> int:
    """A number below `most`, always the same for the same text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest()) % most
