"""The weekly digest: what a week brought, gathered for one message to the channel where stories are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from handlers.adopting import teams
from handlers.backed_there import naming, newest
from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from handlers.first_answers import Kept, kept
from handlers.reinvesting import ask_monthly
from handlers.unheard import put_again
from handlers.worrying import answered_in
from initiatives.calendar import iso_week, local_day, next_digest, zone_named
from initiatives.freed import Freed, freed
from initiatives.initiative import Decision, Initiative, Stage
from initiatives.lessons import Lesson
from initiatives.people import Organisation
from initiatives.reopening import waiting_since
from initiatives.wins import Story
from initiatives.worries import Worry
from storage.port import Transaction
from storage.records import To

CARD = "digest.week"


@dataclass(frozen=True)
class Period:
    """From an instant (included) to another (not included)."""

    start: datetime
    end: datetime

    def holds(self, at: datetime | None) -> bool:
        return at is not None and self.start <= at < self.end


@dataclass(frozen=True)
class Week:
    """What a period brought, and how things stand at its end. `oldest` is since when the longest waiting proposal waits.

    `open` are the ids of those that wait by now and are named, newest first.
    """

    wins: Sequence[Story]
    trials: Sequence[Initiative]
    stopped: Sequence[tuple[Initiative, Lesson | None]]
    adoptions: int
    waiting: int
    oldest: datetime | None
    freed: Freed
    promise: Kept
    answers: Sequence[Worry] = ()
    open: Sequence[str] = ()

    @property
    def empty(self) -> bool:
        """Nothing happened and nobody waits: what was freed earlier is no news by itself."""
        return not (self.wins or self.trials or self.stopped or self.adoptions or self.waiting or self.answers)


async def send(store: Transaction, organisation: Organisation, now: datetime) -> None:
    """One message for the ISO week, if it has anything to say and a place to say it; the next one is due in any case.

    What waits for a word with nobody asked for one is put to somebody on the same occasion.
    """
    await store.change_organisation(replace(organisation, digest_at=next_digest(organisation, now)))
    await put_again(store, organisation, now)
    await ask_monthly(store, organisation, now)
    spot = organisation.stories
    if spot is None:
        return
    period = await period_due(store, organisation, now)
    week = await gather(store, organisation.id, period)
    if week.empty:
        return
    post = Post(To(workspace=spot.workspace, channel=spot.channel), naming(card_of(period), week.open))
    await store.queue(row_of(organisation.id, post, key_of(organisation, period.end), now))


def key_of(organisation: Organisation, at: datetime) -> str:
    """The one digest of the ISO week of that moment."""
    return f"digest.{organisation.id}.{iso_week(local_day(at, organisation.zone))}"


def card_of(period: Period) -> Card:
    return Card(CARD, {"from": period.start.isoformat(), "to": period.end.isoformat()})


async def period_due(store: Transaction, organisation: Organisation, now: datetime) -> Period:
    """What the digest due now is about: from where last week's ended (else a week before its slot), to its slot.

    A slot of an earlier week was missed while nothing ran: then the period goes on to the present, so that nothing is left out and
    the week has one digest.
    """
    slot = organisation.digest_at or now
    late = key_of(organisation, slot) != key_of(organisation, now)
    return Period(await _start(store, organisation, slot, now), now if late else slot)


async def period_so_far(store: Transaction, organisation: Organisation, now: datetime) -> Period:
    """What the next digest would be about if it went out now, the present moment included."""
    this_week = await _told_until(store, organisation, now)
    slot = organisation.digest_at or now
    start = this_week or await _start(store, organisation, slot, now)
    return Period(min(start, now), now + timedelta(microseconds=1))


async def _start(store: Transaction, organisation: Organisation, slot: datetime, now: datetime) -> datetime:
    told = await _told_until(store, organisation, _week_before(organisation, now))
    return min(told or _week_before(organisation, slot), slot)


async def _told_until(store: Transaction, organisation: Organisation, at: datetime) -> datetime | None:
    """Where the digest of that moment's week ended; None when there was none."""
    row = await store.delivery(organisation.id, key_of(organisation, at))
    return datetime.fromisoformat(row.about["to"]) if row else None


def _week_before(organisation: Organisation, at: datetime) -> datetime:
    """The same local hour a week earlier."""
    return (at.astimezone(zone_named(organisation.zone)) - timedelta(days=7)).astimezone(UTC)


async def gather(store: Transaction, organisation: str, period: Period) -> Week:
    """Everything a digest says.

    It reads the whole portfolio: twice a week for each organisation (to see whether there is news, and to draw it), when it is
    drawn again since somebody has what it names too, and in no turn but an admin's preview.
    """
    portfolio = await store.portfolio(organisation)
    waiting = [since for one in portfolio if (since := waiting_since(one, period.end)) is not None]
    return Week(
        wins=[story for story in await store.stories_posted(organisation) if period.holds(story.posted_at)],
        trials=[one for one in portfolio if period.holds(_moment(approval(one)))],
        stopped=[(one, await _lesson(store, one)) for one in portfolio if period.holds(_moment(end_of(one)))],
        adoptions=teams(
            (one for one in await store.adoptions(organisation) if period.holds(one.at)),
            {one.id: one for one in portfolio},
        ),
        waiting=len(waiting),
        oldest=min(waiting, default=None),
        freed=freed(portfolio),
        promise=await kept(store, await store.organisation(organisation), period.end),
        answers=await answered_in(store, organisation, period.start, period.end),
        open=newest([one for one in portfolio if waiting_since(one, period.end) is not None]),
    )


def approval(initiative: Initiative) -> Decision | None:
    """The decision that made it a trial; later ones only gave it more weeks."""
    return next((decision for decision in initiative.decisions if decision.to is Stage.TRIAL), None)


def end_of(initiative: Initiative) -> Decision | None:
    """The decision that stopped it, the last one where it was taken up again in between."""
    return next((decision for decision in reversed(initiative.decisions) if decision.to is Stage.STOPPED), None)


def _moment(decision: Decision | None) -> datetime | None:
    return decision.at if decision else None


async def _lesson(store: Transaction, initiative: Initiative) -> Lesson | None:
    lessons = await store.lessons(initiative.organisation, initiative.id)
    return lessons[-1] if lessons else None
