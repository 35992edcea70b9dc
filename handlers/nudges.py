"""The weekly nudge: each person's week is looked at once, and one bundle queued or the reason kept, in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers import silences
from handlers.answering import asked_about, is_asked, is_stood_in_for
from handlers.beside import put_beside
from handlers.bundles import CARD, all_redrawn, belongs, card_of, is_held, open_in, show, taken_in
from handlers.conversation import Post
from handlers.deliveries import row_of, standing
from initiatives.calendar import at_hour, iso_week, local_day, monday_of
from initiatives.check_ins import check_in_id
from initiatives.initiative import Initiative
from initiatives.ladder import of_check_ins
from initiatives.people import Organisation, Person
from initiatives.week_plan import WEEKS_BACK, NotAsked, asked_in_week, end_of_week, look_after, next_week_begins
from storage.port import Transaction
from storage.records import Delivery, To, changed
from storage.weeks import Ended, Nudge, NudgeState, nudge_id


async def look(store: Transaction, person: Person, now: datetime) -> None:
    """Asks the person, or plans when they are looked at again; a week in which nobody is asked says why."""
    organisation = await store.organisation(person.organisation)
    running = await asked_about(store, organisation, person, now)
    if not running and not await is_asked(store, person):
        await store.keep_person(replace(person, nudge_at=None))
        return
    today = local_day(now, person.zone)
    monday, week = monday_of(today), iso_week(today)
    if running:
        await keep_missed_weeks(store, person, organisation, monday, now)
    moment = asked_in_week(person, organisation, monday, now)
    if is_stood_in_for(person, organisation, now):
        theirs = await store.asked_of(person.organisation, person.id)
        await show(store, person.organisation, await taken_in(store, person.stand_in, theirs, now), now)
    if await store.nudge(person.organisation, person.id, week) is not None:
        await _plan(store, person, organisation, now)
    elif isinstance(moment, NotAsked) and now < end_of_week(person, monday):
        await store.keep_person(replace(person, nudge_at=end_of_week(person, monday)))
    elif isinstance(moment, NotAsked):
        await _skip(store, person, organisation, week, moment if running else None, now)
    elif moment > now:
        await store.keep_person(replace(person, nudge_at=moment))
    else:
        await _ask(store, person, organisation, running, now)


async def _ask(
    store: Transaction, person: Person, organisation: Organisation, running: list[Initiative], now: datetime
) -> None:
    today = local_day(now, person.zone)
    week = iso_week(today)
    asked = await worth_asking(store, person, organisation, running, now)
    beside = await put_beside(store, organisation, person, running, now)
    if isinstance(asked, NotAsked) and not beside:
        await _skip(store, person, organisation, week, asked if running else None, now)
        return
    asked = [] if isinstance(asked, NotAsked) else asked
    delivery = f"nudge.{person.id}.{week}"
    initiatives = tuple(initiative.id for initiative in asked)
    reminded = of_check_ins(organisation).reminded_at(person, organisation, now)
    claim = Nudge(
        nudge_id(person.id, week), person.organisation, person.id, week, delivery, now, initiatives, remind_at=reminded,
        beside=tuple(one.id for one in beside),
    )  # fmt: skip
    if not asked:
        claim = replace(claim, state=NudgeState.ANSWERED, answered_at=now, remind_at=None)
    if await store.claim_nudge(claim):
        await _close_earlier(store, person, organisation, week, now)
        post, until = Post(To(person=person.id), card_of(claim)), next_week_begins(person, now)
        await store.queue(row_of(person.organisation, post, delivery, now, unasked=True, until=until))
    been_asked = changed(person, asked_on=today)
    await store.keep_person(changed(been_asked, nudge_at=look_after(been_asked, organisation, now)))


async def worth_asking(
    store: Transaction, person: Person, organisation: Organisation, running: list[Initiative], now: datetime
) -> list[Initiative] | NotAsked:
    """What of it is asked about at that moment, or why nothing is."""
    today = local_day(now, person.zone)
    week, begun = iso_week(today), [one for one in running if one.asked_on(today)]
    asked = [one for one in begun if not await _is_known(store, organisation, one, week, today)]
    if asked or begun:
        return asked or NotAsked.UP_TO_DATE
    return NotAsked.SET_ASIDE if any(one.is_paused(today) for one in running) else NotAsked.NOTHING_BEGUN


async def _is_known(
    store: Transaction, organisation: Organisation, initiative: Initiative, week: str, today: date
) -> bool:
    """Its number of the week is there already, or one so new that there is no need to ask."""
    latest = initiative.latest
    if latest is not None and (today - latest.on).days < organisation.fresh_days:
        return True
    return await store.check_in(organisation.id, check_in_id(initiative.id, week)) is not None


async def _skip(
    store: Transaction, person: Person, organisation: Organisation, week: str, why: NotAsked | None, now: datetime
) -> None:
    if why is not None:
        await store.claim_nudge(skipped(person, week, why, now))
    await _close_earlier(store, person, organisation, week, now)
    await _plan(store, person, organisation, now)


async def keep_missed_weeks(
    store: Transaction, person: Person, organisation: Organisation, this_week: date, now: datetime
) -> None:
    """Weeks before that Monday's which nobody looked at say so, unless nobody would have been asked anyhow.

    The person is as they were when their week was planned: whoever has moved to another zone may have left one behind.
    """
    if person.nudge_at is None:
        return
    otherwise = NotAsked.NOT_RUNNING if person.nudge_at <= now else NotAsked.MOVED
    monday = max(monday_of(local_day(person.nudge_at, person.zone)), this_week - timedelta(weeks=WEEKS_BACK))
    while monday < this_week:
        moment = asked_in_week(person, organisation, monday, at_hour(monday, 0, person.zone))
        why = moment if isinstance(moment, NotAsked) else otherwise
        await store.claim_nudge(skipped(person, iso_week(monday), why, now))
        monday += timedelta(weeks=1)


def skipped(person: Person, week: str, why: NotAsked | Ended, now: datetime) -> Nudge:
    """What is kept of a week in which nobody was asked."""
    state, key = NudgeState.SKIPPED, nudge_id(person.id, week)
    return Nudge(key, person.organisation, person.id, week, "", now, (), state, why.value)


async def _plan(store: Transaction, person: Person, organisation: Organisation, now: datetime) -> None:
    await store.keep_person(changed(person, nudge_at=look_after(person, organisation, now)))


async def _close_earlier(
    store: Transaction, person: Person, organisation: Organisation, week: str, now: datetime
) -> None:
    """A week is over when the next one is looked at: its message loses its buttons, a reminder not out yet is not sent.

    Whether that week asks or not, what stayed without an answer is looked at: some are not asked every week.
    """
    earlier = [one for one in await store.open_nudges(person.organisation, person.id) if one.week != week]
    if not earlier:
        return
    named: dict[str, None] = {}
    for nudge in earlier:
        held = await is_held(store, nudge.organisation, nudge.delivery)
        why = NotAsked.NO_TIME_LEFT if held else Ended.UNANSWERED
        missed = replace(nudge, state=NudgeState.MISSED, reason=why.value, remind_at=None)
        await store.change_nudge(missed)
        await show(store, person.organisation, await all_redrawn(store, missed), now)
        named.update(dict.fromkeys(missed.initiatives))
    found = [await store.initiative(person.organisation, one) for one in named]
    running = [one for one in found if one is not None and one.asked_on(local_day(now, person.zone))]
    theirs = [one for one in running if await belongs(store, person.id, one)]
    await silences.look(store, organisation, theirs, now)


async def out_of_time(store: Transaction, row: Delivery) -> None:
    """Called with a message that its reader's week had no time left for: a nudge is kept as missed."""
    if row.card != CARD:
        return
    nudge = await store.nudge(row.organisation, row.about["person"], row.about["week"])
    if nudge is None or not nudge.waits:
        return
    stands = await standing(store, row.organisation, nudge.delivery)
    if stands is not None and stands.id == row.id:
        await store.change_nudge(replace(nudge, state=NudgeState.MISSED, reason=NotAsked.NO_TIME_LEFT.value))


async def asked_in(store: Transaction, organisation: str, person: str, week: str) -> list[Initiative]:
    """What that week's nudge asked about and is still running."""
    nudge = await store.nudge(organisation, person, week)
    named = [await store.initiative(organisation, one) for one in nudge.initiatives] if nudge is not None else []
    return [one for one in named if one is not None and one.asked_weekly]


async def unanswered(store: Transaction, organisation: str, person: str) -> list[Initiative]:
    """What the newest open nudge still waits for: asked about, running, and without an answer for that week."""
    nudges = await store.open_nudges(organisation, person)
    if not nudges:
        return []
    return await open_in(store, nudges[-1])
