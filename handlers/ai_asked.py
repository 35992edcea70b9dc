"""What a proposer left open about the AI in it: said to those who answer, who may ask for it by one tap, once."""

from __future__ import annotations

from handlers.ai_shown import CLASSES, open_questions
from handlers.conversation import Look, Seeing
from handlers.subjects import INITIATIVE
from handlers.ui import Block, Button, Note
from handlers.words import say, say_n
from initiatives.initiative import Initiative, Stage

ASKED = "register.asked"


async def is_asked(look: Look, initiative: Initiative) -> bool:
    return bool(await look.store.deliveries_about(look.org, ASKED, initiative.id))


def _open(initiative: Initiative) -> int:
    waits = initiative.care is not None and initiative.stage is Stage.PROPOSED
    return open_questions(initiative.care) if waits and initiative.care is not None else 0


async def shown(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """How many are open, and whether its proposer was asked."""
    count = _open(initiative)
    if not count:
        return ()
    if await is_asked(see, initiative):
        return (
            Note(
                say_n(
                    "{n} question about its AI is open. Its proposer was asked.",
                    "{n} questions about its AI are open. Its proposer was asked.",
                    count,
                )
            ),
        )
    return (Note(say_n("{n} question about its AI is open.", "{n} questions about its AI are open.", count)),)


async def reviewers_may(see: Seeing, initiative: Initiative) -> tuple[Button, ...]:
    """Nobody asks themselves, and nobody is asked twice."""
    mine = see.person is not None and see.person.id == initiative.proposer
    if mine or not _open(initiative) or await is_asked(see, initiative):
        return ()
    if not await INITIATIVE.holds(see, initiative, CLASSES):
        return ()
    return (Button(say("Ask what its AI touches"), "register.ask", {"initiative": initiative.id}),)
