"""The way back from no, later or stop: who may take something up again, and the button for it."""

from __future__ import annotations

from handlers.conversation import Look, Role, only
from handlers.subjects import INITIATIVE
from handlers.ui import Button, Buttons
from handlers.words import say
from initiatives.initiative import Initiative, Stage

PROPOSED_IT = only(Role.PROPOSER, Role.REVIEWER)
ANSWERS_FOR_IT = only(Role.OWNER, Role.SPONSOR, Role.ADMIN)


async def way_back(look: Look, initiative: Initiative) -> tuple[Buttons, ...]:
    """The button for whoever reads, when it has ended and they may take it up again."""
    about = {"initiative": initiative.id}
    if initiative.stage in (Stage.DECLINED, Stage.PARKED):
        may, button = PROPOSED_IT, Button(say("Something has changed"), "reopen.proposal", about)
    elif initiative.stage is Stage.STOPPED:
        may, button = ANSWERS_FOR_IT, Button(say("Take it up again"), "reopen.stopped", about)
    else:
        return ()
    return (Buttons((button,)),) if await INITIATIVE.holds(look, initiative, may) else ()
