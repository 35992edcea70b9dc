"""`blocked`: what is in the way of an initiative, who can help, and the question a week later whether it has gone."""

from __future__ import annotations

from handlers import preferences
from handlers.answering import asked_about
from handlers.answers import Answers
from handlers.blocking import CARD, Helper, blocked, cleared, helpers, put_to, seen_again, sponsors
from handlers.checking_in import week_asked
from handlers.conversation import (
    EVERYBODY,
    Action,
    Ask,
    Card,
    Conversation,
    Flow,
    Look,
    Quiet,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import from_to, name_of, title
from handlers.helping import MOST, TELL, is_stuck
from handlers.replies import instead
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE, ONESELF
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Para,
    Quote,
)
from handlers.why import why
from handlers.words import Listed, Text, Typed, Words, say
from initiatives.blockers import Blocker
from initiatives.initiative import Initiative
from initiatives.people import Function, Person
from initiatives.rules import Rule, RuleBroken

ANSWERING = only(Role.OWNER, Role.CO_OWNER, Role.DEPUTY)
SOLVING = only(Role.OWNER, Role.CO_OWNER, Role.DEPUTY, Role.SPONSOR)


async def begin(turn: Turn, person: Person, _about: Args) -> Reply:
    """The command: one initiative goes straight to its form, of several the person picks."""
    mine = await asked_about(turn.store, turn.organisation, person, turn.now)
    if len(mine) == 1:
        return Ask("blocked.say", {"initiative": mine[0].id, TELL: "yes"})
    chosen = Card("check_in.for_which", {"person": person.id, "week": "", "wish": "help"})
    return Tell(chosen if mine else Card("stop.nothing"))


async def reason_form(_look: Look, initiative: Initiative, about: Args) -> Form:
    """One step, all of which may be left out."""
    tells = say("{title}: your sponsor hears of it, once.", title=title(initiative))
    return Form(
        say("What is in the way?"),
        say("Ask for help") if about.get(TELL) else say("Mark as stuck"),
        (
            LongText(
                name="why",
                label=say("What is in the way?"),
                hint=say("In a sentence, or nothing at all."),
                required=False,
                most=MOST,
            ),
            Choice(
                name="function",
                label=say("Who could unblock it?"),
                required=False,
                options=preferences.FUNCTIONS,
            ),
        ),
        intro=tells if about.get(TELL) else say("{title}", title=title(initiative)),
    )


async def reason(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    function = Function(answers.text("function")) if answers.text("function") else None
    return await is_stuck(turn, initiative, answers.text("why"), function, about)


async def ask_now(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """Help without a word on what is in the way."""
    return await is_stuck(turn, initiative, "", None, {**about, TELL: "yes"})


async def ask(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """One of those who may help is told."""
    if initiative.blocker is None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    if about["person"] in [one.person for one in await helpers(turn, initiative)]:
        await turn.store.change_initiative(await put_to(turn, initiative, (about["person"],)))
    return await instead(turn, Card("blocked.noted", {"initiative": initiative.id}))


async def solved(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    changed = await cleared(turn, initiative)
    await turn.store.change_initiative(changed)
    return await _shown(turn, changed)


async def still(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """Asked again next week; until then, whoever can help."""
    if initiative.blocker is not None:
        week = await week_asked(turn, initiative, about.get("week", ""))
        initiative = await blocked(turn, initiative, "", None, week)
        await turn.store.change_initiative(initiative)
    return await _shown(turn, initiative)


async def _shown(turn: Turn, initiative: Initiative) -> Reply:
    """On the weekly message itself the words change; it stays what it is."""
    also, noted = await seen_again(turn, initiative), Card("blocked.noted", {"initiative": initiative.id})
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if row is not None and row.card == CARD:
        return Quiet(also)
    if row is not None and row.card == noted.name:
        return await instead(turn, noted, also)
    return Tell(noted, also=also)


@card("blocked.why", seen_by=whoever(SOLVING))
async def what_is(see: Seeing, about: Args) -> Message:
    """Asked when somebody typed no more than that they need help: to say why is one way, to leave it out the other."""
    initiative = await INITIATIVE.of(see, about)
    text = say("What is in the way of {title}?", title=title(initiative))
    chosen = {"initiative": initiative.id}
    buttons = (
        Button(say("Say what it is"), "blocked.say", {**chosen, TELL: "yes"}, "primary"),
        Button(say("Leave it out, ask now"), "blocked.ask_now", chosen),
    )
    note = Note(say("Or in one message: “I need help: …”. Your sponsor hears of it, once."))
    return Message(text, (Para(text), Buttons(buttons), note))


@card("blocked.noted", seen_by=whoever(SOLVING))
async def noted(see: Seeing, about: Args) -> Message:
    """What is kept, who was told, and who else may help."""
    initiative = await INITIATIVE.of(see, about)
    blocker = initiative.blocker
    if blocker is None:
        text = say("Good to know: nothing is in the way of {title} any more.", title=title(initiative))
        return Message(text, (Para(text),))
    text = say("Noted: {title} is stuck.", title=title(initiative))
    open_ = [one for one in await helpers(see, initiative) if one.person not in blocker.told]
    blocks: list[Block] = [Para(text), *_in_its_words(blocker), *await _told(see, blocker)]
    blocks += [Note(words) for words in [await _because(see, one) for one in open_] if words is not None]
    solved = Button(say("It is solved"), "blocked.solved", {"initiative": initiative.id})
    buttons = [await _asking(see, initiative, one) for one in open_]
    again = Note(say("The next check-in asks first whether it is solved."))
    return Message(text, (*blocks, Buttons((*buttons, solved)), again))


def _in_its_words(blocker: Blocker) -> list[Block]:
    return [Quote(Typed(blocker.why))] if blocker.why else []


async def _told(see: Seeing, blocker: Blocker) -> list[Block]:
    names = tuple([Typed((await name_of(see, person)).text) for person in blocker.told])
    return [Note(say("Told of it: {names}.", names=Listed(names)))] if names else []


async def _asking(see: Seeing, initiative: Initiative, helper: Helper) -> Button:
    about = {"initiative": initiative.id, "person": helper.person}
    return Button(say("Ask {name}", name=await name_of(see, helper.person)), "blocked.ask", about)


async def _because(see: Seeing, helper: Helper) -> Words | None:
    name = await name_of(see, helper.person)
    if helper.function is not None:
        return say("{name} may unblock it: {function}.", name=name, function=_called(helper.function))
    if helper.offers:
        return say("{name} offers help with such things.", name=name)
    other = await see.store.initiative(see.org, helper.solved) if helper.solved else None
    if other is None:
        return say("{name} sponsors it.", name=name)
    return say("{name} may know the way: {title} is alike.", name=name, title=title(other))


def _called(function: Function) -> Text:
    return next(option.label for option in preferences.FUNCTIONS if option.value == function.value)


async def _asked(see: Seeing, about: Args) -> bool:
    initiative = await see.store.initiative(see.org, about["initiative"])
    blocker = _named(initiative, about)
    return see.person is not None and blocker is not None and see.person.id in blocker.told


def _named(initiative: Initiative | None, about: Args) -> Blocker | None:
    known = initiative.blockers if initiative is not None else ()
    return next((one for one in known if one.id == about["blocker"]), None)


@card(CARD, seen_by=_asked, by_itself=True)
async def asked(see: Seeing, about: Args) -> Message:
    """What somebody reads who may help; once it is solved it says so."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    blocker = _named(initiative, about)
    assert initiative is not None and blocker is not None  # noqa: S101 stored before this card was queued
    name = await name_of(see, blocker.by)
    if not blocker.is_open:
        by = await name_of(see, blocker.solved_by)
        text = say("{title} is not stuck any more: {name} says that it is solved.", title=title(initiative), name=by)
    else:
        text = say("{name} is stuck with {title} and asks for your help.", name=name, title=title(initiative))
    number = say("{title}: {number}", title=title(initiative), number=from_to(initiative.leading))
    blocks: list[Block] = [Heading(say("Help is wanted")), Para(text), *_in_its_words(blocker), Note(number)]
    if blocker.is_open:
        blocks.append(Note(say("Write to {name}. It is asked about again next week.", name=name)))
    if blocker.is_open and await INITIATIVE.holds(see, initiative, SOLVING):
        blocks.append(Buttons((Button(say("It is solved"), "blocked.solved", {"initiative": initiative.id}),)))
    elif blocker.is_open:
        blocks.append(Buttons((Button(say("I cannot help"), "skills.decline", {"initiative": initiative.id}),)))
    return Message(text, (*blocks, *why(await _reason(see, initiative))))


async def _reason(see: Seeing, initiative: Initiative) -> Words:
    me = see.person.id if see.person is not None else ""
    if me in await sponsors(see, initiative):
        return say("You get this because you sponsor it or answer for such initiatives.")
    return say("You get this because its owner thinks that you know the way. You get it once.")


CONVERSATION = Conversation(
    name="blocked",
    help=say("Say what is in the way, and get help"),
    start="begin",
    words=("blocker", "blocage"),
    flows=(Flow("say", INITIATIVE, ANSWERING, reason_form, reason),),
    actions=(
        Action("begin", ONESELF, EVERYBODY, begin),
        Action("ask", INITIATIVE, ANSWERING, ask),
        Action("ask_now", INITIATIVE, ANSWERING, ask_now),
        Action("solved", INITIATIVE, SOLVING, solved),
        Action("still", INITIATIVE, ANSWERING, still),
    ),
    cards=(what_is, noted, asked),
)
