"""When nobody answers for an initiative: its sponsor is asked once what to do, and every message that asks shows the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.answering import may_be_asked
from handlers.bundles import show
from handlers.conversation import Also, Card, Change, Post, Remove
from handlers.deliveries import standing
from handlers.subjects import reviewers_of
from handlers.unasked import say_unasked
from initiatives.calendar import working_moment
from initiatives.check_ins import check_in_id
from initiatives.initiative import Initiative, Stage
from initiatives.ladder import first_rung, of_check_ins
from initiatives.people import Organisation, Person
from initiatives.silence import Settled, Silence, Unheard
from storage.port import Transaction
from storage.records import DeliveryState, To
from storage.weeks import Ended, Nudge, NudgeState

CARD, TO_OWNER = "silence.question", "silence.asked"


async def look(store: Transaction, organisation: Organisation, initiatives: list[Initiative], now: datetime) -> None:
    """After a week without an answer about these: what was silent for long enough is put to whoever comes next."""
    ladder = of_check_ins(organisation)
    for initiative in initiatives:
        if open_silence(initiative) is not None:
            continue
        weeks = await silent_weeks(store, initiative)
        if ladder.goes_on(weeks):
            await put(store, organisation, [initiative], Unheard.SILENT, now, weeks)


async def silent_weeks(store: Transaction, initiative: Initiative) -> int:
    """How many weeks in a row were asked about, reached somebody and stayed without an answer, up to now.

    Weeks in which nobody was asked neither count nor break the row, nor do those from before it was last settled.
    """
    people = await may_be_asked(store, initiative)
    nudges = [nudge for person in people for nudge in await store.nudges_of(initiative.organisation, person)]
    weeks: dict[str, bool] = {}
    for nudge in nudges:
        if initiative.id in nudge.initiatives and not nudge.waits and _since(initiative, nudge):
            weeks[nudge.week] = weeks.get(nudge.week, False) or await _was_silent(store, nudge)
    silent = 0
    for week in sorted(weeks, reverse=True):
        if initiative.is_spoken_of_in(week):
            break
        if await store.check_in(initiative.organisation, check_in_id(initiative.id, week)) is not None:
            break
        silent += weeks[week]
    return silent


def _since(initiative: Initiative, nudge: Nudge) -> bool:
    """Later than the last answer, and than what was decided the last time."""
    heard = initiative.latest.week if initiative.latest is not None else ""
    over = initiative.silence.over_at if initiative.silence is not None else None
    return nudge.week > heard and (over is None or nudge.at > over)


async def _was_silent(store: Transaction, nudge: Nudge) -> bool:
    if nudge.state is not NudgeState.MISSED or nudge.reason != Ended.UNANSWERED.value:
        return False
    row = await standing(store, nudge.organisation, nudge.delivery)
    return row is not None and row.state is DeliveryState.SENT


async def put(
    store: Transaction,
    organisation: Organisation,
    initiatives: list[Initiative],
    why: Unheard,
    now: datetime,
    weeks: int = 0,
) -> None:
    """Asks what is to happen with these: everybody gets one message about all that is put to them.

    Where nobody can be asked no question is open, so that it is put again: see `handlers.unheard`.
    """
    asked = {one.id: await whom(store, organisation, one, now) for one in initiatives}
    keys = await _queued(store, organisation, initiatives, asked, why, now)
    for initiative in initiatives:
        earlier, people = open_silence(initiative), asked[initiative.id]
        if people and why is Unheard.SILENT:
            keys[initiative.id] += await _tell_owner(store, organisation, initiative, people, now)
        silence = Silence(why, now, initiative.owner, people, tuple(keys[initiative.id]), weeks) if people else None
        if silence is not None or earlier is not None:
            await store.change_initiative(replace(initiative, silence=silence))
        messages = earlier.messages if earlier is not None else ()
        await show(store, organisation.id, tuple([await _shown(store, organisation.id, key) for key in messages]), now)


def open_silence(initiative: Initiative) -> Silence | None:
    """Its question, while nobody has decided."""
    return initiative.silence if initiative.silence is not None and initiative.silence.is_open else None


async def _queued(
    store: Transaction,
    organisation: Organisation,
    initiatives: list[Initiative],
    asked: dict[str, tuple[str, ...]],
    why: Unheard,
    now: datetime,
) -> dict[str, list[str]]:
    """One question to everybody who is asked; the keys of those that name an initiative, by its id."""
    keys: dict[str, list[str]] = {initiative.id: [] for initiative in initiatives}
    for person in dict.fromkeys(person for people in asked.values() for person in people):
        theirs = [initiative for initiative in initiatives if person in asked[initiative.id]]
        key = f"silence.{theirs[0].id}.{now:%Y%m%d%H%M%S}.{person}"
        post = Post(To(person=person), _card(CARD, theirs, why, now), key=key)
        await say_unasked(store, person, organisation, post, now)
        for initiative in theirs:
            keys[initiative.id].append(key)
    return keys


async def _tell_owner(
    store: Transaction, organisation: Organisation, initiative: Initiative, asked: tuple[str, ...], now: datetime
) -> list[str]:
    """Its owner, and whoever answers in their place, see that somebody was asked, and can answer at once."""
    keys = []
    for person in dict.fromkeys((initiative.owner, initiative.answered_by)):
        if person in asked:
            continue
        key = f"silence.{initiative.id}.{now:%Y%m%d%H%M%S}.{person}"
        card = _card(TO_OWNER, [initiative], Unheard.SILENT, now)
        await say_unasked(store, person, organisation, Post(To(person=person), card, key=key), now)
        keys.append(key)
    return keys


def _card(name: str, initiatives: list[Initiative], why: Unheard, now: datetime) -> Card:
    ids = ",".join(initiative.id for initiative in initiatives)
    return Card(name, {"initiatives": ids, "why": why.value, "at": now.isoformat()}, subject=initiatives[0].id)


async def whom(
    store: Transaction, organisation: Organisation, initiative: Initiative, now: datetime
) -> tuple[str, ...]:
    """Who is asked: its sponsor, else whoever approved it, else who answers proposals, else the admins; never its owner.

    Whoever is off for a year and more is passed over: a question would never reach them.
    """
    approvers = tuple(decision.by for decision in initiative.decisions if decision.to is Stage.TRIAL)
    admins = tuple(admin.id for admin in await store.admins(organisation.id))
    rungs = ((initiative.sponsor,), approvers, await reviewers_of(store, organisation, initiative), admins)
    here = await still_here(store, organisation, tuple(person for rung in rungs for person in rung))
    awake = frozenset(one.id for one in here if working_moment(one, organisation, now) is not None)
    return first_rung(rungs, awake, frozenset((initiative.owner,)))


async def still_here(store: Transaction, organisation: Organisation, people: tuple[str, ...]) -> list[Person]:
    """Those of them who have not left."""
    found = [await store.person(organisation.id, person) for person in dict.fromkeys(people) if person]
    return [person for person in found if person is not None and person.active]


async def settled(
    store: Transaction, initiative: Initiative, how: Settled, by: str, now: datetime
) -> tuple[Initiative, Also]:
    """The initiative with its question answered, still to be stored, and the messages that asked; as it was when none is open."""
    silence = initiative.silence
    if silence is None or not silence.is_open or (silence.why is Unheard.LEFT and how is Settled.ANSWERED):
        return initiative, ()
    over = replace(initiative, silence=replace(silence, settled=how, by=by, over_at=now))
    return over, tuple([await _shown(store, initiative.organisation, key) for key in silence.messages])


async def _shown(store: Transaction, organisation: str, key: str) -> Change | Remove:
    """A question about this one alone that nobody has read yet is not sent any more."""
    row = await store.delivery(organisation, key)
    if row is None:
        return Remove(key)
    if row.state is DeliveryState.QUEUED and not row.message and "," not in row.about["initiatives"]:
        return Remove(key)
    return Change(key, Card(row.card, dict(row.about), subject=row.subject))
