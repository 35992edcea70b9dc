"""`check_in`: answering the weekly nudge: a number typed, one tap, or the form; several initiatives in one bundle."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers.answering import asked_about
from handlers.answers import Answers
from handlers.beside import buttons_beside, rows
from handlers.bundles import CARD, redrawn
from handlers.checking_in import Said, record, week_asked
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
from handlers.deliveries import standing
from handlers.facts import CONFIDENCES, confidence, said_beside, title, way
from handlers.presses import carried
from handlers.putting_off import comes_back, later_buttons, put_off, while_away
from handlers.subjects import INITIATIVE, ONESELF
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Divider,
    Form,
    Heading,
    Input,
    LongText,
    Message,
    Note,
    Number,
    Para,
)
from handlers.weekly import in_bundle, in_place_of, own, reminder
from handlers.words import Amount, Bold, Day, Typed, Words, say, say_n
from initiatives.backing import without_link
from initiatives.calendar import local_day
from initiatives.check_ins import CheckIn, Confidence, check_in_id
from initiatives.initiative import Initiative
from initiatives.kpi import Kpi
from initiatives.numbers import find_readings
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken
from storage.records import Ended, Nudge, NudgeState

ANSWERING = only(Role.OWNER, Role.DEPUTY)
DECIDING = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
ENDED_EARLY = (Ended.PAUSED.value, Ended.HANDED_ON.value, Ended.LEFT.value)
FIRST_NUMBER = say("What is it today, before the trial starts?")


def _asks(initiative: Initiative, name: str, required: bool) -> Number:
    hint = FIRST_NUMBER if initiative.needs_baseline else _last(initiative)
    return replace(_number(name, initiative.leading), hint=hint, required=required)


def _number(name: str, kpi: Kpi) -> Number:
    unit = Typed(kpi.unit) if kpi.unit else None
    return Number(name=name, label=Typed(kpi.name[:60]), unit=unit, word=kpi.counts_in, required=False)


def _last(initiative: Initiative) -> Words:
    latest, kpi = initiative.latest, initiative.leading
    if latest is not None:
        return say("Last time: {value}", value=Amount(latest.value, kpi.unit))
    return say("At the start: {value}", value=Amount(kpi.baseline or Decimal(0), kpi.unit))


async def answer_form(_look: Look, initiative: Initiative, _about: Args) -> Form:
    """The leading number first, the other numbers if there are any, then how sure the owner is and a comment."""
    others = [_number(f"kpi_{kpi.id}", kpi) for kpi in initiative.kpis if kpi.id != initiative.leading.id]
    questions: tuple[Input, ...] = (
        _asks(initiative, "value", required=True),
        *others,
        Choice(name="confidence", label=say("How does it look?"), required=False, options=CONFIDENCES),
        LongText(name="comment", label=say("Anything to add?"), required=False, most=1000),
    )
    return Form(
        say("Check-in"), say("Send"), questions, intro=say("{title}: this week’s number", title=title(initiative))
    )


async def answer(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    values = {initiative.leading.id: answers.number("value")}
    for kpi in initiative.kpis:
        other = answers.maybe_number(f"kpi_{kpi.id}")
        if other is not None:
            values[kpi.id] = other
    sure = Confidence(answers.text("confidence")) if answers.text("confidence") else None
    return await _recorded(turn, initiative, Said(values, sure, *without_link(answers.text("comment"))), about)


async def take(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """A number typed straight into the chat."""
    found = find_readings(about["text"], turn.person.language, initiative.leading.counts_in)
    if found is not None:
        said = Said({initiative.leading.id: found.value}, comment=found.comment, link=found.link)
        return await _recorded(turn, initiative, said, about)
    if about.get("same"):
        return await same(turn, initiative, about)
    return Ask("check_in.answer", {"initiative": initiative.id})


async def same(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The last value again; without one the form asks for it."""
    latest = initiative.latest
    if latest is None:
        return Ask("check_in.answer", about)
    week = await week_asked(turn, initiative, about.get("week", ""))
    _, also = await record(turn, initiative, week, Said({initiative.leading.id: latest.value}))
    if not turn.delivery:
        return Tell(Card("check_in.answered", {"initiative": initiative.id, "week": week}), also=also)
    return Quiet(also)


async def _recorded(turn: Turn, initiative: Initiative, said: Said, about: Args) -> Reply:
    week = await week_asked(turn, initiative, about.get("week", ""))
    first = {"first": "yes"} if initiative.needs_baseline else {}
    _, also = await record(turn, initiative, week, said)
    return Tell(Card("check_in.answered", {"initiative": initiative.id, "week": week, **first}), also=also)


async def bundle_form(look: Look, person: Person, _about: Args) -> Form:
    """One number for each initiative; those left empty stay open."""
    asked = await asked_about(look.store, look.organisation, person, look.now)
    questions = tuple(
        replace(_asks(initiative, f"value_{initiative.id}", required=False), label=Typed(initiative.title[:60]))
        for initiative in asked[:20]
    )
    return Form(say("Check-in"), say("Send"), questions, intro=say("The numbers you know; leave the others empty."))


async def bundle(turn: Turn, person: Person, answers: Answers, about: Args) -> Reply:
    answered: list[str] = []
    also: tuple[object, ...] = ()
    for initiative in await asked_about(turn.store, turn.organisation, person, turn.now):
        value = answers.maybe_number(f"value_{initiative.id}")
        if value is None:
            continue
        week = await week_asked(turn, initiative, about.get("week", ""))
        _, more = await record(turn, initiative, week, Said({initiative.leading.id: value}))
        also = (*also, *more)
        answered.append(initiative.id)
    if not answered:
        raise RuleBroken("", Rule.NO_NUMBER)
    return Tell(Card("check_in.bundle_answered", {"initiatives": ",".join(answered)}), also=also)  # type: ignore[arg-type]


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


@card(CARD, seen_by=own, by_itself=True)
async def nudge(see: Seeing, about: Args) -> Message:
    """The week's one message: every initiative with its last number and its buttons, or its answer."""
    week = await see.store.nudge(see.org, about["person"], about["week"])
    asked = await in_bundle(see, week, about["person"])
    missed = week is not None and week.state is NudgeState.MISSED
    blocks: list[Block] = []
    for initiative in asked:
        blocks += [Divider()] if blocks else []
        blocks += await _row(see, initiative, about["week"], over=missed)
    beside = await rows(see, week)
    blocks += [Divider(), *beside] if blocks and beside else beside
    waiting = week is not None and week.waits
    if week is not None and waiting and asked:
        blocks += [*_whole(asked, week), *while_away(see, week)]
    early = missed and week is not None and week.reason in ENDED_EARLY
    summary = say("Nothing of that week waits for you any more.") if early else _summary(asked, waiting, missed)
    if beside and not asked:
        summary = say("A system sent the number of this week. How does it look?")
    head = Heading(say("Your weekly check-in"))
    return Message(summary, (head, *(blocks or (Para(summary),)), _reason()))


def _summary(asked: list[Initiative], waiting: bool, missed: bool) -> Words:
    if not asked:
        return say("Nothing of yours is running at the moment.")
    if missed:
        return say("That week is over. A newer message asks for the number of this week.")
    if not waiting:
        return say("Your check-in of this week is answered.")
    if len(asked) == 1:
        return say("How did {title} go this week? Answer with the number.", title=title(asked[0]))
    return say_n(
        "How did {n} initiative of yours go this week?", "How did {n} initiatives of yours go this week?", len(asked)
    )


def _reason() -> Note:
    return Note(say("You get this once a week because you answer for it. “settings” changes the day, or stops it."))


def _whole(asked: list[Initiative], nudge: Nudge) -> list[Block]:
    """What is for the whole bundle: all at once, or later."""
    about = {"week": nudge.week}
    buttons: list[Button] = []
    if len(asked) > 1:
        buttons.append(Button(say("Answer all at once"), "check_in.all", about, "primary"))
    if nudge.state is NudgeState.OPEN and not nudge.reminder:
        buttons += later_buttons(nudge.week)
    blocks: list[Block] = [Divider()] if len(asked) > 1 else []
    if nudge.state is NudgeState.LATER:
        blocks.append(Note(comes_back(nudge)))
    return [*blocks, Buttons(tuple(buttons))] if buttons else blocks


async def _row(see: Seeing, initiative: Initiative, week: str, *, over: bool) -> list[Block]:
    done = await see.store.check_in(see.org, check_in_id(initiative.id, week))
    if done is not None:
        return _answered_row(initiative, done, week)
    if initiative.is_paused(local_day(see.now, see.reader.zone)) and initiative.paused_until is not None:
        return [Para(say("{title}: paused until {day}", title=title(initiative), day=Day(initiative.paused_until)))]
    if over:
        return [Para(say("{title}: no answer that week", title=title(initiative)))]
    about = {"initiative": initiative.id, "week": week}
    buttons = [Button(say("Answer"), "check_in.answer", about, "primary")]
    if initiative.latest is not None:
        buttons.insert(0, Button(say("Same as last week"), "check_in.same", about))
    blocks: list[Block] = [Para(_question(initiative)), *await in_place_of(see, initiative)]
    asked = initiative.trial is not None and initiative.trial.asked
    if asked and await INITIATIVE.holds(see, initiative, DECIDING):
        blocks.append(Note(say("Its trial weeks are over: what next?")))
        buttons.append(Button(say("Decide what comes next"), "trial.show", {"initiative": initiative.id}))
    return [*blocks, Buttons(tuple(buttons))]


def _question(initiative: Initiative) -> Words:
    kpi = initiative.leading
    if initiative.needs_baseline:
        return say(
            "{title}: what is {kpi} today? It is the number the trial starts from.",
            title=title(initiative),
            kpi=Typed(kpi.name),
        )
    if kpi.target is None:
        return say("{title}: {kpi}? {last}", title=title(initiative), kpi=Typed(kpi.name), last=_last(initiative))
    return say(
        "{title}: {kpi}? {last}, target {target}",
        title=title(initiative), kpi=Typed(kpi.name), last=_last(initiative), target=Amount(kpi.target, kpi.unit),
    )  # fmt: skip


def _answered_row(initiative: Initiative, done: CheckIn, week: str) -> list[Block]:
    value = dict(done.values).get(initiative.leading.id)
    blocks: list[Block] = [Para(say("{title}: answered", title=title(initiative)))]
    if value is not None:
        blocks.append(way(initiative.leading, value))
    blocks += said_beside(done)
    about = {"initiative": initiative.id, "week": week}
    change = Button(say("Change the answer"), "check_in.answer", about)
    return [*blocks, Buttons((*buttons_beside(initiative, done, week), change))]


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
    blocks: list[Block] = [Para(text), way(initiative.leading, value)]
    if about.get("first"):
        blocks.append(Note(_first(initiative)))
    elif not initiative.counts:
        blocks.append(
            Note(say("It does not count towards a win yet: the first number has to be older than the start."))
        )
    elif (early := _early(initiative, done, see)) is not None:
        blocks.append(Note(early))
    if done.confidence is not None:
        blocks.append(Note(confidence(done.confidence)))
    blocks += said_beside(done)
    return Message(text, tuple(blocks))


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
            blocks += [Para(say("{title}", title=title(initiative))), way(initiative.leading, value)]
    return Message(text, tuple(blocks))


@card("check_in.which")
async def which(see: Seeing, about: Args) -> Message:
    """The text fits several initiatives: the owner says which."""
    text = say("Which one is “{text}” about?", text=Typed(about["text"]))
    buttons = []
    for one in about["initiatives"].split(",")[:20]:
        initiative = await see.store.initiative(see.org, one)
        if initiative is not None:
            chosen = {"initiative": one, "text": carried(about["text"]), "same": about.get("same", "")}
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
        Action("same", INITIATIVE, ANSWERING, same),
        Action("later", ONESELF, EVERYBODY, later),
    ),
    cards=(nudge, reminder, answered, bundle_answered, which, kept_open, nothing_open),
)
