"""What came of a tool in our own initiatives: who works with it, what it freed, what was learnt, what was said against it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.conversation import Look
from handlers.facts import stage, title
from handlers.learnt import told
from handlers.ui import Block, Heading, Note, Para, Quote
from handlers.vetting import short
from handlers.words import Amount, Typed, Words, say, say_n
from initiatives.freed import PROVEN, Freed, freed, hours_of
from initiatives.initiative import Initiative, Stage
from initiatives.lessons import Lesson
from initiatives.tools import Tool

LISTED = 5
"""How many initiatives are named, and how many lessons and reasons quoted; the newest ones."""
TOLD = (*PROVEN, Stage.TRIAL, Stage.STOPPED)
"""Stages of which everybody hears; what waits or was declined is only counted."""
LOOKED_AT = 200
"""How many initiatives of a tool are looked at, the newest: a popular tool costs no more to show."""


@dataclass(frozen=True)
class Results:
    """Initiatives that work with a tool, the newest first, and what was learnt in them. `shortened`: older ones are left out."""

    told: list[Initiative]
    waiting: int
    declined: list[Initiative]
    freed: Freed
    lessons: list[Lesson]
    shortened: bool = False


async def results(look: Look, tool: Tool) -> Results:
    """Everything our initiatives say about a tool, found by the tool."""
    uses = await look.store.uses_of_tool(look.org, tool.id)
    found = [await look.store.initiative(look.org, use.initiative) for use in reversed(uses[-LOOKED_AT:])]
    known = [one for one in found if one is not None]
    told = [one for one in known if one.stage in TOLD]
    lessons: list[Lesson] = []
    for one in told:
        if len(lessons) < LISTED:
            lessons += (await look.store.lessons(look.org, one.id))[-1:]
    declined = [one for one in known if one.stage is Stage.DECLINED]
    waiting = sum(one.stage in (Stage.PROPOSED, Stage.PARKED) for one in known)
    return Results(told, waiting, declined, freed(known), lessons, len(uses) > LOOKED_AT)


def blocks(found: Results, *, reasons: bool) -> list[Block]:
    """The results as they are shown; `reasons` why proposals with it were declined, for those who keep the directory."""
    if not (found.told or found.waiting or found.declined):
        return [Note(say("No initiative of ours works with it yet."))]
    shown: list[Block] = [Heading(say("What came of it here"))]
    shown += [Quote(_line(one)) for one in found.told[:LISTED]]
    shown += [Note(say_n("and {n} more", "and {n} more", len(found.told) - LISTED))] if len(found.told) > LISTED else []
    shown += [Note(line) for line in _counts(found)]
    shown += [Para(say("Learnt with it: {lesson}", lesson=told(lesson))) for lesson in found.lessons]
    shown += [_against(one) for one in found.declined[:LISTED] if reasons and one.decisions]
    return shown


def _line(one: Initiative) -> Words:
    hours = hours_of(one) if one.stage in PROVEN else None
    if hours is not None and hours > 0:
        return say(
            "{title} ({stage}): {hours} a week freed",
            title=title(one),
            stage=stage(one.stage),
            hours=Amount(round(hours, 1), "h"),
        )
    return say("{title} ({stage})", title=title(one), stage=stage(one.stage))


def _counts(found: Results) -> list[Words]:
    lines: list[Words] = []
    if found.shortened:
        lines.append(say("It has been used so often that only the newest {n} initiatives are counted.", n=LOOKED_AT))
    if found.freed.hours > 0:
        hours = Amount(round(found.freed.hours, 1), "h")
        lines.append(
            say_n(
                "Freed with it so far: {hours} a week, in {n} initiative.",
                "Freed with it so far: {hours} a week, in {n} initiatives.",
                found.freed.initiatives,
                hours=hours,
            )
        )
    if found.waiting:
        lines.append(
            say_n("{n} proposal with it waits.", "{n} proposals with it wait.", found.waiting),
        )
    if found.declined:
        declined = len(found.declined)
        lines.append(say_n("{n} proposal with it was declined.", "{n} proposals with it were declined.", declined))
    return lines


def _against(one: Initiative) -> Block:
    return Para(say("Declined, {title}: {why}", title=title(one), why=Typed(short(one.decisions[-1].why))))
