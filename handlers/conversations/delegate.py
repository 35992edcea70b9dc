"""`delegate`: somebody else answers an initiative's check-ins, and its owner keeps the rest; one tap takes it back."""

from __future__ import annotations

from handlers.answers import Answers
from handlers.asking import asked_anew
from handlers.bundles import settle, taken_in
from handlers.conversation import (
    Action,
    Card,
    Conversation,
    Flow,
    Look,
    Post,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import name_of, title
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Form, Message, Note, Para, PersonPick
from handlers.why import why
from handlers.words import Words, say
from initiatives.handing_on import answered_for
from initiatives.initiative import Initiative
from storage.records import To
from storage.weeks import Ended

MAY = only(Role.OWNER, Role.SPONSOR)


async def form(_look: Look, initiative: Initiative, _about: Args) -> Form:
    """Who answers; whoever does so now is proposed."""
    return Form(
        say("Who answers?"),
        say("Let them answer"),
        (PersonPick(name="deputy", label=say("Who answers from now on?"), default=initiative.deputy),),
        intro=say(
            "{title}: they are asked once a week in the owner’s place. The rest stays as it is.",
            title=title(initiative),
        ),
    )


async def choose(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """The one chosen is told once, and asked from now on; choosing the owner takes it back."""
    chosen = answers.text("deputy")
    if chosen == initiative.owner and initiative.deputy:
        return await _changed(turn, initiative, "")
    return await _changed(turn, initiative, chosen)


async def back(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """The owner answers again."""
    return await _changed(turn, initiative, "")


async def _changed(turn: Turn, initiative: Initiative, deputy: str) -> Reply:
    changed = answered_for(initiative, deputy)
    about = {"initiative": initiative.id, "who": changed.answered_by, "by": turn.person.id}
    if deputy == initiative.deputy:
        return Tell(Card("delegate.chosen", about))
    await turn.store.change_initiative(changed)
    for one in (initiative, changed):
        await asked_anew(turn.store, turn.organisation, one, turn.now)
    let_go = await settle(turn.store, changed, Ended.HANDED_ON, turn.now, initiative.answered_by)
    taken = await taken_in(turn.store, changed.answered_by, [changed], turn.now)
    concerned = dict.fromkeys((initiative.deputy, deputy, initiative.owner))
    told = tuple(
        Post(
            To(person=person, workspace=turn.where.workspace),
            Card("delegate.told", {**about, "was": initiative.deputy}),
        )
        for person in concerned
        if person and person != turn.person.id
    )
    return Tell(Card("delegate.chosen", about), also=(*told, *let_go, *taken))


async def _who(see: Seeing, initiative: Initiative, who: str) -> Words:
    return say("{name} answers the check-ins of {title} now.", name=await name_of(see, who), title=title(initiative))


@card("delegate.chosen")
async def chosen(see: Seeing, about: Args) -> Message:
    """What the person reads who changed it."""
    initiative = await INITIATIVE.of(see, about)
    text = await _who(see, initiative, about["who"])
    blocks: list[Block] = [Para(text)]
    if initiative.deputy and initiative.deputy == about["who"]:
        blocks.append(Buttons((take_back(initiative),)))
    return Message(text, tuple(blocks))


def take_back(initiative: Initiative) -> Button:
    """The one tap by which the owner answers again."""
    return Button(say("Let the owner answer again"), "delegate.back", {"initiative": initiative.id})


@card("delegate.told")
async def told(see: Seeing, about: Args) -> Message:
    """What the others read: whoever answers from now on, whoever did, and the owner."""
    initiative, me = await INITIATIVE.of(see, about), see.person.id if see.person is not None else ""
    by = await name_of(see, about["by"])
    if me == about["who"] and me != initiative.owner:
        text = say("{name} asks you to answer the check-ins of {title}.", name=by, title=title(initiative))
        reason = say("You are asked once a week with your own check-ins. {name} can take it back.", name=by)
        answer = Button(say("Answer the check-in"), "check_in.answer", {"initiative": initiative.id}, "primary")
        return Message(text, (Para(text), Buttons((answer,)), *why(reason)))
    text = await _who(see, initiative, about["who"])
    return Message(text, (Para(text), Note(say("Decided by {name}.", name=by))))


@card("delegate.left", by_itself=True)
async def left(see: Seeing, about: Args) -> Message:
    """Whoever answered in the reader's place has left, so they are asked themselves again."""
    name = await name_of(see, about["person"])
    text = say("{name} has left and does not answer for you any more.", name=name)
    what = (Para(text), Note(say("You are asked yourself again. Under “mine” you can name somebody else.")))
    reason = say("You get this because they stood in for you.")
    return Message(text, (*what, *why(reason)))


CONVERSATION = Conversation(
    name="delegate",
    help=None,
    flows=(Flow("choose", INITIATIVE, MAY, form, choose),),
    actions=(Action("back", INITIATIVE, MAY, back),),
    cards=(chosen, told, left),
)
