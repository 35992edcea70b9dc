"""`users`: whoever answers for an initiative names the people who use it, who are then asked every two weeks."""

from __future__ import annotations

from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Ask,
    Card,
    Conversation,
    Flow,
    Look,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import more, name_of, title
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE, ONESELF
from handlers.ui import Args, Block, Button, Buttons, Form, Message, Note, Para, PeoplePick
from handlers.words import Listed, Typed, Words, say
from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.pulse import MOST_USERS, User, first_asking, fortnight_at, next_asking, user_id
from initiatives.rules import Rule, RuleBroken

MAY = only(Role.OWNER, Role.DEPUTY, Role.ADMIN)
OFFERED, NAMED = 20, 10
"""How many initiatives are offered with a button each, and how many people are listed by name."""


def _not_too_many(people: object) -> Words | None:
    """A second look at what the list allows, since people can be typed too."""
    if isinstance(people, tuple) and len(people) > MOST_USERS:
        return say("Name {most} people at most.", most=MOST_USERS)
    return None


async def form(look: Look, initiative: Initiative, _about: Args) -> Form:
    """Everybody who uses it; those named already are proposed."""
    users = [user for user in await look.store.users_of(look.org, initiative.id) if not user.left]
    people = PeoplePick(
        name="people",
        label=say("Who uses it?"),
        hint=say("Up to {most} people. Its owner is not asked.", most=MOST_USERS),
        required=False,
        default=",".join(user.person for user in users),
        check=_not_too_many,
    )
    intro = say(
        "{title}: every two weeks they say from 1 to 5 how useful it is, and what gets in the way. Nobody sees who said what.",
        title=title(initiative),
    )
    return Form(say("Who uses it?"), say("Ask them"), (people,), intro=intro)


async def name(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """Those named are asked from now on, those left out no more; whoever said “not me” stays out."""
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.NOT_RUNNING)
    chosen = [person for person in answers.several("people") if person != initiative.owner]
    known = {user.person: user for user in await turn.store.users_of(turn.org, initiative.id)}
    for person in chosen:
        if person not in known:
            await turn.store.keep_user(await _named(turn, initiative, person))
    for person, user in known.items():
        if person not in chosen and not user.left:
            await turn.store.drop_user(user)
    return Tell(Card("users.named", {"initiative": initiative.id}))


async def _named(turn: Turn, initiative: Initiative, person: str) -> User:
    """Whoever was asked in this fortnight already, about something else, is asked in the next one."""
    others = await turn.store.uses_of(turn.org, person)
    organisation, now = turn.organisation, turn.now
    asked = any(one.asked == fortnight_at(organisation, now) for one in others)
    ask_at = next_asking(organisation, now) if asked else first_asking(organisation, now)
    return User(user_id(initiative.id, person), turn.org, initiative.id, person, turn.person.id, now, ask_at)


async def begin(turn: Turn, person: Person, _about: Args) -> Reply:
    """The only one goes straight to its question; of several the person picks."""
    mine = await nameable(turn, person)
    if len(mine) == 1:
        return Ask("users.name", {"initiative": mine[0].id})
    return Tell(Card("users.which" if mine else "users.nothing"))


async def nameable(look: Look, person: Person) -> list[Initiative]:
    """What is under way and theirs to name people for; for admins what they sponsor too."""
    sponsored = await look.store.sponsored_by(look.org, person.id) if person.admin else []
    own = await look.store.initiatives_of(look.org, person.id)
    found = {one.id: one for one in (*own, *await look.store.asked_of(look.org, person.id), *sponsored)}
    return [one for one in found.values() if one.asked_weekly and await INITIATIVE.holds(look, one, MAY)]


@card("users.named", seen_by=whoever(MAY))
async def named(see: Seeing, about: Args) -> Message:
    """Who is asked from now on, and what becomes of what they say."""
    initiative = await INITIATIVE.of(see, about)
    users = await see.store.users_of(see.org, initiative.id)
    asked, left = ([user for user in users if user.left is gone] for gone in (False, True))
    if not asked:
        text = say("Nobody is asked how useful {title} is.", title=title(initiative))
    else:
        text = say("Asked how useful {title} is: {names}.", title=title(initiative), names=await _names(see, asked))
    blocks: list[Block] = [Para(text)]
    if len(asked) > NAMED:
        blocks.append(Note(more(len(asked) - NAMED)))
    if asked:
        blocks.append(Note(say("They get one message in two weeks about all they use, and read who named them.")))
    if left:
        blocks.append(Note(say("Not asked, because they said so: {names}.", names=await _names(see, left))))
    return Message(text, tuple(blocks))


async def _names(see: Seeing, users: list[User]) -> Listed:
    return Listed(tuple([Typed((await name_of(see, user.person)).text) for user in users[:NAMED]]))


@card("users.which")
async def which(see: Seeing, _about: Args) -> Message:
    mine = await nameable(see, see.person) if see.person is not None else []
    text = say("Which one do you want to name people for?")
    buttons = tuple(
        Button(say("{title}", title=title(one)), "users.name", {"initiative": one.id}) for one in mine[-OFFERED:]
    )
    return Message(text, (Para(text), Buttons(buttons)))


@card("users.nothing")
async def nothing(_see: Seeing, _about: Args) -> Message:
    text = say("Nothing of yours is under way at the moment.")
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="users",
    help=say("Name the people who use an initiative"),
    start="begin",
    words=("utilisateurs",),
    flows=(Flow("name", INITIATIVE, MAY, form, name),),
    actions=(Action("begin", ONESELF, EVERYBODY, begin),),
    cards=(named, which, nothing),
)
