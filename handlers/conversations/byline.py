"""`byline`: whose proposal it is: written down for somebody who may take it back, and shown with a name that was kept back."""

from __future__ import annotations

from dataclasses import replace

from handlers import promises
from handlers.answers import Answers
from handlers.bylines import TOLD, name_in, told_again, unnamed
from handlers.conversation import Action, Card, Conversation, Flow, Post, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.facts import title
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Form, Heading, LongText, Message, Note, Para, Quote
from handlers.why import why
from handlers.words import Typed, say
from initiatives.byline import Named
from initiatives.initiative import Initiative, Stage, declined
from storage.records import To

PROPOSER = only(Role.PROPOSER)
BACK = Form(
    title=say("Take it back"),
    submit=say("Take it back"),
    intro=say("Nobody answers it then. Whoever wrote it down and those who answer proposals read your reason."),
    questions=(LongText(name="why", label=say("Why do you take it back?"), most=1000),),
)


async def back(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """It ends as long as nobody has decided about it, with the reason kept."""
    ended = declined(initiative, by=turn.person.id, why=answers.text("why"), at=turn.now)
    await turn.store.change_initiative(ended)
    await promises.answered(turn.store, ended, turn.now)
    byline = await turn.store.byline(turn.org, ended.id)
    shown = Card("byline.taken_back", {"initiative": ended.id}, subject=ended.id)
    written = byline is not None and byline.writer
    told = (Post(To(person=written, workspace=turn.where.workspace), shown),) if written else ()
    drawn = await promises.redrawn(turn.store, turn.organisation, ended)
    also = (*told, *drawn, *await told_again(turn.store, ended))
    return Tell(Card("byline.done", {"initiative": ended.id}), also=also)


async def reveal(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """From now on everybody may read who proposed it; what those who answer it have on their screens says so."""
    byline = await turn.store.byline(turn.org, initiative.id)
    if byline is not None and byline.named is not Named.EVERYBODY:
        await turn.store.keep_byline(replace(byline, named=Named.EVERYBODY))
    drawn = await promises.redrawn(turn.store, turn.organisation, initiative)
    also = (*drawn, *await told_again(turn.store, initiative))
    return Tell(Card("byline.revealed", {"initiative": initiative.id}), also=also)


@card(TOLD)
async def told(see: Seeing, about: Args) -> Message:
    """What its proposer reads: who wrote it down, what it says, and the way back while it waits."""
    initiative = await INITIATIVE.of(see, about)
    byline = await see.store.byline(see.org, initiative.id)
    name = await name_in(see, initiative, byline.writer if byline else "")
    text = say("{name} has put {title} forward for you.", name=name, title=title(initiative))
    blocks: list[Block] = [
        Heading(say("Proposed for you")),
        Para(text),
        Quote(Typed(initiative.pain)),
        Para(say("To try: {idea}", idea=Typed(initiative.idea))),
    ]
    blocks += await unnamed(see, initiative)
    if initiative.stage is Stage.PROPOSED:
        blocks.append(Buttons((Button(say("Take it back"), "byline.back", {"initiative": initiative.id}),)))
    reason = say("You get this because it is your proposal now: questions and the answer come to you.")
    return Message(text, (*blocks, *why(reason)))


@card("byline.done")
async def done(see: Seeing, about: Args) -> Message:
    """What the proposer reads after taking it back."""
    text = say("{title} is taken back. Nobody answers it any more.", title=title(await INITIATIVE.of(see, about)))
    return Message(text, (Para(text), Note(say("What was written is kept. “mine” has the way back."))))


@card("byline.taken_back")
async def taken_back(see: Seeing, about: Args) -> Message:
    """What the writer reads: whom they wrote it for does not want it put forward, and why."""
    initiative = await INITIATIVE.of(see, about)
    name = await name_in(see, initiative, initiative.proposer)
    text = say("{name} has taken {title} back.", name=name, title=title(initiative))
    reason = initiative.decisions[-1].why if initiative.decisions else ""
    return Message(text, (Para(text), *((Quote(Typed(reason)),) if reason else ())))


@card("byline.revealed")
async def revealed(see: Seeing, about: Args) -> Message:
    """What the proposer reads: the name is shown."""
    text = say("Your name stands on {title} now.", title=title(await INITIATIVE.of(see, about)))
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="byline",
    help=None,
    flows=(Flow("back", INITIATIVE, PROPOSER, BACK, back),),
    actions=(Action("reveal", INITIATIVE, PROPOSER, reveal),),
    cards=(told, done, taken_back, revealed),
)
