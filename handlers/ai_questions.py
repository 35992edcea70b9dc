"""The questions about the AI in an initiative: a second step of its proposal, each of them answered by a tap or left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from handlers import ai_words
from handlers.answers import Answers
from handlers.conversation import Also, Look, Turn
from handlers.proposal import Part
from handlers.ui import Args, Choice, Further, Input, Option
from handlers.words import Words, say
from initiatives.ai_care import Affected, Approved, Area, Care, Outward, Whose
from initiatives.ai_hints import hints
from initiatives.initiative import Initiative, Sensitivity

Kind = TypeVar("Kind", bound=StrEnum)

UNKNOWN = "unknown"
NAMES = ("ai_personal", "ai_affected", "ai_outward", "ai_approved", "ai_area")


def questions(care: Care | None) -> tuple[Input, ...]:
    """All of them, with what was answered before, else with “I don't know yet”."""
    personal, affected, outward, approved, area = _values(care)
    return (
        Choice(
            name="ai_personal",
            label=say("Whose personal data does it touch?"),
            hint=say("Names, addresses, photos, messages: whatever is about somebody."),
            required=False,
            default=personal,
            options=_options(ai_words.WHOSE),
            apart=True,
        ),
        Choice(
            name="ai_affected",
            label=say("Who feels what it says or does?"),
            required=False,
            default=affected,
            options=_options(ai_words.AFFECTED),
        ),
        Choice(
            name="ai_outward",
            label=say("What do customers or the public meet of it?"),
            required=False,
            default=outward,
            options=_options(ai_words.OUTWARD),
        ),
        Choice(
            name="ai_approved",
            label=say("Is the tool approved in your company?"),
            required=False,
            default=approved,
            options=_options(ai_words.APPROVED),
        ),
        Choice(
            name="ai_area",
            label=say("Does it help to decide about one of these?"),
            hint=say("If several fit, the lowest in the list."),
            required=False,
            default=area,
            options=_options(ai_words.AREAS),
        ),
    )


def _options(words: Mapping[Kind, Words]) -> tuple[Option, ...]:
    return tuple(Option(kind.value, label) for kind, label in words.items())


def _values(care: Care | None) -> tuple[str, str, str, str, str]:
    if care is None:
        return Whose.UNKNOWN, Affected.UNKNOWN, Outward.UNKNOWN, Approved.UNKNOWN, Area.UNKNOWN
    return care.personal, care.affected, care.outward, care.approved, care.area


def read(turn: Turn, answers: Answers, before: Care | None = None) -> Care:
    """What was answered; a class that somebody had set holds on only while the suggested one is the same."""
    said = Care(
        personal=Whose(answers.text("ai_personal") or Whose.UNKNOWN),
        affected=Affected(answers.text("ai_affected") or Affected.UNKNOWN),
        outward=Outward(answers.text("ai_outward") or Outward.UNKNOWN),
        approved=Approved(answers.text("ai_approved") or Approved.UNKNOWN),
        area=Area(answers.text("ai_area") or Area.UNKNOWN),
        by=turn.person.id,
        at=turn.now,
    )
    same = before is not None and before.suggested == said.suggested
    return replace(said, classed=before.classed) if before is not None and same else said


async def likely(look: Look, typed: Mapping[str, str]) -> dict[str, str]:
    """What the words of the proposal and the directory of vetted tools say already."""
    tools = await look.store.tools(look.org) if typed.get("tool") else []
    content = next((one for one in Sensitivity if one == typed.get("sensitivity")), Sensitivity.UNKNOWN)
    said = f"{typed.get('pain', '')}\n{typed.get('idea', '')}"
    found = hints(said, typed.get("tool", ""), content, tools)
    by_name = {"ai_affected": found.affected, "ai_approved": found.approved, "ai_area": found.area}
    return {name: value.value for name, value in by_name.items() if value != UNKNOWN}


ABOUT = Further(
    "ai",
    say("About its AI"),
    say("Your answers say who should look at it, and which rules apply. What nobody knows may stay open."),
    likely,
)


async def _asked(_look: Look, _about: Args) -> tuple[Input, ...]:
    return tuple(replace(question, further=ABOUT) for question in questions(None))


async def _into(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> tuple[Initiative, Also]:
    return replace(initiative, care=read(turn, answers)), ()


PART = Part(_into, _asked)
