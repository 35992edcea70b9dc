"""The parts of a proposal beyond its own words, in the order in which they are asked and shown."""

from __future__ import annotations

from handlers import (
    adopting,
    ai_asked,
    ai_questions,
    ai_shown,
    building,
    bylines,
    campaigning,
    comments_shown,
    help_shown,
    help_wanted,
    learnt,
    scoring,
    similar_shown,
    slicing,
    teaching,
    vetting,
)
from handlers.answers import Answers
from handlers.conversation import Also, Look, Seeing, Turn
from handlers.facts import essentials
from handlers.promise_shown import not_now
from handlers.proposal import Offers, Part, Shows
from handlers.ui import Args, Block, Button, Fields, Input
from initiatives.initiative import Initiative


async def _essentials(_see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    return (Fields(essentials(initiative)),)


PARTS: tuple[Part, ...] = (
    Part(adopting.from_story),
    slicing.PART,
    ai_questions.PART,
    Part(bylines.signed, bylines.asked),
    help_wanted.PART,
    Part(campaigning.joined, campaigning.questions),
    Part(vetting.noted),
)
TO_REVIEWERS: tuple[Shows, ...] = (
    bylines.written, slicing.shown, _essentials, ai_shown.to_reviewers, ai_asked.shown, vetting.shown, building.shown,
    similar_shown.beside, learnt.beside, campaigning.shown, help_shown.beside, scoring.to_reviewers, comments_shown.counted,
)  # fmt: skip
"""What reviewers see of a proposal below its own words."""
TO_PROPOSER: tuple[Shows, ...] = (
    bylines.whose, slicing.shown, _essentials, ai_shown.to_proposer, vetting.shown, vetting.suggested, building.shown,
    building.suggested, learnt.beside, campaigning.shown, help_shown.beside, teaching.suggested,
    comments_shown.ways,
)  # fmt: skip
"""What its proposer sees once it is in."""
REVIEWERS_MAY: tuple[Offers, ...] = (
    scoring.reviewers_may,
    not_now,
    similar_shown.same_as_another,
    ai_shown.reviewers_may,
    comments_shown.reviewers_may,
    ai_asked.reviewers_may,
)
"""What reviewers may do beside answering it."""


async def asked_beside(look: Look, about: Args) -> tuple[Input, ...]:
    """The questions of every part."""
    return tuple([question for part in PARTS for question in await part.questions(look, about)])


async def completed(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> tuple[Initiative, Also]:
    """The proposal with what every part makes of it, and whom they tell."""
    told: Also = ()
    for part in PARTS:
        initiative, also = await part.into(turn, initiative, answers, about)
        told = (*told, *also)
    return initiative, told


async def sections(shows: tuple[Shows, ...], see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    return tuple([block for show in shows for block in await show(see, initiative)])


async def buttons(offers: tuple[Offers, ...], see: Seeing, initiative: Initiative) -> tuple[Button, ...]:
    return tuple([button for offer in offers for button in await offer(see, initiative)])
