"""`skills`: somebody says what they can help others with, and is asked only when it fits; each time they may decline."""

from __future__ import annotations

from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Conversation,
    Flow,
    Look,
    Post,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.facts import name_of, title
from handlers.subjects import INITIATIVE, ONESELF
from handlers.ui import Args, Button, Buttons, Form, LongText, Message, Note, Para, Quote
from handlers.words import Typed, say
from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken
from initiatives.skills import Skills
from storage.records import To


async def form(look: Look, person: Person, _about: Args) -> Form:
    known = await look.store.skills(look.org, person.id)
    text = LongText(
        name="text",
        label=say("What can you help others with?"),
        hint=say("For example: SAP exports, Excel macros, data protection. Leave it empty to offer nothing."),
        required=False,
        default=known.text if known else "",
        most=300,
    )
    return Form(say("Offer help"), say("Offer it"), (text,))


async def offer(turn: Turn, person: Person, answers: Answers, _about: Args) -> Reply:
    """Kept in their words; nothing written takes the offer back."""
    skills = Skills(person.id, turn.org, answers.text("text"))
    if skills.text:
        await turn.store.keep_skills(skills)
    else:
        await turn.store.drop_skills(skills)
    return Tell(Card("skills.shown"))


async def show(_turn: Turn, _person: Person, _about: Args) -> Reply:
    return Tell(Card("skills.shown"))


async def decline(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """Whoever asked for help hears it once, without a reason."""
    blocker, me = initiative.blocker, turn.person.id
    if blocker is None or me not in blocker.told:
        raise RuleBroken("", Rule.WRONG_STAGE)
    about = {"initiative": initiative.id, "person": me}
    post = Post(To(person=blocker.by), Card("skills.declined", about), key=f"declined.{blocker.id}.{me}")
    known = await turn.store.delivery(turn.org, post.key) is not None
    return Tell(Card("skills.said"), also=() if known else (post,))


@card("skills.shown")
async def shown(see: Seeing, _about: Args) -> Message:
    """What somebody offers now, and what comes of it."""
    known = await see.store.skills(see.org, see.person.id) if see.person is not None else None
    change = Buttons((Button(say("Say what you can help with"), "skills.offer"),))
    if known is None:
        text = say("You offer no help with anything so far.")
        return Message(text, (Para(text), change))
    text = say("You offer help with this:")
    note = Note(say("When an initiative is stuck on something like it, you may be asked. You can decline each time."))
    return Message(text, (Para(text), Quote(Typed(known.text)), note, change))


@card("skills.said")
async def said(_see: Seeing, _about: Args) -> Message:
    text = say("All right. Whoever asked you knows it, and can ask somebody else.")
    return Message(text, (Para(text),))


@card("skills.declined")
async def declined(see: Seeing, about: Args) -> Message:
    """What is read by whoever asked for help."""
    initiative = await INITIATIVE.of(see, about)
    name = await name_of(see, about["person"])
    text = say("{name} cannot help with {title} this time.", name=name, title=title(initiative))
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="skills",
    help=say("Say what you can help others with"),
    start="show",
    words=("compétences",),
    flows=(Flow("offer", ONESELF, EVERYBODY, form, offer),),
    actions=(Action("show", ONESELF, EVERYBODY, show), Action("decline", INITIATIVE, EVERYBODY, decline)),
    cards=(shown, said, declined),
)
