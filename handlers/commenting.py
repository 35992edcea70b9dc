"""Comments: keeping one, who hears of it, what becomes of one that is taken back, and which threads they are typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers import promises
from handlers.conversation import Also, Card, Change, Look, May, Post, Role, Subject, Turn, only
from handlers.deliveries import standing
from handlers.ui import Args
from handlers.unasked import say_unasked
from initiatives.comments import Comment, Gone, Talk, comment_id
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation, Person
from initiatives.wins import StoryState
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, To

NEWS, LIST, IN_THREAD = "comments.news", "comments.list", "comments.in_thread"
KEPT, TAKEN_OUT, REMOVED = "comments.kept", "comments.gone", "comments.removed"
READING = only(
    Role.PROPOSER, Role.OWNER, Role.CO_OWNER, Role.SPONSOR, Role.DEPUTY, Role.REVIEWER, Role.ADMIN,
)  # fmt: skip
"""Those who see an initiative itself; anybody reads its story and its lessons."""
THREADS = {
    "story.posted": "comments.said_of_story",
    "lessons.one": "comments.said_of_lesson",
    "propose.done": "comments.said",
    "mine.initiative": "comments.said",
    "history.shown": "comments.said",
    LIST: "comments.said",
}
"""The cards in whose thread a comment may be typed, and what takes it."""
LOOKED = 50
"""How many of the newest comments are looked at for those somebody has not heard of."""


def heard_in(thread: Delivery | None) -> str:
    """What takes a comment that is typed in this thread; empty where none is."""
    if thread is None:
        return ""
    return said_to(thread.about) if thread.card == NEWS else THREADS.get(thread.card, "")


def said_to(about: Args) -> str:
    """What takes a reply to what somebody was told of: it is read where that is."""
    if about.get("story"):
        return "comments.said_of_story"
    return "comments.said_of_lesson" if about.get("lesson") else "comments.said"


async def keep(turn: Turn, initiative: Initiative, text: str, *, story: str = "", lesson: str = "") -> Comment:
    """The comment as it is kept; who else is concerned hears of it with whatever is said soon after."""
    known = await turn.store.talk(turn.org, initiative.id) or Talk(initiative.id, turn.org)
    talk = known.with_comment(turn.person.id, turn.now)
    comment = Comment(
        comment_id(initiative.id, talk.last), turn.org, initiative.id, talk.last, turn.person.id, text, turn.now, story, lesson
    )  # fmt: skip
    await turn.store.keep_comment(comment)
    await turn.store.keep_talk(talk)
    return comment


async def shown_beside(turn: Turn, initiative: Initiative, comment: Comment) -> Also:
    """In the thread of its story, unless it was typed there, and counted on the cards of those who answer."""
    return (*await _in_thread(turn, comment), *await _counted(turn, initiative))


async def _in_thread(turn: Turn, comment: Comment) -> Also:
    story = await turn.store.story(turn.org, comment.story) if comment.story else None
    if story is None or story.state is not StoryState.POSTED or turn.delivery == story.delivery:
        return ()
    row = await standing(turn.store, turn.org, story.delivery)
    if row is None or not row.message:
        return ()
    to = To(workspace=row.workspace, channel=row.channel, thread=row.message)
    shown = Card(IN_THREAD, {"comment": comment.id}, subject=comment.id)
    return (Post(to, shown, key=f"{IN_THREAD}.{comment.id}"),)


async def _counted(turn: Turn, initiative: Initiative) -> Also:
    if initiative.stage is not Stage.PROPOSED:
        return ()
    return await promises.redrawn(turn.store, turn.organisation, initiative)


async def end(turn: Turn, comment: Comment, gone: Gone) -> Also:
    """Its text is dropped, and whatever shows it is drawn again; nothing happens to one that is gone."""
    if comment.gone is not None:
        return ()
    await turn.store.keep_comment(comment.without_text(gone))
    talk = await turn.store.talk(turn.org, comment.initiative)
    if talk is not None:
        await turn.store.keep_talk(talk.with_one_less())
    initiative = await turn.store.initiative(turn.org, comment.initiative)
    counted = await _counted(turn, initiative) if initiative is not None else ()
    return (*await _drawn_again(turn, comment), *counted)


async def _drawn_again(turn: Turn, comment: Comment) -> Also:
    """Every message that may still show its text."""
    rows = await turn.store.deliveries_about(turn.org, IN_THREAD, comment.id)
    for name in (NEWS, LIST, "mine.initiative"):
        found = await turn.store.deliveries_about(turn.org, name, comment.initiative)
        rows += [row for row in found if _may_show(row, comment)]
    return tuple(Change(row.id, Card(row.card, dict(row.about), subject=row.subject)) for row in rows)


def _may_show(row: Delivery, comment: Comment) -> bool:
    """What tells of comments shows those up to the moment it went out; other messages what there was when they were drawn last."""
    older = row.sent_at is not None and row.sent_at < comment.at
    if row.card == NEWS:
        return not older and int(row.about["new_from"]) <= comment.number
    return not older or row.revision > 1


def has_part(initiative: Initiative, person: Person) -> bool:
    """Whether somebody is told of what was said to the initiative itself, and not only of what anybody may read."""
    those = (
        initiative.proposer, initiative.owner, initiative.sponsor, initiative.deputy, *initiative.co_owners,
        *initiative.reviewers,
    )  # fmt: skip
    return person.admin or person.id in those


def hearers(initiative: Initiative, talk: Talk) -> tuple[str, ...]:
    """Whose it is, and who commented on it."""
    those = (initiative.owner, initiative.proposer, *initiative.co_owners, *talk.voices)
    return tuple(dict.fromkeys(person for person in those if person))


def for_reader(initiative: Initiative, person: Person, comments: Sequence[Comment]) -> list[Comment]:
    """What others wrote that still stands and that the person may read."""
    part = has_part(initiative, person)
    return [one for one in comments if one.by != person.id and one.gone is None and (part or one.open)]


async def tell(store: Transaction, talk: Talk, now: datetime) -> None:
    """One message for each of those concerned, with everything they have not heard of."""
    await store.keep_talk(talk.told())
    initiative = await store.initiative(talk.organisation, talk.id)
    if initiative is None:
        return
    organisation = await store.organisation(talk.organisation)
    untold = await since(store, talk, talk.untold)
    rows = await store.deliveries_about(organisation.id, NEWS, initiative.id)
    for who in hearers(initiative, talk):
        person = await store.person(organisation.id, who)
        if person is not None and person.active:
            new = for_reader(initiative, person, _not_shown(untold, [row for row in rows if row.to.person == who]))
            await _tell(store, organisation, talk, person, new, now)


async def since(store: Transaction, talk: Talk, first: int) -> list[Comment]:
    """The comments from that number on, newest first; of very many the newest."""
    return await store.comments(talk.organisation, talk.id, talk.last, min(LOOKED, talk.last - first + 1))


def _not_shown(comments: Sequence[Comment], rows: Sequence[Delivery]) -> list[Comment]:
    """Those that no message to somebody shows: one that has not gone out yet will show them all."""
    before = max(rows, key=lambda row: row.created_at, default=None)
    if before is None or (before.state is not DeliveryState.QUEUED and before.sent_at is None):
        return list(comments)
    return [one for one in comments if before.sent_at is not None and one.at > before.sent_at]


async def _tell(
    store: Transaction, organisation: Organisation, talk: Talk, person: Person, new: list[Comment], now: datetime
) -> None:
    if not new:
        return
    where = {name: key for name, key in (("story", new[0].story), ("lesson", new[0].lesson)) if key}
    card = Card(NEWS, {"initiative": talk.id, "new_from": str(new[-1].number), **where}, subject=talk.id)
    post = Post(To(person=person.id), card, key=f"{NEWS}.{talk.id}.{talk.round}.{person.id}")
    await say_unasked(store, person.id, organisation, post, now)


async def join_comments(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Two people who turn out to be one: what either wrote was written by the one who stays."""
    for comment in await store.comments_by(organisation, goes):
        await store.keep_comment(replace(comment, by=stays))
    for talk in await store.talks_with(organisation, goes):
        await store.keep_talk(talk.with_one_person(stays, goes))


async def heard_no_more(store: Transaction, person: Person) -> None:
    """Whoever has left hears of no further comments; what they wrote stays."""
    for talk in await store.talks_with(person.organisation, person.id):
        await store.keep_talk(talk.without(person.id))


async def _load(look: Look, comment: str) -> Comment | None:
    return await look.store.comment(look.org, comment)


async def _holds(look: Look, comment: Comment, roles: May) -> bool:
    if look.person is None or not look.person.active:
        return False
    wrote = Role.DRAFTER in roles and look.person.id == comment.by
    return wrote or (Role.ADMIN in roles and look.person.admin)


COMMENT: Subject[Comment] = Subject("comment", _load, _holds)
