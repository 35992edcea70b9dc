"""`silence`: nobody answers for an initiative, and whoever sponsors it says whether it pauses, goes to somebody else or stops."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.answers import Answers
from handlers.asking import asked_anew
from handlers.bundles import settle, taken_in
from handlers.conversation import (
    Action,
    Also,
    Card,
    Conversation,
    Flow,
    Post,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.conversations.trial import weeks_late
from handlers.facts import from_to, name_of, title, way
from handlers.gating import asked_of_others
from handlers.planning import weeks_asked
from handlers.silences import CARD, TO_OWNER, settled
from handlers.subjects import INITIATIVE
from handlers.trials import questions_shown
from handlers.ui import Args, Block, Button, Buttons, Divider, Form, Heading, Message, Note, Para, PersonPick
from handlers.why import why
from handlers.words import Day, Listed, Typed, Words, say, say_n
from initiatives.calendar import local_day, trial_end
from initiatives.handing_on import MOST_WEEKS, handed_to, paused, resumed
from initiatives.initiative import Initiative, Stage
from initiatives.silence import Settled, Silence, Unheard
from storage.records import To
from storage.weeks import Ended

RESPONSIBLE = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
PAUSE = Form(
    title=say("Pause it"),
    submit=say("Pause it"),
    intro=say("Nobody is asked about it until then, and a trial ends as many weeks later."),
    questions=(weeks_asked(say("For how many weeks?"), MOST_WEEKS),),
)
HAND_ON = Form(
    title=say("A new owner"),
    submit=say("Make them the owner"),
    intro=say("They are told, and asked for its number from now on."),
    questions=(PersonPick(name="owner", label=say("Who owns it from now on?")),),
)


async def pause(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """Nobody is asked about it for some weeks; the trial's end moves along."""
    weeks = int(answers.number("weeks"))
    owner = await turn.store.person(turn.org, initiative.owner)
    zone = owner.zone if owner else turn.organisation.zone
    today = local_day(turn.now, zone)
    until, decide_at, longer = today + timedelta(weeks=weeks), None, weeks
    if initiative.trial is not None and initiative.stage is Stage.TRIAL:
        longer += weeks_late(initiative.trial, today)
        decide_at = trial_end(initiative.trial.end + timedelta(weeks=longer), turn.organisation, zone)
    changed, also = await _kept(turn, paused(initiative, until, weeks, longer, decide_at), Settled.PAUSED)
    closed = await settle(turn.store, changed, Ended.PAUSED, turn.now)
    return _told(turn, changed, "paused", (changed.owner, changed.answered_by), (*also, *closed))


async def hand_on(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """Somebody else owns it: their open bundle takes it in, and the former owner's lets it go."""
    before = (initiative.owner, initiative.answered_by)
    changed, also = await _kept(turn, handed_to(initiative, answers.text("owner")), Settled.HANDED_ON)
    await asked_anew(turn.store, turn.organisation, initiative, turn.now)
    await asked_of_others(turn.store, initiative.owner, turn.organisation, turn.now)
    let_go = await settle(turn.store, changed, Ended.HANDED_ON, turn.now, *before)
    taken = await taken_in(turn.store, changed.owner, [changed], turn.now)
    return _told(turn, changed, "handed_on", (*before, changed.owner), (*also, *let_go, *taken))


async def resume(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """It is asked about again from the next check-in on."""
    changed = resumed(initiative)
    await turn.store.change_initiative(changed)
    await asked_anew(turn.store, turn.organisation, changed, turn.now)
    return _told(turn, changed, "resumed", (changed.owner, changed.answered_by), ())


async def _kept(turn: Turn, changed: Initiative, how: Settled) -> tuple[Initiative, Also]:
    """Stored with its question answered; everybody's message that asked shows it."""
    over, asked = await settled(turn.store, changed, how, turn.person.id, turn.now)
    await turn.store.change_initiative(over)
    await asked_anew(turn.store, turn.organisation, over, turn.now)
    return over, (*asked, *await questions_shown(turn, over))


def _told(turn: Turn, changed: Initiative, how: str, people: tuple[str, ...], also: Also) -> Reply:
    until = changed.paused_until.isoformat() if changed.paused_until is not None else ""
    about = {"initiative": changed.id, "how": how, "by": turn.person.id, "owner": changed.owner, "until": until}
    told = tuple(
        Post(To(person=person, workspace=turn.where.workspace), Card("silence.told", about))
        for person in dict.fromkeys(people)
        if person and person != turn.person.id
    )
    return Tell(Card("silence.done", about), also=(*told, *also))


async def _asked(see: Seeing, about: Args) -> bool:
    """For whoever was asked, and for those who may decide."""
    if see.person is None:
        return False
    for initiative in await _named(see, about):
        silence, me = initiative.silence, see.person.id
        if silence is not None and me in (*silence.asked, silence.owner, initiative.answered_by):
            return True
        if await INITIATIVE.holds(see, initiative, RESPONSIBLE):
            return True
    return False


async def _named(see: Seeing, about: Args) -> list[Initiative]:
    found = [await see.store.initiative(see.org, one) for one in about["initiatives"].split(",")]
    return [one for one in found if one is not None]


@card(CARD, seen_by=_asked, by_itself=True)
async def question(see: Seeing, about: Args) -> Message:
    """What happened, and the three ways on for each; what was decided once it was."""
    named = await _named(see, about)
    left = about["why"] == Unheard.LEFT.value
    text = await _what_happened(see, named, left=left)
    blocks: list[Block] = [Heading(say("Who takes it over?") if left else say("No answer comes")), Para(text)]
    for initiative in named:
        blocks += [Divider(), *await _one(see, initiative, about)]
    reason = say("You get this because you sponsor it or answer for such initiatives. One answer is enough.")
    return Message(text, (*blocks, *why(reason)))


async def _what_happened(see: Seeing, named: list[Initiative], *, left: bool) -> Words:
    first = named[0].silence if named else None
    name = await name_of(see, first.owner if first is not None else "")
    if left:
        return say_n(
            "{name} has left. {n} initiative of theirs is under way.",
            "{name} has left. {n} initiatives of theirs are under way.",
            len(named),
            name=name,
        )
    return say_n(
        "{name} was asked about {title} {n} week in a row, and no answer came.",
        "{name} was asked about {title} {n} weeks in a row, and no answer came.",
        first.weeks if first is not None else 0,
        name=name,
        title=title(named[0]),
    )


async def _one(see: Seeing, initiative: Initiative, about: Args) -> list[Block]:
    line: Block = Para(say("{title}: {number}", title=title(initiative), number=from_to(initiative.leading)))
    latest = [way(initiative.leading, initiative.latest.value)] if initiative.latest is not None else []
    if (outcome := await _outcome(see, initiative, about)) is not None:
        return [line, Note(outcome)]
    return [line, *latest, Buttons((_hand_on(initiative), _pause(initiative), _stop(initiative)))]


def _hand_on(initiative: Initiative) -> Button:
    return Button(say("Give it to somebody else"), "silence.hand_on", {"initiative": initiative.id}, "primary")


def _pause(initiative: Initiative) -> Button:
    return Button(say("Pause it"), "silence.pause", {"initiative": initiative.id})


def _stop(initiative: Initiative) -> Button:
    return Button(say("Stop it, keep the lesson"), "stop.stop", {"initiative": initiative.id})


async def _outcome(see: Seeing, initiative: Initiative, about: Args) -> Words | None:
    """What was decided since this card asked; None while it still asks."""
    silence = initiative.silence
    if silence is None or silence.at.isoformat() != about["at"]:
        return say("This is settled.")
    if silence.settled is None:
        return None
    return await _sentence(see, initiative, silence, silence.settled)


async def _sentence(see: Seeing, initiative: Initiative, silence: Silence, how: Settled) -> Words:
    name, about = await name_of(see, silence.by), title(initiative)
    match how:
        case Settled.ANSWERED:
            return say("{name} answered for {title}.", name=name, title=about)
        case Settled.PAUSED:
            return say("{name} paused {title}.", name=name, title=about)
        case Settled.HANDED_ON:
            owner = await name_of(see, initiative.owner)
            return say("{name} gave {title} to {owner}.", name=name, title=about, owner=owner)
        case Settled.BACK:
            return say("{name} is here again.", name=name)
        case Settled.STOPPED:
            return say("{name}: {title} is stopped, and its lesson is kept.", name=name, title=about)


@card(TO_OWNER, seen_by=_asked, by_itself=True)
async def asked(see: Seeing, about: Args) -> Message:
    """What its owner sees: that somebody was asked, and how to answer at once."""
    (initiative,) = await _named(see, about)
    silence = initiative.silence
    people = silence.asked if silence is not None else ()
    names = Listed(tuple([Typed((await name_of(see, person)).text) for person in people]))
    text = say("What happens with {title}? That was put to {names}.", title=title(initiative), names=names)
    blocks: list[Block] = [Heading(say("No answer comes")), Para(text)]
    if (outcome := await _outcome(see, initiative, about)) is not None:
        blocks.append(Note(outcome))
    else:
        answer = Button(say("Answer the check-in"), "check_in.answer", {"initiative": initiative.id}, "primary")
        blocks += [
            Note(say("A number settles it, and so does a pause or a lesson.")),
            Buttons((answer, _pause(initiative), _stop(initiative))),
        ]
    weeks = silence.weeks if silence is not None else 0
    reason = say_n(
        "You get this because you answer for it, and no number came for {n} week.",
        "You get this because you answer for it, and no number came for {n} weeks.",
        weeks,
    )
    return Message(text, (*blocks, *why(reason)))


@card("silence.done")
async def done(see: Seeing, about: Args) -> Message:
    """What the person reads who decided."""
    text = await _done(see, about)
    return Message(text, (Para(text),))


async def _done(see: Seeing, about: Args) -> Words:
    initiative = await INITIATIVE.of(see, about)
    name = title(initiative)
    match about["how"]:
        case "paused":
            return say("{title} is paused until {day}.", title=name, day=Day(date.fromisoformat(about["until"])))
        case "resumed":
            return say("{title} is asked about again from the next check-in on.", title=name)
        case _:
            return say("{title} belongs to {owner} now.", title=name, owner=await name_of(see, about["owner"]))


@card("silence.told")
async def told(see: Seeing, about: Args) -> Message:
    """What the others read who answer for it, or did."""
    text = await _done(see, about)
    by = Note(say("Decided by {name}.", name=await name_of(see, about["by"])))
    if about["how"] != "handed_on" or see.person is None or see.person.id != about["owner"]:
        return Message(text, (Para(text), by))
    answer = Button(say("Answer the check-in"), "check_in.answer", {"initiative": about["initiative"]})
    yours = Note(say("It is yours now: you are asked for its number once a week."))
    return Message(text, (Para(text), by, yours, Buttons((answer,))))


CONVERSATION = Conversation(
    name="silence",
    help=None,
    flows=(
        Flow("pause", INITIATIVE, RESPONSIBLE, PAUSE, pause),
        Flow("hand_on", INITIATIVE, RESPONSIBLE, HAND_ON, hand_on),
    ),
    actions=(Action("resume", INITIATIVE, RESPONSIBLE, resume),),
    cards=(question, asked, done, told),
)
