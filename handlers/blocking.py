"""What is in the way of an initiative: kept, put to people who can help, and shown wherever it was asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.bundles import all_redrawn, naming
from handlers.conversation import Also, Card, Change, Look, Post, Remove, Turn
from handlers.deliveries import standing
from handlers.offers import offering
from handlers.silences import still_here, whom
from handlers.unasked import say_unasked
from initiatives.blockers import Blocker, Solved, alike, owner_of
from initiatives.check_ins import Confidence, check_in_id
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function
from initiatives.status import said, unblocked
from initiatives.wins import StoryState
from storage.records import DeliveryState, To

CARD = "blocked.asked"
SOLVERS, UNBLOCKERS = 2, 3
"""How many of those who solved the same, and of a function, are named at most."""


@dataclass(frozen=True)
class Helper:
    """Somebody who may be asked, and why: as a sponsor, for the function they have, for what they offer, or for what they `solved`
    (an initiative's id).
    """

    person: str
    function: Function | None = None
    solved: str = ""
    offers: bool = False


async def blocked(turn: Turn, initiative: Initiative, why: str, function: Function | None, week: str) -> Initiative:
    """It is stuck: what is in the way is kept, and the week's answer, if there is one, says so. Still to be stored."""
    week = max(week, initiative.latest.week if initiative.latest is not None else "")
    blocker = Blocker(turn.new_id(), why.strip(), turn.person.id, turn.now, week, function or owner_of(why))
    await _marked(turn, initiative, week, Confidence.STUCK)
    return said(initiative, Confidence.STUCK, blocker)


async def cleared(turn: Turn, initiative: Initiative) -> Initiative:
    """Nothing is in the way any more, and its newest answer does not say so either. Still to be stored."""
    latest = initiative.latest
    if latest is not None:
        await _marked(turn, initiative, latest.week, None)
    return unblocked(initiative, by=turn.person.id, at=turn.now)


async def _marked(turn: Turn, initiative: Initiative, week: str, kind: Confidence | None) -> None:
    done = await turn.store.check_in(turn.org, check_in_id(initiative.id, week))
    if done is not None and (kind is not None or done.confidence is Confidence.STUCK):
        await turn.store.keep_check_in(replace(done, confidence=kind))


async def put_to(turn: Turn, initiative: Initiative, people: Iterable[str]) -> Initiative:
    """These people are told of what is in the way, each once, in their own working time. Still to be stored."""
    blocker = initiative.blocker
    assert blocker is not None  # noqa: S101 only what is stuck is put to anybody
    new = [person for person in dict.fromkeys(people) if person not in (*blocker.told, turn.person.id)]
    for person in new:
        card = Card(CARD, {"initiative": initiative.id, "blocker": blocker.id}, subject=initiative.id)
        post = Post(To(person=person), card, key=_key(blocker, person))
        await say_unasked(turn.store, person, turn.organisation, post, turn.now)
    return initiative.with_blocker(replace(blocker, told=(*blocker.told, *new)))


def _key(blocker: Blocker, person: str) -> str:
    return f"blocked.{blocker.id}.{person}"


async def sponsors(look: Look, initiative: Initiative) -> tuple[str, ...]:
    """Its sponsor, or whoever stands in that place."""
    return await whom(look.store, look.organisation, initiative, look.now)


async def seen_again(turn: Turn, initiative: Initiative) -> Also:
    """Every message that shows what is in the way: the weekly bundles, and those that asked for help. Unread ones go once it is over."""
    nudges = await naming(turn.store, initiative, turn.now, turn.person.id)
    also = [each for nudge in nudges for each in await all_redrawn(turn.store, nudge)]
    return (*also, *await asked_again(turn, initiative))


async def asked_again(turn: Turn, initiative: Initiative) -> Also:
    """The messages that asked for help, as it stands now."""
    told = [(blocker, person) for blocker in initiative.blockers[-1:] for person in blocker.told]
    return tuple([await _again(turn, initiative, blocker, person) for blocker, person in told])


async def _again(turn: Turn, initiative: Initiative, blocker: Blocker, person: str) -> Change | Remove:
    key = _key(blocker, person)
    row = await standing(turn.store, turn.org, key)
    unread = row is not None and row.state is DeliveryState.QUEUED and not row.message
    if row is None or (unread and not blocker.is_open):
        return Remove(key)
    return Change(key, Card(CARD, dict(row.about), subject=initiative.id))


async def helpers(look: Look, initiative: Initiative) -> list[Helper]:
    """Who may be asked: the sponsor, those who solved something like it, those whose function can unblock it; each once."""
    blocker = initiative.blocker
    if blocker is None:
        return []
    found = [Helper(person) for person in await sponsors(look, initiative)]
    found += [Helper(one.owner, solved=one.initiative) for one in await _solved_alike(look, initiative, blocker)]
    found += [Helper(person, blocker.function) for person in await _of_function(look, blocker.function)]
    found += [Helper(person, offers=True) for person in await offering(look, blocker.why)]
    me = look.person.id if look.person is not None else ""
    first = {one.person: one for one in reversed(found) if one.person not in (initiative.owner, me)}
    here = {person.id for person in await still_here(look.store, look.organisation, tuple(first))}
    return [one for one in found if one.person in here and first[one.person] == one]


async def _solved_alike(look: Look, initiative: Initiative, blocker: Blocker) -> list[Solved]:
    if not blocker.why:
        return []
    held = [one for one in await look.store.held(look.org) if one.owner not in ("", initiative.owner)]
    known = [await _told_of(look, one) for one in held if await _is_known(look, one)]
    return alike(blocker.why, initiative.title, known)[:SOLVERS]


async def _is_known(look: Look, initiative: Initiative) -> bool:
    """Whether others may hear of its result: its trial has been decided on, or its story is told."""
    if initiative.stage is not Stage.TRIAL:
        return True
    return any(story.state is StoryState.POSTED for story in await look.store.stories(look.org, initiative.id))


async def _told_of(look: Look, initiative: Initiative) -> Solved:
    lessons = await look.store.lessons(look.org, initiative.id) if initiative.stage is Stage.STOPPED else []
    learnt = [text for one in lessons for text in (one.tried, one.happened, one.why, one.reuse)]
    gone = [blocker.why for blocker in initiative.blockers if not blocker.is_open]
    return Solved(initiative.id, initiative.owner, initiative.title, (*gone, *learnt))


async def _of_function(look: Look, function: Function | None) -> list[str]:
    """Those the organisation has set for the function, else those who have it."""
    if function is None:
        return []
    rules = [rule for rule in look.organisation.reviewers if (rule.kind, rule.name) == ("function", function.value)]
    named = [person for rule in rules for person in rule.people]
    if not await still_here(look.store, look.organisation, tuple(named)):
        named = [one.id for one in await look.store.with_function(look.org, function, UNBLOCKERS)]
    return named[:UNBLOCKERS]
