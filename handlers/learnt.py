"""What was learnt: kept and found again, shown beside a proposal, and asked for where it would be lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.conversation import Card, Look, Post, Seeing, Turn
from handlers.facts import stage
from handlers.ui import Block, Button, Buttons, Note, Quote
from handlers.unasked import say_unasked
from handlers.vetting import short
from handlers.words import Bold, Typed, Words, say, say_n
from initiatives.calendar import at_hour, days_later, local_day, next_digest
from initiatives.finding import FOUND, nearest
from initiatives.initiative import Initiative, Stage
from initiatives.lessons import Lesson, LessonMonth, first_of, month_after, weeks_unspent
from initiatives.people import Organisation
from storage.port import Transaction
from storage.records import To

OFFER = "lessons.offer"
GOOD_FOR = timedelta(days=21)
"""After that nobody is asked any more what a stage taught."""
BESIDE = 2
"""How many lessons stand beside a proposal."""


async def keep(turn: Turn, lesson: Lesson) -> None:
    """The lesson, and that its month has something to tell."""
    await turn.store.add_lesson(lesson)
    if await turn.store.lesson_month(turn.org, lesson.month) is None:
        told_at = posted_at(turn.organisation, lesson.month)
        await turn.store.keep_lesson_month(LessonMonth(lesson.month, turn.org, told_at))


def posted_at(organisation: Organisation, month: str) -> datetime:
    """When the lessons of a month are told: an hour after the first digest of the next one."""
    begins = at_hour(first_of(month_after(month)), 0, organisation.zone)
    return next_digest(organisation, begins) + timedelta(hours=1)


async def lesson_blocks(see: Look, initiative: Initiative) -> tuple[Block, ...]:
    """What an initiative taught, in short, for whoever is about to try something like it; the newest one, nothing without any."""
    lessons = await see.store.lessons(see.org, initiative.id)
    return (Quote(told(lessons[-1])),) if lessons else ()


def told(lesson: Lesson) -> Words:
    """A lesson in a sentence or two, with what it comes from."""
    about, reuse = Bold(lesson.about or lesson.tried[:80]), Typed(short(lesson.reuse))
    if not lesson.why:
        return say("{title} ({stage}). To reuse: {reuse}", title=about, stage=stage(lesson.stage), reuse=reuse)
    why = Typed(short(lesson.why).rstrip(" ."))
    return say(
        "{title} ({stage}): {why}. To reuse: {reuse}", title=about, stage=stage(lesson.stage), why=why, reuse=reuse
    )


async def beside(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """What was learnt by others who tried something like a proposal, while nobody has decided about it."""
    if initiative.stage is not Stage.PROPOSED:
        return ()
    found = nearest(initiative.said, await see.store.lessons_like(see.org, initiative.said, FOUND))
    others = [lesson for lesson in found if lesson.initiative != initiative.id][:BESIDE]
    if not others:
        return ()
    buttons = [
        Button(say("Read it: {title}", title=Bold(lesson.about[:40])), "lessons.one", {"lesson": lesson.id})
        for lesson in others
    ]
    head = Note(say("Somebody has learnt something about this before:"))
    return (head, *(Quote(told(lesson)) for lesson in others), Buttons(tuple(buttons)))


async def offer(store: Transaction, organisation: Organisation, initiative: Initiative, now: datetime) -> None:
    """Its owner may write down what the stage taught that it has just passed: one message the next working day, no reminder."""
    owner = await store.person(organisation.id, initiative.owner) if initiative.owner else None
    at = days_later(owner, organisation, now, 1) if owner is not None else None
    if at is None:
        return
    passed = len(initiative.decisions)
    card = Card(OFFER, {"initiative": initiative.id}, subject=initiative.id)
    post = Post(To(person=initiative.owner), card, key=f"learnt.{initiative.id}.{passed}")
    await say_unasked(store, initiative.owner, organisation, post, at, until=at + GOOD_FOR)


def thanked(initiative: Initiative, organisation: Organisation) -> tuple[Block, ...]:
    """Thanks for stopping a trial before its end, with what that saves; nothing when it had run its course."""
    ended = initiative.decisions[-1] if initiative.decisions else None
    weeks = weeks_unspent(initiative, local_day(ended.at, organisation.zone)) if ended is not None else 0
    if not weeks:
        return ()
    saved = say_n(
        "Stopping early leaves {n} week of the trial for something better. Thank you for saying so in time.",
        "Stopping early leaves {n} weeks of the trial for something better. Thank you for saying so in time.",
        weeks,
    )
    return (Note(saved),)
