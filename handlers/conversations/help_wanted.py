"""`help_wanted`: whoever answers for an initiative says what help it looks for, and asks people who offer such help."""

from __future__ import annotations

from handlers.answers import Answers
from handlers.bylines import name_in
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.facts import name_of, title
from handlers.help_shown import people
from handlers.help_wanted import ANSWERED, ASKED, ASKING, NAME, answer, answers_for, ask, look_for, offer, question
from handlers.replies import instead
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Form, Message, Note, Para, Quote
from handlers.why import why
from handlers.words import Day, Typed, say
from initiatives.calendar import local_day
from initiatives.help_wanted import HelpAsked, HelpState, help_id
from initiatives.initiative import Initiative
from initiatives.similar import is_open

SHOWN, SAID = "help_wanted.shown", "help_wanted.said"


async def form(look: Look, initiative: Initiative, _about: Args) -> Form:
    wanted = await look.store.help_wanted(look.org, initiative.id)
    asked = question(wanted.text if wanted else "")
    return Form(say("Look for help"), say("Look for it"), (asked,), intro=say("{title}", title=title(initiative)))


async def say_it(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    await look_for(turn, initiative.id, answers.text(NAME))
    return Tell(_shown(initiative))


async def show(_turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    return Tell(_shown(initiative))


async def ask_one(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The card that was pressed shows whom was asked, or a card of its own does where that one says more."""
    await ask(turn, initiative, about.get("person", ""))
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if row is None or row.card == SHOWN:
        return await instead(turn, _shown(initiative))
    return Tell(_shown(initiative), also=(Change(row.id, Card(row.card, dict(row.about), subject=row.subject)),))


async def accept(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    posts = await answer(turn, initiative, HelpState.ACCEPTED)
    return await instead(turn, _question(turn, initiative), posts)


async def not_now(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    posts = await answer(turn, initiative, HelpState.NOT_NOW)
    return await instead(turn, _question(turn, initiative), posts)


async def offer_it(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """Found under one's skills: the list is drawn without it."""
    posts = await offer(turn, initiative)
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    again = (Change(row.id, Card(row.card, dict(row.about), subject=row.subject)),) if row is not None else ()
    return Tell(Card(SAID, {"initiative": initiative.id}), also=(*posts, *again))


def _shown(initiative: Initiative) -> Card:
    return Card(SHOWN, {"initiative": initiative.id}, subject=initiative.id)


def _question(turn: Turn, initiative: Initiative) -> Card:
    key = help_id(initiative.id, turn.person.id)
    return Card(ASKED, {"initiative": initiative.id, "person": turn.person.id}, subject=key)


@card(SHOWN, seen_by=whoever(ASKING))
async def shown(see: Seeing, about: Args) -> Message:
    """What is looked for, who was asked, and who may be."""
    initiative = await INITIATIVE.of(see, about)
    wanted = await see.store.help_wanted(see.org, initiative.id)
    change = Button(say("Say what help you look for"), "help_wanted.say", {"initiative": initiative.id})
    if wanted is None:
        text = say("{title} looks for no help now.", title=title(initiative))
        return Message(text, (Para(text), Buttons((change,))))
    text = say("{title} looks for help:", title=title(initiative))
    until = Day(local_day(wanted.forget_at, see.reader.zone))
    kept = Note(say("Whoever offers such help finds it by “skills” until {day}.", day=until))
    found = await people(see, initiative, wanted)
    return Message(text, (Para(text), Quote(Typed(wanted.text)), *found, kept, Buttons((change,))))


async def _asked(see: Seeing, about: Args) -> HelpAsked | None:
    me = see.person.id if see.person is not None else ""
    return await see.store.help_asked(see.org, help_id(about["initiative"], me))


async def _is_asked(see: Seeing, about: Args) -> bool:
    return await _asked(see, about) is not None


@card(ASKED, seen_by=_is_asked, by_itself=True)
async def asked(see: Seeing, about: Args) -> Message:
    """One question to somebody who offers such help; after the answer the other one can still be given."""
    initiative, mine = await INITIATIVE.of(see, about), await _asked(see, about)
    wanted = await see.store.help_wanted(see.org, initiative.id)
    name = await name_in(see, initiative, answers_for(initiative))
    text = say("{name} asks whether you can help with {title}.", name=name, title=title(initiative))
    blocks: list[Block] = [Para(text)]
    if wanted is not None:
        blocks.append(Quote(Typed(wanted.text)))
    if is_open(initiative) and mine is not None:
        blocks += _answers(initiative, mine)
    else:
        blocks.append(Note(say("It is not needed any more.")))
    reason = say("You get this because you offer such help. You can say not now each time.")
    return Message(text, (*blocks, *why(reason)))


def _answers(initiative: Initiative, mine: HelpAsked) -> list[Block]:
    about = {"initiative": initiative.id}
    yes = Button(say("I can help"), "help_wanted.accept", about, "primary")
    no = Button(say("Not now"), "help_wanted.not_now", about)
    match mine.state:
        case HelpState.ASKED:
            return [Buttons((yes, no))]
        case HelpState.ACCEPTED:
            return [Note(say("You said that you can help, and they know.")), Buttons((no,))]
        case HelpState.NOT_NOW:
            return [Note(say("You said not now, and they know.")), Buttons((yes,))]


@card(ANSWERED)
async def answered(see: Seeing, about: Args) -> Message:
    """What is read by whoever looks for the help."""
    initiative, name = await INITIATIVE.of(see, about), await name_of(see, about["person"])
    if about.get("state") == HelpState.ACCEPTED:
        text = say("{name} can help with {title}. Write to each other.", name=name, title=title(initiative))
        return Message(text, (Para(text),))
    text = say("{name} says not now to helping with {title}.", name=name, title=title(initiative))
    else_ = Button(say("Look for help"), "help_wanted.show", {"initiative": initiative.id})
    return Message(text, (Para(text), Buttons((else_,))))


@card(SAID)
async def said(see: Seeing, about: Args) -> Message:
    initiative = await INITIATIVE.of(see, about)
    name = await name_in(see, initiative, answers_for(initiative))
    text = say("{name} knows that you can help with {title}.", name=name, title=title(initiative))
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="help_wanted",
    help=None,
    flows=(Flow("say", INITIATIVE, ASKING, form, say_it),),
    actions=(
        Action("show", INITIATIVE, ASKING, show),
        Action("ask", INITIATIVE, ASKING, ask_one),
        Action("accept", INITIATIVE, EVERYBODY, accept),
        Action("not_now", INITIATIVE, EVERYBODY, not_now),
        Action("offer", INITIATIVE, EVERYBODY, offer_it),
    ),
    cards=(shown, asked, answered, said),
)
