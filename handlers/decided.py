"""What became of a proposal, at the end of its card."""

from __future__ import annotations

from handlers.conversation import Seeing
from handlers.facts import name_of
from handlers.ui import Block, Divider, Note, Quote
from handlers.words import Moment, Typed, say
from initiatives.initiative import Initiative, Stage


async def how_decided(see: Seeing, initiative: Initiative) -> list[Block]:
    first = initiative.decisions[0]
    name, at = await name_of(see, first.by), Moment(first.at)
    if initiative.likeness is not None and initiative.likeness.same_as:
        return [
            Divider(),
            Note(say("Made one with another one by {name}, {at}.", name=name, at=at)),
            Quote(Typed(first.why)),
        ]
    if first.to is Stage.DECLINED:
        return [Divider(), Note(say("Declined by {name}, {at}.", name=name, at=at)), Quote(Typed(first.why))]
    return [Divider(), Note(say("Approved as a trial by {name}, {at}.", name=name, at=at))]
