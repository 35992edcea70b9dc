"""How initiatives that are close to one are shown: what became of each, and who has the same."""

from __future__ import annotations

from handlers.conversation import Look
from handlers.facts import from_to, name_of, stage, title
from handlers.ui import Block, Button, Note, Para, Quote
from handlers.words import Listed, Typed, Words, say, say_n
from initiatives.initiative import Initiative, Stage
from initiatives.lessons import Lesson
from initiatives.similar import Backing, Join


async def outline(look: Look, initiative: Initiative) -> list[Block]:
    """One of them in a few lines: where it stands and whose it is, and what others can take from it."""
    blocks: list[Block] = [Para(say("{title}: {where}", title=title(initiative), where=await _where(look, initiative)))]
    blocks += await _known(look, initiative)
    backings = await look.store.backings_of(look.org, initiative.id)
    return [*blocks, *counted(backings)]


def counted(backings: list[Backing]) -> list[Block]:
    """How many have the same, and how many of them take part."""
    if not backings:
        return []
    helping = sum(one.join is Join.WELCOME for one in backings)
    words = say_n("{n} person has this too.", "{n} people have this too.", len(backings))
    both = say_n("{have} {n} takes part.", "{have} {n} take part.", helping, have=words)
    return [Note(both if helping else words)]


async def beside(look: Look, initiative: Initiative) -> tuple[Block, ...]:
    """On the card of a proposal: who has the same, who proposed it too, and what it is close to."""
    backings = await look.store.backings_of(look.org, initiative.id)
    blocks = counted(backings)
    proposers = [Typed((await name_of(look, one.person)).text) for one in backings if one.proposed]
    if proposers:
        blocks.append(Note(say("Also proposed by {names}.", names=Listed(tuple(proposers)))))
    for near in initiative.likeness.near if initiative.likeness else ():
        found = await look.store.initiative(look.org, near)
        if found is not None:
            blocks.append(Note(say("Close to {title}, {stage}.", title=title(found), stage=stage(found.stage))))
    return tuple(blocks)


async def same_as_another(_look: Look, initiative: Initiative) -> tuple[Button, ...]:
    return (Button(say("Same as another one"), "similar.same", {"initiative": initiative.id}),)


async def _where(look: Look, initiative: Initiative) -> Words:
    who = await name_of(look, initiative.owner or initiative.proposer)
    if initiative.stage is Stage.PROPOSED:
        return say("proposed by {name}, waits for an answer", name=who)
    if initiative.has_held:
        return say("{stage}, owned by {name}, and its result holds", stage=stage(initiative.stage), name=who)
    if initiative.asked_weekly:
        return say("{stage}, owned by {name}", stage=stage(initiative.stage), name=who)
    return stage(initiative.stage)


async def _known(look: Look, initiative: Initiative) -> list[Block]:
    """The number, the reason or the lesson: whatever it has come to."""
    if initiative.asked_weekly:
        return [Quote(from_to(initiative.leading))]
    if initiative.stage is Stage.STOPPED:
        lessons = await look.store.lessons(look.org, initiative.id)
        return _taught(lessons[-1]) if lessons else []
    if initiative.stage is Stage.DECLINED and initiative.decisions:
        return [Quote(Typed(initiative.decisions[-1].why))]
    return []


def _taught(lesson: Lesson) -> list[Block]:
    return [
        Quote(say("What happened: {text}", text=Typed(lesson.happened))),
        Quote(say("To use again: {text}", text=Typed(lesson.reuse))),
    ]
