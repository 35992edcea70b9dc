"""`confirm`: whoever answers for a number asks somebody else to confirm it, who says that it is right, or why not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers.answers import Answers
from handlers.checking_in import Said, record
from handlers.confirming import CARD, keep_confirmed, key_of, may_be_asked, put_to, same_person, shown_again, theirs
from handlers.confirming_shown import ASKING, lines
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Ask,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Post,
    Quiet,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.facts import name_of, said_beside, title
from handlers.replies import instead
from handlers.subjects import INITIATIVE
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Fields,
    Form,
    Heading,
    Input,
    LongText,
    Message,
    Note,
    Number,
    Option,
    Para,
    PersonPick,
    Quote,
    ShortText,
)
from handlers.why import why
from handlers.words import Amount, Day, Text, Typed, Words, say
from initiatives.calendar import monday_in
from initiatives.check_ins import CheckIn, Confirmation, check_in_id
from initiatives.confirming import confirmed, must_be_anothers, named, open_one, refused, unconfirmed, with_confirmation
from initiatives.initiative import Initiative
from initiatives.kpi import Kpi
from initiatives.rules import Rule, RuleBroken
from storage.records import To

SENT, ANSWERED = "confirm.sent", "check_in.answered"


async def _done(look: Look, about: Args) -> CheckIn | None:
    return await look.store.check_in(look.org, check_in_id(about["initiative"], about.get("week", "")))


async def begin(turn: Turn, _initiative: Initiative, about: Args) -> Reply:
    """The question whom to ask, where there is something to ask about."""
    done = await _done(turn, about)
    if done is None or not unconfirmed(done):
        raise RuleBroken("", Rule.NOTHING_TO_CONFIRM)
    return Ask("confirm.ask", about)


async def ask_form(look: Look, initiative: Initiative, about: Args) -> Form:
    """Who is asked; about which number, where there are several."""
    done = await _done(look, about)
    numbers = dict(done.values) if done is not None else {}
    options = [_option(initiative.kpi(kpi), numbers[kpi]) for kpi in (unconfirmed(done) if done is not None else ())]
    which: tuple[Input, ...] = (Choice(name="kpi", label=say("Which number?"), options=tuple(options)),)
    person = PersonPick(
        name="person",
        label=say("Who can confirm it?"),
        hint=say("Somebody who can look it up and does not answer for it: finance, or whoever owns the process."),
        default=await may_be_asked(look, initiative, done) if done is not None else "",
    )
    link = ShortText(
        name="link",
        label=say("Where can they look it up?"),
        hint=say("A link, or a few words."),
        required=False,
        most=300,
    )
    return Form(
        say("Who confirms it?"),
        say("Ask them"),
        (*(which if len(options) > 1 else ()), person, link),
        intro=say("{title}: they are asked once whether the number is right.", title=title(initiative)),
    )


def _option(kpi: Kpi, value: Decimal) -> Option:
    return Option(kpi.id, say("{kpi}: {value}", kpi=Typed(kpi.name[:60]), value=Amount(value, kpi.unit)))


async def ask(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    done = await _done(turn, about)
    waiting = unconfirmed(done) if done is not None else ()
    kpi = answers.text("kpi") or next(iter(waiting), "")
    if done is None or kpi not in waiting:
        raise RuleBroken("", Rule.NOTHING_TO_CONFIRM)
    asked = Confirmation(
        turn.new_id(), kpi, dict(done.values)[kpi], answers.text("person"), turn.person.id, turn.now, answers.text("link")
    )  # fmt: skip
    told = f"{key_of(asked)}.told"
    asked = replace(asked, shown=(*((about["from"],) if about.get("from") else ()), told))
    _, also = await put_to(turn, initiative, done, asked)
    also = (*also, *await shown_again(turn.store, turn.org, asked))
    return Tell(Card(SENT, _about(initiative, done, asked), subject=initiative.id), also=also, delivery=told)


def _about(initiative: Initiative, done: CheckIn, asked: Confirmation) -> dict[str, str]:
    return {"initiative": initiative.id, "week": done.week, "question": asked.id}


async def confirm(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    done, asked = await _to_answer(turn, initiative, about)
    said = confirmed(asked, turn.person.id, turn.now)
    also = await keep_confirmed(turn, initiative, done, said)
    return await instead(turn, Card(CARD, _about(initiative, done, said), subject=initiative.id), also)


async def _to_answer(turn: Turn, initiative: Initiative, about: Args) -> tuple[CheckIn, Confirmation]:
    """The question this person was asked, if it is still open and the number is not theirs by now."""
    done = await _done(turn, about)
    asked = open_one(done, about["question"])
    if done is None or await same_person(turn, asked.person) != turn.person.id:
        raise RuleBroken("", Rule.NUMBER_CHANGED)
    must_be_anothers(turn.person.id, await theirs(turn, initiative, done, asked.by))
    return done, asked


async def refuse_form(look: Look, initiative: Initiative, about: Args) -> Form:
    done = await _done(look, about)
    asked = named(done, about["question"])
    kpi = initiative.kpi(asked.kpi) if asked is not None else initiative.leading
    number = Number(
        name="instead",
        label=say("What should it be?"),
        hint=say("Nothing changes by itself: its owner decides."),
        required=False,
        unit=Typed(kpi.unit) if kpi.unit else None,
        word=kpi.counts_in,
        last=asked.value if asked is not None else None,
    )
    reason = LongText(name="why", label=say("What is wrong with it?"), most=600)
    intro = say("{title}: whoever asked you reads this.", title=title(initiative))
    return Form(say("Not this number"), say("Send it"), (reason, number), intro=intro)


async def refuse(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    """Whoever asked and the owner hear of it; the number stays as it is."""
    done, asked = await _to_answer(turn, initiative, about)
    value = answers.maybe_number("instead")
    said = refused(asked, turn.person.id, turn.now, answers.text("why"), value)
    await turn.store.keep_check_in(with_confirmation(done, said))
    kept = _about(initiative, done, said)
    told = Card("confirm.refused", kept, subject=initiative.id)
    hear = dict.fromkeys([await same_person(turn, one) for one in (asked.by, initiative.owner) if one])
    posts: Also = tuple(Post(To(person=one), told, key=f"{key_of(said)}.no.{one}") for one in hear)
    shown = Change(key_of(said), Card(CARD, kept, subject=initiative.id))
    return Quiet((shown, *posts, *await shown_again(turn.store, turn.org, said)))


async def take(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The number that was named instead, as a correction by whoever takes it over: not confirmed by that."""
    done = await _done(turn, about)
    said = named(done, about["question"])
    if done is None or said is None or said.confirmed or said.instead is None:
        raise RuleBroken("", Rule.NUMBER_CHANGED)
    corrected = Said({said.kpi: said.instead}, comment=done.comment, link=done.link, file=done.file)
    changed, also = await record(turn, initiative, done.week, corrected)
    kept = await _done(turn, about)
    assert kept is not None  # noqa: S101 just recorded
    values = tuple({**dict(done.values), **dict(kept.values)}.items())
    await turn.store.keep_check_in(replace(kept, values=values, confidence=done.confidence))
    return await instead(turn, Card(ANSWERED, {"initiative": changed.id, "week": done.week}), also)


async def _asked(see: Seeing, about: Args) -> bool:
    """Whoever is asked; once the number is another one, only that is left to be read."""
    asked = named(await _done(see, about), about["question"])
    return see.person is not None and (asked is None or await same_person(see, asked.person) == see.person.id)


@card(CARD, seen_by=_asked, by_itself=True)
async def asked(see: Seeing, about: Args) -> Message:
    """What the person reads who can confirm it: the number with all that backs it, and the two answers."""
    initiative, done = await _initiative(see, about), await _done(see, about)
    one = named(done, about["question"])
    if done is None or one is None:
        return _not_any_more(initiative, about)
    by = await name_of(see, one.by)
    if one.is_open:
        text = say("{name} asks you to confirm a number of {title}.", name=by, title=title(initiative))
    elif one.confirmed:
        text = say("You have confirmed this number of {title}.", title=title(initiative))
    else:
        text = say("You did not confirm this number of {title}.", title=title(initiative))
    blocks: list[Block] = [Heading(say("A number to confirm")), Para(text), Fields(_number(initiative, done, one))]
    blocks += [*said_beside(done), *_where(done, one), *([Quote(Typed(one.why))] if one.why else [])]
    if one.is_open:
        blocks += [Buttons(_answers(about)), Note(say("You say that the number is right, not why it moved."))]
    reason = say("You get this because {name} chose you to confirm it. You get it once.", name=by)
    return Message(text, (*blocks, *why(reason)))


def _answers(about: Args) -> tuple[Button, ...]:
    chosen = {name: about[name] for name in ("initiative", "week", "question")}
    return (
        Button(say("Confirm"), "confirm.confirm", chosen, "primary"),
        Button(say("Not this number"), "confirm.refuse", chosen),
    )


def _number(initiative: Initiative, done: CheckIn, one: Confirmation) -> tuple[tuple[Text, Text], ...]:
    """From what to what, and when."""
    kpi = initiative.kpi(one.kpi)
    value: Words = say("{value}", value=Amount(one.value, kpi.unit))
    if kpi.baseline is not None and not done.first:
        value = say("{baseline} → {value}", baseline=Amount(kpi.baseline), value=Amount(one.value, kpi.unit))
    week = say("the week of {day}", day=Day(monday_in(done.week)))
    return ((Typed(kpi.name[:60]), value), (say("It stands for"), week))


def _where(done: CheckIn, one: Confirmation) -> list[Block]:
    """Where whoever asked says that it can be looked up, unless that is said already."""
    if not one.link or one.link == done.link:
        return []
    return [Note(say("To look it up: {link}", link=Typed(one.link)))]


async def _initiative(see: Seeing, about: Args) -> Initiative:
    found = await see.store.initiative(see.org, about["initiative"])
    if found is None:
        raise LookupError(about["initiative"])
    return found


def _not_any_more(initiative: Initiative, about: Args) -> Message:
    """Corrected, or put to somebody else."""
    day = Day(monday_in(about["week"]))
    text = say(
        "{title}: nothing is to be confirmed here any more for the week of {day}.", title=title(initiative), day=day
    )
    reason = say(
        "It is another number by now, or somebody else is asked. You get this because a number was put to you."
    )
    return Message(text, (Para(text), *why(reason)))


@card(SENT)
async def sent(see: Seeing, about: Args) -> Message:
    """What whoever asked reads, and what comes of it."""
    initiative, done = await _initiative(see, about), await _done(see, about)
    one = named(done, about["question"])
    day = Day(monday_in(about["week"]))
    if done is None or one is None:
        text = say("{title}: the number for the week of {day} is another one by now.", title=title(initiative), day=day)
        return Message(text, (Para(text), Note(say("Nobody is asked to confirm the one before."))))
    value = Amount(one.value, initiative.kpi(one.kpi).unit)
    text = say("{title}: {value} for the week of {day}", title=title(initiative), value=value, day=day)
    return Message(text, (Para(text), *await lines(see, initiative, one)))


@card("confirm.refused")
async def not_confirmed(see: Seeing, about: Args) -> Message:
    """What whoever answers for it reads: why not, and the number instead with the button that takes it over."""
    initiative, done = await _initiative(see, about), await _done(see, about)
    one = named(done, about["question"])
    day = Day(monday_in(about["week"]))
    if done is None or one is None:
        text = say("{title}: the number for the week of {day} is another one by now.", title=title(initiative), day=day)
        return Message(text, (Para(text),))
    kpi, name = initiative.kpi(one.kpi), await name_of(see, one.person)
    value = Amount(one.value, kpi.unit)
    text = say("{name} does not confirm {value} for {title}.", name=name, value=value, title=title(initiative))
    week = Note(say("It stands for the week of {day}.", day=day))
    blocks: list[Block] = [Para(text), week, Quote(Typed(one.why))]
    blocks.append(Note(say("Nothing changes by itself: the number stays until you correct it.")))
    if one.instead is not None and await INITIATIVE.holds(see, initiative, ASKING):
        label = say("Take over {value}", value=Amount(one.instead, kpi.unit))
        blocks.append(Buttons((Button(label, "confirm.take", _about(initiative, done, one), "primary"),)))
    elif one.instead is not None:
        blocks.append(Note(say("It should be {value}.", value=Amount(one.instead, kpi.unit))))
    return Message(text, tuple(blocks))


CONVERSATION = Conversation(
    name="confirm",
    help=None,
    flows=(
        Flow("ask", INITIATIVE, ASKING, ask_form, ask),
        Flow("refuse", INITIATIVE, EVERYBODY, refuse_form, refuse),
    ),
    actions=(
        Action("begin", INITIATIVE, ASKING, begin),
        Action("confirm", INITIATIVE, EVERYBODY, confirm),
        Action("take", INITIATIVE, ASKING, take),
    ),
    cards=(asked, sent, not_confirmed),
)
