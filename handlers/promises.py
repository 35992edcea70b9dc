"""The clock of every proposal: those who answer are reminded once, then somebody else is asked, and the proposer hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.backups import backup_of
from handlers.bundles import is_held, show
from handlers.conversation import Also, Card, Change, Post, Remove
from handlers.subjects import reviewers_of
from handlers.unasked import say_unasked
from initiatives import promise as promises
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation
from initiatives.promise import Promise, due_day, promise_id
from initiatives.reopening import reopened
from storage.port import Transaction
from storage.records import To

REVIEW, TO_ANSWER = "review.to_review", "promise.to_answer"
REMINDER, LATE, BACK = "promise.reminder", "promise.late", "promise.back"


def review_key(initiative: Initiative, person: str) -> str:
    """The key of the card somebody gets in this round of a proposal."""
    return f"review.{promise_id(initiative)}.{person}"


async def begin(store: Transaction, organisation: Organisation, initiative: Initiative, now: datetime) -> Promise:
    """From now on somebody owes an answer."""
    promise = promises.begun(initiative, organisation, now)
    await store.keep_promise(promise)
    return promise


async def of(store: Transaction, initiative: Initiative) -> Promise | None:
    """The promise of the present round."""
    return await store.promise(initiative.organisation, promise_id(initiative))


async def talked(
    store: Transaction, organisation: Organisation, initiative: Initiative, by: str, now: datetime
) -> None:
    """A question makes the clock stand, and the proposer's answer makes it go on."""
    promise = await of(store, initiative)
    if promise is None or initiative.stage is not Stage.PROPOSED:
        return
    move = promises.went_on if by == initiative.proposer else promises.asked
    await store.keep_promise(move(promise, organisation, now))


async def answered(store: Transaction, initiative: Initiative, now: datetime) -> None:
    """Somebody has decided: nobody is reminded any more."""
    promise = await of(store, initiative)
    if promise is not None:
        await store.keep_promise(promises.decided(promise, now))


async def redrawn(store: Transaction, organisation: Organisation, initiative: Initiative) -> Also:
    """Every card of this proposal as it stands now, and the reminders that name it."""
    also: Also = ()
    for name in (REVIEW, TO_ANSWER):
        for row in await store.deliveries_about(initiative.organisation, name, initiative.id):
            about = {**row.about, "initiative": initiative.id}
            also = (*also, Change(row.id, Card(name, about, subject=initiative.id)))
    promise = await of(store, initiative)
    if promise is None or not promise.reminded:
        return also
    return (*also, *[await _reminder_now(store, organisation, promise, one) for one in initiative.reviewers])


async def _reminder_now(
    store: Transaction, organisation: Organisation, promise: Promise, person: str
) -> Change | Remove:
    """What is left of somebody's reminder: one that nobody has read yet goes when nothing is."""
    card, key = _reminder(promise, organisation, person)
    left = await due_for(store, organisation, person, card.about["day"])
    unwanted = not left and await is_held(store, organisation.id, key)
    return Remove(key) if unwanted else Change(key, card)


def _reminder(promise: Promise, organisation: Organisation, person: str) -> tuple[Card, str]:
    day = due_day(promise, organisation).isoformat()
    return Card(REMINDER, {"day": day}), f"answer.{day}.{person}"


async def due_for(
    store: Transaction, organisation: Organisation, person: str, day: str
) -> list[tuple[Initiative, Promise]]:
    """What somebody has to answer by that day, longest promised first."""
    found = []
    for initiative in await store.waiting_for(organisation.id, person):
        promise = await of(store, initiative)
        if promise is None or not promise.is_open or promise.stands:
            continue
        if due_day(promise, organisation).isoformat() <= day:
            found.append((initiative, promise))
    return sorted(found, key=lambda one: one[1].due_at)


async def look(store: Transaction, promise: Promise, now: datetime) -> None:
    """One that is due: a reminder, somebody else who is asked, or a proposal that comes back."""
    organisation = await store.organisation(promise.organisation)
    initiative = await store.initiative(promise.organisation, promise.initiative)
    if initiative is None or promise_id(initiative) != promise.id:
        await store.keep_promise(replace(promise, look_at=None))
    elif initiative.stage is Stage.PARKED and promise.back_on is not None:
        await store.keep_promise(replace(promise, look_at=None))
        await _comes_back(store, organisation, initiative, now)
    elif initiative.stage is not Stage.PROPOSED:
        since = (one.at for one in initiative.decisions if one.at >= promise.since)
        await store.keep_promise(promises.decided(promise, next(since, now)))
    elif now < promise.due_at:
        await _remind(store, organisation, initiative, promise, now)
    else:
        await _put_further(store, organisation, initiative, promise, now)


async def _remind(
    store: Transaction, organisation: Organisation, initiative: Initiative, promise: Promise, now: datetime
) -> None:
    """One message to each of those who answer, about all that is due that day."""
    await store.keep_promise(replace(promise, reminded=True, look_at=promise.due_at))
    for person in initiative.reviewers:
        card, key = _reminder(promise, organisation, person)
        post = Post(To(person=person), card, key=key)
        await say_unasked(store, person, organisation, post, now, until=promise.due_at)


async def _put_further(
    store: Transaction, organisation: Organisation, initiative: Initiative, promise: Promise, now: datetime
) -> None:
    """It is late: somebody else has it too, or, with nobody else there, those who have it are asked once more."""
    backup = await backup_of(store, organisation, initiative, now)
    await store.keep_promise(replace(promise, late_at=now, put_to=(*promise.put_to, *backup), look_at=None))
    more = replace(initiative, reviewers=(*initiative.reviewers, *backup))
    if backup:
        await store.change_initiative(more)
    await show(store, organisation.id, await redrawn(store, organisation, more), now)
    once = f"late.{promise.id}.{due_day(promise, organisation)}"
    await _put(store, organisation, more, backup or initiative.reviewers, ("late", once), now)
    told = Card(LATE, {"initiative": more.id, "people": ",".join(backup)}, subject=more.id)
    post = Post(To(person=more.proposer), told, key=f"{once}.told")
    await say_unasked(store, more.proposer, organisation, post, now)


async def _put(
    store: Transaction,
    organisation: Organisation,
    initiative: Initiative,
    people: tuple[str, ...],
    how: tuple[str, str],
    now: datetime,
) -> None:
    """The proposal's card to each of these, saying how it comes to them; once by that key."""
    said, once = how
    shown = Card(TO_ANSWER, {"initiative": initiative.id, "how": said}, subject=initiative.id)
    for person in people:
        post = Post(To(person=person), shown, key=f"{once}.{person}")
        await say_unasked(store, person, organisation, post, now)


async def _comes_back(store: Transaction, organisation: Organisation, initiative: Initiative, now: datetime) -> None:
    """Its day has come: those who answer have it again, with the reason it was put aside for, and the proposer hears of it."""
    last = initiative.decisions[-1]
    back = await put_back(store, organisation, reopened(initiative, by=last.by, why=last.why, at=now), now)
    await show(store, organisation.id, await redrawn(store, organisation, back), now)
    once = f"back.{promise_id(back)}"
    await _put(store, organisation, back, back.reviewers, ("back", once), now)
    told = Card(BACK, {"initiative": back.id}, subject=back.id)
    post = Post(To(person=back.proposer), told, key=f"{once}.told")
    await say_unasked(store, back.proposer, organisation, post, now)


async def put_back(store: Transaction, organisation: Organisation, back: Initiative, now: datetime) -> Initiative:
    """A proposal that waits for an answer again, kept with whoever answers it now and a clock of its own."""
    waiting = replace(back, reviewers=await reviewers_of(store, organisation, back))
    await store.change_initiative(waiting)
    await begin(store, organisation, waiting, now)
    return waiting


async def join_promise(store: Transaction, initiative: Initiative, stays: str, goes: str) -> None:
    """Two people who turn out to be one: what was put to either was put to the one who stays."""
    promise = await of(store, initiative)
    if promise is not None and goes in promise.put_to:
        people = (stays if person == goes else person for person in promise.put_to)
        await store.keep_promise(replace(promise, put_to=tuple(dict.fromkeys(people))))
