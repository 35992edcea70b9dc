"""`waiting`: a system sent a number that can hardly be meant, and whoever answers for it says whether it is right."""

from __future__ import annotations

from handlers.conversation import Action, Also, Card, Change, Conversation, Quiet, Reply, Seeing, Tell, Turn, card
from handlers.facts import title
from handlers.measuring import Measurement, measure
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Heading, Message, Note, Para
from handlers.waiting import CARD, redrawn, settle
from handlers.waiting_shown import ANSWERING, asked, settled
from handlers.why import why
from handlers.words import say, say_n
from initiatives.initiative import Initiative
from initiatives.rules import Rule, RuleBroken
from initiatives.waiting import Fate, WaitingNumber

MOST = 8
"""How many numbers one message shows; the next ones come up as these are answered."""


async def keep(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """They are right: kept as measured, on the days they were measured on."""
    meant = await _meant(turn, initiative, about)
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.NOT_RUNNING)
    await settle(turn.store, meant, Fate.KEPT)
    for one in meant:
        says = Measurement(initiative.id, one.kpi, one.value, one.on, comment=one.comment, sure=True)
        await measure(turn.store, turn.organisation, says, one.source, turn.now, turn.new_id)
    return await _shown(turn, initiative, meant)


async def refuse(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """They are not: they count nowhere, and the week goes on waiting for its number."""
    meant = await _meant(turn, initiative, about)
    await settle(turn.store, meant, Fate.REFUSED)
    return await _shown(turn, initiative, meant)


async def _meant(turn: Turn, initiative: Initiative, about: Args) -> list[WaitingNumber]:
    """The one whose button it was, or all that the message asks about; the earliest day first."""
    if "number" in about:
        one = await turn.store.waiting_number(turn.org, about["number"])
        found = [one] if one is not None else []
    else:
        found = await turn.store.asked_in(turn.org, about["question"])
    still = [one for one in found if one.is_open and one.initiative == initiative.id]
    if not still:
        raise RuleBroken("", Rule.NUMBER_CHANGED)
    return sorted(still, key=lambda one: (one.on, one.at))


async def _shown(turn: Turn, initiative: Initiative, meant: list[WaitingNumber]) -> Reply:
    """Every message that shows them is drawn again, the one with the button too; what cannot be gets a message below it."""
    questions = tuple(dict.fromkeys(one.question for one in meant))
    also: Also = await redrawn(turn.store, initiative, questions, turn.now)
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if row is not None and row.lasting:
        here = Change(row.id, Card(row.card, dict(row.about), subject=row.subject))
        return Quiet(also if any(isinstance(one, Change) and one.delivery == row.id for one in also) else (*also, here))
    if turn.where.kind == "home":
        return Quiet(also)
    return Tell(Card(CARD, {"initiative": initiative.id, "question": questions[0]}, subject=initiative.id), also=also)


@card(CARD, seen_by=whoever(ANSWERING), by_itself=True)
async def question(see: Seeing, about: Args) -> Message:
    """Each number with its two answers, or with what became of it."""
    initiative = await INITIATIVE.of(see, about)
    numbers = await see.store.asked_in(see.org, about["question"])
    waiting = sorted((one for one in numbers if one.is_open), key=lambda one: (one.on, one.at))
    over = [one for one in numbers if not one.is_open][: max(MOST - len(waiting), 0)]
    name = title(initiative)
    if not waiting:
        text = say("{title}: what a system sent is answered.", title=name)
    else:
        text = say_n(
            "{title}: a system sent {n} number that looks like a slip. Is it right?",
            "{title}: a system sent {n} numbers that look like a slip. Are they right?",
            len(waiting),
            title=name,
        )
    head = say("A number that waits for you") if waiting else say("A number that a system sent")
    blocks: list[Block] = [Heading(head), Para(text)]
    blocks += [block for one in over for block in settled(initiative, one)]
    blocks += [block for one in waiting[:MOST] for block in asked(initiative, one)]
    blocks += _for_all(initiative, about["question"], waiting)
    reason = say("You get this because you answer for the number.")
    if waiting:
        reason = say("You get this because you answer for the number. Until you say, it counts nowhere.")
    return Message(text, (*blocks, *why(reason)))


def _for_all(initiative: Initiative, question: str, waiting: list[WaitingNumber]) -> list[Block]:
    if len(waiting) < 2:
        return []
    about = {"initiative": initiative.id, "question": question}
    left = len(waiting) - MOST
    more = (
        [Note(say_n("{n} more number waits behind these.", "{n} more numbers wait behind these.", left))]
        if left > 0
        else []
    )
    buttons = (
        Button(say("Keep all of them"), "waiting.keep", about),
        Button(say("None of them"), "waiting.refuse", about),
    )
    return [*more, Buttons(buttons)]


CONVERSATION = Conversation(
    name="waiting",
    help=None,
    actions=(
        Action("keep", INITIATIVE, ANSWERING, keep),
        Action("refuse", INITIATIVE, ANSWERING, refuse),
    ),
    cards=(question,),
)
