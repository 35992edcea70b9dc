"""`check_in`: answering the weekly nudge: a number typed, one tap, or the form; several initiatives in one bundle."""

from __future__ import annotations

from dataclasses import replace

from handlers.answering import asked_about
from handlers.answers import Answers
from handlers.bundles import DRAWN, drawn_once, redrawn
from handlers.checking_in import Said, record, week_asked
from handlers.confirming_shown import asking, confirmations
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
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
from handlers.deliveries import standing
from handlers.doubting import before, must_be_meant
from handlers.facts import CONFIDENCES, leading_to, said_beside, title, way
from handlers.figures import one_of, pictures
from handlers.files import beside, file_in
from handlers.presses import carried
from handlers.putting_off import comes_back, put_off
from handlers.status_shown import set_status, status_buttons, status_of
from handlers.subjects import INITIATIVE, ONESELF
from handlers.taking import asked_of, not_yet, really, recorded, same, several, take
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Form,
    Input,
    LongText,
    Message,
    Note,
    Number,
    Para,
)
from handlers.weekly import named, reminder
from handlers.weekly_card import last_time, nudge
from handlers.wishes import done, ending, for_which, which_one
from handlers.words import Amount, Bold, Day, Typed, Words, say, say_n
from initiatives.backing import backed_by, without_link
from initiatives.calendar import iso_week, local_day, monday_in
from initiatives.check_ins import CheckIn, Confidence, check_in_id
from initiatives.initiative import Initiative
from initiatives.kpi import Kpi
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken

ANSWERING = only(Role.OWNER, Role.CO_OWNER, Role.DEPUTY)
FIRST_NUMBER = say("What is it today, before the trial starts?")


def _asks(initiative: Initiative, name: str, required: bool) -> Number:
    hint = FIRST_NUMBER if initiative.needs_baseline else last_time(initiative)
    number = _number(name, initiative.leading)
    return replace(number, hint=hint, required=required, last=asked_of(initiative).last)


def _number(name: str, kpi: Kpi) -> Number:
    unit = Typed(kpi.unit) if kpi.unit else None
    return Number(name=name, label=Typed(kpi.name[:60]), unit=unit, word=kpi.counts_in, required=False)


async def answer_form(_look: Look, initiative: Initiative, about: Args) -> Form:
    """The leading number first, the other numbers if there are any, then how sure the owner is and a comment."""
    others = [_number(f"kpi_{kpi.id}", kpi) for kpi in initiative.kpis if kpi.id != initiative.leading.id]
    questions: tuple[Input, ...] = (
        _asks(initiative, "value", required=True),
        *others,
        Choice(name="confidence", label=say("How does it look?"), required=False, options=CONFIDENCES),
        LongText(name="comment", label=say("Anything to add?"), required=False, most=1000),
    )
    intro = say("{title}: this week’s number", title=title(initiative))
    if (file := file_in(about)) is not None:
        backing = leading_to(file.link, file.name)
        intro = say("{title}: this week’s number, backed by {file}", title=title(initiative), file=backing)
    return Form(say("Check-in"), say("Send"), questions, intro=intro)


async def answer(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    values = {initiative.leading.id: answers.number("value")}
    week = await week_asked(turn, initiative, about.get("week", ""))
    must_be_meant("value", initiative.leading, values[initiative.leading.id], before(initiative, week).last, about)
    for kpi in initiative.kpis:
        other = answers.maybe_number(f"kpi_{kpi.id}")
        if other is not None:
            must_be_meant(f"kpi_{kpi.id}", kpi, other, kpi.baseline, about)
            values[kpi.id] = other
    sure = Confidence(answers.text("confidence")) if answers.text("confidence") else None
    said = Said(values, sure, *backed_by(file_in(about), *without_link(answers.text("comment"))))
    told = await recorded(turn, initiative, said, about)
    return drawn_once(told, initiative.id) if about.get("week") else told


async def bundle_form(look: Look, person: Person, _about: Args) -> Form:
    """One number for each initiative; those left empty stay open."""
    asked = await asked_about(look.store, look.organisation, person, look.now)
    questions = tuple(
        replace(
            _asks(initiative, f"value_{initiative.id}", required=False), label=Typed(named(initiative, asked).text[:60])
        )
        for initiative in asked[:20]
    )
    return Form(say("Check-in"), say("Send"), questions, intro=say("The numbers you know; leave the others empty."))


async def bundle(turn: Turn, person: Person, answers: Answers, about: Args) -> Reply:
    also: Also = ()
    told = {
        one.id: (one, value, await week_asked(turn, one, about.get("week", "")))
        for one in await asked_about(turn.store, turn.organisation, person, turn.now)
        if (value := answers.maybe_number(f"value_{one.id}")) is not None
    }
    for key, (one, value, week) in told.items():
        must_be_meant(f"value_{key}", one.leading, value, before(one, week).last, about)
    for one, value, week in told.values():
        _, more = await record(turn, one, week, Said({one.leading.id: value}))
        also = (*also, *more)
    if not told:
        raise RuleBroken("", Rule.NO_NUMBER)
    return Tell(Card("check_in.bundle_answered", {"initiatives": ",".join(told)}), also=also)


async def later(turn: Turn, person: Person, about: Args) -> Reply:
    """Not now: the week stays open, and is reminded of once at the most, when the owner said."""
    nudges = [one for one in await turn.store.open_nudges(turn.org, person.id) if about.get("week") in (None, one.week)]
    if not nudges:
        return Tell(Card("check_in.nothing_open"))
    nudge = put_off(turn, person, nudges[-1], about.get("until", ""))
    await turn.store.change_nudge(nudge)
    change = redrawn(nudge)
    kept = Card("check_in.kept_open", {"person": person.id, "week": nudge.week})
    shown = await standing(turn.store, turn.org, nudge.delivery)
    here = shown is not None and turn.delivery == shown.id
    return Quiet((change,)) if here else Tell(kept, also=(change,))


async def start(turn: Turn, person: Person, _about: Args) -> Reply:
    """The command: what is open, with its buttons; one initiative goes straight to its form."""
    asked = await asked_about(turn.store, turn.organisation, person, turn.now)
    if len(asked) == 1:
        return Ask("check_in.answer", {"initiative": asked[0].id})
    return Ask("check_in.all") if asked else Tell(Card("check_in.nothing_open"))


async def _may_read(see: Seeing, about: Args) -> bool:
    initiative = await see.store.initiative(see.org, about["initiative"])
    if initiative is None or see.person is None:
        return False
    done = await see.store.check_in(see.org, check_in_id(about["initiative"], about["week"]))
    wrote = done is not None and done.by == see.person.id
    return wrote or await INITIATIVE.holds(see, initiative, ANSWERING)


@card("check_in.answered", seen_by=_may_read)
async def answered(see: Seeing, about: Args) -> Message:
    """The way from baseline to target with this week's number on it."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    done = await see.store.check_in(see.org, check_in_id(about["initiative"], about["week"]))
    assert initiative is not None and done is not None  # noqa: S101 stored before this card was queued
    value = dict(done.values)[initiative.leading.id]
    number = Amount(value, initiative.leading.unit)
    text = say("Noted for {title}: {value}", title=title(initiative), value=number)
    readings = await see.store.readings(see.org, initiative.id)
    shown = () if about.get(DRAWN) else pictures(initiative.leading, readings)
    blocks: list[Block] = [Para(text), way(initiative.leading, value), *shown]
    if done.week != iso_week(local_day(done.at, see.reader.zone)):
        blocks.append(Note(say("It stands for the week of {day}.", day=Day(monday_in(done.week)))))
    if about.get("first"):
        blocks.append(Note(_first(initiative)))
    elif not initiative.counts:
        blocks.append(
            Note(say("It does not count towards a win yet: the first number has to be older than the start."))
        )
    elif (early := _early(initiative, done, see)) is not None:
        blocks.append(Note(early))
    blocks += [*said_beside(done), *await confirmations(see, initiative, done)]
    status = (*status_of(initiative, done), *status_buttons(initiative, done))
    return Message(text, (*blocks, *status, *await asking(see, initiative, done)))


def _early(initiative: Initiative, done: CheckIn, see: Seeing) -> Words | None:
    trial = initiative.trial
    if trial is None or local_day(done.at, see.reader.zone) >= trial.start:
        return None
    return say("The trial starts on {day}; numbers count from then on.", day=Day(trial.start))


def _first(initiative: Initiative) -> Words:
    if initiative.trial is None:
        return say("That is the number it starts from.")
    return say("That is the number it starts from. The trial counts from {day}.", day=Day(initiative.trial.start))


@card("check_in.bundle_answered")
async def bundle_answered(see: Seeing, about: Args) -> Message:
    ids = [one for one in about["initiatives"].split(",") if one]
    text = say_n("Noted for {n} initiative.", "Noted for {n} initiatives.", len(ids))
    blocks: list[Block] = [Para(text)]
    for one in ids:
        initiative = await see.store.initiative(see.org, one)
        if initiative is None or not await INITIATIVE.holds(see, initiative, ANSWERING):
            continue
        value = initiative.latest.value if initiative.latest else initiative.leading.baseline
        if value is not None:
            shown = one_of(len(ids), initiative.leading, await see.store.readings(see.org, one))
            # Many have to fit into one message: there the line of signs, which says the numbers too, stands for the bar.
            bar = () if any(picture.small for picture in shown) else (way(initiative.leading, value),)
            blocks += [Para(say("{title}", title=title(initiative))), *bar, *shown]
    return Message(text, tuple(blocks))


@card("check_in.which")
async def which(see: Seeing, about: Args) -> Message:
    """The text fits several initiatives: the owner says which."""
    text = say("Which one is “{text}” about?", text=Typed(about["text"]))
    buttons = []
    for one in about["initiatives"].split(",")[:20]:
        initiative = await see.store.initiative(see.org, one)
        if initiative is not None:
            chosen = {"initiative": one, "text": carried(about["text"]), "same": about.get("same", ""), **beside(about)}
            buttons.append(Button(say("{title}", title=Bold(initiative.title)), "check_in.take", chosen))
    return Message(text, (Para(text), Buttons(tuple(buttons))))


@card("check_in.kept_open")
async def kept_open(see: Seeing, about: Args) -> Message:
    text = say("It stays open. Write the number whenever you have it.")
    nudge = await see.store.nudge(see.org, about.get("person", ""), about.get("week", ""))
    back = (Note(comes_back(nudge)),) if nudge is not None and nudge.waits and not nudge.reminder else ()
    return Message(text, (Para(text), *back))


@card("check_in.nothing_open")
async def nothing_open(_see: Seeing, _about: Args) -> Message:
    text = say("No check-in waits for you.")
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="check_in",
    help=say("Answer this week’s check-in"),
    start="start",
    words=("checkin", "check-in", "point"),
    flows=(
        Flow("answer", INITIATIVE, ANSWERING, answer_form, answer),
        Flow("all", ONESELF, EVERYBODY, bundle_form, bundle),
    ),
    actions=(
        Action("start", ONESELF, EVERYBODY, start),
        Action("take", INITIATIVE, ANSWERING, take),
        Action("several", ONESELF, EVERYBODY, several),
        Action("same", INITIATIVE, ANSWERING, same),
        Action("later", ONESELF, EVERYBODY, later),
        Action("done", INITIATIVE, ANSWERING, done),
        Action("for_which", ONESELF, EVERYBODY, for_which),
        Action("status", INITIATIVE, ANSWERING, set_status),
    ),
    cards=(
        nudge,
        reminder,
        answered,
        bundle_answered,
        which,
        which_one,
        ending,
        kept_open,
        nothing_open,
        really,
        not_yet,
    ),
)
