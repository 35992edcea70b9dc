"""`co_owners`: whoever owns an initiative shares it with others, who may answer its check-ins too."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
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
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Button, Buttons, Form, Message, Para, PeoplePick
from handlers.why import why
from handlers.words import Listed, Typed, Words, say
from initiatives.handing_on import MOST_CO_OWNERS, shared_with
from initiatives.initiative import Initiative
from storage.records import To

SHARING = only(Role.OWNER)


def _not_too_many(people: object) -> Words | None:
    """Typed names can be more than the list allows."""
    if isinstance(people, tuple) and len(people) > MOST_CO_OWNERS:
        return say("Name {most} people at most.", most=MOST_CO_OWNERS)
    return None


async def form(_look: Look, initiative: Initiative, _about: Args) -> Form:
    """Everybody it is shared with; those of now are proposed."""
    people = PeoplePick(
        name="people",
        label=say("Who owns it too?"),
        hint=say("Up to {most} people. Leave it empty to own it alone.", most=MOST_CO_OWNERS),
        required=False,
        default=",".join(initiative.co_owners),
        check=_not_too_many,
    )
    intro = say("{title}: they see it under “mine” and may give its number. The first answer of a week counts.",
        title=title(initiative),
    )  # fmt: skip
    return Form(say("Own it together"), say("Share it"), (people,), intro=intro)


async def choose(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """Those chosen hear of it, and so do those who are left out."""
    shared = shared_with(initiative, answers.several("people"))
    await turn.store.change_initiative(shared)
    about = {"initiative": shared.id, "by": turn.person.id}
    changed = set(shared.co_owners) ^ set(initiative.co_owners)
    told = tuple(
        Post(To(person=person, workspace=turn.where.workspace), Card("co_owners.told", about))
        for person in sorted(changed - {turn.person.id})
    )
    return Tell(Card("co_owners.chosen", {"initiative": shared.id}), also=told)


async def leave(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """One tap, and it is theirs no more; its owner hears of it."""
    others = tuple(person for person in initiative.co_owners if person != turn.person.id)
    await turn.store.change_initiative(replace(initiative, co_owners=others))
    about = {"initiative": initiative.id, "person": turn.person.id}
    post = Post(To(person=initiative.owner, workspace=turn.where.workspace), Card("co_owners.left", about))
    return Tell(Card("co_owners.gone", {"initiative": initiative.id}), also=(post,))


@card("co_owners.chosen", seen_by=whoever(SHARING))
async def chosen(see: Seeing, about: Args) -> Message:
    """With whom it is shared from now on."""
    initiative = await INITIATIVE.of(see, about)
    if not initiative.co_owners:
        text = say("{title} is shared with nobody.", title=title(initiative))
        return Message(text, (Para(text),))
    names = Listed(tuple([Typed((await name_of(see, person)).text) for person in initiative.co_owners]))
    text = say("{title} is shared with {names}.", title=title(initiative), names=names)
    return Message(text, (Para(text),))


@card("co_owners.told")
async def told(see: Seeing, about: Args) -> Message:
    """What somebody reads who owns it too from now on, or does no more."""
    initiative, by = await INITIATIVE.of(see, about), await name_of(see, about["by"])
    if see.person is None or see.person.id not in initiative.co_owners:
        text = say("{title} is not shared with you any more.", title=title(initiative))
        return Message(text, (Para(text),))
    text = say("{name} shares {title} with you.", name=by, title=title(initiative))
    reason = say("You may give its number any time. The weekly question still goes to one person.")
    here = {"initiative": initiative.id}
    buttons = (Button(say("Check in"), "check_in.answer", here), Button(say("Not me"), "co_owners.leave", here))
    return Message(text, (Para(text), Buttons(buttons), *why(reason)))


@card("co_owners.gone")
async def gone(see: Seeing, about: Args) -> Message:
    text = say("{title} is not shared with you any more.", title=title(await INITIATIVE.of(see, about)))
    return Message(text, (Para(text),))


@card("co_owners.left")
async def left(see: Seeing, about: Args) -> Message:
    """What the owner reads when somebody does not own it any more."""
    name = await name_of(see, about["person"])
    text = say(
        "{name} does not own {title} with you any more.", name=name, title=title(await INITIATIVE.of(see, about))
    )
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="co_owners",
    help=None,
    flows=(Flow("choose", INITIATIVE, SHARING, form, choose),),
    actions=(Action("leave", INITIATIVE, only(Role.CO_OWNER), leave),),
    cards=(chosen, told, gone, left),
)
