"""`pulse`: those who use an initiative say how useful it is and what gets in the way, and its owner reads the result."""

from __future__ import annotations

from dataclasses import replace

from handlers import refusals
from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Change,
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
from handlers.conversations.users import MAY, nameable
from handlers.facts import name_of, title
from handlers.helping import TELL
from handlers.pulse_shown import begins, blocks
from handlers.pulses import ASKED, FALLING, answer_of, asked_in, message_of, open_use, question, results, was_asked
from handlers.replies import instead
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE, ONESELF
from handlers.ui import Args, Block, Button, Buttons, Divider, Form, Heading, LongText, Message, Note, Para
from handlers.why import why
from handlers.words import Day, Typed, Words, say
from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.pulse import MARKS, User, fortnight_at, next_asking, user_id

SHOWN = 5
"""How many initiatives with their results one message shows."""
OWNERS = only(Role.OWNER)


async def show(_turn: Turn, _person: Person, _about: Args) -> Reply:
    return Tell(Card("pulse.overview"))


async def answers(turn: Turn, _person: Person, _about: Args) -> Reply:
    """The questions of this fortnight once more."""
    return Tell(question(fortnight_at(turn.organisation, turn.now)))


async def rate(turn: Turn, person: Person, about: Args) -> Reply:
    """One tap; another one changes it. When the fortnight is over the message says so."""
    fortnight, mark = about.get("fortnight", ""), about.get("mark", "")
    user = await open_use(turn, person.id, about.get("initiative", ""), fortnight)
    if user is not None and mark in map(str, MARKS):
        said = await answer_of(turn, user, fortnight)
        await turn.store.keep_pulse_answer(replace(said, mark=int(mark)))
    return await instead(turn, question(fortnight))


async def leave(turn: Turn, person: Person, about: Args) -> Reply:
    """Somebody who was named by mistake is not asked any more, whoever names them again."""
    return await _leaves(turn, person, about, left=True)


async def come_back(turn: Turn, person: Person, about: Args) -> Reply:
    return await _leaves(turn, person, about, left=False)


async def _leaves(turn: Turn, person: Person, about: Args, *, left: bool) -> Reply:
    user = await turn.store.user(turn.org, user_id(about.get("initiative", ""), person.id))
    if user is not None:
        ask_at = None if left else next_asking(turn.organisation, turn.now)
        await turn.store.keep_user(replace(user, left=left, ask_at=ask_at))
    return await instead(turn, question(about.get("fortnight", "")))


async def comment_form(look: Look, person: Person, about: Args) -> Form:
    """The second question; what was written before is proposed."""
    fortnight = about.get("fortnight", "")
    user = await open_use(look, person.id, about.get("initiative", ""), fortnight)
    text = LongText(
        name="comment",
        label=say("What gets in the way?"),
        hint=say("Shown without your name, in no order, and only once 3 have answered."),
        default=(await answer_of(look, user, fortnight)).comment if user is not None else "",
        most=600,
    )
    return Form(say("What gets in the way?"), say("Say it"), (text,))


async def comment(turn: Turn, person: Person, answers: Answers, about: Args) -> Reply:
    fortnight = about.get("fortnight", "")
    user = await open_use(turn, person.id, about.get("initiative", ""), fortnight)
    if user is None:
        return Tell(Card("refused", {"reason": refusals.GONE}))
    said = await answer_of(turn, user, fortnight)
    await turn.store.keep_pulse_answer(replace(said, comment=answers.text("comment")))
    return Tell(Card("pulse.noted"), also=(Change(message_of(person.id, fortnight), question(fortnight)),))


@card(ASKED, by_itself=True)
async def asked(see: Seeing, about: Args) -> Message:
    """Everything the reader uses, with five buttons each, and what they have said so far."""
    fortnight = about["fortnight"]
    uses = await asked_in(see, see.person.id, fortnight) if see.person is not None else []
    is_open = fortnight == fortnight_at(see.organisation, see.now)
    summary = say("How useful is it to you? From 1 (not at all) to 5 (very)")
    shown: list[Block] = [Heading(say("How useful is it to you?"))]
    for user in uses:
        shown += await _one(see, user, fortnight, is_open=is_open)
    if not is_open or not uses:
        shown.append(Note(say("The two weeks from {day} are over.", day=Day(begins(fortnight)))))
    shown.append(Note(say("1: not at all, 5: very. Nobody reads who said what; results need 3 answers.")))
    reason = say("You get this because you are named as somebody who uses it: once in two weeks at most.")
    return Message(summary, (*shown, *why(reason)))


async def _one(see: Seeing, user: User, fortnight: str, *, is_open: bool) -> list[Block]:
    initiative = await see.store.initiative(see.org, user.initiative)
    if initiative is None:
        return []
    here = {"initiative": user.initiative, "fortnight": fortnight}
    if user.left:
        line = say("You are not asked about {title} any more.", title=title(initiative))
        return [Para(line), Buttons((Button(say("Ask me again"), "pulse.come_back", here),))]
    said = await answer_of(see, user, fortnight)
    shown: list[Block] = [Para(say("How useful is {title} to you?", title=title(initiative)))]
    if user.first == fortnight:
        shown.append(Note(await _named_by(see, user)))
    if is_open and initiative.asked_weekly:
        shown.append(Buttons(tuple(_mark(mark, said.mark, here) for mark in MARKS)))
    if said.mark is not None:
        shown.append(Note(say("You said {mark}.", mark=said.mark)))
    if said.comment:
        shown.append(Note(say("You wrote: {comment}", comment=Typed(said.comment))))
    if is_open:
        tell = Button(say("Say what gets in the way"), "pulse.comment", here)
        shown.append(Buttons((tell, Button(say("Not me"), "pulse.leave", here))))
    return [*shown, Divider()]


def _mark(mark: int, said: int | None, here: Args) -> Button:
    style = "primary" if mark == said else "plain"
    return Button(say("{n}", n=mark), "pulse.rate", {**here, "mark": str(mark)}, style)  # type: ignore[arg-type]


async def _named_by(see: Seeing, user: User) -> Words:
    name = await name_of(see, user.by)
    return say("{name} named you as somebody who uses it, to learn what it is worth to you.", name=name)


@card("pulse.noted")
async def noted(_see: Seeing, _about: Args) -> Message:
    text = say("Noted, and shown without your name.")
    return Message(text, (Para(text),))


@card("pulse.overview")
async def overview(see: Seeing, _about: Args) -> Message:
    """What somebody answers for with its results, and the way to their own questions."""
    if see.person is None:
        return Message(say("The pulse"), ())
    mine = (await nameable(see, see.person))[-SHOWN:]
    shown: list[Block] = [Heading(say("The pulse"))]
    for initiative in mine:
        shown += [Divider()] if len(shown) > 1 else []
        shown += await _result(see, initiative)
    if not mine:
        shown.append(Para(say("Those who use your initiatives say here what they are worth, once some are under way.")))
    if await asked_in(see, see.person.id, fortnight_at(see.organisation, see.now)):
        shown.append(Buttons((Button(say("Answer for what I use"), "pulse.answers", style="primary"),)))
    return Message(say("The pulse of those who use your initiatives"), tuple(shown))


async def _result(see: Seeing, initiative: Initiative) -> list[Block]:
    found, about = await results(see.store, initiative), {"initiative": initiative.id}
    lines = blocks(found) if await was_asked(see.store, initiative) else (Note(say("Nobody was asked yet.")),)
    return [
        Para(say("{title}", title=title(initiative))),
        *lines,
        Buttons((Button(say("Who uses it"), "users.name", about),)),
    ]


@card(FALLING, seen_by=whoever(MAY), by_itself=True)
async def falling(see: Seeing, about: Args) -> Message:
    """What the owner reads when it falls: the result, the comments, and what can be done."""
    initiative = await INITIATIVE.of(see, about)
    found = await results(see.store, initiative, until=about["fortnight"])
    text = say("{title} helps those who use it little, or less than before.", title=title(initiative))
    here = {"initiative": initiative.id}
    ways = Buttons(
        (
            Button(say("I need help"), "blocked.say", {**here, TELL: "yes"}, "primary"),
            Button(say("Pause it"), "silence.pause", here),
            Button(say("Stop it, keep the lesson"), "stop.stop", here),
        )
    )
    advice = Para(say("Ask for help, pause it while you change it, or stop it and keep what it taught."))
    reason = say("You get this because it is yours and its pulse is falling: once for these two weeks.")
    return Message(text, (Heading(say("The pulse is falling")), Para(text), *blocks(found), advice, ways, *why(reason)))


CONVERSATION = Conversation(
    name="pulse",
    help=say("See what initiatives are worth to those who use them"),
    start="show",
    words=("pouls",),
    flows=(Flow("comment", ONESELF, EVERYBODY, comment_form, comment),),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("answers", ONESELF, EVERYBODY, answers),
        Action("rate", ONESELF, EVERYBODY, rate),
        Action("leave", ONESELF, EVERYBODY, leave),
        Action("come_back", ONESELF, EVERYBODY, come_back),
    ),
    cards=(asked, noted, overview, falling),
)
